import { CalendarError } from './calendar-error.ts';
import officialYears from './data/calendar-2020-2026.json' with { type: 'json' };
import {
  addCalendarDays,
  dateOfDayNumber,
  dayNumberOf,
  type LegalDate,
  parseLegalDate,
  yearOf,
} from './legal-date.ts';
import { failure, type Result, success } from './result.ts';
import { statutoryHolidays } from './statutory-holidays.ts';

/** What one yearly notice of the State Council (国务院办公厅关于…部分节假日安排的通知) says. */
export interface CalendarYear {
  /** Days off. May lie in the December before (2022-12-31 in the notice of 2023). */
  readonly off: readonly string[];
  /** Days that are worked: weekend days (调休), rarely a weekday named again. */
  readonly work: readonly string[];
  /** 暂估: no notice yet. */
  readonly provisional: boolean;
}

/** A value: to change it is to make another, with another version. A year it does not hold is provisional. */
export interface Calendar {
  readonly version: string;
  readonly years: Readonly<Record<number, CalendarYear>>;
}

export interface HolidayNotice {
  readonly off: readonly string[];
  readonly work: readonly string[];
}

/** The first year with official data here; before it there is no answer, and no guess. */
export const firstSupportedYear = 2020;
/** A bound against runaway dates. */
export const lastSupportedYear = 2099;

/** The official calendar of 2020–2026, from the yearly notices of the State Council. */
export const officialCalendar: Calendar = {
  version: 'official-2020-2026',
  years: Object.fromEntries(
    Object.entries(officialYears).map(([year, notice]) => [Number(year), { ...notice, provisional: false }]),
  ),
};

const requireSupported = (year: number): void => {
  if (Number.isInteger(year) && year >= firstSupportedYear && year <= lastSupportedYear) return;
  throw new CalendarError(
    'YEAR_UNSUPPORTED',
    `${year} 年不在工作日历范围内（${firstSupportedYear}–${lastSupportedYear}）`,
    `The calendar holds ${firstSupportedYear} to ${lastSupportedYear}, not ${year}`,
  );
};

type NoticeFailure =
  | 'YEAR_UNSUPPORTED'
  | 'NOTICE_DATE_INVALID'
  | 'NOTICE_DATE_OUTSIDE_YEAR'
  | 'NOTICE_DATE_TWICE';

/**
 * Checks a notice before it is imported: every date exists, lies in the year or in the December before, and stands
 * once. A worked day may be a weekday: the notice of 2020 names Monday 02-03, the end of a prolonged holiday.
 */
export const checkNotice = (year: number, notice: HolidayNotice): Result<HolidayNotice, NoticeFailure> => {
  if (!Number.isInteger(year) || year < firstSupportedYear || year > lastSupportedYear) {
    return failure(
      'YEAR_UNSUPPORTED',
      `${year} 年不在工作日历范围内`,
      `The calendar cannot hold ${year}`,
      'year',
    );
  }
  const seen = new Set<string>();
  for (const field of ['off', 'work'] as const) {
    for (const [index, text] of notice[field].entries()) {
      const path = `${field}.${index}`;
      const date = parseLegalDate(text);
      if (!date.ok) return failure('NOTICE_DATE_INVALID', date.zh, date.en, path);
      if (yearOf(date.value) !== year && !text.startsWith(`${year - 1}-12-`)) {
        return failure(
          'NOTICE_DATE_OUTSIDE_YEAR',
          `${text} 不属于 ${year} 年的安排`,
          `${text} is not of ${year}`,
          path,
        );
      }
      if (seen.has(text)) {
        return failure('NOTICE_DATE_TWICE', `${text} 重复出现`, `${text} stands twice`, path);
      }
      seen.add(text);
    }
  }
  return success(notice);
};

/**
 * The calendar with that year official: the import of a yearly notice. The old value stays as it was.
 * Throws CalendarError with the codes of `checkNotice`; check first where a person typed the notice.
 */
export const withYear = (calendar: Calendar, year: number, notice: HolidayNotice): Calendar => {
  const checked = checkNotice(year, notice);
  if (!checked.ok) throw new CalendarError(checked.code, checked.zh, checked.en);
  return {
    version: `${calendar.version}+${year}`,
    years: {
      ...calendar.years,
      [year]: { off: [...notice.off], work: [...notice.work], provisional: false },
    },
  };
};

/** Whether the year is 暂估. Throws YEAR_UNSUPPORTED. */
export const isProvisionalYear = (calendar: Calendar, year: number): boolean => {
  requireSupported(year);
  return calendar.years[year]?.provisional ?? true;
};

/** The days off and 调休 of a year: of its notice, or the statutory holidays where there is none yet. Throws YEAR_UNSUPPORTED. */
export const holidaysOf = (calendar: Calendar, year: number): CalendarYear => {
  requireSupported(year);
  return calendar.years[year] ?? { off: statutoryHolidays(year), work: [], provisional: true };
};

