import type { Actor, RefusalKind } from '@yizhan/contracts';
import { somebody } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { itemMachine } from '../src/domain/item.ts';
import type { ItemCommand } from '../src/domain/item-case.ts';
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
  inbox,
  officer,
  onPromise,
  planned,
  received,
  refuse,
  service,
  submit,
  water,
  window,
} from './walk.ts';

type Walk = ReturnType<typeof planned>;
const refusalOf = (walk: Walk, actor: Actor, command: ItemCommand) => {
  const context = contextAt(walk.now(), actor);
  const because = itemMachine.mayAct(walk.state(), command, actor);
  if (because !== null) return because;
  const answer = itemMachine.decide(walk.state(), command, context);
  return answer.ok ? null : answer.refusal;
};
const after = (walk: Walk, ...steps: readonly (readonly [Actor, ItemCommand])[]) => {
  for (const [actor, command] of steps)
    if (!walk.do(actor, command).ok) throw new Error(`${command.type} was refused`);
  return walk;
};
const on = (walk: Walk, day: string) => {
  walk.at(at(day));
  return walk;
};

const ecology = { ...officer, unit: 'ecology' } as const;
const paper = { receivedOn: '2026-03-02', reason: '纸质件' };
const correction = { type: 'requestItemCorrection', asked } as const;
const extension = { type: 'applyCertificateExtension', reason: '未开工' } as const;
const decideExtension = { type: 'decideCertificateExtension', outcome: 'granted', reason: '同意' } as const;
const amendment = { type: 'requestItemAmendment', kind: 'withdrawDecision', reason: '有误' } as const;
const consent = { type: 'consentItemAmendment', agreed: true, reason: '同意' } as const;
const extend = { type: 'extendItem', reason: '疑难' } as const;
const report = { type: 'reportItemRectification', report: '已整改' } as const;
const failed = { type: 'recordItemInspection', passed: false, finding: '未落实' } as const;
const publish = { type: 'publishItem', place: '网站' } as const;
const propose = { ...grant, type: 'proposeItemDecision' } as const;
const onPaper = (deliveredOn: string) =>
  ({ type: 'deliverItem', electronic: true, channel: 'paper', deliveredOn }) as const;
const recuse = { type: 'recuseFromItem', kind: 'interest', reason: '持股' } as const;
const decidedOn = (day: string) => after(on(accepted(), day), [colleague, grant]);
const lapsed = () => on(after(received(), [officer, { ...correction, days: 1 }]), '2026-03-09');
const stillWrong = () =>
  after(
    received(),
    [officer, { type: 'acceptItemWithGaps', missing: [{ kind: 'surveyMap', what: '图' }] }],
    [enterprise, { type: 'supplyItemGaps', note: '已补' }],
    [officer, { type: 'revokeItemAcceptance', reason: '仍不符' }],
  );

