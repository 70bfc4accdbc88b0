import { execFile } from 'node:child_process';
import path from 'node:path';
import { dropInstallation, uniqueInstallation } from '@yizhan/testkit';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { envFor, goodPassword } from './identity-service.ts';

// Each run is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

let installation: string;
beforeEach(() => {
  installation = uniqueInstallation();
});
afterEach(async () => await dropInstallation(installation));

const app = path.join(import.meta.dirname, '..');
const demoFile = path.join(app, '../../infra/local/src/demo-accounts.json');

const run = async (script: string, args: string[], more: Record<string, string> = {}, input = '') =>
  await new Promise<{ code: number; output: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [path.join(app, 'src', script), ...args],
      { env: { PATH: process.env.PATH, ...envFor(installation), ...more } },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr }),
    );
    child.stdin?.end(input);
  });

const accountsNow = async () => {
  const connection = await mongoose
    .createConnection(envFor(installation).MONGODB_URI!, { dbName: `${installation}_identity` })
    .asPromise();
  try {
    return await connection
      .collection('cases')
      .find({}, { projection: { status: 1, seq: 1, 'search.roles': 1 } })
      .toArray();
  } finally {
    await connection.close();
  }
};

describe('the first administrator', () => {
  const make = async (login: string, more?: Record<string, string>, input?: string) =>
    await run('create-first-administrator.ts', ['--login', login], more, input);

  it('is a security administrator, made from a password on standard input', async () => {
    expect(await make('root-officer', {}, `${goodPassword}\n`)).toMatchObject({ code: 0 });
    expect(await accountsNow()).toMatchObject([
      { status: 'active', seq: 1, search: { roles: ['securityAdministrator'] } },
    ]);
  });
  it('is refused where an account exists, and when two are made at once one is', async () => {
    const made = await Promise.all(
      ['one', 'two'].map(
        async (name) => await make(`officer-${name}`, { FIRST_ADMIN_PASSWORD: goodPassword }),
      ),
    );
    expect(made.map(({ code }) => code).sort()).toEqual([0, 1]);
    const again = await make('officer-three', { FIRST_ADMIN_PASSWORD: goodPassword });
    expect(again.code).toBe(1);
    expect(again.output).toContain('ACCOUNTS_EXIST');
    expect(await accountsNow()).toHaveLength(1);
  });
  it('is refused with a weak password, a bad name or no settings, in words', async () => {
    expect((await make('officer', {}, 'weak')).output).toContain('PASSWORD_WEAK');
    expect(await make('1', {}, goodPassword)).toMatchObject({
      code: 1,
      output: expect.stringContaining('--login'),
    });
    const unset = await make(
      'officer',
      {
        MONGODB_URI: '',
        SERVICE_TOKEN_SECRET: 'demo-secret-of-32-characters-or-more',
        NODE_ENV: 'production',
      },
      goodPassword,
    );
    expect(unset.code).toBe(1);
    expect(unset.output).toContain('MONGODB_URI');
    expect(await accountsNow()).toHaveLength(0);
  });
});

describe('the demo accounts', () => {
  const seed = async (more: Record<string, string> = {}) =>
    await run('seed-accounts.ts', [demoFile], { DEMO_PASSWORD: 'Yizhan-demo-2026', ...more });

  it('are loaded once, however often', async () => {
    const first = await seed();
    expect(first.output).toContain('已开立');
    expect(first.code).toBe(0);
    const before = await accountsNow();
    expect(await seed()).toMatchObject({ code: 0, output: expect.stringContaining('已开立 0 个') });
    expect(await accountsNow()).toEqual(before);
  });
  it('are refused in production', async () => {
    expect(await seed({ NODE_ENV: 'production' })).toMatchObject({
      code: 1,
      output: expect.stringContaining('production'),
    });
    expect(await accountsNow()).toHaveLength(0);
  });
});
