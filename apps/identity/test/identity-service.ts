import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
import { identityContract, type Role } from '@yizhan/contracts';
import {
  createServiceClient,
  createServiceToken,
  parseConfig,
  type RunningService,
  type ServiceConfig,
  startService,
} from '@yizhan/service';
import { dropInstallation, infrastructure, uniqueInstallation } from '@yizhan/testkit';
import { createCommands } from '../src/commands.ts';
import { unitOfRole } from '../src/domain/roles.ts';
import { createIdentity } from '../src/service.ts';
import { createAttempts } from '../src/sessions.ts';
import { fingerprintKeyOf, type SigningKeys } from '../src/signing-keys.ts';
import { createStore } from '../src/store.ts';

export const secret = 'test-secret-of-at-least-32-characters';
export const county = '330182';
export const goodPassword = 'Correct-Horse-9';

export const newPem = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

export const newKeys = (): SigningKeys => ({
  keyId: 'test-key',
  privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  previous: new Map(),
});

const freePort = async (): Promise<number> =>
  await new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

export const serviceToken = createServiceToken('gateway', secret);
export const otherServiceToken = createServiceToken('agency', secret);

/** What a refused call was refused with. */
export const refusedCode = async (call: Promise<unknown>): Promise<string> =>
  await call.then(
    () => 'answered',
    (error: { data?: { code?: string }; code?: string }) => error.data?.code ?? error.code ?? String(error),
  );

let count = 0;
export const newKey = (): string => {
  count += 1;
  return `test-key-${process.pid}-${count}`;
};

/** A unit that fits a role, where it needs one. */
export const unitFor = (role: Role): { unit?: string } =>
  ({ none: {}, department: { unit: 'water' }, division: { unit: '330182104' } })[unitOfRole[role]];

export const envFor = (installation: string): Record<string, string> => {
  const { mongodbUri, kafkaBrokers } = infrastructure();
  return {
    NODE_ENV: 'test',
    YIZHAN_INSTALLATION: installation,
    MONGODB_URI: mongodbUri,
    KAFKA_BROKERS: kafkaBrokers,
    SERVICE_TOKEN_SECRET: secret,
    LOG_LEVEL: 'error',
  };
};

const configFor = (
  installation: string,
  port: number,
  env: Readonly<Record<string, string>>,
): ServiceConfig => {
  const read = parseConfig('identity', {
    ...envFor(installation),
    ...env,
    PORT: String(port),
    IDENTITY_URL: `http://127.0.0.1:${port}`,
  });
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  return read.config;
};

export const anonymousClient = (url: string) => createServiceClient(identityContract, url, serviceToken);
export const clientOf = (url: string, userToken: string, from = serviceToken) =>
  createServiceClient(identityContract, url, from, { userToken });

/** A running identity with its first security administrator signed in. */
export const startIdentity = async (env: Readonly<Record<string, string>> = {}) => {
  const installation = uniqueInstallation();
  const keys = newKeys();
  const running: RunningService = await startService(
    configFor(installation, await freePort(), env),
    createIdentity(keys),
  );
  const { url, parts } = running;
  const store = createStore(parts.connection);
  const commands = createCommands({
    cases: parts.cases,
    store,
    attempts: createAttempts(),
    fingerprintKey: fingerprintKeyOf(keys),
  });
  const first = await commands.openFirstAdministrator(
    { loginName: 'anquan', password: goodPassword, name: '安示例' },
    {
      actor: { id: 'service:identity', roles: ['service'], county, person: false },
      key: 'first-administrator',
    },
  );
  if (!first.ok) throw new Error(first.refusal.en);
  const anonymous = anonymousClient(url);
  const signIn = async (loginName: string, password = goodPassword) =>
    await anonymous.auth.signIn({ loginName, password });
  const signedInAs = async (loginName: string) => clientOf(url, (await signIn(loginName)).accessToken);
  const security = await signedInAs('anquan');

  const open = async (loginName: string, roles: Role[], more: { unit?: string; companyId?: string } = {}) =>
    await security.commands.openAccount({
      key: newKey(),
      loginName,
      password: goodPassword,
      name: '示例',
      phone: '13800001234',
      roles,
      ...more,
    });

  const stop = async () => {
    await running.stop();
    await dropInstallation(installation);
  };
  return {
    running,
    url,
    keys,
    store,
    commands,
    anonymous,
    security,
    signIn,
    signedInAs,
    open,
    stop,
    adminId: first.answer.id,
  };
};
export type TestIdentity = Awaited<ReturnType<typeof startIdentity>>;
