import { type ServiceName, topicOf } from '@yizhan/contracts';
import type { Admin, Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { Inbox, Incoming } from './inbox.ts';
import { ensureTopics, setPlaces } from './kafka.ts';
import type { BusLog } from './log.ts';
import { createReader } from './reader.ts';

interface Page {
  readonly events: readonly Incoming[];
  readonly next: string | null;
}

export interface ConsumerConfig {
  readonly kafka: Kafka;
  readonly installation: string;
  /** The consuming service; its group is `<installation>.<service>`. */
  readonly service: ServiceName;
  readonly sources: readonly ServiceName[];
  readonly inbox: Inbox;
  readonly log: BusLog;
  /** A page of all filed events of a source, for a group that has lost its place. */
  readonly exportPage: (source: ServiceName, after: string) => Promise<Page>;
  /** What a source has saved and not filed yet. */
  readonly exportUnfiled: (source: ServiceName) => Promise<readonly Incoming[]>;
}

const partitions = 6;
const eventsAtOnce = 100;
/** Of an export, in which what belongs together comes together. */
const exportedAtOnce = 300;
const crashWaitMs = 500;
const retryEveryMs = 2000;
/** What another process of this service set aside is not counted here: it is looked for now and then. */
const lookEvery = 10;

const incomingOf = (message: KafkaMessage): Incoming => {
  const id = String(message.headers?.['ce_id'] ?? '');
  const dot = id.lastIndexOf('.');
  return {
    service: String(message.headers?.['ce_source'] ?? ''),
    caseId: id.slice(0, dot),
    seq: Number(id.slice(dot + 1)),
    key: message.key?.toString() ?? '',
    body: message.value?.toString() ?? '',
    traceparent: message.headers?.['traceparent']?.toString(),
  };
};

/** Reads the topics of other services into the inbox; restarts itself when kafkajs crashes. */
export const createConsumer = (config: ConsumerConfig) => {
  const { kafka, inbox, log } = config;
  const groupId = `${config.installation}.${config.service}`;
  const topics = config.sources.map((source) => topicOf(config.installation, source));
  let consumer: Consumer | null = null;
  let running = false;
  let joined = false;
  let timer: NodeJS.Timeout | null = null;
  let retrying: Promise<void> | null = null;
  let opening: Promise<void> | null = null;

  const reader = createReader(inbox, log);

  const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { batch, heartbeat, isRunning, isStale, resolveOffset, commitOffsetsIfNecessary } = payload;
    for (let from = 0; from < batch.messages.length; from += eventsAtOnce) {
      if (!isRunning() || isStale()) return;
      const chunk = batch.messages.slice(from, from + eventsAtOnce);
      const last = chunk.at(-1);
      if (last === undefined) return;
      await reader.read({
        topic: batch.topic,
        partition: batch.partition,
        next: String(BigInt(last.offset) + 1n),
        events: chunk.map(incomingOf),
        beat: heartbeat,
        commit: commitOffsetsIfNecessary,
      });
      resolveOffset(last.offset);
      await heartbeat();
    }
  };

  const asAdmin = async <T>(run: (admin: Admin) => Promise<T>): Promise<T> => {
    const admin = kafka.admin();
    await admin.connect();
    try {
      return await run(admin);
    } finally {
      await admin.disconnect();
    }
  };

  /**
   * Lost is a place before the first offset that is kept, or behind the last; no place at all where events have been
   * taken before: the broker was made anew, and perhaps did not keep what had not been read; and a place where nothing
   * has ever been taken: the database was made anew, as a read side is to have it built again.
   */
  const hasLostPlace = async (
    source: ServiceName,
    offsets: readonly { readonly partition: number; readonly low: string; readonly high: string }[],
    committed: readonly { readonly partition: number; readonly offset: string }[],
  ): Promise<boolean> => {
    const at = new Map(
      committed
        .filter(({ offset }) => offset !== '-1')
        .map(({ partition, offset }) => [partition, BigInt(offset)]),
    );
    const hasTaken = await inbox.hasTakenFrom(source);
    if (hasTaken ? at.size === 0 : [...at.values()].some((place) => place > 0n)) return true;
    return offsets.some(({ partition, low, high }) => {
      const place = at.get(partition);
      return place === undefined ? BigInt(low) > 0n : BigInt(low) > place || place > BigInt(high);
    });
  };

  const noted = async () =>
    await asAdmin(async (admin) => {
      await ensureTopics(admin, topics, partitions);
      return await Promise.all(
        config.sources.map(async (source) => {
          const topic = topicOf(config.installation, source);
          const offsets = await admin.fetchTopicOffsets(topic);
          const committed = (await admin.fetchOffsets({ groupId, topics: [topic] }))[0]?.partitions ?? [];
          return { source, topic, offsets, lost: await hasLostPlace(source, offsets, committed) };
        }),
      );
    });

  const takeAll = async (events: readonly Incoming[]): Promise<void> => {
    for (let from = 0; from < events.length; from += exportedAtOnce)
      await inbox.take(events.slice(from, from + exportedAtOnce));
  };

  /** A group whose place has expired reads the owners' exports first, then goes on from the offsets noted before. */
  const catchUp = async (): Promise<void> => {
    const mustReread = await inbox.mustReread();
    for (const { source, topic, offsets, lost } of await noted()) {
      if (!lost && !mustReread) continue;
      log.warn({ topic }, 'no place kept in this topic: reading the export of its owner');
      // First what is not filed yet: by the time that the pages are read, it may have been.
      const unfiled = await config.exportUnfiled(source);
      for (let after: string | null = ''; after !== null; ) {
        const page: Page = await config.exportPage(source, after);
        await takeAll(page.events);
        after = page.next;
      }
      await takeAll(unfiled);
      const places = offsets.map(({ partition, high }) => ({ partition, offset: high }));
      await setPlaces(kafka, groupId, topic, places);
    }
    if (mustReread) await inbox.hasReread();
  };

  const leave = async (left: Consumer): Promise<void> => {
    await left
      .disconnect()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'consumer did not disconnect'));
  };

  const open = async (): Promise<void> => {
    await catchUp();
    if (!running) return;
    const fresh = kafka.consumer({
      groupId,
      sessionTimeout: 12_000,
      heartbeatInterval: 3000,
      rebalanceTimeout: 15_000,
      maxBytesPerPartition: 1024 * 1024,
      // An event ends the wait at once. Leaving a group waits for the fetch under way, so no longer than this.
      maxWaitTimeInMs: 2500,
      retry: { initialRetryTime: 100, maxRetryTime: 3000, retries: 8, restartOnFailure: async () => false },
    });
    fresh.on(fresh.events.GROUP_JOIN, () => {
      reader.forget();
      joined = true;
    });
    // It may crash before it has begun to run, too.
    fresh.on(fresh.events.CRASH, ({ payload }) => {
      joined = false;
      reader.forget();
      log.error({ error: String(payload.error) }, 'consumer crashed: starting it anew');
      if (consumer === fresh) consumer = null;
      void leave(fresh);
      if (running) setTimeout(reopen, crashWaitMs);
    });
    consumer = fresh;
    try {
      await fresh.connect();
      await fresh.subscribe({ topics, fromBeginning: true });
      await fresh.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        // All that one fetch brings is taken together.
        partitionsConsumedConcurrently: partitions * topics.length,
        eachBatch,
      });
      if (!running) await leave(fresh);
    } catch (error) {
      if (consumer === fresh) consumer = null;
      await leave(fresh);
      throw error;
    }
  };

  const reopen = (): void => {
    if (!running || consumer !== null || opening !== null) return;
    opening = open()
      .catch((error: unknown) => {
        log.error({ error: String(error) }, 'consumer did not start, trying again');
      })
      .finally(() => {
        opening = null;
        // It failed to start, or crashed while it did.
        if (running && consumer === null) setTimeout(reopen, crashWaitMs);
      });
  };

  const retry = (): void => {
    if (retrying !== null || !running) return;
    retrying = inbox
      .retryWaiting()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'waiting events were not tried'))
      .finally(() => {
        retrying = null;
      });
  };

  return {
    start: (): void => {
      if (topics.length === 0) {
        joined = true;
        return;
      }
      running = true;
      reopen();
      let ticks = 0;
      timer = setInterval(() => {
        ticks += 1;
        if (inbox.hasWaiting() || ticks % lookEvery === 1) retry();
      }, retryEveryMs);
    },
    /** Call when a case here changed: something may have been waiting for it. */
    nudge: (): void => {
      if (inbox.hasWaiting()) retry();
    },
    healthy: () => joined,
    /** Files what was read and needed nothing done, which otherwise waits for company; where it cannot, the lag tells. */
    flush: async (): Promise<void> =>
      await reader
        .flush()
        .catch((error: unknown) => log.warn({ error: String(error) }, 'what was only read was not filed')),
    stop: async (): Promise<void> => {
      running = false;
      if (timer !== null) clearInterval(timer);
      reader.forget();
      const last = consumer;
      consumer = null;
      await last?.disconnect();
      await retrying;
    },
    /** Number of events in the topics that this group has not committed. */
    lag: async (): Promise<number> => {
      if (topics.length === 0) return 0;
      return await asAdmin(async (admin) => {
        let lag = 0;
        const committed = await admin.fetchOffsets({ groupId, topics });
        for (const topic of topics) {
          const at = new Map(
            committed
              .find((entry) => entry.topic === topic)
              ?.partitions.map((entry) => [entry.partition, entry.offset]),
          );
          for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
            const offset = at.get(partition) ?? '-1';
            lag += Number(high) - Number(offset === '-1' ? low : offset);
          }
        }
        return lag;
      });
    },
  };
};

export type EventConsumer = ReturnType<typeof createConsumer>;
