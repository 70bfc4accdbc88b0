// Secrets of the demo: made once, kept in .local. Services refuse anything that begins with demo- in production.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { demoPassword } from './settings.mjs';

/** @typedef {{SERVICE_TOKEN_SECRET: string, IDENTITY_SIGNING_KEY: string, IDENTITY_KEY_ID: string, DEMO_PASSWORD: string}} Secrets */

/**
 * @param {string} dir
 * @returns {Secrets}
 */
export function ensureSecrets(dir) {
  const file = path.join(dir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  mkdirSync(dir, { recursive: true });
  const secrets = makeSecrets();
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return secrets;
}

/** @returns {Secrets} */
export function makeSecrets() {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return {
    SERVICE_TOKEN_SECRET: `demo-${randomBytes(24).toString('hex')}`,
    IDENTITY_SIGNING_KEY: privateKey,
    IDENTITY_KEY_ID: `demo-${randomBytes(4).toString('hex')}`,
    DEMO_PASSWORD: demoPassword,
  };
}
