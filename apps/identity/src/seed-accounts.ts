// node src/seed-accounts.ts <json file>
// Accounts of a demo, all with the password in DEMO_PASSWORD. Refused in production.
import { readFile } from 'node:fs/promises';
import { parseAccountsFile, seedAccounts } from './accounts-file.ts';
import { endScript, readScriptConfig, withDesk } from './beside-the-service.ts';

const run = async (): Promise<string> => {
  const config = readScriptConfig('seed-accounts');
  if (config.environment === 'production')
    throw new Error('生产环境不载入演示账号 · demo accounts are refused in production');
  const [path] = process.argv.slice(2);
  const password = process.env.DEMO_PASSWORD;
  if (path === undefined || password === undefined)
    throw new Error('用法 · usage: DEMO_PASSWORD=… node src/seed-accounts.ts <json file>');
  const file = parseAccountsFile(await readFile(path, 'utf8'));
  const opened = await withDesk(
    config,
    async (desk) => await seedAccounts(desk, file, { password, county: config.county }),
  );
  return `已开立 ${opened} 个演示账号，共 ${file.accounts.length} 个 · demo accounts opened`;
};

await endScript(run());
