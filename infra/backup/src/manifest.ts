import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const manifestFile = 'backup.json';

const collection = z.strictObject({
  database: z.string(),
  name: z.string(),
  /** Relative to the folder; documents one after the other as BSON, gzip. */
  file: z.string().regex(/^[^/\\]+\/[^/\\]+\.bson\.gz$/),
  documents: z.int().nonnegative(),
  /** Of the documents' bytes before they are compressed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** As `listCollections` and `listIndexes` told them, in extended JSON. */
  options: z.string(),
  indexes: z.string(),
});

const manifest = z.strictObject({
  format: z.literal(1),
  installation: z.string(),
  /** All of it was read as it stood at this moment, or a few milliseconds after it. */
  takenAt: z.iso.datetime(),
  collections: z.array(collection),
});

export type Manifest = z.infer<typeof manifest>;
export type CollectionOfBackup = z.infer<typeof collection>;

/** A fault that the operator can do something about; told without a stack. */
export class BackupError extends Error {}

export const manifestPath = (folder: string): string => path.join(folder, manifestFile);

/** The list of what is in a backup. It is written last: a folder without it is a backup that was not finished. */
export const readManifest = async (folder: string): Promise<Manifest> => {
  const text = await readFile(manifestPath(folder), 'utf8').catch(() => {
    throw new BackupError(`${folder} holds no ${manifestFile}: no backup, or one that was not finished`);
  });
  const read = manifest.safeParse(parsed(text));
  if (read.success) return read.data;
  throw new BackupError(`${manifestPath(folder)} is not a list of a backup: ${z.prettifyError(read.error)}`);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
