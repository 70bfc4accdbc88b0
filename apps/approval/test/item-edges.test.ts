import type { ApprovalEvent } from '@yizhan/contracts';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { itemMachine } from '../src/domain/item.ts';
import { dueOf, holderOf, type Item } from '../src/domain/item-case.ts';
import { withDue } from '../src/domain/item-dues.ts';
import {
  accepted,
  at,
  colleague,
  delivered,
  enterprise,
  everything,
  grant,
  head,
  inbox,
  officer,
  planned,
  refuse,
  service,
  submit,
  turnsIn,
} from './walk.ts';

const paper = { type: 'deliverItem', electronic: false, channel: 'paper' } as const;
const extension = { type: 'applyCertificateExtension', reason: '未开工' } as const;
const decideExtension = { type: 'decideCertificateExtension', outcome: 'granted', reason: '同意' } as const;

type Walk = ReturnType<typeof delivered>;
const dataOf = (answer: ReturnType<Walk['do']>, type: ApprovalEvent['type']) =>
  answer.ok ? answer.events.find((event) => event.type === type)?.data : answer.code;

describe('a permit and the start of construction', () => {
  const housing = { ...officer, unit: 'housing' } as const;
  const granted = (code: string, decision: typeof grant | typeof refuse = grant) => {
    const walk = accepted(code);
    walk.do({ ...colleague, unit: walk.state().plan.step.department }, decision);
    return walk;
  };
  const started = (walk: Walk, on: string) => walk.do(service, { type: 'noteConstruction', on });

  it('on its last day is in time, and it no longer runs out', () => {
    const walk = delivered();
    expect(dataOf(started(walk, '2027-03-01'), 'CertificateUsed')).toEqual({
      projectId: 'prj_x',
      code: 'A5',
      on: '2027-03-01',
    });
    expect(walk.state().certificate?.used).toBe(true);
    // Told again, it says nothing new.
    expect(started(walk, '2026-06-01')).toMatchObject({ ok: true, events: [] });
  });

  it('after its last day comes too late', () => {
    expect(started(delivered(), '2027-03-02')).toMatchObject({ ok: true, events: [] });
  });

  it('before it was delivered is told with the delivery: it never runs out', () => {
    const building = { ...inbox, constructionOn: '2026-02-20' } as const;
    const walk = granted('C4');
    expect(dataOf(walk.do(housing, building), 'CertificateUsed')).toEqual({
      projectId: 'prj_x',
      code: 'C4',
      on: '2026-02-20',
    });
    walk.at(at('2026-12-01'));
    expect(walk.state()).toMatchObject({ status: 'delivered', certificate: { used: true } });
    // What has no end, and what was refused, is not used.
    expect(dataOf(granted('C1').do(housing, building), 'CertificateUsed')).toBeUndefined();
    expect(dataOf(granted('C4', refuse).do(housing, building), 'CertificateUsed')).toBeUndefined();
  });

  it('while it lay granted and undelivered is kept, though the delivery knows nothing of it', () => {
    const walk = granted('C4');
    expect(dataOf(started(walk, '2026-03-02'), 'CertificateUsed')).toMatchObject({ on: '2026-03-02' });
    expect(started(walk, '2026-03-02')).toMatchObject({ ok: true, events: [] });
    const answer = walk.do(housing, { ...inbox, constructionOn: '2026-03-02' });
    expect(answer.ok && answer.events.map(({ type }) => type)).toEqual(['ItemDelivered']);
    expect(walk.state().certificate?.used).toBe(true);
  });

  it('after the last day of what was delivered too late is no use of it', () => {
    const late = { ...paper, deliveredOn: '2026-06-10', constructionOn: '2026-06-02' };
    const walk = granted('C4');
    walk.at(at('2026-06-10'));
    expect(started(walk, '2026-06-02')).toMatchObject({ ok: true, events: [] });
    expect(dataOf(walk.do(housing, late), 'CertificateUsed')).toBeUndefined();
    expect(walk.state().certificate?.used).toBe(false);
  });

  it('is known to a permit that is granted anew after its decision was withdrawn', () => {
    const walk = delivered('C4');
    started(walk, '2026-03-02');
    const withdraw = { type: 'requestItemAmendment', kind: 'withdrawDecision', reason: '有误' } as const;
    walk.do(housing, withdraw);
    const consent = { type: 'consentItemAmendment', agreed: true, reason: '同意' } as const;
    walk.do({ ...head, unit: 'housing' }, consent);
    walk.do({ ...colleague, unit: 'housing' }, grant);
    walk.do(housing, inbox);
    expect(walk.state()).toMatchObject({ status: 'delivered', certificate: { used: true } });
  });

  it('is nothing to a result without an end', () => {
    expect(started(delivered('C1'), '2026-06-01')).toMatchObject({ ok: true, events: [] });
  });
});

