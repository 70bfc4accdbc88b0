import { sha256 } from '@yizhan/aggregate';
import { type CheckCode, type DepartmentId, eventSchemas } from '@yizhan/contracts';
import { publishNotice } from '@yizhan/service';
import { noticeOf2027, until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { key, projectName, projectOf, type Station, startStation } from './station.ts';
import { allParties } from './walk.ts';

vi.setConfig({ testTimeout: 60_000 });

let station: Station;
beforeAll(async () => {
  station = await startStation();
}, 60_000);
afterAll(async () => await station?.installation.stop());

const refusedWith = (code: string) => ({ data: { code } });
const allParts: { check: CheckCode; department: DepartmentId }[] = [
  { check: 'fire', department: 'housing' },
  { check: 'civilDefence', department: 'civilDefence' },
  { check: 'lightning', department: 'meteorology' },
  { check: 'archives', department: 'housing' },
  { check: 'drainage', department: 'water' },
  { check: 'greening', department: 'housing' },
  { check: 'land', department: 'naturalResources' },
];

const apply = async (id: string) =>
  await station.owner.commands.applyAcceptance({ id, key: key(), surveyReport: '综合测绘报告〔2026〕3号' });
const verify = async (id: string) =>
  await station.planner.commands.verifyPlanning({ id, key: key(), passed: true, finding: '与许可一致' });
const fiveParties = async (id: string) =>
  await station.owner.commands.recordFivePartyAcceptance({
    id,
    key: key(),
    report: '五方一致同意',
    parties: allParties,
  });
const accept = async (id: string) =>
  await station.lead.commands.acceptJointAcceptance({ id, key: key(), checks: allParts });
const record = async (
  id: string,
  { check, department }: (typeof allParts)[number],
  passed = true,
  officer: string = department,
) =>
  await station.of(department, officer).commands.recordCheck({
    id,
    key: key(),
    check,
    passed,
    finding: passed ? '合格' : '疏散指示缺失',
  });
const visited = async (name: string): Promise<string> => {
  const id = await station.opened(name);
  for (const step of [apply, verify, fiveParties, accept]) await step(id);
  return id;
};
const typesOf = async (projectId: string): Promise<readonly string[]> =>
  (await station.eventsOf(projectId)).map(({ type }) => type.slice('acceptance.'.length));

describe('an acceptance opens', () => {
  it.each(['the filing first', 'the start of construction first'])('with %s', async (order) => {
    const { filing, building, installation, statusOf, reaches } = station;
    const projectId = projectOf(order);
    const steps = order.startsWith('the filing') ? [filing, building] : [building, filing];
    await steps[0]!(projectId);
    await installation.settle();
    expect(await statusOf(projectId)).toBe('none');
    await steps[1]!(projectId);
    expect(await reaches(projectId, 'open')).toMatchObject({ projectId, company: 'cmp_a', projectName });
  });

  it('not for a project that was given up, whichever is told first', async () => {
    const { filing, building, givingUp, closing, installation, statusOf } = station;
    const told = [givingUp, async (id: string) => await closing(id, 'givenUp')];
    for (const [index, giveUp] of told.entries()) {
      const projectId = projectOf(`given-up-${index}`);
      await giveUp(projectId);
      await installation.settle();
      await building(projectId);
      await filing(projectId);
      await until(
        async () => await installation.settledOf('acceptance'),
        ({ parked, lag }) => parked.waiting === 0 && lag === 0,
      );
      expect(await statusOf(projectId)).toBe('none');
    }
  });

  it('and is closed where construction and giving up are told at the same moment', async () => {
    const { filing, building, givingUp, installation, statusOf } = station;
    const all = Array.from({ length: 8 }, (_, index) => projectOf(`at-once-${index}`));
    for (const projectId of all) await filing(projectId);
    await installation.settle();
    await Promise.all(all.flatMap((id) => [building(id), givingUp(id)]));
    await installation.settle();
    for (const id of all) expect(['none', 'closed']).toContain(await statusOf(id));
    expect(await installation.settledOf('acceptance')).toMatchObject({
      parked: { failed: 0, waiting: 0, behind: 0 },
    });
  });
});

describe('the whole path', () => {
  it('leads from the start of construction to the filing, one failed part rectified', async () => {
    const { owner, lead, opened, view, installation } = station;
    const id = await opened('whole');

    await expect(fiveParties(id)).rejects.toMatchObject(refusedWith('PLANNING_NOT_VERIFIED'));
    expect((await apply(id)).receipt).toMatch(/^YS20260302\d{10}$/);
    await expect(fiveParties(id)).rejects.toMatchObject(refusedWith('PLANNING_NOT_VERIFIED'));
    await expect(accept(id)).rejects.toMatchObject(refusedWith('PLANNING_NOT_VERIFIED'));
    await verify(id);
    await fiveParties(id);
    await lead.commands.giveAcceptanceNotice({
      id,
      key: key(),
      asked: [{ what: '竣工图', why: '缺结构部分' }],
    });
    await expect(accept(id)).rejects.toMatchObject(refusedWith('NOTICE_NOT_SUPPLIED'));
    await owner.commands.supplyAcceptance({ id, key: key(), note: '竣工图已补' });
    await accept(id);
    for (const part of allParts) await record(id, part, part.check !== 'fire');
    expect(await view(id)).toMatchObject({
      status: 'rectifying',
      turns: [{ holder: 'enterprise', dueOn: null }],
    });
    await owner.commands.reportAcceptanceRectification({ id, key: key(), report: '已补装' });
    await expect(record(id, allParts[6]!)).rejects.toMatchObject(refusedWith('CHECK_PASSED_BEFORE'));
    await record(id, allParts[0]!);
    await expect(owner.commands.fileCompletion({ id, key: key() })).rejects.toMatchObject(
      refusedWith('OPINION_NOT_ISSUED'),
    );
    await lead.commands.issueJointOpinion({ id, key: key(), opinion: '同意通过联合验收' });
    const filed = await owner.commands.fileCompletion({ id, key: key() });
    expect(filed).toMatchObject({ status: 'filed', receipt: expect.stringMatching(/^JB20260302\d{10}$/) });

    expect(await owner.queries.getAcceptance({ projectId: id })).toMatchObject({
      status: 'filed',
      turns: [],
      planning: { passed: true },
      fiveParty: { parties: allParties },
      notice: { supplied: '竣工图已补' },
      opinion: { sealZh: '模拟签章' },
      completion: { receipt: filed.receipt, on: '2026-03-02' },
      checks: expect.arrayContaining([
        expect.objectContaining({
          check: 'fire',
          passed: true,
          results: [
            expect.objectContaining({ passed: false }),
            expect.objectContaining({ round: 2, passed: true }),
          ],
        }),
      ]),
      selfAccepted: [expect.stringContaining('环境保护'), expect.stringContaining('水土保持')],
    });
    await installation.settle();
    expect(await typesOf(id)).toEqual([
      'AcceptanceOpened',
      'AcceptanceApplied',
      'PlanningVerified',
      'FivePartyAccepted',
      'AcceptanceNoticeGiven',
      'AcceptanceSupplied',
      'AcceptanceAccepted',
      ...allParts.map(() => 'CheckRecorded'),
      'RectificationRequired',
      'RectificationReported',
      'CheckRecorded',
      'ChecksPassed',
      'JointOpinionIssued',
      'CompletionFiled',
    ]);
  });

  it('leaves a chain of events that fit their contract, keyed by the project, without a person in them', async () => {
    const { eventsOf, bodiesOf } = station;
    const id = projectOf('whole');
    const bodies = await bodiesOf(id);
    for (const [index, event] of (await eventsOf(id)).entries()) {
      expect(eventSchemas.get(event.type)?.safeParse(event.data)).toMatchObject({ success: true });
      expect(event).toMatchObject({ key: id, seq: index + 1, county: '330182' });
      if (index > 0) expect(event.prev).toBe(sha256(bodies[index - 1]!));
    }
  });

  it('is not closed when the project is given up or completed after its end', async () => {
    const { closing, givingUp, installation, statusOf } = station;
    const id = projectOf('whole');
    await closing(id, 'completed');
    await givingUp(id);
    await installation.settle();
    expect(await statusOf(id)).toBe('filed');
  });
});

describe('what the joint visit owes', () => {
  it('follows from the path as it was planned last; the same request is the same when it changes in between', async () => {
    const { lead, planning, installation, opened, view } = station;
    const id = await opened('owed');
    for (const step of [apply, verify, fiveParties]) await step(id);
    await planning(id, ['C1', 'C3']);
    await planning(id, ['B3', 'C1', 'C2']);
    await installation.settle();
    const withoutShelter = allParts.filter(({ check }) => check !== 'civilDefence');
    await expect(
      lead.commands.acceptJointAcceptance({ id, key: key(), checks: withoutShelter }),
    ).rejects.toMatchObject({ data: { code: 'CHECK_OWED', field: 'checks' } });
    const request = {
      id,
      key: key(),
      checks: withoutShelter,
      leftOut: [{ check: 'civilDefence' as const, reason: '已缴纳易地建设费' }],
    };
    const accepted = await lead.commands.acceptJointAcceptance(request);
    await planning(id, ['C1']);
    await installation.settle();
    expect(await lead.commands.acceptJointAcceptance(request)).toEqual({ ...accepted, replayed: true });
    expect(await view(id)).toMatchObject({
      status: 'accepted',
      leftOut: request.leftOut,
      turns: expect.arrayContaining([expect.objectContaining({ clock: 'visit:fire', dueOn: '2026-03-23' })]),
    });
  });
});

describe('departments at the same moment', () => {
  it('are all counted: nine records of seven parts, and one upshot', async () => {
    const { installation, view } = station;
    const id = await visited('nine');
    const outcomes = await Promise.allSettled([
      ...allParts.map(async (part) => await record(id, part)),
      record(id, allParts[0]!, true, 'second-officer'),
      record(id, allParts[6]!, true, 'second-planner'),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(['CHECK_RECORDED', 'WRONG_STATE']).toContain(outcome.reason.data.code);
    expect(await view(id)).toMatchObject({ status: 'passed' });
    await installation.settle();
    const types = await typesOf(id);
    expect(types.filter((type) => type === 'CheckRecorded')).toHaveLength(7);
    expect(types.filter((type) => ['ChecksPassed', 'RectificationRequired'].includes(type))).toEqual([
      'ChecksPassed',
    ]);
  });

  it('lead to one rectification with everything that failed', async () => {
    const { eventsOf, installation } = station;
    const id = await visited('nine-failed');
    await Promise.all(allParts.map(async (part, index) => await record(id, part, index % 3 !== 0)));
    await installation.settle();
    const required = (await eventsOf(id)).filter(({ type }) => type === 'acceptance.RectificationRequired');
    expect(required).toHaveLength(1);
    expect([...(required[0]!.data['failed'] as string[])].sort()).toEqual(['archives', 'fire', 'land']);
  });
});

describe('at the door', () => {
  it('the same key twice is one effect, and is refused for another payload', async () => {
    const { owner, opened, view } = station;
    const id = await opened('twice');
    const input = { id, key: key(), surveyReport: '测绘报告' };
    const first = await owner.commands.applyAcceptance(input);
    expect(await owner.commands.applyAcceptance(input)).toEqual({ ...first, replayed: true });
    await expect(owner.commands.applyAcceptance({ ...input, surveyReport: '另一份' })).rejects.toMatchObject(
      refusedWith('KEY_REUSED'),
    );
    expect(await view(id)).toMatchObject({ status: 'applied', version: 2 });
  });

  it('the project’s id and the acceptance’s own lead to the same case', async () => {
    const { owner, view, opened } = station;
    const { id } = await view(await opened('by-own-id'));
    expect(await owner.commands.applyAcceptance({ id, key: key(), surveyReport: '测绘报告' })).toMatchObject({
      id,
    });
    expect(await owner.queries.getAcceptance({ projectId: id })).toMatchObject({ id, status: 'applied' });
  });

  it('a stale look, an unknown field, a date that does not exist and another’s case are refused; nothing changes', async () => {
    const { owner, at, opened, view } = station;
    const id = await opened('door');
    const other = at({ roles: ['enterprise'], company: 'cmp_b' });
    const clerk = at({ roles: ['windowClerk'] });
    const input = { id, key: key(), surveyReport: '测绘报告' };
    await expect(owner.commands.applyAcceptance({ ...input, seen: 9 })).rejects.toMatchObject(
      refusedWith('CASE_CHANGED'),
    );
    await expect(owner.commands.applyAcceptance({ ...input, by: 'me' } as never)).rejects.toMatchObject(
      refusedWith('UNKNOWN_FIELD'),
    );
    await expect(
      clerk.commands.applyAcceptance({ ...input, paper: { receivedOn: '2026-02-30', reason: '纸质' } }),
    ).rejects.toMatchObject(refusedWith('INVALID_INPUT'));
    await expect(other.commands.applyAcceptance(input)).rejects.toMatchObject(refusedWith('CASE_NOT_FOUND'));
    await expect(other.queries.getAcceptance({ projectId: id })).rejects.toMatchObject(
      refusedWith('CASE_NOT_FOUND'),
    );
    await expect(
      at({ roles: ['acceptanceLead'], county: '330183' }).queries.getAcceptance({ projectId: id }),
    ).rejects.toMatchObject(refusedWith('CASE_NOT_FOUND'));
    await expect(at({ roles: ['agent'] }).commands.fileCompletion({ id, key: key() })).rejects.toMatchObject(
      refusedWith('ROLE_NOT_ALLOWED'),
    );
    expect(await view(id)).toMatchObject({ status: 'open', version: 1 });
  });

  it('a clerk files what came on paper, from its true day', async () => {
    const { at, installation, filing, building, reaches, eventsOf } = station;
    const id = projectOf('paper');
    await filing(id);
    await building(id, '2026-01-05');
    await reaches(id, 'open');
    await at({ roles: ['windowClerk'] }).commands.applyAcceptance({
      id,
      key: key(),
      surveyReport: '测绘报告',
      paper: { receivedOn: '2026-02-27', reason: '企业送纸质件' },
    });
    await installation.settle();
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      type: 'acceptance.AcceptanceApplied',
      effectiveOn: '2026-02-27',
      data: { onPaper: true, verifyBy: { dueOn: '2026-03-19' } },
    });
  });
});

describe('tasks', () => {
  it('stand with whose turn it is, and with nobody else', async () => {
    const { owner, lead, planner, of, at, opened } = station;
    const id = await opened('tasks');
    const other = at({ roles: ['enterprise'], company: 'cmp_b' });
    const everybody = {
      owner,
      lead,
      planner,
      planners: of('naturalResources'),
      housing: of('housing'),
      other,
    };
    const turns = async (): Promise<Record<string, readonly string[]>> => {
      const found: Record<string, readonly string[]> = {};
      for (const [who, client] of Object.entries(everybody)) {
        const tasks = await client.queries.findAcceptanceTasks({});
        const own = tasks.filter(({ projectId }) => projectId === id).map(({ turn }) => turn.clock);
        if (own.length > 0) found[who] = own;
      }
      return found;
    };
    expect(await turns()).toEqual({ owner: ['application'] });
    await apply(id);
    expect(await turns()).toEqual({ planner: ['planning'], planners: ['planning'] });
    await verify(id);
    expect(await turns()).toEqual({ owner: ['fiveParty'] });
    await fiveParties(id);
    expect(await turns()).toEqual({ lead: ['check'] });
    await accept(id);
    expect(await turns()).toEqual({
      planners: ['visit:land'],
      housing: ['visit:fire', 'visit:archives', 'visit:greening'],
    });
    for (const part of allParts) await record(id, part);
    expect(await turns()).toEqual({ lead: ['opinion'] });
    await lead.commands.issueJointOpinion({ id, key: key(), opinion: '同意' });
    expect(await turns()).toEqual({ owner: ['filing'] });
    await owner.commands.fileCompletion({ id, key: key() });
    expect(await turns()).toEqual({});
  });
});

describe('time', () => {
  it('turns the lights of each holder, lapses an unanswered notice, and the owner applies again', async () => {
    const { owner, lead, opened, eventsOf, installation, statusOf } = station;
    const waiting = await visited('lights');
    const noticed = await opened('lapse');
    for (const step of [apply, verify, fiveParties]) await step(noticed);
    await lead.commands.giveAcceptanceNotice({
      id: noticed,
      key: key(),
      asked: [{ what: '竣工图', why: '缺' }],
    });
    for (const part of allParts.slice(1)) await record(waiting, part);
    await installation.advanceTo('2026-03-17T01:00:00.000Z');

    const lights = (await eventsOf(waiting))
      .filter(({ type }) => type === 'acceptance.LightTurned')
      .map(({ effectiveOn, data }) => [effectiveOn, data['light'], data['clock'], data['holder']]);
    expect(lights).toEqual([
      ['2026-03-06', 'yellow', 'visit:fire', 'housing'],
      ['2026-03-10', 'red', 'visit:fire', 'housing'],
    ]);
    expect(await statusOf(waiting)).toBe('accepted');
    expect((await eventsOf(noticed)).at(-1)).toMatchObject({
      type: 'acceptance.AcceptanceLapsed',
      effectiveOn: '2026-03-17',
    });
    expect(await apply(noticed)).toMatchObject({ status: 'applied' });
    expect(await owner.queries.getAcceptance({ projectId: noticed })).toMatchObject({
      planning: null,
      notice: null,
    });
  });
});

it('an imported calendar moves what is due here at the next sweep, and keeps the day before', async () => {
  const { opened, eventsOf, installation } = station;
  await installation.advanceTo('2026-12-15T01:00:00.000Z');
  const projectId = await opened('calendar');
  await apply(projectId);
  await installation.internal('acceptance', '/sweep', 'POST');
  await publishNotice(installation.connection, installation.name, { ...noticeOf2027, revision: 1 });
  await installation.internal('acceptance', '/sweep', 'POST');
  await installation.settle();
  const moved = (await eventsOf(projectId)).filter(({ type }) => type === 'acceptance.DueMoved');
  expect(moved.map(({ data }) => data)).toMatchObject([
    { clock: 'planning', from: '2027-01-06', to: { dueOn: '2027-01-07', provisional: false } },
  ]);
});
