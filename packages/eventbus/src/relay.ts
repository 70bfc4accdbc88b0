import {
  beginSpan,
  type CaseDocument,
  caseModels,
  filedId,
  type OpenSpan,
  type StoredEvent,
} from '@yizhan/aggregate';
import type { Kafka, Message, Producer } from 'kafkajs';
import type { ChangeStream } from 'mongodb';
import type { Connection } from 'mongoose';
import { failpoint } from './failpoint.ts';
import { createLease } from './lease.ts';
import type { BusLog } from './log.ts';

export interface RelayConfig {
  readonly connection: Connection;
  readonly kafka: Kafka;
  readonly topic: string;
  readonly source: string;
  readonly log: BusLog;
  readonly leaseMs?: number;
  /** How long it looks at nothing by itself while nobody wakes it, in milliseconds; 4 s by default. */
  readonly lookMs?: number;
  /** Called with the events sent. */
  readonly onSent?: (events: readonly StoredEvent[]) => void;
}

type Waiting = Pick<CaseDocument, '_id' | 'key' | 'unsent'>;

/** Own saves and signals of other processes wake at once; this is for what both have missed. */
const lookEveryMs = 4000;
const standByMs = 1000;
const streamWaitMs = 20_000;
const casesAtOnce = 200;
/** A broker takes 1 MiB at once by default; all of it may go to one partition. */
const bytesAtOnce = 512 * 1024;

interface Outgoing {
  readonly caseId: string;
  readonly key: string;
  readonly event: StoredEvent;
}

/** Runs of events that fit into one request each, in their order. */
const inPortions = (events: readonly Outgoing[]): readonly (readonly Outgoing[])[] => {
  const portions: Outgoing[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const outgoing of events) {
    const size = Buffer.byteLength(outgoing.event.body);
    if (bytes + size > bytesAtOnce) {
      portions.push([]);
      bytes = 0;
    }
    portions.at(-1)?.push(outgoing);
    bytes += size;
  }
  return portions;
};

/**
 * Sends unsent events to Kafka, files them, then takes them out of their cases. Killed anywhere, it does the rest when
 * it comes back: twice is once by `_id` in `events` and by sequence at the consumers.
 */
