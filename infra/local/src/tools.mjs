// Tools that are fetched once and kept: mongod and the jars of Kafka.
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheDir } from './settings.mjs';
import { Told } from './words.mjs';

const execute = promisify(execFile);

/**
 * The folder of a tool in the cache, filled when it is not there. It appears whole or not at all, so that several
 * launchers may share a cache and a broken download leaves nothing behind.
 * @param {string} name
 * @param {(dir: string) => Promise<void>} fetch fills an empty folder
 * @returns {Promise<string>}
 */
export async function cachedTool(name, fetch) {
  const place = path.join(cacheDir(), name);
  if (existsSync(place)) return place;
  mkdirSync(cacheDir(), { recursive: true });
  const draft = mkdtempSync(path.join(cacheDir(), `.${name}-`));
  try {
    await fetch(draft);
    chmodSync(draft, 0o755);
    moveUnlessThere(draft, place);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return place;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<string | undefined>} what it printed, or undefined when it cannot be run
 */
export async function tryOutput(command, args) {
  try {
    const { stdout, stderr } = await execute(command, args);
    return `${stdout}${stderr}`;
  } catch {
    return undefined;
  }
}

/**
 * The command that installs Debian packages, for whoever is told that something is missing.
 * @param {string} packages
 */
export function installCommand(packages) {
  return `apt-get install -y ${packages}`;
}

/**
 * @param {string} zhWhat
 * @param {string} enWhat
 * @param {string} packages
 */
export function missing(zhWhat, enWhat, packages) {
  const command = installCommand(packages);
  return new Told(`缺少 ${zhWhat}。请安装：${command}`, `${enWhat} is missing; install it: ${command}`);
}

/**
 * @param {string} draft
 * @param {string} place
 */
function moveUnlessThere(draft, place) {
  try {
    renameSync(draft, place);
  } catch (error) {
    // Another launcher was faster; its copy is as good.
    if (!existsSync(place)) throw error;
  }
}
