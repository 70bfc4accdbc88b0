import type { Actor } from '@yizhan/contracts';
import { somebody } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { itemMachine } from '../src/domain/item.ts';
import type { ItemCommand } from '../src/domain/item-case.ts';
import { itemStatuses } from '../src/domain/item-states.ts';
import { accepted, asked, colleague, enterprise, head, officer, planned, submit } from './walk.ts';

const paper = { receivedOn: '2026-03-02', reason: '纸质件' };
const byOwner: readonly ItemCommand[] = [
  submit,
  { type: 'supplyItemCorrection', note: '已补' },
  { type: 'withdrawItem', reason: '不办了' },
  { type: 'supplyItemGaps', note: '已补' },
  { type: 'reportItemRectification', report: '已整改' },
  { type: 'applyCertificateExtension', reason: '未开工' },
];
const byDepartment: readonly ItemCommand[] = [
  { type: 'claimItem' },
  { type: 'handOverItem', to: 'acc_second', reason: '轮岗' },
  { type: 'requestItemCorrection', asked },
  { type: 'acceptItem' },
  { type: 'declineItem', kind: 'notRequired', reason: '理由' },
  { type: 'suspendItem', procedure: '听证', notice: '通知', noticeNumber: '建住特字1号' },
  { type: 'resumeItem' },
  { type: 'extendItem', reason: '疑难' },
  { type: 'publishItem', place: '市政府网站' },
  { type: 'decideItem', outcome: 'granted', reason: '符合' },
  { type: 'deliverItem', electronic: true, channel: 'inbox' },
  { type: 'acceptItemWithGaps', missing: [{ kind: 'surveyMap', what: '图' }] },
  { type: 'revokeItemAcceptance', reason: '仍不符' },
  { type: 'addItemNote', text: '备注' },
  { type: 'recuseFromItem', kind: 'interest', reason: '持有申请人股份' },
  { type: 'proposeItemDecision', outcome: 'granted', reason: '建议准予' },
  { type: 'returnItemProposal', reason: '退回' },
  { type: 'recordItemInspection', passed: true, finding: '一致' },
  { type: 'decideCertificateExtension', outcome: 'granted', reason: '同意' },
  { type: 'requestItemAmendment', kind: 'withdrawDecision', reason: '有误' },
  { type: 'consentItemAmendment', agreed: true, reason: '同意' },
];
const state = accepted().state();
const codeOf = (command: ItemCommand, actor: Actor) =>
  itemMachine.mayAct(state, command, actor)?.code ?? 'may';

describe('whose item', () => {
  it.each(byOwner)('$type: the company’s own, and for the window; to others it does not exist', (command) => {
    expect(codeOf(command, enterprise)).toBe('may');
    expect(codeOf(command, somebody('windowClerk'))).toBe('may');
    expect(codeOf(command, somebody('enterprise', { company: 'cmp_b' }))).toBe('CASE_NOT_FOUND');
    expect(codeOf(command, somebody('enterprise'))).toBe('CASE_NOT_FOUND');
  });

  it.each(byDepartment)('$type: any officer of the department, none of another', (command) => {
    for (const actor of [officer, colleague, head]) expect(codeOf(command, actor)).toBe('may');
    for (const role of ['department', 'departmentHead', 'utility'] as const) {
      expect(codeOf(command, somebody(role, { unit: 'housing' }))).toBe('OTHER_DEPARTMENT');
      expect(codeOf(command, somebody(role))).toBe('OTHER_DEPARTMENT');
    }
  });

  it('a colleague acts on what another claimed, so that leave holds nothing up; a hand-over is on record', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'claimItem' });
    expect(walk.do(colleague, { type: 'acceptItem' }).ok).toBe(true);
    const handed = walk.do(officer, { type: 'handOverItem', to: 'acc_second', reason: '轮岗' });
    expect(handed.ok && handed.events[0]?.data).toMatchObject({ from: 'acc_first', to: 'acc_second' });
    expect(walk.state().officer).toBe('acc_second');
  });
});

