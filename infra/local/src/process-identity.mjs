// Tells whether a process that was noted earlier still lives, and is still the same one: pids are used again.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');

/**
 * Something that differs between two processes that had the same pid: the time of their start.
 * @param {number} pid
 * @returns {string | undefined} undefined when no such process lives
 */
export function identityOf(pid) {
  return hasProc ? identityFromProc(pid) : identityFromPs(pid);
}

/**
 * Whether the process is the one noted and belongs to this tree.
 * @param {{pid: number, identity: string | undefined}} noted
 * @param {string} place a folder of ours that its command line or working directory lies in
 */
export function isStillOurs(noted, place) {
  const identity = identityOf(noted.pid);
  if (identity === undefined || identity !== noted.identity) return false;
  if (!hasProc) return true;
  return commandLine(noted.pid).includes(place) || workingDirectory(noted.pid).startsWith(place);
}

/** @param {number} pid */
function identityFromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; what follows it does not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    return state === 'Z' || state === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function identityFromPs(pid) {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function workingDirectory(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
