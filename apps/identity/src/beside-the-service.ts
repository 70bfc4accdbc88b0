import { randomBytes } from 'node:crypto';
import { createCases } from '@yizhan/aggregate';
import { createLegalClock, exitOnMistakes, parseConfig, type ServiceConfig } from '@yizhan/service';
import { officialCalendar } from '@yizhan/workdays';
import mongoose from 'mongoose';
import { type Commands, createCommands } from './commands.ts';
import { accountMachine } from './domain/account.ts';
import { creditCodeMachine } from './domain/credit-code.ts';
import { createAttempts } from './sessions.ts';
import { createStore, type Store } from './store.ts';

export interface Desk {
  readonly commands: Commands;
  readonly store: Store;
}

/**
 * The commands of `identity` for a script that runs beside the service, on the same database; the events are sent by
 * the service's relay, when it runs.
 */
export const withDesk = async <T>(config: ServiceConfig, run: (desk: Desk) => Promise<T>): Promise<T> => {
  const connection = await mongoose
    .createConnection(config.mongodbUri, {
      dbName: `${config.installation}_${config.service}`,
      writeConcern: { w: 'majority', journal: true },
      serverSelectionTimeoutMS: 10_000,
    })
    .asPromise();
  try {
    const clock = createLegalClock(connection, config.installation, config.clock);
    const cases = createCases({
      connection,
      machines: [accountMachine, creditCodeMachine],
      now: clock.now,
      calendar: () => officialCalendar,
      onSaved: () => undefined,
    });
    const store = createStore(connection);
    await Promise.all([
      cases.models.cases.createIndexes(),
      cases.models.events.createIndexes(),
      store.ensureIndexes(),
    ]);
    const commands = createCommands({
      cases,
      store,
      attempts: createAttempts(),
      fingerprintKey: randomBytes(32),
    });
    return await run({ commands, store });
  } finally {
    await connection.close();
  }
};

/** The service's own environment; a script listens nowhere, so it needs no port. */
export const readScriptConfig = (script: string): ServiceConfig => {
  const read = parseConfig('identity', { PORT: '0', ...process.env });
  return read.ok ? read.config : exitOnMistakes(script, read.mistakes);
};

/** Ends a script: 0 with a word on standard output, or 1 with the reason on standard error. */
export const endScript = async (work: Promise<string>): Promise<void> => {
  try {
    process.stdout.write(`${await work}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
};
