import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkTable, drawTable } from '@yizhan/aggregate/machine';
import { somebody } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import type { PrereviewCommand } from '../src/domain/case.ts';
import { statuses, table } from '../src/domain/states.ts';
import {
  agreeing,
  department,
  disagreeing,
  division,
  five,
  lead,
  officer,
  opening,
  plainFacts,
  service,
  walkTo,
} from './walk.ts';

const refuses = (code: string, field?: string) =>
  field === undefined ? { ok: false, code } : { ok: false, code, field };
const typesOf = (answer: { ok: boolean; events?: readonly { type: string }[] }) =>
  answer.events?.map(({ type }) => type);

it('declares every state with a way in and a way out', () => {
  expect(checkTable(table, statuses)).toEqual([]);
});

it('is drawn in the README as it is declared', () => {
  expect(readFileSync(path.join(import.meta.dirname, '../README.md'), 'utf8')).toContain(
    drawTable(table, statuses),
  );
});

describe('预审', () => {
  it('opens with two working days from the true day of receipt, though a clerk entered it later', () => {
    const walk = walkTo('none');
    const answer = walk.do(service, {
      ...opening(),
      submittedOn: legalDate('2026-02-27'),
    } as PrereviewCommand);
    expect(answer).toMatchObject({
      ok: true,
      events: [
        {
          type: 'PrereviewOpened',
          effectiveOn: '2026-02-27',
          data: { round: 1, due: { dueOn: '2026-03-02' } },
        },
      ],
    });
  });

  it('is opened once', () => {
    expect(walkTo('submitted').do(service, opening())).toEqual(refuses('CASE_EXISTS'));
  });

  it('is claimed by one officer of the division, and nobody else decides before a hand-over', () => {
    const walk = walkTo('submitted');
    expect(typesOf(walk.do(officer, { type: 'startPrereview' }))).toEqual(['PrereviewStarted']);
    const colleague = somebody('territory', { unit: division, id: 'acc_colleague' });
    expect(walk.do(colleague, { type: 'startPrereview' })).toEqual(refuses('WRONG_STATE'));
    expect(walk.do(colleague, { type: 'agreePrereview', opinion: '同意' })).toEqual(refuses('NOT_YOUR_TASK'));
    expect(walk.do(officer, { type: 'handOverPrereview', to: officer.id, reason: '无' })).toEqual(
      refuses('SAME_OFFICER', 'to'),
    );
    expect(walk.do(officer, { type: 'handOverPrereview', to: 'acc_clerk', reason: '休假' })).toEqual(
      refuses('DRAFTER_MAY_NOT_REVIEW', 'to'),
    );
    expect(
      walk.do(colleague, { type: 'handOverPrereview', to: 'acc_colleague', reason: '原经办人休假' }),
    ).toMatchObject({
      ok: true,
      events: [
        { type: 'TaskHandedOver', data: { from: officer.id, to: 'acc_colleague', reason: '原经办人休假' } },
      ],
    });
    expect(walk.do(officer, { type: 'refusePrereview', reason: '不符' })).toEqual(refuses('NOT_YOUR_TASK'));
    expect(walk.do(colleague, { type: 'agreePrereview', opinion: '同意' }).ok).toBe(true);
  });

  it('asks for a supplement and starts a second round when it comes, unclaimed and with the clock anew', () => {
    const walk = walkTo('returned');
    expect(walk.state()).toMatchObject({ status: 'returned', clocks: [] });
    expect(walk.dueAt()).toBeNull();
    walk.at('2026-03-10T01:00:00Z');
    const renewed = walk.do(service, {
      type: 'renewPrereview',
      facts: plainFacts({ name: '改名项目' }),
      suppliedOn: legalDate('2026-03-10'),
      drafter: 'acc_other',
    });
    expect(renewed).toMatchObject({
      events: [
        {
          type: 'PrereviewOpened',
          data: { round: 2, projectName: '改名项目', due: { dueOn: '2026-03-12' } },
        },
      ],
    });
    expect(walk.state()).toMatchObject({
      status: 'submitted',
      officer: null,
      drafters: ['acc_enterprise', 'acc_clerk', 'acc_other'],
    });
  });

  it('ends with 预审不同意 in a proposal to admission, not in a judgement', () => {
    const walk = walkTo('prereviewing');
    expect(walk.do(officer, { type: 'refusePrereview', reason: '不符合产业定位' })).toMatchObject({
      events: [
        { type: 'PrereviewRefused', data: { reason: '不符合产业定位' } },
        { type: 'ProposalMade', data: { by: 'prereview', proposal: { conclusion: 'disagreed' } } },
      ],
    });
    expect(walk.status()).toBe('refused');
    expect(walk.do(officer, { type: 'agreePrereview', opinion: '同意' })).toEqual(refuses('WRONG_STATE'));
  });

  it('leads by 预审同意 alone to 研判, of the departments that the rules choose', () => {
    const walk = walkTo('prereviewing');
    expect(walk.do(officer, { type: 'agreePrereview', opinion: '同意' })).toMatchObject({
      events: [
        { type: 'PrereviewAgreed', data: { company: 'cmp_a', division, opinion: '同意' } },
        {
          type: 'JudgementOpened',
          data: {
            complex: false,
            due: { dueOn: '2026-03-05' },
            departments: five.map((unit) => ({ department: unit, veto: unit === 'ecology' })),
          },
        },
      ],
    });
  });

  it('gives departments five working days where the judgement is complex', () => {
    const walk = walkTo('judging', { facts: plainFacts({ hazardousChemicals: true }) });
    expect(walk.state().judgement?.complex).toBe(true);
    expect(walk.state().clocks.map(({ due }) => due.dueOn)).toEqual(Array(6).fill('2026-03-09'));
  });
});

