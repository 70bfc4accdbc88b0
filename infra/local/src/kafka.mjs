// A Kafka of our own: one node in KRaft mode, broker and controller in one process.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { logTail, waitUntil } from './keeper.mjs';
import { answers } from './ports.mjs';
import { kafkaRelease } from './settings.mjs';
import { cachedTool, missing, tryOutput } from './tools.mjs';
import { Told } from './words.mjs';

/** @typedef {import('./keeper.mjs').Keeper} Keeper */
/** @typedef {import('./keeper.mjs').Kept} Kept */
/** @typedef {{java: string, libs: string}} KafkaTools */

/**
 * Java and the jars of Kafka, fetched by Maven when they are not in the cache.
 * @param {Keeper} keeper
 * @param {import('./words.mjs').Log} log
 * @returns {Promise<KafkaTools>}
 */
export async function findKafka(keeper, log) {
  const java = await findJava();
  return { java, libs: await fetchKafkaJars(keeper, log) };
}

/**
 * The folder of Kafka's jars, fetched by Maven when they are not in the cache.
 * @param {Keeper} keeper
 * @param {import('./words.mjs').Log} log
 */
export async function fetchKafkaJars(keeper, log) {
  const place = await cachedTool(kafkaRelease.name, (dir) => fetchKafka(dir, keeper, log));
  return path.join(place, 'libs');
}

/**
 * Starts Kafka and waits until it serves. The data directory is formatted when it is new.
 * @param {object} options
 * @param {Keeper} options.keeper
 * @param {KafkaTools} options.tools
 * @param {string} options.dataDir
 * @param {{broker: number, controller: number}} options.ports
 * @param {string} [options.name]
 * @returns {Promise<{brokers: string, process: Kept}>}
 */
export async function startKafka({ keeper, tools, dataDir, ports, name = 'kafka' }) {
  const properties = writeConfiguration(dataDir, ports);
  await formatWhenNew(keeper, tools, dataDir, properties);
  const process = await keeper.start({
    name,
    command: tools.java,
    args: [...javaOptions(tools, dataDir), 'kafka.Kafka', properties],
  });
  await untilServing(keeper, process, ports.broker);
  return { brokers: `127.0.0.1:${ports.broker}`, process };
}

/**
 * Waits until a Kafka that was started serves; ends it and tells when it does not.
 * @param {Keeper} keeper
 * @param {Kept} process
 * @param {number} port
 */
export async function untilServing(keeper, process, port) {
  const serving = await waitUntil(() => process.ended !== undefined || isServing(process.logFile), 60_000);
  if (!serving || process.ended || !(await answers('127.0.0.1', port))) await stopAndTell(keeper, process);
}

/**
 * @param {Keeper} keeper
 * @param {Kept} process
 */
async function stopAndTell(keeper, process) {
  const details = logTail(process.logFile);
  await keeper.stop([process], 1000);
  throw new Told(
    `Kafka 未能启动，日志：${process.logFile}`,
    'Kafka did not start; its log is there',
    details,
  );
}

/** @param {string} logFile */
function isServing(logFile) {
  return readFileSync(logFile, 'utf8').includes('Kafka Server started');
}

/**
 * The settings of a lone broker, whether it is a process or a container.
 * @param {object} options
 * @param {{broker: number, controller: number}} options.ports
 * @param {string} options.host where it listens; it is reached at 127.0.0.1
 * @param {string} options.logDir
 */
