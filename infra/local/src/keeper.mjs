// Starts processes, remembers them on disk, and ends them: none is left behind, whatever happens to the launcher.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, isStillOurs } from './process-identity.mjs';
import { Told } from './words.mjs';
import { noteState, readState } from './workplace.mjs';

const keptLogs = 5;

/**
 * @typedef {object} Kept
 * @property {string} name
 * @property {number} pid
 * @property {string} logFile
 * @property {boolean} ending whether we end it ourselves
 * @property {{code: number | null, signal: NodeJS.Signals | null} | undefined} ended
 * @property {Promise<void>} end
 */

/**
 * @typedef {object} Beginning
 * @property {string} name
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 */

/** @typedef {ReturnType<typeof createKeeper>} Keeper */

/**
 * @param {object} options
 * @param {string} options.dir where the state and the logs lie
 * @param {string} options.place a folder in whose name our processes can be told from others
 */
export function createKeeper({ dir, place }) {
  /** @type {Set<Kept>} */
  const running = new Set();
  let closed = false;
  /** @type {(lost: Kept) => void} */
  let onLoss = () => {};

  function note() {
    noteState(dir, {
      processes: [...running].map(({ name, pid }) => ({ name, pid, identity: identityOf(pid) })),
    });
  }

  /**
   * Each process has a group of its own, so that Ctrl-C in a terminal reaches the launcher alone and the order of
   * stopping stays ours.
   * @param {Beginning} beginning
   * @param {import('node:child_process').StdioOptions} stdio
   * @param {string} logFile
   */
  async function begin({ name, command, args, env = process.env, cwd = place }, stdio, logFile) {
    if (closed) throw new Told('正在停止，不再启动新进程', 'stopping: nothing more is started');
    const child = spawn(command, args, { env, cwd, detached: true, stdio });
    if (child.pid === undefined) throw await spawnFailure(child, command);
    /** @type {Kept} */
    const kept = { name, pid: child.pid, logFile, ending: false, ended: undefined, end: Promise.resolve() };
    running.add(kept);
    note();
    kept.end = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        kept.ended = { code, signal };
        running.delete(kept);
        note();
        resolve();
      });
    });
    return { kept, child };
  }

  /**
   * Starts a process that is to live on; its output goes to a log.
   * @param {Beginning} beginning
   * @returns {Promise<Kept>}
   */
  async function start(beginning) {
    const logFile = path.join(dir, 'logs', `${beginning.name}.log`);
    const output = openLog(logFile);
    const { kept } = await begin(beginning, ['ignore', output, output], logFile).finally(() =>
      closeSync(output),
    );
    kept.end.then(() => {
      if (!kept.ending) onLoss(kept);
    });
    return kept;
  }

  /**
   * Runs a program to its end.
   * @param {Beginning & {show?: boolean, heard?: (line: string) => void}} beginning `show` lets its output through;
   *   `heard` is told each line of it as it comes
   * @returns {Promise<{code: number | null, output: string}>}
   */
  async function run({ show = false, heard = () => undefined, ...beginning }) {
    const { child } = await begin(
      beginning,
      ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      '',
    );
    let output = '';
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', heard);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part) => {
        output = (output + part).slice(-20_000);
      });
    }
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, output };
  }

  /**
   * Asks processes to end and waits; those that do not are killed.
   * @param {Iterable<Kept>} kept
   * @param {number} [graceMs]
   * @returns {Promise<string[]>} the names of those that had to be killed
   */
  async function stop(kept, graceMs = 10_000) {
    const killed = await Promise.all(
      [...kept].map(async (one) => ((await stopOne(one, graceMs)) ? one.name : '')),
    );
    return killed.filter(Boolean);
  }

  /** Kills at once all that still runs. */
  function killAll() {
    for (const one of running) {
      one.ending = true;
      signalGroup(one.pid, 'SIGKILL');
    }
  }

  /** From now on nothing more is started. */
  function close() {
    closed = true;
  }

  return {
    dir,
    close,
    start,
    run,
    stop,
    killAll,
    running: () => [...running],
    /** @param {(lost: Kept) => void} listener called when a process ends without being asked to */
    onLoss(listener) {
      onLoss = listener;
    },
  };
}

/**
 * Ends what an earlier launcher left behind because it was killed itself.
 * @param {string} dir
 * @param {string} place
 * @returns {Promise<string[]>} the names of what was ended
 */
export async function endStrays(dir, place) {
  const strays = (readState(dir).processes ?? []).filter((noted) => isStillOurs(noted, place));
  // The last started depends on the first: services before the broker, the broker before the database.
  for (const stray of [...strays].reverse()) {
    signalGroup(stray.pid, 'SIGCONT');
    signalGroup(stray.pid, 'SIGTERM');
    await waitUntil(() => !isStillOurs(stray, place), 10_000);
    if (isStillOurs(stray, place)) signalGroup(stray.pid, 'SIGKILL');
  }
  noteState(dir, { processes: [] });
  return strays.map(({ name }) => name);
}

/**
 * @param {string} logFile
 * @param {number} [lines]
 */
export function logTail(logFile, lines = 15) {
  if (!existsSync(logFile)) return '';
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * @param {number} pid the leader of the group
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

/**
 * @param {() => boolean | Promise<boolean>} condition
 * @param {number} limitMs
 * @returns {Promise<boolean>} whether the condition came true in time
 */
export async function waitUntil(condition, limitMs) {
  const until = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > until) return false;
    await sleep(50);
  }
  return true;
}

/**
 * @param {Kept} kept
 * @param {number} graceMs
 * @returns {Promise<boolean>} whether it had to be killed
 */
async function stopOne(kept, graceMs) {
  if (kept.ended) return false;
  let killed = false;
  kept.ending = true;
  signalGroup(kept.pid, 'SIGCONT');
  signalGroup(kept.pid, 'SIGTERM');
  const timer = setTimeout(() => {
    killed = true;
    signalGroup(kept.pid, 'SIGKILL');
  }, graceMs);
  await kept.end;
  clearTimeout(timer);
  return killed;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} command
 * @returns {Promise<Told>}
 */
function spawnFailure(child, command) {
  return new Promise((resolve) => {
    child.once('error', (error) =>
      resolve(new Told(`无法运行 ${command}`, `cannot run ${command}`, error.message)),
    );
  });
}

/**
 * A fresh log; the ones before are kept as .1, .2 and so on.
 * @param {string} logFile
 */
function openLog(logFile) {
  mkdirSync(path.dirname(logFile), { recursive: true });
  rmSync(`${logFile}.${keptLogs}`, { force: true });
  for (let age = keptLogs - 1; age >= 0; age--) {
    const older = age === 0 ? logFile : `${logFile}.${age}`;
    if (existsSync(older)) renameSync(older, `${logFile}.${age + 1}`);
  }
  return openSync(logFile, 'a');
}
