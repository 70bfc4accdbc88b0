import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkTable, drawTable } from '@yizhan/aggregate/machine';
import type { ProjectFacts } from '@yizhan/contracts';
import { someFacts } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import type { ApplicationCommand } from '../src/domain/case.ts';
import { type ApplicationStatus, statuses, table } from '../src/domain/states.ts';
import {
  asked,
  clerk,
  concluding,
  enterprise,
  paper,
  service,
  stage,
  stranger,
  submitting,
  walkTo,
} from './walk.ts';

const refuses = (code: string, field?: string) =>
  field === undefined ? { ok: false, code } : { ok: false, code, field };
const typesOf = (answer: { ok: boolean; events?: readonly { type: string }[] }) =>
  answer.events?.map(({ type }) => type);
const all = Object.keys(statuses) as ApplicationStatus[];

it('declares every state with a way in and a way out', () => expect(checkTable(table, statuses)).toEqual([]));

it('is drawn in the README as it is declared', () => {
  expect(readFileSync(path.join(import.meta.dirname, '../README.md'), 'utf8')).toContain(
    drawTable(table, statuses),
  );
});

it.each(all)('can be walked to %s', (status) => expect(walkTo(status).status()).toBe(status));

describe('提交', () => {
  it('is received on the day it comes, with a receipt, for the company of the account', () => {
    expect(walkTo('none').do(enterprise, submitting())).toMatchObject({
      events: [
        {
          type: 'ApplicationSubmitted',
          effectiveOn: '2026-03-02',
          data: { company: 'cmp_a', owner: enterprise.id, onPaper: false },
        },
      ],
    });
  });

  it('on paper at the window is received on the true day, with the reason, for the company named', () => {
    expect(walkTo('none').do(clerk, submitting({ paper }))).toMatchObject({
      events: [
        {
          type: 'ApplicationSubmitted',
          effectiveOn: '2026-02-27',
          data: { company: 'cmp_a', owner: 'acc_owner', onPaper: true, paperReason: paper.reason },
        },
      ],
    });
  });

  it.each<[string, typeof enterprise, ApplicationCommand, ReturnType<typeof refuses>]>([
    ['paper by an enterprise', enterprise, submitting({ paper }), refuses('PAPER_BY_CLERK_ONLY', 'paper')],
    [
      'a clerk without the details of the paper',
      clerk,
      submitting(),
      refuses('PAPER_DETAILS_MISSING', 'paper'),
    ],
    [
      'paper from tomorrow',
      clerk,
      submitting({ paper: { ...paper, receivedOn: '2026-03-03' } }),
      refuses('DATE_IN_FUTURE', 'paper.receivedOn'),
    ],
    [
      'paper of a mistyped year, which no calendar has an answer for',
      clerk,
      submitting({ paper: { ...paper, receivedOn: '2016-02-27' } }),
      refuses('YEAR_UNSUPPORTED', 'paper.receivedOn'),
    ],
    [
      'a day that does not exist',
      clerk,
      submitting({ paper: { ...paper, receivedOn: '2026-02-29' } }),
      refuses('DATE_NOT_EXISTING', 'paper.receivedOn'),
    ],
    [
      'an account without a company',
      { ...enterprise, company: undefined } as unknown as typeof enterprise,
      submitting(),
      refuses('NO_COMPANY'),
    ],
    [
      'a credit code that fails its check',
      enterprise,
      submitting({ investor: { kind: 'company', name: '某公司', creditCode: '11331002002673575H' } }),
      refuses('CREDIT_CODE_CHECK', 'investor.creditCode'),
    ],
  ])('refuses %s', (_what, actor, command, answer) => {
    expect(walkTo('none').do(actor, command)).toEqual(answer);
  });

  it('lets a company be founded later: no credit code is asked for yet', () => {
    expect(
      walkTo('none').do(enterprise, submitting({ investor: { kind: 'toBeFounded', name: '拟设立公司' } })).ok,
    ).toBe(true);
  });

  it.each<[string, Partial<ProjectFacts>, string, string]>([
    ['a division of another county', { division: '330127100' }, 'DIVISION_UNKNOWN', 'facts.division'],
    ['a code that the list leaves out', { division: '330182103' }, 'DIVISION_UNKNOWN', 'facts.division'],
    [
      'no investment',
      { totalInvestment: '0', fixedInvestment: '0' },
      'INVESTMENT_MISSING',
      'facts.totalInvestment',
    ],
    [
      'more fixed than total investment',
      { fixedInvestment: '12000.01' },
      'INVESTMENT_PARTS',
      'facts.fixedInvestment',
    ],
    [
      'parts above the fixed investment',
      { investmentLand: '1000.000001' },
      'INVESTMENT_PARTS',
      'facts.investmentConstruction',
    ],
  ])('refuses %s', (_what, facts, code, field) => {
    expect(walkTo('none').do(enterprise, submitting({ facts: someFacts(facts) }))).toEqual(
      refuses(code, field),
    );
  });

  it('refuses an industry that is not in the table', () => {
    expect(
      walkTo('none').do(enterprise, submitting({ facts: someFacts({ industry: '9999' }) })),
    ).toMatchObject({ ok: false, field: 'facts.industry' });
  });

  it('lets a credit code in that an administrator has allowed, on its check alone', () => {
    const investor = { kind: 'company', name: '真实企业', creditCode: '91350100M0001TGQXM' } as const;
    expect(walkTo('none').do(enterprise, submitting({ investor }))).toMatchObject({ ok: false });
    expect(walkTo('none').do(enterprise, submitting({ investor, codeAllowed: true })).ok).toBe(true);
    const short = { ...investor, creditCode: '9135' };
    expect(walkTo('none').do(enterprise, submitting({ investor: short, codeAllowed: true }))).toMatchObject({
      code: 'CREDIT_CODE_LENGTH',
    });
  });

  it('files anew what came to nothing, linked to it; not what is still open, nor another company’s', () => {
    const refiling = { of: 'prj_old', company: 'cmp_a', status: 'withdrawn' } as const;
    expect(walkTo('none').do(enterprise, submitting({ refiling }))).toMatchObject({
      events: [{ data: { refilingOf: 'prj_old' } }],
    });
    expect(
      walkTo('none').do(enterprise, submitting({ refiling: { ...refiling, status: 'judging' } })),
    ).toMatchObject({ code: 'NOT_ENDED' });
    expect(
      walkTo('none').do(enterprise, submitting({ refiling: { ...refiling, company: 'cmp_b' } })),
    ).toMatchObject({ code: 'PROJECT_NOT_FOUND' });
  });

  it('happens once', () =>
    expect(walkTo('submitted').do(enterprise, submitting())).toEqual(refuses('CASE_EXISTS')));
});

