// MongoDB and Kafka for tests, apart from those of npm start. Several test runs in one tree do not meet.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openKeeper } from './infrastructure.mjs';
import { findKafka, startKafka } from './kafka.mjs';
import { createKeeper, signalGroup } from './keeper.mjs';
import { findMongod, startMongod } from './mongodb.mjs';
import { findFreePorts } from './ports.mjs';
import { firstInfrastructurePort, localDir, root } from './settings.mjs';
import { Told } from './words.mjs';
import { leave, noteState, occupant, occupy } from './workplace.mjs';

const testDir = path.join(localDir, 'test');
const mostRuns = 16;
const portsOfRun = 100;

/** @typedef {import('./words.mjs').Log} Log */
/** @typedef {import('./keeper.mjs').Kept} Kept */

/**
 * Takes an empty folder for one test run, and clears what runs before it left behind.
 * @param {Log} log
 */
export async function occupyTestDir(log) {
  await clearAbandoned(log);
  for (let run = 1; run <= mostRuns; run++) {
    const dir = path.join(testDir, `run-${run}`);
    if (!occupy(dir)) continue;
    const keeper = await openKeeper(dir, log);
    noteState(dir, { source: undefined });
    for (const entry of ['data', 'logs', 'own', 'results.json'])
      rmSync(path.join(dir, entry), { recursive: true, force: true });
    return {
      dir,
      keeper,
      firstPort: firstInfrastructurePort.tests + (run - 1) * portsOfRun,
      leave: () => leave(dir),
    };
  }
  throw new Told(`已有 ${mostRuns} 个测试在运行`, `${mostRuns} test runs are under way already`);
}

/** Ports of a test's own, away from those of other runs. */
export async function findOwnPorts() {
  const from = 20_000 + Math.floor(Math.random() * 7000);
  const found = await findFreePorts(from, 3);
  const [mongod, kafka, controller] = /** @type {[number, number, number]} */ (found);
  return { mongod, kafka, controller };
}

/**
 * A MongoDB and a Kafka of a test's own as processes, which it may kill, pause and start again with the same data.
 * @param {string} dir an empty folder
 * @param {Log} log
 */
export async function ownInfrastructure(dir, log) {
  occupy(dir);
  const keeper = createKeeper({ dir, place: root });
  const { mongod: mongodPort, kafka: broker, controller } = await findOwnPorts();
  const [binary, tools] = [await findMongod(keeper, log), await findKafka(keeper, log)];
  const beginMongod = () =>
    startMongod({ keeper, binary, port: mongodPort, dataDir: path.join(dir, 'data/mongod') });
  const beginKafka = () =>
    startKafka({ keeper, tools, dataDir: path.join(dir, 'data/kafka'), ports: { broker, controller } });
  const [database, kafka] = await Promise.all([beginMongod(), beginKafka()]);
  const mongodHandle = restartable(keeper, database.process, async () => (await beginMongod()).process);
  const kafkaHandle = restartable(keeper, kafka.process, async () => (await beginKafka()).process);
  return {
    mongodbUri: database.uri,
    kafkaBrokers: kafka.brokers,
    canBeCutOff: false,
    mongod: mongodHandle,
    kafka: kafkaHandle,
    async stop() {
      keeper.close();
      await kafkaHandle.stop();
      await mongodHandle.stop();
      leave(dir);
    },
  };
}

/**
 * @param {import('./keeper.mjs').Keeper} keeper
 * @param {Kept} first
 * @param {() => Promise<Kept>} begin
 */
function restartable(keeper, first, begin) {
  let current = first;
  const stop = async () => {
    await keeper.stop([current], 15_000);
  };
  const start = async () => {
    if (current.ended) current = await begin();
  };
  return {
    stop,
    start,
    async kill() {
      current.ending = true;
      signalGroup(current.pid, 'SIGKILL');
      await current.end;
    },
    async restart() {
      await stop();
      await start();
    },
    pause: async () => signalGroup(current.pid, 'SIGSTOP'),
    resume: async () => signalGroup(current.pid, 'SIGCONT'),
    cutOff: cannotBeCutOff,
    rejoin: cannotBeCutOff,
  };
}

/** @returns {Promise<void>} */
async function cannotBeCutOff() {
  throw new Error('a plain process has no network of its own to be cut off from');
}

/** @param {Log} log */
async function clearAbandoned(log) {
  for (const dir of [
    ...foldersIn(testDir),
    ...foldersIn(testDir).flatMap((run) => foldersIn(path.join(run, 'own'))),
  ]) {
    if (occupant(dir) === undefined) await openKeeper(dir, log);
  }
}

/** @param {string} dir */
function foldersIn(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(dir, entry.name));
}
