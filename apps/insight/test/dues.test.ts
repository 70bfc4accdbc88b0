import type { LandPublished } from '@yizhan/contracts';
import { describe, expect, it } from 'vitest';
import type { ParcelView } from '../src/domain/dossier.ts';
import { foldParcel } from '../src/domain/fold-land.ts';
import { freeParcelTurns, turnsOf } from '../src/domain/turns.ts';
import { parcelTurns } from '../src/domain/turns-land.ts';
import { turnView } from '../src/domain/view.ts';
import { createWriter, due, idOf, readingDay, tellOne } from './story.ts';

const project = idOf('prj');
const company = idOf('cmp');

/** Each turn of a service with its day and the day that it began. */
const told = (events: Parameters<typeof tellOne>[0], service: string) =>
  Object.fromEntries(
    turnsOf(tellOne(events, project))
      .filter((turn) => turn.service === service)
      .map(({ what, holder, dueOn, since }) => [`${holder} ${what}`, [dueOn, since]]),
  );

describe('the due dates of 无偿代办', () => {
  const engagement = idOf('eng');
  const of = { projectId: project };
  const entrusted = () => {
    const { write: tell, pass, written } = createWriter(project);
    tell('agency.AgencyOffered', engagement, {
      ...of,
      company,
      division: '330182104',
      trigger: 'filingCompleted',
    });
    tell('agency.AgencyEntrusted', engagement, {
      ...of,
      receipt: 'DB1',
      scope: 'whole',
      items: [],
      assignBy: due('2026-03-03'),
    });
    const write = <T extends Parameters<typeof tell>[0]>(type: T, data: object) =>
      tell(type, engagement, { ...of, ...data } as Parameters<typeof tell<T>>[2]);
    return { write, pass, written, now: () => told(written, 'agency') };
  };
  const assigned = () => {
    const story = entrusted();
    story.pass(1);
    story.write('agency.AgentsAssigned', {
      chief: 'acc_chief',
      agents: ['acc_a'],
      because: '就近',
      contactBy: due('2026-03-04'),
      planBy: due('2026-03-06'),
      replaces: [],
    });
    return story;
  };
  const contacted = () => {
    const story = assigned();
    story.pass(1);
    story.write('agency.ContactLogged', {
      channel: 'call',
      summary: '已联系',
      by: 'acc_a',
      first: true,
      nextContactBy: due('2026-03-11'),
    });
    return story;
  };

  it('are one for each clock: the centre’s, the agents’, the chief’s', () => {
    expect(entrusted().now()).toEqual({
      'agencyCentre 指派首席代办员和代办员': ['2026-03-03', '2026-03-02'],
    });
    expect(assigned().now()).toEqual({
      'acc_chief 确定代办方案': ['2026-03-06', '2026-03-03'],
      'acc_a 首次联系企业': ['2026-03-04', '2026-03-03'],
    });
  });

  it('keep the plan’s while the agents are in touch, and the contact’s once the plan stands', () => {
    const { now, write, pass } = contacted();
    expect(now()).toEqual({
      'acc_chief 确定代办方案': ['2026-03-06', '2026-03-03'],
      'acc_a 定期联系企业': ['2026-03-11', '2026-03-04'],
    });
    pass(1);
    write('agency.PlanConfirmed', { plan: '方案', by: 'acc_chief' });
    expect(now()).toEqual({ 'acc_a 定期联系企业': ['2026-03-11', '2026-03-04'] });
  });

  it('begin anew with an agent who is new, for his first contact; not with a chief who is', () => {
    const { now, write, pass } = contacted();
    pass(1);
    const changed = { because: '调整', replaces: [] };
    write('agency.AgentsAssigned', {
      ...changed,
      chief: 'acc_chief2',
      agents: ['acc_a'],
      contactBy: due('2026-03-11'),
    });
    expect(now()).toEqual({
      'acc_chief2 确定代办方案': ['2026-03-06', '2026-03-03'],
      'acc_a 定期联系企业': ['2026-03-11', '2026-03-04'],
    });
    write('agency.AgentsAssigned', {
      ...changed,
      chief: 'acc_chief2',
      agents: ['acc_b'],
      replaces: ['acc_a'],
      contactBy: due('2026-03-06'),
    });
    expect(now()).toEqual({
      'acc_chief2 确定代办方案': ['2026-03-06', '2026-03-03'],
      'acc_b 首次联系企业': ['2026-03-06', '2026-03-05'],
    });
  });

  it('stand still while the service is paused, and go on with the day that resuming tells', () => {
    const { now, write, pass } = contacted();
    write('agency.PlanConfirmed', { plan: '方案', by: 'acc_chief' });
    write('agency.ContactLogged', {
      channel: 'call',
      summary: '再联系',
      by: 'acc_a',
      first: false,
      nextContactBy: due('2026-03-11'),
    });
    pass(1);
    write('agency.AgencyPaused', { reason: '企业要求' });
    write('agency.AgentsAssigned', {
      because: '调整',
      chief: 'acc_chief',
      agents: ['acc_b'],
      contactBy: due('2026-03-06'),
      replaces: ['acc_a'],
    });
    expect(now()).toEqual({ 'acc_chief 代办已中止': [null, '2026-03-05'] });
    pass(10);
    write('agency.AgencyResumed', { reason: '恢复', nextContactBy: due('2026-03-18') });
    expect(now()).toEqual({ 'acc_b 首次联系企业': ['2026-03-18', '2026-03-15'] });
    write('agency.AgencyCompleted', { summary: '办结', visitBy: due('2026-03-20') });
    expect(now()).toEqual({ 'agencyCentre 回访企业': ['2026-03-20', '2026-03-15'] });
  });

  it('move by their clock with an imported calendar, though two fall on one day', () => {
    const { now, write } = entrusted();
    write('agency.AgentsAssigned', {
      chief: 'acc_chief',
      agents: ['acc_a'],
      because: '就近',
      contactBy: due('2026-03-06'),
      planBy: due('2026-03-06'),
      replaces: [],
    });
    write('agency.DueMoved', {
      clock: 'plan',
      holder: 'acc_chief',
      from: '2026-03-06',
      to: due('2026-03-09'),
    });
    expect(now()).toMatchObject({
      'acc_chief 确定代办方案': ['2026-03-09', '2026-03-02'],
      'acc_a 首次联系企业': ['2026-03-06', '2026-03-02'],
    });
  });
});

