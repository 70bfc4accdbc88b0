import { caseModels, createHistory, findBrokenLink } from '@yizhan/aggregate';
import type { Consumer, Kafka, KafkaMessage } from 'kafkajs';
import type { Connection } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLease, createRelay, ensureTopics, type Relay } from '../src/index.ts';
import {
  createSource,
  eventsOf,
  newCaseId,
  newInstallation,
  openDatabase,
  openKafka,
  silent,
  until,
} from './bus.ts';

const installation = newInstallation();
const topic = `${installation}.land.v1`;
const kafka: Kafka = openKafka();
let connection: Connection;
let source: Awaited<ReturnType<typeof createSource>>;
let reader: Consumer;
const received: KafkaMessage[] = [];
const relays: Relay[] = [];

beforeAll(async () => {
  connection = await openDatabase(`${installation}_land`);
  source = await createSource(connection);
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin, [topic], 6);
  await admin.disconnect();
  reader = kafka.consumer({ groupId: `${installation}.reader`, maxWaitTimeInMs: 50 });
  await reader.connect();
  await reader.subscribe({ topic, fromBeginning: true });
  await reader.run({
    eachMessage: async ({ message }) => {
      received.push(message);
    },
  });
});
beforeEach(async () => {
  received.length = 0;
  await connection.collection('cases').deleteMany({});
});
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});
afterAll(async () => {
  await reader.disconnect();
  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
  await connection.dropDatabase();
  await connection.close();
});

const startRelay = async (changes: Partial<Parameters<typeof createRelay>[0]> = {}): Promise<Relay> => {
  const relay = createRelay({ connection, kafka, topic, source: 'land', log: silent, ...changes });
  relays.push(relay);
  await relay.start();
  return relay;
};
const drained = async (relay: Relay) =>
  await until(
    async () => await relay.backlog(),
    ({ cases }) => cases === 0,
  );
const sequencesOf = (id: string) =>
  received
    .map(({ headers }) => String(headers?.['ce_id']))
    .filter((eventId) => eventId.startsWith(`${id}.`))
    .map((eventId) => Number(eventId.slice(id.length + 1)));
const arrived = async (id: string, count: number) =>
  await until(
    async () => sequencesOf(id),
    (found) => found.length >= count,
  );

