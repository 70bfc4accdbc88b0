import { describe, expect, it } from 'vitest';
import type { Item } from '../src/domain/item-case.ts';
import {
  accepted,
  asked,
  at,
  delivered,
  enterprise,
  everything,
  head,
  officer,
  onPromise,
  type planned,
  received,
  service,
  water,
  window,
} from './walk.ts';

type Walk = ReturnType<typeof planned>;
const missing = [{ kind: 'surveyMap', what: '勘测定界图' }];
const failed = { type: 'recordItemInspection', passed: false, finding: '未落实' } as const;
const report = { type: 'reportItemRectification', report: '已整改' } as const;
const withGaps = () => {
  const walk = received();
  walk.do(officer, { type: 'acceptItemWithGaps', missing, days: 3 });
  return walk;
};
const rectifying = () => {
  const walk = onPromise();
  walk.do(water, { ...failed, days: 10 });
  return walk;
};
const ended = (walk: Walk, command: Parameters<Walk['do']>[1]) => {
  walk.do(command.type === 'withdrawItem' ? enterprise : officer, command);
  return walk;
};

describe('who holds the clock', () => {
  const spans = ({ ledger }: Pick<Item, 'ledger'>) =>
    ledger.map(({ cause, start, end }) => [cause, start, end]);

  it('is the office of utilities for what a utility does', () => {
    expect(spans(received('C6').state())).toEqual([['utility', '2026-03-02', null]]);
  });

  it('is the owner while he corrects, on the evidence of all that was asked for', () => {
    const walk = received();
    walk.do(officer, {
      type: 'requestItemCorrection',
      asked: [...asked, { what: '宗地图', why: '未盖章' }],
    });
    expect(walk.state().ledger.at(-1)).toEqual({
      cause: 'correction',
      start: '2026-03-02',
      end: null,
      by: officer.id,
      evidence: '图纸；宗地图',
    });
    walk.at(at('2026-03-04'));
    walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补' });
    expect(spans(walk.state()).slice(1)).toEqual([
      ['correction', '2026-03-02', '2026-03-04'],
      ['government', '2026-03-04', null],
    ]);
  });

  it('is the office all through 容缺受理 where the rest came in time', () => {
    const walk = withGaps();
    walk.at(at('2026-03-04'));
    walk.do(enterprise, { type: 'supplyItemGaps', note: '已补' });
    expect(spans(walk.state())).toEqual([['government', '2026-03-02', null]]);
  });

  it('is the office again from the day on which paper came that was entered late', () => {
    const walk = withGaps();
    walk.at(at('2026-03-09'));
    expect(spans(walk.state())).toEqual([['government', '2026-03-02', '2026-03-05']]);
    walk.do(window, {
      type: 'supplyItemGaps',
      note: '已补',
      paper: { receivedOn: '2026-03-04', reason: '补录' },
    });
    expect(spans(walk.state()).at(-1)).toEqual(['government', '2026-03-04', null]);
  });

  it('is the owner while he mends what he promised, and nobody once he has', () => {
    const walk = onPromise();
    walk.at(at('2026-03-10'));
    walk.do(water, failed);
    expect(walk.state().ledger.at(-1)).toEqual({
      cause: 'rectification',
      start: '2026-03-10',
      end: null,
      by: water.id,
      evidence: '未落实',
    });
    walk.at(at('2026-03-12'));
    walk.do(enterprise, report);
    expect(spans(walk.state()).at(-1)).toEqual(['rectification', '2026-03-10', '2026-03-12']);
  });

  it('is the office again where a decision, or declining, was taken back', () => {
    const back = (walk: Walk, kind: 'withdrawDecision' | 'withdrawDecline') => {
      walk.at(at('2026-03-06'));
      walk.do(officer, { type: 'requestItemAmendment', kind, reason: '有误' });
      walk.do(head, { type: 'consentItemAmendment', agreed: true, reason: '同意' });
      return spans(walk.state());
    };
    const expected = [
      ['government', '2026-03-02', '2026-03-02'],
      ['government', '2026-03-06', null],
    ];
    expect(back(delivered(), 'withdrawDecision')).toEqual(expected);
    const declined = ended(received(), { type: 'declineItem', kind: 'notAccepted', reason: '理由' });
    expect(back(declined, 'withdrawDecline')).toEqual(expected);
  });

  const register = { ...everything, environmentClass: 'register' } as const;
  it.each<[string, () => Walk]>([
    ['filed', () => received('A6', at('2026-03-02'), register)],
    ['delivered', delivered],
    ['notRequired', () => ended(received(), { type: 'declineItem', kind: 'notRequired', reason: '理由' })],
    ['notAccepted', () => ended(received(), { type: 'declineItem', kind: 'notAccepted', reason: '理由' })],
    ['withdrawn', () => ended(received(), { type: 'withdrawItem', reason: '不办了' })],
    [
      'lapsed',
      () => {
        const walk = received();
        walk.do(officer, { type: 'requestItemCorrection', asked, days: 1 });
        walk.at(at('2026-03-05'));
        return walk;
      },
    ],
    [
      'acceptanceRevoked',
      () => {
        const walk = withGaps();
        walk.at(at('2026-03-09'));
        return walk;
      },
    ],
    [
      'revoked',
      () => {
        const walk = rectifying();
        walk.do(water, failed);
        return walk;
      },
    ],
    [
      'closed',
      () => {
        const walk = accepted();
        walk.do(service, { type: 'closeItem' });
        return walk;
      },
    ],
  ])('is nobody once the item is %s', (status, story) => {
    const walk = story();
    expect(walk.status()).toBe(status);
    expect(walk.state().ledger).not.toHaveLength(0);
    expect(walk.state().ledger.filter(({ end }) => end === null)).toEqual([]);
  });
});
