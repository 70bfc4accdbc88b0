import { type ServiceName, topicOf } from '@yizhan/contracts';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { Inbox, Incoming } from './inbox.ts';
import { ensureTopics } from './kafka.ts';
import type { BusLog } from './log.ts';

export interface ConsumerConfig {
  readonly kafka: Kafka;
  readonly installation: string;
  /** The consuming service; its group is `<installation>.<service>`. */
  readonly service: ServiceName;
  readonly sources: readonly ServiceName[];
  readonly inbox: Inbox;
  readonly log: BusLog;
  /** A page of all filed events of a source, for a group that has lost its place. */
  readonly exportPage: (
    source: ServiceName,
    after: string,
  ) => Promise<{ events: readonly Incoming[]; next: string | null }>;
}

const partitions = 6;
const eventsAtOnce = 100;
const crashWaitMs = 500;

const incomingOf = (message: KafkaMessage): Incoming => {
  const id = String(message.headers?.['ce_id'] ?? '');
  const dot = id.lastIndexOf('.');
  return {
    service: String(message.headers?.['ce_source'] ?? ''),
    caseId: id.slice(0, dot),
    seq: Number(id.slice(dot + 1)),
    key: message.key?.toString() ?? '',
    body: message.value?.toString() ?? '',
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
  let retrying = false;

  const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const {
      batch,
      heartbeat,
      isRunning,
      isStale,
      resolveOffset,
      commitOffsetsIfNecessary,
      uncommittedOffsets,
    } = payload;
    for (let from = 0; from < batch.messages.length; from += eventsAtOnce) {
      if (!isRunning() || isStale()) return;
      const chunk = batch.messages.slice(from, from + eventsAtOnce);
      await inbox.take(chunk.map(incomingOf));
      const last = chunk.at(-1);
      if (last !== undefined) resolveOffset(last.offset);
      await heartbeat();
      await commitOffsetsIfNecessary(uncommittedOffsets());
    }
  };

  const noted = async () => {
    const admin = kafka.admin();
    await admin.connect();
    try {
      await ensureTopics(admin, topics, partitions);
      return await Promise.all(
        config.sources.map(async (source) => {
          const topic = topicOf(config.installation, source);
          const offsets = await admin.fetchTopicOffsets(topic);
          const committed = (await admin.fetchOffsets({ groupId, topics: [topic] }))[0]?.partitions ?? [];
          const lost = offsets.some(({ partition, low }) => {
            const at = committed.find((entry) => entry.partition === partition)?.offset ?? '-1';
            return BigInt(low) > (at === '-1' ? 0n : BigInt(at));
          });
          return { source, topic, offsets, lost };
        }),
      );
    } finally {
      await admin.disconnect();
    }
  };

  /** A group whose place has expired reads the owners' exports first, then goes on from the offsets noted before. */
  const catchUp = async (): Promise<void> => {
    for (const { source, topic, offsets, lost } of await noted()) {
      if (!lost) continue;
      log.warn({ topic }, 'no place kept in this topic: reading the export of its owner');
      for (let after: string | null = ''; after !== null; ) {
        const page: { events: readonly Incoming[]; next: string | null } = await config.exportPage(
          source,
          after,
        );
        if (page.events.length > 0) await inbox.take(page.events);
        after = page.next;
      }
      const admin = kafka.admin();
      await admin.connect();
      await admin.setOffsets({
        groupId,
        topic,
        partitions: offsets.map(({ partition, high }) => ({ partition, offset: high })),
      });
      await admin.disconnect();
    }
  };

  const open = async (): Promise<void> => {
    await catchUp();
    const fresh = kafka.consumer({
      groupId,
      sessionTimeout: 12_000,
      heartbeatInterval: 3000,
      rebalanceTimeout: 15_000,
      maxBytesPerPartition: 1024 * 1024,
      maxWaitTimeInMs: 1000,
      retry: { initialRetryTime: 100, maxRetryTime: 3000, retries: 8, restartOnFailure: async () => false },
    });
    fresh.on(fresh.events.GROUP_JOIN, () => {
      joined = true;
    });
    fresh.on(fresh.events.CRASH, ({ payload }) => {
      joined = false;
      log.error({ error: String(payload.error) }, 'consumer crashed: starting it anew');
      if (consumer === fresh) consumer = null;
      void fresh
        .disconnect()
        .catch((error: unknown) => log.warn({ error: String(error) }, 'crashed consumer did not disconnect'));
      if (running) setTimeout(reopen, crashWaitMs);
    });
    await fresh.connect();
    await fresh.subscribe({ topics, fromBeginning: true });
    await fresh.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 3,
      eachBatch,
    });
    consumer = fresh;
  };

  const reopen = (): void => {
    if (!running || consumer !== null) return;
    open().catch((error: unknown) => {
      log.error({ error: String(error) }, 'consumer did not start, trying again');
      if (running) setTimeout(reopen, 1000);
    });
  };

  const retry = (): void => {
    if (retrying || !running) return;
    retrying = true;
    inbox
      .retryWaiting()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'waiting events were not tried'))
      .finally(() => {
        retrying = false;
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
      timer = setInterval(retry, 2000);
    },
    /** Call when a case here changed: something may have been waiting for it. */
    nudge: (): void => {
      if (inbox.hasWaiting()) retry();
    },
    healthy: () => joined,
    stop: async (): Promise<void> => {
      running = false;
      if (timer !== null) clearInterval(timer);
      const last = consumer;
      consumer = null;
      await last?.disconnect();
    },
    /** Number of events in the topics that this group has not committed. */
    lag: async (): Promise<number> => {
      if (topics.length === 0) return 0;
      const admin = kafka.admin();
      await admin.connect();
      try {
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
      } finally {
        await admin.disconnect();
      }
    },
  };
};

export type EventConsumer = ReturnType<typeof createConsumer>;
