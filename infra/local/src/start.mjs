// npm start: from a fresh clone to a running installation, and cleanly down again. npm run dev: the same, and each
// service and the portal follow their sources.
import { mkdirSync, statfsSync } from 'node:fs';
import { demoAccounts, loadDemo } from './demo.mjs';
import { removeContainers } from './docker.mjs';
import { installationEnvironment } from './environment.mjs';
import { ensureInfrastructure, openKeeper } from './infrastructure.mjs';
import { ensureInstalled } from './install.mjs';
import { logTail } from './keeper.mjs';
import { ensurePortal, followPortal } from './portal.mjs';
import { ensureSecrets } from './secrets.mjs';
import { checkPorts, findServices, startServices } from './services.mjs';
import { leastFreeBytes, localDir, servicePorts } from './settings.mjs';
import { onStopSignal } from './stop-signals.mjs';
import { complain, progressLog, Told } from './words.mjs';
import { leave, occupant, occupy } from './workplace.mjs';

/** @typedef {import('./keeper.mjs').Keeper} Keeper */
/** @typedef {import('./keeper.mjs').Kept} Kept */

const serviceGraceMs = 10_000;
const following = process.argv.includes('--dev');
const log = progressLog();

process.exitCode = await main();

async function main() {
  /** @type {Keeper | undefined} */
  let keeper;
  /** @type {(failure?: unknown) => void} */
  let end = () => undefined;
  const ending = new Promise((resolve) => {
    end = (failure) => resolve(failure);
  });
  onStopSignal(
    () => end(),
    () => {
      keeper?.killAll();
      removeContainers(localDir);
      leave(localDir);
      process.exit(130);
    },
  );
  try {
    takePlace();
    keeper = await openKeeper(localDir, log);
  } catch (error) {
    complain(error);
    return 1;
  }
  keeper.onLoss((lost) => end(lossOf(lost)));
  const running = bringUp(keeper).catch(end);
  const failure = await ending;
  if (failure) complain(failure);
  await bringDown(keeper, running);
  removeContainers(localDir);
  leave(localDir);
  return failure ? 1 : 0;
}

function takePlace() {
  mkdirSync(localDir, { recursive: true });
  const { bavail, bsize } = statfsSync(localDir);
  if (bavail * bsize < leastFreeBytes) {
    const free = ((bavail * bsize) / 1024 ** 3).toFixed(1);
    throw new Told(
      `磁盘空间不足：${localDir} 所在磁盘剩余 ${free} GB，至少需要 2 GB`,
      `not enough disk: ${free} GB free, 2 GB needed`,
    );
  }
  if (!occupy(localDir)) {
    throw new Told(
      `本目录的一站已在运行（进程 ${occupant(localDir)}）。请先在那个终端按 Ctrl-C 停止它`,
      `it already runs from this folder (process ${occupant(localDir)}); stop that one first with Ctrl-C`,
    );
  }
}

/** @param {Keeper} keeper */
async function bringUp(keeper) {
  const services = findServices();
  await checkPorts(services);
  await ensureInstalled(keeper, log);
  const [env] = await Promise.all([bringUpData(keeper), ensurePortal(keeper, log)]);
  await startServices(keeper, services, env, log, following);
  if (following) await followPortal(keeper, log);
  welcome();
}

/** @param {Keeper} keeper */
async function bringUpData(keeper) {
  const infrastructure = await ensureInfrastructure({ dir: localDir, log, keeper });
  const env = installationEnvironment(infrastructure, ensureSecrets(localDir));
  await loadDemo(keeper, env, log);
  return env;
}

function welcome() {
  log('全部就绪', 'everything is ready');
  const lines = [
    '',
    `  一站 · Yizhan   http://127.0.0.1:${servicePorts().gateway}/`,
    '',
    `  ${demoAccounts()}`,
    '',
    `  日志 · logs: ${localDir}/logs    停止 · stop: Ctrl-C（数据保留 · the data stays; npm run reset 清除 · clears it）`,
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/**
 * Ends everything in the order in which one needs the other.
 * @param {Keeper} keeper
 * @param {Promise<unknown>} bringingUp
 */
async function bringDown(keeper, bringingUp) {
  keeper.close();
  if (keeper.running().length === 0) return;
  log('正在停止', 'stopping');
  const named = (/** @type {string} */ name) => keeper.running().filter((one) => one.name === name);
  const services = () => keeper.running().filter((one) => one.name !== 'kafka' && one.name !== 'mongod');
  const killed = await keeper.stop(services(), serviceGraceMs);
  if (killed.length > 0) {
    const seconds = serviceGraceMs / 1000;
    log(`${killed.join('、')} 未在 ${seconds} 秒内结束，已强制终止`, `killed after ${seconds} s`);
  }
  await keeper.stop(named('kafka'), 15_000);
  await keeper.stop(named('mongod'), 15_000);
  await bringingUp;
  log('已停止，数据保留', 'stopped; the data is kept');
}

/** @param {Kept} lost */
function lossOf(lost) {
  const how = lost.ended?.signal ? `信号 ${lost.ended.signal}` : `退出码 ${lost.ended?.code}`;
  return new Told(
    `${lost.name} 意外退出（${how}），日志：${lost.logFile}。全部停止`,
    `${lost.name} ended unexpectedly; stopping everything`,
    logTail(lost.logFile),
  );
}
