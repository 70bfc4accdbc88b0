import { agencyContract } from '@yizhan/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCommands, engagementIdOf } from '../src/commands.ts';
import { createStore } from '../src/store.ts';
import { account, key, type Station, startStation } from './station.ts';

vi.setConfig({ testTimeout: 60_000 });

let station: Station;
beforeAll(async () => {
  station = await startStation();
  await station.enrol('chief', 'chiefAgent', { capacity: 100 });
}, 60_000);
afterAll(async () => await station.installation.stop());

const refusedWith = (code: string) => ({ data: { code } });
const codeOf = (result: PromiseSettledResult<unknown>): string =>
  result.status === 'fulfilled' ? 'ok' : String((result.reason as { data?: { code?: string } }).data?.code);

describe('two assignments at the same moment', () => {
  const places = { one: 3, two: 4, three: 5 };

  it('never overload an agent: of 24 against 12 places, asked in four processes at once, 12 find nobody free', async () => {
    const { entrusted, centre, enrol, loads, service } = station;
    for (const [name, capacity] of Object.entries(places)) await enrol(name, 'agent', { capacity });
    const projects: string[] = [];
    for (let n = 0; n < 24; n += 1) projects.push(await entrusted(`rush-${n}`, `cmp_${n % 5}`));

    // Each has a queue of its own, as a process has: only the transaction holds between them.
    const { cases, connection, clock } = service.parts;
    const desks = Array.from({ length: 4 }, () => createCommands(cases, createStore(connection), clock.now));
    const actor = { id: account('centre'), roles: ['agencyCentre' as const], county: '330182', person: true };
    const answers = await Promise.all(
      projects.map(
        async (id, n) => await desks[n % 4]?.assign(id, { type: 'assignAgents' }, { actor, key: key() }),
      ),
    );
    const told = answers.map((answer) => (answer?.ok === true ? 'ok' : answer?.refusal.code));
    expect(told.filter((code) => code === 'ok')).toHaveLength(12);
    expect(told.filter((code) => code === 'NO_AGENT_FREE')).toHaveLength(12);

    const after = await loads();
    for (const [name, capacity] of Object.entries(places)) expect(after[account(name)]).toBe(capacity);
    expect(after[account('chief')]).toBe(12);

    // What the engagements say and what the roster says is the same.
    const assigned = await centre.queries.findEngagements({ status: 'assigned' });
    const counted: Record<string, number> = {};
    for (const name of assigned.flatMap(({ agents }) => agents)) counted[name] = (counted[name] ?? 0) + 1;
    for (const name of Object.keys(places)) expect(counted[account(name)]).toBe(after[account(name)]);

    // The load told in the events never passed the capacity, and rose one by one.
    await station.installation.settle();
    for (const [name, capacity] of Object.entries(places)) {
      const took = (await station.events()).filter(
        ({ type, data }) => type === 'agency.AgentTookOn' && data['account'] === account(name),
      );
      expect(took.map(({ data }) => data['load'])).toEqual(Array.from({ length: capacity }, (_, n) => n + 1));
    }
  }, 180_000);

  it('of one project: one wins, and one team is loaded', async () => {
    const { entrusted, centre, chief, enrol, loads } = station;
    await enrol('four', 'agent');
    await enrol('five', 'agent');
    const id = await entrusted('twice');
    const before = await loads();
    const results = await Promise.allSettled([
      centre.commands.assignAgents({ id, key: key(), agents: [account('four')] }),
      chief('chief').commands.assignAgents({ id, key: key(), agents: [account('five')] }),
      centre.commands.assignAgents({ id, key: key() }),
    ]);
    expect(results.map(codeOf).sort()).toEqual(['WRONG_STATE', 'WRONG_STATE', 'ok']);
    const after = await loads();
    const risen = Object.keys(after).filter((name) => after[name] !== before[name]);
    const { chief: leads, agents } = await centre.queries.getEngagement({ projectId: id });
    expect(risen.sort()).toEqual([leads, ...agents].sort());
  });

  it('while some are released: loads and engagements agree at the end', async () => {
    const { entrusted, centre, chief, agent, enterprise, loads } = station;
    const running = await Promise.all(Array.from({ length: 6 }, async (_, n) => await entrusted(`run-${n}`)));
    for (const id of running) await centre.commands.assignAgents({ id, key: key() });
    const next = await Promise.all(Array.from({ length: 6 }, async (_, n) => await entrusted(`next-${n}`)));
    const results = await Promise.allSettled([
      ...running.map(
        async (id) => await enterprise.commands.terminateAgency({ id, key: key(), reason: '自行办理' }),
      ),
      ...next.map(async (id) => await centre.commands.assignAgents({ id, key: key() })),
      agent('four').queries.findEngagements({}),
      chief('chief').queries.findRoster({}),
    ]);
    expect(results.map(codeOf).every((code) => code === 'ok')).toBe(true);
    const counted: Record<string, number> = {};
    for (const { status, chief: leads, agents } of await centre.queries.findEngagements({}))
      if (status === 'assigned')
        for (const name of [leads ?? '', ...agents]) counted[name] = (counted[name] ?? 0) + 1;
    for (const [name, load] of Object.entries(await loads())) expect(load).toBe(counted[name] ?? 0);
  }, 60_000);
});

