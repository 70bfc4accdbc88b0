import { somebody, walkCase } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { after } from '../src/domain/catalogue/versions.ts';
import { creditMachine } from '../src/domain/credit.ts';
import { itemMachine } from '../src/domain/item.ts';
import { planPath } from '../src/domain/path/plan.ts';
import {
  accepted,
  asked,
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
  received,
  service,
  submit,
  turnsIn,
  window,
} from './walk.ts';

const typesIn = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

describe('容缺受理', () => {
  const missing = [{ kind: 'surveyMap', what: '勘测定界图' }];
  const withGaps = (days = 3) => {
    const walk = received();
    expect(walk.do(officer, { type: 'acceptItemWithGaps', missing, days }).ok).toBe(true);
    return walk;
  };

  it('takes only what the catalogue lets follow', () => {
    const main = [...missing, { kind: 'landPermitForm', what: '申请表' }];
    expect(received().do(officer, { type: 'acceptItemWithGaps', missing: main })).toMatchObject({
      code: 'MAIN_MATERIAL_MISSING',
      field: 'missing',
    });
  });

  it('lets the clock run, and sets a deadline for the rest', () => {
    const walk = withGaps();
    expect(walk.state()).toMatchObject({
      status: 'acceptedWithGaps',
      promised: { dueOn: '2026-03-03' },
      gaps: { due: { dueOn: '2026-03-05' }, supplied: false },
      acceptedBy: officer.id,
    });
    expect(walk.do(colleague, grant)).toMatchObject({ code: 'WRONG_STATE' });
    expect(walk.do(enterprise, { type: 'supplyItemGaps', note: '已补' }).ok).toBe(true);
    expect(walk.state()).toMatchObject({ status: 'accepted', gaps: { supplied: true } });
    expect(walk.do(colleague, grant).ok).toBe(true);
  });

  it('whose deadline passes ends in 撤销受理, from the last day on, and is open anew', () => {
    const walk = withGaps();
    const happened = walk.at('2026-03-06T00:00:00+08:00');
    expect(typesIn(happened)).toContain('ItemAcceptanceRevoked');
    expect(walk.state()).toMatchObject({ status: 'acceptanceRevoked', lastOn: '2026-03-05' });
    expect(walk.do(enterprise, { type: 'supplyItemGaps', note: '迟了' })).toMatchObject({
      code: 'DEADLINE_PASSED',
    });
    expect(walk.do(enterprise, submit).ok).toBe(true);
  });

  it('that is still wrong after the supply is revoked with reasons; without gaps nothing is', () => {
    const walk = withGaps();
    const revoke = { type: 'revokeItemAcceptance', reason: '补交材料仍不符' } as const;
    expect(walk.do(officer, revoke)).toMatchObject({ code: 'NO_GAPS_SUPPLIED' });
    walk.do(enterprise, { type: 'supplyItemGaps', note: '已补' });
    expect(walk.do(officer, revoke).ok).toBe(true);
    expect(walk.status()).toBe('acceptanceRevoked');
    expect(accepted().do(officer, revoke)).toMatchObject({ code: 'NO_GAPS_SUPPLIED' });
  });
});

