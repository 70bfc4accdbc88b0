// The environment that the project's programs run in.
import path from 'node:path';
import { installationName, localDir, root, servicePorts } from './settings.mjs';

/**
 * The machine's environment with the project's Node and tools first on the PATH.
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnvironment() {
  return {
    ...process.env,
    PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
    NODE_COMPILE_CACHE: path.join(localDir, 'compile-cache'),
  };
}

/**
 * What every service of the demo installation is told.
 * @param {{mongodbUri: string, kafkaBrokers: string}} infrastructure
 * @param {import('./secrets.mjs').Secrets} secrets
 * @returns {NodeJS.ProcessEnv}
 */
export function installationEnvironment(infrastructure, secrets) {
  return {
    ...projectEnvironment(),
    NODE_ENV: 'development',
    YIZHAN_INSTALLATION: installationName,
    YIZHAN_CLOCK: 'settable',
    MONGODB_URI: infrastructure.mongodbUri,
    KAFKA_BROKERS: infrastructure.kafkaBrokers,
    HOST: '127.0.0.1',
    ...serviceAddresses(),
    ...secrets,
  };
}

function serviceAddresses() {
  const addresses = Object.entries(servicePorts()).map(([service, port]) => [
    `${service.toUpperCase()}_URL`,
    `http://127.0.0.1:${port}`,
  ]);
  return Object.fromEntries(addresses);
}
