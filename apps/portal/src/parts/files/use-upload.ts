import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { uploadFile } from '../../api/files.ts';
import { sendCommand } from '../../api/graphql.ts';

type Uploading =
  | { readonly at: 'idle' }
  | { readonly at: 'sending'; readonly name: string; readonly share: number }
  | { readonly at: 'failed'; readonly name: string; readonly zh: string }
  | { readonly at: 'done'; readonly name: string; readonly note: string };

/** The place of a file: a project and a kind; a material's newer version where one is named. */
export interface Place {
  /** Minted with the draft, where the project is one that nobody has applied for yet. */
  readonly projectId: () => Promise<string | undefined>;
  readonly kind: string;
  readonly replacing?: { readonly id: string; readonly version: number } | undefined;
}

/** Uploads a file and makes it a material; what the project has already is not sent in twice. */
export const useUpload = ({ projectId, kind, replacing }: Place) => {
  const queries = useQueryClient();
  const [state, setState] = useState<Uploading>({ at: 'idle' });
  const ending = useRef<AbortController>(undefined);

  const place = async (project: string, file: File, signal: AbortSignal): Promise<string> => {
    const stored = await uploadFile({
      projectId: project,
      kind,
      file,
      signal,
      onProgress: (share) => setState({ at: 'sending', name: file.name, share }),
    });
    if (stored.material !== null) return '项目中已有这份文件，直接使用，没有重复保存';
    const key = crypto.randomUUID();
    const answer =
      replacing === undefined
        ? await sendCommand('attachMaterial', { projectId: project, file: stored.id, key })
        : await sendCommand('replaceMaterial', { id: replacing.id, file: stored.id, key });
    if (answer.__typename === 'Refused') throw new Error(answer.zh);
    return '已上传';
  };

  const start = async (file: File): Promise<void> => {
    const { name } = file;
    ending.current = new AbortController();
    setState({ at: 'sending', name, share: 0 });
    try {
      const project = await projectId();
      if (project === undefined) throw new Error('草稿还没有保存，请稍后再上传');
      const note = await place(project, file, ending.current.signal);
      setState({ at: 'done', name, note });
      await queries.invalidateQueries({ queryKey: ['materials'] });
    } catch (error) {
      setState({ at: 'failed', name, zh: error instanceof Error ? error.message : String(error) });
    }
  };

  return { state, start, cancel: () => ending.current?.abort() };
};
