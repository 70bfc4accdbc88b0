import { type Refusal, refusal, serviceNames } from '@yizhan/contracts';
import type { Connection } from 'mongoose';

interface Mark {
  readonly _id: 'demo';
  readonly state: 'loading' | 'loaded';
}

const marks = (connection: Connection) => connection.collection<Mark>('demo');
const databaseOf = (connection: Connection, installation: string, service: string): Connection =>
  connection.useDb(`${installation}_${service}`, { useCache: true });

export const isLoaded = async (connection: Connection): Promise<boolean> =>
  (await marks(connection).findOne({ _id: 'demo' }))?.state === 'loaded';

/** The first service in whose database a collection holds anything. */
const firstWith = async (
  connection: Connection,
  installation: string,
  collection: string,
): Promise<string | undefined> => {
  for (const service of serviceNames) {
    const found = await databaseOf(connection, installation, service)
      .collection(collection)
      .findOne({}, { projection: { _id: 1 } });
    if (found !== null) return service;
  }
  return undefined;
};

/**
 * What a load that was interrupted has left is half a history, and nobody else's: it is thrown away. Not so where a
 * service has run since: it has filed events.
 */
export const clearInterrupted = async (connection: Connection, installation: string): Promise<void> => {
  if ((await marks(connection).findOne({ _id: 'demo' }))?.state !== 'loading') return;
  if ((await firstWith(connection, installation, 'events')) !== undefined) return;
  for (const service of serviceNames) await databaseOf(connection, installation, service).dropDatabase();
  await connection.dropDatabase();
};

/** The histories begin in 2021: nothing may have happened before them, nor be there beside them. */
export const refuseUnlessEmpty = async (
  connection: Connection,
  installation: string,
): Promise<Refusal | null> =>
  (await firstWith(connection, installation, 'cases')) === undefined
    ? null
    : refusal(
        'conflict',
        'INSTALLATION_NOT_EMPTY',
        '库中已有数据，演示数据只载入空的环境',
        'there is data already: the demo is loaded into an empty installation only',
      );

export const markLoading = async (connection: Connection): Promise<void> => {
  await marks(connection).insertOne({ _id: 'demo', state: 'loading' });
};
export const markLoaded = async (connection: Connection): Promise<void> => {
  await marks(connection).updateOne({ _id: 'demo' }, { $set: { state: 'loaded' } });
};
