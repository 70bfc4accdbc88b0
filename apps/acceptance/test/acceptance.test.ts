import { describe, expect, it } from 'vitest';
import type { AcceptanceCommand } from '../src/domain/case.ts';
import { caseAt, check, command, company, lead, of, owner, type Place, planner, threeParts } from './walk.ts';

const typesOf = (answer: { ok: boolean; events?: readonly { type: string }[] }): readonly string[] =>
  (answer.events ?? []).map(({ type }) => type);

describe('the gates', () => {
  it.each([
    ['open', 'PLANNING_NOT_VERIFIED'],
    ['applied', 'PLANNING_NOT_VERIFIED'],
    ['planningFailed', 'PLANNING_NOT_VERIFIED'],
  ] as const)('refuses the five parties while planning is %s', (place, code) => {
    expect(caseAt(place).do(owner, command.fiveParties)).toEqual({ ok: false, code });
  });

  it.each([
    ['open', 'PLANNING_NOT_VERIFIED'],
    ['planningFailed', 'PLANNING_NOT_VERIFIED'],
    ['verified', 'FIVE_PARTY_NOT_DONE'],
    ['noticed', 'NOTICE_NOT_SUPPLIED'],
    ['accepted', 'WRONG_STATE'],
  ] as const)('does not accept the joint acceptance from %s', (place, code) => {
    expect(caseAt(place).do(lead, command.accept)).toEqual({ ok: false, code });
  });

  it.each([
    ['applied', 'PLANNING_NOT_VERIFIED'],
    ['verified', 'FIVE_PARTY_NOT_DONE'],
    ['accepted', 'WRONG_STATE'],
  ] as const)('gives no notice from %s', (place, code) => {
    expect(caseAt(place).do(lead, command.notice)).toEqual({ ok: false, code });
  });

  it.each(['open', 'verified', 'fivePartyDone', 'accepted', 'rectifying', 'rechecking'] as const)(
    'issues no opinion from %s',
    (place) => {
      expect(caseAt(place).do(lead, command.opinion)).toEqual({ ok: false, code: 'CHECKS_NOT_PASSED' });
    },
  );

  it.each(['open', 'applied', 'fivePartyDone', 'accepted', 'rectifying', 'passed'] as const)(
    'files no completion from %s',
    (place) => {
      expect(caseAt(place).do(owner, command.file)).toEqual({ ok: false, code: 'OPINION_NOT_ISSUED' });
    },
  );
});

describe('the main path', () => {
  it('leads from the start of construction to the filing', () => {
    const walk = caseAt('filed');
    expect(walk.status()).toBe('filed');
    expect(walk.dueAt()).toBeNull();
    expect(walk.state()).toMatchObject({
      company,
      fiveParty: { parties: ['建设', '勘察', '设计', '施工', '监理'] },
      opinion: { on: '2026-03-02' },
      completion: { on: '2026-03-02' },
      clocks: [],
    });
  });

  it('holds from the day on which construction began', () => {
    expect(caseAt('open').state().since).toBe('2026-01-05');
  });

  it('may apply again after planning failed, under a new clock', () => {
    const walk = caseAt('planningFailed');
    walk.at('2026-03-10T01:00:00.000Z');
    const again = walk.do(owner, { ...command.apply, surveyReport: '综合测绘报告〔2026〕9号' });
    expect(again).toMatchObject({ events: [{ data: { verifyBy: { dueOn: '2026-03-31' } } }] });
    expect(walk.state()).toMatchObject({ surveyReport: '综合测绘报告〔2026〕9号', planning: null });
  });

  it('numbers the joint opinion and says that it is simulated', () => {
    expect(caseAt('passed').do(lead, command.opinion)).toMatchObject({
      events: [
        { type: 'JointOpinionIssued', data: { number: expect.stringMatching(/^LY/), simulated: true } },
      ],
    });
  });
});

