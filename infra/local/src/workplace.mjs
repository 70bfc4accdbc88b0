// A folder that one launcher at a time works in: the lock, and what is remembered between runs.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { identityOf } from './process-identity.mjs';

/** @typedef {{name: string, pid: number, identity: string | undefined}} Noted */
/** @typedef {{ports?: Record<string, number>, processes?: Noted[], source?: 'docker' | undefined}} State `source`: that Docker was used here */

/**
 * @param {string} dir
 * @returns {number | undefined} the pid of the launcher that works there, if one does
 */
export function occupant(dir) {
  const holder = readJson(path.join(dir, 'launcher.lock'));
  if (!holder) return undefined;
  const identity = identityOf(holder.pid);
  return identity !== undefined && identity === holder.identity ? holder.pid : undefined;
}

/**
 * Takes the folder for this process.
 * @param {string} dir
 * @returns {boolean} false when another launcher works there
 */
export function occupy(dir) {
  mkdirSync(dir, { recursive: true });
  const lock = path.join(dir, 'launcher.lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(lock, 'wx');
      writeSync(file, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
      closeSync(file);
      return true;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      if (occupant(dir) !== undefined) return false;
      rmSync(lock, { force: true });
    }
  }
  return false;
}

/** @param {string} dir */
export function leave(dir) {
  if (occupant(dir) === process.pid) rmSync(path.join(dir, 'launcher.lock'), { force: true });
}

/**
 * @param {string} dir
 * @returns {State}
 */
export function readState(dir) {
  return readJson(path.join(dir, 'state.json')) ?? {};
}

/**
 * @param {string} dir
 * @param {State} changes
 */
export function noteState(dir, changes) {
  mkdirSync(dir, { recursive: true });
  const file = path.join(dir, 'state.json');
  const written = `${file}.${process.pid}`;
  writeFileSync(written, `${JSON.stringify({ ...readState(dir), ...changes }, null, 2)}\n`);
  renameSync(written, file);
}

/** @param {string} file */
function readJson(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
