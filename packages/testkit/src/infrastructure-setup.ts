import {
  ensureInfrastructure,
  findDockerImages,
  findOwnPorts,
  type Infrastructure,
  type Log,
  noteDocker,
  occupyTestDir,
} from '@yizhan/local';
import { startContainers } from './containers.ts';

let users = 0;
let running: Promise<() => Promise<void>> | undefined;

/**
 * Vitest's global setup of every project that needs MongoDB and Kafka: those whose addresses are given, else containers
 * where a Docker engine answers, else plain processes. They are brought up once for all projects, and ended with the last.
 */
export async function setup(): Promise<void> {
  users += 1;
  running ??= bringUp();
  await running;
}

export async function teardown(): Promise<void> {
  users -= 1;
  if (users > 0 || !running) return;
  const stop = await running;
  running = undefined;
  await stop();
}

const log: Log = (zh, en) => console.log(`${zh} · ${en}`);

async function bringUp(): Promise<() => Promise<void>> {
  if (process.env.MONGODB_URI && process.env.KAFKA_BROKERS) return async () => {};
  const place = await occupiedDir();
  const infrastructure = await inContainers(place).then(
    async (started) => started ?? (await ensureInfrastructure({ ...place, log })),
  );
  process.env.MONGODB_URI = infrastructure.mongodbUri;
  process.env.KAFKA_BROKERS = infrastructure.kafkaBrokers;
  process.env.YIZHAN_TEST_DIR = place.dir;
  return async () => {
    await infrastructure.stop();
    place.leave();
  };
}

/** The folder of `npm test`, or one taken for this run alone. */
async function occupiedDir() {
  const { YIZHAN_TEST_DIR: dir } = process.env;
  return dir ? { dir, leave: () => {} } : await occupyTestDir(log);
}

async function inContainers({ dir }: { dir: string }): Promise<Infrastructure | undefined> {
  const given = process.env.MONGODB_URI || process.env.KAFKA_BROKERS;
  const images = given ? undefined : await findDockerImages(log);
  // Asked once: every test of the run then stands on the same.
  process.env.YIZHAN_DOCKER = images === undefined ? 'no' : 'yes';
  if (images === undefined) return undefined;
  noteDocker(dir);
  const started = await startContainers(images, dir, await findOwnPorts());
  log(
    `MongoDB 与 Kafka 已就绪，容器 ${images.mongodb}、${images.kafka}`,
    'MongoDB and Kafka are ready, in containers',
  );
  return started;
}