describe('the application', () => {
  const clerk = { ...owner, id: 'acc_clerk', roles: ['windowClerk'] as const, company: '' };
  const onPaper = (receivedOn: string): AcceptanceCommand => ({
    ...command.apply,
    paper: { receivedOn, reason: '企业送纸质件' },
  });

  it('on paper runs from the true day of receipt', () => {
    expect(caseAt('open').do(clerk, onPaper('2026-02-27'))).toMatchObject({
      events: [
        {
          effectiveOn: '2026-02-27',
          data: { onPaper: true, paperReason: '企业送纸质件', verifyBy: { dueOn: '2026-03-19' } },
        },
      ],
    });
  });

  it.each([
    ['2026-03-03', 'DATE_IN_FUTURE'],
    ['2026-01-04', 'DATE_BEFORE_STEP'],
    ['2026-02-30', 'DATE_NOT_EXISTING'],
  ])('on paper is not dated %s', (receivedOn, code) => {
    expect(caseAt('open').do(clerk, onPaper(receivedOn))).toEqual({
      ok: false,
      code,
      field: 'paper.receivedOn',
    });
  });

  it('asks the clerk for the paper, and lets nobody else bring one', () => {
    expect(caseAt('open').do(clerk, command.apply)).toMatchObject({ code: 'PAPER_DETAILS_MISSING' });
    expect(caseAt('open').do(owner, onPaper('2026-02-27'))).toMatchObject({ code: 'PAPER_BY_CLERK_ONLY' });
  });

  it('is open once at a time', () => {
    expect(caseAt('applied').do(owner, command.apply)).toEqual({ ok: false, code: 'WRONG_STATE' });
  });

  it.each(['withdrawn', 'filed', 'closed'] as const)('cannot be withdrawn from %s', (place) => {
    expect(caseAt(place).do(owner, command.withdraw)).toEqual({ ok: false, code: 'WRONG_STATE' });
  });

  it.each([
    'applied',
    'planningFailed',
    'verified',
    'fivePartyDone',
    'noticed',
    'accepted',
    'rectifying',
    'rechecking',
    'passed',
  ] as const)('can be withdrawn from %s, and made again with everything anew', (place: Place) => {
    const walk = caseAt(place);
    expect(typesOf(walk.do(owner, command.withdraw))).toEqual(['AcceptanceWithdrawn']);
    expect(walk.dueAt()).toBeNull();
    expect(typesOf(walk.do(owner, command.apply))).toEqual(['AcceptanceApplied']);
    expect(walk.state()).toMatchObject({
      planning: null,
      fiveParty: null,
      notice: null,
      round: 0,
      checks: [],
    });
  });
});

describe('the five parties', () => {
  it.each([
    [['建设', '勘察', '设计', '施工']],
    [['建设', '勘察', '设计', '施工', '施工']],
    [['建设', '勘察', '设计', '施工', '监理', '监理']],
    [['建设', '勘察', '设计', '施工', '监理', '检测']],
    [[]],
  ])('are exactly five: not %j', (parties) => {
    expect(caseAt('verified').do(owner, { ...command.fiveParties, parties })).toEqual({
      ok: false,
      code: 'PARTIES_NOT_FIVE',
      field: 'parties',
    });
  });

  it('may be named in any order', () => {
    const parties = ['监理', '施工', '设计', '勘察', '建设'];
    expect(caseAt('verified').do(owner, { ...command.fiveParties, parties })).toMatchObject({ ok: true });
  });
});

describe('the notice', () => {
  it('is given once; what is supplied goes back to be checked anew', () => {
    const walk = caseAt('noticed');
    walk.at('2026-03-05T01:00:00.000Z');
    expect(walk.do(owner, command.supply)).toMatchObject({
      events: [{ type: 'AcceptanceSupplied', data: { checkBy: { dueOn: '2026-03-09' } } }],
    });
    expect(walk.status()).toBe('fivePartyDone');
    expect(walk.do(lead, command.notice)).toEqual({ ok: false, code: 'NOTICE_GIVEN_ONCE' });
    expect(walk.do(lead, command.accept)).toMatchObject({ ok: true });
  });

  it('lapses when its deadline is over, not a moment before', () => {
    const walk = caseAt('noticed');
    expect(typesOf({ ok: true, events: walk.at('2026-03-16T15:59:59.999Z') })).toEqual(['LightTurned']);
    expect(walk.status()).toBe('noticed');
    expect(walk.at('2026-03-16T16:00:00.000Z')).toMatchObject([
      { type: 'AcceptanceLapsed', effectiveOn: '2026-03-17', data: { dueOn: '2026-03-16' } },
    ]);
    expect(walk.do(owner, command.supply)).toEqual({ ok: false, code: 'WRONG_STATE' });
    expect(typesOf(walk.do(owner, command.apply))).toEqual(['AcceptanceApplied']);
  });
});

