import { setTimeout as wait } from 'node:timers/promises';
import { createInstallation, type Installation, ownInfrastructure } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

/** Nothing lost, nothing twice, nothing stuck: of all that was filed since the beginning. */
const allIsWell = async (more: readonly string[]): Promise<void> => {
  filed = [...filed, ...more];
  await installation.ready();
  await installation.settle(90_000);
  expect(await findFaults(installation, filed)).toEqual([]);
};

const onlyInContainers = 'plain processes have no network of their own to be cut off from';

describe('the broker', { timeout: 240_000 }, () => {
  it('killed, and away for twenty seconds: commands go on, and everything arrives when it is back', async () => {
    await own.kafka.kill();
    const during = await fileApplications(installation, 5, 'f');
    await wait(20_000);
    await own.kafka.start();
    await installation.ready();
    await allIsWell([...during, ...(await fileApplications(installation, 3, 'g'))]);
  });

  it('stopped in order and started again', async () => {
    const filing = fileApplications(installation, 5, 'i');
    await own.kafka.restart();
    await allIsWell(await filing);
  });

  it('standing still for eight seconds, its connections open: commands go on', async () => {
    await own.kafka.pause();
    const during = await fileApplications(installation, 5, 'j');
    await wait(8000);
    await own.kafka.resume();
    await allIsWell(during);
  });

  it('cut off the network while it runs on: commands go on, and everything arrives when it is back', async ({
    skip,
  }) => {
    skip(!own.canBeCutOff, onlyInContainers);
    await own.kafka.cutOff();
    const during = await fileApplications(installation, 5, 'k');
    await wait(8000);
    await own.kafka.rejoin();
    await allIsWell([...during, ...(await fileApplications(installation, 3, 'l'))]);
  });
});

describe('MongoDB', { timeout: 240_000 }, () => {
  it('killed and started again', async () => {
    const filing = fileApplications(installation, 20, 'h');
    await wait(200);
    await own.mongod.kill();
    await own.mongod.start();
    await allIsWell(await filing);
  });

  it('stopped in order and started again', async () => {
    const filing = fileApplications(installation, 10, 'm');
    await own.mongod.restart();
    await allIsWell(await filing);
  });

  it('standing still for five seconds in the middle of commands', async () => {
    const filing = fileApplications(installation, 10, 'n');
    await own.mongod.pause();
    await wait(5000);
    await own.mongod.resume();
    await allIsWell(await filing);
  });

  it('cut off the network in the middle of commands', async ({ skip }) => {
    skip(!own.canBeCutOff, onlyInContainers);
    const filing = fileApplications(installation, 10, 'o');
    await wait(100);
    await own.mongod.cutOff();
    await wait(5000);
    await own.mongod.rejoin();
    await allIsWell(await filing);
  });
});
