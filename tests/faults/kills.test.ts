import { once } from 'node:events';
import { createInstallation, type Installation } from '@yizhan/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileApplications, findFaults } from './ledger.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await createInstallation();
});
afterEach(async () => await installation.stop());

const armed = (name: string) => ({ YIZHAN_FAILPOINTS: `${name}=SIGKILL` });

describe('the sender killed', () => {
  it.each([
    ['between save and publish', 'relay.found'],
    ['between publish and filing', 'relay.published'],
    ['between filing and clearing', 'relay.filed'],
  ])('%s: every application reaches pre-review once', async (_where, failpoint) => {
    await installation.spawnService('prereview');
    const doomed = await installation.spawnService('admission', armed(failpoint));
    const died = once(doomed, 'exit');
    const filing = fileApplications(installation, 8, 'a');
    const [, signal] = await died;
    expect(signal).toBe('SIGKILL');
    await installation.spawnService('admission');
    const applications = await filing;
    await installation.settle(60_000);
    expect(await findFaults(installation, applications)).toEqual([]);
  });
});

describe('the receiver killed', () => {
  it.each([
    ['before it looks at what it received', 'consumer.received'],
    ['in the middle of its transaction', 'consumer.applying'],
    ['between effect and offset commit', 'consumer.applied'],
  ])('%s: each effect is there once', async (_where, failpoint) => {
    await installation.spawnService('admission');
    const doomed = await installation.spawnService('prereview', armed(failpoint));
    const died = once(doomed, 'exit');
    const applications = await fileApplications(installation, 8, 'b');
    const [, signal] = await died;
    expect(signal).toBe('SIGKILL');
    await installation.spawnService('prereview');
    await installation.settle(60_000);
    expect(await findFaults(installation, applications)).toEqual([]);
  });

  it('in the middle of a rebalance: the one that stays takes over', async () => {
    await installation.spawnService('admission');
    await installation.spawnService('prereview');
    const joining = await installation.spawnService('prereview', { PORT: '0' }, false);
    const filing = fileApplications(installation, 20, 'c');
    // The group is about to take it in, or just has: either way its members must be shared out anew.
    const died = once(joining, 'exit');
    setTimeout(() => joining.kill('SIGKILL'), 1500);
    await died;
    const applications = await filing;
    await installation.settle(60_000);
    expect(await findFaults(installation, applications)).toEqual([]);
  });
});

it('a relay paused past its lease and woken publishes late or twice, and nobody minds', async () => {
  await installation.spawnService('prereview');
  const paused = await installation.spawnService('admission', { YIZHAN_FAILPOINTS: 'relay.found=SIGSTOP' });
  // Its one application stops it before it publishes; the request may never be answered by it.
  const first = fileApplications(installation, 1, 'd');
  const { setTimeout: wait } = await import('node:timers/promises');
  await wait(12_000);
  await installation.spawnService('admission', { PORT: '0' }, false);
  await wait(4000);
  paused.kill('SIGCONT');
  const applications = [...(await first), ...(await fileApplications(installation, 5, 'e'))];
  await installation.settle(60_000);
  expect(await findFaults(installation, applications)).toEqual([]);
});
