import type { Connection } from 'mongoose';

/** A collection that is there from the first to the last write of a restore. */
export const unfinishedRestore = 'restore_unfinished';

/** A database of which only a part was written back is not served. @throws when a restore was begun and not finished */
export const requireFinishedRestore = async (connection: Connection): Promise<void> => {
  const begun = await connection.collection(unfinishedRestore).findOne();
  if (begun !== null)
    throw new Error(
      `${connection.name}: a restore was begun and not finished; run it again with --replace before anything starts`,
    );
};