export const createRelay = (config: RelayConfig) => {
  const { connection, log } = config;
  const models = caseModels(connection);
  const lease = createLease(connection, 'relay', config.leaseMs ?? 10_000);
  let running = false;
  let loop: Promise<void> = Promise.resolve();
  let producer: Producer | null = null;
  let stream: ChangeStream | null = null;
  let rouse: (() => void) | null = null;
  let roused = false;
  let healthy = false;
  let standingBy = false;
  let signalling: Promise<void> | null = null;
  let toSignal = false;
  const signals = () => connection.collection<{ _id: string; times: number }>('relaySignals');

  /** Tells whoever holds the lease that something was saved here; what it does not hear, it finds by the index. */
  const signal = async (): Promise<void> => {
    while (toSignal) {
      toSignal = false;
      await signals().updateOne({ _id: 'relay' }, { $inc: { times: 1 } }, { upsert: true });
    }
  };

  const rouseNow = (): void => {
    roused = true;
    rouse?.();
  };

  const wake = (): void => {
    if (!standingBy) {
      rouseNow();
      return;
    }
    toSignal = true;
    signalling ??= signal()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'relay: the holder was not told'))
      .finally(() => {
        signalling = null;
        if (toSignal) wake();
      });
  };

  const sleep = async (ms: number): Promise<void> => {
    if (roused) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    rouse = null;
  };

  const connected = async (): Promise<Producer> => {
    if (producer !== null) return producer;
    const fresh = config.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    await fresh.connect();
    producer = fresh;
    return fresh;
  };

  /** After an error the producer's sequence is in doubt: a new one starts clean. */
  const dropProducer = async (): Promise<void> => {
    const broken = producer;
    producer = null;
    await broken
      ?.disconnect()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'relay: producer did not disconnect'));
  };

  const messageOf = ({ caseId, key, event }: Outgoing, span: OpenSpan | undefined): Message => ({
    key,
    value: event.body,
    headers: {
      ce_specversion: '1.0',
      ce_id: `${caseId}.${event.seq}`,
      ce_type: event.type,
      ce_source: config.source,
      ce_time: event.recordedAt,
      content_type: 'application/json',
      hash: event.hash,
      savedat: event.savedAt.toISOString(),
      ...(span?.traceparent === undefined ? {} : { traceparent: span.traceparent }),
    },
  });

  /** Sends a run of events in one request, a span for each that belongs to a trace. */
  const publish = async (sender: Producer, portion: readonly Outgoing[]): Promise<void> => {
    const spans = portion.map(({ caseId, event }) =>
      event.traceparent === undefined
        ? undefined
        : beginSpan(`publish ${event.type}`, 'producer', event.traceparent, {
            'messaging.system': 'kafka',
            'messaging.destination.name': config.topic,
            'yizhan.case': caseId,
          }),
    );
    try {
      await sender.send({
        topic: config.topic,
        acks: -1,
        messages: portion.map((outgoing, index) => messageOf(outgoing, spans[index])),
      });
    } catch (error) {
      for (const span of spans) span?.end(error);
      throw error;
    }
    for (const span of spans) span?.end();
  };

  /** One pass over what waits; true where more than a pass takes was waiting. */
  const pass = async (): Promise<boolean> => {
    const found = await models.cases
      .find({ unsentSince: { $exists: true } }, { key: 1, unsent: 1 })
      .sort({ unsentSince: 1 })
      .limit(casesAtOnce)
      .lean<Waiting[]>();
    if (found.length === 0) return false;
    failpoint('relay.found');
    const batch: Waiting[] = [];
    let bytes = 0;
    for (const waiting of found) {
      bytes += (waiting.unsent ?? []).reduce((sum, event) => sum + Buffer.byteLength(event.body), 0);
      if (batch.length > 0 && bytes > bytesAtOnce) break;
      batch.push(waiting);
    }
    const events = batch.flatMap(({ _id, key, unsent = [] }) =>
      unsent.map((event) => ({ caseId: _id, key, event })),
    );
    const sender = await connected();
    for (const portion of inPortions(events)) await publish(sender, portion);
    failpoint('relay.published');
    const filedAt = new Date();
    await models.events.bulkWrite(
      events.map(({ caseId, key, event }) => ({
        updateOne: {
          filter: { _id: filedId(caseId, event.seq) },
          update: { $setOnInsert: { caseId, key, ...event, filedAt } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
    failpoint('relay.filed');
    await models.cases.collection.bulkWrite(
      batch.map(({ _id, unsent = [] }) => ({
        updateOne: {
          filter: { _id },
          update: [
            {
              $set: {
                unsent: {
                  $filter: {
                    input: { $ifNull: ['$unsent', []] },
                    cond: { $gt: ['$$this.seq', unsent.at(-1)?.seq ?? 0] },
                  },
                },
              },
            },
            {
              $set: {
                // What came meanwhile has not waited longer than since it was saved.
                unsentSince: {
                  $cond: [{ $eq: ['$unsent', []] }, '$$REMOVE', { $first: '$unsent.savedAt' }],
                },
                unsent: { $cond: [{ $eq: ['$unsent', []] }, '$$REMOVE', '$unsent'] },
              },
            },
          ],
        },
        // biome-ignore lint/suspicious/noExplicitAny: the driver's types take string ids only through a schema of its own
      })) as any[],
      { ordered: false },
    );
    config.onSent?.(events.map(({ event }) => event));
    return batch.length < found.length || found.length === casesAtOnce;
  };

  /** A change stream only wakes: it can lose its place, the index can't. */
  const watch = (): void => {
    if (stream !== null) return;
    const opened = signals().watch([{ $project: { _id: 1 } }], { maxAwaitTimeMS: streamWaitMs });
    opened.on('change', rouseNow);
    opened.on('error', (error) => {
      log.warn({ error: String(error) }, 'relay: change stream lost, polling');
      if (stream === opened) stream = null;
      void opened
        .close()
        .catch((closing: unknown) =>
          log.warn({ error: String(closing) }, 'relay: change stream did not close'),
        );
    });
    stream = opened;
  };

  const run = async (): Promise<void> => {
    while (running) {
      try {
        if (!(await lease.hold())) {
          healthy = true;
          standingBy = true;
          roused = false;
          await sleep(standByMs);
          continue;
        }
        standingBy = false;
        watch();
        roused = false;
        const more = await pass();
        healthy = true;
        if (!more) await sleep(config.lookMs ?? lookEveryMs);
      } catch (error) {
        healthy = false;
        log.error({ error: String(error) }, 'relay: pass failed, trying again');
        await dropProducer();
        roused = false;
        await sleep(500);
      }
    }
  };

  return {
    wake,
    /** False while the last pass failed: broker or database is out of reach. */
    healthy: () => healthy,
    start: async (): Promise<void> => {
      running = true;
      loop = run();
    },
    stop: async (): Promise<void> => {
      running = false;
      rouseNow();
      await loop;
      await signalling;
      await stream?.close();
      stream = null;
      await dropProducer();
      await lease.release();
    },
    /** Number of cases with unsent events, and the age of the oldest in milliseconds. */
    backlog: async (): Promise<{ cases: number; ageMs: number }> => {
      const oldest = await models.cases
        .findOne({ unsentSince: { $exists: true } }, { unsentSince: 1 })
        .sort({ unsentSince: 1 })
        .lean<{ unsentSince: Date } | null>();
      if (oldest === null) return { cases: 0, ageMs: 0 };
      const cases = await models.cases.countDocuments({ unsentSince: { $exists: true } });
      return { cases, ageMs: Date.now() - oldest.unsentSince.getTime() };
    },
  };
};

export type Relay = ReturnType<typeof createRelay>;
