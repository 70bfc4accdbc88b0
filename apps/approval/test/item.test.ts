import { checkTable } from '@yizhan/aggregate/machine';
import { roles } from '@yizhan/contracts';
import { mayByRole, somebody } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { itemStatuses, itemTable } from '../src/domain/item-states.ts';
import {
  absenceStatuses,
  absenceTable,
  calendarStatuses,
  calendarTable,
  catalogueStatuses,
  catalogueTable,
  creditStatuses,
  creditTable,
  projectStatuses,
  projectTable,
} from '../src/domain/states.ts';
import {
  accepted,
  asked,
  at,
  colleague,
  enterprise,
  head,
  officer,
  planned,
  service,
  submit,
  turnsIn,
} from './walk.ts';

const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

describe('the tables', () => {
  it('reach every state and leave none without a way out', () => {
    expect(checkTable(itemTable, itemStatuses)).toEqual([]);
    expect(checkTable(projectTable, projectStatuses)).toEqual([]);
    expect(checkTable(catalogueTable, catalogueStatuses)).toEqual([]);
    expect(checkTable(creditTable, creditStatuses)).toEqual([]);
    expect(checkTable(absenceTable, absenceStatuses)).toEqual([]);
    expect(checkTable(calendarTable, calendarStatuses)).toEqual([]);
  });

  it('let each role do this and nothing else', () => {
    const may = mayByRole(
      { ...projectTable, ...itemTable, ...catalogueTable, ...creditTable, ...calendarTable },
      roles,
    );
    const given = Object.fromEntries(Object.entries(may).filter(([, who]) => who.length > 0));
    const [owner, desk, staff] = [['enterprise'], ['enterprise', 'windowClerk'], ['department', 'utility']];
    const withHead = ['department', 'departmentHead', 'utility'];
    const filingOffice = ['department', 'departmentHead'];
    expect(given).toEqual({
      fileProject: desk,
      changeProjectFacts: desk,
      changeFiling: desk,
      cancelFiling: desk,
      agreeElectronicDelivery: owner,
      tellFilingCorrection: filingOffice,
      settleFilingCorrection: filingOffice,
      reportConstructionStart: desk,
      giveUpFiledProject: owner,
      submitItem: desk,
      claimItem: staff,
      handOverItem: withHead,
      recuseFromItem: withHead,
      addItemNote: withHead,
      requestItemCorrection: withHead,
      supplyItemCorrection: desk,
      acceptItem: staff,
      acceptItemWithGaps: staff,
      supplyItemGaps: desk,
      revokeItemAcceptance: staff,
      declineItem: staff,
      withdrawItem: owner,
      suspendItem: staff,
      resumeItem: staff,
      extendItem: ['departmentHead'],
      proposeItemDecision: staff,
      returnItemProposal: withHead,
      publishItem: staff,
      decideItem: staff,
      deliverItem: ['windowClerk', 'department', 'utility'],
      recordItemInspection: staff,
      reportItemRectification: desk,
      applyCertificateExtension: desk,
      decideCertificateExtension: staff,
      requestItemAmendment: staff,
      consentItemAmendment: ['departmentHead'],
      restoreCommitmentCredit: ['departmentHead'],
      addCatalogueVersion: ['administrator'],
      importCalendar: ['administrator'],
    });
  });
});

describe('a serial item', () => {
  it('cannot be submitted before the notice of what it needs', () => {
    const walk = planned(['A4']);
    expect(walk.do(enterprise, submit)).toEqual({ ok: false, code: 'PREDECESSOR_NOT_NOTIFIED' });
    walk.do(service, { type: 'unblockItem', by: 'A4', noticeOn: '2026-03-02' });
    expect(walk.do(enterprise, submit).ok).toBe(true);
  });

  it('starts its clock at acceptance, and the promise of one working day is due the next', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'acceptItem' });
    expect(walk.state().promised?.dueOn).toBe('2026-03-03');
    expect(walk.state().statutory?.dueOn).toBe('2026-03-30');
  });
});

describe('silence', () => {
  it('of five working days accepts from the day of receipt', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.at(at('2026-03-09', '23:59'));
    expect(walk.status()).toBe('received');
    const events = walk.at(at('2026-03-10', '00:00'));
    expect(types(events)).toContain('ItemAccepted');
    expect(walk.state()).toMatchObject({ status: 'accepted', deemed: true, acceptedOn: '2026-03-02' });
  });

  it('after a correction accepts from the receipt of the supplement', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'requestItemCorrection', asked });
    walk.at(at('2026-03-05'));
    walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补' });
    walk.at(at('2026-03-13', '00:00'));
    expect(walk.state()).toMatchObject({ status: 'accepted', deemed: true, acceptedOn: '2026-03-05' });
  });

  it('has happened before an officer who comes too late, even when nothing swept', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.sleepUntil(at('2026-03-10', '08:00'));
    expect(walk.do(officer, { type: 'acceptItem' })).toEqual({ ok: false, code: 'WRONG_STATE' });
    expect(walk.status()).toBe('accepted');
  });
});

