import { createHash, randomUUID } from 'node:crypto';
import { type FileType, fileTypes, refusal } from '@yizhan/contracts';
import { refusedError } from '@yizhan/service';
import type { FileLimits } from './config.ts';
import { headBytes, namesType, typeOf } from './file-type.ts';
import type { FileStorage } from './storage.ts';
import { fileIdOf, type Store, type StoredFile } from './store.ts';

/** What an upload says of itself; its name is safe already. */
export interface Announced {
  readonly county: string;
  readonly projectId: string;
  readonly company: string;
  readonly kind: string;
  readonly name: string;
  readonly by: string;
  /** SHA-256 in hex, where the sender has computed it. */
  readonly checksum?: string | undefined;
}

const endings = [...new Set(Object.values(fileTypes).flat())].join('、');

const wrongType = refusal(
  'invalid',
  'FILE_TYPE_NOT_TAKEN',
  `不接收这种文件。可上传：${endings}`,
  `this type of file is not taken; these are: ${endings.replaceAll('、', ', ')}`,
  'file',
);
const lyingName = refusal(
  'invalid',
  'FILE_NAME_LIES',
  '文件扩展名与实际内容不符，请核对文件',
  'the ending of the name is not that of the content',
  'name',
);
const damaged = refusal(
  'invalid',
  'CHECKSUM_MISMATCH',
  '文件在传输中有损坏，请重新上传',
  'what arrived is not what was sent: upload it again',
  'checksum',
);
export const tooLarge = ({ maxBytes }: FileLimits) => {
  const mebibytes = Math.floor(maxBytes / (1024 * 1024));
  return refusal(
    'tooLarge',
    'FILE_TOO_LARGE',
    `文件不能超过 ${mebibytes} MB，请压缩或拆分后上传`,
    `a file may not be larger than ${mebibytes} MiB`,
    'file',
  );
};

/** Takes uploads in: all of a file or nothing of it, its type told by its bytes before the first is stored. */
export const createUploads = (config: {
  readonly store: Store;
  readonly storage: FileStorage;
  readonly limits: FileLimits;
}) => {
  const { store, storage, limits } = config;

  const receive = async (
    source: AsyncIterable<Uint8Array>,
    announced: Announced,
  ): Promise<{ file: StoredFile; duplicate: boolean }> => {
    const hash = createHash('sha256');
    const read: { size: number; type: FileType | null } = { size: 0, type: null };

    const judge = async (head: Uint8Array): Promise<FileType> => {
      const found = await typeOf(head);
      if (found === null) throw refusedError(wrongType);
      if (!namesType(announced.name, found)) throw refusedError(lyingName);
      return found;
    };
    const judged = async function* (): AsyncGenerator<Uint8Array> {
      const head: Uint8Array[] = [];
      let headSize = 0;
      for await (const piece of source) {
        read.size += piece.length;
        if (read.size > limits.maxBytes) throw refusedError(tooLarge(limits));
        hash.update(piece);
        if (read.type !== null) {
          yield piece;
          continue;
        }
        head.push(piece);
        headSize += piece.length;
        if (headSize < headBytes) continue;
        read.type = await judge(Buffer.concat(head));
        yield* head.splice(0);
      }
      read.type ??= await judge(Buffer.concat(head));
      yield* head;
    };

    const bytes = randomUUID();
    await store.beginUpload(bytes);
    // The note of the upload stays where it failed: a piece may still be on its way in, and is swept with it.
    const undone = async (error: unknown): Promise<never> => {
      await storage.remove(bytes);
      throw error;
    };
    await storage.write(bytes, judged()).catch(undone);
    const { size, type } = read;
    if (type === null) throw new Error('bytes were stored whose type was not told');
    const checksum = hash.digest('hex');
    if (announced.checksum !== undefined && announced.checksum !== checksum)
      return await undone(refusedError(damaged));
    const { checksum: _declared, ...facts } = announced;
    const kept = await store.keepFile({
      _id: fileIdOf(facts.projectId, facts.company, facts.kind, checksum),
      ...facts,
      checksum,
      size,
      mediaType: type,
      uploadedAt: new Date(),
      bytes,
    });
    if (kept.duplicate) await storage.remove(bytes);
    await store.endUpload(bytes);
    return kept;
  };

  /** Takes away what uploads have left behind, and files that no material has held for a day. How many of each. */
  const sweep = async (now: Date): Promise<{ readonly uploads: number; readonly files: number }> => {
    const abandoned = await store.findAbandoned(new Date(now.getTime() - abandonedAfterMs));
    for (const id of abandoned) {
      // Killed between keeping it and striking the note, it is a file like any other.
      if (!(await store.isKept(id))) await storage.remove(id);
      await store.endUpload(id);
    }
    const free = await store.claimFree(new Date(now.getTime() - freeForMs));
    for (const file of free) {
      await storage.remove(file.bytes);
      await store.forget(file);
    }
    return { uploads: abandoned.length, files: free.length };
  };

  return { receive, sweep };
};
export type Uploads = ReturnType<typeof createUploads>;

/** Longer than any upload takes. */
const abandonedAfterMs = 6 * 3600 * 1000;
/** From an upload until it is attached, and from a removal until it is final. */
const freeForMs = 24 * 3600 * 1000;
