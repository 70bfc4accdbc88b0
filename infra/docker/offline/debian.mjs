// The bare Debian (or Ubuntu) under the offline images, made by debootstrap from the mirror that this machine uses.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { missing, tryOutput } from '../../local/src/tools.mjs';
import { Told } from '../../local/src/words.mjs';

/** @typedef {import('../../local/src/keeper.mjs').Keeper} Keeper */
/** @typedef {{mirror: string, suite: string, components: string}} Source */

/** What a running container has no use for. */
const ballast = [
  'var/cache/apt',
  'var/lib/apt/lists',
  'var/log',
  'usr/share/doc',
  'usr/share/man',
  'usr/share/locale',
  // It names the mirror, which is this machine's own affair.
  'etc/apt/sources.list',
];

/**
 * The mirror of this machine's own release, as apt is configured here.
 * @returns {Promise<Source>}
 */
export async function readSource() {
  if (process.getuid?.() !== 0)
    throw new Told(
      '制作离线镜像需要 root（debootstrap）',
      'debootstrap needs root to make the offline images',
    );
  if (!(await tryOutput('debootstrap', ['--version'])))
    throw missing('debootstrap', 'debootstrap', 'debootstrap');
  const suite = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const targets =
    (await tryOutput('apt-get', [
      'indextargets',
      ...['--format', '$(REPO_URI) $(RELEASE) $(COMPONENT)', 'Created-By: Packages'],
    ])) ?? '';
  const lines = targets.split('\n').map((line) => line.split(' '));
  const mirror = lines.find(([, release, component]) => release === suite && component === 'main')?.[0];
  if (!mirror)
    throw new Told(
      `apt 没有配置 ${suite} 的软件源`,
      `apt has no mirror of ${suite} configured: /etc/apt/sources.list.d`,
    );
  const components = lines.filter(([uri, release]) => uri === mirror && release === suite);
  return { mirror, suite, components: components.map(([, , component]) => component).join(',') };
}

/**
 * Makes an image of nothing but the release and the packages named.
 * @param {object} options
 * @param {Keeper} options.keeper
 * @param {Source} options.source
 * @param {string} options.dir an empty folder on a disk that may hold devices and programs
 * @param {string} options.image
 * @param {string} options.label
 * @param {string[]} options.packages
 */
export async function makeBase({ keeper, source, dir, image, label, packages }) {
  const root = path.join(dir, 'root');
  const logs = path.join(root, 'debootstrap/debootstrap.log');
  const made = await keeper.run({
    name: 'debootstrap',
    command: 'debootstrap',
    args: [
      ...['--variant=minbase', `--include=${packages.join(',')}`, `--components=${source.components}`],
      ...[source.suite, root, source.mirror],
    ],
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (made.code !== 0) {
    const details = existsSync(logs) ? readFileSync(logs, 'utf8').slice(-2000) : made.output.slice(-2000);
    throw new Told('debootstrap 未能完成', 'debootstrap did not come to its end', details);
  }
  for (const entry of ballast) rmSync(path.join(root, entry), { recursive: true, force: true });
  const imported = await keeper.run({
    name: 'docker-import',
    command: 'sh',
    args: ['-c', 'tar -C "$1" -c . | docker import --change "LABEL $3" - "$2"', 'sh', root, image, label],
  });
  if (imported.code !== 0) throw new Told('docker import 失败', 'docker import failed', imported.output);
  rmSync(root, { recursive: true, force: true });
}
