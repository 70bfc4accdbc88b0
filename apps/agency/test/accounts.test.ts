import { until } from '@yizhan/testkit';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { account, division, key, type Station, startStation } from './station.ts';

vi.setConfig({ testTimeout: 60_000 });

let station: Station;
beforeAll(async () => {
  station = await startStation();
  const { enrol, accounts, installation } = station;
  for (const name of ['chief', 'other']) await accounts.open(name, 'chiefAgent');
  for (const name of ['leaving', 'staying', 'moving']) await accounts.open(name, 'agent');
  await installation.settle();
  await enrol('chief', 'chiefAgent');
  await enrol('leaving', 'agent', { capacity: 3 });
}, 60_000);
afterAll(async () => await station?.installation.stop());

const refusedWith = (code: string) => ({ data: { code } });
const teamOf = async (projectId: string) => {
  const { chief, agents, toReplace } = await station.centre.queries.getEngagement({ projectId });
  return { chief, agents, toReplace };
};
const entryOf = async (name: string) =>
  (await station.centre.queries.findRoster({})).find((entry) => entry.account === account(name));

it('enrols nobody as what his account is not, and answers a retry as it answered before', async () => {
  const { centre, accounts, installation } = station;
  const enrolment = { divisions: [division], expertise: [], capacity: 1 };
  await expect(
    centre.commands.enrolAgent({ key: key(), account: account('staying'), role: 'chiefAgent', ...enrolment }),
  ).rejects.toMatchObject(refusedWith('ACCOUNT_ROLE'));
  const asked = { key: key(), account: account('moving'), role: 'agent' as const, ...enrolment };
  const first = await centre.commands.enrolAgent(asked);
  await accounts.changeRoles('moving', 'windowClerk');
  await installation.settle();
  expect(await centre.commands.enrolAgent(asked)).toEqual({ ...first, replayed: true });
  expect(await entryOf('moving')).toMatchObject({ aside: 'roleLost' });
  await accounts.disable('staying');
  await installation.settle();
  await expect(
    centre.commands.enrolAgent({ ...asked, key: key(), account: account('staying') }),
  ).rejects.toMatchObject(refusedWith('ACCOUNT_DISABLED'));
  await accounts.enable('staying');
  await installation.settle();
});

it('a disabled agent is chosen no more; his projects are handed over, or shown to the centre while nobody is free', async () => {
  const { entrusted, centre, accounts, enrol, installation } = station;
  const first = await entrusted('first');
  const second = await entrusted('second');
  for (const id of [first, second]) await centre.commands.assignAgents({ id, key: key() });
  await accounts.disable('leaving');
  await until(
    async () => (await entryOf('leaving'))?.aside,
    (aside) => aside === 'accountDisabled',
  );
  expect(await teamOf(first)).toMatchObject({
    agents: [account('leaving')],
    toReplace: [account('leaving')],
  });
  expect(await station.chief('chief').queries.getEngagement({ projectId: first })).toMatchObject({
    toReplace: [],
  });
  const third = await entrusted('third');
  await expect(centre.commands.assignAgents({ id: third, key: key() })).rejects.toMatchObject(
    refusedWith('NO_AGENT_FREE'),
  );
  await expect(
    centre.commands.assignAgents({ id: third, key: key(), agents: [account('leaving')] }),
  ).rejects.toMatchObject(refusedWith('AGENT_ASIDE'));
  await installation.settle();

  // Room for one of the two: it is handed over, and the other waits by itself.
  await enrol('staying', 'agent', { capacity: 1 });
  await until(
    async () => (await entryOf('leaving'))?.load,
    (load) => load === 1,
  );
  await enrol('second-hand', 'agent', { capacity: 1 });
  await until(
    async () => (await entryOf('leaving'))?.load,
    (load) => load === 0,
  );
  const teams = [await teamOf(first), await teamOf(second)];
  expect(teams.flatMap(({ agents }) => agents).sort()).toEqual(
    [account('staying'), account('second-hand')].sort(),
  );
  for (const { toReplace } of teams) expect(toReplace).toEqual([]);
  await centre.commands.retireAgent({ id: account('leaving'), key: key(), reason: '离职' });
});

it('a chief whose account is disabled is replaced by whom the centre names; enabled again, he is chosen again', async () => {
  const { entrusted, centre, accounts, enrol, installation } = station;
  await enrol('other', 'chiefAgent', { divisions: ['330182900'] });
  await enrol('fourth', 'agent');
  const projectId = await entrusted('led');
  await centre.commands.assignAgents({ id: projectId, key: key() });
  await accounts.disable('chief');
  await until(
    async () => (await teamOf(projectId)).toReplace,
    (accounts) => accounts.includes(account('chief')),
  );
  await centre.commands.reassignAgents({
    id: projectId,
    key: key(),
    reason: '原首席离职',
    replace: [account('chief')],
    chief: account('other'),
  });
  expect(await teamOf(projectId)).toMatchObject({ chief: account('other'), toReplace: [] });
  await accounts.enable('chief');
  await until(
    async () => (await entryOf('chief'))?.aside,
    (aside) => aside === null,
  );
  await installation.settle();
  const another = await entrusted('led-again');
  await centre.commands.assignAgents({ id: another, key: key() });
  expect((await teamOf(another)).chief).toBe(account('chief'));
});
