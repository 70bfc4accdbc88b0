import type { Due } from '@yizhan/contracts';
import {
  type Calendar,
  type Clock,
  clockDueOn,
  dependsOnProvisional,
  dueOn,
  type LegalDate,
  type Light,
  type Limit,
  lightChanges,
  startClock,
  startOfDay,
} from '@yizhan/workdays';
import type { Instant, Moment } from './machine.ts';

/** A due date with the limit and the calendar it was computed from. */
export const dueFrom = (calendar: Calendar, limit: Limit, start: LegalDate): Due => {
  const on = dueOn(calendar, limit, start);
  return {
    dueOn: on,
    limit: `${limit.id}@${limit.version}`,
    calendar: calendar.version,
    provisional: dependsOnProvisional(calendar, start, on),
  };
};

/** A clock that a case watches: it keeps the limit that it was started under, and the light it last told. */
export interface WatchedClock {
  /** Which of the case's clocks, as `prereview` or `opinion:water`. */
  readonly clock: string;
  /** Whose turn it is: a department, a division, `enterprise`, `agent`. */
  readonly holder: string;
  readonly limit: Limit;
  readonly run: Clock;
  readonly light: Light;
}

/** What a `LightTurned` event carries of a clock. */
export interface Turn {
  readonly clock: string;
  readonly holder: string;
  readonly light: Light;
  readonly dueOn: LegalDate;
  /** The day it turned, which may lie before the sweep that tells it. */
  readonly on: LegalDate;
}

/** Starts to watch a clock of the given limit; the day of the event is not counted. */
export const watchClock = (clock: string, holder: string, limit: Limit, start: LegalDate): WatchedClock => ({
  clock,
  holder,
  limit,
  run: startClock('government', start, limit.unit),
  light: 'green',
});

const rungsOf = (watched: WatchedClock, calendar: Calendar): readonly Turn[] => {
  const changes = lightChanges(calendar, watched.limit, watched.run);
  const dueOnDay = clockDueOn(calendar, watched.limit, watched.run);
  if (dueOnDay === null) return [];
  const { clock, holder } = watched;
  const rung = (light: Light, on: LegalDate | null) =>
    on === null ? [] : [{ clock, holder, light, dueOn: dueOnDay, on }];
  return [
    ...(watched.light === 'green' ? rung('yellow', changes.yellowOn) : []),
    ...(watched.light === 'red' ? [] : rung('red', changes.redOn)),
  ];
};

/** Every light that has turned by now and was not told yet, in order; a rung that was slept through is told too. */
export const turnsDue = (clocks: readonly WatchedClock[], moment: Moment): readonly Turn[] =>
  clocks
    .flatMap((watched) => rungsOf(watched, moment.calendar))
    .filter((turn) => turn.on <= moment.today)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

/** When the next light turns, at the start of its day. */
export const nextTurnAt = (clocks: readonly WatchedClock[], moment: Moment): Instant | null => {
  const next = clocks
    .flatMap((watched) => rungsOf(watched, moment.calendar))
    .map((turn) => startOfDay(turn.on))
    .sort()[0];
  return next ?? null;
};

/** The clocks with a told light noted. */
export const lightTold = (
  clocks: readonly WatchedClock[],
  clock: string,
  light: Light,
): readonly WatchedClock[] =>
  clocks.map((watched) => (watched.clock === clock ? { ...watched, light } : watched));

/** A due date that another calendar moved: what a `DueMoved` event carries. */
export interface Moved {
  readonly clock: string;
  readonly holder: string;
  readonly from: string;
  readonly to: Due;
}

/** The due date by another calendar than it was computed from; null where the day, and how sure it is, stay. */
const movedTo = (before: Due, on: LegalDate, start: LegalDate, calendar: Calendar): Due | null => {
  const provisional = dependsOnProvisional(calendar, start, on);
  return before.calendar === calendar.version || (before.dueOn === on && before.provisional === provisional)
    ? null
    : { ...before, dueOn: on, calendar: calendar.version, provisional };
};

/**
 * What an imported calendar moved of the due dates that stand beside running clocks. A paused clock is due on no day: what
 * its date will be is told when it runs on.
 */
export const movedDues = (
  steps: readonly (WatchedClock & { readonly due: Due })[],
  calendar: Calendar,
): readonly Moved[] =>
  steps.flatMap(({ clock, holder, limit, run, due }) => {
    const on = clockDueOn(calendar, limit, run);
    const start = run.intervals[0]?.start;
    if (on === null || start === undefined) return [];
    const to = movedTo(due, on, start, calendar);
    return to === null ? [] : [{ clock, holder, from: due.dueOn, to }];
  });

/** The same of a due date that no clock runs beside, as of a supplement: computed from its day and its limit. */
export const movedDue = (
  { clock, holder }: Pick<Moved, 'clock' | 'holder'>,
  due: Due,
  { limit, start }: { readonly limit: Limit; readonly start: LegalDate },
  calendar: Calendar,
): readonly Moved[] => {
  const to = movedTo(due, dueOn(calendar, limit, start), start, calendar);
  return to === null ? [] : [{ clock, holder, from: due.dueOn, to }];
};

/** The steps with a moved due date. */
export const withMovedDue = <S extends WatchedClock & { readonly due: Due }>(
  steps: readonly S[],
  { clock, to }: Pick<Moved, 'clock' | 'to'>,
): readonly S[] => steps.map((step) => (step.clock === clock ? { ...step, due: to } : step));

/** The earliest of some instants. */
export const earliest = (...instants: readonly (Instant | null)[]): Instant | null =>
  instants.filter((instant) => instant !== null).sort()[0] ?? null;
