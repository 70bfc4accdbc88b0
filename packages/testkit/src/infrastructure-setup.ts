import { ensureInfrastructure, occupyTestDir } from '@yizhan/local';

let users = 0;
let running: Promise<() => Promise<void>> | undefined;

/**
 * Vitest's global setup of every project that needs MongoDB and Kafka. Within `npm test` they are there already; when
 * vitest runs alone they are brought up once for all projects, and ended with the last of them.
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

async function bringUp(): Promise<() => Promise<void>> {
  if (process.env.MONGODB_URI && process.env.KAFKA_BROKERS) return async () => {};
  const log = (zh: string, en: string) => console.log(`${zh} · ${en}`);
  const place = await occupyTestDir(log);
  const { dir, firstPort } = place;
  const infrastructure = await ensureInfrastructure({ dir, log, firstPort });
  process.env.MONGODB_URI = infrastructure.mongodbUri;
  process.env.KAFKA_BROKERS = infrastructure.kafkaBrokers;
  process.env.YIZHAN_TEST_DIR = dir;
  return async () => {
    await infrastructure.stop();
    place.leave();
  };
}
