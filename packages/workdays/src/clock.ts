import { type Calendar, countWorkdays } from './calendar.ts';
import type { LegalDate } from './legal-date.ts';
import { addUnits, countUnits, rollFor, type Term, type Unit } from './limit.ts';
import { failure, type Result, success } from './result.ts';

/** Who or what the time goes to. */
export const causeLabels = {
  government: '政府办理',
  commissioned: '政府委托中介',
  owner: '业主自主',
  correction: '补正',
  special: '特别程序',
  utility: '公用接入',
  rectification: '整改',
} as const;
export type Cause = keyof typeof causeLabels;
export const causes = Object.keys(causeLabels) as readonly Cause[];

/** What 特别程序 stands for: time that the law leaves out of the limit (行政许可法 第45条). */
export const specialProcedures = [
  '听证',
  '招标',
  '拍卖',
  '检验',
  '检测',
  '检疫',
  '鉴定',
  '专家评审',
] as const;

/** M1 statutory, M2 promise, M3 government time (union), M4 cumulative, M5 span, M6 time by cause. */
export type MetricId = 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M6';

/**
 * Which metrics an interval counts in unless its case says otherwise. A paused limit (M1, M2) does not run, though
 * time at an intermediary that the government pays, or at a utility, is still government time (M3, M4).
 */
export const countedByDefault = {
  running: {
    government: ['M1', 'M2', 'M3', 'M4', 'M6'],
    commissioned: ['M1', 'M2', 'M3', 'M4', 'M6'],
    utility: ['M1', 'M2', 'M3', 'M4', 'M6'],
    owner: ['M1', 'M2', 'M6'],
    correction: ['M1', 'M2', 'M6'],
    special: ['M1', 'M2', 'M6'],
    rectification: ['M1', 'M2', 'M6'],
  },
  paused: {
    government: ['M3', 'M4', 'M6'],
    commissioned: ['M3', 'M4', 'M6'],
    utility: ['M3', 'M4', 'M6'],
    owner: ['M6'],
    correction: ['M6'],
    special: ['M6'],
    rectification: ['M6'],
  },
} as const satisfies Record<'running' | 'paused', Record<Cause, readonly MetricId[]>>;

/** Who paused a clock, and the document that says so (a pause takes a written notice). */
export interface PauseReference {
  readonly by: string;
  readonly evidence: string;
}

/** Covers the dates d with start < d ≤ end; open where `end` is null. */
export interface Interval {
  readonly cause: Cause;
  readonly start: LegalDate;
  readonly end: LegalDate | null;
  readonly unit: Unit;
  readonly countedIn: readonly MetricId[];
  /** Null where the clock ran. */
  readonly pause: PauseReference | null;
}

/** Intervals one after the other, without gaps; only the last may be open. Everything else is computed. */
export interface Clock {
  readonly intervals: readonly Interval[];
}

export type ClockState = 'running' | 'paused' | 'stopped';

export type ClockFailure =
  | 'CLOCK_STOPPED'
  | 'CLOCK_ALREADY_PAUSED'
  | 'CLOCK_NOT_PAUSED'
  | 'CLOCK_DATE_BEFORE_LAST'
  | 'CLOCK_EVIDENCE_MISSING';

/** Starts a clock on the day of the event, which is itself not counted. */
export const startClock = (
  cause: Cause,
  on: LegalDate,
  unit: Unit,
  countedIn: readonly MetricId[] = countedByDefault.running[cause],
): Clock => ({ intervals: [{ cause, start: on, end: null, unit, countedIn, pause: null }] });

export const clockState = (clock: Clock): ClockState => {
  const open = clock.intervals.at(-1);
  if (open === undefined || open.end !== null) return 'stopped';
  return open.pause === null ? 'running' : 'paused';
};

/** Closes the open interval on a day: the step that pause, resume and stop share. */
const closeOpen = (
  clock: Clock,
  on: LegalDate,
): Result<{ readonly closed: readonly Interval[]; readonly last: Interval }, ClockFailure> => {
  const last = clock.intervals.at(-1);
  if (last === undefined || last.end !== null) {
    return failure('CLOCK_STOPPED', '计时已结束', 'The clock has stopped');
  }
  if (on < last.start) {
    return failure(
      'CLOCK_DATE_BEFORE_LAST',
      `日期 ${on} 早于上一环节 ${last.start}`,
      `${on} is before the step before it (${last.start})`,
      'on',
    );
  }
  return success({ closed: [...clock.intervals.slice(0, -1), { ...last, end: on }], last });
};