/** What is refused, of which kind (that is the status a client gets), at which field. */
const refusals: readonly (readonly [
  code: string,
  kind: RefusalKind,
  field: string | undefined,
  () => Walk,
  Actor,
  ItemCommand,
])[] = [
  [
    'CASE_EXISTS',
    'conflict',
    undefined,
    planned,
    service,
    { type: 'planItem', plan: planned().state().plan },
  ],
  ['CASE_NOT_FOUND', 'notFound', undefined, planned, somebody('enterprise', { company: 'cmp_b' }), submit],
  ['OTHER_DEPARTMENT', 'forbidden', undefined, received, ecology, { type: 'claimItem' }],
  [
    'RECUSED',
    'forbidden',
    undefined,
    () => after(received(), [officer, recuse]),
    officer,
    { type: 'acceptItem' },
  ],
  ['OWN_SUCCESSOR', 'invalid', 'to', received, officer, { ...recuse, to: officer.id }],
  [
    'COLLEAGUE_RECUSED',
    'refused',
    'to',
    () => after(received(), [officer, recuse]),
    colleague,
    { type: 'handOverItem', to: officer.id, reason: '轮岗' },
  ],
  ['PREDECESSOR_NOT_NOTIFIED', 'refused', undefined, () => planned(['A4']), enterprise, submit],
  ['PAPER_DETAILS', 'invalid', 'paper', planned, window, submit],
  [
    'COMMITMENT_NOT_ALLOWED',
    'refused',
    'commitment',
    () => planned([], at('2026-03-02'), 'A6'),
    enterprise,
    { ...submit, commitment: true },
  ],
  [
    'COMMITMENT_BARRED',
    'refused',
    'commitment',
    () => planned([], at('2026-03-02'), 'A8', { ...everything, landArea: '20000', soilVolume: '8000' }),
    enterprise,
    { ...submit, commitment: true, barred: true },
  ],
  [
    'CORRECTION_ONCE',
    'refused',
    'superiorReason',
    () =>
      after(received(), [officer, correction], [enterprise, { type: 'supplyItemCorrection', note: '补' }]),
    officer,
    correction,
  ],
  ['DEADLINE_PASSED', 'refused', 'paper', lapsed, enterprise, { type: 'supplyItemCorrection', note: '晚了' }],
  // Revoked for what it was, no deadline is left within which paper could have come.
  [
    'DEADLINE_PASSED',
    'refused',
    'paper',
    stillWrong,
    window,
    { type: 'supplyItemGaps', note: '再补', paper },
  ],
  [
    'MAIN_MATERIAL_MISSING',
    'refused',
    'missing',
    received,
    officer,
    { type: 'acceptItemWithGaps', missing: [{ kind: 'landPermitForm', what: '申请表' }] },
  ],
  [
    'NO_GAPS_SUPPLIED',
    'refused',
    undefined,
    accepted,
    officer,
    { type: 'revokeItemAcceptance', reason: '不符' },
  ],
  ['NO_EXTENSION', 'refused', undefined, () => accepted('C4'), { ...head, unit: 'housing' }, extend],
  ['EXTENDED_ALREADY', 'refused', undefined, () => after(accepted(), [head, extend]), head, extend],
  ['EXTENSION_TOO_LATE', 'refused', undefined, () => on(accepted(), '2026-03-31'), head, extend],
  ['NO_PROPOSAL', 'refused', undefined, accepted, head, { type: 'returnItemProposal', reason: '退回' }],
  ['PROPOSAL_MISSING', 'refused', undefined, () => accepted('A6'), ecology, grant],
  ['SAME_OFFICER', 'forbidden', undefined, accepted, officer, grant],
  ['NOT_PUBLISHED', 'refused', undefined, () => accepted('B1'), colleague, grant],
  [
    'PUBLICITY_RUNNING',
    'refused',
    undefined,
    () => after(accepted('B1'), [officer, publish]),
    colleague,
    grant,
  ],
  [
    'PUBLISHED_ALREADY',
    'conflict',
    undefined,
    () => after(accepted('B1'), [officer, publish]),
    officer,
    publish,
  ],
  ['NO_PUBLICITY', 'refused', undefined, accepted, officer, publish],
  [
    'NO_ELECTRONIC_DELIVERY',
    'refused',
    'channel',
    () => decidedOn('2026-03-03'),
    officer,
    { ...inbox, electronic: false },
  ],
  [
    'INBOX_IS_TODAY',
    'invalid',
    'deliveredOn',
    () => on(decidedOn('2026-03-03'), '2026-03-05'),
    officer,
    { ...inbox, deliveredOn: '2026-03-04' },
  ],
  ['DATE_IN_FUTURE', 'invalid', 'deliveredOn', () => decidedOn('2026-03-03'), officer, onPaper('2026-03-04')],
  [
    'DATE_BEFORE_STEP',
    'invalid',
    'deliveredOn',
    () => decidedOn('2026-03-03'),
    officer,
    onPaper('2026-03-02'),
  ],
  [
    'DATE_REASON_MISSING',
    'invalid',
    'dateReason',
    () => on(decidedOn('2026-03-03'), '2026-03-05'),
    officer,
    onPaper('2026-03-04'),
  ],
  [
    'RECTIFIED_ALREADY',
    'conflict',
    undefined,
    () => after(onPromise(), [water, failed], [enterprise, report]),
    enterprise,
    report,
  ],
  ['NO_CERTIFICATE_EXTENSION', 'refused', undefined, () => delivered('C1'), enterprise, extension],
  ['EXTENSION_TOO_EARLY', 'refused', undefined, delivered, enterprise, extension],
  [
    'EXTENSION_APPLIED',
    'conflict',
    undefined,
    () => after(on(delivered(), '2027-02-10'), [enterprise, extension]),
    enterprise,
    extension,
  ],
  ['NO_EXTENSION_APPLIED', 'refused', undefined, delivered, officer, decideExtension],
  [
    'EXTENSIONS_USED_UP',
    'refused',
    undefined,
    () => {
      const walk = delivered();
      for (const day of ['2027-02-15', '2028-02-15'])
        after(on(walk, day), [enterprise, extension], [officer, decideExtension]);
      return on(walk, '2029-02-15');
    },
    enterprise,
    extension,
  ],
  [
    'AMENDMENT_OPEN',
    'conflict',
    undefined,
    () => after(delivered(), [officer, amendment]),
    officer,
    amendment,
  ],
  ['NOTHING_TO_AMEND', 'refused', 'kind', delivered, officer, { ...amendment, kind: 'withdrawDecline' }],
  ['TEXT_MISSING', 'invalid', 'text', delivered, officer, { ...amendment, kind: 'correctReason' }],
  ['NO_AMENDMENT', 'refused', undefined, delivered, head, consent],
  [
    'SAME_OFFICER',
    'forbidden',
    undefined,
    () => after(delivered(), [officer, amendment]),
    { ...head, id: officer.id },
    consent,
  ],
];

