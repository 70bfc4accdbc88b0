import { createHistory } from '@yizhan/aggregate';
import type { Consumer, Kafka } from 'kafkajs';
import type { Connection } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createConsumer,
  createInbox,
  createRelay,
  type EventConsumer,
  ensureTopics,
  type Incoming,
} from '../src/index.ts';
import {
  createEffects,
  createSource,
  eventsOf,
  newCaseId,
  newInstallation,
  openDatabase,
  openKafka,
  silent,
  until,
} from './bus.ts';

const kafka: Kafka = openKafka();
let installation: string;
let topic: string;
let owner: Connection;
let here: Connection;
let source: Awaited<ReturnType<typeof createSource>>;
let effects: ReturnType<typeof createEffects>;
let relay: ReturnType<typeof createRelay>;
const consumers: EventConsumer[] = [];

beforeAll(async () => {
  const admin = kafka.admin();
  await admin.connect();
  await admin.disconnect();
});
beforeEach(async () => {
  installation = newInstallation();
  topic = `${installation}.land.v1`;
  owner = await openDatabase(`${installation}_land`);
  here = await openDatabase(`${installation}_approval`);
  source = await createSource(owner);
  effects = createEffects(here);
  await effects.prepare();
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin, [topic], 6);
  await admin.disconnect();
  relay = createRelay({ connection: owner, kafka, topic, source: 'land', log: silent });
  await relay.start();
});
afterEach(async () => {
  for (const consumer of consumers.splice(0)) await consumer.stop();
  await relay.stop();
  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
  for (const connection of [owner, here]) {
    await connection.dropDatabase();
    await connection.close();
  }
});
afterAll(() => undefined);

const incoming = (service: string, caseId: string, seq: number, key: string, body: string): Incoming => ({
  service,
  caseId,
  seq,
  key,
  body,
});

const startConsumer = async (using: Kafka = kafka) => {
  const history = createHistory(owner);
  let exports = 0;
  const inbox = createInbox({
    connection: here,
    handler: effects.handler,
    log: silent,
    fetchMissing: async (service, caseId, fromSeq) =>
      (await history.ofCase(caseId, fromSeq)).map(({ seq, body }) =>
        incoming(service, caseId, seq, caseId, body),
      ),
  });
  await inbox.ensureIndexes();
  const consumer = createConsumer({
    kafka: using,
    installation,
    service: 'approval',
    sources: ['land'],
    inbox,
    log: silent,
    exportPage: async (service, after) => {
      exports += 1;
      const { events, next } = await history.page(after, 3);
      return {
        events: events.map(({ caseId, seq, body }) => incoming(service, caseId, seq, caseId, body)),
        next,
      };
    },
    exportUnfiled: async (service) =>
      (await history.unfiled()).map(({ caseId, seq, body }) => incoming(service, caseId, seq, caseId, body)),
  });
  consumers.push(consumer);
  consumer.start();
  return { consumer, inbox, exports: () => exports };
};
const effectsOf = async (id: string, count: number) =>
  await until(
    async () => await effects.of(id),
    (found) => found.length >= count,
    30_000,
  );
/** A consumer that has taken two of a case's three events, committed them, and stopped. */
const stoppedAfterTwo = async () => {
  const first = await startConsumer();
  const id = newCaseId();
  const events = eventsOf(id, [{}, {}, {}]);
  await source.save(events.slice(0, 2));
  await effectsOf(id, 2);
  await until(
    async () => await first.consumer.lag(),
    (lag) => lag === 0,
  );
  await first.consumer.stop();
  return { id, events };
};

describe('the consumer', () => {
  it('brings every event of the topic into the inbox, in order within its case', async () => {
    const { consumer } = await startConsumer();
    const ids = Array.from({ length: 20 }, newCaseId);
    for (const id of ids) await source.save(eventsOf(id, [{}, {}, {}]));
    for (const id of ids) expect(await effectsOf(id, 3)).toEqual([1, 2, 3]);
    await until(
      async () => await consumer.lag(),
      (lag) => lag === 0,
    );
    expect(consumer.healthy()).toBe(true);
  });

  it('goes on where it stood: a second start has no effect twice', async () => {
    const { id, events } = await stoppedAfterTwo();
    await source.save(events.slice(2));
    const second = await startConsumer();
    expect(await effectsOf(id, 3)).toEqual([1, 2, 3]);
    expect(second.exports()).toBe(0);
  });

  it('shares the topic with a second one of its group, and no effect is there twice', async () => {
    await startConsumer();
    const ids = Array.from({ length: 12 }, newCaseId);
    for (const id of ids.slice(0, 6)) await source.save(eventsOf(id, [{}, {}]));
    await startConsumer();
    for (const id of ids.slice(6)) await source.save(eventsOf(id, [{}, {}]));
    for (const id of ids) expect(await effectsOf(id, 2)).toEqual([1, 2]);
    expect(await effects.count()).toBe(24);
  });

  it('tries what waits when a case here has changed, without waiting for the timer', async () => {
    const { consumer, inbox } = await startConsumer();
    const id = newCaseId();
    await source.save(eventsOf(id, [{ waitsFor: 'prj_late' }]));
    await until(async () => inbox.hasWaiting(), Boolean);
    await effects.bring('prj_late');
    const before = Date.now();
    await until(
      async () => {
        consumer.nudge();
        return await effects.of(id);
      },
      (found) => found.length === 1,
    );
    expect(Date.now() - before).toBeLessThan(1500);
  });

  it('tries what waits by itself, too', async () => {
    await startConsumer();
    const id = newCaseId();
    await source.save(eventsOf(id, [{ waitsFor: 'prj_late' }]));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await effects.bring('prj_late');
    expect(await effectsOf(id, 1)).toEqual([1]);
  });
});