/** Pauses a running clock: `on` itself still counts. Fails where it does not run, or without who and evidence. */
export const pauseClock = (
  clock: Clock,
  cause: Cause,
  on: LegalDate,
  reference: PauseReference,
  countedIn: readonly MetricId[] = countedByDefault.paused[cause],
): Result<Clock, ClockFailure> => {
  if (reference.by.trim() === '' || reference.evidence.trim() === '') {
    return failure(
      'CLOCK_EVIDENCE_MISSING',
      '暂停计时须有经办人和书面依据',
      'A pause takes a name and a notice',
      'reference',
    );
  }
  if (clockState(clock) === 'paused') {
    return failure('CLOCK_ALREADY_PAUSED', '计时已暂停', 'The clock is paused already');
  }
  const step = closeOpen(clock, on);
  if (!step.ok) return step;
  const { closed, last } = step.value;
  return success({
    intervals: [...closed, { cause, start: on, end: null, unit: last.unit, countedIn, pause: reference }],
  });
};

/** Lets a paused clock run on, as it ran before: the day after `on` is the first that counts. */
export const resumeClock = (clock: Clock, on: LegalDate): Result<Clock, ClockFailure> => {
  if (clockState(clock) === 'running') {
    return failure('CLOCK_NOT_PAUSED', '计时未暂停', 'The clock is not paused');
  }
  const step = closeOpen(clock, on);
  if (!step.ok) return step;
  const ran = step.value.closed.findLast(({ pause }) => pause === null) ?? step.value.last;
  return success({ intervals: [...step.value.closed, { ...ran, start: on, end: null }] });
};

/** Stops a clock for good, running or paused: `on` is the last day that counts. */
export const stopClock = (clock: Clock, on: LegalDate): Result<Clock, ClockFailure> => {
  const step = closeOpen(clock, on);
  return step.ok ? success({ intervals: step.value.closed }) : step;
};

/**
 * Units used up to and including `on`, of the intervals that count in the metric (M1, the statutory limit, unless
 * told), in the clock's own unit unless told. Throws YEAR_UNSUPPORTED.
 */
export const used = (
  calendar: Calendar,
  clock: Clock,
  on: LegalDate,
  metric: MetricId = 'M1',
  unit?: Unit,
): number => {
  let total = 0;
  for (const interval of clock.intervals) {
    if (interval.start >= on || !interval.countedIn.includes(metric)) continue;
    const end = interval.end === null || interval.end > on ? on : interval.end;
    total += countUnits(calendar, unit ?? interval.unit, interval.start, end);
  }
  return total;
};

export interface ClockReading {
  /** Units left after the day; 0 on the last day, negative once it is over. */
  readonly remaining: number;
  /** Workdays left until the due day; frozen with the clock. */
  readonly workdaysLeft: number;
  /** Null while paused (frozen) unless the limit was over before the pause. */
  readonly due: LegalDate | null;
}

/**
 * Reads a clock against a limit at the end of a day (`on`), or, without one, as it stands with nothing more to come.
 * The due day is worked out anew from every pause: what was left when the pause began is left when it ends. A
 * maximum whose last day is a holiday still has the workday it rolls to (民法典 第203条): until then one unit is left,
 * also where a clock paused on its last day resumes on a holiday.
 */
const walk = (calendar: Calendar, limit: Term, clock: Clock, on: LegalDate | null): ClockReading => {
  let left = limit.value;
  let workdaysLeft = 0;
  let due: LegalDate | null = null;
  let over: number | null = null;
  for (const interval of clock.intervals) {
    if (on !== null && interval.start > on) break;
    if (interval.pause !== null) {
      if (over === null) due = null;
      continue;
    }
    const end = on !== null && (interval.end === null || interval.end > on) ? on : interval.end;
    if (over !== null) {
      if (end !== null) over += countUnits(calendar, limit.unit, interval.start, end);
      continue;
    }
    const lastDay = addUnits(calendar, limit.unit, interval.start, left);
    due = rollFor(calendar, limit.kind, lastDay);
    if (end === null) continue;
    if (end > due) {
      over = countUnits(calendar, limit.unit, due, end);
      workdaysLeft = 0;
    } else {
      const unrolled = end < lastDay ? countUnits(calendar, limit.unit, end, lastDay) : 0;
      left = Math.max(unrolled, end < due ? 1 : 0);
      workdaysLeft = countWorkdays(calendar, end, due);
    }
  }
  // A Saturday after a Friday is overdue, though no workday has passed.
  return { remaining: over === null ? left : -Math.max(1, over), workdaysLeft, due };
};

/** What is left of a limit at the end of a day, in the limit's unit; see `ClockReading`. Throws YEAR_UNSUPPORTED. */
export const readClock = (calendar: Calendar, limit: Term, clock: Clock, on: LegalDate): ClockReading =>
  walk(calendar, limit, clock, on);

/**
 * Units of the limit left after the day: 0 on the last day, negative once overdue, unmoved while paused.
 * Throws YEAR_UNSUPPORTED.
 */
export const remaining = (calendar: Calendar, limit: Term, clock: Clock, on: LegalDate): number =>
  walk(calendar, limit, clock, on).remaining;

/**
 * The due day with every pause so far made good; null while the clock is paused (frozen), unless the limit was over
 * before. Throws YEAR_UNSUPPORTED.
 */
export const clockDueOn = (calendar: Calendar, limit: Term, clock: Clock): LegalDate | null =>
  walk(calendar, limit, clock, null).due;
