import { type CaseDocument, derivedId } from '@yizhan/aggregate';
import type { FileType } from '@yizhan/contracts';
import type { ClientSession, Connection } from 'mongoose';
import type { Material } from './domain/material.ts';

/** A file as it was uploaded: never changed. What it is called may be a person's name, so that no event carries it. */
export interface StoredFile {
  /** Derived from project, company, kind and checksum: the same file twice is one. */
  readonly _id: string;
  readonly county: string;
  readonly projectId: string;
  readonly company: string;
  readonly kind: string;
  readonly checksum: string;
  readonly size: number;
  readonly mediaType: FileType;
  readonly name: string;
  readonly by: string;
  readonly uploadedAt: Date;
  /** Its bytes in the storage. */
  readonly bytes: string;
  /** Since when no material holds it, as far as is known; looked at anew before it is taken away. */
  readonly freeSince?: Date;
  /** Being taken away. */
  readonly going?: true;
}

/** An upload under way, noted before its first byte: what a killed process leaves is found by it. */
interface Upload {
  readonly _id: string;
  readonly since: Date;
}

/** Whose project it is, learned by event. */
interface KnownProject {
  readonly _id: string;
  readonly county: string;
  readonly company: string;
}

/** A look at another's file (domain §10): only ever inserted. */
export interface FileAccess {
  readonly at: Date;
  readonly county: string;
  readonly projectId: string;
  readonly file: string;
  readonly account: string;
  readonly role: string;
  readonly unit: string | null;
  readonly result: 'given' | 'refused';
  readonly source: string;
}

export const fileIdOf = (projectId: string, company: string, kind: string, checksum: string): string =>
  derivedId('fil', projectId, company, kind, checksum);

const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

const accessesAtMost = 500;

/** What `materials` keeps beside its cases: files, uploads under way, whose project is whose, who looked. */
export const createStore = (connection: Connection) => {
  const files = () => connection.collection<StoredFile>('files');
  const uploads = () => connection.collection<Upload>('uploads');
  const projects = () => connection.collection<KnownProject>('projects');
  const accesses = () => connection.collection<FileAccess>('accesses');
  const cases = () => connection.collection<CaseDocument<Material>>('cases');

  const holdersOf = async (file: string): Promise<readonly CaseDocument<Material>[]> =>
    await cases()
      .find({ 'search.files': file, kind: 'material', status: { $ne: 'removed' } })
      .toArray();

  /** Keeps a file, or finds the one that is there already. */
  const keepFile = async (file: StoredFile): Promise<{ file: StoredFile; duplicate: boolean }> => {
    try {
      await files().insertOne({ ...file, freeSince: new Date() });
      return { file, duplicate: false };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const present = await files().findOneAndUpdate(
      { _id: file._id, going: { $exists: false } },
      { $set: { freeSince: new Date() } },
      { returnDocument: 'after' },
    );
    if (present !== null) return { file: present, duplicate: true };
    // It was just being taken away: the new bytes stand in its place.
    await files().replaceOne({ _id: file._id }, { ...file, freeSince: new Date() }, { upsert: true });
    return { file, duplicate: false };
  };

  return {
    ensureIndexes: async (): Promise<void> => {
      await files().createIndex(
        { freeSince: 1 },
        { partialFilterExpression: { freeSince: { $exists: true } } },
      );
      await files().createIndex({ bytes: 1 });
      await uploads().createIndex({ since: 1 });
      await projects().createIndex({ company: 1 });
      await accesses().createIndex({ projectId: 1, at: -1 });
      await cases().createIndex({ 'search.files': 1 });
    },
    beginUpload: async (_id: string): Promise<void> => {
      await uploads().insertOne({ _id, since: new Date() });
    },
    endUpload: async (_id: string): Promise<void> => {
      await uploads().deleteOne({ _id });
    },
    keepFile,
    isKept: async (bytes: string): Promise<boolean> =>
      (await files().findOne({ bytes })) !== null ||
      (await connection.collection('noticeFiles').findOne({ bytes })) !== null,
    findFile: async (id: string): Promise<StoredFile | null> =>
      await files().findOne({ _id: id, going: { $exists: false } }),
    findFiles: async (ids: readonly string[]): Promise<ReadonlyMap<string, StoredFile>> =>
      new Map(
        (
          await files()
            .find({ _id: { $in: [...ids] } })
            .toArray()
        ).map((file) => [file._id, file]),
      ),
    /** Puts its taking away off, so that whoever is about to attach it finds it; false where it has gone. */
    renew: async (id: string): Promise<boolean> =>
      (await files().updateOne({ _id: id, going: { $exists: false } }, { $set: { freeSince: new Date() } }))
        .matchedCount === 1,
    holdersOf,
    materialsOf: async (county: string, projectId: string): Promise<readonly CaseDocument<Material>[]> =>
      await cases()
        .find({ key: projectId, kind: 'material', county, status: { $ne: 'removed' } })
        .sort({ _id: 1 })
        .toArray(),
    learnProject: async (project: KnownProject, session: ClientSession): Promise<void> => {
      const { _id, ...facts } = project;
      await projects().updateOne({ _id }, { $set: facts }, { upsert: true, session });
    },
    findProject: async (id: string): Promise<KnownProject | null> => await projects().findOne({ _id: id }),
    recordAccess: async (access: FileAccess): Promise<void> => {
      await accesses().insertOne({ ...access });
    },
    findAccesses: async (county: string, projectId: string): Promise<readonly FileAccess[]> =>
      await accesses().find({ county, projectId }).sort({ at: -1, _id: -1 }).limit(accessesAtMost).toArray(),

    /** Uploads that have not ended by then: the process was killed, or the sender went away. */
    findAbandoned: async (before: Date): Promise<readonly string[]> =>
      (
        await uploads()
          .find({ since: { $lt: before } })
          .toArray()
      ).map(({ _id }) => _id),
    /** Claims files that no material has held since then, for taking away. */
    claimFree: async (before: Date): Promise<readonly StoredFile[]> => {
      const claimed: StoredFile[] = [];
      for (const { _id } of await files()
        .find({ freeSince: { $lt: before } }, { projection: { _id: 1 } })
        .toArray()) {
        if ((await holdersOf(_id)).length > 0) {
          await files().updateOne({ _id, freeSince: { $lt: before } }, { $unset: { freeSince: 1 } });
          continue;
        }
        const file = await files().findOneAndUpdate(
          { _id, freeSince: { $lt: before } },
          { $set: { going: true } },
          { returnDocument: 'after' },
        );
        if (file !== null) claimed.push(file);
      }
      return claimed;
    },
    forget: async (file: StoredFile): Promise<void> => {
      await files().deleteOne({ _id: file._id, bytes: file.bytes, going: true });
    },
  };
};
export type Store = ReturnType<typeof createStore>;
