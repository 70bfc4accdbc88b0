import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCalendarDays,
  addWorkdays,
  type Calendar,
  CalendarError,
  checkNotice,
  countCalendarDays,
  countWorkdays,
  dependsOnProvisional,
  holidaysOf,
  isProvisionalYear,
  isWorkday,
  type LegalDate,
  legalDate,
  officialCalendar as official,
  rollToWorkday,
  statutoryHolidays,
  withYear,
} from '../src/index.ts';

const on = legalDate;
const anyDate = fc.integer({ min: 0, max: 3650 }).map((days) => addCalendarDays(on('2020-01-01'), days));

describe('working days', () => {
  it.each([
    ['2026-02-13', 5, '2026-02-27'],
    ['2025-09-30', 5, '2025-10-14'],
    ['2024-04-28', 3, '2024-05-06'],
    ['2023-01-20', 7, '2023-02-03'],
    ['2025-12-31', 1, '2026-01-04'],
    ['2026-09-18', 10, '2026-10-09'],
    ['2026-05-08', 1, '2026-05-09'],
    ['2024-02-08', 15, '2024-03-06'],
  ])('make %s + %d WD due on %s', (start, count, due) => {
    expect(addWorkdays(official, on(start), count)).toBe(due);
    expect(countWorkdays(official, on(start), on(due))).toBe(count);
    expect(countWorkdays(official, on(start), addCalendarDays(on(due), -1))).toBe(count - 1);
  });

  it('are weekdays, and 调休 weekends, but no holidays', () => {
    expect(isWorkday(official, on('2026-01-04'))).toBe(true); // a Sunday, worked
    expect(isWorkday(official, on('2026-01-05'))).toBe(true);
    expect(isWorkday(official, on('2026-01-10'))).toBe(false);
    expect(isWorkday(official, on('2026-01-11'))).toBe(false);
    expect(isWorkday(official, on('2026-01-02'))).toBe(false); // a Friday, off
    expect(isWorkday(official, on('2020-01-01'))).toBe(false);
    expect(isWorkday(official, on('2020-01-02'))).toBe(true);
  });

  it('follow the notice of the following year where it reaches back into December', () => {
    expect(isWorkday(official, on('2022-12-30'))).toBe(true);
    expect(isWorkday(official, on('2022-12-31'))).toBe(false);
    const moved = withYear(official, 2027, { off: ['2026-12-31', '2027-01-01'], work: ['2026-12-26'] });
    expect(isWorkday(moved, on('2026-12-31'))).toBe(false);
    expect(isWorkday(moved, on('2026-12-26'))).toBe(true);
    expect(isWorkday(official, on('2026-12-31'))).toBe(true);
  });

  it('let the later notice win over the earlier one on the same day', () => {
    const later = { off: ['2026-12-30'], work: [], provisional: false };
    const earlier = { off: [], work: ['2026-12-30'], provisional: false };
    expect(isWorkday({ version: 'x', years: { 2027: later, 2026: earlier } }, on('2026-12-30'))).toBe(false);
  });

  it('do not count the day of the event, whether worked or not', () => {
    expect(addWorkdays(official, on('2026-03-06'), 1)).toBe('2026-03-09'); // Friday
    expect(addWorkdays(official, on('2026-03-07'), 1)).toBe('2026-03-09'); // Saturday
    expect(addWorkdays(official, on('2026-03-07'), 0)).toBe('2026-03-07');
  });

  it('roll a day off to the next worked one and leave a worked one', () => {
    expect(rollToWorkday(official, on('2026-02-15'))).toBe('2026-02-24');
    expect(rollToWorkday(official, on('2026-02-24'))).toBe('2026-02-24');
    expect(rollToWorkday(official, on('2026-01-03'))).toBe('2026-01-04');
  });

  it('are counted backwards as negative', () => {
    expect(countWorkdays(official, on('2026-03-13'), on('2026-03-06'))).toBe(-5);
  });

  it.each([-1, 1.5, Number.NaN])('cannot be added %d times', (count) => {
    expect(() => addWorkdays(official, on('2026-03-06'), count)).toThrow(
      expect.objectContaining({ code: 'AMOUNT_INVALID' }),
    );
  });

  it('before 2020 are an error, not a guess', () => {
    const early = on('2019-12-31');
    for (const ask of [
      () => isWorkday(official, early),
      () => addWorkdays(official, early, 1),
      () => addWorkdays(official, early, 0),
      () => rollToWorkday(official, early),
      () => countWorkdays(official, early, on('2020-01-02')),
      () => dependsOnProvisional(official, early, early),
      () => isProvisionalYear(official, 2019),
    ]) {
      expect(ask).toThrow(CalendarError);
      expect(ask).toThrow(expect.objectContaining({ code: 'YEAR_UNSUPPORTED' }));
    }
    expect(addWorkdays(official, on('2020-01-01'), 1)).toBe('2020-01-02');
  });

  it('end with the bound of the calendar', () => {
    expect(isWorkday(official, on('2099-12-31'))).toBe(true);
    expect(() => isWorkday(official, on('2100-01-01'))).toThrow(
      expect.objectContaining({ code: 'YEAR_UNSUPPORTED' }),
    );
    expect(() => addWorkdays(official, on('2099-12-31'), 1)).toThrow(
      expect.objectContaining({ code: 'YEAR_UNSUPPORTED' }),
    );
  });
});

