// The services: one process each, ready when its /ready says so.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { logTail, waitUntil } from './keeper.mjs';
import { isPortFree } from './ports.mjs';
import { portVariable, projectNode, root, servicePorts } from './settings.mjs';
import { Told } from './words.mjs';

const readyLimitMs = 120_000;

/** @typedef {import('./keeper.mjs').Keeper} Keeper */
/** @typedef {import('./keeper.mjs').Kept} Kept */
/** @typedef {{name: string, port: number, main: string}} Service */

/**
 * Every app whose package.json has a start script, and that is written already.
 * @returns {Service[]}
 */
export function findServices() {
  const ports = servicePorts();
  const services = [];
  for (const name of readdirSync(path.join(root, 'apps')).sort()) {
    const main = mainOf(path.join(root, 'apps', name));
    if (!main || !existsSync(main)) continue;
    const port = ports[name];
    if (!port) {
      throw new Told(
        `应用 ${name} 没有端口，请写入 infra/local/src/settings.mjs`,
        `the app ${name} has no port yet: give it one in infra/local/src/settings.mjs`,
      );
    }
    services.push({ name, port, main });
  }
  return services;
}

/** @param {Service[]} services */
export async function checkPorts(services) {
  for (const { name, port } of services) {
    if (await isPortFree(port)) continue;
    const variable = portVariable(name);
    throw new Told(
      `端口 ${port}（${name}）已被占用。查看：ss -ltnp 'sport = :${port}'；换端口：${variable}=${port + 1000} npm start`,
      `port ${port} of ${name} is in use by another program; see who with ss, or move it with ${variable}`,
    );
  }
}

/**
 * Starts all services and waits until each is ready.
 * @param {Keeper} keeper
 * @param {Service[]} services
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./words.mjs').Log} log
 * @param {boolean} [following] starts a service anew when a file that it has loaded changes
 * @returns {Promise<Kept[]>}
 */
export async function startServices(keeper, services, env, log, following = false) {
  log(`启动 ${services.length} 个服务`, `starting ${services.length} services`);
  const started = [];
  for (const service of services)
    started.push({ service, process: await startService(keeper, service, env, following) });
  await Promise.all(started.map(({ service, process }) => untilReady(service, process, log)));
  return started.map(({ process }) => process);
}

/**
 * @param {Keeper} keeper
 * @param {Service} service
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} following
 */
function startService(keeper, { name, port, main }, env, following) {
  return keeper.start({
    name,
    command: projectNode,
    args: following ? ['--watch', '--watch-preserve-output', main] : [main],
    cwd: path.join(root, 'apps', name),
    env: { ...env, PORT: String(port) },
  });
}

/**
 * @param {Service} service
 * @param {Kept} process
 * @param {import('./words.mjs').Log} log
 */
async function untilReady({ name, port }, process, log) {
  let answer = '';
  const ready = await waitUntil(async () => {
    answer = await askReady(port);
    return answer === '' || process.ended !== undefined;
  }, readyLimitMs);
  if (ready && !process.ended) {
    log(`${name} 已就绪（${port}）`, 'ready');
    return;
  }
  const details = `${answer}\n${logTail(process.logFile)}`;
  if (process.ended) {
    throw new Told(
      `服务 ${name} 启动时退出，日志：${process.logFile}`,
      `${name} ended while it started`,
      details,
    );
  }
  const seconds = readyLimitMs / 1000;
  throw new Told(
    `服务 ${name} 在 ${seconds} 秒内未就绪，日志：${process.logFile}`,
    `${name} is not ready in time`,
    details,
  );
}

/**
 * @param {number} port
 * @returns {Promise<string>} empty when ready, else why not
 */
async function askReady(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(2000) });
    const body = await response.text();
    return response.status === 200 ? '' : `/ready: ${response.status} ${body.slice(0, 500)}`;
  } catch (error) {
    return `/ready: ${error instanceof Error ? error.message : error}`;
  }
}

/**
 * @param {string} appDir
 * @returns {string | undefined} the file that its start script runs
 */
function mainOf(appDir) {
  const file = path.join(appDir, 'package.json');
  if (!existsSync(file)) return undefined;
  const script = JSON.parse(readFileSync(file, 'utf8')).scripts?.start;
  if (!script) return undefined;
  const main = /^node (\S+)$/.exec(script)?.[1];
  if (!main)
    throw new Told(
      `${file} 的 start 脚本应形如 node src/main.ts`,
      `the start script there must read: node FILE`,
    );
  return path.join(appDir, main);
}
