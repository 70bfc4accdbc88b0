// Sees that node_modules holds what package-lock.json asks for.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectNode, root } from './settings.mjs';
import { Told } from './words.mjs';

/** @typedef {{version?: string, optional?: boolean, devOptional?: boolean, link?: boolean}} LockedPackage */

/**
 * @param {import('./keeper.mjs').Keeper} keeper
 * @param {import('./words.mjs').Log} log
 */
export async function ensureInstalled(keeper, log) {
  const lack = whatIsNotInstalled();
  if (!lack) return;
  log(`安装依赖（npm ci）：${lack}`, 'installing what the project depends on; this takes a minute or two');
  const { code, output } = await keeper.run({ name: 'npm-ci', command: 'npm', args: ['ci'] });
  if (code !== 0) throw new Told('npm ci 失败', 'npm ci failed', output.slice(-3000));
  const stillLacking = whatIsNotInstalled();
  if (stillLacking)
    throw new Told(`安装后仍缺少 ${stillLacking}`, 'it is still missing after npm ci', output.slice(-3000));
}

/**
 * Compares what is there with the lock file by content: npm, git and copying all change the times of files.
 * @returns {string | undefined} what is missing, for a reader
 */
function whatIsNotInstalled() {
  if (!existsSync(path.join(root, 'node_modules'))) return 'node_modules';
  if (!existsSync(projectNode)) return 'node_modules/node/bin/node';
  const wanted = lockedPackages(path.join(root, 'package-lock.json'));
  const installed = lockedPackages(path.join(root, 'node_modules/.package-lock.json'));
  for (const [place, wantedPackage] of Object.entries(wanted)) {
    if (!place.startsWith('node_modules/') || wantedPackage.optional || wantedPackage.devOptional) continue;
    const there = installed[place];
    if (!there || there.version !== wantedPackage.version) {
      return [place.replace(/^.*node_modules\//, ''), wantedPackage.version].filter(Boolean).join(' ');
    }
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}
