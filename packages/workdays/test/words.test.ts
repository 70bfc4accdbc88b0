import { describe, expect, it } from 'vitest';
import {
  addCalendarDays,
  addMonths,
  addWorkdays,
  CalendarError,
  checkNotice,
  isWorkday,
  legalDate,
  legalDateOf,
  officialCalendar,
  parseLegalDate,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
  withYear,
} from '../src/index.ts';

const on = legalDate;
const reference = { by: 'acc_x', evidence: '特字1号' };
const running = startClock('government', on('2026-03-02'), 'WD');
const reached = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!result.ok) throw new Error('refused');
  return result.value;
};
const paused = reached(pauseClock(running, 'special', on('2026-03-04'), reference));
const stopped = reached(stopClock(running, on('2026-03-04')));

describe('what is refused is told in both languages, with the field at fault where there is one', () => {
  it.each([
    ['a date of another shape', parseLegalDate('2026/03/02'), 'DATE_MALFORMED', undefined],
    ['a day that there is not', parseLegalDate('2026-02-30'), 'DATE_NOT_EXISTING', undefined],
    ['a notice of a year long past', checkNotice(2019, { off: [], work: [] }), 'YEAR_UNSUPPORTED', 'year'],
    [
      'a notice with a day of another year',
      checkNotice(2027, { off: ['2026-11-30'], work: [] }),
      'NOTICE_DATE_OUTSIDE_YEAR',
      'off.0',
    ],
    [
      'a notice with a day twice',
      checkNotice(2027, { off: ['2027-01-01'], work: ['2027-01-01'] }),
      'NOTICE_DATE_TWICE',
      'work.0',
    ],
    ['a stopped clock', stopClock(stopped, on('2026-03-05')), 'CLOCK_STOPPED', undefined],
    ['a step before the one before', stopClock(running, on('2026-03-01')), 'CLOCK_DATE_BEFORE_LAST', 'on'],
    [
      'a pause without a document',
      pauseClock(running, 'special', on('2026-03-04'), { by: 'acc_x', evidence: ' ' }),
      'CLOCK_EVIDENCE_MISSING',
      'reference',
    ],
    [
      'a second pause',
      pauseClock(paused, 'special', on('2026-03-05'), reference),
      'CLOCK_ALREADY_PAUSED',
      undefined,
    ],
    ['what was not paused', resumeClock(running, on('2026-03-04')), 'CLOCK_NOT_PAUSED', undefined],
  ] as const)('%s', (_what, result, code, field) => {
    expect(result).toMatchObject({
      ok: false,
      code,
      zh: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.stringMatching(/[a-z]/),
    });
    expect(result).toEqual(
      field === undefined ? expect.not.objectContaining({ field: '' }) : expect.objectContaining({ field }),
    );
    expect('field' in result).toBe(field !== undefined);
  });
});

describe('what has no answer is thrown, with its code, in both languages', () => {
  it.each([
    ['a year before the calendar', () => isWorkday(officialCalendar, on('2019-12-31')), 'YEAR_UNSUPPORTED'],
    ['an instant without an offset', () => legalDateOf('2026-03-02T10:00:00'), 'INSTANT_MALFORMED'],
    ['half a calendar day', () => addCalendarDays(on('2026-03-02'), 0.5), 'AMOUNT_INVALID'],
    ['half a month', () => addMonths(on('2026-03-02'), 0.5), 'AMOUNT_INVALID'],
    ['half a working day', () => addWorkdays(officialCalendar, on('2026-03-02'), 0.5), 'AMOUNT_INVALID'],
    ['a day that there is not', () => on('2026-02-30'), 'DATE_NOT_EXISTING'],
    [
      'a notice that does not hold',
      () => withYear(officialCalendar, 2027, { off: ['2027-13-01'], work: [] }),
      'NOTICE_DATE_INVALID',
    ],
  ] as const)('%s', (_what, run, code) => {
    let thrown: unknown;
    try {
      run();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CalendarError);
    if (!(thrown instanceof CalendarError)) return;
    expect(thrown).toMatchObject({ name: 'CalendarError', code });
    expect(thrown.zh).toMatch(/\p{Script=Han}/u);
    expect(thrown.en).toMatch(/[a-z]/);
    expect(thrown.message).toBe(`${code}: ${thrown.en}`);
  });
});

it('the official calendar says which years it holds; one with a notice says which was imported', () => {
  expect(officialCalendar.version).toBe('official-2020-2026');
  expect(withYear(officialCalendar, 2027, { off: [], work: [] }).version).toBe('official-2020-2026+2027');
});
