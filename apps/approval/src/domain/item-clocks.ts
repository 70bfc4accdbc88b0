import { dueFrom, type Emitted, type WatchedClock, watchClock } from '@yizhan/aggregate/machine';
import type { ApprovalEvent, Due } from '@yizhan/contracts';
import {
  type Calendar,
  clockDueOn,
  dependsOnProvisional,
  type LegalDate,
  legalDate,
  pauseClock,
  resumeClock,
} from '@yizhan/workdays';
import { type Item, ids, later, limitsOf } from './item-case.ts';

const startOf = (watched: WatchedClock, fallback: string): LegalDate =>
  watched.run.intervals[0]?.start ?? legalDate(fallback);

/** The due date as the clock stands now; a moved one may have come to lie in a year that is provisional. */
export const dueNow = <D extends Due | null>(
  calendar: Calendar,
  watched: WatchedClock | undefined,
  before: D,
): D => {
  if (watched === undefined || before === null) return before;
  const on = clockDueOn(calendar, watched.limit, watched.run);
  if (on === null) return before;
  const provisional = dependsOnProvisional(calendar, startOf(watched, before.dueOn), on);
  return { ...before, dueOn: on, calendar: calendar.version, provisional };
};

export const clockOf = (clocks: readonly WatchedClock[], name: string): WatchedClock | undefined =>
  clocks.find((watched) => watched.clock === name);

export const pausedClocks = (
  clocks: readonly WatchedClock[],
  on: LegalDate,
  reference: { readonly by: string; readonly evidence: string },
): readonly WatchedClock[] =>
  clocks.map((watched) => {
    const run = pauseClock(watched.run, 'special', on, reference);
    return run.ok ? { ...watched, run: run.value } : watched;
  });

/** The clocks of the procedure end with it; the others run on. */
export const resumedClocks = (state: Item, on: LegalDate): readonly WatchedClock[] =>
  state.clocks
    .filter(({ clock }) => clock !== 'procedure')
    .map((watched) => {
      const run = resumeClock(watched.run, on);
      return run.ok ? { ...watched, run: run.value } : watched;
    });

/** The statutory limit made longer. It is green again: the light of the longer limit is yet to be told. */
export const extendedClocks = (state: Item, days: number): readonly WatchedClock[] =>
  state.clocks.map((watched) =>
    watched.clock === 'statutory'
      ? { ...watched, light: 'green', limit: { ...watched.limit, value: watched.limit.value + days } }
      : watched,
  );

export const watchAcceptance = (state: Item, clockFrom: string): readonly WatchedClock[] => {
  const { promise, statutory } = limitsOf(state);
  const from = legalDate(clockFrom);
  const holder = state.plan.step.department;
  return [
    ...(promise === null ? [] : [watchClock('promise', holder, promise, from)]),
    ...(statutory === null ? [] : [watchClock('statutory', holder, statutory, from)]),
  ];
};

/** What acceptance starts. On a draft nothing runs before the result that it waits for is notified. */
export const startedClocks = (
  state: Item,
  calendar: Calendar,
  from: LegalDate,
): Pick<
  Extract<ApprovalEvent, { type: 'ItemAccepted' }>['data'],
  'clockFrom' | 'promised' | 'statutory' | 'onDraft'
> => {
  const { promise, statutory } = limitsOf(state);
  // A serial clock starts at the later of its own acceptance and the notice of the result before.
  const clockFrom = later(from, state.unblockedOn);
  if (state.waitsFor.length > 0) return { onDraft: true, clockFrom, promised: null, statutory: null };
  return {
    clockFrom,
    promised: promise === null ? null : dueFrom(calendar, promise, clockFrom),
    statutory: statutory === null ? null : dueFrom(calendar, statutory, clockFrom),
  };
};

export const acceptance = (
  state: Item,
  calendar: Calendar,
  from: LegalDate,
  deemed: boolean,
): Emitted<Extract<ApprovalEvent, { type: 'ItemAccepted' }>> => ({
  type: 'ItemAccepted',
  effectiveOn: from,
  data: { ...ids(state), deemed, ...startedClocks(state, calendar, from) },
});
