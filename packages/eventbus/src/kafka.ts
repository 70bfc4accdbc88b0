import { type Admin, Kafka, logLevel, type PartitionOffset } from 'kafkajs';
import type { BusLog } from './log.ts';

export type { Kafka } from 'kafkajs';

/** A Kafka client; its own log lines of level error and warning reach ours. */
export const createKafka = (brokers: readonly string[], clientId: string, log: BusLog): Kafka =>
  new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 3000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 3000, retries: 12 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => {
      const { message, timestamp: _timestamp, logger: _logger, ...facts } = entry.log;
      if (entry.level === logLevel.ERROR) log.error(facts, `kafka: ${message}`);
      else log.warn(facts, `kafka: ${message}`);
    },
  });

const topicsWithinMs = 60_000;
const topicsRetryMs = 200;
const retentionMs = 90 * 24 * 3600 * 1000;

/** What is still to be waited for: a topic that is missing, or one without a leader. */
const findUnready = async (admin: Admin, topics: readonly string[]): Promise<readonly string[]> => {
  const present = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !present.has(topic));
  if (missing.length > 0) return missing;
  const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] });
  return found
    .filter(({ partitions }) => partitions.some(({ leader }) => leader < 0))
    .map(({ name }) => name);
};

/**
 * Makes the topics that are missing, and waits until they have leaders; there is no automatic creation. Services that
 * start together make the same topics in the same moment: whoever comes second, or looks too early, looks again.
 */
export const ensureTopics = async (
  admin: Admin,
  topics: readonly string[],
  partitions: number,
): Promise<void> => {
  const end = Date.now() + topicsWithinMs;
  for (;;) {
    try {
      const unready = await findUnready(admin, topics);
      if (unready.length === 0) return;
      await admin.createTopics({
        waitForLeaders: false,
        topics: unready.map((topic) => ({
          topic,
          numPartitions: partitions,
          configEntries: [{ name: 'retention.ms', value: String(retentionMs) }],
        })),
      });
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, topicsRetryMs));
  }
};

/** Of a member that reads nothing. */
const emptyFetchMs = 50;

/**
 * Sets the places of a group that nobody reads for now. What kafkajs has for it waits five seconds for each topic, as long
 * as its fetch of nothing; a member of our own waits no longer than it says.
 */
export const setPlaces = async (
  kafka: Kafka,
  groupId: string,
  topic: string,
  places: readonly PartitionOffset[],
): Promise<void> => {
  const member = kafka.consumer({ groupId, maxWaitTimeInMs: emptyFetchMs });
  await member.connect();
  try {
    await member.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      // A place is committed before the first fetch after it was said.
      member.on(member.events.FETCH, () => resolve());
      member.on(member.events.CRASH, ({ payload }) => reject(payload.error));
      member.run({ eachBatchAutoResolve: false, eachBatch: async () => undefined }).catch(reject);
      member.pause([{ topic }]);
      for (const { partition, offset } of places) member.seek({ topic, partition, offset });
    });
  } finally {
    await member.disconnect();
  }
};

/**
 * Throws away what the broker carried for an installation whose services are stopped: its topics and the places of its
 * groups. Resolves when the topics are gone; the services make them anew.
 */
export const forgetTopics = async (kafka: Kafka, installation: string): Promise<void> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const own = (name: string): boolean => name.startsWith(`${installation}.`);
    const listed = async (): Promise<string[]> => (await admin.listTopics()).filter(own);
    const topics = await listed();
    if (topics.length > 0) await admin.deleteTopics({ topics });
    const end = Date.now() + topicsWithinMs;
    while ((await listed()).length > 0) {
      if (Date.now() > end) throw new Error(`still there: ${(await listed()).join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, topicsRetryMs));
    }
    const { groups } = await admin.listGroups();
    const ours = groups.map(({ groupId }) => groupId).filter(own);
    if (ours.length > 0) await admin.deleteGroups(ours);
  } finally {
    await admin.disconnect();
  }
};
