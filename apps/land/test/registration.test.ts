import { somebody } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { parcelMachine } from '../src/domain/parcel.ts';
import type { CommandOf } from '../src/domain/parcel-state.ts';
import type { ParcelStatus } from '../src/domain/states.ts';
import { announcing, land, proposing, registering, town, walkTo } from './walk.ts';

const refusedWith = (code: string, field?: string) => ({
  ok: false,
  ...(field === undefined ? { code } : { code, field }),
});
const amending: CommandOf<'amendParcel'> = { type: 'amendParcel', reason: '勘界面积有误' };
const cancelling: CommandOf<'cancelRegistration'> = { type: 'cancelRegistration', reason: '重复登记' };
const before: readonly ParcelStatus[] = [
  'reserved',
  'evaluating',
  'drafting',
  'countersigning',
  'approved',
  'filed',
];
const failed = () => {
  const walk = walkTo('listed');
  walk.at('2026-04-01T01:00:00Z');
  walk.do(land, { type: 'recordListingFailure', reason: '无人报价' });
  return walk;
};

describe('what was registered', () => {
  it.each(before)('is put right in %s, by its territory and by the land office', (status) => {
    for (const actor of [town, land])
      expect(walkTo(status).do(actor, { ...amending, name: '梅城A-02地块' })).toMatchObject({
        events: [
          { type: 'ParcelAmended', data: { reason: '勘界面积有误', name: '梅城A-02地块', anew: false } },
        ],
      });
    const walk = walkTo(status);
    walk.do(town, { ...amending, name: '梅城A-02地块' });
    expect(walk.status()).toBe(status);
    expect(walk.state()).toMatchObject({ name: '梅城A-02地块', area: registering.area });
  });

  it.each(['countersigning', 'approved', 'filed'] as const)(
    'leads back from %s to the indicators where the area is another',
    (status) => {
      const walk = walkTo(status);
      expect(walk.do(town, { ...amending, area: '21000' })).toMatchObject({
        events: [{ data: { area: '21000', anew: true } }],
      });
      expect(walk.state()).toMatchObject({
        status: 'drafting',
        area: '21000',
        indicators: [],
        countersigns: [],
        scheme: null,
        filing: null,
        evaluations: { length: 2 },
      });
      expect(walk.do(town, proposing).ok).toBe(true);
    },
  );

  it('tells what changed alone, and refuses that nothing did', () => {
    const walk = walkTo('reserved');
    expect(walk.do(town, { ...amending, name: registering.name, area: registering.area })).toEqual(
      refusedWith('NOTHING_CHANGED'),
    );
    expect(walk.do(town, { ...amending, name: registering.name, industries: ['3824'] })).toMatchObject({
      events: [
        { data: { parcelId: expect.any(String), reason: '勘界面积有误', industries: ['3824'], anew: false } },
      ],
    });
  });

  it.each([
    [{ parcelCode: '330182001001GB0000' }, 'parcelCode'],
    [{ division: '330102001' }, 'division'],
    [{ area: '0' }, 'area'],
    [{ industries: ['3829', '3829'] }, 'industries'],
  ] as const)('is held to the rules of a registration: %o', (wrong, field) => {
    expect(walkTo('reserved').do(land, { ...amending, ...wrong })).toMatchObject({ ok: false, field });
  });

  it('is given to another division by the land office alone', () => {
    const moved = { ...amending, division: '330182001' };
    expect(walkTo('reserved').do(town, moved)).toEqual(refusedWith('DIVISION_BY_LAND', 'division'));
    const walk = walkTo('reserved');
    expect(walk.do(land, moved).ok).toBe(true);
    expect(walk.do(town, amending)).toEqual(refusedWith('NOT_YOUR_UNIT'));
  });

  it.each(before)('is withdrawn in %s, and its code and place are free', (status) => {
    const walk = walkTo(status);
    expect(walk.do(town, cancelling)).toMatchObject({ events: [{ type: 'ParcelRegistrationCancelled' }] });
    expect(walk.state()).toMatchObject({ status: 'cancelled', cancelled: { reason: '重复登记' } });
    expect(parcelMachine.search(walk.state())).not.toHaveProperty('parcelCode');
    expect(parcelMachine.search(walk.state())).not.toHaveProperty('drawnIn');
  });

  it('stays while the parcel is announced and once it is sold; after a failed sale it is open again', () => {
    for (const status of ['listed', 'awarded', 'contracted', 'fulfilled'] as const)
      for (const command of [{ ...amending, name: '另一名称' }, cancelling])
        expect(walkTo(status).do(land, command)).toEqual(refusedWith('WRONG_STATE'));
    const walk = failed();
    expect(walk.do(land, { ...amending, name: '另一名称' }).ok).toBe(true);
    expect(walk.status()).toBe('failed');
    expect(walk.do(land, { ...amending, area: '21000' }).ok).toBe(true);
    expect(walk.status()).toBe('drafting');
    expect(failed().do(land, cancelling).ok).toBe(true);
  });

  it('is put right by no other territory', () => {
    const other = somebody('territory', { unit: '330182001' });
    for (const command of [{ ...amending, name: '另一名称' }, cancelling])
      expect(walkTo('reserved').do(other, command)).toEqual(refusedWith('NOT_YOUR_UNIT'));
    expect(walkTo('filed').do(land, announcing).ok).toBe(true);
  });
});