describe('研判', () => {
  it('completes itself with the last opinion, and not before', () => {
    const walk = walkTo('judging');
    for (const unit of five.slice(0, 4)) {
      expect(typesOf(walk.do(department(unit), agreeing))).toEqual(['OpinionGiven']);
      expect(walk.status()).toBe('judging');
    }
    expect(walk.do(department('financeTax'), agreeing)).toMatchObject({
      events: [
        { type: 'OpinionGiven' },
        { type: 'JudgementCompleted', data: { due: { dueOn: '2026-03-03' } } },
      ],
    });
    expect(walk.state()).toMatchObject({
      status: 'summarising',
      clocks: [{ clock: 'summary', holder: 'judgementLead' }],
    });
  });

  it.each<[string, PrereviewCommand, ReturnType<typeof refuses>]>([
    [
      '不同意 without its basis',
      { type: 'giveOpinion', opinion: 'disagree', text: '不' },
      refuses('BASIS_MISSING', 'basis'),
    ],
    [
      '有条件同意 without conditions',
      { type: 'giveOpinion', opinion: 'agreeWithConditions', text: '可' },
      refuses('CONDITIONS_MISSING', 'conditions'),
    ],
    [
      '同意 with conditions',
      { type: 'giveOpinion', opinion: 'agree', text: '可', conditions: [{ text: '达标', attachedTo: 'A4' }] },
      refuses('CONDITIONS_NOT_OPEN', 'conditions'),
    ],
    [
      'a revision before anything was reopened',
      { type: 'reviseOpinion', opinion: 'agree', text: '可' },
      refuses('WRONG_STATE'),
    ],
  ])('refuses %s', (_what, command, answer) => {
    expect(walkTo('judging').do(department('ecology'), command)).toEqual(answer);
  });

  it('takes one opinion a department, of those asked, with its conditions as the department’s own', () => {
    const walk = walkTo('judging');
    const given = walk.do(department('ecology'), {
      type: 'giveOpinion',
      opinion: 'agreeWithConditions',
      text: '落实总量',
      conditions: [{ text: '取得排污权', attachedTo: 'A4' }],
    });
    expect(given).toMatchObject({
      events: [{ data: { conditions: [{ text: '取得排污权', attachedTo: 'A4', department: 'ecology' }] } }],
    });
    expect(walk.do(department('ecology'), disagreeing)).toEqual(refuses('OPINION_GIVEN'));
    expect(walk.do(department('water'), agreeing)).toEqual(refuses('DEPARTMENT_NOT_ASKED'));
    expect(walk.state().clocks.map(({ clock }) => clock)).not.toContain('opinion:ecology');
  });

  it('refuses an opinion that comes when the case is over', () => {
    const walk = walkTo('judging');
    walk.do(service, { type: 'closePrereview', because: 'withdrawn' });
    expect(walk.do(department('ecology'), agreeing)).toEqual(refuses('OPINION_TOO_LATE'));
  });
});