describe('paper that came in time and is entered late', () => {
  const paper = (receivedOn: string) => ({ receivedOn, reason: '窗口已收，系统补录' });

  it('counts from its true day: what seemed to have lapsed did not', () => {
    const walk = received();
    walk.do(officer, { type: 'requestItemCorrection', asked, days: 3 });
    walk.at(at('2026-03-09'));
    expect(walk.status()).toBe('lapsed');
    const supply = { type: 'supplyItemCorrection', note: '已补' } as const;
    expect(walk.do(window, { ...supply, paper: paper('2026-03-06') })).toMatchObject({
      code: 'DEADLINE_PASSED',
    });
    expect(walk.do(enterprise, supply)).toMatchObject({ code: 'DEADLINE_PASSED' });
    expect(walk.do(window, { ...supply, paper: paper('2026-03-05') }).ok).toBe(true);
    expect(walk.state()).toMatchObject({
      status: 'received',
      receivedOn: '2026-03-05',
      acceptBy: { dueOn: '2026-03-12' },
    });
  });

  it('is no earlier than it was asked for', () => {
    const walk = planned([], at('2026-03-02'));
    walk.do(enterprise, submit);
    walk.at(at('2026-03-04'));
    walk.do(officer, { type: 'requestItemCorrection', asked, days: 3 });
    walk.at(at('2026-03-11'));
    expect(
      walk.do(window, { type: 'supplyItemCorrection', note: '已补', paper: paper('2026-03-03') }),
    ).toMatchObject({ code: 'DATE_BEFORE_STEP' });
  });

  it('restores an acceptance with gaps and its clock', () => {
    const walk = received('B2');
    const missing = [{ kind: 'planningIndex', what: '指标核算书' }];
    walk.do(officer, { type: 'acceptItemWithGaps', missing, days: 2 });
    walk.at(at('2026-03-06'));
    expect(walk.status()).toBe('acceptanceRevoked');
    expect(walk.do(window, { type: 'supplyItemGaps', note: '已补', paper: paper('2026-03-04') }).ok).toBe(
      true,
    );
    expect(walk.state()).toMatchObject({ status: 'accepted', promised: { dueOn: '2026-03-05' } });
    expect(walk.state().clocks.map(({ clock }) => clock)).toEqual(['promise', 'statutory']);
  });
});

