import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCalendarDays,
  type Cause,
  calendarSpan,
  causePrecedence,
  causes,
  countedIn,
  countWorkdays,
  isWorkday,
  type LegalDate,
  legalDate,
  officialCalendar as official,
  type Span,
  startClock,
  sumWorkdays,
  timeByCause,
  unionWorkdays,
} from '../src/index.ts';

const on = legalDate;
const span = (start: string, end: string | null): Span => ({
  start: on(start),
  end: end === null ? null : on(end),
});
const asOf = on('2026-03-31');

const anySpan = fc.tuple(fc.nat(120), fc.option(fc.nat(60))).map(([offset, length]) => {
  const start = addCalendarDays(on('2026-01-01'), offset);
  return { start, end: length === null ? null : addCalendarDays(start, length) };
});
const anySpans = fc.array(anySpan, { maxLength: 8 });

describe('government time (M3)', () => {
  it('is the union of its spans, not their sum', () => {
    const spans = [span('2026-03-02', '2026-03-06'), span('2026-03-04', '2026-03-10')];
    expect(unionWorkdays(official, spans, asOf)).toBe(6);
    expect(sumWorkdays(official, spans, asOf)).toBe(8);
  });

  it('does not depend on the order, nor on spans inside others', () => {
    const spans = [
      span('2026-03-16', '2026-03-18'),
      span('2026-03-02', '2026-03-13'),
      span('2026-03-04', '2026-03-05'),
    ];
    expect(unionWorkdays(official, spans, asOf)).toBe(11);
    expect(unionWorkdays(official, spans.toReversed(), asOf)).toBe(11);
  });

  it('leaves the gaps out and counts touching spans without a seam', () => {
    expect(
      unionWorkdays(official, [span('2026-03-02', '2026-03-03'), span('2026-03-05', '2026-03-06')], asOf),
    ).toBe(2);
    expect(
      unionWorkdays(official, [span('2026-03-02', '2026-03-04'), span('2026-03-04', '2026-03-06')], asOf),
    ).toBe(4);
  });

  it('lets an open span run to the day asked for, and counts nothing after it', () => {
    expect(unionWorkdays(official, [span('2026-03-02', null)], on('2026-03-09'))).toBe(5);
    expect(unionWorkdays(official, [span('2026-03-02', '2026-03-31')], on('2026-03-09'))).toBe(5);
    expect(unionWorkdays(official, [span('2026-03-20', null)], on('2026-03-09'))).toBe(0);
    expect(sumWorkdays(official, [span('2026-03-20', '2026-03-31')], on('2026-03-09'))).toBe(0);
    expect(unionWorkdays(official, [], asOf)).toBe(0);
  });

  it('takes the working days of the calendar', () => {
    expect(unionWorkdays(official, [span('2026-02-13', '2026-02-27')], asOf)).toBe(5);
  });

  it('counts only what counts in it', () => {
    const intervals = causes.flatMap((cause) => startClock(cause, on('2026-03-02'), 'WD').intervals);
    expect(countedIn('M3', intervals).map(({ cause }) => cause)).toEqual([
      'government',
      'commissioned',
      'utility',
    ]);
    expect(countedIn('M6', intervals)).toHaveLength(7);
  });

  it('is what marking each day gives, and at most the sum', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const covered = (day: LegalDate) =>
          day <= asOf && spans.some(({ start, end }) => start < day && (end === null || day <= end));
        let marked = 0;
        for (let day = on('2026-01-01'); day <= asOf; day = addCalendarDays(day, 1)) {
          if (covered(day) && isWorkday(official, day)) marked += 1;
        }
        const union = unionWorkdays(official, spans, asOf);
        expect(union).toBe(marked);
        expect(union).toBeLessThanOrEqual(sumWorkdays(official, spans, asOf));
      }),
    );
  });

  it('of one span is its workdays', () => {
    fc.assert(
      fc.property(anySpan, ({ start, end }) => {
        const last = end === null || end > asOf ? asOf : end;
        const expected = Math.max(0, countWorkdays(official, start, last));
        expect(unionWorkdays(official, [{ start, end }], asOf)).toBe(expected);
        expect(sumWorkdays(official, [{ start, end }], asOf)).toBe(expected);
      }),
    );
  });
});

describe('the calendar span (M5)', () => {
  it('does not count its first day', () => {
    expect(calendarSpan(on('2026-03-02'), on('2026-03-31'))).toBe(29);
    expect(calendarSpan(on('2026-03-02'), on('2026-03-02'))).toBe(0);
  });
});

describe('time by cause (M6)', () => {
  const interval = (cause: Cause, start: string, end: string | null) => ({ cause, ...span(start, end) });

  it('gives a day to the first cause of the precedence, and the rest to idle', () => {
    const days = timeByCause(
      [
        interval('owner', '2026-03-01', '2026-03-11'),
        interval('government', '2026-03-03', '2026-03-06'),
        interval('special', '2026-03-05', '2026-03-08'),
      ],
      on('2026-03-01'),
      on('2026-03-21'),
    );
    expect(days).toEqual({
      government: 3,
      commissioned: 0,
      utility: 0,
      special: 2,
      correction: 0,
      rectification: 0,
      owner: 5,
      idle: 10,
    });
  });

  it('holds every cause in the precedence once', () => {
    expect(causePrecedence.toSorted()).toEqual(causes.toSorted());
    for (const [index, first] of causePrecedence.entries()) {
      for (const second of causePrecedence.slice(index + 1)) {
        const both = [interval(second, '2026-03-01', null), interval(first, '2026-03-01', null)];
        const days = timeByCause(both, on('2026-03-01'), on('2026-03-11'));
        expect([days[first], days[second]]).toEqual([10, 0]);
      }
    }
  });

  it('is cut to the span', () => {
    const days = timeByCause(
      [interval('government', '2026-02-01', '2026-03-03'), interval('owner', '2026-03-08', '2026-04-30')],
      on('2026-03-01'),
      on('2026-03-11'),
    );
    expect([days.government, days.owner, days.idle]).toEqual([2, 3, 5]);
  });

  it('of an empty or backward span is nothing', () => {
    const all = [interval('government', '2026-02-01', null)];
    const sum = (to: string) =>
      Object.values(timeByCause(all, on('2026-03-02'), on(to))).reduce((total, days) => total + days, 0);
    expect(sum('2026-03-02')).toBe(0);
    expect(sum('2026-03-01')).toBe(0);
    expect(sum('2026-03-03')).toBe(1);
  });

  it('adds up to the span', () => {
    const intervals = fc.array(
      fc.tuple(fc.constantFrom(...causes), anySpan).map(([cause, days]) => ({ cause, ...days })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(intervals, fc.nat(100), fc.nat(100), (list, offset, length) => {
        const from = addCalendarDays(on('2026-01-01'), offset);
        const to = addCalendarDays(from, length);
        const days = Object.values(timeByCause(list, from, to));
        expect(days.reduce((total, value) => total + value, 0)).toBe(calendarSpan(from, to));
        expect(days.every((value) => value >= 0)).toBe(true);
      }),
    );
  });
});
