import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCalendarDays,
  addMonths,
  CalendarError,
  compareDates,
  countCalendarDays,
  endOfDay,
  legalDate,
  legalDateOf,
  legalDateSchema,
  parseLegalDate,
  startOfDay,
} from '../src/index.ts';

describe('a legal date', () => {
  it.each(['2024-02-29', '2000-02-29', '2026-12-31'])('takes %s, which exists', (text) => {
    expect(parseLegalDate(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    '2025-02-29',
    '2100-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
  ])('refuses %s, which does not exist', (text) => {
    expect(parseLegalDate(text)).toMatchObject({ ok: false, code: 'DATE_NOT_EXISTING' });
  });

  it.each(['2026-1-01', '20260101', '2026-01-01T00:00', ' 2026-01-01', '2026/01/01', '', '12026-01-01'])(
    'refuses %j, which is not written YYYY-MM-DD',
    (text) => {
      expect(parseLegalDate(text)).toMatchObject({ ok: false, code: 'DATE_MALFORMED' });
    },
  );

  it('throws a typed error where the text is supposed to be good', () => {
    expect(() => legalDate('2026-02-30')).toThrow(CalendarError);
    expect(() => legalDate('2026-02-30')).toThrow(expect.objectContaining({ code: 'DATE_NOT_EXISTING' }));
    expect(legalDate('2026-02-28')).toBe('2026-02-28');
  });

  it('is accepted by the schema exactly where it is by the parser', () => {
    const part = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), part(14), part(33), (year, month, day) => {
        const text = `${year}-${month}-${day}`;
        expect(legalDateSchema.safeParse(text).success).toBe(parseLegalDate(text).ok);
      }),
    );
  });
});

describe('an instant', () => {
  it('belongs to the day in Shanghai, which turns at 16:00 UTC', () => {
    expect(legalDateOf('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
    expect(legalDateOf('2026-03-01T16:00:00Z')).toBe('2026-03-02');
    expect(legalDateOf('2026-03-02T00:00:00+08:00')).toBe('2026-03-02');
    expect(legalDateOf('2025-12-31T16:00:00Z')).toBe('2026-01-01');
  });

  it.each(['2026-03-01T15:00:00', '2026-03-01', 'yesterday', ''])('is not %j, without an offset', (text) => {
    expect(() => legalDateOf(text)).toThrow(expect.objectContaining({ code: 'INSTANT_MALFORMED' }));
  });

  it('of the start and the end of a day bound that day and no other', () => {
    const day = legalDate('2026-02-28');
    expect(startOfDay(day)).toBe('2026-02-27T16:00:00.000Z');
    expect(endOfDay(day)).toBe('2026-02-28T16:00:00.000Z');
    expect(startOfDay(day) <= new Date('2026-02-28T00:00:00+08:00').toISOString()).toBe(true);
    expect(legalDateOf(startOfDay(day))).toBe(day);
    expect(legalDateOf(endOfDay(day))).toBe('2026-03-01');
  });
});

describe('calendar days', () => {
  it('are added across months and leap days, forwards and backwards', () => {
    expect(addCalendarDays(legalDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addCalendarDays(legalDate('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addCalendarDays(legalDate('2026-01-01'), -1)).toBe('2025-12-31');
    expect(addCalendarDays(legalDate('2026-01-01'), 0)).toBe('2026-01-01');
  });

  it('are whole', () => {
    expect(() => addCalendarDays(legalDate('2026-01-01'), 1.5)).toThrow(
      expect.objectContaining({ code: 'AMOUNT_INVALID' }),
    );
  });

  it('are counted without the first and with the last', () => {
    expect(countCalendarDays(legalDate('2026-01-01'), legalDate('2026-01-31'))).toBe(30);
    expect(countCalendarDays(legalDate('2026-01-31'), legalDate('2026-01-01'))).toBe(-30);
  });

  it('sort by date', () => {
    const [a, b] = [legalDate('2025-12-31'), legalDate('2026-01-01')];
    expect([compareDates(a, b), compareDates(b, a), compareDates(a, a)]).toEqual([-1, 1, 0]);
  });
});

describe('months', () => {
  it('end on the corresponding day, or the last of the month where there is none', () => {
    expect(addMonths(legalDate('2026-01-15'), 6)).toBe('2026-07-15');
    expect(addMonths(legalDate('2026-08-31'), 6)).toBe('2027-02-28');
    expect(addMonths(legalDate('2024-02-29'), 12)).toBe('2025-02-28');
    expect(() => addMonths(legalDate('2026-01-01'), 0.5)).toThrow(
      expect.objectContaining({ code: 'AMOUNT_INVALID' }),
    );
  });
});