describe('汇总', () => {
  it('concludes without a conference only where all say 同意', () => {
    expect(walkTo('summarising').do(lead, { type: 'summariseJudgement', reason: '一致同意' })).toMatchObject({
      events: [
        {
          type: 'ProposalMade',
          data: { by: 'summary', proposal: { conclusion: 'agreed', reason: '一致同意' } },
        },
      ],
    });
    const divided = walkTo('summarising', { disagreeing: ['financeTax'] });
    expect(divided.do(lead, { type: 'summariseJudgement', reason: '多数同意' })).toEqual(
      refuses('NOT_UNANIMOUS'),
    );
  });

  it('takes 有条件同意 for no plain 同意', () => {
    const walk = walkTo('judging');
    for (const unit of five.slice(1)) walk.do(department(unit), agreeing);
    walk.do(department('developmentReform'), {
      type: 'giveOpinion',
      opinion: 'agreeWithConditions',
      text: '可',
      conditions: [{ text: '能效达标', attachedTo: 'A7' }],
    });
    expect(walk.do(lead, { type: 'summariseJudgement', reason: '同意' })).toEqual(refuses('NOT_UNANIMOUS'));
  });

  it.each([
    ['2026-02-30', 'DATE_NOT_EXISTING'],
    ['2026-02-27', 'DATE_BEFORE_STEP'],
    ['2026-03-07', 'NOT_A_WORKDAY'],
    ['2026-03-10', 'CONFERENCE_TOO_LATE'],
  ])('refuses a conference on %s', (heldOn, code) => {
    const answer = walkTo('summarising').do(lead, { type: 'callConference', heldOn, agenda: '研究' });
    expect(answer).toEqual(refuses(code, 'heldOn'));
  });

  it('calls the conference within five working days', () => {
    const walk = walkTo('summarising');
    expect(walk.do(lead, { type: 'callConference', heldOn: '2026-03-09', agenda: '研究' })).toMatchObject({
      events: [{ type: 'ConferenceCalled', data: { heldOn: '2026-03-09', due: { dueOn: '2026-03-09' } } }],
    });
  });
});

describe('after the proposal', () => {
  const supplement = {
    conclusion: 'supplement',
    reason: '须补充',
    asked: [{ what: '能评', why: '未附' }],
  } as const;
  const proposed = (disagrees: Parameters<typeof walkTo>[1] = {}) =>
    walkTo('proposed', { proposal: { ...supplement, asked: [...supplement.asked] }, ...disagrees });

  it('waits, with no clock of its own, until admission concludes or the case comes back', () => {
    const walk = proposed();
    expect(walk.state()).toMatchObject({ status: 'proposed', clocks: [] });
    expect(walk.do(service, { type: 'closePrereview', because: 'concluded' })).toMatchObject({ ok: true });
    expect(walk.state()).toMatchObject({ status: 'closed', closedBecause: 'concluded' });
    expect(walk.do(service, { type: 'closePrereview', because: 'givenUp' })).toEqual(refuses('WRONG_STATE'));
  });

  it('reopens from 已结束 for a supplement that came in time and was entered after it had lapsed, and for no other', () => {
    const reopening = [
      [
        walkTo('returned'),
        {
          type: 'renewPrereview',
          facts: plainFacts(),
          suppliedOn: legalDate('2026-03-16'),
          drafter: 'acc_clerk',
        },
        { status: 'submitted', round: 2 },
      ],
      [
        proposed(),
        {
          type: 'reopenSummary',
          because: 'supplemented',
          facts: plainFacts(),
          on: legalDate('2026-03-16'),
        },
        { status: 'summarising', proposal: null },
      ],
    ] as const;
    for (const [walk, command, reopened] of reopening) {
      walk.do(service, { type: 'closePrereview', because: 'lapsed' });
      walk.at('2026-03-17T01:00:00Z');
      expect(walk.do(service, command)).toMatchObject({ ok: true, events: [{ effectiveOn: '2026-03-16' }] });
      expect(walk.state()).toMatchObject({ ...reopened, closedBecause: null, clocks: [{ due: {} }] });
      for (const because of ['withdrawn', 'concluded', 'givenUp'] as const) {
        walk.do(service, { type: 'closePrereview', because });
        expect(walk.do(service, command)).toEqual(refuses('WRONG_STATE'));
      }
    }
  });

  it('reopens 汇总 when the supplement comes or the review date has come', () => {
    for (const because of ['supplemented', 'reviewDue'] as const) {
      const walk = proposed();
      walk.at('2026-03-10T01:00:00Z');
      expect(walk.do(service, { type: 'reopenSummary', because, on: legalDate('2026-03-10') })).toMatchObject(
        {
          events: [
            {
              type: 'SummaryReopened',
              effectiveOn: '2026-03-10',
              data: { because, due: { dueOn: '2026-03-11' } },
            },
          ],
        },
      );
      expect(walk.state()).toMatchObject({ status: 'summarising', proposal: null, conference: null });
    }
  });

  it('lets a department answer once more to the supplemented file, and so lift its veto', () => {
    const walk = proposed({ disagreeing: ['ecology'] });
    walk.do(service, {
      type: 'reopenSummary',
      because: 'supplemented',
      on: legalDate('2026-03-02'),
      facts: plainFacts(),
    });
    expect(walk.do(lead, { type: 'summariseJudgement', reason: '同意' })).toEqual(refuses('NOT_UNANIMOUS'));
    expect(
      typesOf(walk.do(department('ecology'), { type: 'reviseOpinion', opinion: 'agree', text: '已补齐' })),
    ).toEqual(['OpinionGiven']);
    expect(walk.do(department('ecology'), { type: 'reviseOpinion', opinion: 'agree', text: '再改' })).toEqual(
      refuses('OPINION_GIVEN'),
    );
    expect(walk.do(lead, { type: 'summariseJudgement', reason: '一致同意' }).ok).toBe(true);
  });

  it('asks the departments that the supplemented facts newly call for, before 汇总 goes on', () => {
    const walk = proposed();
    const facts = plainFacts({ hazardousChemicals: true });
    const reopened = walk.do(service, {
      type: 'reopenSummary',
      because: 'supplemented',
      on: legalDate('2026-03-02'),
      facts,
    });
    expect(typesOf(reopened)).toEqual(['SummaryReopened', 'JudgementOpened']);
    expect(walk.state()).toMatchObject({ status: 'judging', clocks: [{ clock: 'opinion:emergency' }] });
    expect(walk.do(lead, { type: 'summariseJudgement', reason: '同意' })).toEqual(refuses('WRONG_STATE'));
    expect(walk.do(department('ecology'), agreeing)).toEqual(refuses('OPINION_GIVEN'));
    expect(typesOf(walk.do(department('emergency'), agreeing))).toEqual([
      'OpinionGiven',
      'JudgementCompleted',
    ]);
    expect(
      typesOf(walk.do(department('ecology'), { type: 'reviseOpinion', opinion: 'agree', text: '仍同意' })),
    ).toEqual(['OpinionGiven']);
  });
});

