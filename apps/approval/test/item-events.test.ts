import type { Applied } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { walkCase } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { after } from '../src/domain/catalogue/versions.ts';
import { itemMachine } from '../src/domain/item.ts';
import { ruleOfStep } from '../src/domain/path/plan.ts';
import {
  accepted,
  asked,
  at,
  colleague,
  contextAt,
  delivered,
  enterprise,
  everything,
  grant,
  head,
  officer,
  onPromise,
  planned,
  received,
  service,
  step,
  submit,
  water,
  window,
} from './walk.ts';

type Walk = ReturnType<typeof planned>;
const own = { projectId: 'prj_x', code: 'A5' };
const anew = { step: step('A5'), rule: ruleOfStep(after, step('A5')) };
const missing = [{ kind: 'surveyMap', what: '图' }];
const propose = { type: 'proposeItemDecision', outcome: 'granted', reason: '建议准予' } as const;
const correction = { type: 'requestItemCorrection', asked } as const;
const consent = { type: 'consentItemAmendment', agreed: true, reason: '同意' } as const;
const amend = (kind: 'withdrawDecision' | 'withdrawDecline') =>
  ({ type: 'requestItemAmendment', kind, reason: '有误' }) as const;
const failed = { type: 'recordItemInspection', passed: false, finding: '未落实' } as const;
const first = (answer: ReturnType<Walk['do']>) => {
  if (!answer.ok) throw new Error(answer.code);
  return answer.events[0];
};
const appeal = expect.stringMatching(/六十日.*行政复议.*行政诉讼/);