describe('the extension of a certificate', () => {
  it('may be applied for from the very day its window opens, thirty days before the end', () => {
    const walk = delivered();
    walk.at(at('2027-01-29'));
    expect(walk.do(enterprise, extension)).toMatchObject({ code: 'EXTENSION_TOO_EARLY' });
    walk.at(at('2027-01-30'));
    expect(walk.do(enterprise, extension).ok).toBe(true);
  });

  it('is decided only where it was applied for, once', () => {
    const walk = delivered();
    expect(walk.do(officer, decideExtension)).toMatchObject({ code: 'NO_EXTENSION_APPLIED' });
    walk.at(at('2027-02-10'));
    walk.do(enterprise, extension);
    expect(walk.do(officer, decideExtension).ok).toBe(true);
    expect(walk.do(officer, decideExtension)).toMatchObject({ code: 'NO_EXTENSION_APPLIED' });
  });

  it('is none of a permit that was used: it runs out no more', () => {
    const walk = delivered();
    walk.do(service, { type: 'noteConstruction', on: '2026-06-01' });
    walk.at(at('2027-02-10'));
    expect(walk.do(enterprise, extension)).toMatchObject({ code: 'NO_CERTIFICATE_EXTENSION' });
  });
});

describe('an extension that was applied for in time', () => {
  const applied = (on = '2027-02-01') => {
    const walk = delivered();
    walk.at(at(on));
    walk.do(enterprise, extension);
    return walk;
  };
  const typesAt = (walk: Walk, instant: string) => walk.at(instant).map(({ type }) => type);

  it('is due on the last day of the certificate, the department’s to decide, with lights', () => {
    const walk = applied();
    expect(dueOf(walk.state())).toMatchObject({ dueOn: '2027-03-01', provisional: false });
    expect(holderOf(walk.state())).toBe('naturalResources');
    expect(walk.dueAt()).toBe(new Date('2027-02-24T00:00:00+08:00').toISOString());
    expect(turnsIn(walk.at(at('2027-02-24')))).toEqual(['extension yellow']);
    walk.at(at('2027-03-01', '23:59'));
    expect(walk.status()).toBe('delivered');
    expect(walk.do(officer, decideExtension).ok).toBe(true);
    expect(walk.state()).toMatchObject({ clocks: [], certificate: { until: '2028-03-01' } });
    expect(holderOf(walk.state())).toBeNull();
  });

  it('is granted by silence, by as much as a decision would have given, and the light has turned red', () => {
    const walk = applied();
    walk.at(at('2027-02-24'));
    const events = walk.at('2027-03-02T00:00:00+08:00');
    expect(turnsIn(events)).toEqual(['extension red']);
    expect(events.find(({ type }) => type === 'CertificateExtended')).toMatchObject({
      effectiveOn: '2027-03-01',
      data: { until: '2028-03-01', bySilence: true, reason: expect.stringMatching(/第五十条.*视为准予延续/) },
    });
    expect(walk.state()).toMatchObject({
      status: 'delivered',
      clocks: [],
      certificate: { until: '2028-03-01', extensions: 1, extensionApplied: false },
    });
    expect(walk.do(officer, decideExtension)).toMatchObject({ code: 'NO_EXTENSION_APPLIED' });
    expect(typesAt(walk, at('2028-02-15'))).toEqual(['CertificateExpiring']);
    expect(typesAt(walk, at('2028-03-02'))).toEqual(['CertificateExpired']);
  });

  it('on the very last day has that day', () => {
    const walk = applied('2027-03-01');
    expect(dueOf(walk.state())?.dueOn).toBe('2027-03-01');
    walk.at(at('2027-03-02'));
    expect(walk.state()).toMatchObject({ status: 'delivered', certificate: { extensions: 1 } });
  });

  it('is granted by silence, though whoever looks comes when the longer certificate has ended too', () => {
    const walk = applied();
    expect(typesAt(walk, at('2028-06-01')).filter((type) => type !== 'LightTurned')).toEqual([
      'CertificateExtended',
      'CertificateExpiring',
      'CertificateExpired',
    ]);
    expect(walk.status()).toBe('expired');
  });

  it('is needed no more once construction has begun', () => {
    const walk = applied();
    walk.do(service, { type: 'noteConstruction', on: '2027-02-10' });
    expect(walk.state()).toMatchObject({
      clocks: [],
      certificate: { used: true, extensionApplied: false, extensions: 0 },
    });
    expect(walk.at(at('2027-03-02'))).toEqual([]);
  });

  it('leaves nothing behind where it is refused: the certificate runs out', () => {
    const walk = applied();
    walk.do(officer, { ...decideExtension, outcome: 'refused' });
    expect(walk.state().clocks).toEqual([]);
    expect(typesAt(walk, at('2027-03-02'))).toContain('CertificateExpired');
  });
});