describe('the due dates of the joint visit', () => {
  const acceptance = idOf('acp');
  const of = { projectId: project };
  const accepted = () => {
    const { write: tell, pass, written } = createWriter(project);
    const write = <T extends Parameters<typeof tell>[0]>(type: T, data: object) =>
      tell(type, acceptance, { ...of, ...data } as Parameters<typeof tell<T>>[2]);
    write('acceptance.AcceptanceOpened', { company, division: '330182104', projectName: '项目' });
    write('acceptance.AcceptanceApplied', {
      receipt: 'YS1',
      surveyReport: '测绘',
      verifyBy: due('2026-03-23'),
      onPaper: false,
    });
    write('acceptance.PlanningVerified', { passed: true, finding: '相符' });
    write('acceptance.FivePartyAccepted', {
      receipt: 'YS2',
      report: '合格',
      parties: ['甲', '乙', '丙', '丁', '戊'],
      checkBy: due('2026-03-04'),
    });
    pass(1);
    write('acceptance.AcceptanceAccepted', {
      checks: [
        { check: 'fire', department: 'housing' },
        { check: 'drainage', department: 'housing' },
      ],
      visitBy: due('2026-03-10'),
      fireBy: due('2026-03-24'),
    });
    return { write, pass, now: () => told(written, 'acceptance') };
  };

  it('are those of their part: fire acceptance of special works has its own', () => {
    expect(accepted().now()).toEqual({
      'housing 联合验收查验：消防': ['2026-03-24', '2026-03-03'],
      'housing 联合验收查验：排水': ['2026-03-10', '2026-03-03'],
    });
  });

  it('move for the part whose clock it is', () => {
    const { now, write } = accepted();
    write('acceptance.DueMoved', {
      clock: 'visit:drainage',
      holder: 'housing',
      from: '2026-03-10',
      to: due('2026-03-11'),
    });
    expect(now()).toEqual({
      'housing 联合验收查验：消防': ['2026-03-24', '2026-03-03'],
      'housing 联合验收查验：排水': ['2026-03-11', '2026-03-03'],
    });
  });

  it('are those of the second look for what failed, then of the opinion and of the filing', () => {
    const { now, write, pass } = accepted();
    const result = (passed: boolean) => ({ passed, finding: passed ? '合格' : '不合格' });
    write('acceptance.CheckRecorded', { check: 'fire', round: 1, result: result(false) });
    write('acceptance.CheckRecorded', { check: 'drainage', round: 1, result: result(true) });
    write('acceptance.RectificationRequired', { failed: ['fire'] });
    expect(now()).toEqual({ [`${''} 整改并申请复验`]: [null, '2026-03-03'] });
    pass(1);
    write('acceptance.RectificationReported', {
      receipt: 'YS3',
      report: '已改',
      recheck: ['fire'],
      recheckBy: due('2026-03-09'),
    });
    expect(now()).toEqual({ 'housing 联合验收查验：消防': ['2026-03-09', '2026-03-04'] });
    write('acceptance.CheckRecorded', { check: 'fire', round: 2, result: result(true) });
    write('acceptance.ChecksPassed', { opinionBy: due('2026-03-06') });
    expect(now()).toEqual({ 'housing 出具联合验收意见书': ['2026-03-06', '2026-03-04'] });
    write('acceptance.JointOpinionIssued', {
      opinion: '合格',
      number: '模拟1',
      simulated: true,
      fileBy: due('2026-03-19'),
    });
    expect(Object.values(now())).toEqual([['2026-03-19', '2026-03-04']]);
  });
});

