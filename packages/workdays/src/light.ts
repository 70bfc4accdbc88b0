import type { Calendar } from './calendar.ts';
import { type Clock, readClock } from './clock.ts';
import { addCalendarDays, type LegalDate } from './legal-date.ts';
import type { Term, Unit } from './limit.ts';

/** 红黄灯. */
export const lightLabels = { green: '绿灯', yellow: '黄灯', red: '红灯' } as const;
export type Light = keyof typeof lightLabels;

export interface LightRule {
  readonly version: string;
  readonly basis: string;
  readonly illustrative: boolean;
  /** Yellow at so many units (or workdays) left. */
  readonly unitsLeft: number;
  /** Yellow at so much of the limit left, in per cent. */
  readonly percentLeft: number;
  /** A limit of so many units or fewer turns yellow on its last day only. */
  readonly shortLimit: number;
}

/** The 20 % is illustrative: configuration may bring another rule. */
export const defaultLightRule: LightRule = {
  version: '1',
  basis: '红黄灯预警规则(示例)',
  illustrative: true,
  unitsLeft: 1,
  percentLeft: 20,
  shortLimit: 2,
};

export interface LightInput {
  readonly limitValue: number;
  readonly unit: Unit;
  /** Units left at the end of the day: 0 on the last day, negative when overdue. */
  readonly remaining: number;
  /** For a limit in CD: the workdays left, where they are known. */
  readonly workdaysLeft?: number;
}

/**
 * The light of a limit. What is frozen while a clock is paused is `remaining`, and with it the light.
 * A limit in WD is left by its own unit; one in CD turns yellow on the last workday before its due day, too.
 */
export const lightOf = (input: LightInput, rule: LightRule = defaultLightRule): Light => {
  const { limitValue, unit, remaining, workdaysLeft } = input;
  if (remaining < 0) return 'red';
  if (limitValue <= rule.shortLimit) return remaining === 0 ? 'yellow' : 'green';
  const unitsLeft =
    unit === 'WD' || workdaysLeft === undefined ? remaining : Math.min(remaining, workdaysLeft);
  if (unitsLeft <= rule.unitsLeft) return 'yellow';
  return remaining * 100 <= rule.percentLeft * limitValue ? 'yellow' : 'green';
};

export interface ClockLight {
  readonly light: Light;
  /** The clock is paused on that day, so the light stands still. */
  readonly frozen: boolean;
  readonly remaining: number;
}

/** The light of a clock against a limit at a day. A minimum has nobody to be late: green. */
export const clockLight = (
  calendar: Calendar,
  limit: Term,
  clock: Clock,
  on: LegalDate,
  rule: LightRule = defaultLightRule,
): ClockLight => {
  const { remaining, workdaysLeft } = readClock(calendar, limit, clock, on);
  const light =
    limit.kind === 'minimum'
      ? 'green'
      : lightOf({ limitValue: limit.value, unit: limit.unit, remaining, workdaysLeft }, rule);
  const current = clock.intervals.findLast(({ start }) => start <= on);
  const frozen =
    current !== undefined && current.pause !== null && (current.end === null || current.end > on);
  return { light, frozen, remaining };
};

export interface LightChanges {
  readonly yellowOn: LegalDate | null;
  readonly redOn: LegalDate | null;
}

/**
 * The days on which the light turns (or turned) yellow and red if nothing more happens, so that a sweeper fires each
 * rung once. Null where it does not turn: the clock is paused or stopped before, or the limit is a minimum.
 */
export const lightChanges = (
  calendar: Calendar,
  limit: Term,
  clock: Clock,
  rule: LightRule = defaultLightRule,
): LightChanges => {
  let yellowOn: LegalDate | null = null;
  if (limit.kind === 'minimum') return { yellowOn, redOn: null };
  for (const { start, end, pause } of clock.intervals) {
    if (pause !== null) continue;
    for (let day = start; end === null || day <= end; day = addCalendarDays(day, 1)) {
      const { light } = clockLight(calendar, limit, clock, day, rule);
      if (light === 'red') return { yellowOn, redOn: day };
      if (light === 'yellow') yellowOn ??= day;
    }
  }
  return { yellowOn, redOn: null };
};
