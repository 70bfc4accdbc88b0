import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ServiceName } from '@yizhan/contracts';
import { createInstallation, type Installation } from '@yizhan/testkit';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

export const password = 'Yizhan-demo-2026';
/** For whom the demo's account `qiye` files. */
export const ownInvestor = {
  kind: 'company',
  name: '建德市新安光电科技有限公司',
  creditCode: '91330182MADEMA019H',
} as const;

/** Every service as a process of its own, with the demo's accounts: what `npm start` brings up, under a test's name. */
export const startAll = async (
  services: readonly ServiceName[],
  now?: string,
  extra: Readonly<Record<string, string>> = {},
): Promise<Installation> => {
  const installation = await createInstallation({
    realIdentity: true,
    ...(now === undefined ? {} : { now }),
  });
  try {
    await Promise.all(services.map(async (service) => await installation.spawnService(service, extra)));
    await run(
      process.execPath,
      [
        path.join(root, 'apps/identity/src/seed-accounts.ts'),
        path.join(root, 'infra/local/src/demo-accounts.json'),
      ],
      {
        env: { ...process.env, ...installation.environment, DEMO_PASSWORD: password, PORT: '0' },
      },
    );
    return installation;
  } catch (error) {
    await installation.stop();
    throw error;
  }
};