describe('the joint visit', () => {
  it.each([
    [[{ check: 'lightning', department: 'housing' }], 'DEPARTMENT_NOT_COMPETENT', 'checks.0.department'],
    [[threeParts[0]!, threeParts[0]!], 'CHECK_TWICE', 'checks.1.check'],
  ] as const)('is put together right: %j is not', (checks, code, field) => {
    expect(caseAt('fivePartyDone').do(lead, { ...command.accept, checks: [...checks] })).toEqual({
      ok: false,
      code,
      field,
    });
  });

  it('gives fire its own fifteen working days where the works are special', () => {
    const walk = caseAt('fivePartyDone');
    expect(walk.do(lead, { ...command.accept, specialWorks: true })).toMatchObject({
      events: [{ data: { visitBy: { dueOn: '2026-03-09' }, fireBy: { dueOn: '2026-03-23' } } }],
    });
    expect(walk.state().clocks.map(({ clock, due }) => [clock, due.dueOn])).toEqual([
      ['visit:fire', '2026-03-23'],
      ['visit:drainage', '2026-03-09'],
      ['visit:land', '2026-03-09'],
    ]);
  });

  it('knows special works by the item of their path, told or not', () => {
    expect(caseAt('fivePartyDone').do(lead, { ...command.accept, items: ['C1', 'C2'] })).toMatchObject({
      events: [{ data: { fireBy: { dueOn: '2026-03-23' } } }],
    });
    expect(caseAt('fivePartyDone').do(lead, command.accept)).toMatchObject({
      events: [{ data: expect.not.objectContaining({ fireBy: expect.anything() }) }],
    });
  });

  it.each([
    [[], 'archives'],
    [['B3'], 'civilDefence'],
    [['C3'], 'lightning'],
  ] as const)('owes a path with %j the part %s, unless it is left out with a reason', (items, owed) => {
    const leftOut = command.accept.leftOut.filter(({ check: part }) => part !== owed);
    const walk = caseAt('fivePartyDone');
    expect(walk.do(lead, { ...command.accept, leftOut, items })).toEqual({
      ok: false,
      code: 'CHECK_OWED',
      field: 'checks',
    });
    const reasoned = [...leftOut, { check: owed, reason: '本项目没有' }];
    expect(walk.do(lead, { ...command.accept, leftOut: reasoned, items })).toMatchObject({
      events: [{ type: 'AcceptanceAccepted', data: { leftOut: reasoned } }],
    });
    expect(walk.state().leftOut).toEqual(reasoned);
  });

  it.each(['fire', 'land'] as const)('is never without %s, whatever the reason', (part) => {
    const checks = threeParts.filter(({ check: known }) => known !== part);
    const leftOut = [...command.accept.leftOut, { check: part, reason: '不需要' }];
    expect(caseAt('fivePartyDone').do(lead, { ...command.accept, checks })).toEqual({
      ok: false,
      code: 'CHECK_OWED',
      field: 'checks',
    });
    expect(caseAt('fivePartyDone').do(lead, { ...command.accept, checks, leftOut })).toEqual({
      ok: false,
      code: 'CHECK_NEVER_LEFT_OUT',
      field: 'leftOut.2.check',
    });
  });

  it('does not both check a part and leave it out', () => {
    const leftOut = [...command.accept.leftOut, { check: 'drainage' as const, reason: '没有' }];
    expect(caseAt('fivePartyDone').do(lead, { ...command.accept, leftOut })).toEqual({
      ok: false,
      code: 'CHECK_TWICE',
      field: 'leftOut.2.check',
    });
  });

  it('is decided by the last part', () => {
    const walk = caseAt('accepted');
    expect(typesOf(walk.do(of('water'), check('drainage', false)))).toEqual(['CheckRecorded']);
    expect(typesOf(walk.do(of('housing'), check('fire')))).toEqual(['CheckRecorded']);
    expect(walk.do(of('naturalResources'), check('land', false))).toMatchObject({
      events: [
        { type: 'CheckRecorded' },
        { type: 'RectificationRequired', data: { failed: ['drainage', 'land'] } },
      ],
    });
  });

  it('takes each part once, and only parts of its own', () => {
    const walk = caseAt('accepted');
    walk.do(of('housing'), check('fire', false));
    expect(walk.do(of('housing'), check('fire'))).toEqual({
      ok: false,
      code: 'CHECK_RECORDED',
      field: 'check',
    });
    expect(walk.do(of('housing'), check('greening'))).toEqual({
      ok: false,
      code: 'CHECK_NOT_INCLUDED',
      field: 'check',
    });
  });

  it('stops the clock of a part that is recorded, and no other', () => {
    const walk = caseAt('accepted');
    walk.do(of('housing'), check('fire'));
    expect(walk.state().clocks.map(({ clock }) => clock)).toEqual(['visit:drainage', 'visit:land']);
  });
});