describe('a promise that was looked into', () => {
  it('and was kept is told so, with no day by which to mend it', () => {
    const walk = planned([], at('2026-03-02'), 'A8', { ...everything, landArea: '10000', soilVolume: '0' });
    walk.do(enterprise, { ...submit, commitment: true });
    const water = { ...officer, unit: 'water' } as const;
    walk.do(water, { type: 'acceptItem' });
    walk.do(water, grant);
    walk.do(water, inbox);
    const kept = walk.do(water, { type: 'recordItemInspection', passed: true, finding: '一致' });
    expect(dataOf(kept, 'ItemInspected')).toEqual({
      projectId: 'prj_x',
      code: 'A8',
      passed: true,
      finding: '一致',
    });
    expect(walk.status()).toBe('delivered');
  });
});

describe('a special procedure', () => {
  it('that the law does not limit is due on no day; one that it limits is', () => {
    const suspended = (code: string, procedure: string) => {
      const walk = accepted(code);
      const unit = walk.state().plan.step.department;
      walk.do({ ...officer, unit }, { type: 'suspendItem', procedure, notice: '通知', noticeNumber: '1号' });
      return walk.state();
    };
    expect(suspended('A5', '听证').suspension).not.toHaveProperty('due');
    expect(dueOf(suspended('C2', '听证'))).toBeNull();
    expect(dueOf(suspended('C2', '专家评审'))?.dueOn).toBe('2026-03-30');
  });
});

describe('an extension of the time to decide', () => {
  it('is open on the last day of the limit, and is given once', () => {
    const walk = accepted();
    const more = { type: 'extendItem', reason: '情况复杂' } as const;
    walk.at(at('2026-03-30'));
    expect(dataOf(walk.do(head, more), 'ItemExtended')).toMatchObject({ days: 10, reason: '情况复杂' });
    expect(walk.do(head, more)).toMatchObject({ code: 'EXTENDED_ALREADY' });
  });
});

describe('what waits for a result', () => {
  it('is neither proposed nor decided before that is notified', () => {
    const walk = planned(['B2'], at('2026-03-02'), 'C1');
    walk.do(enterprise, submit);
    const first = { ...officer, unit: 'housing' } as const;
    walk.do(first, { type: 'acceptItem' });
    const other = { ...colleague, unit: 'housing' } as const;
    for (const command of [{ ...grant, type: 'proposeItemDecision' } as const, grant])
      expect(walk.do(other, command)).toMatchObject({ code: 'PREDECESSOR_NOT_NOTIFIED' });
  });
});

