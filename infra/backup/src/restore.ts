import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { serviceNames } from '@yizhan/contracts';
import { failpoint, rereadCollection } from '@yizhan/eventbus';
import { unfinishedRestore } from '@yizhan/service';
import {
  BSON,
  type CreateCollectionOptions,
  type Db,
  type Document,
  type IndexDescription,
  type MongoClient,
} from 'mongodb';
import { databasesOf } from './backup.ts';
import { BackupError, type CollectionOfBackup, type Manifest, readManifest } from './manifest.ts';

const documentsAtOnce = 500;
/** Files lie in pieces of a quarter of a megabyte. */
const bytesAtOnce = 16 * 1024 * 1024;
/** A bare BSON header; a document is never shorter. */
const shortestDocument = 5;

export interface RestoreOptions {
  readonly installation: string;
  readonly folder: string;
  /** Whether databases that are there are thrown away; without it they are a refusal. */
  readonly replace: boolean;
  /** Makes the broker forget what it carried: it is ahead of the backup. Before the services may start again. */
  readonly forgetTopics: () => Promise<void>;
  readonly tell?: (words: string) => void;
}

/**
 * Writes a backup into the databases of an installation whose services are stopped. All files are checked before the
 * first is written; until the last is, the databases carry a mark on which services refuse to start.
 */
export const restoreBackup = async (client: MongoClient, options: RestoreOptions): Promise<Manifest> => {
  const { installation, folder, replace, forgetTopics, tell = () => undefined } = options;
  const manifest = await readManifest(folder);
  if (manifest.installation !== installation)
    throw new BackupError(`${folder} is a backup of ${manifest.installation}, not of ${installation}`);
  for (const collection of manifest.collections) await checkFile(folder, collection);
  tell(`${manifest.collections.length} files are whole`);
  const present = await databasesOf(client, installation);
  await requireStopped(client, present);
  if (present.length > 0 && !replace)
    throw new BackupError(`${present.join(', ')} are there; with --replace they are thrown away`);
  const databases = [...new Set(manifest.collections.map(({ database }) => database))];
  // The mark comes first: whatever ends this process, what is half there is never taken for the whole.
  const all = [...new Set([...present, ...databases])];
  for (const database of all) await mark(client.db(database), manifest.takenAt);
  for (const database of present)
    for (const { name } of await client.db(database).listCollections({}, { nameOnly: true }).toArray())
      if (name !== unfinishedRestore) await client.db(database).dropCollection(name);
  for (const collection of manifest.collections) {
    await writeCollection(client, folder, collection);
    failpoint('restore.written');
    tell(`${collection.database}.${collection.name}: ${collection.documents}`);
  }
  await forgetTopics();
  // Also whoever was not there yet: what was sent before him is in no topic any more.
  for (const service of serviceNames.filter((name) => name !== 'gateway'))
    await client
      .db(`${installation}_${service}`)
      .collection<{ _id: string }>(rereadCollection)
      .updateOne({ _id: 'restored' }, { $set: { takenAt: manifest.takenAt } }, { upsert: true });
  for (const database of all) await client.db(database).dropCollection(unfinishedRestore);
  return manifest;
};

const mark = async (db: Db, takenAt: string): Promise<void> => {
  await db
    .collection<{ _id: string }>(unfinishedRestore)
    .updateOne({ _id: 'of' }, { $set: { takenAt, began: new Date() } }, { upsert: true });
};

/** Whoever runs a service holds its relay's lease, or did until a few seconds ago; other leases outlive their holder. */
const requireStopped = async (client: MongoClient, databases: readonly string[]): Promise<void> => {
  for (const database of databases) {
    const held = await client
      .db(database)
      .collection<{ _id: string }>('leases')
      .findOne({ _id: 'relay', until: { $gt: new Date() } });
    if (held !== null)
      throw new BackupError(
        `${database} is in use: stop the services first (one that was killed lets go after ten seconds)`,
      );
  }
};

/** The documents of a file, each as its own bytes. */
async function* documentsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const size = rest.readInt32LE(0);
      if (size < shortestDocument) throw new BackupError('not BSON');
      if (rest.length < size) break;
      yield rest.subarray(0, size);
      rest = rest.subarray(size);
    }
  }
  if (rest.length > 0) throw new BackupError('ends in the middle of a document');
}

const readFile = async (
  folder: string,
  collection: CollectionOfBackup,
  take: (document: Buffer) => Promise<void> | void,
): Promise<void> => {
  await pipeline(
    createReadStream(path.join(folder, collection.file)),
    createGunzip(),
    documentsOf,
    async (documents: AsyncIterable<Buffer>) => {
      for await (const document of documents) await take(document);
    },
  );
};

const checkFile = async (folder: string, collection: CollectionOfBackup): Promise<void> => {
  const hash = createHash('sha256');
  let documents = 0;
  await readFile(folder, collection, (document) => {
    hash.update(document);
    documents += 1;
  }).catch((error: unknown) => {
    throw new BackupError(
      `${collection.file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  });
  if (documents !== collection.documents || hash.digest('hex') !== collection.sha256)
    throw new BackupError(`${collection.file} is not as it was written: nothing was restored`);
};

const writeCollection = async (
  client: MongoClient,
  folder: string,
  collection: CollectionOfBackup,
): Promise<void> => {
  const db = client.db(collection.database);
  const options: CreateCollectionOptions = BSON.EJSON.parse(collection.options, { relaxed: false });
  const made = await db.createCollection(collection.name, options);
  let batch: Document[] = [];
  let bytes = 0;
  const write = async (): Promise<void> => {
    if (batch.length > 0) await made.insertMany(batch, { writeConcern: { w: 'majority' } });
    batch = [];
    bytes = 0;
  };
  await readFile(folder, collection, async (document) => {
    // Numbers keep their BSON types: what was a Double is one again.
    batch.push(BSON.deserialize(document, { promoteValues: false, bsonRegExp: true }));
    bytes += document.length;
    if (batch.length >= documentsAtOnce || bytes >= bytesAtOnce) await write();
  });
  await write();
  const indexes: (IndexDescription & { readonly v?: number })[] = BSON.EJSON.parse(collection.indexes);
  const own = indexes.filter(({ name }) => name !== '_id_').map(({ v: _v, ...index }) => index);
  if (own.length > 0) await made.createIndexes(own);
};
