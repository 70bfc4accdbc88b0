import { type Admin, Kafka, logLevel } from 'kafkajs';
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

/** Makes the topics that are missing; there is no automatic creation. */
export const ensureTopics = async (
  admin: Admin,
  topics: readonly string[],
  partitions: number,
): Promise<void> => {
  const present = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !present.has(topic));
  if (missing.length === 0) return;
  await admin
    .createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: partitions,
        configEntries: [{ name: 'retention.ms', value: String(90 * 24 * 3600 * 1000) }],
      })),
    })
    .catch(async (error: unknown) => {
      // Another service may have made them in the same moment.
      const now = new Set(await admin.listTopics());
      if (missing.some((topic) => !now.has(topic))) throw error;
    });
};
