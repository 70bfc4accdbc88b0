import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { takeBackup } from '@yizhan/backup';
import type { ServiceName } from '@yizhan/contracts';
import { createInstallation, type Installation } from '@yizhan/testkit';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileApplications, findFaults, readEvents, registerFiler } from './ledger.ts';

const root = path.resolve(import.meta.dirname, '../..');
let installation: Installation;
let folder: string;
let approval: Server;
const processes = new Map<ServiceName, ChildProcess>();
/** What is restored waits for the exports of its sources: this one is there, and has told nothing yet. */
const startSilent = async (url: string): Promise<Server> => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url?.startsWith('/internal/events?') ? '{"events":[],"next":null}' : '[]');
  }).listen(Number(new URL(url).port), '127.0.0.1');
  await once(server, 'listening');
  return server;
};
beforeEach(async () => {
  installation = await createInstallation({ realIdentity: true });
  approval = await startSilent(installation.urlOf('approval'));
  await registerFiler(installation);
  folder = await mkdtemp(path.join(tmpdir(), 'yizhan-backup-'));
});
afterEach(async () => {
  processes.clear();
  await installation.stop();
  approval.closeAllConnections();
  approval.close();
  await rm(folder, { recursive: true });
});

/** Together: what was restored waits for the exports of its sources before it is ready. */
const start = async (...services: ServiceName[]): Promise<void> => {
  await Promise.all(
    services.map(async (service) => processes.set(service, await installation.spawnService(service))),
  );
};
const stop = async (): Promise<void> => {
  await Promise.all(
    [...processes.values()].map(async (child) => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }),
  );
  processes.clear();
};

/** Runs a command of the operator as he does: what it told, and how it ended. */
const operate = async (name: 'backup' | 'restore', ...args: string[]) =>
  await new Promise<{ code: number | null; told: string }>((resolve) => {
    const script = path.join(root, `infra/backup/src/${name}-command.ts`);
    const env = { ...process.env, ...installation.environment };
    const child = execFile(process.execPath, [script, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, told: `${stdout}${stderr}` }),
    );
  });
const at = (name: string): string => path.join(folder, name);
const contentOf = async (backup: string): Promise<unknown> => {
  const { collections } = JSON.parse(await readFile(path.join(backup, 'backup.json'), 'utf8')) as {
    collections: readonly {
      database: string;
      name: string;
      sha256: string;
      indexes: string;
      options: string;
    }[];
  };
  // Word to the services that the topics are new; and options carry an id of their own in each database.
  return collections
    .filter(({ name }) => name !== 'reread')
    .map(({ database, name, sha256, indexes }) => ({ database, name, sha256, indexes }));
};

it('taken while applications are filed, it is of one moment: restored, nothing is lost or done twice, and work goes on', async () => {
  await start('identity', 'admission', 'prereview');
  const before = await fileApplications(installation, 5, 'a');
  let taken = false;
  const filing = (async () => {
    for (let n = 0; !taken; n += 1) await fileApplications(installation, 1, `b${n}`);
  })();
  expect(await operate('backup', at('one'))).toMatchObject({ code: 0 });
  taken = true;
  await filing;
  const tooLate = await fileApplications(installation, 3, 'z');
  await installation.settle(60_000);

  const running = await operate('restore', at('one'), '--replace');
  expect(running).toMatchObject({ code: 1 });
  expect(running.told).toContain('stop the services first');
  await stop();
  expect((await operate('restore', at('one'))).told).toContain('with --replace they are thrown away');

  await cp(at('one'), at('spoilt'), { recursive: true });
  const spoilt = path.join(at('spoilt'), `${installation.name}_admission`, 'cases.bson.gz');
  const bytes = await readFile(spoilt);
  await writeFile(spoilt, bytes.subarray(0, bytes.length - 40));
  expect(await operate('backup', at('all'))).toMatchObject({ code: 0 });
  const refused = await operate('restore', at('spoilt'), '--replace');
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.told).toContain('cases.bson.gz');
  expect(await operate('backup', at('untouched'))).toMatchObject({ code: 0 });
  expect(await contentOf(at('untouched'))).toEqual(await contentOf(at('all')));

  expect(await operate('restore', at('one'), '--replace')).toMatchObject({ code: 0 });
  expect(await operate('backup', at('again'))).toMatchObject({ code: 0 });
  expect(await contentOf(at('again'))).toEqual(await contentOf(at('one')));

  await start('identity', 'admission', 'prereview');
  await installation.settle(60_000);
  const kept = [...(await readEvents(installation, 'admission')).keys()];
  expect(kept).toEqual(expect.arrayContaining([...before]));
  for (const id of tooLate) expect(kept).not.toContain(id);
  const after = await fileApplications(installation, 3, 'c');
  await installation.settle(60_000);
  expect(await findFaults(installation, [...kept, ...after])).toEqual([]);
});

it('a restore that was cut off is not served and is run again; what nobody had read yet reaches its readers', async () => {
  await start('identity', 'admission');
  const applications = await fileApplications(installation, 3, 'd');
  await installation.settle(60_000);
  await stop();
  // A long lease that its holder, killed, has left behind is no sign of life.
  await installation.connection
    .useDb(`${installation.name}_admission`)
    .collection<{ _id: string }>('leases')
    .updateOne({ _id: 'files' }, { $set: { until: new Date(Date.now() + 1_800_000) } }, { upsert: true });
  expect(await operate('backup', at('one'))).toMatchObject({ code: 0 });

  installation.environment['YIZHAN_FAILPOINTS'] = 'restore.written=SIGKILL';
  expect((await operate('restore', at('one'), '--replace')).code).not.toBe(0);
  delete installation.environment['YIZHAN_FAILPOINTS'];
  const refusing = await installation.spawnService('admission', {}, false);
  await once(refusing, 'exit');
  expect(refusing.exitCode).toBe(1);
  expect((await operate('backup', at('half'))).told).toContain('begun and not finished');

  expect(await operate('restore', at('one'), '--replace')).toMatchObject({ code: 0 });
  await start('identity', 'admission', 'prereview');
  await installation.settle(60_000);
  expect(await findFaults(installation, applications)).toEqual([]);
});

it('a backup wants a folder of its own, and an installation that is there', async () => {
  await writeFile(at('something'), '');
  expect((await operate('backup', folder)).told).toContain('is not empty');
  expect(await readdir(folder)).toEqual(['something']);
  expect((await operate('backup', at('something/inside'))).told).toMatch(/cannot be made: .*something/);
  expect((await operate('restore', folder)).told).toContain('holds no backup.json');
});

it('a backup that is broken off says that it is none, and leaves MongoDB as it was', async () => {
  await start('identity');
  const client = await MongoClient.connect(String(installation.environment['MONGODB_URI']));
  try {
    const parameter = 'minSnapshotHistoryWindowInSeconds';
    const kept = async () =>
      (await client.db('admin').command({ getParameter: 1, [parameter]: 1 }))[parameter] as number;
    const before = await kept();
    const stopping = new AbortController();
    const during: number[] = [];
    const taken = takeBackup(
      client,
      installation.name,
      at('backup'),
      () => {
        void kept().then((seconds) => during.push(seconds));
        stopping.abort();
      },
      stopping.signal,
    );
    await expect(taken).rejects.toThrow(/broken off: .* is no backup/);
    expect(during).toEqual([4 * 3600]);
    expect(await kept()).toBe(before);
    expect(await readdir(at('backup'))).not.toContain('backup.json');
  } finally {
    await client.close();
  }
});
