// MongoDB and Kafka for an installation or for tests: at the addresses given, else as containers, else as processes.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { startKafkaContainer, startMongodContainer } from './containers.mjs';
import { findDockerImages, noteDocker, removeContainers } from './docker.mjs';
import { findKafka, startKafka } from './kafka.mjs';
import { createKeeper, endStrays } from './keeper.mjs';
import { findMongod, startMongod } from './mongodb.mjs';
import { answers, findFreePorts, isPortFree } from './ports.mjs';
import { firstInfrastructurePort, root } from './settings.mjs';
import { Told } from './words.mjs';
import { noteState, readState } from './workplace.mjs';

/** @typedef {import('./keeper.mjs').Keeper} Keeper */
/** @typedef {import('./keeper.mjs').Kept} Kept */
/** @typedef {import('./words.mjs').Log} Log */

/**
 * @typedef {object} Infrastructure
 * @property {string} mongodbUri
 * @property {string} kafkaBrokers
 * @property {() => Promise<void>} stop ends what was started here, and nothing else
 */

/**
 * Brings up MongoDB and Kafka, or takes those that MONGODB_URI and KAFKA_BROKERS name.
 * @param {object} options
 * @param {string} options.dir where data, logs and state lie; only one launcher at a time may use it
 * @param {Log} options.log
 * @param {Keeper} [options.keeper] of a launcher that has processes of its own as well
 * @param {number} [options.firstPort]
 * @returns {Promise<Infrastructure>}
 */
export async function ensureInfrastructure({
  dir,
  log,
  keeper,
  firstPort = firstInfrastructurePort.installation,
}) {
  const kept = keeper ?? (await openKeeper(dir, log));
  const ports = await choosePorts(dir, firstPort);
  const images = await chooseImages(dir, log);
  const settled = await Promise.allSettled([
    mongodb(kept, ports, images?.mongodb, log),
    kafka(kept, ports, images?.kafka, log),
  ]);
  const failure = settled.find((one) => one.status === 'rejected');
  const [database, broker] = settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  const stop = async () => {
    if (broker?.process) await kept.stop([broker.process], 15_000);
    if (database?.process) await kept.stop([database.process], 15_000);
    removeContainers(dir);
  };
  if (failure || !database || !broker) {
    await stop();
    throw failure?.reason;
  }
  return { mongodbUri: database.address, kafkaBrokers: broker.address, stop };
}

/**
 * @param {string} dir
 * @param {Log} log
 */
export async function openKeeper(dir, log) {
  const ended = [...(await endStrays(dir, root)), ...removeContainers(dir)];
  if (ended.length > 0) {
    log(
      `清理上次遗留的进程：${ended.join('、')}`,
      `ended what an earlier run left behind: ${ended.join(', ')}`,
    );
  }
  return createKeeper({ dir, place: root });
}

/**
 * The images to run as containers; undefined for plain processes. Data stays with what has it: another release may not
 * even read it.
 * @param {string} dir
 * @param {Log} log
 */
async function chooseImages(dir, log) {
  if (process.env.MONGODB_URI && process.env.KAFKA_BROKERS) return undefined;
  const inDocker = readState(dir).source === 'docker';
  if (!inDocker && existsSync(path.join(dir, 'data'))) return undefined;
  const images = await findDockerImages(log);
  if (images) noteDocker(dir);
  else if (inDocker)
    log('此前的数据在 Docker 卷中，本次看不到', 'earlier data lies in Docker volumes and is not seen now');
  return images;
}

/**
 * @param {Keeper} keeper
 * @param {Record<string, number>} ports
 * @param {string | undefined} image
 * @param {Log} log
 * @returns {Promise<{address: string, process?: Kept}>}
 */
async function mongodb(keeper, ports, image, log) {
  const given = process.env.MONGODB_URI;
  if (given) {
    const hosts = /^mongodb:\/\/(?:[^@/]*@)?([^/?]+)/.exec(given)?.[1];
    if (hosts) await mustAnswer(hosts, 'MONGODB_URI', 27017);
    return { address: given };
  }
  const port = /** @type {number} */ (ports.mongod);
  const dataDir = path.join(keeper.dir, 'data/mongod');
  const started = image
    ? await startMongodContainer({ keeper, image, port })
    : await startMongod({ keeper, binary: await findMongod(keeper, log), port, dataDir });
  log(`MongoDB 已就绪（127.0.0.1:${port}）${inContainer(image)}`, 'MongoDB is ready');
  return { address: started.uri, process: started.process };
}

/**
 * @param {Keeper} keeper
 * @param {Record<string, number>} ports
 * @param {string | undefined} image
 * @param {Log} log
 * @returns {Promise<{address: string, process?: Kept}>}
 */
async function kafka(keeper, ports, image, log) {
  const given = process.env.KAFKA_BROKERS;
  if (given) {
    await mustAnswer(given, 'KAFKA_BROKERS', 9092);
    return { address: given };
  }
  const broker = /** @type {number} */ (ports.kafka);
  const controller = /** @type {number} */ (ports.kafkaController);
  const dataDir = path.join(keeper.dir, 'data/kafka');
  const started = image
    ? await startKafkaContainer({ keeper, image, ports: { broker, controller } })
    : await startKafka({
        keeper,
        tools: await findKafka(keeper, log),
        dataDir,
        ports: { broker, controller },
      });
  log(`Kafka 已就绪（127.0.0.1:${broker}）${inContainer(image)}`, 'Kafka is ready');
  return { address: started.brokers, process: started.process };
}

/** @param {string | undefined} image */
function inContainer(image) {
  return image ? `，容器 ${image}` : '';
}

/**
 * The ports of the last run when they are still free, else new ones.
 * @param {string} dir
 * @param {number} firstPort
 */
async function choosePorts(dir, firstPort) {
  const names = ['mongod', 'kafka', 'kafkaController'];
  const noted = readState(dir).ports ?? {};
  const free = await Promise.all(names.map(async (name) => noted[name] && (await isPortFree(noted[name]))));
  if (free.every(Boolean)) return noted;
  const found = await findFreePorts(firstPort, names.length);
  const ports = Object.fromEntries(names.map((name, at) => [name, /** @type {number} */ (found[at])]));
  noteState(dir, { ports });
  return ports;
}

/**
 * @param {string} addresses host:port, several separated by commas: one that answers is enough
 * @param {string} variable
 * @param {number} usualPort
 */
async function mustAnswer(addresses, variable, usualPort) {
  for (const address of addresses.split(',')) {
    const [host, port] = address.split(':');
    if (host && (await answers(host, Number(port ?? usualPort)))) return;
  }
  throw new Told(
    `${variable} 指向的地址没有应答：${addresses}`,
    `nothing answers at ${addresses}, which ${variable} names`,
  );
}
