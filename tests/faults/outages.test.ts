import { setTimeout as wait } from 'node:timers/promises';
import { createInstallation, type Installation, ownInfrastructure } from '@yizhan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileApplications, findFaults } from './ledger.ts';

let own: Awaited<ReturnType<typeof ownInfrastructure>>;
let installation: Installation;
let filed: readonly string[] = [];
beforeAll(async () => {
  own = await ownInfrastructure();
  installation = await createInstallation({ mongodbUri: own.mongodbUri, kafkaBrokers: own.kafkaBrokers });
  await Promise.all([installation.spawnService('admission'), installation.spawnService('prereview')]);
}, 240_000);
afterAll(async () => {
  await installation?.stop();
  await own?.stop();
}, 60_000);

it('a broker stopped for twenty seconds: commands go on, and everything arrives when it is back', async () => {
  await own.kafka.kill();
  const during = await fileApplications(installation, 5, 'f');
  await wait(20_000);
  await own.kafka.start();
  await installation.ready();
  filed = [...during, ...(await fileApplications(installation, 3, 'g'))];
  await installation.settle(90_000);
  expect(await findFaults(installation, filed)).toEqual([]);
});

it('MongoDB killed and started again: nothing is lost, nothing is done twice', async () => {
  const filing = fileApplications(installation, 20, 'h');
  await wait(200);
  await own.mongod.kill();
  await own.mongod.start();
  filed = [...filed, ...(await filing)];
  await installation.ready();
  await installation.settle(90_000);
  expect(await findFaults(installation, filed)).toEqual([]);
});