describe('a correction', () => {
  it('is told once; a second is the head’s, whose reason is kept and counted', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'requestItemCorrection', asked });
    walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补' });
    const once = { ok: false, code: 'CORRECTION_ONCE', field: 'superiorReason' };
    const superiorReason = '首次告知有误';
    expect(walk.do(officer, { type: 'requestItemCorrection', asked })).toEqual(once);
    expect(walk.do(officer, { type: 'requestItemCorrection', asked, superiorReason })).toEqual(once);
    expect(walk.do(head, { type: 'requestItemCorrection', asked })).toEqual(once);
    expect(walk.do(head, { type: 'requestItemCorrection', asked, superiorReason }).ok).toBe(true);
    expect(walk.state().correction?.superiorReason).toBe(superiorReason);
  });

  it('that failed leads to 不予受理 without a second one', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'requestItemCorrection', asked });
    walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补' });
    expect(walk.do(officer, { type: 'declineItem', kind: 'notAccepted', reason: '仍不符合' }).ok).toBe(true);
    expect(walk.status()).toBe('notAccepted');
  });

  it('that would lapse on a holiday lapses after the next working day', () => {
    const walk = planned([], at('2026-09-29'));
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'requestItemCorrection', asked, days: 2 });
    expect(walk.state().correction?.due.dueOn).toBe('2026-10-08');
    walk.at(at('2026-10-08', '23:59'));
    expect(walk.status()).toBe('correcting');
    // A sweep that comes late does not move the day on which it lapsed.
    walk.sleepUntil(at('2026-10-12'));
    expect(walk.do(enterprise, { type: 'supplyItemCorrection', note: '晚了' })).toEqual({
      ok: false,
      code: 'DEADLINE_PASSED',
      field: 'paper',
    });
    expect(walk.state()).toMatchObject({ status: 'lapsed', lastOn: '2026-10-08' });
  });
});

describe('the endings', () => {
  it.each([
    ['notRequired', 'notRequired'],
    ['notAccepted', 'notAccepted'],
  ] as const)('%s is its own', (kind, status) => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'declineItem', kind, reason: '理由' });
    expect(walk.status()).toBe(status);
  });

  it.each(['received', 'correcting', 'accepted', 'suspended'] as const)(
    'a withdrawal is open in %s',
    (status) => {
      const walk = planned();
      walk.do(enterprise, submit);
      if (status === 'correcting') walk.do(officer, { type: 'requestItemCorrection', asked });
      if (status === 'accepted' || status === 'suspended') walk.do(officer, { type: 'acceptItem' });
      if (status === 'suspended')
        walk.do(officer, {
          type: 'suspendItem',
          procedure: '听证',
          notice: '听证通知',
          noticeNumber: '建住特字1号',
        });
      expect(walk.status()).toBe(status);
      expect(walk.do(enterprise, { type: 'withdrawItem', reason: '不办了' }).ok).toBe(true);
      expect(walk.status()).toBe('withdrawn');
    },
  );

  it('after a withdrawal the item may be applied for anew', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(enterprise, { type: 'withdrawItem', reason: '不办了' });
    expect(walk.do(enterprise, submit).ok).toBe(true);
    expect(walk.state().round).toBe(2);
  });
});

describe('the decision', () => {
  it('is another officer’s than the acceptance', () => {
    const walk = accepted();
    expect(walk.do(officer, { type: 'decideItem', outcome: 'granted', reason: '符合' })).toEqual({
      ok: false,
      code: 'SAME_OFFICER',
    });
    expect(walk.do(colleague, { type: 'decideItem', outcome: 'granted', reason: '符合' }).ok).toBe(true);
    walk.do(officer, { type: 'deliverItem', electronic: true, channel: 'inbox' });
    expect(walk.status()).toBe('delivered');
  });

  it('that refuses carries the right of appeal and no certificate', () => {
    const walk = accepted();
    walk.do(colleague, { type: 'decideItem', outcome: 'refused', reason: '不符合' });
    expect(walk.state().decision?.appeal).toContain('行政复议');
    expect(walk.state().decision?.certificate).toBeUndefined();
  });

  it('is not another department’s, nor another company’s to ask for', () => {
    const walk = planned();
    expect(walk.do(somebody('enterprise', { company: 'cmp_b' }), submit)).toEqual({
      ok: false,
      code: 'CASE_NOT_FOUND',
    });
    walk.do(enterprise, submit);
    expect(walk.do(somebody('department', { unit: 'housing' }), { type: 'acceptItem' })).toEqual({
      ok: false,
      code: 'OTHER_DEPARTMENT',
    });
  });

  it('can be put off once, by the head, by as much as the item’s data give', () => {
    const walk = accepted();
    expect(walk.do(head, { type: 'extendItem', reason: '疑难' }).ok).toBe(true);
    expect(walk.state().statutory?.dueOn).toBe('2026-04-14');
    expect(walk.do(head, { type: 'extendItem', reason: '再延' })).toEqual({
      ok: false,
      code: 'EXTENDED_ALREADY',
    });
  });
});

describe('the lights', () => {
  it('turn yellow on the last day and red the day after, each told once', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'acceptItem' });
    expect(turnsIn(walk.at(at('2026-03-06')))).toEqual(['promise yellow', 'promise red']);
  });

  it('stand still while a special procedure runs, and the due date moves by its days', () => {
    const walk = planned();
    walk.do(enterprise, submit);
    walk.do(officer, { type: 'acceptItem' });
    walk.do(officer, {
      type: 'suspendItem',
      procedure: '专家评审',
      notice: '评审通知',
      noticeNumber: '建住特字1号',
    });
    expect(walk.at(at('2026-03-16')).filter((event) => event.type === 'LightTurned')).toEqual([]);
    walk.do(officer, { type: 'resumeItem' });
    expect(walk.state().promised?.dueOn).toBe('2026-03-17');
    expect(walk.state().statutory?.dueOn).toBe('2026-04-14');
  });
});