describe('a group that has lost its place', () => {
  const drained = async () =>
    await until(
      async () => await relay.backlog(),
      ({ cases }) => cases === 0,
    );
  const truncate = async () => {
    const admin = kafka.admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({
      topic,
      partitions: offsets
        .filter(({ high, low }) => high !== low)
        .map(({ partition, high }) => ({ partition, offset: high })),
    });
    await admin.disconnect();
  };

  it('reads the export of the owner, then goes on with what comes', async () => {
    const ids = Array.from({ length: 4 }, newCaseId);
    for (const id of ids) await source.save(eventsOf(id, [{}, {}]));
    await drained();
    await truncate();
    const started = await startConsumer();
    for (const id of ids) expect(await effectsOf(id, 2)).toEqual([1, 2]);
    expect(started.exports()).toBeGreaterThan(1);
    const later = newCaseId();
    await source.save(eventsOf(later, [{}]));
    expect(await effectsOf(later, 1)).toEqual([1]);
    expect(await effects.count()).toBe(9);
  });

  it('that stood in the middle gets what it had not read, and nothing twice', async () => {
    const first = await startConsumer();
    const read = newCaseId();
    await source.save(eventsOf(read, [{}]));
    await effectsOf(read, 1);
    await until(
      async () => await first.consumer.lag(),
      (lag) => lag === 0,
    );
    await first.consumer.stop();
    const missed = newCaseId();
    // Two on the very partition that it had a place in.
    await source.save(eventsOf(missed, [{}, {}], read));
    await drained();
    await truncate();
    await startConsumer();
    expect(await effectsOf(missed, 2)).toEqual([1, 2]);
    expect(await effects.of(read)).toEqual([1]);
  });

  it('gets what was published and not filed when it looked', async () => {
    await relay.stop();
    const id = newCaseId();
    const events = eventsOf(id, [{}]);
    await source.save(events);
    // A relay that was stopped between publishing and filing, and a topic that has lost the event since.
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({
      topic,
      messages: [{ key: id, value: events[0]!.body, headers: { ce_id: `${id}.1` } }],
    });
    await producer.disconnect();
    await truncate();
    await startConsumer();
    expect(await effectsOf(id, 1)).toEqual([1]);
  });

  it('because the topic was made anew reads the export as well', async () => {
    const { id, events } = await stoppedAfterTwo();
    await source.save(events.slice(2));
    await drained();
    await relay.stop();
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await until(
      async () => await admin.listTopics(),
      (topics) => !topics.includes(topic),
    );
    await admin.disconnect();
    await startConsumer();
    expect(await effectsOf(id, 3)).toEqual([1, 2, 3]);
  });

  it('because its database was made anew reads the export, however far the group had come', async () => {
    const { id, events } = await stoppedAfterTwo();
    for (const name of ['cursors', 'sources', 'effects']) await here.collection(name).deleteMany({});
    const second = await startConsumer();
    expect(await effectsOf(id, 2)).toEqual([1, 2]);
    await source.save(events.slice(2));
    expect(await effectsOf(id, 3)).toEqual([1, 2, 3]);
    expect(second.exports()).toBeGreaterThan(0);
  });
});

describe('a consumer that crashes', () => {
  /** kafkajs as it is, but for its first consumer, which crashes the way it does when joining its group fails. */
  const crashingOnce = (): { using: Kafka; made: () => number } => {
    let made = 0;
    const consumer = (config: Parameters<Kafka['consumer']>[0]): Consumer => {
      const real = kafka.consumer(config);
      made += 1;
      if (made > 1) return real;
      let crash: (event: { payload: { error: Error } }) => void = () => undefined;
      return {
        ...real,
        on: (name: string, listener: never) => {
          if (name === real.events.CRASH) crash = listener;
          return real.on(name as never, listener);
        },
        run: async () => crash({ payload: { error: new Error('joining failed') } }),
      } as unknown as Consumer;
    };
    return {
      using: { ...kafka, consumer, admin: () => kafka.admin() } as unknown as Kafka,
      made: () => made,
    };
  };

  it('while it starts is started anew', async () => {
    const { using, made } = crashingOnce();
    const { consumer } = await startConsumer(using);
    const id = newCaseId();
    await source.save(eventsOf(id, [{}]));
    expect(await effectsOf(id, 1)).toEqual([1]);
    expect(made()).toBe(2);
    expect(consumer.healthy()).toBe(true);
  });

  it('and was stopped meanwhile stays stopped', async () => {
    const { using, made } = crashingOnce();
    const { consumer } = await startConsumer(using);
    await consumer.stop();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(made()).toBeLessThanOrEqual(1);
  });
});
