import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const infrastructureSetup = path.join(root, 'packages/testkit/src/infrastructure-setup.ts');

/** Packages whose tests touch neither MongoDB nor Kafka: run alone, they start at once. */
const pure = ['codes', 'contracts', 'workdays'];

/** Tests across services, one kind after the other: each of them wants the machine for itself. */
const across = ['chain', 'security', 'faults', 'browser'];

export default defineConfig({
  test: {
    // A reporter that waits for a terminal has none to wait for here.
    watch: false,
    projects: [
      ...foldersWithTests('packages').map((folder) =>
        workspaceProject(`packages/${folder}`, !pure.includes(folder)),
      ),
      ...foldersWithTests('apps').map((folder) => workspaceProject(`apps/${folder}`, folder !== 'portal')),
      launcherProject(),
      demoProject(),
      ...across.filter((kind) => existsSync(path.join(root, 'tests', kind))).map(acrossProject),
    ],
  },
});

function workspaceProject(folder: string, needsInfrastructure: boolean) {
  return {
    test: {
      name: path.basename(folder),
      root: path.join(root, folder),
      include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
      environment: 'node' as const,
      pool: 'forks' as const,
      maxWorkers: 2,
      testTimeout: 20_000,
      hookTimeout: 60_000,
      globalSetup: needsInfrastructure ? [infrastructureSetup] : [],
      sequence: { groupOrder: 0 },
    },
  };
}

/** Starts and stops whole installations of toy services. */
function launcherProject() {
  return {
    test: {
      name: 'launcher',
      root: path.join(root, 'infra/local'),
      include: ['test/**/*.test.ts'],
      environment: 'node' as const,
      pool: 'forks' as const,
      maxWorkers: 1,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      globalSetup: [infrastructureSetup],
      sequence: { groupOrder: 1 },
    },
  };
}

/** Loads the whole demo, then asks running services for its figures. */
function demoProject() {
  return {
    test: {
      name: 'demo',
      root: path.join(root, 'infra/demo'),
      include: ['test/**/*.test.ts'],
      environment: 'node' as const,
      pool: 'forks' as const,
      maxWorkers: 1,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      globalSetup: [infrastructureSetup],
      sequence: { groupOrder: across.length + 2 },
    },
  };
}

function acrossProject(kind: string, place: number) {
  return {
    test: {
      name: kind,
      root: path.join(root, 'tests'),
      include: [`${kind}/**/*.test.ts`],
      environment: 'node' as const,
      pool: 'forks' as const,
      maxWorkers: 1,
      fileParallelism: false,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      globalSetup: [infrastructureSetup],
      sequence: { groupOrder: place + 2 },
    },
  };
}

function foldersWithTests(parent: string): string[] {
  return readdirSync(path.join(root, parent)).filter((folder) =>
    existsSync(path.join(root, parent, folder, 'test')),
  );
}
