import { describe, expect, it } from 'vitest';
import { after } from '../src/domain/catalogue/versions.ts';
import type { ItemCommand } from '../src/domain/item-case.ts';
import { isReady, limitsOf, ruleOfItem } from '../src/domain/item-case.ts';
import { forNextRound } from '../src/domain/item-plan.ts';
import { ruleOfStep } from '../src/domain/path/plan.ts';
import {
  asked,
  at,
  delivered,
  enterprise,
  everything,
  head,
  officer,
  type planned,
  received,
  service,
  step,
  submit,
  window,
} from './walk.ts';

type Walk = ReturnType<typeof planned>;
const ecology = { ...officer, unit: 'ecology' } as const;
const withForm = { ...everything, environmentClass: 'form' } as const;
const planOf = (
  code: string,
  facts = everything,
  waitsFor: readonly string[] = [],
): Extract<ItemCommand, { type: 'replanItem' }>['plan'] => ({
  step: step(code, facts),
  waitsFor: [...waitsFor],
  rule: ruleOfStep(after, step(code, facts)),
});
const anew = (walk: Walk, plan: ReturnType<typeof planOf>) =>
  walk.do(service, { type: 'replanNextRound', plan });
const decline = { type: 'declineItem', kind: 'notAccepted', reason: '应编制报告书' } as const;
const withdraw = { type: 'withdrawItem', reason: '不办了' } as const;
const daysOf = (walk: Walk) => {
  const { statutory, promise } = limitsOf(walk.state());
  return [ruleOfItem(walk.state()).variant, statutory?.value, promise?.value];
};
/** 报告表, submitted. */
const form = () => received('A6', at('2026-03-02'), withForm);

describe('an item that was applied for, when the path is planned anew', () => {
  it('is applied for again by the new rules, however its round ended', () => {
    const walk = form();
    expect(daysOf(walk)).toEqual(['form', 30, 6]);
    walk.do(ecology, decline);
    expect(anew(walk, planOf('A6')).ok).toBe(true);
    expect(walk.status()).toBe('notAccepted');
    walk.do(enterprise, submit);
    walk.do(ecology, { type: 'acceptItem' });
    expect(daysOf(walk)).toEqual(['report', 60, 12]);
    expect(walk.state().statutory?.dueOn).toBe('2026-05-06');
  });

  it('keeps the rules it was accepted under while it is open, and no longer', () => {
    const walk = form();
    anew(walk, planOf('A6'));
    expect(walk.status()).toBe('received');
    walk.do(ecology, { type: 'acceptItem' });
    expect(daysOf(walk)).toEqual(['form', 30, 6]);
    walk.do(enterprise, withdraw);
    walk.do(enterprise, submit);
    expect(daysOf(walk)).toEqual(['report', 60, 12]);
  });

  it('goes on by its own rules where its round is taken up again: paper in time, a decline withdrawn', () => {
    const lapsed = form();
    lapsed.do(ecology, { type: 'requestItemCorrection', asked, days: 2 });
    lapsed.at(at('2026-03-06'));
    anew(lapsed, planOf('A6'));
    const paper = { receivedOn: '2026-03-03', reason: '补录' };
    expect(lapsed.do(window, { type: 'supplyItemCorrection', note: '已补', paper }).ok).toBe(true);
    expect(daysOf(lapsed)).toEqual(['form', 30, 6]);

    const declined = form();
    declined.do(ecology, decline);
    anew(declined, planOf('A6'));
    declined.do(ecology, { type: 'requestItemAmendment', kind: 'withdrawDecline', reason: '有误' });
    declined.do({ ...head, unit: 'ecology' }, { type: 'consentItemAmendment', agreed: true, reason: '同意' });
    expect(declined.status()).toBe('received');
    expect(daysOf(declined)).toEqual(['form', 30, 6]);
  });

  it('waits for what is to be done anew, and for the notice of it', () => {
    const walk = received('B2');
    walk.do(enterprise, withdraw);
    anew(walk, planOf('B2', everything, ['B1']));
    expect(walk.do(enterprise, submit)).toMatchObject({ code: 'PREDECESSOR_NOT_NOTIFIED' });
    walk.at(at('2026-03-10'));
    expect(walk.do(service, { type: 'unblockItem', by: 'B1', noticeOn: '2026-03-09' })).toMatchObject({
      events: [{ type: 'ItemUnblocked', data: { by: 'B1', noticeOn: '2026-03-09' } }],
    });
    expect(walk.do(enterprise, submit).ok).toBe(true);
    expect(walk.state()).toMatchObject({ waitsFor: [], unblockedOn: '2026-03-09' });
  });

  it('hears of the notice while its round is still open, or its certificate lives', () => {
    for (const walk of [received('B2'), delivered('B2')]) {
      anew(walk, planOf('B2', everything, ['B1']));
      expect(isReady(walk.state())).toBe(true);
      expect(isReady(forNextRound(walk.state()))).toBe(false);
      expect(walk.do(service, { type: 'unblockItem', by: 'B1', noticeOn: '2026-03-02' }).ok).toBe(true);
      expect(isReady(forNextRound(walk.state()))).toBe(true);
    }
  });

  it('says so once: a plan that changes nothing of it leaves no event', () => {
    const walk = form();
    walk.do(ecology, decline);
    expect(anew(walk, planOf('A6', withForm))).toEqual({ ok: true, events: [] });
    expect(anew(walk, planOf('A6'))).toMatchObject({ events: [{ type: 'ItemReplanned' }] });
    expect(anew(walk, planOf('A6'))).toEqual({ ok: true, events: [] });
  });

  it('that no longer applies and applies again is planned by the latest', () => {
    const walk = form();
    walk.do(ecology, decline);
    anew(walk, planOf('A6', everything, ['A1']));
    walk.do(service, { type: 'dropItem', why: '不再适用' });
    walk.do(service, { type: 'replanItem', plan: planOf('A6', withForm) });
    walk.do(enterprise, submit);
    expect(daysOf(walk)).toEqual(['form', 30, 6]);
  });
});
