// What other workspaces may use of the launcher; index.d.mts tells its types.
export { ensureInfrastructure } from './infrastructure.mjs';
export { occupyTestDir, ownInfrastructure } from './test-infrastructure.mjs';
