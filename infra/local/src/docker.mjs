// Docker as a source of MongoDB and Kafka: whether it can be one here, and what of ours it holds.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import net from 'node:net';
import { promisify } from 'node:util';
import { waitUntil } from './keeper.mjs';
import { findFreePorts } from './ports.mjs';
import { offlineImages } from './settings.mjs';
import { Told } from './words.mjs';
import { noteState, readState } from './workplace.mjs';

const execute = promisify(execFile);

/** Containers, networks and volumes of ours carry it, with the folder of the launcher or the test run they belong to. */
export const placeLabel = 'yizhan.place';

const officialImages = { mongodb: 'mongo:8.0', kafka: 'apache/kafka:4.1.0' };
const askLimitMs = 10_000;
const pullLimitMs = 15 * 60_000;

/** @typedef {{mongodb: string, kafka: string}} DockerImages */

/**
 * The images to run, when a Docker engine on this machine answers, has them or can pull them, and a container is reached.
 * Says in a line why not. YIZHAN_DOCKER=no keeps to plain processes, YIZHAN_DOCKER=yes spares the trial of a container.
 * @param {import('./words.mjs').Log} log
 * @returns {Promise<DockerImages | undefined>}
 */
export async function findDockerImages(log) {
  if (process.env.YIZHAN_DOCKER === 'no') return undefined;
  if (!(await engineAnswers())) {
    log('没有 Docker 引擎应答，使用本机进程', 'no Docker engine answers: plain processes');
    return undefined;
  }
  const mongodb = await findImage(candidates('mongodb', process.env.YIZHAN_MONGODB_IMAGE), log);
  const kafka = await findImage(candidates('kafka', process.env.YIZHAN_KAFKA_IMAGE), log);
  if (!mongodb || !kafka) {
    const lacking = mongodb ? 'Kafka' : 'MongoDB';
    log(
      `Docker 引擎没有 ${lacking} 镜像，也无法拉取，使用本机进程`,
      `the Docker engine has no image of ${lacking} and cannot pull one: plain processes`,
    );
    return undefined;
  }
  if (process.env.YIZHAN_DOCKER !== 'yes' && !(await isReached(mongodb))) {
    log(
      'Docker 引擎的容器无法运行或从本机访问，使用本机进程',
      'a container of the Docker engine does not run, or is not reached from here: plain processes',
    );
    return undefined;
  }
  return { mongodb, kafka };
}

/**
 * A name for what belongs to a folder: short, the same each time, another for each folder.
 * @param {string} dir
 * @param {string} what
 */
export function nameFor(dir, what) {
  return `yizhan-${createHash('sha256').update(dir).digest('hex').slice(0, 8)}-${what}`;
}

/**
 * Remembers that a folder has something in Docker.
 * @param {string} dir
 */
export function noteDocker(dir) {
  noteState(dir, { source: 'docker' });
}

/**
 * Removes at once the containers and networks of a folder where Docker was used, and nothing else. Volumes stay, and with
 * them the data.
 * @param {string} dir
 * @returns {string[]} the names of the containers that still were there
 */
export function removeContainers(dir) {
  if (readState(dir).source !== 'docker') return [];
  const containers = listed(['ps', '--all', '--format', '{{.Names}}'], dir);
  if (containers.length > 0) ours(['rm', '--force', '--volumes', ...containers]);
  const networks = listed(['network', 'ls', '--format', '{{.Name}}'], dir);
  if (networks.length > 0) ours(['network', 'rm', ...networks]);
  return containers;
}

/**
 * Removes the data that a folder has in Docker.
 * @param {string} dir
 */
export function removeVolumes(dir) {
  if (readState(dir).source !== 'docker') return;
  if (ours(['version']) === undefined) {
    throw new Told(
      '数据在 Docker 卷中，而 Docker 引擎没有应答；请先启动引擎',
      'the data lies in Docker volumes and no engine answers: start it first',
    );
  }
  const volumes = listed(['volume', 'ls', '--format', '{{.Name}}'], dir);
  if (volumes.length > 0) ours(['volume', 'rm', ...volumes]);
}

/** @returns {Promise<boolean>} whether an engine on this very machine answers: its ports must be ours */
async function engineAnswers() {
  const host = process.env.DOCKER_HOST;
  if (host && !host.startsWith('unix://')) return false;
  return (await docker(['version', '--format', '{{.Server.Version}}'], askLimitMs)) !== undefined;
}

/**
 * An engine may answer where no container may run, or be that of the machine around this one, whose ports are not here.
 * @param {string} image of MongoDB
 */
async function isReached(image) {
  const [port = 0] = await findFreePorts(27_000 + Math.floor(Math.random() * 500), 1);
  const published = ['--publish', `127.0.0.1:${port}:27017`];
  // It ends by itself, should nobody be left to end it.
  const trial = ['timeout', '30', 'mongod', '--bind_ip_all'];
  const id = (await docker(['run', '--detach', '--rm', ...published, image, ...trial], 60_000))?.trim();
  if (!id) return false;
  const reached = await waitUntil(() => staysOpen(port), 15_000);
  await docker(['rm', '--force', '--volumes', id], 60_000);
  return reached;
}

/**
 * The engine itself takes every connection to a published port; it closes those that nobody in the container answers.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function staysOpen(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port });
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
    socket.once('connect', () =>
      setTimeout(() => {
        resolve(true);
        socket.destroy();
      }, 300),
    );
  });
}

/**
 * @param {keyof typeof officialImages} kind
 * @param {string | undefined} named
 */
function candidates(kind, named) {
  return named ? [named] : [officialImages[kind], offlineImages[kind]];
}

/**
 * The first that is there; else the first, when it can be pulled.
 * @param {string[]} images
 * @param {import('./words.mjs').Log} log
 */
async function findImage(images, log) {
  for (const image of images)
    if ((await docker(['image', 'inspect', image], askLimitMs)) !== undefined) return image;
  const [first = ''] = images;
  log(`拉取镜像 ${first}`, 'pulling the image');
  return (await docker(['pull', '--quiet', first], pullLimitMs)) === undefined ? undefined : first;
}

/**
 * @param {string[]} args
 * @param {number} limitMs
 * @returns {Promise<string | undefined>} undefined when it failed
 */
async function docker(args, limitMs) {
  try {
    return (await execute('docker', args, { timeout: limitMs })).stdout;
  } catch {
    return undefined;
  }
}

/**
 * @param {string[]} args
 * @param {string} dir
 */
function listed(args, dir) {
  const output = ours([...args, '--filter', `label=${placeLabel}=${dir}`]) ?? '';
  return output.split('\n').filter(Boolean);
}

/**
 * Without a pause for others: also called on the way out.
 * @param {string[]} args
 */
function ours(args) {
  try {
    return execFileSync('docker', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 60_000,
    });
  } catch {
    return undefined;
  }
}
