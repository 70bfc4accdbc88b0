// The portal is built once and served by the gateway; it is built anew when its sources are newer.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectEnvironment } from './environment.mjs';
import { root } from './settings.mjs';
import { Told } from './words.mjs';

const portalDir = path.join(root, 'apps/portal');

/**
 * @param {import('./keeper.mjs').Keeper} keeper
 * @param {import('./words.mjs').Log} log
 */
export async function ensurePortal(keeper, log) {
  if (!hasBuildScript() || isFresh()) return;
  log('构建门户网页', 'building the portal');
  const { code, output } = await keeper.run({
    name: 'build-portal',
    command: 'npm',
    args: ['run', 'build', '--workspace', '@yizhan/portal'],
    env: projectEnvironment(),
  });
  if (code !== 0) throw new Told('门户网页构建失败', 'the portal could not be built', output.slice(-3000));
  log('门户网页已构建', 'the portal is built');
}

/**
 * Builds the portal anew whenever a source of it changes; the gateway serves what was built last.
 * @param {import('./keeper.mjs').Keeper} keeper
 * @param {import('./words.mjs').Log} log
 */
export async function followPortal(keeper, log) {
  if (!hasBuildScript()) return;
  await keeper.start({
    name: 'follow-portal',
    command: 'npm',
    args: ['run', 'build', '--workspace', '@yizhan/portal', '--', '--watch'],
    cwd: root,
    env: projectEnvironment(),
  });
  log('服务与门户随源码更新', 'services and portal follow their sources');
}

function hasBuildScript() {
  const file = path.join(portalDir, 'package.json');
  // A package without an entry page has nothing to build yet.
  if (!existsSync(file) || !existsSync(path.join(portalDir, 'index.html'))) return false;
  return Boolean(JSON.parse(readFileSync(file, 'utf8')).scripts?.build);
}

function isFresh() {
  const built = path.join(portalDir, 'dist/index.html');
  if (!existsSync(built)) return false;
  const sources = [
    portalDir,
    path.join(root, 'packages/contracts/src'),
    path.join(root, 'packages/codes/src'),
  ];
  return sources.every((source) => newestChange(source) <= statSync(built).mtimeMs);
}

/**
 * @param {string} dir
 * @returns {number}
 */
function newestChange(dir) {
  let newest = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (['dist', 'node_modules', 'test', '.turbo'].includes(entry.name)) continue;
    const place = path.join(dir, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestChange(place) : statSync(place).mtimeMs);
  }
  return newest;
}
