import { randomBytes } from 'node:crypto';
import { canonicalJson, caseModels, filedId, genesisHash, type StoredEvent, sha256 } from '@yizhan/aggregate';
import type { ServiceName } from '@yizhan/contracts';
import { Kafka, logLevel } from 'kafkajs';
import mongoose, { type ClientSession, type Connection } from 'mongoose';
import {
  type BusLog,
  done,
  type Handler,
  type Incoming,
  never,
  type Outcome,
  waitingFor,
} from '../src/index.ts';

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`no ${name}: the global setup of vitest.config.ts brings it up`);
  return value;
};

export const silent: BusLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const newInstallation = (): string => `t${randomBytes(5).toString('hex')}`;

export const openDatabase = async (name: string): Promise<Connection> =>
  await mongoose
    .createConnection(env('MONGODB_URI'), { dbName: name, writeConcern: { w: 'majority', journal: true } })
    .asPromise();

export const openKafka = (): Kafka =>
  new Kafka({
    clientId: 'eventbus-test',
    brokers: env('KAFKA_BROKERS').split(','),
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 100, retries: 8 },
  });

export const until = async <T>(
  look: () => Promise<T>,
  isGood: (value: T) => boolean,
  withinMs = 15_000,
): Promise<T> => {
  for (const end = Date.now() + withinMs; ; ) {
    const value = await look();
    if (isGood(value)) return value;
    if (Date.now() > end) throw new Error(`not so within ${withinMs} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

let made = 0;
export const newCaseId = (): string => {
  made += 1;
  return `pcl_${String(made).padStart(12, '0')}${randomBytes(6).toString('hex')}`;
};

/** What the handler of these tests is told to do with an event, in the event's own data. */
interface Asked {
  /** Throws so many times, then applies. */
  readonly failsTimes?: number;
  readonly never?: string;
  /** Waits until a document of that id stands in `local`. */
  readonly waitsFor?: string;
  readonly type?: string;
  readonly text?: string;
}

/** Events of one case as its owner would send them: enveloped, linked, in order. */
export const eventsOf = (
  caseId: string,
  asked: readonly Asked[],
  key = caseId,
  service: ServiceName = 'land',
): readonly (Incoming & { readonly stored: StoredEvent })[] => {
  let prev = genesisHash;
  return asked.map(({ type = 'land.Noted', ...data }, index) => {
    const seq = index + 1;
    const body = canonicalJson({
      id: `${caseId}.${seq}`,
      service,
      kind: 'toy',
      caseId,
      seq,
      key,
      county: '330182',
      type,
      schema: 1,
      recordedAt: '2026-03-02T01:00:00.000Z',
      effectiveOn: '2026-03-02',
      actor: { id: 'acc_a', role: 'land' },
      data,
      prev,
    });
    prev = sha256(body);
    const stored = {
      seq,
      type,
      recordedAt: '2026-03-02T01:00:00.000Z',
      body,
      hash: prev,
      savedAt: new Date(),
    };
    return { service, caseId, seq, key, body, stored };
  });
};

/**
 * A handler whose effects can be counted: each event that it applies writes one document, in the given transaction. It
 * fails, waits and refuses as the event says; `mend()` ends all failing.
 */
export const createEffects = (connection: Connection) => {
  const effects = () => connection.collection<{ _id: string; at: number }>('effects');
  const local = () => connection.collection<{ _id: string }>('local');
  const attempts = new Map<string, number>();
  const batches: number[] = [];
  const told: string[] = [];
  let mended = false;
  let count = 0;

  const apply = async (id: string, data: Asked, session: ClientSession): Promise<Outcome> => {
    attempts.set(id, (attempts.get(id) ?? 0) + 1);
    if (!mended && (attempts.get(id) ?? 0) <= (data.failsTimes ?? 0)) throw new Error(`cannot take ${id}`);
    if (data.never !== undefined) return never(data.never);
    if (data.waitsFor !== undefined && (await local().findOne({ _id: data.waitsFor }, { session })) === null)
      return waitingFor(data.waitsFor);
    count += 1;
    await effects().insertOne({ _id: id, at: count }, { session });
    return done;
  };
  const handler: Handler = {
    handles: (type) => type !== 'land.Ignored',
    apply: async (events, session) => {
      batches.push(events.length);
      const outcomes: Outcome[] = [];
      for (const event of events) outcomes.push(await apply(event.id, event.data as Asked, session));
      return outcomes;
    },
    committed: (events) => {
      told.push(...events.map((event) => event.id));
    },
  };
  return {
    handler,
    batches,
    told,
    attempts,
    /** Sequences of a case's events that had an effect, in the order of the effects. */
    of: async (caseId: string): Promise<readonly number[]> =>
      (
        await effects()
          .find({ _id: { $regex: `^${caseId}\\.` } })
          .sort({ at: 1 })
          .toArray()
      ).map(({ _id }) => Number(_id.slice(_id.lastIndexOf('.') + 1))),
    count: async (): Promise<number> => await effects().countDocuments(),
    mend: (): void => {
      mended = true;
    },
    bring: async (id: string): Promise<void> => {
      await local().insertOne({ _id: id });
    },
    prepare: async (): Promise<void> => {
      await connection.createCollection('effects');
      await connection.createCollection('local');
    },
  };
};

/** A source's database with cases that have unsent events, as `aggregate` leaves them. */
export const createSource = async (connection: Connection) => {
  const models = caseModels(connection);
  await Promise.all([models.cases.createIndexes(), models.events.createIndexes()]);
  return {
    ...models,
    /** Puts events into their case; the case is made where there is none. */
    save: async (events: readonly (Incoming & { readonly stored: StoredEvent })[]): Promise<void> => {
      const [first] = events;
      if (first === undefined) return;
      const { caseId, key } = first;
      await models.cases.updateOne(
        { _id: caseId },
        {
          $setOnInsert: {
            kind: 'toy',
            county: '330182',
            key,
            lastHash: genesisHash,
            lastAt: first.stored.recordedAt,
            status: 'open',
            state: {},
            search: {},
            keys: [],
          },
          $inc: { version: 1, seq: events.length },
          $push: { unsent: { $each: events.map(({ stored }) => stored) } },
          $min: { unsentSince: new Date() },
        } as never,
        { upsert: true },
      );
    },
    /** As if the relay had sent them long ago. */
    file: async (events: readonly (Incoming & { readonly stored: StoredEvent })[]): Promise<void> => {
      await models.events.insertMany(
        events.map(({ caseId, key, stored }) => ({
          _id: filedId(caseId, stored.seq),
          caseId,
          key,
          ...stored,
          filedAt: new Date(),
        })),
      );
    },
  };
};
