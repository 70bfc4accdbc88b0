import { createLease } from '@yizhan/eventbus';
import type { Connection } from 'mongoose';
import type { Logger } from './log.ts';

/** A step that brings the database of a service from the shape of one version to that of the next; never changed once it was delivered. */
export interface Migration {
  /** Sorts by its day: `2026-11-25-what-it-does`. */
  readonly name: string;
  /** May be cut off and begun again at any point. */
  readonly up: (connection: Connection) => Promise<void>;
}

const leaseMs = 30_000;
const lookAgainMs = 500;

interface Executed {
  readonly migrationName: string;
}

/** What all services' databases have in common. */
export const commonMigrations: readonly Migration[] = [
  {
    name: '2026-11-25-events-are-not-read-by-filing',
    up: async (connection) => {
      const collections = await connection.listCollections();
      if (!collections.some(({ name }) => name === 'events')) return;
      const events = connection.collection('events');
      if (await events.indexExists('filedAt_1')) await events.dropIndex('filedAt_1');
    },
  },
];

/**
 * Runs what this database has not seen yet, in order, one process at a time; whoever starts beside it waits.
 * @throws when a step fails (it is tried again at the next start), or when a newer version has been here
 */
export const migrate = async (
  connection: Connection,
  migrations: readonly Migration[],
  log: Logger,
): Promise<void> => {
  const collection = connection.collection<Executed>('migrations');
  const executed = async (): Promise<ReadonlySet<string>> =>
    new Set((await collection.find().toArray()).map(({ migrationName }) => migrationName));
  const isPending = async (): Promise<boolean> => {
    const seen = await executed();
    return migrations.some(({ name }) => !seen.has(name));
  };

  const known = new Set(migrations.map(({ name }) => name));
  const foreign = [...(await executed())].filter((name) => !known.has(name));
  if (foreign.length > 0)
    throw new Error(
      `${connection.name} was brought to a newer version (${foreign.join(', ')}): start that, or restore a backup from before it`,
    );
  if (!(await isPending())) return;
  if ((await connection.listCollections()).length === 0) {
    // A database that is made now has the newest shape.
    await collection.insertMany(migrations.map(({ name }) => ({ migrationName: name })));
    return;
  }

  const lease = createLease(connection, 'migrations', leaseMs);
  while (!(await lease.hold())) await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  const renewal = setInterval(() => {
    lease
      .hold()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'lease of migrations not renewed'));
  }, leaseMs / 3);
  try {
    // Not kept in memory by a process that has nothing to migrate.
    const { MongoDBStorage, Umzug } = await import('umzug');
    const umzug = new Umzug({
      migrations: migrations.map(({ name, up }) => ({ name, up: async () => await up(connection) })),
      storage: new MongoDBStorage({ collection }),
      logger: undefined,
    });
    umzug.on('migrated', ({ name }) => log.info({ migration: name }, 'migrated'));
    await umzug.up();
  } finally {
    clearInterval(renewal);
    await lease.release();
  }
};