describe('a refusal', () => {
  it.each(refusals)('%s is %s, at the field %s', (code, kind, field, story, actor, command) => {
    const refusal = refusalOf(story(), actor, command);
    expect(refusal).toMatchObject({
      code,
      kind,
      zh: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.stringMatching(/[a-z]/),
    });
    expect(refusal?.field).toBe(field);
  });

  it('of an item that is not there tells nothing but so', () => {
    const answer = itemMachine.decide(undefined, submit, contextAt(at('2026-03-02'), enterprise));
    expect(answer).toMatchObject({
      ok: false,
      refusal: { kind: 'notFound', code: 'CASE_NOT_FOUND', zh: '没有找到这个事项', en: 'no such item' },
    });
  });

  it('names each of the results that are waited for', () => {
    const waiting = planned(['A4', 'B1']);
    expect(refusalOf(waiting, enterprise, submit)).toMatchObject({
      zh: expect.stringContaining(' A4、B1 '),
      en: expect.stringContaining(' A4, B1 '),
    });
    expect(refusalOf(waiting, officer, propose)).toMatchObject({
      zh: expect.stringContaining(' A4、B1 '),
      en: expect.stringContaining(' A4, B1 '),
    });
  });

  it('names each main document that is missing, and none that may follow', () => {
    const missing = [
      { kind: 'landPermitForm', what: '申请表' },
      { kind: 'surveyMap', what: '勘测定界图' },
      { kind: 'landContract', what: '出让合同' },
    ];
    const refusal = refusalOf(received(), officer, { type: 'acceptItemWithGaps', missing });
    expect(refusal?.zh).toMatch(/^申请表、出让合同不在/);
  });

  it.each([
    ['A6', '5个工作日'],
    ['B1', '7日'],
  ])('says for how long %s is made public: %s', (code, days) => {
    const walk = accepted(code);
    const first = { ...officer, unit: walk.state().plan.step.department };
    if (code === 'A6') after(walk, [first, propose]);
    const refusal = refusalOf(walk, { ...first, id: 'acc_third' }, grant);
    expect(refusal?.zh).toContain(`不少于${days}（`);
  });
});

describe('whoever decides', () => {
  const unit = 'housing';
  const [first, second, third] = ['acc_first', 'acc_second', 'acc_third'].map((id) => ({
    ...officer,
    id,
    unit,
  }));

  it('is another than who proposed, though he may have accepted it', () => {
    const proposed = () => after(accepted('C5'), [{ ...second!, unit: 'emergency' }, propose]);
    expect(proposed().do({ ...second!, unit: 'emergency' }, refuse)).toMatchObject({ code: 'SAME_OFFICER' });
    expect(proposed().do({ ...first!, unit: 'emergency' }, refuse).ok).toBe(true);
  });

  it('is another than who accepted, where nothing needs to be proposed', () => {
    const proposed = () => after(accepted('C4'), [second!, propose]);
    expect(proposed().do(first!, grant)).toMatchObject({ code: 'SAME_OFFICER' });
    for (const other of [second!, third!]) expect(proposed().do(other, grant).ok).toBe(true);
  });
});
