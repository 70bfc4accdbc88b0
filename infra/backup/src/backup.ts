import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { unfinishedRestore } from '@yizhan/service';
import { BSON, type ClientSession, type Db, type MongoClient } from 'mongodb';
import { BackupError, type CollectionOfBackup, type Manifest, manifestPath } from './manifest.ts';

/** How far back MongoDB may have to look for the point that is read, in seconds: longer than a backup takes. */
const longestBackupSeconds = 4 * 3600;

/** The databases of an installation; the name of an installation has no underscore. */
export const databasesOf = async (client: MongoClient, installation: string): Promise<readonly string[]> => {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  return databases
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${installation}_`))
    .sort();
};

/**
 * Reads all databases of an installation as they stood at one cluster time, while the services go on working, into a
 * new folder. What one service has taken, another has sent at that time: the parts fit together.
 */
export const takeBackup = async (
  client: MongoClient,
  installation: string,
  folder: string,
  tell: (words: string) => void = () => undefined,
  stopping: AbortSignal = new AbortController().signal,
): Promise<Manifest> => {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new BackupError(
      `${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  if ((await readdir(folder)).length > 0)
    throw new BackupError(`${folder} is not empty: a backup wants a folder of its own`);
  const databases = await databasesOf(client, installation);
  if (databases.length === 0)
    throw new BackupError(`there is no database of an installation ${installation}`);
  const putBack = await keepHistory(client, tell);
  const takenAt = new Date().toISOString();
  // All reads of a snapshot session see the cluster time of its first.
  const session = client.startSession({ snapshot: true });
  try {
    const before = await listCollections(client, databases);
    if (before.some(({ name }) => name === unfinishedRestore))
      throw new BackupError('a restore was begun and not finished: what is there is no whole');
    const collections: CollectionOfBackup[] = [];
    for (const listed of before) {
      if (stopping.aborted) throw new BackupError(`broken off: what is in ${folder} is no backup`);
      await mkdir(path.join(folder, listed.database), { recursive: true });
      collections.push(await readCollection(client.db(listed.database), listed, session, folder, stopping));
      tell(`${listed.database}.${listed.name}: ${collections.at(-1)?.documents}`);
    }
    // A collection that came or went meanwhile would be half in the backup: a service was started or changed beside it.
    const after = await listCollections(client, await databasesOf(client, installation));
    if (namesOf(after) !== namesOf(before))
      throw new BackupError('collections were made while the backup was taken: take it again');
    const manifest: Manifest = {
      format: 1,
      installation,
      takenAt,
      collections,
    };
    await writeFile(manifestPath(folder), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    return manifest;
  } finally {
    await session.endSession();
    await putBack();
  }
};

interface Listed {
  readonly database: string;
  readonly name: string;
  readonly options: string;
}

const namesOf = (listed: readonly Listed[]): string =>
  listed.map(({ database, name }) => `${database}.${name}`).join('\n');

const listCollections = async (client: MongoClient, databases: readonly string[]): Promise<Listed[]> => {
  const listed: Listed[] = [];
  for (const database of databases) {
    const collections = await client.db(database).listCollections({}, { nameOnly: false }).toArray();
    for (const { name, type, options } of collections) {
      if (type !== 'collection' || name.startsWith('system.')) continue;
      listed.push({ database, name, options: BSON.EJSON.stringify(options ?? {}, { relaxed: false }) });
    }
  }
  return listed.sort((a, b) => (`${a.database}.${a.name}` < `${b.database}.${b.name}` ? -1 : 1));
};

const readCollection = async (
  db: Db,
  listed: Listed,
  session: ClientSession,
  folder: string,
  stopping: AbortSignal,
): Promise<CollectionOfBackup> => {
  const file = `${listed.database}/${encodeURIComponent(listed.name)}.bson.gz`;
  const collection = db.collection(listed.name);
  const indexes = BSON.EJSON.stringify(await collection.listIndexes().toArray(), { relaxed: false });
  const hash = createHash('sha256');
  let documents = 0;
  const raw = collection.find({}, { session, raw: true, batchSize: 1000 });
  await pipeline(
    Readable.from(raw),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const document of source) {
        hash.update(document);
        documents += 1;
        yield document;
      }
    },
    createGzip(),
    createWriteStream(path.join(folder, file), { flush: true }),
    { signal: stopping },
  ).catch((error: unknown) => {
    throw stopping.aborted ? new BackupError(`broken off: what is in ${folder} is no backup`) : error;
  });
  return { ...listed, file, documents, sha256: hash.digest('hex'), indexes };
};

/** Lets MongoDB keep the point that is read until the backup is through; answers how to set it back. */
const keepHistory = async (
  client: MongoClient,
  tell: (words: string) => void,
): Promise<() => Promise<void>> => {
  const admin = client.db('admin');
  const parameter = 'minSnapshotHistoryWindowInSeconds';
  try {
    const { [parameter]: seconds } = await admin.command({ getParameter: 1, [parameter]: 1 });
    if (Number(seconds) >= longestBackupSeconds) return async () => undefined;
    await admin.command({ setParameter: 1, [parameter]: longestBackupSeconds });
    return async () => {
      await admin.command({ setParameter: 1, [parameter]: seconds });
    };
  } catch (error) {
    tell(`${parameter} could not be set (${String(error)}): a backup of over five minutes may fail`);
    return async () => undefined;
  }
};