describe('the relay', () => {
  it('publishes in order, files, and leaves nothing behind in the case', async () => {
    const id = newCaseId();
    const events = eventsOf(id, [{ text: '一' }, { text: '二' }, { text: '三' }], 'prj_key');
    await source.save(events);
    await drained(await startRelay());
    expect(await arrived(id, 3)).toEqual([1, 2, 3]);
    const [first] = received.filter(({ headers }) => String(headers?.['ce_id']).startsWith(id));
    expect(first?.key?.toString()).toBe('prj_key');
    expect(first?.value?.toString()).toBe(events[0]?.body);
    expect(
      Object.fromEntries(Object.entries(first?.headers ?? {}).map(([k, v]) => [k, String(v)])),
    ).toMatchObject({
      ce_specversion: '1.0',
      ce_id: `${id}.1`,
      ce_type: 'land.Noted',
      ce_source: 'land',
      ce_time: '2026-03-02T01:00:00.000Z',
      content_type: 'application/json',
    });
    const found = await connection.collection('cases').findOne({ _id: id as never });
    expect(found).not.toHaveProperty('unsent');
    expect(found).not.toHaveProperty('unsentSince');
    expect(findBrokenLink(await createHistory(connection).ofCase(id))).toBeNull();
  });

  it('sends what is saved while it works as soon as it is woken', async () => {
    const relay = await startRelay({ lookMs: 60_000 });
    await source.save(eventsOf(newCaseId(), [{}]));
    relay.wake();
    await drained(relay);
    const id = newCaseId();
    await source.save(eventsOf(id, [{}]));
    relay.wake();
    expect(await arrived(id, 1)).toEqual([1]);
  });

  it('finds by itself what nobody told it of', async () => {
    const relay = await startRelay();
    await drained(relay);
    const id = newCaseId();
    await source.save(eventsOf(id, [{}]));
    expect(await arrived(id, 1)).toEqual([1]);
  });

  it('takes out only what it sent: what came meanwhile stays, and has waited since it was saved', async () => {
    const id = newCaseId();
    const events = eventsOf(id, [{}, {}, {}]);
    await source.save(events.slice(0, 1));
    await connection
      .collection('cases')
      .updateOne({ _id: id as never }, { $set: { unsentSince: new Date('2026-01-01') } });
    // The second and third are saved between the relay's look and its clearing.
    const { cases } = caseModels(connection);
    const realFind = cases.find.bind(cases);
    let interfered = false;
    const held = createRelay({
      connection,
      kafka: {
        ...kafka,
        producer: (config: object) => {
          const producer = kafka.producer(config);
          return {
            ...producer,
            send: async (record: Parameters<typeof producer.send>[0]) => {
              if (!interfered) {
                interfered = true;
                await source.save(events.slice(1));
                const relay = await realFind({ _id: id }, { unsentSince: 1 }).lean();
                expect(relay[0]?.unsentSince).toEqual(new Date('2026-01-01'));
                setTimeout(() => void held.stop(), 0);
              }
              return await producer.send(record);
            },
          };
        },
      } as unknown as Kafka,
      topic,
      source: 'land',
      log: silent,
    });
    await held.start();
    const left = await until(
      async () => await connection.collection('cases').findOne({ _id: id as never }),
      (found) => (found?.['unsent'] as unknown[] | undefined)?.length === 2,
    );
    expect(left).toMatchObject({ unsent: [{ seq: 2 }, { seq: 3 }] });
    expect(left!['unsentSince'].getTime()).toBeGreaterThan(Date.parse('2026-01-02'));
    await held.stop();
    await drained(await startRelay());
    expect(await arrived(id, 3)).toEqual([1, 2, 3]);
  });

  it('gets a backlog of one case across that is larger than a broker takes at once', async () => {
    const id = newCaseId();
    const long = '长'.repeat(20_000);
    await source.save(
      eventsOf(
        id,
        Array.from({ length: 40 }, () => ({ text: long })),
      ),
    );
    await drained(await startRelay());
    expect(await arrived(id, 40)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it('gets many long cases of one key across', async () => {
    const ids = Array.from({ length: 12 }, newCaseId);
    for (const id of ids) await source.save(eventsOf(id, [{ text: '长'.repeat(60_000) }], 'prj_one'));
    await drained(await startRelay());
    for (const id of ids) await arrived(id, 1);
  });

  it('is found well as soon as a pass has worked, not only when nothing is left', async () => {
    for (let n = 0; n < 3; n += 1) await source.save(eventsOf(newCaseId(), [{}]));
    const relay = createRelay({
      connection,
      kafka,
      topic,
      source: 'land',
      log: silent,
      onSent: () => {
        void source.save(eventsOf(newCaseId(), [{}]));
      },
    });
    relays.push(relay);
    expect(relay.healthy()).toBe(false);
    await relay.start();
    await until(async () => relay.healthy(), Boolean, 5000);
  });

  it('tells its backlog: how many cases, and for how long the oldest has waited', async () => {
    const relay = createRelay({ connection, kafka, topic, source: 'land', log: silent });
    expect(await relay.backlog()).toEqual({ cases: 0, ageMs: 0 });
    const [old, young] = [newCaseId(), newCaseId()];
    await source.save(eventsOf(old, [{}, {}]));
    await source.save(eventsOf(young, [{}]));
    await connection
      .collection('cases')
      .updateOne({ _id: old as never }, { $set: { unsentSince: new Date(Date.now() - 60_000) } });
    const { cases, ageMs } = await relay.backlog();
    expect(cases).toBe(2);
    expect(ageMs).toBeGreaterThanOrEqual(60_000);
    expect(ageMs).toBeLessThan(90_000);
    await drained(await startRelay());
  });

  it('finds what waits by an index that holds nothing else', async () => {
    for (let n = 0; n < 20; n += 1) {
      const events = eventsOf(newCaseId(), [{}]);
      await source.save(events);
    }
    await drained(await startRelay());
    const waiting = newCaseId();
    for (const relay of relays.splice(0)) await relay.stop();
    await source.save(eventsOf(waiting, [{}]));
    const cases = connection.collection('cases');
    const look = cases
      .find({ unsentSince: { $exists: true } })
      .sort({ unsentSince: 1 })
      .limit(200);
    const plan = await look.explain('executionStats');
    expect(JSON.stringify(plan['queryPlanner'].winningPlan)).toContain('"indexName":"unsentSince_1"');
    expect(plan['executionStats']).toMatchObject({
      totalKeysExamined: 1,
      totalDocsExamined: 1,
      nReturned: 1,
    });
    const due = await cases
      .find({ dueAt: { $lte: '2026-03-02T01:00:00.000Z' } })
      .sort({ dueAt: 1 })
      .explain();
    expect(JSON.stringify(due['queryPlanner'].winningPlan)).toContain('"indexName":"dueAt_1"');
    await drained(await startRelay());
  });
});

describe('two relays of one service', () => {
  it('never work at the same time, and the second takes over when the first ends', async () => {
    const sent = { first: 0, second: 0 };
    const first = await startRelay({ onSent: (events) => (sent.first += events.length) });
    await source.save(eventsOf(newCaseId(), [{}]));
    await drained(first);
    const second = await startRelay({ onSent: (events) => (sent.second += events.length) });
    for (let n = 0; n < 5; n += 1) await source.save(eventsOf(newCaseId(), [{}]));
    // What was sent is told after it was taken out of its cases.
    await until(
      async () => sent,
      ({ first: count }) => count === 6,
    );
    expect(sent.second).toBe(0);
    await first.stop();
    const id = newCaseId();
    await source.save(eventsOf(id, [{}]));
    expect(await arrived(id, 1)).toEqual([1]);
    await until(
      async () => sent,
      ({ second: count }) => count === 1,
    );
    expect(sent.first).toBe(6);
    expect(second.healthy()).toBe(true);
  });

  it('what was saved where one stands by is sent by the other, who is told of it', async () => {
    const first = await startRelay({ lookMs: 60_000 });
    await source.save(eventsOf(newCaseId(), [{}]));
    first.wake();
    await drained(first);
    const second = await startRelay({ lookMs: 60_000 });
    await until(
      async () => second.healthy(),
      (standsBy) => standsBy,
    );
    const id = newCaseId();
    await source.save(eventsOf(id, [{}]));
    const found = await until(
      async () => {
        // The first has perhaps only begun to listen: until it does, it is told again.
        second.wake();
        return sequencesOf(id);
      },
      (sequences) => sequences.length > 0,
    );
    expect(found).toEqual([1]);
  });

  it('a holder that was paused past its lease may send twice; filed it is once', async () => {
    const id = newCaseId();
    const events = eventsOf(id, [{}, {}]);
    await source.save(events);
    await drained(await startRelay());
    // What the paused one had read before it slept.
    await source.save([]);
    await connection
      .collection('cases')
      .updateOne(
        { _id: id as never },
        { $set: { unsent: events.map(({ stored }) => stored), unsentSince: new Date() } },
      );
    await until(
      async () => await arrived(id, 4),
      (found) => found.length === 4,
    );
    await drained(relays[0]!);
    expect(await connection.collection('events').countDocuments({ caseId: id })).toBe(2);
  });
});

describe('a lease', () => {
  it('is held by one, renewed by its holder, and taken when it has run out or was given back', async () => {
    const [a, b] = [createLease(connection, 'toy', 400), createLease(connection, 'toy', 400)];
    expect((await Promise.all([a.hold(), b.hold()])).filter(Boolean)).toHaveLength(1);
    await Promise.all([a.release(), b.release()]);
    expect(await a.hold()).toBe(true);
    expect(await b.hold()).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await a.hold()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await b.hold()).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await b.hold()).toBe(true);
    expect(await a.hold()).toBe(false);
    await a.release();
    expect(await a.hold()).toBe(false);
    await b.release();
    expect(await a.hold()).toBe(true);
  });
});
