// npm run reset: clears what npm start made. Downloaded tools stay.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { removeVolumes } from './docker.mjs';
import { openKeeper } from './infrastructure.mjs';
import { localDir } from './settings.mjs';
import { complain, progressLog, Told } from './words.mjs';
import { leave, occupant, occupy } from './workplace.mjs';

const kept = ['cache', 'test', 'launcher.lock'];

try {
  await reset();
} catch (error) {
  complain(error);
  process.exitCode = 1;
}

async function reset() {
  for (const variable of ['MONGODB_URI', 'KAFKA_BROKERS']) {
    if (!process.env[variable]) continue;
    throw new Told(
      `设置了 ${variable}：reset 只清除 npm start 自己启动的数据库，不会动别人的`,
      `${variable} is set: reset clears only what npm start brought up itself`,
    );
  }
  if (!existsSync(localDir)) return;
  if (!occupy(localDir)) {
    throw new Told(
      `一站正在运行（进程 ${occupant(localDir)}），请先停止`,
      `it is running (process ${occupant(localDir)}); stop it first`,
    );
  }
  try {
    await openKeeper(localDir, progressLog());
    removeVolumes(localDir);
    for (const entry of readdirSync(localDir)) {
      if (!kept.includes(entry)) rmSync(path.join(localDir, entry), { recursive: true, force: true });
    }
  } finally {
    leave(localDir);
  }
  process.stdout.write('已清除本地数据、密钥与日志 · local data, secrets and logs are cleared\n');
}