describe('whoever decides', () => {
  it('is told whether it is the proposal or the acceptance that keeps him from it', () => {
    const wordsOf = (code: string, propose: boolean) => {
      const walk = accepted(code);
      const first = { ...officer, unit: walk.state().plan.step.department };
      if (propose) walk.do(first, { ...grant, type: 'proposeItemDecision' });
      const decision = itemMachine.decide(walk.state(), grant, {
        caseId: 'itm_x',
        now: at('2026-03-02'),
        today: legalDate('2026-03-02'),
        calendar: {} as never,
        actor: first,
        receipt: () => '',
      });
      return decision.ok ? '' : `${decision.refusal.zh}${decision.refusal.en}`;
    };
    expect(wordsOf('A5', false)).toBe('受理人和审批人须为不同人员who accepted an item does not decide it');
    expect(wordsOf('C5', true)).toBe('审核人和审批人须为不同人员who proposed does not decide');
  });
});

describe('a delivery', () => {
  it('of a refusal gives no validity, and nothing to look into', () => {
    const walk = accepted();
    walk.do(colleague, refuse);
    const data = dataOf(walk.do(officer, inbox), 'ItemDelivered');
    expect(data).toEqual({ projectId: 'prj_x', code: 'A5', outcome: 'refused', channel: 'inbox' });
    expect(walk.state()).toMatchObject({ certificate: null, inspectBy: null });
  });

  it('on paper the same day needs no reason, and keeps none; an earlier one needs it', () => {
    const walk = accepted();
    walk.do(colleague, grant);
    walk.at(at('2026-03-04'));
    expect(walk.do(officer, { ...paper, deliveredOn: '2026-03-03' })).toMatchObject({
      code: 'DATE_REASON_MISSING',
      field: 'dateReason',
    });
    const data = dataOf(
      walk.do(officer, { ...paper, deliveredOn: '2026-03-04', dateReason: '当日' }),
      'ItemDelivered',
    );
    expect(data).not.toHaveProperty('dateReason');
  });

  it('into the inbox is of today, named or not', () => {
    const walk = accepted();
    walk.do(colleague, grant);
    walk.at(at('2026-03-04'));
    expect(walk.do(officer, { ...inbox, deliveredOn: '2026-03-03' })).toMatchObject({
      code: 'INBOX_IS_TODAY',
      field: 'deliveredOn',
    });
    expect(walk.do(officer, { ...inbox, deliveredOn: '2026-03-04' }).ok).toBe(true);
  });
});

describe('a due date that another calendar moved', () => {
  const to = { dueOn: '2027-01-08', limit: 'x@1', calendar: 'official-2020-2026+2027', provisional: false };
  const granted = () => {
    const walk = accepted();
    walk.do(colleague, grant);
    return walk.state();
  };
  it.each<[Parameters<typeof withDue>[1]['which'], (state: Item) => unknown]>([
    ['acceptBy', ({ acceptBy }) => acceptBy],
    ['promised', ({ promised }) => promised],
    ['statutory', ({ statutory }) => statutory],
    ['inspectBy', ({ inspectBy }) => inspectBy],
    ['rectifyBy', ({ rectifyBy }) => rectifyBy],
    ['deliverBy', ({ decision }) => decision?.deliverBy],
  ])('%s stands in its own place, and nothing else moves', (which, read) => {
    const before = granted();
    const after = withDue(before, { which, to });
    expect(read(after)).toEqual(to);
    const differing = (Object.keys(after) as (keyof Item)[]).filter(
      (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
    );
    expect(differing).toEqual([which === 'deliverBy' ? 'decision' : which]);
  });

  it('of what is no longer there moves nothing', () => {
    const before = accepted().state();
    for (const which of ['deliverBy', 'correction', 'gaps', 'publicity'] as const)
      expect(withDue(before, { which, to })).toEqual(before);
  });
});
