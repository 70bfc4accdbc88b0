// Who may import whom. Broken rules end `npm run check`; the reasons stand with the rules.
/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-app-imports-another',
      comment: 'Services meet only by events and by the contracts: one folder is one deployable.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'packages-do-not-import-apps',
      comment: 'Dependencies point one way: apps to packages.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|tests)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'A domain decides by its arguments alone: no I/O, no clock, no database.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/domain/' },
      to: {
        pathNot: [
          '^apps/[^/]+/src/domain/',
          '^packages/(workdays|codes|contracts)/',
          '^packages/aggregate/src/machine-entry\\.ts$',
          '^node_modules/(zod|decimal\\.js)/',
        ],
      },
    },
    {
      name: 'domain-stays-in-its-app',
      comment: 'The rule above lets a domain import a domain; it must be its own.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/domain/' },
      to: { path: '^apps/', pathNot: '^apps/$1/src/domain/' },
    },
    {
      name: 'pure-packages-are-pure',
      comment: 'workdays, codes and contracts run in the browser too.',
      severity: 'error',
      from: { path: '^packages/(workdays|codes|contracts)/src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'kafkajs-in-eventbus-only',
      comment:
        'It has no active maintainer: it must stay swappable. The testkit drops the topics of tests with it.',
      severity: 'error',
      from: { pathNot: '^packages/(eventbus|testkit)/' },
      to: { path: '^node_modules/kafkajs/' },
    },
    {
      name: 'no-test-code-in-services',
      comment: 'What runs in production does not import tests or the testkit.',
      severity: 'error',
      from: { path: '^(apps|packages)/[^/]+/src/', pathNot: '^packages/testkit/' },
      to: { path: '(^packages/testkit/|/test/|\\.test\\.tsx?$)' },
    },
    {
      name: 'no-dev-dependency-in-production',
      severity: 'error',
      from: { path: '^(apps|packages)/[^/]+/src/', pathNot: '^(packages/testkit|apps/portal)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
    {
      name: 'declared-in-its-package-json',
      comment: 'A package that is found only because another workspace asked for it will be gone one day.',
      severity: 'error',
      from: { path: '^(apps|packages|infra|tests)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      // A package of types alone has nothing that could be resolved.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.local|\\.turbo|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
