import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseIdentityConfig } from '../src/config.ts';
import { publicKeySet } from '../src/signing-keys.ts';
import { newPem } from './identity-service.ts';

const good = {
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://127.0.0.1:1/',
  KAFKA_BROKERS: '127.0.0.1:1',
  PORT: '0',
  SERVICE_TOKEN_SECRET: 'a-secret-of-32-characters-or-more',
  IDENTITY_SIGNING_KEY: newPem(),
  IDENTITY_KEY_ID: '2026-a',
};
const mistakesOf = (env: Record<string, string | undefined>): readonly string[] => {
  const read = parseIdentityConfig({ ...good, ...env });
  return read.ok ? [] : read.mistakes;
};

describe('the settings', () => {
  it('are taken when they are right, with line ends written as \\n', () => {
    expect(mistakesOf({})).toEqual([]);
    expect(mistakesOf({ IDENTITY_SIGNING_KEY: good.IDENTITY_SIGNING_KEY.replaceAll('\n', '\\n') })).toEqual(
      [],
    );
  });
  it('refuse a demo key id in production, and take it elsewhere', () => {
    expect(mistakesOf({ IDENTITY_KEY_ID: 'demo-1' }).join()).toContain('IDENTITY_KEY_ID');
    expect(mistakesOf({ IDENTITY_KEY_ID: 'demo-1', NODE_ENV: 'development' })).toEqual([]);
  });
  it('refuse another kind of key, and never print it', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    for (const pem of [rsa, p384, 'no key']) {
      const mistakes = mistakesOf({ IDENTITY_SIGNING_KEY: pem }).join();
      expect(mistakes).toContain('IDENTITY_SIGNING_KEY');
      expect(mistakes).not.toContain(pem.slice(0, 20));
    }
  });
  it('publish the key before a rotation beside the new one', () => {
    const before = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString();
    const read = parseIdentityConfig({
      ...good,
      IDENTITY_PREVIOUS_PUBLIC_KEYS: JSON.stringify({ '2025-b': before }),
    });
    expect(read.ok && publicKeySet(read.keys).keys.map(({ kid }) => kid)).toEqual(['2026-a', '2025-b']);
    expect(mistakesOf({ IDENTITY_PREVIOUS_PUBLIC_KEYS: '{"2025-b":"no key"}' }).join()).toContain(
      'IDENTITY_PREVIOUS_PUBLIC_KEYS',
    );
    expect(
      mistakesOf({ IDENTITY_PREVIOUS_PUBLIC_KEYS: JSON.stringify({ '2026-a': before }) }).join(),
    ).toContain('id of its own');
  });
  it('end the process with every mistake told at once', () => {
    const main = path.join(import.meta.dirname, '../src/main.ts');
    const { status, stderr } = spawnSync(process.execPath, [main], {
      encoding: 'utf8',
      env: {
        NODE_ENV: 'production',
        SERVICE_TOKEN_SECRET: 'demo-secret-of-32-characters-or-more',
        PORT: '0',
        MONGODB_URI: 'mongodb://127.0.0.1:1/',
        KAFKA_BROKERS: 'k:1',
        IDENTITY_KEY_ID: 'demo-1',
      },
    });
    expect(status).toBe(1);
    expect(stderr).toContain('SERVICE_TOKEN_SECRET');
    expect(stderr).toContain('IDENTITY_SIGNING_KEY');
  });
});
