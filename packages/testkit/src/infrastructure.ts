import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  findDockerImages,
  findOwnPorts,
  noteDocker,
  type OwnInfrastructure,
  ownInfrastructure as startProcesses,
} from '@yizhan/local';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { startContainers } from './containers.ts';

/** Addresses of the MongoDB and the Kafka that all tests of a run share. */
export interface TestInfrastructure {
  mongodbUri: string;
  kafkaBrokers: string;
}

/**
 * The shared MongoDB and Kafka of this test run: those of `npm test`, or of the global setup when vitest runs alone.
 *
 * @throws when neither ran: the project has no global setup in vitest.config.ts
 */
export function infrastructure(): TestInfrastructure {
  const { MONGODB_URI: mongodbUri, KAFKA_BROKERS: kafkaBrokers } = process.env;
  if (!mongodbUri || !kafkaBrokers) {
    throw new Error(
      'no MongoDB and Kafka: run `npm test`, or add infrastructure-setup.ts to the project in vitest.config.ts',
    );
  }
  return { mongodbUri, kafkaBrokers };
}

/**
 * A name that no other test uses: prefix of its databases (`t3f9a0c_admission`) and of its topics (`t3f9a0c.admission.v1`).
 */
export function uniqueInstallation(): string {
  return `t${randomBytes(5).toString('hex')}`;
}

/** Drops all databases and topics of an installation that a test made. */
export async function dropInstallation(name: string): Promise<void> {
  const { mongodbUri, kafkaBrokers } = infrastructure();
  await Promise.all([dropDatabases(mongodbUri, name), dropTopics(kafkaBrokers, name)]);
}

/**
 * A MongoDB and a Kafka of the test's own, on fixed ports, which it may kill, pause and start again with the same data: in
 * containers where a Docker engine answers (then it may cut them off the network too), as plain processes elsewhere.
 * They take about five seconds to come up; call `stop()` at the end.
 */
export async function ownInfrastructure(): Promise<OwnInfrastructure> {
  const images = await findDockerImages(() => {});
  const dir = emptyFolder();
  if (images === undefined) return await startProcesses(dir, () => {});
  const place = process.env.YIZHAN_TEST_DIR ?? dir;
  noteDocker(place);
  return await startContainers(images, place, await findOwnPorts());
}

async function dropDatabases(uri: string, installation: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  try {
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    const ours = databases.filter(({ name }) => belongsTo(installation, name));
    await Promise.all(ours.map(({ name }) => client.db(name).dropDatabase()));
  } finally {
    await client.close();
  }
}

async function dropTopics(brokers: string, installation: string): Promise<void> {
  const kafka = new Kafka({ clientId: 'testkit', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((topic) => belongsTo(installation, topic));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  } finally {
    await admin.disconnect();
  }
}

function belongsTo(installation: string, name: string): boolean {
  return name.startsWith(installation) && /^([._-]|$)/.test(name.slice(installation.length));
}

/** Below the folder of the run where there is one, so that the next run finds what a killed one left behind. */
function emptyFolder(): string {
  const runDir = process.env.YIZHAN_TEST_DIR;
  const parent = runDir && existsSync(runDir) ? path.join(runDir, 'own') : tmpdir();
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(path.join(parent, 'yizhan-'));
}