describe('what prereview reports', () => {
  it.each([
    'prereviewing',
    'prereviewAgreed',
    'prereviewRefused',
    'judging',
    'summarising',
    'conferring',
  ] as const)('moves the application to %s', (name) => {
    const walk = walkTo('submitted');
    expect(walk.do(service, stage(name))).toMatchObject({
      events: [{ type: 'StageReached', data: { stage: name } }],
    });
    expect(walk.status()).toBe(name);
  });

  it('keeps which departments were asked: they may read it from then on', () => {
    const walk = walkTo('prereviewAgreed');
    walk.do(service, { type: 'noteStage', stage: 'judging', departments: ['ecology', 'water'] });
    walk.do(service, stage('summarising'));
    expect(walk.state().askedDepartments).toEqual(['ecology', 'water']);
  });

  it.each<[ApplicationStatus, 'prereview' | 'conference', ApplicationStatus]>([
    ['prereviewing', 'prereview', 'returned'],
    ['conferring', 'conference', 'supplementing'],
  ])('in %s, a demand from %s stops for ten working days at %s', (status, from, to) => {
    const walk = walkTo(status);
    expect(walk.do(service, { type: 'demandSupplement', from, asked })).toMatchObject({
      events: [{ type: 'SupplementDemanded', data: { from, round: 1, asked, due: { dueOn: '2026-03-16' } } }],
    });
    expect(walk.status()).toBe(to);
  });

  it.each(['withdrawn', 'lapsed', 'givenUp', 'replied', 'returned', 'postponed'] as const)(
    'changes nothing once the application is %s: only its own document ends it',
    (status) => {
      const reports: readonly ApplicationCommand[] = [
        stage('judging'),
        { type: 'demandSupplement', from: 'prereview', asked },
        { type: 'postpone', proposedOn: legalDate('2026-03-02'), reviewOn: '2026-04-01', reason: '缓' },
        concluding('agreed'),
      ];
      for (const report of reports)
        expect(walkTo(status).do(service, report)).toEqual(refuses('WRONG_STATE'));
    },
  );
});

