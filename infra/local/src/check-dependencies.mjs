// The dependency rules of .dependency-cruiser.mjs, and a guard: a run that saw no modules is not a green one.
// (Without a TypeScript that has a JavaScript API the cruiser skips every .ts file and reports success.)
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { cruise, format } from 'dependency-cruiser';
import config from '../../../.dependency-cruiser.mjs';
import { root } from './settings.mjs';

const parents = ['apps', 'packages'];
const folders = [...parents, 'infra', 'tests'];

process.chdir(root);
const { forbidden = [], options = {} } = config;
const { output } = await cruise(folders, { ...options, validate: true, ruleSet: { forbidden } });
if (typeof output === 'string')
  throw new Error('dependency-cruiser answered with text instead of its result');

const unseen = workspacesWithSources().filter(
  (workspace) => !output.modules.some(({ source }) => source.startsWith(`${workspace}/src/`)),
);
const report = await format(output, { outputType: 'err-long' });
console.log(String(report.output).trim());
if (output.summary.totalCruised === 0 || unseen.length > 0) {
  console.error(
    `No module was read in: ${unseen.join(', ') || folders.join(', ')}. Is typescript an alias with a JavaScript API?`,
  );
  process.exitCode = 1;
} else if (output.summary.error > 0) {
  process.exitCode = 1;
}

/** @returns {string[]} the workspaces that have TypeScript to read, such as apps/land */
function workspacesWithSources() {
  return parents
    .flatMap((parent) => readdirSync(parent).map((name) => `${parent}/${name}`))
    .filter((workspace) => sourcesOf(workspace).some((file) => /\.tsx?$/.test(file)));
}

/** @param {string} workspace */
function sourcesOf(workspace) {
  try {
    return readdirSync(path.join(workspace, 'src'), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
