import { z } from 'zod';
import { CalendarError } from './calendar-error.ts';
import { failure, type Result, success } from './result.ts';

/** A calendar day in Asia/Shanghai, written 'YYYY-MM-DD'. Two of them compare as strings do. */
export type LegalDate = string & { readonly __brand: 'LegalDate' };

const zone = 'Asia/Shanghai';
const millisecondsPerDay = 86_400_000;
const shape = /^\d{4}-\d{2}-\d{2}$/;

/** Two decimal digits at a place of the text; no substring is made, for a cohort reads millions of dates. */
const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;

/** Days since 1970-01-01: the fast arithmetic behind every count. */
export const dayNumberOf = (date: LegalDate): number =>
  Date.UTC(twoDigits(date, 0) * 100 + twoDigits(date, 2), twoDigits(date, 5) - 1, twoDigits(date, 8)) /
  millisecondsPerDay;

export const dateOfDayNumber = (day: number): LegalDate =>
  new Date(day * millisecondsPerDay).toISOString().slice(0, 10) as LegalDate;

export const yearOf = (date: LegalDate): number => Number(date.slice(0, 4));

const exists = (text: string): boolean => {
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
};

/**
 * Reads a legal date that a person or a message brings.
 * Fails with DATE_MALFORMED where it is not 'YYYY-MM-DD', DATE_NOT_EXISTING where there is no such day (02-30).
 */
export const parseLegalDate = (text: string): Result<LegalDate, 'DATE_MALFORMED' | 'DATE_NOT_EXISTING'> => {
  if (!shape.test(text)) {
    return failure('DATE_MALFORMED', '日期格式应为 YYYY-MM-DD', 'A date is written YYYY-MM-DD');
  }
  if (!exists(text)) {
    return failure('DATE_NOT_EXISTING', `日期 ${text} 不存在`, `There is no day ${text}`);
  }
  return success(text as LegalDate);
};

/** The same for a date that is known to be good (a constant, a stored event). Throws CalendarError. */
export const legalDate = (text: string): LegalDate => {
  const parsed = parseLegalDate(text);
  if (!parsed.ok) throw new CalendarError(parsed.code, parsed.zh, parsed.en);
  return parsed.value;
};

/** For the edge: 'YYYY-MM-DD' of a day that exists, branded. */
export const legalDateSchema = z.iso.date().transform((text) => text as LegalDate);

/**
 * The legal date in Asia/Shanghai of an instant (ISO 8601 with Z or an offset).
 * Throws CalendarError INSTANT_MALFORMED; a local time without an offset is no instant.
 */
export const legalDateOf = (instant: string): LegalDate => {
  let parsed: Temporal.Instant;
  try {
    parsed = Temporal.Instant.from(instant);
  } catch {
    throw new CalendarError(
      'INSTANT_MALFORMED',
      `时间 ${instant} 不是带时区的 ISO 8601 时间`,
      `${instant} is no ISO 8601 instant with an offset`,
    );
  }
  return parsed.toZonedDateTimeISO(zone).toPlainDate().toString() as LegalDate;
};

/**
 * 00:00 in Asia/Shanghai of the date, as an ISO instant in UTC, written to the millisecond like every other instant:
 * they are compared as strings, in the database too, and '…00Z' would sort after '…00.000Z', the same moment.
 */
export const startOfDay = (date: LegalDate): string =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant().toString({ fractionalSecondDigits: 3 });

/**
 * 24:00 in Asia/Shanghai of the date, as an ISO instant in UTC: a due day is kept until then (民法典 第203条),
 * so something is overdue at this very instant and not one before.
 */
export const endOfDay = (date: LegalDate): string => startOfDay(addCalendarDays(date, 1));

/** The date `days` calendar days later; earlier where `days` is negative. Throws AMOUNT_INVALID unless whole. */
export const addCalendarDays = (date: LegalDate, days: number): LegalDate => {
  if (!Number.isSafeInteger(days)) {
    throw new CalendarError('AMOUNT_INVALID', '天数应为整数', `${days} is no whole number of days`);
  }
  return dateOfDayNumber(dayNumberOf(date) + days);
};

/**
 * The corresponding day `months` months later, or the last day of that month where it has none (民法典 第202条).
 * For validities and review dates that the law gives in months or years. Throws AMOUNT_INVALID unless whole.
 */
export const addMonths = (date: LegalDate, months: number): LegalDate => {
  if (!Number.isSafeInteger(months)) {
    throw new CalendarError('AMOUNT_INVALID', '月数应为整数', `${months} is no whole number of months`);
  }
  return Temporal.PlainDate.from(date).add({ months }).toString() as LegalDate;
};

/** Calendar days d with after < d ≤ until; negative where `until` comes first. */
export const countCalendarDays = (after: LegalDate, until: LegalDate): number =>
  dayNumberOf(until) - dayNumberOf(after);

/** Negative, zero or positive, for sorting. */
export const compareDates = (a: LegalDate, b: LegalDate): number => (a < b ? -1 : a > b ? 1 : 0);