describe('补充', () => {
  const supplementing: ApplicationCommand = {
    type: 'supplementApplication',
    facts: someFacts({ energyTce: '700' }),
    note: '已补',
  };

  it.each<[ApplicationStatus, ApplicationStatus]>([
    ['returned', 'submitted'],
    ['supplementing', 'summarising'],
  ])('leads from %s back to %s, with the new facts', (from, to) => {
    const walk = walkTo(from);
    expect(walk.do(enterprise, supplementing)).toMatchObject({
      events: [{ type: 'ApplicationSupplemented', data: { backTo: to, round: 1 } }],
    });
    expect(walk.state()).toMatchObject({ status: to, supplement: null, facts: { energyTce: '700' } });
    expect(walk.dueAt()).toBeNull();
  });

  it('on paper counts from its true day, which lies between the demand and today', () => {
    const received = (receivedOn: string) => {
      const walk = walkTo('returned');
      walk.at('2026-03-06T01:00:00.000Z');
      return walk.do(clerk, {
        ...supplementing,
        paper: { receivedOn, reason: '窗口收件' },
      } as ApplicationCommand);
    };
    expect(received('2026-03-04')).toMatchObject({
      events: [{ effectiveOn: '2026-03-04', data: { paperReason: '窗口收件' } }],
    });
    expect(received('2026-03-01')).toEqual(refuses('DATE_BEFORE_STEP', 'paper.receivedOn'));
    expect(received('2026-03-07')).toEqual(refuses('DATE_IN_FUTURE', 'paper.receivedOn'));
    expect(walkTo('returned').do(clerk, supplementing)).toEqual(refuses('PAPER_DETAILS_MISSING', 'paper'));
    expect(
      walkTo('returned').do(enterprise, {
        ...supplementing,
        paper: { receivedOn: '2026-03-02', reason: '无' },
      } as ApplicationCommand),
    ).toEqual(refuses('PAPER_BY_CLERK_ONLY', 'paper'));
  });

  it('states facts as sound as the first, and keeps the division', () => {
    const walk = walkTo('returned');
    const withFacts = (facts: Partial<ProjectFacts>): ApplicationCommand => ({
      type: 'supplementApplication',
      facts: someFacts(facts),
      note: '补',
    });
    expect(walk.do(enterprise, withFacts({ fixedInvestment: '99999' }))).toEqual(
      refuses('INVESTMENT_PARTS', 'facts.fixedInvestment'),
    );
    expect(walk.do(enterprise, withFacts({ division: '330182001' }))).toEqual(
      refuses('DIVISION_FIXED', 'facts.division'),
    );
    expect(walk.status()).toBe('returned');
  });

  it('counts its rounds', () => {
    const walk = walkTo('returned');
    walk.do(enterprise, supplementing);
    walk.do(service, stage('prereviewing'));
    expect(walk.do(service, { type: 'demandSupplement', from: 'prereview', asked })).toMatchObject({
      events: [{ data: { round: 2 } }],
    });
  });
});

describe('暂缓', () => {
  const postponing = (reviewOn: string, proposedOn = '2026-03-02'): ApplicationCommand => ({
    type: 'postpone',
    proposedOn: legalDate(proposedOn),
    reviewOn,
    reason: '待指标',
  });

  it.each([
    ['2026-03-02', 'REVIEW_DATE'],
    ['2026-09-03', 'REVIEW_DATE'],
    ['2026-02-30', 'DATE_NOT_EXISTING'],
  ])('refuses a review on %s', (reviewOn, code) => {
    expect(walkTo('conferring').do(service, postponing(reviewOn))).toEqual(refuses(code, 'reviewOn'));
  });

  it.each(['2026-03-03', '2026-09-02'])('takes a review on %s', (reviewOn) => {
    expect(walkTo('conferring').do(service, postponing(reviewOn))).toMatchObject({
      events: [{ type: 'AdmissionPostponed', data: { reviewOn } }],
    });
  });

  it('holds a proposal that arrives after its own review date, and takes it up at once', () => {
    const walk = walkTo('conferring');
    walk.at('2026-03-05T01:00:00.000Z');
    expect(walk.do(service, postponing('2026-03-03')).ok).toBe(true);
    expect(typesOf({ ok: true, events: walk.at('2026-03-05T01:00:01.000Z') })).toEqual([
      'AdmissionReviewDue',
    ]);
    expect(walk.status()).toBe('summarising');
  });
});

