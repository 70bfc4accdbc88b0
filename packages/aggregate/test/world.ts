import { randomBytes } from 'node:crypto';
import { officialCalendar } from '@yizhan/workdays';
import mongoose from 'mongoose';
import { type AnyMachine, createCases, createdId, createHistory } from '../src/index.ts';
import { enterprise, monday, type PermitCommand, permitMachine } from './permit.ts';

let keys = 0;
/** A fresh idempotency key. */
export const newKey = (): string => {
  keys += 1;
  return `test-key-${keys}`;
};

/** The runtime over a database of the test's own on the shared MongoDB; legal time is the test's. */
export const createWorld = async (machines: readonly AnyMachine[] = [permitMachine]) => {
  const uri = process.env['MONGODB_URI'];
  if (uri === undefined)
    throw new Error('no MONGODB_URI: the global setup of vitest.config.ts brings one up');
  const connection = await mongoose
    .createConnection(uri, {
      dbName: `t${randomBytes(5).toString('hex')}_aggregate`,
      writeConcern: { w: 'majority', journal: true },
    })
    .asPromise();
  let now = monday;
  const saved: string[] = [];
  const cases = createCases({
    connection,
    machines,
    now: async () => now,
    calendar: () => officialCalendar,
    onSaved: (id) => saved.push(id),
  });
  await Promise.all([cases.models.cases.createIndexes(), cases.models.events.createIndexes()]);
  const history = createHistory(connection);

  return {
    connection,
    cases,
    history,
    saved,
    setNow: (instant: string): void => {
      now = instant;
    },
    /** A permit asked for, under a key of its own. */
    ask: async (unit = 'water', key = newKey()): Promise<string> => {
      const command: PermitCommand = { type: 'askPermit', unit };
      const id = createdId(permitMachine.prefix, enterprise, command.type, key);
      const result = await cases.execute(permitMachine, { id, command, actor: enterprise, key });
      if (!result.ok) throw new Error(result.refusal.code);
      return result.answer.id;
    },
    /** The types of a case's events, in order. */
    typesOf: async (id: string): Promise<readonly string[]> =>
      (await history.ofCase(id)).map((event) => (JSON.parse(event.body) as { type: string }).type),
    stop: async (): Promise<void> => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
};
export type World = Awaited<ReturnType<typeof createWorld>>;
