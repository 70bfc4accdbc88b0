// What other workspaces may use of the launcher; index.d.mts tells its types.
export { kafkaVariables } from './containers.mjs';
export { findDockerImages, noteDocker, placeLabel } from './docker.mjs';
export { ensureInfrastructure } from './infrastructure.mjs';
export { initiateReplicaSetScript, mongodArguments, mongodbUri } from './mongodb.mjs';
export { findOwnPorts, occupyTestDir, ownInfrastructure } from './test-infrastructure.mjs';
