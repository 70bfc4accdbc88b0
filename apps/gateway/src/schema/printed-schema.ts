import { createLog, createServiceToken, parseConfig } from '@yizhan/service';
import { printSchema } from 'graphql';
import { createFeed } from '../feed.ts';
import { createOwnFields } from './own-fields.ts';
import { createSchema } from './schema.ts';

/** The schema made from the contracts, as text. It is made for printing alone: nothing behind it answers. */
export const printedSchema = (): string => {
  const read = parseConfig('gateway', {
    MONGODB_URI: 'mongodb://nowhere',
    KAFKA_BROKERS: 'nowhere:9092',
    PORT: '0',
    SERVICE_TOKEN_SECRET: '0'.repeat(32),
    LOG_LEVEL: 'silent',
  });
  if (!read.ok) throw new Error(read.mistakes.join('; '));
  const { config } = read;
  const serviceToken = createServiceToken('gateway', config.serviceTokenSecret);
  const refuse = async (): Promise<never> => {
    throw new Error('the schema is only printed');
  };
  const own = createOwnFields({
    config,
    serviceToken,
    feed: createFeed(config, serviceToken, createLog(config)),
    clock: { now: refuse },
    setClock: refuse,
  });
  return `${printSchema(createSchema(config, serviceToken, own))}\n`;
};