describe('rectification', () => {
  it('runs no clock: it is the owner’s time', () => {
    expect(caseAt('rectifying').state().clocks).toEqual([]);
    expect(caseAt('rectifying').dueAt()).toBeNull();
  });

  it('leads to a re-check of what failed alone', () => {
    const walk = caseAt('rectifying');
    expect(walk.do(owner, command.rectified)).toMatchObject({
      events: [{ data: { recheck: ['fire'], recheckBy: { dueOn: '2026-03-05' } } }],
    });
    expect(walk.do(of('water'), check('drainage'))).toEqual({
      ok: false,
      code: 'CHECK_PASSED_BEFORE',
      field: 'check',
    });
    expect(typesOf(walk.do(of('housing'), check('fire')))).toEqual(['CheckRecorded', 'ChecksPassed']);
  });

  it('may be needed again', () => {
    const walk = caseAt('rechecking');
    expect(typesOf(walk.do(of('housing'), check('fire', false)))).toEqual([
      'CheckRecorded',
      'RectificationRequired',
    ]);
    walk.do(owner, command.rectified);
    expect(walk.state().round).toBe(3);
    expect(typesOf(walk.do(of('housing'), check('fire')))).toEqual(['CheckRecorded', 'ChecksPassed']);
    expect(walk.state().checks[0]!.results.map(({ round, passed }) => [round, passed])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
  });
});

describe('the clocks', () => {
  it.each([
    ['applied', 'planning', 'naturalResources', '2026-03-23'],
    ['fivePartyDone', 'check', 'acceptanceLead', '2026-03-04'],
    ['noticed', 'supply', 'enterprise', '2026-03-16'],
    ['accepted', 'visit:fire', 'housing', '2026-03-09'],
    ['rechecking', 'recheck:fire', 'housing', '2026-03-05'],
    ['passed', 'opinion', 'acceptanceLead', '2026-03-04'],
    ['opinionIssued', 'filing', 'enterprise', '2026-03-17'],
  ] as const)('at %s runs %s, held by %s, until %s', (place, clock, holder, dueOn) => {
    expect(caseAt(place).state().clocks[0]).toMatchObject({ clock, holder, due: { dueOn }, light: 'green' });
  });

  it('tells yellow and red once each, with the day they turned', () => {
    const walk = caseAt('passed');
    const lights = walk.at('2026-04-01T01:00:00.000Z');
    expect(lights).toMatchObject([
      { type: 'LightTurned', effectiveOn: '2026-03-04', data: { clock: 'opinion', light: 'yellow' } },
      {
        type: 'LightTurned',
        effectiveOn: '2026-03-05',
        data: { clock: 'opinion', light: 'red', holder: 'acceptanceLead', dueOn: '2026-03-04' },
      },
    ]);
    expect(walk.at('2026-05-01T01:00:00.000Z')).toEqual([]);
    expect(typesOf(walk.do(lead, command.opinion))).toEqual(['JointOpinionIssued']);
  });

  it('runs the filing from the passing, rolled off a holiday', () => {
    // 2026-09-18 + 15 calendar days is 2026-10-03, in the National Day holiday that ends on the 7th.
    const walk = caseAt('passed', '2026-09-18T01:00:00.000Z');
    walk.at('2026-09-22T01:00:00.000Z');
    expect(walk.do(lead, command.opinion)).toMatchObject({
      events: [{ data: { fileBy: { dueOn: '2026-10-08', limit: 'acceptance.filing@2023-1' } } }],
    });
    expect(walk.at('2026-10-08T15:00:00.000Z')).toMatchObject([{ data: { light: 'yellow' } }]);
    expect(walk.at('2026-10-08T16:00:00.000Z')).toMatchObject([
      { effectiveOn: '2026-10-09', data: { light: 'red', holder: 'enterprise' } },
    ]);
  });

  it('takes the filing however late it comes', () => {
    const walk = caseAt('opinionIssued');
    walk.at('2026-06-01T01:00:00.000Z');
    expect(walk.do(owner, command.file)).toMatchObject({ events: [{ data: { on: '2026-06-01' } }] });
  });
});

describe('a project given up', () => {
  it.each([
    'open',
    'applied',
    'planningFailed',
    'noticed',
    'rectifying',
    'passed',
    'opinionIssued',
    'withdrawn',
  ] as const)('closes an acceptance at %s', (place) => {
    const walk = caseAt(place);
    expect(typesOf(walk.do({ ...planner, roles: ['service'], person: false }, command.close))).toEqual([
      'AcceptanceClosed',
    ]);
    expect(walk.dueAt()).toBeNull();
  });

  it.each(['filed', 'closed'] as const)('leaves one that has ended (%s)', (place) => {
    expect(caseAt(place).do({ ...planner, roles: ['service'], person: false }, command.close)).toEqual({
      ok: false,
      code: 'WRONG_STATE',
    });
  });
});
