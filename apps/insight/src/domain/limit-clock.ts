import type { Dossier, LimitUse } from '@yizhan/contracts';
import { type Calendar, type LegalDate, legalDate, used } from '@yizhan/workdays';
import type { StepView, Stretch, Term } from './dossier.ts';

type Ran = StepView['ran'];

/** The clock of a step's limits starts: at the later of its acceptance and the notice before, as its events tell. */
export const startedOn = (on: string): Ran => [{ start: on, end: null }];

/** It stands still, or is stopped; one that stands still already stays as it is. */
export const stoppedOn = (ran: Ran, on: string): Ran =>
  ran?.map((stretch) =>
    stretch.end === null ? { ...stretch, end: on < stretch.start ? stretch.start : on } : stretch,
  ) ?? null;

/** It goes on after a pause; one that has not started is not started by it. */
export const resumedOn = (ran: Ran, on: string): Ran =>
  ran === null ? null : [...(stoppedOn(ran, on) ?? []), { start: on, end: null }];

/** What stopped it is taken back: it never stood still. */
export const reopened = (ran: Ran): Ran =>
  ran?.map((stretch, n) => (n === ran.length - 1 ? { ...stretch, end: null } : stretch)) ?? null;

/** What `land` does has no events of a clock here: it runs from the last result that it needed, for a contract the award. */
const ranOnLand = ({ needs, deliveredOn }: StepView, steps: readonly StepView[]): Ran => {
  const notices = needs.map((code) => steps.find((known) => known.code === code)?.deliveredOn ?? null);
  const start = notices.includes(null) ? undefined : notices.toSorted().at(-1);
  if (start == null) return null;
  return deliveredOn === null ? startedOn(start) : stoppedOn(startedOn(start), deliveredOn);
};

const useOf = (
  calendar: Calendar,
  ran: readonly Stretch[],
  { value, unit }: Term,
  dueOn: string | null,
  asOf: LegalDate,
): LimitUse => {
  const intervals = ran.map(({ start, end }) => ({
    cause: 'government' as const,
    start: legalDate(start),
    end: end === null ? null : legalDate(end),
    unit,
    countedIn: ['M1', 'M2'] as const,
    pause: null,
  }));
  const days = used(calendar, { intervals }, asOf);
  const until = ran.at(-1)?.end ?? asOf;
  return { used: days, limit: value, unit, over: dueOn === null ? days > value : until > dueOn };
};

const ranBy = (step: StepView, steps: readonly StepView[]): Ran =>
  step.doneBy === 'land' ? ranOnLand(step, steps) : step.ran;

/** An item keeps the limits that it was applied for under, the lengthening of one included. */
export const limitsOf = (step: StepView): Pick<StepView, 'promise' | 'statutory'> => {
  const { promise, statutory } = step.own ?? step;
  return {
    promise,
    statutory: statutory === null ? null : { ...statutory, value: statutory.value + step.extendedBy },
  };
};

/** M1 and M2 of a step on a day: what of its limits is used, each in its own unit. */
export const limitClockOf = (
  calendar: Calendar,
  step: StepView,
  steps: readonly StepView[],
  asOf: LegalDate,
): Dossier['steps'][number]['clock'] => {
  const ran = ranBy(step, steps);
  const { promise, statutory } = limitsOf(step);
  if (ran === null || (promise === null && statutory === null)) return null;
  return {
    state: ran.at(-1)?.end === null ? 'running' : step.status === 'suspended' ? 'paused' : 'stopped',
    statutory: statutory === null ? null : useOf(calendar, ran, statutory, step.statutoryDueOn, asOf),
    promise: promise === null ? null : useOf(calendar, ran, promise, step.promisedDueOn, asOf),
  };
};

/** A limit in words. */
export const limitZh = (limit: Term | null): string | null => {
  if (limit === null) return null;
  return limit.value === 0 ? '即办' : `${limit.value}个${limit.unit === 'WD' ? '工作日' : '自然日'}`;
};
