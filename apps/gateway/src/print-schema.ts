import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createLog, createServiceToken, parseConfig } from '@yizhan/service';
import { printSchema } from 'graphql';
import { createFeed } from './feed.ts';
import { createOwnFields } from './schema/own-fields.ts';
import { createSchema } from './schema/schema.ts';

// Writes the schema made from the contracts to schema.graphql, from which the portal's types are generated.
const read = parseConfig('gateway', {
  MONGODB_URI: 'mongodb://nowhere',
  KAFKA_BROKERS: 'nowhere:9092',
  PORT: '0',
  SERVICE_TOKEN_SECRET: '0'.repeat(32),
  LOG_LEVEL: 'silent',
});
if (!read.ok) throw new Error(read.mistakes.join('; '));
const serviceToken = createServiceToken('gateway', read.config.serviceTokenSecret);
const feed = createFeed(read.config, serviceToken, createLog(read.config));
const refuse = async (): Promise<never> => {
  throw new Error('the schema is only printed');
};
const schema = createSchema(
  read.config,
  serviceToken,
  createOwnFields({ config: read.config, serviceToken, feed, clock: { now: refuse }, setClock: refuse }),
);
writeFileSync(path.join(import.meta.dirname, '../schema.graphql'), `${printSchema(schema)}\n`);
