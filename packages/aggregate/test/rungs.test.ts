import { type LegalDate, type Limit, legalDate, officialCalendar, startOfDay } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { dueFrom, earliest, lightTold, type Moment, nextTurnAt, turnsDue, watchClock } from '../src/index.ts';

const limit = (value: number): Limit => ({
  id: 'test.limit',
  value,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'receipt',
  basis: '示例',
  illustrative: true,
  version: '1',
  effectiveFrom: legalDate('2020-01-01'),
});
const at = (day: string): Moment => ({
  caseId: 'pmt_a',
  now: startOfDay(legalDate(day)),
  today: legalDate(day),
  calendar: officialCalendar,
});
// Five workdays from Monday 03-02: due on Monday 03-09; yellow with one left, on Friday 03-06; red on Tuesday 03-10.
const clocks = [watchClock('prereview', '330182104', limit(5), legalDate('2026-03-02'))];
const told = (day: string, watched: typeof clocks = clocks) =>
  turnsDue(watched, at(day)).map(({ light, on }) => [light, on]);

describe('a due date', () => {
  it('carries the limit and the calendar it was computed from', () => {
    expect(dueFrom(officialCalendar, limit(10), legalDate('2026-09-18'))).toEqual({
      dueOn: '2026-10-09',
      limit: 'test.limit@1',
      calendar: 'official-2020-2026',
      provisional: false,
    });
  });
  it('says where it hangs on a year that is not announced', () => {
    expect(dueFrom(officialCalendar, limit(5), legalDate('2026-12-31')).provisional).toBe(true);
  });
});

describe('a watched clock', () => {
  it('turns yellow, then red, each on its day', () => {
    expect(told('2026-03-05')).toEqual([]);
    expect(told('2026-03-06')).toEqual([['yellow', '2026-03-06']]);
    expect(told('2026-03-10')).toEqual([
      ['yellow', '2026-03-06'],
      ['red', '2026-03-10'],
    ]);
  });

  it('tells each light once', () => {
    const yellow = lightTold(clocks, 'prereview', 'yellow') as typeof clocks;
    expect(told('2026-03-06', yellow)).toEqual([]);
    expect(told('2026-03-10', yellow)).toEqual([['red', '2026-03-10']]);
    const red = lightTold(yellow, 'prereview', 'red') as typeof clocks;
    expect(told('2026-05-01', red)).toEqual([]);
    expect(nextTurnAt(red, at('2026-05-01'))).toBeNull();
  });

  it('tells a rung that was slept through, with its own day', () => {
    expect(told('2026-04-20')).toEqual([
      ['yellow', '2026-03-06'],
      ['red', '2026-03-10'],
    ]);
  });

  it('turns next at the first moment of the day', () => {
    expect(nextTurnAt(clocks, at('2026-03-02'))).toBe('2026-03-05T16:00:00.000Z');
    const yellow = lightTold(clocks, 'prereview', 'yellow');
    expect(nextTurnAt(yellow, at('2026-03-06'))).toBe('2026-03-09T16:00:00.000Z');
  });

  it('does not touch the lights of the others', () => {
    const two = [...clocks, watchClock('opinion:water', 'water', limit(5), legalDate('2026-03-02'))];
    const noted = lightTold(two, 'opinion:water', 'yellow') as typeof clocks;
    expect(turnsDue(noted, at('2026-03-06')).map(({ clock, holder }) => [clock, holder])).toEqual([
      ['prereview', '330182104'],
    ]);
  });

  it('tells the rungs of several clocks in the order of their days', () => {
    const two = [
      watchClock('late', 'a', limit(10), legalDate('2026-03-02')),
      watchClock('soon', 'b', limit(1), legalDate('2026-03-02')),
    ];
    const days = turnsDue(two, at('2026-04-01')).map(({ on }) => on);
    expect(days).toEqual(days.toSorted());
    expect(days).toHaveLength(4);
  });
});

it('finds the earliest of what there is', () => {
  const day = (text: string): string => startOfDay(text as LegalDate);
  expect(earliest(day('2026-03-03'), null, day('2026-03-02'))).toBe(day('2026-03-02'));
  expect(earliest(null, null)).toBeNull();
});