describe('the record of', () => {
  it.each<[string, () => ReturnType<Walk['do']>, object]>([
    [
      '不受理: its reasons',
      () => received().do(officer, { type: 'declineItem', kind: 'notRequired', reason: '无需许可' }),
      { ...own, reason: '无需许可' },
    ],
    [
      '不予受理: its reasons and the right of appeal',
      () => received().do(officer, { type: 'declineItem', kind: 'notAccepted', reason: '非本机关职权' }),
      { ...own, reason: '非本机关职权', appeal },
    ],
    ['a proposal', () => accepted().do(officer, propose), { ...own, outcome: 'granted', reason: '建议准予' }],
    [
      'a proposal sent back',
      () => {
        const walk = accepted();
        walk.do(officer, propose);
        return walk.do(head, { type: 'returnItemProposal', reason: '补充依据' });
      },
      { ...own, reason: '补充依据' },
    ],
    [
      'an amendment that the head refuses',
      () => {
        const walk = delivered();
        walk.do(officer, amend('withdrawDecision'));
        return walk.do(head, { ...consent, agreed: false, reason: '无误' });
      },
      { ...own, reason: '无误' },
    ],
    [
      'an amendment asked for, without words where none change',
      () => delivered().do(officer, amend('withdrawDecision')),
      { ...own, kind: 'withdrawDecision', reason: '有误' },
    ],
    [
      'a correction with days of its own',
      () => received().do(officer, { ...correction, days: 3 }),
      { ...own, asked, days: 3, due: expect.objectContaining({ dueOn: '2026-03-05' }) },
    ],
    // A reason for a second correction says nothing at the first, which is no fault of anybody.
    [
      'a first correction',
      () => received().do(head, { ...correction, superiorReason: '另有原因' }),
      { ...own, asked, due: expect.objectContaining({ dueOn: '2026-03-16' }) },
    ],
    [
      '容缺受理 with days of its own',
      () => received().do(officer, { type: 'acceptItemWithGaps', missing, days: 3 }),
      expect.objectContaining({ ...own, missing, days: 3 }),
    ],
    [
      '撤销受理 of what is still wrong',
      () => {
        const walk = received();
        walk.do(officer, { type: 'acceptItemWithGaps', missing });
        walk.do(enterprise, { type: 'supplyItemGaps', note: '已补' });
        return walk.do(officer, { type: 'revokeItemAcceptance', reason: '仍不符' });
      },
      { ...own, because: 'stillWrong', reason: '仍不符', appeal },
    ],
    [
      'a hand-over by a colleague: from whom it was taken',
      () => {
        const walk = received();
        walk.do(officer, { type: 'claimItem' });
        return walk.do(colleague, { type: 'handOverItem', to: 'acc_third', reason: '出差' });
      },
      { ...own, from: officer.id, to: 'acc_third', reason: '出差' },
    ],
    [
      'a hand-over of what nobody claimed',
      () => received().do(officer, { type: 'handOverItem', to: 'acc_third', reason: '出差' }),
      { ...own, from: officer.id, to: 'acc_third', reason: '出差' },
    ],
    [
      '回避 that names no successor',
      () => received().do(officer, { type: 'recuseFromItem', kind: 'interest', reason: '持股' }),
      { ...own, officer: officer.id, kind: 'interest', reason: '持股' },
    ],
    [
      'an inspection without days of its own',
      () => onPromise().do(water, failed),
      {
        projectId: 'prj_x',
        code: 'A8',
        passed: false,
        finding: '未落实',
        due: expect.objectContaining({ dueOn: '2026-04-14' }),
      },
    ],
    [
      'an end with its project',
      () => accepted().do(service, { type: 'closeItem' }),
      { ...own, because: 'givenUp' },
    ],
    [
      'a replanning',
      () => planned().do(service, { type: 'replanItem', plan: { ...anew, waitsFor: ['A4'] } }),
      { ...own, ...anew, waitsFor: ['A4'] },
    ],
    [
      'what applies no longer',
      () => planned().do(service, { type: 'dropItem', why: '面积缩小' }),
      { ...own, why: '面积缩小' },
    ],
  ])('%s', (_name, act, data) => {
    expect(first(act())?.data).toEqual(data);
  });

  it('电子申报 is no paper', () => {
    expect(first(planned().do(enterprise, submit))?.data).toMatchObject({ onPaper: false });
  });

  it('a lapse and 撤销受理 by time: the day that passed, and against the latter the right of appeal', () => {
    const lapsing = received();
    lapsing.do(officer, { ...correction, days: 1 });
    expect(lapsing.at(at('2026-03-05')).find(({ type }) => type === 'ItemLapsed')?.data).toEqual({
      ...own,
      dueOn: '2026-03-03',
    });
    const gaps = received();
    gaps.do(officer, { type: 'acceptItemWithGaps', missing, days: 3 });
    expect(gaps.at(at('2026-03-09')).find(({ type }) => type === 'ItemAcceptanceRevoked')?.data).toEqual({
      ...own,
      because: 'deadline',
      dueOn: '2026-03-05',
      appeal,
    });
  });

  it('a warning names the item and the last day of its permit', () => {
    const [warning] = delivered().at(at('2027-01-30'));
    expect(warning?.data).toEqual({ ...own, until: '2027-03-01' });
  });

  it('a limit names its rule: of a procedure, and of a publicity', () => {
    const { catalogue } = planned().state().plan.rule!;
    const review = accepted('C2');
    const housing = { ...officer, unit: 'housing' } as const;
    review.do(housing, { type: 'suspendItem', procedure: '专家评审', notice: '通知', noticeNumber: '1号' });
    expect(review.state().suspension?.due?.limit).toBe(`C2.procedure@${catalogue}`);
    expect(review.state().clocks.find(({ clock }) => clock === 'procedure')?.limit.id).toBe('C2.procedure');
    const design = accepted('B1');
    design.do(officer, { type: 'publishItem', place: '网站' });
    expect(design.state().published?.until.limit).toBe(`B1.publicity@${catalogue}`);
  });

  it('a certificate and a filing bear their number of item, county and receipt', () => {
    const granted = itemMachine.decide(accepted().state(), grant, contextAt(at('2026-03-02'), colleague));
    expect(granted).toMatchObject({ events: [{ data: { certificate: 'A5-330182-260302-0001' } }] });
    const register = planned([], at('2026-03-02'), 'A6', { ...everything, environmentClass: 'register' });
    const filed = itemMachine.decide(register.state(), submit, contextAt(at('2026-03-02'), enterprise));
    expect(filed).toMatchObject({
      receipt: 'SP260302-0001',
      events: [
        { type: 'ItemSubmitted' },
        {
          data: { projectId: 'prj_x', code: 'A6', receipt: 'SP260302-0001', number: 'A6-330182-260302-0001' },
        },
      ],
    });
  });
});