export function kafkaSettings({ ports, host, logDir }) {
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    listeners: `PLAINTEXT://${host}:${ports.broker},CONTROLLER://127.0.0.1:${ports.controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${ports.broker}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': logDir,
    // Every topic is made on purpose, with the partitions and the retention that its owner asks for.
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 5,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 5,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 5,
    // A lone broker: nothing to wait for when a group begins, and after SIGKILL it serves in 6 s instead of 14.
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 ** 2,
  };
}

/**
 * @param {string} dataDir
 * @param {{broker: number, controller: number}} ports
 * @returns {string} the file written
 */
function writeConfiguration(dataDir, ports) {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'server.properties');
  const settings = kafkaSettings({ ports, host: '127.0.0.1', logDir: path.join(dataDir, 'log') });
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  writeFileSync(path.join(dataDir, 'log4j2.properties'), log4jConfiguration);
  return file;
}

/** Kafka's log to standard output, where whoever started it looks. */
export const log4jConfiguration = `
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %p %m (%c{1})%n
rootLogger.level = info
rootLogger.appenderRef.out.ref = out
logger.config.name = org.apache.kafka.common.config.AbstractConfig
logger.config.level = warn
`;

/**
 * @param {Keeper} keeper
 * @param {KafkaTools} tools
 * @param {string} dataDir
 * @param {string} properties
 */
async function formatWhenNew(keeper, tools, dataDir, properties) {
  const logDir = path.join(dataDir, 'log');
  if (existsSync(path.join(logDir, 'meta.properties'))) return;
  const { code, output } = await keeper.run({
    name: 'kafka-format',
    command: tools.java,
    args: [
      ...javaOptions(tools, dataDir),
      'kafka.tools.StorageTool',
      // In one word with its value: an id may begin with a dash, and would be taken for an option.
      ...['format', `--cluster-id=${randomBytes(16).toString('base64url')}`, '--config', properties],
    ],
  });
  if (code === 0) return;
  rmSync(logDir, { recursive: true, force: true });
  throw new Told(
    'Kafka 的数据目录未能格式化',
    'the data directory of Kafka could not be formatted',
    output.slice(-2000),
  );
}

/**
 * @param {KafkaTools} tools
 * @param {string} dataDir
 */
function javaOptions(tools, dataDir) {
  return [
    '-Xmx512m',
    '-XX:+UseSerialGC',
    `-Dlog4j2.configurationFile=${path.join(dataDir, 'log4j2.properties')}`,
    ...['-cp', path.join(tools.libs, '*')],
  ];
}

/** @returns {Promise<string>} */
async function findJava() {
  const home = process.env.JAVA_HOME;
  const candidates = home ? [path.join(home, 'bin/java'), 'java'] : ['java'];
  for (const java of candidates) {
    const version = await tryOutput(java, ['-version']);
    if (version && javaVersion(version) >= kafkaRelease.lowestJava) return java;
  }
  throw missing(
    `Java ${kafkaRelease.lowestJava} 以上`,
    `Java ${kafkaRelease.lowestJava} or newer`,
    'openjdk-17-jre-headless',
  );
}

/** @param {string} output */
function javaVersion(output) {
  return Number(/version "(\d+)/.exec(output)?.[1] ?? 0);
}

/**
 * @param {string} dir
 * @param {Keeper} keeper
 * @param {import('./words.mjs').Log} log
 */
async function fetchKafka(dir, keeper, log) {
  if (!(await tryOutput('mvn', ['--version']))) throw missing('Maven', 'Maven', 'maven');
  log('下载 Kafka 4.1.0（45 MB）', 'downloading Kafka 4.1.0');
  const pom = path.join(dir, 'pom.xml');
  writeFileSync(pom, readFileSync(new URL('../kafka-pom.xml', import.meta.url)));
  const { code, output } = await keeper.run({
    name: 'fetch-kafka',
    command: 'mvn',
    args: [
      '-B',
      '-q',
      '-f',
      pom,
      'dependency:copy-dependencies',
      `-DoutputDirectory=${path.join(dir, 'libs')}`,
    ],
  });
  if (code === 0) return;
  throw new Told(
    '未能用 Maven 下载 Kafka。可设置 KAFKA_BROKERS 使用已有的 Kafka',
    'Kafka could not be downloaded by Maven; KAFKA_BROKERS may point to one that is there',
    output.slice(-2000),
  );
}
