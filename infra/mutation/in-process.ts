import { glob } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  type CompleteDryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { type Test, tests } from './tests.ts';

/** What the mutated code and its measuring share, under the name that the instrumenter gives it. */
interface Shared {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: CompleteDryRunResult['mutantCoverage'];
}

/** Of the configuration: which tests are run, from the top of the tree. */
interface Wanted {
  readonly inProcess: { readonly tests: readonly string[] };
}

const shared: Shared = {};
(globalThis as { __stryker__?: Shared }).__stryker__ = shared;

const stand = new URL('./tests.ts', import.meta.url).href;
let loading = 0;
// Tests say `vitest`; what they get describes tests without running them. What the sandbox holds, the mutated code and its
// tests, is another module at each loading; what lies outside, the packages and the contracts, is imported once for all.
registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === 'vitest' && context.parentURL !== stand) return { url: stand, shortCircuit: true };
    const found = next(specifier, context);
    const inSandbox = found.url.startsWith(`${pathToFileURL(process.cwd()).href}/`) && found.url !== stand;
    return inSandbox ? { ...found, url: `${found.url}?loading=${loading}` } : found;
  },
});

/**
 * Runs pure tests in the process of Stryker's worker: a runner that imports them and the contracts anew for each mutant
 * takes a second and a half where the tests take some milliseconds. They are loaded anew for a mutant of what runs while
 * modules are loaded, and after it.
 */
const createRunner = (wanted: Wanted): TestRunner => {
  let loaded: readonly Test[] | null = null;

  const load = async (): Promise<readonly Test[]> => {
    if (loaded !== null) return loaded;
    loading += 1;
    tests.length = 0;
    for await (const file of glob([...wanted.inProcess.tests]))
      await import(pathToFileURL(path.resolve(file)).href);
    loaded = [...tests];
    return loaded;
  };

  const runOne = async ({ id, body }: Test): Promise<TestResult> => {
    const begun = performance.now();
    const told = { id, name: id, timeSpentMs: 0 };
    try {
      await body();
      return { ...told, status: TestStatus.Success, timeSpentMs: performance.now() - begun };
    } catch (error) {
      const failureMessage = error instanceof Error ? error.message : String(error);
      return { ...told, status: TestStatus.Failed, failureMessage, timeSpentMs: performance.now() - begun };
    }
  };

  const run = async (chosen: readonly Test[], bail: boolean): Promise<CompleteDryRunResult> => {
    const results: TestResult[] = [];
    for (const test of chosen) {
      shared.currentTestId = test.id;
      const result = await runOne(test);
      results.push(result);
      if (bail && result.status === TestStatus.Failed) break;
    }
    shared.currentTestId = undefined;
    return { status: DryRunStatus.Complete, tests: results };
  };

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    dryRun: async () => {
      const result = await run(await load(), false);
      return shared.mutantCoverage === undefined
        ? result
        : { ...result, mutantCoverage: shared.mutantCoverage };
    },
    mutantRun: async ({
      activeMutant,
      disableBail,
      hitLimit,
      mutantActivation,
      testFilter,
      reloadEnvironment,
    }: MutantRunOptions) => {
      Object.assign(shared, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
      shared.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
      if (reloadEnvironment) loaded = null;
      const all = await load().catch((error: unknown) => String(error));
      if (typeof all === 'string')
        return toMutantRunResult({
          status: DryRunStatus.Complete,
          tests: [
            { id: 'load', name: 'load', timeSpentMs: 0, status: TestStatus.Failed, failureMessage: all },
          ],
        });
      shared.activeMutant = activeMutant.id;
      const chosen = testFilter === undefined ? all : all.filter(({ id }) => testFilter.includes(id));
      const result = await run(chosen, !disableBail);
      shared.activeMutant = undefined;
      return toMutantRunResult(determineHitLimitReached(shared.hitCount, hitLimit) ?? result);
    },
  };
};
createRunner.inject = tokens(commonTokens.options);

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'in-process', createRunner as never),
];
