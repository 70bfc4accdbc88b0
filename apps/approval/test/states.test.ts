import { somebody } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { after } from '../src/domain/catalogue/versions.ts';
import type { ItemCommand } from '../src/domain/item-case.ts';
import { type ItemStatus, itemStatuses, itemTable } from '../src/domain/item-states.ts';
import { ruleOfStep } from '../src/domain/path/plan.ts';
import {
  accepted,
  asked,
  at,
  colleague,
  enterprise,
  everything,
  grant,
  head,
  inbox,
  officer,
  planned,
  service,
  step,
  submit,
} from './walk.ts';

const missing = [{ kind: 'surveyMap', what: '勘测定界图' }];
const water = { ...officer, unit: 'water' } as const;
const failed = { type: 'recordItemInspection', passed: false, finding: '未落实' } as const;
const received = () => {
  const walk = planned();
  walk.do(enterprise, submit);
  return walk;
};
const decided = (outcome: 'granted' | 'refused') => {
  const walk = accepted();
  walk.do(colleague, { ...grant, outcome });
  return walk;
};
const onPromise = (failures = 0) => {
  const walk = planned([], at('2026-03-02'), 'A8', { ...everything, landArea: '20000', soilVolume: '8000' });
  walk.do(enterprise, { ...submit, commitment: true });
  for (const command of [{ type: 'acceptItem' }, grant, inbox] as const) walk.do(water, command);
  for (let visit = 0; visit < failures; visit += 1) walk.do(water, failed);
  return walk;
};
const after1 = (command: ItemCommand, actor = officer) => {
  const walk = received();
  walk.do(actor, command);
  return walk;
};

/** Every state, by the way that leads there. */
const reach: Readonly<Record<ItemStatus, () => ReturnType<typeof planned>>> = {
  planned: () => planned(),
  dropped: () => {
    const walk = planned();
    walk.do(service, { type: 'dropItem', why: '不再适用' });
    return walk;
  },
  received,
  correcting: () => after1({ type: 'requestItemCorrection', asked, days: 2 }),
  acceptedWithGaps: () => after1({ type: 'acceptItemWithGaps', missing, days: 2 }),
  accepted: () => accepted(),
  suspended: () => {
    const walk = accepted();
    walk.do(officer, { type: 'suspendItem', procedure: '听证', notice: '通知', noticeNumber: '1号' });
    return walk;
  },
  granted: () => decided('granted'),
  refused: () => decided('refused'),
  delivered: () => {
    const walk = decided('granted');
    walk.do(officer, inbox);
    return walk;
  },
  onPromise: () => onPromise(),
  rectifying: () => onPromise(1),
  revoked: () => onPromise(2),
  filed: () => {
    const walk = planned([], at('2026-03-02'), 'A6', { ...everything, environmentClass: 'register' });
    walk.do(enterprise, submit);
    return walk;
  },
  deliveredRefusal: () => {
    const walk = decided('refused');
    walk.do(officer, inbox);
    return walk;
  },
  notRequired: () => after1({ type: 'declineItem', kind: 'notRequired', reason: '理由' }),
  notAccepted: () => after1({ type: 'declineItem', kind: 'notAccepted', reason: '理由' }),
  lapsed: () => {
    const walk = after1({ type: 'requestItemCorrection', asked, days: 2 });
    walk.at(at('2026-03-05'));
    return walk;
  },
  acceptanceRevoked: () => {
    const walk = after1({ type: 'acceptItemWithGaps', missing, days: 2 });
    walk.at(at('2026-03-05'));
    return walk;
  },
  withdrawn: () => after1({ type: 'withdrawItem', reason: '不办了' }, enterprise as typeof officer),
  expired: () => {
    const walk = decided('granted');
    walk.do(officer, inbox);
    walk.at(at('2027-03-05'));
    return walk;
  },
  closed: () => {
    const walk = planned();
    walk.do(service, { type: 'closeItem' });
    return walk;
  },
};

