import type { Dossier } from '@yizhan/contracts';
import {
  type Calendar,
  type Cause,
  calendarSpan,
  causeLabels,
  countedByDefault,
  idleLabel,
  type LegalDate,
  legalDate,
  sumWorkdays,
  timeByCause,
  unionWorkdays,
} from '@yizhan/workdays';
import type { DossierState, HeldInterval } from './dossier.ts';

interface Span {
  readonly cause: Cause;
  readonly department: string | null;
  readonly start: LegalDate;
  readonly end: LegalDate | null;
}

const isGovernment = (cause: Cause): boolean =>
  (countedByDefault.running[cause] as readonly string[]).includes('M3');

/** Intervals from a day on; what ended before it is left out, what crosses it is cut. */
const spansFrom = (intervals: readonly HeldInterval[], from: LegalDate): readonly Span[] =>
  intervals
    .filter((interval) => interval.end === null || interval.end > from)
    .map(({ cause, department, start, end }) => ({
      cause,
      department,
      start: legalDate(start < from ? from : start),
      end: end === null ? null : legalDate(end),
    }));

const countedSince = (state: DossierState): readonly Span[] =>
  state.filing === null
    ? []
    : spansFrom(state.intervals, legalDate(state.filing.on)).filter(({ cause }) => isGovernment(cause));

/** M3 from 赋码 up to a day. */
export const governmentDays = (calendar: Calendar, state: DossierState, asOf: LegalDate): number =>
  unionWorkdays(calendar, countedSince(state), asOf);

/** M4 from 赋码 up to a day. */
export const cumulativeDays = (calendar: Calendar, state: DossierState, asOf: LegalDate): number =>
  sumWorkdays(calendar, countedSince(state), asOf);

/** Government working days by department: each its own union, so a department is not charged a day twice. */
const daysByDepartment = (
  calendar: Calendar,
  state: DossierState,
  asOf: LegalDate,
): ReadonlyMap<string, number> => {
  const days = new Map<string, number>();
  const spans = countedSince(state);
  for (const department of new Set(spans.map((span) => span.department).filter((id) => id !== null)))
    days.set(
      department,
      unionWorkdays(
        calendar,
        spans.filter((span) => span.department === department),
        asOf,
      ),
    );
  return days;
};

/** The day up to which open stretches count: today, or the day that it was completed or given up. */
export const lastDayOf = ({ completedOn, givenUpOn }: DossierState, today: LegalDate): LegalDate => {
  const lastDay = completedOn ?? givenUpOn;
  return lastDay === null || lastDay > today ? today : legalDate(lastDay);
};

/** The day that the construction permit was delivered; null before. */
export const permitOn = ({ steps }: DossierState): string | null =>
  steps.find((step) => step.code === 'C4' && step.outcome === 'granted')?.deliveredOn ?? null;

/** M3, M4, M5 and M6 of one project, up to today or to its completion. */
export const metricsOf = (calendar: Calendar, state: DossierState, today: LegalDate): Dossier['metrics'] => {
  const asOf = lastDayOf(state, today);
  if (state.filing === null)
    return {
      asOf,
      governmentDays: null,
      cumulativeDays: null,
      spanToPermit: null,
      spanToCompletion: null,
      spanSoFar: null,
      byCause: [],
      byDepartment: [],
    };
  const from = legalDate(state.filing.on);
  const spans = spansFrom(state.intervals, from);
  const permit = permitOn(state);
  const byCause = timeByCause(spans, from, asOf);
  return {
    asOf,
    governmentDays: governmentDays(calendar, state, asOf),
    cumulativeDays: cumulativeDays(calendar, state, asOf),
    spanToPermit: permit === null ? null : calendarSpan(from, legalDate(permit)),
    spanToCompletion: state.completedOn === null ? null : calendarSpan(from, legalDate(state.completedOn)),
    spanSoFar: Math.max(0, calendarSpan(from, asOf)),
    byCause: Object.entries(byCause)
      .filter(([, days]) => days > 0)
      .map(([cause, days]) => ({
        cause,
        zh: cause === 'idle' ? idleLabel : causeLabels[cause as Cause],
        days,
      })),
    byDepartment: [...daysByDepartment(calendar, state, asOf)]
      .map(([department, days]) => ({ department, days }))
      .sort((a, b) => b.days - a.days || a.department.localeCompare(b.department)),
  };
};
