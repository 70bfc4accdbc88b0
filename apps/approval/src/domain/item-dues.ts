import type { Emitted } from '@yizhan/aggregate/machine';
import type { ApprovalEvent, Due } from '@yizhan/contracts';
import { type Calendar, dependsOnProvisional, dueOn, type LegalDate, legalDate } from '@yizhan/workdays';
import { type DataOf, type Item, ids } from './item-case.ts';
import { clockOf, dueNow } from './item-clocks.ts';
import { publicityLimitOf } from './item-publicity.ts';
import type { ItemStatus } from './item-states.ts';
import {
  correctionLimit,
  deliveryLimit,
  gapsLimit,
  inspectionLimit,
  rectificationLimit,
  silenceLimit,
} from './limits.ts';

const undecided: readonly ItemStatus[] = ['acceptedWithGaps', 'accepted', 'suspended'];

type Which = DataOf<'ItemDueMoved'>['which'];

/** A due date computed anew from its day and its limit. */
const anew = (
  calendar: Calendar,
  before: Due,
  start: LegalDate,
  limit: {
    readonly value: number;
    readonly unit: 'WD' | 'CD';
    readonly kind: 'maximum' | 'minimum' | 'window';
  },
): Due => {
  const on = dueOn(calendar, limit, start);
  return {
    ...before,
    dueOn: on,
    calendar: calendar.version,
    provisional: dependsOnProvisional(calendar, start, on),
  };
};

/** The open due dates of an item, each with how it is computed by another calendar. */
const openDues = (
  state: Item,
  calendar: Calendar,
): readonly { readonly which: Which; readonly before: Due; readonly now: Due }[] => {
  const found: { which: Which; before: Due; now: Due }[] = [];
  const add = (which: Which, before: Due | null | undefined, now: (due: Due) => Due): void => {
    if (before !== null && before !== undefined) found.push({ which, before, now: now(before) });
  };
  const watched = (which: Which, clock: string, before: Due | null): void =>
    add(which, before, (due) => dueNow(calendar, clockOf(state.clocks, clock), due));
  const { status, receivedOn, deadline, decision, correction, gaps } = state;
  if (status === 'received' && receivedOn !== null)
    add('acceptBy', state.acceptBy, (due) => anew(calendar, due, receivedOn, silenceLimit));
  if (status === 'correcting' && deadline !== null)
    add('correction', correction?.due, (due) =>
      anew(calendar, due, deadline.toldOn, {
        ...correctionLimit,
        value: correction?.days ?? correctionLimit.value,
      }),
    );
  if (status === 'acceptedWithGaps' && deadline !== null)
    add('gaps', gaps?.due, (due) =>
      anew(calendar, due, deadline.toldOn, { ...gapsLimit, value: gaps?.days ?? gapsLimit.value }),
    );
  if (status === 'accepted' || status === 'acceptedWithGaps') {
    watched('promised', 'promise', state.promised);
    watched('statutory', 'statutory', state.statutory);
  }
  const rule = publicityLimitOf(state);
  const { published } = state;
  if (rule !== null && published !== null && published !== undefined && undecided.includes(status))
    add('publicity', published.until, (due) => anew(calendar, due, published.on, rule));
  if ((status === 'granted' || status === 'refused') && decision !== null)
    add('deliverBy', decision.deliverBy, (due) => anew(calendar, due, decision.on, deliveryLimit));
  if (status === 'onPromise' && decision !== null)
    add('inspectBy', state.inspectBy, (due) => anew(calendar, due, decision.on, inspectionLimit));
  if (status === 'rectifying' && state.rectifyFrom !== null) {
    const { on, days } = state.rectifyFrom;
    add('rectifyBy', state.rectifyBy, (due) =>
      anew(calendar, due, legalDate(on), { ...rectificationLimit, value: days ?? rectificationLimit.value }),
    );
  }
  return found;
};

/** What another calendar moved: each due date that was computed from one that is no longer the calendar. */
export const movedDues = (
  state: Item,
  calendar: Calendar,
): readonly Emitted<Extract<ApprovalEvent, { type: 'ItemDueMoved' }>>[] =>
  openDues(state, calendar)
    .filter(
      ({ before, now }) =>
        before.calendar !== calendar.version &&
        // A day that the notice only confirms is no longer provisional.
        (before.dueOn !== now.dueOn || before.provisional !== now.provisional),
    )
    .map(({ which, before, now }) => ({
      type: 'ItemDueMoved',
      data: { ...ids(state), which, from: before.dueOn, to: now },
    }));

/** The state with a due date moved; the one before stands in the event. */
export const withDue = (state: Item, { which, to }: Pick<DataOf<'ItemDueMoved'>, 'which' | 'to'>): Item => {
  switch (which) {
    case 'acceptBy':
      return { ...state, acceptBy: to };
    case 'promised':
      return { ...state, promised: to };
    case 'statutory':
      return { ...state, statutory: to };
    case 'inspectBy':
      return { ...state, inspectBy: to };
    case 'rectifyBy':
      return { ...state, rectifyBy: to };
    case 'deliverBy':
      return {
        ...state,
        decision: state.decision === null ? null : { ...state.decision, deliverBy: to },
      };
    case 'publicity':
      return { ...state, published: state.published == null ? null : { ...state.published, until: to } };
    case 'correction':
      return {
        ...state,
        correction: state.correction === null ? null : { ...state.correction, due: to },
        deadline: state.deadline === null ? null : { ...state.deadline, dueOn: legalDate(to.dueOn) },
      };
    case 'gaps':
      return {
        ...state,
        gaps: state.gaps === null ? null : { ...state.gaps, due: to },
        deadline: state.deadline === null ? null : { ...state.deadline, dueOn: legalDate(to.dueOn) },
      };
  }
};