describe('结论和回告', () => {
  it('notifies at once whoever agreed to electronic delivery', () => {
    const walk = walkTo('summarising');
    expect(walk.do(service, concluding('agreed'))).toMatchObject({
      events: [
        {
          type: 'AdmissionConcluded',
          data: { conclusion: 'agreed', company: 'cmp_a', division: '330182104' },
        },
        { type: 'ConclusionNotified', data: { channel: 'inbox' } },
      ],
    });
    expect(walk.state()).toMatchObject({
      status: 'replied',
      conclusion: { conclusion: 'agreed', on: '2026-03-02' },
    });
  });

  it.each(['agreed', 'agreedWithConditions', 'disagreed'] as const)(
    'leaves %s with a clerk who delivers it on paper, with the true day and the proof',
    (status) => {
      const walk = walkTo(status);
      walk.at('2026-03-05T01:00:00.000Z');
      const deliver = (deliveredOn: string) =>
        walk.do(clerk, { type: 'deliverConclusion', deliveredOn, reason: '签收单存档' });
      expect(deliver('2026-03-01')).toEqual(refuses('DATE_BEFORE_STEP', 'deliveredOn'));
      expect(deliver('2026-03-06')).toEqual(refuses('DATE_IN_FUTURE', 'deliveredOn'));
      expect(deliver('2026-03-04')).toMatchObject({
        events: [
          {
            type: 'ConclusionNotified',
            effectiveOn: '2026-03-04',
            data: { channel: 'paper', reason: '签收单存档' },
          },
        ],
      });
      expect(walk.status()).toBe('replied');
    },
  );

  it('lets no one conclude from 预审中 but after 预审不同意, or from 汇总 and 会商', () => {
    for (const status of ['prereviewRefused', 'summarising', 'conferring'] as const)
      expect(walkTo(status).do(service, concluding('disagreed')).ok).toBe(true);
    for (const status of ['submitted', 'prereviewing', 'prereviewAgreed', 'judging'] as const)
      expect(walkTo(status).do(service, concluding('disagreed'))).toEqual(refuses('WRONG_STATE'));
  });
});

describe('撤回 and 放弃', () => {
  const beforeTheConclusion: readonly string[] = [
    'submitted',
    'prereviewing',
    'prereviewAgreed',
    'prereviewRefused',
    'returned',
    'judging',
    'summarising',
    'conferring',
    'supplementing',
    'postponed',
  ];
  const afterIt: readonly string[] = ['agreed', 'agreedWithConditions', 'disagreed', 'replied'];

  it.each(all)('in %s the owner withdraws before the conclusion and gives up after it', (status) => {
    const withdraw = walkTo(status).do(enterprise, { type: 'withdrawApplication', reason: '另行选址' });
    expect(withdraw.ok).toBe(beforeTheConclusion.includes(status));
    const giveUp = walkTo(status).do(enterprise, { type: 'giveUpProject', reason: '不再投资' });
    expect(giveUp.ok).toBe(afterIt.includes(status));
    if (giveUp.ok) expect(giveUp.events).toMatchObject([{ type: 'ProjectGivenUp', data: { stage: status } }]);
  });

  it('is not there for another company', () => {
    for (const command of [
      { type: 'withdrawApplication', reason: '无' },
      { type: 'giveUpProject', reason: '无' },
      { type: 'supplementApplication', facts: someFacts(), note: '补' },
    ] as const)
      expect(walkTo('returned').do(stranger, command)).toEqual(refuses('CASE_NOT_FOUND'));
  });
});
