// Loads the demo into an empty installation before its services start: the published figures, each a sum of histories
// that the services' own machines decide and save. Any other installation is left as it is (exit code 3).
import mongoose from 'mongoose';
import {
  clearInterrupted,
  isLoaded,
  markLoaded,
  markLoading,
  refuseUnlessEmpty,
} from './installation-mark.ts';

const leftAsItIs = 3;

const needed = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is missing: the demo is loaded by npm start`);
  return value;
};
const tell = (zh: string, en: string): void => {
  process.stdout.write(`${zh} · ${en}\n`);
};

const load = async (connection: mongoose.Connection, installation: string): Promise<void> => {
  // Read only where there is something to load: a warm start does not wait for it.
  const [{ setLegalClock }, { loadDemo }, { instantOf }, { reportDay, reportHour }] = await Promise.all([
    import('@yizhan/service'),
    import('./demo.ts'),
    import('./timetable.ts'),
    import('./world.ts'),
  ]);
  const began = performance.now();
  const events = await loadDemo({
    env: process.env,
    password: needed('DEMO_PASSWORD'),
    setClock: async (at) => await setLegalClock(connection, installation, { at, running: false }),
    tell,
  });
  await setLegalClock(connection, installation, { at: instantOf(reportDay, reportHour), running: true });
  await markLoaded(connection);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  tell(`演示数据已载入：${events} 个事件，用时 ${seconds} 秒`, `${events} events in ${seconds} s`);
};

if (process.env['NODE_ENV'] === 'production')
  throw new Error('生产环境不载入演示数据 · the demo is refused in production');
const installation = process.env['YIZHAN_INSTALLATION'] ?? 'yizhan';
const connection = await mongoose
  .createConnection(needed('MONGODB_URI'), { dbName: `${installation}_clock` })
  .asPromise();
try {
  if (await isLoaded(connection)) tell('演示数据已在库中', 'the demo is there already');
  else {
    await clearInterrupted(connection, installation);
    const refused = await refuseUnlessEmpty(connection, installation);
    if (refused === null) {
      await markLoading(connection);
      await load(connection, installation);
    } else {
      tell(refused.zh, `${refused.en} (${refused.code})`);
      process.exitCode = leftAsItIs;
    }
  }
} finally {
  await connection.close();
}
