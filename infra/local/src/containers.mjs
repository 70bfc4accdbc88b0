// MongoDB and Kafka as containers of the launcher. Each is held by a `docker run` that stays: its output is the log, a
// signal to it is one to the container, its end the container's end; so the keeper treats it as any other process.
import { createHash } from 'node:crypto';
import { nameFor, placeLabel } from './docker.mjs';
import { kafkaSettings, untilServing } from './kafka.mjs';
import { mongodArguments, untilPrimary } from './mongodb.mjs';
import { Told } from './words.mjs';

/** @typedef {import('./keeper.mjs').Keeper} Keeper */
/** @typedef {import('./keeper.mjs').Kept} Kept */

/**
 * @param {object} options
 * @param {Keeper} options.keeper
 * @param {string} options.image
 * @param {number} options.port also inside: the replica set is known by one address
 * @returns {Promise<{uri: string, process: Kept}>}
 */
export async function startMongodContainer({ keeper, image, port }) {
  const process = await hold(keeper, {
    name: 'mongod',
    ports: [port],
    volume: '/data/db',
    image: [image, 'mongod', ...mongodArguments({ port, bindIp: '0.0.0.0', dataDir: '/data/db' })],
  });
  return { uri: await untilPrimary(keeper, process, port), process };
}

/**
 * @param {object} options
 * @param {Keeper} options.keeper
 * @param {string} options.image
 * @param {{broker: number, controller: number}} options.ports
 * @returns {Promise<{brokers: string, process: Kept}>}
 */
export async function startKafkaContainer({ keeper, image, ports }) {
  const process = await hold(keeper, {
    name: 'kafka',
    ports: [ports.broker],
    volume: '/var/lib/kafka/data',
    variables: kafkaVariables({ ports, cluster: keeper.dir }),
    image: [image],
  });
  await untilServing(keeper, process, ports.broker);
  return { brokers: `127.0.0.1:${ports.broker}`, process };
}

/**
 * What Kafka's images take: KAFKA_NODE_ID for node.id, and so on.
 * @param {object} options
 * @param {{broker: number, controller: number}} options.ports
 * @param {string} options.cluster something that tells this cluster from others
 * @returns {Record<string, string>}
 */
export function kafkaVariables({ ports, cluster }) {
  const settings = kafkaSettings({ ports, host: '0.0.0.0', logDir: '/var/lib/kafka/data' });
  const variables = Object.entries(settings).map(([key, value]) => [
    `KAFKA_${key.toUpperCase().replaceAll('.', '_')}`,
    String(value),
  ]);
  return {
    ...Object.fromEntries(variables),
    KAFKA_HEAP_OPTS: '-Xmx512m',
    CLUSTER_ID: createHash('sha256').update(cluster).digest().subarray(0, 16).toString('base64url'),
  };
}

/**
 * @param {Keeper} keeper
 * @param {object} container
 * @param {string} container.name
 * @param {number[]} container.ports
 * @param {string} container.volume
 * @param {Record<string, string>} [container.variables]
 * @param {string[]} container.image with its arguments
 */
async function hold(keeper, { name, ports, volume, variables = {}, image }) {
  const label = `${placeLabel}=${keeper.dir}`;
  const own = nameFor(keeper.dir, name);
  await required(keeper, ['volume', 'create', '--label', label, own]);
  return await keeper.start({
    name,
    command: 'docker',
    args: [
      ...['run', '--rm', '--name', own, '--label', label, '--log-driver', 'none'],
      ...['--volume', `${own}:${volume}`],
      ...ports.flatMap((port) => ['--publish', `127.0.0.1:${port}:${port}`]),
      ...Object.entries(variables).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
      ...image,
    ],
  });
}

/**
 * @param {Keeper} keeper
 * @param {string[]} args
 */
async function required(keeper, args) {
  const { code, output } = await keeper.run({ name: 'docker', command: 'docker', args });
  if (code !== 0) throw new Told(`docker ${args[0]} 失败`, `docker ${args[0]} failed`, output);
}