describe('a provisional year', () => {
  it.each([2020, 2021, 2022, 2023, 2024, 2025, 2026])(
    'has statutory holidays that the notice of %d holds off, each of them',
    (year) => {
      const holidays = statutoryHolidays(year);
      expect(holidays.filter((date) => isWorkday(official, date))).toEqual([]);
      expect(holidays.every((date) => date.startsWith(String(year)))).toBe(true);
    },
  );

  it('counts 除夕 and 2 May as statutory from 2025 on, not before', () => {
    expect(statutoryHolidays(2024)).not.toContain('2024-02-09');
    expect(statutoryHolidays(2024)).not.toContain('2024-05-02');
    expect(statutoryHolidays(2025)).toContain('2025-01-28');
    expect(statutoryHolidays(2025)).toContain('2025-05-02');
    expect(statutoryHolidays(2024)).toHaveLength(11);
    expect(statutoryHolidays(2025)).toHaveLength(13);
  });

  it('is computed for 2027 from the statutory holidays', () => {
    expect(statutoryHolidays(2027)).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-04-05',
      '2027-05-01',
      '2027-05-02',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ]);
    expect(isWorkday(official, on('2027-02-04'))).toBe(true);
    expect(isWorkday(official, on('2027-02-05'))).toBe(false);
    expect(isWorkday(official, on('2027-02-08'))).toBe(false);
    expect(isWorkday(official, on('2027-02-09'))).toBe(true);
    expect(isWorkday(official, on('2027-02-13'))).toBe(false); // a Saturday
  });

  it('counts a day once on which two holidays fall', () => {
    expect(statutoryHolidays(2028).filter((date) => date === '2028-10-03')).toHaveLength(1);
    expect(statutoryHolidays(2028)).toHaveLength(12);
  });

  it('is told, wherever a count touches it', () => {
    expect(isProvisionalYear(official, 2026)).toBe(false);
    expect(isProvisionalYear(official, 2027)).toBe(true);
    expect(dependsOnProvisional(official, on('2026-12-01'), on('2026-12-31'))).toBe(false);
    expect(dependsOnProvisional(official, on('2026-12-31'), on('2026-12-31'))).toBe(false);
    expect(dependsOnProvisional(official, on('2026-12-31'), on('2027-01-01'))).toBe(true);
    expect(dependsOnProvisional(official, on('2027-01-01'), on('2027-01-01'))).toBe(true);
    const later = withYear(official, 2028, { off: ['2028-01-01'], work: [] });
    expect(dependsOnProvisional(later, on('2027-12-31'), on('2028-01-04'))).toBe(false);
    expect(dependsOnProvisional(later, on('2027-12-30'), on('2028-01-04'))).toBe(true);
    expect(dependsOnProvisional(later, on('2026-12-31'), on('2028-01-04'))).toBe(true);
  });

  it('stays provisional where the calendar itself says so', () => {
    const draft: Calendar = {
      version: 'draft',
      years: { 2027: { off: ['2027-03-01'], work: [], provisional: true } },
    };
    expect(isProvisionalYear(draft, 2027)).toBe(true);
    expect(isWorkday(draft, on('2027-03-01'))).toBe(false);
  });
});

