import { somebody } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { itemMachine } from '../src/domain/item.ts';
import { itemTable } from '../src/domain/item-states.ts';
import { accepted, asked, at, colleague, enterprise, head, officer, planned, submit } from './walk.ts';

const kin = { type: 'recuseFromItem', kind: 'kin', reason: '法定代表人为本人配偶' } as const;
const third = somebody('department', { id: 'acc_third', unit: 'naturalResources' });
const claimed = () => {
  const walk = planned();
  walk.do(enterprise, submit);
  walk.do(officer, { type: 'claimItem' });
  return walk;
};

describe('回避', () => {
  it('puts the reason on record, and the item back on the desk where nobody is named', () => {
    const walk = claimed();
    expect(walk.do(officer, kin)).toMatchObject({
      ok: true,
      events: [{ type: 'OfficerRecused', data: { officer: 'acc_first', kind: 'kin', reason: kin.reason } }],
    });
    expect(walk.state()).toMatchObject({
      officer: null,
      recused: [{ officer: 'acc_first', kind: 'kin', reason: kin.reason, on: '2026-03-02' }],
    });
  });

  it('gives the item to the colleague who is named', () => {
    const walk = claimed();
    walk.do(officer, { ...kin, to: 'acc_second' });
    expect(walk.state().officer).toBe('acc_second');
    expect(walk.do(colleague, { type: 'acceptItem' }).ok).toBe(true);
  });

  it('leaves a colleague who is at it where he is', () => {
    const walk = claimed();
    walk.do(colleague, kin);
    expect(walk.state().officer).toBe('acc_first');
  });

  it('bars whoever declared it from every act on the item, for good; all others act on', () => {
    const walk = claimed();
    walk.do(officer, kin);
    const commands = Object.entries(itemTable).filter(([, { by }]) =>
      (by as readonly string[]).includes('department'),
    );
    expect(commands.length).toBeGreaterThan(10);
    for (const [type] of commands) {
      const command = { type } as Parameters<typeof itemMachine.mayAct>[1];
      expect(itemMachine.mayAct(walk.state(), command, officer)?.code, type).toBe('RECUSED');
      expect(itemMachine.mayAct(walk.state(), command, colleague), type).toBeNull();
    }
    walk.do(colleague, { type: 'requestItemCorrection', asked });
    walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补' });
    expect(walk.do(officer, { type: 'acceptItem' })).toMatchObject({ ok: false, code: 'RECUSED' });
    expect(walk.do(colleague, { type: 'acceptItem' }).ok).toBe(true);
  });

  it('outlives the round: applied for anew, the item is still none of his', () => {
    const walk = claimed();
    walk.do(officer, kin);
    walk.do(enterprise, { type: 'withdrawItem', reason: '不办了' });
    walk.do(enterprise, submit);
    expect(walk.do(officer, { type: 'claimItem' })).toMatchObject({ ok: false, code: 'RECUSED' });
  });

  it('is the head’s too, who then consents to nothing', () => {
    const walk = accepted();
    walk.do(head, kin);
    expect(walk.do(head, { type: 'extendItem', reason: '疑难' })).toMatchObject({
      ok: false,
      code: 'RECUSED',
    });
  });

  it('lets no proposal of his stand; one of a colleague stands', () => {
    const propose = { type: 'proposeItemDecision', outcome: 'granted', reason: '建议准予' } as const;
    const walk = accepted();
    walk.do(officer, propose);
    walk.do(colleague, kin);
    expect(walk.state().proposal?.by).toBe('acc_first');
    walk.do(officer, kin);
    expect(walk.state().proposal).toBeNull();
  });

  it('hands to nobody who declared it himself, nor to oneself; a hand-over neither', () => {
    const walk = claimed();
    walk.do(colleague, kin);
    const refusedTo = { ok: false, code: 'COLLEAGUE_RECUSED' };
    expect(walk.do(officer, { ...kin, to: 'acc_second' })).toMatchObject(refusedTo);
    expect(walk.do(officer, { type: 'handOverItem', to: 'acc_second', reason: '轮岗' })).toMatchObject(
      refusedTo,
    );
    expect(walk.do(officer, { ...kin, to: 'acc_first' })).toMatchObject({ ok: false, code: 'OWN_SUCCESSOR' });
    expect(walk.do(officer, { type: 'handOverItem', to: 'acc_third', reason: '轮岗' }).ok).toBe(true);
    expect(walk.do(third, { type: 'acceptItem' }).ok).toBe(true);
  });
});

describe('a receipt number', () => {
  type Events = readonly { readonly data: object }[];
  const receiptIn = (answer: { ok: boolean; events?: Events }) =>
    answer.events
      ?.map(({ data }) => ('receipt' in data ? data.receipt : null))
      .find((found) => found != null) ?? 'none';

  it('stands in the event of each submission of an item, with letters of its own', () => {
    const walk = planned();
    expect(receiptIn(walk.do(enterprise, submit))).toMatch(/^SP/);
    walk.do(officer, { type: 'requestItemCorrection', asked });
    expect(receiptIn(walk.do(enterprise, { type: 'supplyItemCorrection', note: '已补' }))).toMatch(/^BZ/);
    expect(receiptIn(walk.do(enterprise, { type: 'withdrawItem', reason: '不办了' }))).toMatch(/^CH/);
  });

  it('of what was missing, mended, and of an extension of a certificate too', () => {
    const gaps = claimed();
    gaps.do(officer, { type: 'acceptItemWithGaps', missing: [{ kind: 'surveyMap', what: '勘测定界图' }] });
    expect(receiptIn(gaps.do(enterprise, { type: 'supplyItemGaps', note: '已补' }))).toMatch(/^RQ/);
    const permit = accepted();
    permit.do(colleague, { type: 'decideItem', outcome: 'granted', reason: '符合' });
    permit.do(officer, { type: 'deliverItem', electronic: true, channel: 'inbox' });
    permit.at(at('2027-02-10'));
    const applied = permit.do(enterprise, { type: 'applyCertificateExtension', reason: '未开工' });
    expect(receiptIn(applied)).toMatch(/^YQ/);
  });
});
