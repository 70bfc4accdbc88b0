import { derivedId } from '@yizhan/aggregate';
import { publishNotice } from '@yizhan/service';
import { noticeOf2027, until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { engagementIdOf } from '../src/commands.ts';
import { account, division, key, projectOf, type Station, startStation, zone } from './station.ts';

vi.setConfig({ testTimeout: 60_000 });

let station: Station;
beforeAll(async () => {
  station = await startStation();
  const { enrol } = station;
  await enrol('chief', 'chiefAgent');
  await enrol('zone', 'chiefAgent', { divisions: [zone] });
  await enrol('water', 'agent', { expertise: ['water'] });
  await enrol('ecology', 'agent', { expertise: ['ecology', 'housing'] });
}, 60_000);
afterAll(async () => await station.installation.stop());

const refusedWith = (code: string) => ({ data: { code } });

describe('the offer', () => {
  const names = ['prereviewAgreed', 'admissionAgreed', 'filingCompleted'] as const;
  const orders = names.flatMap((first) =>
    names
      .filter((name) => name !== first)
      .map((second) => [first, second, names.find((name) => name !== first && name !== second)] as const),
  );

  it.each(orders)('is made once by %s, though %s and %s follow', async (first, ...later) => {
    const { triggers, installation, centre, events, reaches } = station;
    const projectId = projectOf(`order-${first}-${later[0]}`);
    await triggers[first](projectId);
    await reaches(projectId, 'offered');
    for (const name of later) if (name !== undefined) await triggers[name](projectId);
    await installation.settle();
    expect((await centre.queries.getEngagement({ projectId })).trigger).toBe(first);
    const own = (await events()).filter(({ data }) => data['projectId'] === projectId);
    expect(own.map(({ type }) => type)).toEqual(['agency.AgencyOffered']);
  });

  it('is made once by all three at the same moment', async () => {
    const { triggers, installation, events } = station;
    const all = ['at-once-1', 'at-once-2', 'at-once-3', 'at-once-4'].map(projectOf);
    await Promise.all(all.flatMap((projectId) => names.map(async (name) => await triggers[name](projectId))));
    await installation.settle();
    const offers = (await events()).filter(({ type }) => type === 'agency.AgencyOffered');
    for (const projectId of all)
      expect(offers.filter(({ data }) => data['projectId'] === projectId)).toHaveLength(1);
    expect(await station.installation.settledOf('agency')).toMatchObject({
      parked: { failed: 0, waiting: 0, behind: 0 },
    });
  });

  it('is not made where admission disagreed', async () => {
    const { admission, installation, statusOf } = station;
    const projectId = projectOf('disagreed');
    await admission.publish('admission.AdmissionConcluded', projectId, projectId, {
      conclusion: 'disagreed',
      conditions: [],
      reason: '不符合产业政策',
      company: 'cmp_a',
      division,
    });
    await installation.settle();
    expect(await statusOf(projectId)).toBe('none');
  });

  it('is not made any more once the project was given up, though the consent arrives later', async () => {
    const { admission, triggers, installation, statusOf } = station;
    const projectId = projectOf('given-up-first');
    await admission.publish('admission.ProjectGivenUp', projectId, projectId, {
      reason: '放弃',
      stage: 'disagreed',
    });
    await installation.settle();
    await triggers.prereviewAgreed(projectId);
    await installation.settle();
    expect(await statusOf(projectId)).toBe('none');
  });

  it('never both: an offer and the giving up at the same moment leave no open offer', async () => {
    const { admission, triggers, installation, statusOf } = station;
    const all = Array.from({ length: 6 }, (_, n) => projectOf(`race-${n}`));
    await Promise.all(
      all.flatMap((projectId) => [
        triggers.prereviewAgreed(projectId),
        admission.publish('admission.ProjectGivenUp', projectId, projectId, {
          reason: '放弃',
          stage: 'disagreed',
        }),
      ]),
    );
    await installation.settle();
    for (const projectId of all) expect(['none', 'terminated']).toContain(await statusOf(projectId));
  });

  it('may be declined by its owner, and is not made again', async () => {
    const { triggers, reaches, enterprise, installation, statusOf } = station;
    const projectId = projectOf('declined');
    await triggers.prereviewAgreed(projectId);
    await reaches(projectId, 'offered');
    await enterprise.commands.declineAgency({ id: projectId, key: key(), reason: '自行办理' });
    await triggers.filingCompleted(projectId);
    await installation.settle();
    expect(await statusOf(projectId)).toBe('terminated');
  });
});

describe('the whole path', () => {
  it('from the first consent to the archive', async () => {
    const { triggers, reaches, enterprise, centre, chief, agent, as, loads, events, planPath, deliver } =
      station;
    const projectId = projectOf('whole');
    const before = await loads();
    await triggers.prereviewAgreed(projectId);
    await reaches(projectId, 'offered');
    await planPath(projectId, [
      ['A8', 'water'],
      ['A6', 'ecology'],
    ]);
    await deliver(projectId, 'A8');
    await station.installation.settle();

    const entrusted = await enterprise.commands.entrustAgency({ id: projectId, key: key(), scope: 'whole' });
    expect(entrusted).toMatchObject({ id: engagementIdOf(projectId), status: 'entrusted' });
    expect(entrusted.receipt).toMatch(/^DB20260302\d{10}$/);
    expect(await chief('chief').queries.findEngagements({ status: 'entrusted' })).toEqual(
      expect.arrayContaining([expect.objectContaining({ projectId })]),
    );
    expect(await chief('zone', zone).queries.findEngagements({})).toEqual([]);

    await chief('chief').commands.assignAgents({ id: projectId, key: key() });
    // A8 (water) is done: who knows ecology is wanted.
    expect(await centre.queries.getEngagement({ projectId })).toMatchObject({
      status: 'assigned',
      statusZh: '已指派',
      chief: account('chief'),
      agents: [account('ecology')],
      turns: [
        {
          clock: 'contact',
          what: '联系企业',
          holder: account('ecology'),
          dueOn: '2026-03-03',
          light: 'green',
        },
        { clock: 'plan', holder: account('chief'), dueOn: '2026-03-05' },
      ],
    });
    expect(await loads()).toMatchObject({
      [account('chief')]: (before[account('chief')] ?? 0) + 1,
      [account('ecology')]: (before[account('ecology')] ?? 0) + 1,
      [account('water')]: before[account('water')],
    });

    const serving = as({ id: account('ecology'), roles: ['agent'] });
    expect((await serving.queries.findEngagements({})).map((row) => row.projectId)).toContain(projectId);
    await expect(agent('water').queries.getEngagement({ projectId })).rejects.toMatchObject(
      refusedWith('CASE_NOT_FOUND'),
    );

    await chief('chief').commands.confirmAgencyPlan({ id: projectId, key: key(), plan: '先办A6' });
    await serving.commands.logContact({ id: projectId, key: key(), channel: 'visit', summary: '上门对接' });
    expect(await enterprise.queries.getEngagement({ projectId })).toMatchObject({
      status: 'serving',
      contacts: [{ channel: 'visit', summary: '上门对接', by: account('ecology'), inSteadOf: null }],
      plan: { plan: '先办A6', by: account('chief'), on: '2026-03-02' },
    });
    await chief('chief').commands.pauseAgency({ id: projectId, key: key(), reason: '企业调整方案' });
    expect(await centre.queries.getEngagement({ projectId })).toMatchObject({
      turns: [],
      pausedBecause: '企业调整方案',
    });
    await chief('chief').commands.resumeAgency({ id: projectId, key: key(), reason: '方案已定' });
    await chief('chief').commands.completeAgency({ id: projectId, key: key(), summary: '全部事项办结' });
    expect(await loads()).toEqual(before);
    await centre.commands.recordFollowUp({ id: projectId, key: key(), summary: '企业满意' });
    await centre.commands.archiveAgency({ id: projectId, key: key() });
    await station.installation.settle();

    const all = await events();
    expect(all.filter(({ caseId }) => caseId === engagementIdOf(projectId)).map(({ type }) => type)).toEqual([
      'agency.AgencyOffered',
      'agency.AgencyEntrusted',
      'agency.AgentsAssigned',
      'agency.PlanConfirmed',
      'agency.ContactLogged',
      'agency.AgencyPaused',
      'agency.AgencyResumed',
      'agency.AgencyCompleted',
      'agency.FollowedUp',
      'agency.AgencyArchived',
    ]);
    expect(
      all
        .filter(({ type, data }) => /AgentTookOn|AgentReleased/.test(type) && data['projectId'] === projectId)
        .map(({ type, data, causedBy }) => [type, data['account'], causedBy]),
    ).toEqual(
      expect.arrayContaining([
        ['agency.AgentTookOn', account('chief'), `${engagementIdOf(projectId)}.3`],
        ['agency.AgentTookOn', account('ecology'), `${engagementIdOf(projectId)}.3`],
        ['agency.AgentReleased', account('chief'), `${engagementIdOf(projectId)}.8`],
        ['agency.AgentReleased', account('ecology'), `${engagementIdOf(projectId)}.8`],
      ]),
    );
  });

  it('ends with the project given up, and releases who served', async () => {
    const { entrusted, centre, admission, reaches, loads } = station;
    const before = await loads();
    const projectId = await entrusted('given-up');
    await centre.commands.assignAgents({ id: projectId, key: key() });
    expect(await loads()).not.toEqual(before);
    await admission.publish('admission.ProjectGivenUp', projectId, projectId, {
      reason: '放弃',
      stage: 'agreed',
    });
    await reaches(projectId, 'terminated');
    expect(await loads()).toEqual(before);
    expect((await centre.queries.getEngagement({ projectId })).terminated).toMatchObject({ by: 'givenUp' });
    // The approval closes too: nothing more happens.
    await station.approval.publish('approval.ProjectClosed', derivedId('apv', projectId), projectId, {
      projectId,
      because: 'givenUp',
    });
    await station.installation.settle();
    expect(await loads()).toEqual(before);
  });

  it('leaves a service to its chief when the project is completed, and ends an offer that nobody took', async () => {
    const { entrusted, centre, approval, triggers, reaches, statusOf, installation, enterprise } = station;
    const served = await entrusted('completed-served');
    await centre.commands.assignAgents({ id: served, key: key() });
    const open = projectOf('completed-open');
    await triggers.filingCompleted(open);
    await reaches(open, 'offered');
    for (const projectId of [served, open])
      await approval.publish('approval.ProjectClosed', derivedId('apv', projectId), projectId, {
        projectId,
        because: 'completed',
      });
    await reaches(open, 'terminated');
    await installation.settle();
    expect(await statusOf(served)).toBe('assigned');
    await enterprise.commands.terminateAgency({ id: served, key: key(), reason: '已办完' });
  });
});

describe('rights on the wire', () => {
  it('before the owner’s consent neither the chief of the territory nor an agent sees anything', async () => {
    const { triggers, reaches, chief, agent } = station;
    const projectId = projectOf('consent');
    await triggers.prereviewAgreed(projectId);
    await reaches(projectId, 'offered');
    for (const client of [chief('chief'), agent('water')]) {
      await expect(client.queries.getEngagement({ projectId })).rejects.toMatchObject(
        refusedWith('CASE_NOT_FOUND'),
      );
      expect((await client.queries.findEngagements({})).map((row) => row.projectId)).not.toContain(projectId);
    }
    await expect(chief('chief').commands.assignAgents({ id: projectId, key: key() })).rejects.toMatchObject(
      refusedWith('CASE_NOT_FOUND'),
    );
  });

  it('hides a company’s engagement from another company, and another county', async () => {
    const { entrusted, as } = station;
    const projectId = await entrusted('hidden');
    for (const other of [
      as({ id: account('x'), roles: ['enterprise'], company: 'cmp_other' }),
      as({ id: account('x'), roles: ['agencyCentre'], county: '330102' }),
      as({ id: account('x'), roles: ['department'], unit: 'water' }),
    ])
      await expect(other.queries.getEngagement({ projectId })).rejects.toMatchObject(
        refusedWith('CASE_NOT_FOUND'),
      );
    await expect(
      as({ id: account('x'), roles: ['enterprise'], company: 'cmp_other' }).commands.terminateAgency({
        id: projectId,
        key: key(),
        reason: '终止',
      }),
    ).rejects.toMatchObject(refusedWith('CASE_NOT_FOUND'));
  });

  it('shows the roster to the centre and to chiefs, to an agent his own entry, and answers isServing to services alone', async () => {
    const { chief, agent, enterprise, centre } = station;
    expect((await chief('chief').queries.findRoster({})).length).toBe(4);
    expect((await agent('water').queries.findRoster({})).map((entry) => entry.account)).toEqual([
      account('water'),
    ]);
    await expect(enterprise.queries.findRoster({})).rejects.toMatchObject(refusedWith('ROLE_NOT_ALLOWED'));
    await expect(
      centre.queries.isServing({ account: account('water'), projectId: projectOf('whole') }),
    ).rejects.toMatchObject(refusedWith('ROLE_NOT_ALLOWED'));
  });
});

describe('AB 岗', () => {
  it('a substitute sees and logs in the stead of who is on leave, for the days of the leave alone', async () => {
    const { entrusted, centre, agent, enrol } = station;
    await enrol('b', 'agent');
    const projectId = await entrusted('ab');
    await centre.commands.assignAgents({ id: projectId, key: key(), agents: [account('water')] });
    const substitute = agent('b');
    await expect(substitute.queries.getEngagement({ projectId })).rejects.toMatchObject(
      refusedWith('CASE_NOT_FOUND'),
    );
    const leave = { id: account('water'), from: '2026-03-02', until: '2026-03-03' };
    await expect(
      centre.commands.setAgentLeave({ ...leave, key: key(), substitute: account('chief') }),
    ).rejects.toMatchObject(refusedWith('SUBSTITUTE_UNKNOWN'));
    await centre.commands.setAgentLeave({ ...leave, key: key(), substitute: account('b') });
    await substitute.commands.logContact({ id: projectId, key: key(), channel: 'call', summary: '替岗联系' });
    expect(await substitute.queries.getEngagement({ projectId })).toMatchObject({
      contacts: [{ by: account('b'), inSteadOf: account('water') }],
    });
    expect(await substitute.queries.findEngagements({})).toMatchObject([{ projectId, serves: 'agent' }]);
    await station.installation.advanceTo('2026-03-03T16:00:00.000Z');
    await expect(substitute.queries.getEngagement({ projectId })).rejects.toMatchObject(
      refusedWith('CASE_NOT_FOUND'),
    );
    expect(await substitute.queries.findEngagements({})).toEqual([]);
  });
});

describe('回避', () => {
  it('is declared of a company that there is, found by its name; its own projects’ come first', async () => {
    const { agent, triggers, entrusted, centre, enterprise, installation, enrol, reaches } = station;
    await enrol('finder', 'agent');
    const finder = agent('finder');
    const projectId = projectOf('named');
    await triggers.filingCompleted(projectId, 'cmp_named');
    await reaches(projectId, 'offered');
    expect(await centre.queries.getEngagement({ projectId })).toMatchObject({ companyName: '示例公司' });
    expect(await finder.queries.findCompaniesByName({})).toEqual([]);
    expect(await finder.queries.findCompaniesByName({ search: '示例公' })).toEqual(
      expect.arrayContaining([{ id: 'cmp_named', name: '示例公司' }]),
    );
    expect(await finder.queries.findCompaniesByName({ search: '.*' })).toEqual([]);
    await expect(enterprise.queries.findCompaniesByName({ search: '示例' })).rejects.toMatchObject(
      refusedWith('ROLE_NOT_ALLOWED'),
    );
    const declaring = { id: account('finder'), reason: '亲属任职' };
    await expect(
      finder.commands.declareConflict({ ...declaring, key: key(), company: 'cmp_mistyped' }),
    ).rejects.toMatchObject({ data: { code: 'COMPANY_UNKNOWN', field: 'company' } });
    await finder.commands.declareConflict({ ...declaring, key: key(), company: 'cmp_named' });
    expect(await finder.queries.findRoster({})).toMatchObject([
      { account: account('finder'), conflicts: ['cmp_named'] },
    ]);
    // One that has not filed yet, and whose project is served.
    const served = await entrusted('served-of-finder', 'cmp_unfiled');
    await centre.commands.assignAgents({ id: served, key: key(), agents: [account('finder')] });
    await finder.commands.declareConflict({ ...declaring, key: key(), company: 'cmp_unfiled' });
    await installation.settle();
    await centre.commands.retireAgent({ id: account('finder'), key: key(), reason: '调离' });
  });

  it('hands a declared conflict’s projects over to somebody free of it, when there is one', async () => {
    const { entrusted, centre, agent, enrol, loads } = station;
    const company = 'cmp_kin';
    const projectId = await entrusted('conflict', company);
    await centre.commands.assignAgents({ id: projectId, key: key(), agents: [account('ecology')] });
    for (const name of ['water', 'b'])
      await centre.commands.declareConflict({ id: account(name), key: key(), company, reason: '曾任职' });
    const before = await loads();
    await agent('ecology').commands.declareConflict({
      id: account('ecology'),
      key: key(),
      company,
      reason: '亲属任职',
    });
    await until(
      async () => (await station.installation.settledOf('agency')).parked.waiting,
      (waiting) => waiting === 1,
    );
    expect((await centre.queries.getEngagement({ projectId })).agents).toEqual([account('ecology')]);
    await enrol('free', 'agent');
    await until(
      async () => (await centre.queries.getEngagement({ projectId })).agents,
      (agents) => agents[0] === account('free'),
    );
    expect(await loads()).toEqual({
      ...before,
      [account('ecology')]: (before[account('ecology')] ?? 0) - 1,
      [account('free')]: 1,
    });
    await expect(agent('ecology').queries.getEngagement({ projectId })).rejects.toMatchObject(
      refusedWith('CASE_NOT_FOUND'),
    );
  });
});

it('an imported calendar moves what is due here at the next sweep, once, and keeps the day before', async () => {
  const { entrusted, events, installation } = station;
  await installation.advanceTo('2026-12-31T01:00:00.000Z');
  const projectId = await entrusted('calendar');
  const moved = async () =>
    (await events()).filter(
      ({ type, data }) => type === 'agency.DueMoved' && data['projectId'] === projectId,
    );
  // What was swept by the calendar before the import moves nothing.
  await installation.internal('agency', '/sweep', 'POST');
  expect(await moved()).toEqual([]);
  await publishNotice(installation.connection, installation.name, { ...noticeOf2027, revision: 1 });
  for (let sweep = 0; sweep < 2; sweep += 1) await installation.internal('agency', '/sweep', 'POST');
  // What a sweep says is read here once it has gone out.
  await installation.settle();
  expect((await moved()).map(({ data }) => data)).toMatchObject([
    { clock: 'assign', from: '2027-01-04', to: { dueOn: '2027-01-05', provisional: false } },
  ]);
});
