// npm test: needs nothing before it. Everything it brings up it also takes down; the last line counts the tests.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { findDockerImages, noteDocker, removeContainers } from './docker.mjs';
import { projectEnvironment } from './environment.mjs';
import { ensureInfrastructure } from './infrastructure.mjs';
import { ensureInstalled } from './install.mjs';
import { ensurePortal } from './portal.mjs';
import { cacheDir, projectNode, root } from './settings.mjs';
import { onStopSignal } from './stop-signals.mjs';
import { countTests, summaryLine } from './test-count.mjs';
import { occupyTestDir } from './test-infrastructure.mjs';
import { complain, progressLog, Told } from './words.mjs';

/** @typedef {Awaited<ReturnType<typeof occupyTestDir>>} TestDir */

const log = progressLog();
const wanted = process.argv.slice(2);

process.exitCode = await main();

async function main() {
  /** @type {TestDir | undefined} */
  let place;
  try {
    place = await occupyTestDir(log);
    return await testIn(place);
  } catch (error) {
    complain(error);
    return 1;
  } finally {
    place?.leave();
  }
}

/** @param {TestDir} place */
async function testIn({ dir, keeper, firstPort }) {
  let interrupted = false;
  onStopSignal(
    () => {
      interrupted = true;
      keeper.close();
      keeper.stop(keeper.running(), 5000);
    },
    () => keeper.killAll(),
  );
  keeper.onLoss((lost) => complain(new Told(`${lost.name} 意外退出`, `${lost.name} ended unexpectedly`)));
  try {
    await ensureInstalled(keeper, log);
    const images = isGiven() ? undefined : await findDockerImages(log);
    if (images) noteDocker(dir);
    else process.env.YIZHAN_DOCKER = 'no';
    const [infrastructure, chromium] = await Promise.all([
      // Containers are begun by the testkit, on the project's Node.
      images ? undefined : ensureInfrastructure({ dir, log, keeper, firstPort }),
      wantsBrowser() ? ensureChromium(keeper, log) : undefined,
      ensurePortal(keeper, log),
    ]);
    const results = path.join(dir, 'results.json');
    const env = testEnvironment({ dir, images, infrastructure, chromium });
    const vitest = await keeper.run({ ...vitestRun(results), env });
    await keeper.stop(keeper.running().filter(({ name }) => name !== 'mongod'));
    await keeper.stop(keeper.running());
    const count = countTests(results, vitest.code ?? 1);
    process.stdout.write(`\n${summaryLine(count)}\n`);
    return !interrupted && count.failed === 0 && count.passed > 0 && vitest.code === 0 ? 0 : 1;
  } finally {
    keeper.close();
    await keeper.stop(keeper.running());
    removeContainers(dir);
  }
}

function isGiven() {
  return Boolean(process.env.MONGODB_URI || process.env.KAFKA_BROKERS);
}

/** @param {string} results */
function vitestRun(results) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  return { name: 'vitest', command: projectNode, args: [vitest, 'run', ...reporters, ...wanted], show: true };
}

/**
 * @param {object} options
 * @param {string} options.dir
 * @param {import('./docker.mjs').DockerImages | undefined} options.images
 * @param {import('./infrastructure.mjs').Infrastructure | undefined} options.infrastructure
 * @param {string | undefined} options.chromium
 * @returns {NodeJS.ProcessEnv}
 */
function testEnvironment({ dir, images, infrastructure, chromium }) {
  return {
    ...projectEnvironment(),
    ...(infrastructure
      ? { MONGODB_URI: infrastructure.mongodbUri, KAFKA_BROKERS: infrastructure.kafkaBrokers }
      : {}),
    // Found and tried once: every test of the run then stands on the same.
    ...(images
      ? { YIZHAN_DOCKER: 'yes', YIZHAN_MONGODB_IMAGE: images.mongodb, YIZHAN_KAFKA_IMAGE: images.kafka }
      : { YIZHAN_DOCKER: 'no' }),
    YIZHAN_CACHE: cacheDir(),
    YIZHAN_TEST_DIR: dir,
    ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
  };
}

/** Whether a browser is needed: not when other tests were asked for by name. */
function wantsBrowser() {
  const names = wanted.filter((argument) => !argument.startsWith('-'));
  if (names.length > 0 && !names.some((name) => name.includes('browser'))) return false;
  const dir = path.join(root, 'tests/browser');
  return existsSync(dir) && readdirSync(dir).some((file) => file.endsWith('.test.ts'));
}
