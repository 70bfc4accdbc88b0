import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../src/domain/parcel-state.ts';
import { announcing, awarding, land, projectId, service, walkTo } from './walk.ts';

const refusedWith = (code: string, field?: string) => ({
  ok: false,
  ...(field === undefined ? { code } : { code, field }),
});
const at = (day: string) => `${day}T01:00:00Z`;

describe('announcing a listing', () => {
  const announce = (changed: Partial<CommandOf<'announceListing'>>, start?: string) =>
    walkTo('filed', start).do(land, { ...announcing, ...changed });

  it('takes a notice of twenty days and refuses one of nineteen', () => {
    expect(announce({ listingFrom: '2026-03-21' })).toEqual(refusedWith('NOTICE_TOO_SHORT', 'listingFrom'));
    expect(announce({ listingFrom: '2026-03-22' }).ok).toBe(true);
  });

  it('takes a listing of ten days and refuses one of nine', () => {
    expect(announce({ closesOn: '2026-03-31' })).toEqual(refusedWith('LISTING_TOO_SHORT', 'closesOn'));
    expect(announce({ closesOn: '2026-04-01' }).ok).toBe(true);
  });

  it('counts calendar days across Spring Festival and rolls neither minimum off it', () => {
    // 2026-02-15 to 02-23 are off: both last days fall among them.
    const festival = { noticeOn: '2026-01-28', listingFrom: '2026-02-17', closesOn: '2026-02-27' };
    expect(announce(festival, at('2026-01-28')).ok).toBe(true);
    const inside = { noticeOn: '2026-01-21', listingFrom: '2026-02-10', closesOn: '2026-02-20' };
    expect(announce(inside, at('2026-01-21')).ok).toBe(true);
    expect(announce({ ...inside, closesOn: '2026-02-19' }, at('2026-01-21'))).toEqual(
      refusedWith('LISTING_TOO_SHORT', 'closesOn'),
    );
  });

  it('takes a past day of notice with a reason, never one before the filing, never the future', () => {
    const walk = walkTo('filed');
    walk.at(at('2026-03-04'));
    expect(walk.do(land, { ...announcing, noticeOn: '2026-03-05' })).toEqual(
      refusedWith('DATE_IN_FUTURE', 'noticeOn'),
    );
    expect(walk.do(land, { ...announcing, noticeOn: '2026-03-01' })).toEqual(
      refusedWith('DATE_BEFORE_STEP', 'noticeOn'),
    );
    expect(walk.do(land, announcing)).toEqual(refusedWith('DATE_REASON_MISSING', 'dateReason'));
    expect(walk.do(land, { ...announcing, dateReason: '系统故障补录' })).toMatchObject({
      events: [{ effectiveOn: '2026-03-02', data: { dateReason: '系统故障补录' } }],
    });
  });

  it('refuses days that do not exist and a price of nothing', () => {
    expect(announce({ closesOn: '2026-04-31' })).toEqual(refusedWith('DATE_NOT_EXISTING', 'closesOn'));
    expect(announce({ startPrice: '0.00' })).toEqual(refusedWith('PRICE_MISSING', 'startPrice'));
  });
});