describe('an item that its project’s facts change', () => {
  it('is planned anew, and waits for what it needs now; the company stays', () => {
    const walk = planned();
    const small = { ...step('A5'), promise: null } as ReturnType<typeof step>;
    walk.do(service, {
      type: 'replanItem',
      plan: { ...anew, step: small, waitsFor: ['A4'], unblockedOn: '2026-03-01' },
    });
    expect(walk.state()).toMatchObject({
      status: 'planned',
      waitsFor: ['A4'],
      unblockedOn: '2026-03-01',
      plan: { company: 'cmp_a', step: small, waitsFor: ['A4'] },
    });
    walk.do(service, { type: 'replanItem', plan: { ...anew, waitsFor: [] } });
    expect(walk.state()).toMatchObject({ waitsFor: [], unblockedOn: null });
    expect(walk.do(enterprise, submit).ok).toBe(true);
  });

  it('is dropped where it applies no longer, and comes back where it does again', () => {
    const walk = planned();
    walk.do(service, { type: 'dropItem', why: '面积缩小' });
    expect(walk.status()).toBe('dropped');
    expect(walk.do(enterprise, submit)).toMatchObject({ code: 'WRONG_STATE' });
    walk.do(service, { type: 'replanItem', plan: { ...anew, waitsFor: [] } });
    expect(walk.do(enterprise, submit).ok).toBe(true);
  });

  it('planned after the notice of what it needed begins no earlier than that', () => {
    const plannedOn = (unblockedOn: string) => {
      const walk = walkCase(itemMachine, at('2026-03-04'));
      walk.do(service, { type: 'planItem', plan: { ...planned().state().plan, unblockedOn } });
      return walk;
    };
    const on = (receivedOn: string) => ({ ...submit, paper: { receivedOn, reason: '纸质件' } });
    expect(plannedOn('2026-03-02').do(window, on('2026-02-27'))).toMatchObject({ code: 'DATE_BEFORE_STEP' });
    const walk = plannedOn('2026-03-02');
    expect(walk.do(window, on('2026-03-02')).ok).toBe(true);
    expect(walk.state()).toMatchObject({ unblockedOn: '2026-03-02', receivedOn: '2026-03-02' });
  });
});

describe('what stays as it was', () => {
  it('the officer who claimed an item, whoever accepts it', () => {
    for (const command of [{ type: 'acceptItem' }, { type: 'acceptItemWithGaps', missing }] as const) {
      const walk = received();
      walk.do(officer, { type: 'claimItem' });
      walk.do(colleague, command);
      expect(walk.state()).toMatchObject({ officer: officer.id, acceptedBy: colleague.id });
    }
  });

  it('the right to act of who handed an item over: that is no 回避', () => {
    const walk = received();
    walk.do(officer, { type: 'handOverItem', to: colleague.id, reason: '轮岗' });
    expect(walk.do(officer, { type: 'acceptItem' }).ok).toBe(true);
  });

  it('the clocks of 容缺受理, once the rest came in time', () => {
    const walk = received();
    walk.do(officer, { type: 'acceptItemWithGaps', missing });
    walk.do(enterprise, { type: 'supplyItemGaps', note: '已补' });
    expect(walk.state().clocks.map(({ clock }) => clock)).toEqual(['promise', 'statutory']);
  });

  it('a clock of the procedure is none of a procedure that no law limits', () => {
    const walk = accepted('C2');
    const housing = { ...officer, unit: 'housing' } as const;
    walk.do(housing, { type: 'suspendItem', procedure: '听证', notice: '通知', noticeNumber: '1号' });
    expect(walk.state().clocks.map(({ clock }) => clock)).toEqual(['promise', 'statutory']);
  });

  it('the words of a decision whose amendment the head refuses', () => {
    const walk = delivered();
    walk.do(officer, amend('withdrawDecision'));
    walk.do(head, { ...consent, agreed: false, reason: '无误' });
    expect(walk.state()).toMatchObject({ status: 'delivered', decision: { reason: grant.reason } });
  });

  it('a statutory limit that has not begun, on a draft: there is none to extend', () => {
    const state = { ...accepted().state(), statutory: null };
    const answer = itemMachine.decide(
      state,
      { type: 'extendItem', reason: '疑难' },
      contextAt(at('2026-03-02'), head),
    );
    expect(answer).toMatchObject({ refusal: { code: 'NO_EXTENSION' } });
  });
});

describe('an event that cannot be', () => {
  const event = (type: string) =>
    ({
      type,
      data: {},
      seq: 1,
      recordedAt: '',
      effectiveOn: legalDate('2026-03-02'),
      actor: officer,
    }) as unknown as Applied<ApprovalEvent>;

  it('is told by its name: before an item is planned, or of another kind of case', () => {
    expect(() => itemMachine.evolve(undefined, event('ItemClaimed'))).toThrow(
      'ItemClaimed before ItemPlanned',
    );
    expect(() => itemMachine.evolve(planned().state(), event('ProjectFiled'))).toThrow(
      'ProjectFiled is no event of an item',
    );
  });
});
