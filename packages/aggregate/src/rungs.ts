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

/** The earliest of some instants. */
export const earliest = (...instants: readonly (Instant | null)[]): Instant | null =>
  instants.filter((instant) => instant !== null).sort()[0] ?? null;