describe('the award', () => {
  const listed = (now = at('2026-04-01')) => {
    const walk = walkTo('listed');
    walk.at(now);
    return walk;
  };

  it('brings both contracts due ten working days after it', () => {
    const walk = listed();
    // Tomb-sweeping day: 04-04 to 04-06 are off.
    expect(walk.do(land, awarding)).toMatchObject({
      events: [
        {
          effectiveOn: '2026-04-01',
          data: {
            projectId,
            company: 'cmp_a',
            contractDue: { dueOn: '2026-04-16', limit: 'land.contract@2010-34' },
          },
        },
      ],
    });
  });

  it('does not lie before the close of the listing', () => {
    expect(listed(at('2026-03-31')).do(land, { ...awarding, noticeOn: '2026-03-31' })).toEqual(
      refusedWith('DATE_BEFORE_STEP', 'noticeOn'),
    );
  });

  it('reaches the start price', () => {
    expect(listed().do(land, { ...awarding, price: '999.999999' })).toEqual(
      refusedWith('PRICE_BELOW_START', 'price'),
    );
    expect(listed().do(land, { ...awarding, price: '1000.00' }).ok).toBe(true);
  });

  it('goes to a project that was filed, and to the company that filed it', () => {
    expect(listed().do(land, { ...awarding, filed: null })).toEqual(
      refusedWith('PROJECT_NOT_FILED', 'projectId'),
    );
    expect(listed().do(land, { ...awarding, filed: { company: 'cmp_b' } })).toEqual(
      refusedWith('COMPANY_NOT_OF_PROJECT', 'company'),
    );
    const walk = listed();
    walk.do(land, { ...awarding, company: null });
    expect(walk.state().award?.company).toBe('cmp_a');
  });

  const open = { ...awarding, projectId: null, company: null, filed: null, winnerName: '建德某某有限公司' };
  const linking = { type: 'linkAward', projectId, filed: { company: 'cmp_a' } } as const;

  it('to a bidder without a project names him, and no company that has filed nothing here', () => {
    const { winnerName: _name, ...nameless } = open;
    expect(listed().do(land, nameless)).toEqual(refusedWith('WINNER_MISSING', 'winnerName'));
    expect(listed().do(land, { ...open, company: 'anybody' })).toEqual(
      refusedWith('COMPANY_UNKNOWN', 'company'),
    );
    expect(listed().do(land, { ...open, company: 'cmp_a', companyKnown: true }).ok).toBe(true);
    expect(listed().do(land, open)).toMatchObject({
      events: [{ data: { projectId: null, company: null, winnerName: '建德某某有限公司' } }],
    });
  });

  it('to a bidder without a project bars the contracts until it is linked to one, unchanged', () => {
    const walk = listed();
    expect(walk.do(land, open).ok).toBe(true);
    expect(walk.do(land, { type: 'signContracts', legalityOpinion: '模拟-1' })).toEqual(
      refusedWith('AWARD_WITHOUT_PROJECT'),
    );
    walk.at(at('2026-04-10'));
    expect(walk.do(land, open)).toEqual(refusedWith('WRONG_STATE'));
    expect(walk.do(land, { ...linking, filed: null })).toEqual(refusedWith('PROJECT_NOT_FILED', 'projectId'));
    expect(walk.do(land, { ...linking, filed: { company: 'cmp_a', givenUp: true } })).toEqual(
      refusedWith('PROJECT_GIVEN_UP', 'projectId'),
    );
    expect(walk.do(land, linking)).toMatchObject({
      events: [
        {
          type: 'ParcelAwarded',
          effectiveOn: '2026-04-01',
          data: {
            projectId,
            company: 'cmp_a',
            winnerName: '建德某某有限公司',
            price: '1200',
            noticeOn: '2026-04-01',
            contractDue: { dueOn: '2026-04-16' },
          },
        },
      ],
    });
    expect(walk.do(land, linking)).toEqual(refusedWith('AWARD_HAS_PROJECT'));
    expect(walk.do(land, { type: 'signContracts', legalityOpinion: '模拟-1' }).ok).toBe(true);
  });

  it('to a company that is known is linked to a project of that company alone', () => {
    const walk = listed();
    walk.do(land, { ...open, company: 'cmp_a', companyKnown: true });
    expect(walk.do(land, { ...linking, filed: { company: 'cmp_b' } })).toEqual(
      refusedWith('COMPANY_NOT_OF_PROJECT', 'projectId'),
    );
    expect(walk.do(land, linking).ok).toBe(true);
  });

  it('tells yellow with two of ten working days left and red once overdue, each once, until the contracts are signed', () => {
    const walk = walkTo('awarded');
    const told = walk.at(at('2026-04-20'));
    expect(told).toMatchObject([
      {
        type: 'LightTurned',
        effectiveOn: '2026-04-14',
        data: { clock: 'contract', light: 'yellow', holder: 'naturalResources', projectId },
      },
      { type: 'LightTurned', effectiveOn: '2026-04-17', data: { light: 'red', dueOn: '2026-04-16' } },
    ]);
    expect(walk.dueAt()).toBeNull();
    const signed = walkTo('contracted');
    expect(signed.at(at('2026-05-20'))).toEqual([]);
  });
});

describe('a listing that sold nothing', () => {
  const failing = { type: 'recordListingFailure', reason: '无人报价' } as const;

  it('is recorded from the day it closes, and may be announced again from then on', () => {
    const walk = walkTo('listed');
    walk.at(at('2026-03-31'));
    expect(walk.do(land, failing)).toEqual(refusedWith('LISTING_OPEN'));
    walk.at(at('2026-04-01'));
    expect(walk.do(land, failing).ok).toBe(true);
    expect(walk.status()).toBe('failed');
    const again = { ...announcing, listingFrom: '2026-04-21', closesOn: '2026-05-01', dateReason: '补录' };
    expect(walk.do(land, { ...again, noticeOn: '2026-03-31' })).toEqual(
      refusedWith('DATE_BEFORE_STEP', 'noticeOn'),
    );
    expect(walk.do(land, { ...again, noticeOn: '2026-04-01' }).ok).toBe(true);
    expect(walk.status()).toBe('listed');
  });

  it.each([
    [
      'without a project',
      { ...awarding, projectId: null, company: null, filed: null, winnerName: '某公司' },
      {},
    ],
    ['with one', awarding, { projectId }],
  ])('is also an award %s whose contracts were not signed in time', (_which, winning, of) => {
    const walk = walkTo('listed');
    walk.at(at('2026-04-01'));
    walk.do(land, winning);
    walk.at(at('2026-04-16'));
    expect(walk.do(land, failing)).toEqual(refusedWith('AWARD_STANDS'));
    walk.at(at('2026-04-17'));
    expect(walk.do(land, failing)).toMatchObject({ events: [{ type: 'ListingFailed', data: of }] });
    expect(walk.state()).toMatchObject({ status: 'failed', award: null, clocks: [] });
  });

  it('is an award at once whose project its winner has given up', () => {
    const walk = walkTo('awarded');
    walk.do(service, { type: 'noteProjectGivenUp' });
    expect(walk.do(land, failing).ok).toBe(true);
    expect(walk.state()).toMatchObject({ status: 'failed', abandonedOn: null });
  });
});