describe('the due date of a rectification of standard land', () => {
  const ordered = (dueOn: string): ParcelView => {
    const { write } = createWriter(idOf('pcl'));
    const event = write('land.RectificationOrdered', idOf('pcl'), {
      parcelId: idOf('pcl'),
      projectId: project,
      at: 'completion',
      months: 12,
      dueOn,
    });
    return { ...foldParcel(undefined, event as LandPublished), annotated: true };
  };
  const seen = (parcel: ParcelView) =>
    freeParcelTurns(parcel, '330182').map((turn) =>
      turnView(turn, { id: 'acc_x' }, readingDay('2026-03-02')),
    );

  it('is provisional where the calendar of its year is, and told as it is elsewhere', () => {
    expect(parcelTurns(ordered('2027-03-02'), company)).toMatchObject([{ action: 'reportRectification' }]);
    expect(seen(ordered('2027-03-02'))).toMatchObject([{ dueOn: '2027-03-02', provisional: true }]);
    expect(seen(ordered('2026-11-02'))).toMatchObject([{ dueOn: '2026-11-02', provisional: false }]);
    expect(seen(ordered('2026-11-02'))[0]).not.toHaveProperty('byYear');
  });

  it('is as its service told it once it was moved', () => {
    const { write } = createWriter(idOf('pcl'));
    const moved = write('land.DueMoved', idOf('pcl'), {
      parcelId: idOf('pcl'),
      clock: 'rectification',
      holder: 'enterprise',
      from: '2027-03-02',
      to: due('2027-03-03'),
    });
    expect(seen(foldParcel(ordered('2027-03-02'), moved as LandPublished))).toMatchObject([
      { dueOn: '2027-03-03', provisional: false },
    ]);
  });
});
