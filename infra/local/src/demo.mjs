// The demo: its data, loaded by infra/demo, and its accounts.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { demoPassword, projectNode, root } from './settings.mjs';
import { Told } from './words.mjs';

const demoScript = path.join(root, 'infra/demo/src/load.ts');
const accountsFile = path.join(root, 'infra/local/src/demo-accounts.json');
/** There is data that is not the demo's: it is gone on with as it is. */
const leftAsItIs = 3;

/**
 * Before any service starts: nobody else writes then, and the first thing a service does is to tell what was loaded.
 * @param {import('./keeper.mjs').Keeper} keeper
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./words.mjs').Log} log
 */
export async function loadDemo(keeper, env, log) {
  if (!existsSync(demoScript)) return;
  log(
    '检查演示数据（首次启动载入约需一分钟）',
    'looking for the demo data; loading it, the first time, takes a minute',
  );
  const { code, output } = await keeper.run({
    name: 'demo',
    command: projectNode,
    args: [demoScript],
    env,
    // What is not in both languages is no progress, and is told where it fails.
    heard: (line) => {
      const [zh = '', en] = line.split(' · ');
      if (en !== undefined) log(zh, en);
    },
  });
  if (code !== 0 && code !== leftAsItIs)
    throw new Told('演示数据载入失败', 'the demo data could not be loaded', output.slice(-3000));
}

/** @typedef {{loginName: string, name: string, post: string, roles: string[]}} Account */

/** @returns {string} the accounts as lines for a reader; empty when there are none */
export function demoAccounts() {
  if (!existsSync(accountsFile)) return '';
  /** @type {{accounts: Account[]}} */
  const { accounts } = JSON.parse(readFileSync(accountsFile, 'utf8'));
  const heading = `演示账号（密码均为 ${demoPassword}） · demo accounts, all with that password:`;
  return [heading, ...accounts.map(accountLine)].join('\n');
}

/** @param {Account} account */
function accountLine({ loginName, name, post, roles }) {
  // A Chinese character is two columns wide.
  const padding = ' '.repeat(Math.max(1, 12 - name.length * 2));
  return `    ${loginName.padEnd(18)}${name}${padding}${post}（${roles.join(', ')}）`;
}
