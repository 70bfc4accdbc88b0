import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose, { type Connection } from 'mongoose';

/** Where bytes lie. Ids are the caller's; a write that fails leaves nothing behind that `remove` does not take away. */
export interface FileStorage {
  readonly write: (id: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>;
  readonly read: (id: string) => Readable;
  /** Of something that is not there: nothing. */
  readonly remove: (id: string) => Promise<void>;
}

const chunkBytes = 512 * 1024;

/** Bytes in MongoDB's GridFS, in pieces: neither way is a file ever whole in memory. */
export const createGridFsStorage = (connection: Connection): FileStorage => {
  const { db } = connection;
  if (db === undefined) throw new Error('the connection is not open');
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: 'bytes', chunkSizeBytes: chunkBytes });
  // The driver takes any id; its types know ObjectIds alone.
  const own = (id: string) => id as unknown as mongoose.mongo.ObjectId;
  const chunks = () => db.collection<{ files_id: string }>('bytes.chunks');
  const files = () => db.collection<{ _id: string }>('bytes.files');

  return {
    write: async (id, bytes) => {
      await pipeline(bytes, bucket.openUploadStreamWithId(own(id), id));
    },
    read: (id) => bucket.openDownloadStream(own(id)),
    remove: async (id) => {
      await files().deleteOne({ _id: id });
      await chunks().deleteMany({ files_id: id });
    },
  };
};

/** Ends in an error where the bytes are not those of the checksum, before the last of them has passed. */
export const createSeal = (
  expected: string,
  hash: { update(data: Uint8Array): unknown; digest(encoding: 'hex'): string },
): Transform => {
  let held: Uint8Array | null = null;
  return new Transform({
    transform(piece: Uint8Array, _encoding, pass) {
      hash.update(piece);
      const before = held;
      held = piece;
      if (before === null) pass();
      else pass(null, before);
    },
    flush(pass) {
      if (hash.digest('hex') !== expected)
        pass(new Error('the stored bytes are not those that were uploaded'));
      else pass(null, held ?? undefined);
    },
  });
};