describe('the import of a notice', () => {
  const notice = { off: ['2027-02-09', '2027-02-10'], work: ['2027-02-14'] };

  it('makes a new version with the year official, and leaves the old one', () => {
    const imported = withYear(official, 2027, notice);
    expect(imported.version).not.toBe(official.version);
    expect(withYear(imported, 2027, notice).version).not.toBe(imported.version);
    expect(isProvisionalYear(imported, 2027)).toBe(false);
    expect(isProvisionalYear(official, 2027)).toBe(true);
    expect(isWorkday(imported, on('2027-02-09'))).toBe(false);
    expect(isWorkday(official, on('2027-02-09'))).toBe(true);
    expect(isWorkday(imported, on('2027-02-14'))).toBe(true);
    expect(isWorkday(official, on('2027-02-14'))).toBe(false);
  });

  it('puts the notice in the place of the statutory holidays', () => {
    const imported = withYear(official, 2027, notice);
    expect(isWorkday(imported, on('2027-02-05'))).toBe(true);
    expect(isWorkday(official, on('2027-02-05'))).toBe(false);
  });

  it('moves due dates', () => {
    const imported = withYear(official, 2027, notice);
    expect(addWorkdays(official, on('2027-02-08'), 2)).toBe('2027-02-10');
    expect(addWorkdays(imported, on('2027-02-08'), 2)).toBe('2027-02-12');
  });

  it.each([
    ['NOTICE_DATE_INVALID', 'off.0', { off: ['2027-02-30'], work: [] }],
    ['NOTICE_DATE_OUTSIDE_YEAR', 'off.0', { off: ['2028-01-01'], work: [] }],
    ['NOTICE_DATE_OUTSIDE_YEAR', 'off.1', { off: ['2026-12-01', '2026-11-30'], work: [] }],
    ['NOTICE_DATE_OUTSIDE_YEAR', 'off.0', { off: ['2025-12-31'], work: [] }],
    ['NOTICE_DATE_TWICE', 'work.0', { off: ['2027-02-14'], work: ['2027-02-14'] }],
    ['NOTICE_DATE_TWICE', 'off.1', { off: ['2027-02-14', '2027-02-14'], work: [] }],
  ])('is refused with %s at %s', (code, field, bad) => {
    expect(checkNotice(2027, bad)).toMatchObject({ ok: false, code, field });
    expect(() => withYear(official, 2027, bad)).toThrow(expect.objectContaining({ code }));
  });

  it('takes December of the year before, and a weekday named as worked', () => {
    expect(checkNotice(2027, { off: ['2026-12-01'], work: ['2027-02-14', '2027-02-15'] }).ok).toBe(true);
  });

  it.each([
    [2019, false],
    [2020, true],
    [2099, true],
    [2100, false],
    [2027.5, false],
  ])('for %d is possible: %s', (year, possible) => {
    expect(checkNotice(year, { off: [], work: [] }).ok).toBe(possible);
  });

  it('is accepted for each official year as it was published', () => {
    for (const [year, published] of Object.entries(official.years)) {
      expect(checkNotice(Number(year), published).ok).toBe(true);
      expect(published.provisional).toBe(false);
    }
    expect(Object.keys(official.years)).toHaveLength(7);
  });
});

describe('the arithmetic', () => {
  const plainCount = (after: LegalDate, until: LegalDate): number => {
    let count = 0;
    for (let day = after; day < until; ) {
      day = addCalendarDays(day, 1);
      if (isWorkday(official, day)) count += 1;
    }
    return count;
  };

  it('counts what a walk over the days counts', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(400), (start, days) => {
        const end = addCalendarDays(start, days);
        expect(countWorkdays(official, start, end)).toBe(plainCount(start, end));
      }),
    );
  });

  it('counts back what it added', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(300), (start, count) => {
        expect(countWorkdays(official, start, addWorkdays(official, start, count))).toBe(count);
      }),
    );
  });

  it('is monotone in the start and in the number', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(60), fc.nat(60), fc.nat(60), (start, later, count, more) => {
        const due = addWorkdays(official, start, count);
        expect(addWorkdays(official, addCalendarDays(start, later), count) >= due).toBe(true);
        expect(addWorkdays(official, start, count + more) >= due).toBe(true);
      }),
    );
  });

  it('lands on a workday, no sooner than as many calendar days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 300 }), (start, count) => {
        const due = addWorkdays(official, start, count);
        expect(isWorkday(official, due)).toBe(true);
        expect(countCalendarDays(start, due)).toBeGreaterThanOrEqual(count);
      }),
    );
  });

  it('gives the same answer whichever date is asked first', () => {
    const fresh: Calendar = { ...official };
    expect(isWorkday(fresh, on('2031-03-03'))).toBe(isWorkday(official, on('2031-03-03')));
    expect(addWorkdays({ ...official }, on('2026-12-31'), 300)).toBe(
      addWorkdays(official, on('2026-12-31'), 300),
    );
  });
});

describe('the days off of a year', () => {
  it('are those of its notice', () => {
    const { off, work, provisional } = holidaysOf(official, 2026);
    expect(provisional).toBe(false);
    expect(off).toContain('2026-10-01');
    expect(work).toContain('2026-05-09');
  });

  it('are the statutory holidays where there is no notice yet, and no 调休', () => {
    const { off, work, provisional } = holidaysOf(official, 2027);
    expect({ work, provisional }).toEqual({ work: [], provisional: true });
    expect(off).toEqual(
      expect.arrayContaining(['2027-01-01', '2027-02-06', '2027-05-01', '2027-05-02', '2027-10-01']),
    );
    // The eve and three days of the Spring Festival, by the regulation as amended for 2025.
    expect(off.filter((day) => day.startsWith('2027-02'))).toEqual([
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
    ]);
  });

  it('are told of no year that the calendar does not hold', () => {
    expect(() => holidaysOf(official, 2019)).toThrow(expect.objectContaining({ code: 'YEAR_UNSUPPORTED' }));
  });
});
