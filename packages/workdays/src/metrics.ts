import { type Calendar, countWorkdaysByNumber } from './calendar.ts';
import type { Cause, Interval, MetricId } from './clock.ts';
import { countCalendarDays, dayNumberOf, type LegalDate } from './legal-date.ts';

/** Covers the dates d with start < d ≤ end; an open one runs to the day asked for. */
export interface Span {
  readonly start: LegalDate;
  readonly end: LegalDate | null;
}

interface DaySpan {
  readonly start: number;
  readonly end: number;
}

const clip = (spans: readonly Span[], asOf: LegalDate, notBefore = Number.NEGATIVE_INFINITY): DaySpan[] => {
  const last = dayNumberOf(asOf);
  const clipped: DaySpan[] = [];
  for (const span of spans) {
    const start = Math.max(dayNumberOf(span.start), notBefore);
    const end = span.end === null ? last : Math.min(dayNumberOf(span.end), last);
    if (start < end) clipped.push({ start, end });
  }
  return clipped;
};

/** Covers the same days, sorted, with no day twice. */
const merge = (spans: readonly DaySpan[]): readonly DaySpan[] => {
  const merged: DaySpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { start: last.start, end: span.end };
  }
  return merged;
};

/** The intervals that count in a metric. */
export const countedIn = (metric: MetricId, intervals: readonly Interval[]): readonly Interval[] =>
  intervals.filter((interval) => interval.countedIn.includes(metric));

/**
 * M3: workdays (WD) up to `asOf` covered by at least one span; give it `countedIn('M3', …)`.
 * Throws YEAR_UNSUPPORTED.
 */
export const unionWorkdays = (calendar: Calendar, spans: readonly Span[], asOf: LegalDate): number => {
  let total = 0;
  for (const { start, end } of merge(clip(spans, asOf))) total += countWorkdaysByNumber(calendar, start, end);
  return total;
};

/**
 * M4: workdays (WD) of each span added up, a day as often as it is covered; give it `countedIn('M4', …)`.
 * Throws YEAR_UNSUPPORTED.
 */
export const sumWorkdays = (calendar: Calendar, spans: readonly Span[], asOf: LegalDate): number => {
  let total = 0;
  for (const { start, end } of clip(spans, asOf)) total += countWorkdaysByNumber(calendar, start, end);
  return total;
};

/** M5: calendar days (CD) from one milestone to another, the first day not counted. */
export const calendarSpan = (from: LegalDate, to: LegalDate): number => countCalendarDays(from, to);

/**
 * Whose a day is that several causes cover (M6): what the government answers for comes first, so that no waiting of
 * the owner hides it.
 */
export const causePrecedence = [
  'government',
  'commissioned',
  'utility',
  'special',
  'correction',
  'rectification',
  'owner',
] as const satisfies readonly Cause[];

/** 空档: days that no interval covers. */
export const idleLabel = '空档';

export type TimeByCause = Readonly<Record<Cause | 'idle', number>>;

/**
 * M6: calendar days (CD) d with from < d ≤ to by cause, each day given to the first cause of the precedence that
 * covers it, else to `idle`. The values add up to the span; where `to` is not after `from`, all are 0.
 */
export const timeByCause = (
  intervals: readonly Pick<Interval, 'cause' | 'start' | 'end'>[],
  from: LegalDate,
  to: LegalDate,
): TimeByCause => {
  const days: Record<Cause | 'idle', number> = {
    government: 0,
    commissioned: 0,
    utility: 0,
    special: 0,
    correction: 0,
    rectification: 0,
    owner: 0,
    idle: 0,
  };
  const first = dayNumberOf(from);
  let covered: readonly DaySpan[] = [];
  let coveredDays = 0;
  for (const cause of causePrecedence) {
    const own = intervals.filter((interval) => interval.cause === cause);
    covered = merge([...covered, ...clip(own, to, first)]);
    const total = covered.reduce((sum, { start, end }) => sum + end - start, 0);
    days[cause] = total - coveredDays;
    coveredDays = total;
  }
  days.idle = Math.max(0, countCalendarDays(from, to)) - coveredDays;
  return days;
};