describe('an assignment asked twice with one key', () => {
  it('is one, with the same answer, though the roster would now choose another', async () => {
    const { entrusted, centre, loads } = station;
    const id = await entrusted('again');
    const input = { id, key: key() };
    const first = await centre.commands.assignAgents(input);
    const before = await loads();
    expect(await centre.commands.assignAgents(input)).toEqual({ ...first, replayed: true });
    expect(await loads()).toEqual(before);
    await expect(centre.commands.assignAgents({ ...input, agents: [account('five')] })).rejects.toMatchObject(
      refusedWith('KEY_REUSED'),
    );
    const other = await entrusted('again-other');
    await expect(centre.commands.assignAgents({ ...input, id: other })).rejects.toMatchObject(
      refusedWith('KEY_REUSED'),
    );
    expect(await loads()).toEqual(before);
  });
});

describe('a change of the team', () => {
  it('loads who steps in and releases who steps down, in one', async () => {
    const { entrusted, centre, agent, loads } = station;
    const id = await entrusted('change');
    await centre.commands.assignAgents({ id, key: key(), agents: [account('four')] });
    const before = await loads();
    await expect(
      centre.commands.reassignAgents({
        id,
        key: key(),
        reason: '调岗',
        replace: [account('four')],
        agents: [account('one')],
      }),
    ).rejects.toMatchObject({ data: { code: 'AGENT_FULL', field: 'agents' } });
    expect(await loads()).toEqual(before);
    await centre.commands.reassignAgents({
      id,
      key: key(),
      reason: '调岗',
      replace: [account('four')],
      agents: [account('five')],
    });
    expect(await loads()).toEqual({
      ...before,
      [account('four')]: (before[account('four')] ?? 0) - 1,
      [account('five')]: (before[account('five')] ?? 0) + 1,
    });
    await expect(agent('four').queries.getEngagement({ projectId: id })).rejects.toMatchObject(
      refusedWith('CASE_NOT_FOUND'),
    );
    expect((await agent('five').queries.getEngagement({ projectId: id })).agents).toEqual([account('five')]);

    // Asked by a service for itself: who serves now.
    const { installation } = station;
    const service = installation.asService('approval', agencyContract, 'agency');
    const asked = async (name: string) =>
      await service.queries.isServing({ account: account(name), projectId: id });
    // To him who serves: whose project it is, and who of the enterprise gave the consent.
    const owner = { company: 'cmp_a', entrustedBy: account('e') };
    expect(await asked('five')).toEqual({ serving: true, as: 'agent', ...owner });
    expect(await asked('chief')).toEqual({ serving: true, as: 'chief', ...owner });
    expect(await asked('four')).toEqual({ serving: false, as: null, company: null, entrustedBy: null });
  });
});

describe('lights on the wire', () => {
  it('tell the centre once that nobody was assigned in time', async () => {
    const { entrusted, installation, events, centre } = station;
    const id = await entrusted('late');
    await installation.advanceTo('2026-03-06T01:00:00.000Z');
    const turned = (await events())
      .filter(({ type, caseId }) => type === 'agency.LightTurned' && caseId === engagementIdOf(id))
      .map(({ data }) => [data['clock'], data['light'], data['dueOn'], data['holder']]);
    expect(turned).toEqual([
      ['assign', 'yellow', '2026-03-03', 'agencyCentre'],
      ['assign', 'red', '2026-03-03', 'agencyCentre'],
    ]);
    expect((await centre.queries.getEngagement({ projectId: id })).turns).toMatchObject([{ light: 'red' }]);
  }, 60_000);
});