const paper = { receivedOn: '2026-03-03', reason: '纸质件' };
const plan = { step: step('A5'), waitsFor: [], rule: ruleOfStep(after, step('A5')) };
const commands: { readonly [K in ItemCommand['type']]: Extract<ItemCommand, { type: K }> } = {
  planItem: { type: 'planItem', plan: planned().state().plan },
  replanItem: { type: 'replanItem', plan },
  replanNextRound: { type: 'replanNextRound', plan },
  dropItem: { type: 'dropItem', why: '不再适用' },
  unblockItem: { type: 'unblockItem', by: 'A4', noticeOn: '2026-03-02' },
  submitItem: submit,
  claimItem: { type: 'claimItem' },
  handOverItem: { type: 'handOverItem', to: 'acc_second', reason: '轮岗' },
  recuseFromItem: { type: 'recuseFromItem', kind: 'kin', reason: '法定代表人为近亲属' },
  addItemNote: { type: 'addItemNote', text: '备注' },
  requestItemCorrection: { type: 'requestItemCorrection', asked },
  supplyItemCorrection: { type: 'supplyItemCorrection', note: '已补', paper },
  acceptItem: { type: 'acceptItem' },
  acceptItemWithGaps: { type: 'acceptItemWithGaps', missing },
  supplyItemGaps: { type: 'supplyItemGaps', note: '已补', paper },
  revokeItemAcceptance: { type: 'revokeItemAcceptance', reason: '仍不符' },
  declineItem: { type: 'declineItem', kind: 'notAccepted', reason: '理由' },
  withdrawItem: { type: 'withdrawItem', reason: '不办了' },
  suspendItem: { type: 'suspendItem', procedure: '听证', notice: '通知', noticeNumber: '1号' },
  resumeItem: { type: 'resumeItem' },
  extendItem: { type: 'extendItem', reason: '疑难' },
  proposeItemDecision: { type: 'proposeItemDecision', outcome: 'granted', reason: '建议准予' },
  returnItemProposal: { type: 'returnItemProposal', reason: '退回' },
  substituteHandler: { type: 'substituteHandler', from: 'acc_first', to: 'acc_second', reason: 'AB岗' },
  publishItem: { type: 'publishItem', place: '市政府网站' },
  decideItem: grant,
  deliverItem: inbox,
  recordItemInspection: { type: 'recordItemInspection', passed: true, finding: '一致' },
  reportItemRectification: { type: 'reportItemRectification', report: '已整改' },
  applyCertificateExtension: { type: 'applyCertificateExtension', reason: '未开工' },
  decideCertificateExtension: { type: 'decideCertificateExtension', outcome: 'granted', reason: '同意' },
  noteConstruction: { type: 'noteConstruction', on: '2026-03-10' },
  requestItemAmendment: { type: 'requestItemAmendment', kind: 'withdrawDecision', reason: '有误' },
  consentItemAmendment: { type: 'consentItemAmendment', agreed: true, reason: '同意' },
  closeItem: { type: 'closeItem' },
};
const statuses = Object.keys(itemStatuses) as ItemStatus[];
const types = Object.keys(commands) as ItemCommand['type'][];

describe('every state', () => {
  it.each(statuses)('%s is reached', (status) => {
    expect(reach[status]().status()).toBe(status);
  });

  it.each(statuses)('%s answers every command as its table says, and never with a fault', (status) => {
    for (const type of types) {
      const row = itemTable[type];
      const walk = reach[status]();
      const { unit } = { unit: walk.state().plan.step.department };
      const role = row.by[0];
      const actor =
        role === 'enterprise'
          ? type === 'supplyItemCorrection' || type === 'supplyItemGaps'
            ? somebody('windowClerk')
            : enterprise
          : role === 'service'
            ? service
            : role === 'departmentHead'
              ? { ...head, unit }
              : { ...colleague, unit };
      const answer = walk.do(actor, commands[type]);
      const isOpen = (row.from as readonly string[]).includes(status);
      if (isOpen) expect(answer, `${status} ${type}`).not.toMatchObject({ code: 'WRONG_STATE' });
      else
        expect(answer, `${status} ${type}`).toMatchObject({
          ok: false,
          code: type === 'planItem' ? 'CASE_EXISTS' : 'WRONG_STATE',
        });
      const leadsTo = walk.status();
      if (leadsTo !== status) expect(row.to as readonly string[], `${status} ${type}`).toContain(leadsTo);
    }
  });

  it.each(['received', 'correcting', 'acceptedWithGaps', 'accepted', 'suspended'] as const)(
    'a withdrawal is open in %s, ends its clocks and is open anew',
    (status) => {
      const walk = reach[status]();
      expect(walk.do(enterprise, { type: 'withdrawItem', reason: '不办了' }).ok).toBe(true);
      expect(walk.state()).toMatchObject({
        status: 'withdrawn',
        clocks: [],
        correction: null,
        suspension: null,
      });
      expect(walk.state().ledger.every(({ end }) => end !== null)).toBe(true);
      expect(walk.do(enterprise, submit).ok).toBe(true);
    },
  );
});
