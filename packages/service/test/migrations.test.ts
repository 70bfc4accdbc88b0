import { infrastructure, uniqueInstallation } from '@yizhan/testkit';
import mongoose, { type Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commonMigrations, createLog, type Migration, migrate, parseConfig } from '../src/index.ts';

const read = parseConfig('land', {
  NODE_ENV: 'test',
  MONGODB_URI: 'mongodb://127.0.0.1',
  KAFKA_BROKERS: '127.0.0.1:1',
  SERVICE_TOKEN_SECRET: 'test-secret-of-the-installation-0123456789',
  PORT: '0',
  LOG_LEVEL: 'silent',
});
if (!read.ok) throw new Error(read.mistakes.join());
const log = createLog(read.config);

const databases: Connection[] = [];
const database = uniqueInstallation();
/** A process of its own has a connection of its own. */
const open = async (): Promise<Connection> => {
  const connection = await mongoose
    .createConnection(infrastructure().mongodbUri, { dbName: `${database}_land` })
    .asPromise();
  databases.push(connection);
  return connection;
};
let here: Connection;
beforeEach(async () => {
  here = await open();
  await here.collection<{ _id: string; size: number }>('parcels').insertOne({ _id: 'a', size: 3 });
});
afterEach(async () => {
  await here.dropDatabase();
  for (const connection of databases.splice(0)) await connection.close();
});

/** Renames a field, and tells that it ran. */
const rename = (ran: string[], name = '2026-01-01-size-to-area'): Migration => ({
  name,
  up: async (connection) => {
    ran.push(name);
    await connection
      .collection('parcels')
      .updateMany({ size: { $exists: true } }, { $rename: { size: 'area' } });
  },
});

describe('the database of an older version', () => {
  it('is brought to the new shape once, in order', async () => {
    const ran: string[] = [];
    const steps = [rename(ran), rename(ran, '2026-02-01-again')];
    await migrate(here, steps, log);
    await migrate(here, steps, log);
    expect(ran).toEqual(['2026-01-01-size-to-area', '2026-02-01-again']);
    expect(await here.collection('parcels').find().toArray()).toEqual([{ _id: 'a', area: 3 }]);
  });

  it('is migrated by one of two processes that start together', async () => {
    const ran: string[] = [];
    const there = await open();
    await Promise.all([migrate(here, [rename(ran)], log), migrate(there, [rename(ran)], log)]);
    expect(ran).toHaveLength(1);
  });

  it('is tried again at the next start when a step failed, and only from that step on', async () => {
    const ran: string[] = [];
    let broken = true;
    const fails: Migration = {
      name: '2026-02-01-fails-once',
      up: async () => {
        if (broken) throw new Error('disk is full');
      },
    };
    await expect(migrate(here, [rename(ran), fails], log)).rejects.toThrow('disk is full');
    broken = false;
    await migrate(here, [rename(ran), fails], log);
    expect(ran).toHaveLength(1);
    expect(await here.collection('leases').countDocuments()).toBe(0);
  });
});

it('a database that is made now has the newest shape: no step is run on it, and none later', async () => {
  await here.dropDatabase();
  const ran: string[] = [];
  await migrate(here, [rename(ran)], log);
  await here.collection('parcels').insertOne({ size: 4 });
  await migrate(here, [rename(ran)], log);
  expect(ran).toEqual([]);
});

it('what all services have in common takes the old order of filed events away', async () => {
  const events = here.collection('events');
  await events.createIndex({ filedAt: 1 });
  await migrate(here, commonMigrations, log);
  expect((await events.indexes()).map(({ name }) => name)).toEqual(['_id_']);
});

it('the database of a newer version is not served', async () => {
  await migrate(here, [rename([])], log);
  await expect(migrate(here, [], log)).rejects.toThrow(
    'brought to a newer version (2026-01-01-size-to-area)',
  );
});