/** Saturday or Sunday; 1970-01-01, day 0, was a Thursday. */
const isWeekend = (day: number): boolean => {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
};

const baseDay = dayNumberOf(`${firstSupportedYear}-01-01` as LegalDate);

interface CalendarIndex {
  /** The year up to whose end the arrays reach. */
  throughYear: number;
  /** By offset from the base day: how many workdays lie from the base day up to and including it. */
  readonly countThrough: number[];
  /** Every workday as a day number, ascending. */
  readonly workdays: number[];
  /** What the notices say, by day number; the later year's notice wins. */
  readonly noticed: ReadonlyMap<number, boolean>;
}

const indexes = new WeakMap<Calendar, CalendarIndex>();

const indexOf = (calendar: Calendar): CalendarIndex => {
  const known = indexes.get(calendar);
  if (known !== undefined) return known;
  const noticed = new Map<number, boolean>();
  for (const [, notice] of Object.entries(calendar.years).sort(([a], [b]) => Number(a) - Number(b))) {
    for (const date of notice.off) noticed.set(dayNumberOf(date as LegalDate), false);
    for (const date of notice.work) noticed.set(dayNumberOf(date as LegalDate), true);
  }
  const index = { throughYear: firstSupportedYear - 1, countThrough: [], workdays: [], noticed };
  indexes.set(calendar, index);
  return index;
};

const appendNextYear = (calendar: Calendar, index: CalendarIndex): void => {
  const year = index.throughYear + 1;
  requireSupported(year);
  const statutory = new Set<number>(
    calendar.years[year] === undefined ? statutoryHolidays(year).map(dayNumberOf) : [],
  );
  const end = dayNumberOf(`${year + 1}-01-01` as LegalDate);
  for (let day = dayNumberOf(`${year}-01-01` as LegalDate); day < end; day += 1) {
    if (index.noticed.get(day) ?? (!isWeekend(day) && !statutory.has(day))) index.workdays.push(day);
    index.countThrough.push(index.workdays.length);
  }
  index.throughYear = year;
};

/** Workdays from the first supported day up to and including the day. Throws YEAR_UNSUPPORTED. */
const countThrough = (calendar: Calendar, day: number): number => {
  const index = indexOf(calendar);
  const offset = day - baseDay;
  if (offset < 0) requireSupported(yearOf(dateOfDayNumber(day)));
  while (offset >= index.countThrough.length) appendNextYear(calendar, index);
  return index.countThrough[offset] ?? 0;
};

/** `countWorkdays` on day numbers. */
export const countWorkdaysByNumber = (calendar: Calendar, after: number, until: number): number =>
  countThrough(calendar, until) - countThrough(calendar, after);

/** Whether the date is worked: a weekday that is no day off, or a 调休 weekend. Throws YEAR_UNSUPPORTED. */
export const isWorkday = (calendar: Calendar, date: LegalDate): boolean => {
  const day = dayNumberOf(date);
  const count = countThrough(calendar, day);
  return indexOf(calendar).workdays[count - 1] === day;
};

/**
 * The date `count` workdays (WD) after `start`, whose own day is not counted (民法典 第201条).
 * Always a workday, but that 0 gives `start` itself. Throws AMOUNT_INVALID (negative or broken), YEAR_UNSUPPORTED.
 */
export const addWorkdays = (calendar: Calendar, start: LegalDate, count: number): LegalDate => {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new CalendarError('AMOUNT_INVALID', '工作日数应为非负整数', `${count} is no number of workdays`);
  }
  const position = countThrough(calendar, dayNumberOf(start)) + count - 1;
  if (count === 0) return start;
  const index = indexOf(calendar);
  while (position >= index.workdays.length) appendNextYear(calendar, index);
  return dateOfDayNumber(index.workdays[position] ?? 0);
};

/** Workdays d with after < d ≤ until; negative where `until` comes first. Throws YEAR_UNSUPPORTED. */
export const countWorkdays = (calendar: Calendar, after: LegalDate, until: LegalDate): number =>
  countWorkdaysByNumber(calendar, dayNumberOf(after), dayNumberOf(until));

/** The date itself where it is worked, else the next workday (民法典 第203条). Throws YEAR_UNSUPPORTED. */
export const rollToWorkday = (calendar: Calendar, date: LegalDate): LegalDate =>
  isWorkday(calendar, date) ? date : addWorkdays(calendar, date, 1);

/**
 * Whether what was counted from `from` (itself not counted) to `to` leans on a provisional year, so that `to` may
 * move when the notice comes. With from = to, whether that day does. Throws YEAR_UNSUPPORTED.
 */
export const dependsOnProvisional = (calendar: Calendar, from: LegalDate, to: LegalDate): boolean => {
  const [first, last] = from < to ? [addCalendarDays(from, 1), to] : [to, to];
  for (let year = yearOf(first); year <= yearOf(last); year += 1) {
    if (isProvisionalYear(calendar, year)) return true;
  }
  return false;
};