describe('告知承诺', () => {
  const medium = { ...everything, landArea: '20000', soilVolume: '8000' };
  const water = { ...officer, unit: 'water' } as const;
  const onPromise = (barred = false) => {
    const walk = planned([], at('2026-03-02'), 'A8', medium);
    const answer = walk.do(enterprise, { ...submit, commitment: true, barred });
    return { walk, answer };
  };
  const granted = () => {
    const { walk } = onPromise();
    walk.do(water, { type: 'acceptItem' });
    walk.do(water, grant);
    walk.do(water, inbox);
    return walk;
  };

  it('is for items whose data allow it, and companies in good credit', () => {
    expect(received('A6').state().plan.rule?.commitment).toBeNull();
    expect(planned([], at('2026-03-02'), 'A6').do(enterprise, { ...submit, commitment: true })).toMatchObject(
      {
        code: 'COMMITMENT_NOT_ALLOWED',
      },
    );
    expect(onPromise(true).answer).toMatchObject({ code: 'COMMITMENT_BARRED' });
    expect(onPromise().answer.ok).toBe(true);
  });

  it('is decided at once by the officer who accepted, and looked into within sixty working days', () => {
    const walk = granted();
    expect(walk.state()).toMatchObject({ status: 'onPromise', inspectBy: { dueOn: '2026-05-28' } });
    expect(turnsIn(walk.at(at('2026-05-29')))).toEqual(['inspection yellow', 'inspection red']);
  });

  it('that was kept is valid', () => {
    const walk = granted();
    walk.do(water, { type: 'recordItemInspection', passed: true, finding: '与承诺一致' });
    expect(walk.status()).toBe('delivered');
    expect(walk.dueAt()).toBeNull();
  });

  it('that was not is mended, looked into again, and valid', () => {
    const walk = granted();
    const failed = {
      type: 'recordItemInspection',
      passed: false,
      finding: '排水措施未落实',
      days: 10,
    } as const;
    walk.do(water, failed);
    expect(walk.state()).toMatchObject({ status: 'rectifying', rectifyBy: { dueOn: '2026-03-16' } });
    expect(turnsIn(walk.at(at('2026-03-17')))).toContain('rectification red');
    const report = { type: 'reportItemRectification', report: '已完成' } as const;
    expect(walk.do(enterprise, report)).toMatchObject({
      ok: true,
      events: [{ data: { receipt: expect.stringMatching(/^ZG/) } }],
    });
    expect(walk.do(enterprise, report)).toMatchObject({ code: 'RECTIFIED_ALREADY' });
    walk.do(water, { type: 'recordItemInspection', passed: true, finding: '已整改' });
    expect(walk.status()).toBe('delivered');
  });

  it('that is not mended is revoked, with the right of appeal, and the item is open anew', () => {
    const walk = granted();
    const failed = { type: 'recordItemInspection', passed: false, finding: '未整改' } as const;
    walk.do(water, failed);
    const answer = walk.do(water, failed);
    expect(answer.ok && answer.events[0]).toMatchObject({
      type: 'ItemRevoked',
      data: { company: 'cmp_a', appeal: expect.stringMatching(/复议/) },
    });
    expect(walk.state()).toMatchObject({ status: 'revoked', certificate: null });
    expect(walk.do(enterprise, submit).ok).toBe(true);
    expect(walk.state().commitment).toBe(false);
  });

  it('is barred for a company until a head repairs its credit', () => {
    const walk = walkCase(creditMachine, at('2026-03-02'));
    const bar = { type: 'barFromCommitment', company: 'cmp_a', reason: '未整改' } as const;
    const restore = { type: 'restoreCommitmentCredit', company: 'cmp_a', reason: '已履行义务' } as const;
    walk.do(service, bar);
    expect(walk.status()).toBe('barred');
    for (const actor of [enterprise, officer, somebody('administrator')])
      expect(walk.do(actor, restore)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    walk.do(head, restore);
    expect(walk.status()).toBe('good');
    walk.do(service, bar);
    expect(walk.status()).toBe('barred');
  });
});

describe('an item on a draft', () => {
  it('is submitted and accepted before the result, and its clock starts with the notice', () => {
    const walk = planned(['B2'], at('2026-03-02'), 'C1');
    const housing = { ...officer, unit: 'housing' } as const;
    expect(walk.do(enterprise, submit).ok).toBe(true);
    walk.do(housing, { type: 'acceptItem' });
    expect(walk.state()).toMatchObject({ status: 'accepted', promised: null, clocks: [] });
    expect(walk.do({ ...colleague, unit: 'housing' }, grant)).toMatchObject({
      code: 'PREDECESSOR_NOT_NOTIFIED',
    });
    walk.at(at('2026-03-10'));
    const answer = walk.do(service, { type: 'unblockItem', by: 'B2', noticeOn: '2026-03-10' });
    expect(answer.ok && typesIn(answer.events)).toEqual(['ItemUnblocked', 'ItemClockStarted']);
    expect(walk.state()).toMatchObject({ waitsFor: [], promised: { dueOn: '2026-03-19' } });
    expect(walk.do({ ...colleague, unit: 'housing' }, grant).ok).toBe(true);
  });

  it('that was withdrawn, or is accepted by silence, is told of the notice all the same', () => {
    const silent = planned(['B2'], at('2026-03-02'), 'C1');
    silent.do(enterprise, submit);
    silent.at(at('2026-03-10'));
    expect(silent.state()).toMatchObject({ deemed: true, acceptedOn: '2026-03-02', promised: null });
    silent.do(service, { type: 'unblockItem', by: 'B2', noticeOn: '2026-03-10' });
    expect(silent.state().promised?.dueOn).toBe('2026-03-19');
    const gone = planned(['B2'], at('2026-03-02'), 'C1');
    gone.do(enterprise, submit);
    gone.do(enterprise, { type: 'withdrawItem', reason: '不办了' });
    gone.do(service, { type: 'unblockItem', by: 'B2', noticeOn: '2026-03-10' });
    expect(gone.state().waitsFor).toEqual([]);
  });

  it('stands paused where a special procedure runs when the notice comes', () => {
    const walk = planned(['B2'], at('2026-03-02'), 'C1');
    const housing = { ...officer, unit: 'housing' } as const;
    walk.do(enterprise, submit);
    walk.do(housing, { type: 'acceptItem' });
    walk.do(housing, { type: 'suspendItem', procedure: '专家评审', notice: '通知', noticeNumber: '1号' });
    walk.at(at('2026-03-10'));
    walk.do(service, { type: 'unblockItem', by: 'B2', noticeOn: '2026-03-10' });
    walk.at(at('2026-03-12'));
    walk.do(housing, { type: 'resumeItem' });
    expect(walk.state().promised?.dueOn).toBe('2026-03-23');
  });

  it('waits for every other result: B2 alone is enough as a draft', () => {
    expect(planned(['B2', 'A4'], at('2026-03-02'), 'C1').do(enterprise, submit)).toMatchObject({
      code: 'PREDECESSOR_NOT_NOTIFIED',
    });
  });
});

describe('a special procedure', () => {
  it('is by written notice with its number, and has a limit of its own where the law gives one', () => {
    const walk = accepted('C2');
    const housing = { ...officer, unit: 'housing' } as const;
    const answer = walk.do(housing, {
      type: 'suspendItem',
      procedure: '专家评审',
      notice: '组织专家评审',
      noticeNumber: '建住特字〔2026〕3号',
    });
    expect(answer.ok && answer.events[0]?.data).toMatchObject({
      noticeNumber: '建住特字〔2026〕3号',
      due: { dueOn: '2026-03-30' },
    });
    expect(walk.state().clocks[0]?.run.intervals.at(-1)?.pause).toEqual({
      by: housing.id,
      evidence: '建住特字〔2026〕3号',
    });
    expect(turnsIn(walk.at(at('2026-03-31')))).toEqual(['procedure yellow', 'procedure red']);
    walk.do(housing, { type: 'resumeItem' });
    expect(walk.state().clocks.map(({ clock }) => clock)).toEqual(['promise', 'statutory']);
  });
});

describe('two pairs of eyes', () => {
  const first = { ...officer, unit: 'emergency' } as const;
  const other = { ...colleague, unit: 'emergency' } as const;
  const propose = { type: 'proposeItemDecision', outcome: 'granted', reason: '建议准予' } as const;

  it('by proposal where the catalogue says so: one proposes, another decides', () => {
    const walk = accepted('C5');
    expect(walk.state().plan.rule?.decidedBy).toBe('proposal');
    expect(walk.do(other, grant)).toMatchObject({ code: 'PROPOSAL_MISSING' });
    walk.do(first, propose);
    expect(walk.do(first, grant)).toMatchObject({ code: 'SAME_OFFICER' });
    // Who decides need not follow what was proposed.
    expect(walk.do(other, { ...grant, outcome: 'refused' }).ok).toBe(true);
  });

  it('a proposal is sent back with a reason, and made anew', () => {
    const walk = accepted('C5');
    const back = { type: 'returnItemProposal', reason: '补充总量依据' } as const;
    expect(walk.do(other, back)).toMatchObject({ code: 'NO_PROPOSAL' });
    walk.do(first, propose);
    expect(walk.do(other, back).ok).toBe(true);
    expect(walk.do(other, grant)).toMatchObject({ code: 'PROPOSAL_MISSING' });
  });

  it('one pair is enough where the catalogue says so', () => {
    const utility = somebody('utility', { unit: 'utilities' });
    const walk = planned([], at('2026-03-02'), 'C6');
    walk.do(enterprise, submit);
    walk.do(utility, { type: 'acceptItem' });
    expect(walk.do(utility, grant).ok).toBe(true);
  });
});

describe('a note between colleagues', () => {
  it('is kept with who and when, and is the department’s own', () => {
    const walk = received();
    walk.do(officer, { type: 'addItemNote', text: '请核对红线' });
    expect(walk.state().notes).toEqual([{ text: '请核对红线', by: officer.id, on: '2026-03-02' }]);
    const note = { type: 'addItemNote', text: '私下' } as const;
    expect(walk.do(enterprise, note)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(walk.do({ ...officer, unit: 'housing' }, note)).toMatchObject({ code: 'OTHER_DEPARTMENT' });
  });
});

describe('a mistake', () => {
  const request = (kind: 'withdrawDecision' | 'correctReason' | 'withdrawDecline', text?: string) =>
    ({
      type: 'requestItemAmendment',
      kind,
      reason: '引用条款有误',
      ...(text === undefined ? {} : { text }),
    }) as const;
  const consent = { type: 'consentItemAmendment', agreed: true, reason: '同意' } as const;

  it('in a decision is taken back with the head’s consent, and the clock runs on as if nothing had been decided', () => {
    const walk = accepted('B2');
    walk.do(colleague, grant);
    expect(walk.do(head, consent)).toMatchObject({ code: 'NO_AMENDMENT' });
    walk.do(officer, request('withdrawDecision'));
    expect(walk.do(officer, request('withdrawDecision'))).toMatchObject({ code: 'AMENDMENT_OPEN' });
    expect(walk.do(officer, consent)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    walk.at(at('2026-03-06'));
    walk.do(head, consent);
    expect(walk.state()).toMatchObject({
      status: 'accepted',
      decision: null,
      promised: { dueOn: '2026-03-05' },
    });
    expect(turnsIn(walk.at(at('2026-03-09')))).toContain('promise red');
  });

  it('in a permit that was delivered undoes what counted as done', () => {
    const walk = delivered();
    walk.do(officer, request('withdrawDecision'));
    const answer = walk.do(head, consent);
    expect(answer.ok && answer.events[0]?.data).toMatchObject({ wasDone: true });
    expect(walk.state()).toMatchObject({ status: 'accepted', certificate: null, deliveredOn: null });
  });

  it('in the words is put right, and the words before stay in the record', () => {
    const walk = delivered();
    expect(walk.do(officer, request('correctReason'))).toMatchObject({ code: 'TEXT_MISSING', field: 'text' });
    walk.do(officer, request('correctReason', '依据第三十八条，准予许可'));
    walk.do(head, consent);
    expect(walk.state()).toMatchObject({
      status: 'delivered',
      decision: { reason: '依据第三十八条，准予许可' },
      amendment: null,
    });
  });

  it('in declining leads back to receipt, with five working days anew', () => {
    for (const [kind, wasDone] of [
      ['notAccepted', false],
      ['notRequired', true],
    ] as const) {
      const walk = received();
      walk.do(officer, { type: 'declineItem', kind, reason: '理由' });
      walk.do(officer, request('withdrawDecline'));
      const answer = walk.do(head, consent);
      expect(answer.ok && answer.events[0]?.data).toMatchObject({ wasDone });
      expect(walk.state()).toMatchObject({ status: 'received', acceptBy: { dueOn: '2026-03-09' } });
    }
  });

  it('is asked for only where there is one of the kind, and refused by the head stays as it is', () => {
    expect(delivered().do(officer, request('withdrawDecline'))).toMatchObject({ code: 'NOTHING_TO_AMEND' });
    const walk = delivered();
    walk.do(officer, request('withdrawDecision'));
    walk.do(head, { ...consent, agreed: false, reason: '无误' });
    expect(walk.state()).toMatchObject({ status: 'delivered', amendment: null });
  });
});

describe('a certificate', () => {
  const apply = { type: 'applyCertificateExtension', reason: '尚未开工' } as const;
  const extend = (outcome: 'granted' | 'refused' = 'granted') =>
    ({ type: 'decideCertificateExtension', outcome, reason: '理由充分' }) as const;

  it('of A5 is valid for a year, warned of thirty days before, and expires', () => {
    const walk = delivered();
    expect(walk.state().certificate).toMatchObject({ until: '2027-03-01', extensions: 0 });
    expect(walk.do(enterprise, apply)).toMatchObject({ code: 'EXTENSION_TOO_EARLY' });
    expect(typesIn(walk.at(at('2027-01-30')))).toEqual(['CertificateExpiring']);
    expect(typesIn(walk.at('2027-03-02T00:00:00+08:00'))).toEqual(['CertificateExpired']);
    expect(walk.state()).toMatchObject({ status: 'expired', lastOn: '2027-03-01' });
    expect(walk.do(enterprise, submit).ok).toBe(true);
  });

  it('is extended within the window, twice at most, a year at a time', () => {
    const walk = delivered();
    for (const [day, until] of [
      ['2027-02-15', '2028-03-01'],
      ['2028-02-15', '2029-03-01'],
    ] as const) {
      walk.at(at(day));
      expect(walk.do(enterprise, apply).ok).toBe(true);
      expect(walk.do(enterprise, apply)).toMatchObject({ code: 'EXTENSION_APPLIED' });
      expect(walk.do(officer, extend()).ok).toBe(true);
      expect(walk.state().certificate?.until).toBe(until);
    }
    walk.at(at('2029-02-15'));
    expect(walk.do(enterprise, apply)).toMatchObject({ code: 'EXTENSIONS_USED_UP' });
    expect(walk.do(officer, extend())).toMatchObject({ code: 'NO_EXTENSION_APPLIED' });
  });

  it('whose extension is refused runs out as it would have, with the right of appeal', () => {
    const walk = delivered();
    walk.at(at('2027-02-15'));
    walk.do(enterprise, apply);
    const answer = walk.do(officer, extend('refused'));
    expect(answer.ok && answer.events[0]?.data).toMatchObject({ appeal: expect.stringMatching(/复议/) });
    walk.at(at('2027-03-02'));
    expect(walk.status()).toBe('expired');
  });

  it('of C4 is void unless construction begins within three months, extended twice by three', () => {
    const walk = delivered('C4');
    const { rule } = walk.state().plan;
    expect(rule?.validity).toMatchObject({ months: 3, extensions: 2, extensionMonths: 3 });
    expect(walk.state().certificate?.until).toBe('2026-06-01');
    walk.do(service, { type: 'noteConstruction', on: '2026-05-20' });
    walk.at(at('2026-12-01'));
    expect(walk.state()).toMatchObject({ status: 'delivered', certificate: { used: true } });
    const late = delivered('C4');
    late.at(at('2026-06-02'));
    expect(late.status()).toBe('expired');
  });

  it('that has no end is neither watched nor extended', () => {
    const walk = delivered('C1');
    expect(walk.dueAt()).toBeNull();
    expect(walk.do(enterprise, apply)).toMatchObject({ code: 'NO_CERTIFICATE_EXTENSION' });
  });

  it('is valid from the decision, whenever it reached its holder', () => {
    const walk = accepted();
    walk.do(colleague, grant);
    walk.at(at('2026-03-06'));
    walk.do(officer, { type: 'deliverItem', electronic: false, channel: 'paper' });
    expect(walk.state().certificate?.until).toBe('2027-03-01');
  });
});

describe('delivery', () => {
  it('into the inbox takes the company’s consent; on paper it needs none', () => {
    const walk = accepted();
    walk.do(colleague, grant);
    expect(walk.do(officer, { ...inbox, electronic: false })).toMatchObject({
      code: 'NO_ELECTRONIC_DELIVERY',
      field: 'channel',
    });
    expect(walk.do(window, { type: 'deliverItem', electronic: false, channel: 'paper' }).ok).toBe(true);
  });
});

it('a filing item is complete with what the applicant has to bring, and guided until it is; the window looks through paper', () => {
  const register = { ...everything, environmentClass: 'register' } as const;
  const walk = planned([], at('2026-03-02'), 'A6', register);
  const bare = { type: 'submitItem', note: '材料齐全' } as const;
  const other = [{ material: `mat_${'a'.repeat(24)}`, version: 1 }];
  for (const incomplete of [bare, { ...bare, kinds: [] }, { ...bare, materials: other, kinds: ['other'] }])
    expect(walk.do(enterprise, incomplete)).toEqual({
      ok: false,
      code: 'FILING_INCOMPLETE',
      field: 'materials',
    });
  expect(walk.status()).toBe('planned');
  expect(walk.do(enterprise, submit).ok).toBe(true);
  const atWindow = planned([], at('2026-03-02'), 'A6', register);
  const paper = { receivedOn: '2026-03-02', reason: '纸质件' };
  expect(atWindow.do(window, { ...bare, paper }).ok).toBe(true);
  // What is decided on is received first, and told once what is missing.
  expect(planned([], at('2026-03-02'), 'A6').do(enterprise, bare).ok).toBe(true);
});

it('a filing item is done with its receipt, and nobody accepts or refuses it', () => {
  const register = { ...everything, environmentClass: 'register' } as const;
  const walk = planned([], at('2026-03-02'), 'A6', register);
  const answer = walk.do(enterprise, submit);
  expect(answer.ok && typesIn(answer.events)).toEqual(['ItemSubmitted', 'ItemFiled']);
  expect(walk.status()).toBe('filed');
  const ecology = { ...officer, unit: 'ecology' } as const;
  for (const command of [
    { type: 'acceptItem' },
    { type: 'declineItem', kind: 'notAccepted', reason: '理由' },
    { type: 'requestItemCorrection', asked },
  ] as const)
    expect(walk.do(ecology, command)).toMatchObject({ code: 'WRONG_STATE' });
});

it('an item keeps the rule that it was planned under: extension and limit are its data', () => {
  const days = Object.fromEntries(
    planPath(after, { ...everything, route: 'verification' }, '2026-03-02').steps.map(({ code }) => [
      code,
      after.items.find((item) => item.code === code)?.extension?.value ?? null,
    ]),
  );
  expect(days).toMatchObject({ A2: 40, A5: 10, A6: null, C4: null });
  expect(itemMachine.kind).toBe('item');
});
