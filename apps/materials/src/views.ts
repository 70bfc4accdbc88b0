import type { CaseDocument } from '@yizhan/aggregate';
import type { MaterialView, NoticeView, StoredFileView } from '@yizhan/contracts';
import type { Material } from './domain/material.ts';
import type { Notice } from './domain/notice.ts';
import { noticeForms } from './domain/notice-words.ts';
import { materialStatuses } from './domain/states.ts';
import type { Look } from './rights.ts';
import type { StoredFile } from './store.ts';

/** A material as somebody sees it; null where he sees no version of it. */
export const materialView = (
  found: CaseDocument<Material>,
  files: ReadonlyMap<string, StoredFile>,
  look: Look,
): MaterialView | null => {
  const { state } = found;
  const versions = state.versions.filter((version) => look.sees(state, version));
  if (versions.length === 0) return null;
  return {
    id: found._id,
    projectId: state.projectId,
    version: found.version,
    seq: found.seq,
    status: state.status,
    statusZh: materialStatuses[state.status].zh,
    kind: state.kind,
    versions: versions
      .flatMap(({ number, file: id, checksum, by, uploadedAt, handedInTo }) => {
        const file = files.get(id);
        if (file === undefined) return [];
        const { name, mediaType, size } = file;
        return [
          { number, file: id, name, mediaType, size, checksum, uploadedAt, by, handedInTo: [...handedInTo] },
        ];
      })
      .reverse(),
  };
};

export const storedFileView = (
  file: StoredFile,
  duplicate: boolean,
  material: string | null,
): StoredFileView => {
  const { _id: id, projectId, kind, name, mediaType, size, checksum } = file;
  return { id, projectId, kind, name, mediaType, size, checksum, duplicate, material };
};

export const noticeView = ({ _id: id, state }: CaseDocument<Notice>, size: number): NoticeView => {
  const { projectId, item, code, notice, number, on, checksum } = state;
  return {
    id,
    projectId,
    item,
    code,
    notice,
    noticeZh: noticeForms[notice].title,
    number,
    on,
    checksum,
    size,
  };
};