describe('an ending', () => {
  const endings = {
    notRequired: () => {
      const walk = planned();
      walk.do(enterprise, submit);
      walk.do(officer, { type: 'declineItem', kind: 'notRequired', reason: '理由' });
      return walk;
    },
    notAccepted: () => {
      const walk = planned();
      walk.do(enterprise, submit);
      walk.do(officer, { type: 'declineItem', kind: 'notAccepted', reason: '理由' });
      return walk;
    },
    lapsed: () => {
      const walk = planned();
      walk.do(enterprise, submit);
      walk.do(officer, { type: 'requestItemCorrection', asked, days: 1 });
      walk.at('2026-03-04T00:00:00+08:00');
      return walk;
    },
    withdrawn: () => {
      const walk = planned();
      walk.do(enterprise, submit);
      walk.do(enterprise, { type: 'withdrawItem', reason: '不办了' });
      return walk;
    },
    deliveredRefusal: () => {
      const walk = accepted();
      walk.do(colleague, { type: 'decideItem', outcome: 'refused', reason: '不符合' });
      walk.do(officer, { type: 'deliverItem', electronic: true, channel: 'inbox' });
      return walk;
    },
  } as const;

  it('has a word of its own', () => {
    const words = Object.keys(endings).map((status) => itemStatuses[status as keyof typeof endings].zh);
    expect(new Set(words).size).toBe(words.length);
  });

  it.each(Object.entries(endings))('%s is reached, watches nothing, and stays what it is', (status, end) => {
    const walk = end();
    expect(walk.status()).toBe(status);
    expect(walk.dueAt()).toBeNull();
    expect(walk.do(officer, { type: 'acceptItem' })).toMatchObject({ code: 'WRONG_STATE' });
    expect(walk.do(enterprise, { type: 'withdrawItem', reason: '不办了' })).toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it.each(['notAccepted', 'lapsed', 'withdrawn', 'deliveredRefusal'] as const)(
    'after %s the item is applied for anew: a new round that remembers nothing',
    (status) => {
      const walk = endings[status]();
      expect(walk.do(enterprise, submit).ok).toBe(true);
      expect(walk.state()).toMatchObject({
        status: 'received',
        round: 2,
        corrected: false,
        acceptedBy: null,
        decision: null,
        deemed: false,
        suspension: null,
      });
      expect(walk.do(officer, { type: 'requestItemCorrection', asked }).ok).toBe(true);
    },
  );

  it('after 不受理 nothing is left to apply for', () => {
    expect(endings.notRequired().do(enterprise, submit)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('of the project closes what is open, planned or suspended, for good', () => {
    const suspended = accepted();
    suspended.do(officer, {
      type: 'suspendItem',
      procedure: '听证',
      notice: '通知',
      noticeNumber: '建住特字1号',
    });
    for (const walk of [planned(['A4']), accepted(), suspended, endings.withdrawn()]) {
      expect(walk.do(somebody('service'), { type: 'closeItem' }).ok).toBe(true);
      expect(walk.state()).toMatchObject({ status: 'closed', suspension: null, correction: null });
      expect(walk.dueAt()).toBeNull();
      expect(walk.do(enterprise, submit)).toMatchObject({ code: 'WRONG_STATE' });
    }
  });

  it('is no way round the window: paper is its own in a correction too', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'requestItemCorrection', asked });
    const supplied = { type: 'supplyItemCorrection', note: '已补' } as const;
    expect(walk.do(enterprise, { ...supplied, paper })).toMatchObject({ code: 'PAPER_DETAILS' });
    expect(walk.do(somebody('windowClerk'), supplied)).toMatchObject({ code: 'PAPER_DETAILS' });
    expect(walk.do(somebody('windowClerk'), { ...supplied, paper }).ok).toBe(true);
  });
});