it('asks a department anew where the supplemented facts give it a veto, and takes none away', () => {
  const proposal = {
    conclusion: 'supplement',
    reason: '须补充',
    asked: [{ what: '能评', why: '未附' }],
  } as const;
  const walk = walkTo('proposed', { proposal: { ...proposal, asked: [...proposal.asked] } });
  const facts = plainFacts({ energyTce: '2000' });
  walk.do(service, { type: 'reopenSummary', because: 'supplemented', on: legalDate('2026-03-02'), facts });
  expect(walk.state()).toMatchObject({ status: 'judging', clocks: [{ clock: 'opinion:developmentReform' }] });
  expect(typesOf(walk.do(department('developmentReform'), agreeing))).toEqual([
    'OpinionGiven',
    'JudgementCompleted',
  ]);
  expect(
    walk
      .state()
      .judgement?.departments.filter(({ veto }) => veto)
      .map(({ department: unit }) => unit),
  ).toEqual(['developmentReform', 'ecology']);
});

describe('whatever is not open', () => {
  it.each([
    'submitted',
    'prereviewing',
    'returned',
    'judging',
    'summarising',
    'conferring',
    'proposed',
  ] as const)('in %s is refused with a code, and closing is open', (status) => {
    const commands: readonly [Parameters<ReturnType<typeof walkTo>['do']>[0], PrereviewCommand][] = [
      [officer, { type: 'startPrereview' }],
      [officer, { type: 'agreePrereview', opinion: '同意' }],
      [officer, { type: 'refusePrereview', reason: '不同意' }],
      [officer, { type: 'requestPrereviewSupplement', asked: [{ what: '材料', why: '缺' }] }],
      [lead, { type: 'summariseJudgement', reason: '同意' }],
      [lead, { type: 'callConference', heldOn: '2026-03-03', agenda: '研究' }],
      [service, { type: 'reopenSummary', because: 'reviewDue', on: legalDate('2026-03-02') }],
      [
        service,
        { type: 'renewPrereview', facts: plainFacts(), suppliedOn: legalDate('2026-03-02'), drafter: 'x' },
      ],
    ];
    for (const [actor, command] of commands) {
      const open: readonly string[] = table[command.type].from;
      if (open.includes(status)) continue;
      expect(walkTo(status).do(actor, command), command.type).toEqual(refuses('WRONG_STATE'));
    }
    expect(walkTo(status).do(service, { type: 'closePrereview', because: 'withdrawn' }).ok).toBe(true);
  });

  it('answers CASE_NOT_FOUND where there is no case', () => {
    expect(walkTo('none').do(officer, { type: 'startPrereview' })).toEqual(refuses('CASE_NOT_FOUND'));
  });
});
