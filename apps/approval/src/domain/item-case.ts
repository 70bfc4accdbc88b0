import { type Applied, lightTold, type WatchedClock, watchClock } from '@yizhan/aggregate/machine';
import type { ApprovalEvent, Due, HandedIn, ItemRule } from '@yizhan/contracts';
import { type LegalDate, type Limit, legalDate, pauseClock, resumeClock } from '@yizhan/workdays';
import { limitOf, ruleBefore } from './catalogue/rule.ts';
import { deliveryLimit, silenceLimit } from './limits.ts';
import { type ItemStatus, openStatuses } from './states.ts';

type DataOf<T extends ApprovalEvent['type']> = Extract<ApprovalEvent, { type: T }>['data'];

export interface Item {
  readonly status: ItemStatus;
  readonly plan: DataOf<'ItemPlanned'>;
  readonly waitsFor: readonly string[];
  /** Notice of the latest of the results it needed: a serial clock starts no earlier. */
  readonly unblockedOn: LegalDate | null;
  readonly round: number;
  readonly receivedOn: LegalDate | null;
  /** Silence until the end of this day accepts it. */
  readonly acceptBy: Due | null;
  readonly firstReceivedOn: LegalDate | null;
  readonly corrected: boolean;
  readonly correction: DataOf<'CorrectionRequested'> | null;
  readonly officer: string | null;
  readonly acceptedBy: string | null;
  readonly acceptedOn: LegalDate | null;
  readonly deemed: boolean;
  readonly promised: Due | null;
  readonly statutory: Due | null;
  readonly extended: boolean;
  readonly suspension: DataOf<'ItemSuspended'> | null;
  readonly decision: (DataOf<'ItemDecided'> & { readonly on: LegalDate; readonly by: string }) | null;
  readonly deliveredOn: LegalDate | null;
  /** Day of the last step: no later date is entered before it. */
  readonly lastOn: LegalDate;
  readonly clocks: readonly WatchedClock[];
}

export interface Paper {
  readonly receivedOn: string;
  readonly reason: string;
}

/** What comes with a submission, and with its correction. */
export interface Submission {
  readonly note: string;
  /** Versions of the project's materials: exactly these are what was submitted. */
  readonly materials?: readonly HandedIn[] | undefined;
  readonly paper?: Paper | undefined;
}

export type ItemCommand =
  | { readonly type: 'planItem'; readonly plan: DataOf<'ItemPlanned'> }
  | {
      readonly type: 'replanItem';
      readonly plan: Omit<DataOf<'ItemReplanned'>, 'projectId' | 'code'>;
    }
  | { readonly type: 'dropItem'; readonly why: string }
  | { readonly type: 'unblockItem'; readonly by: string; readonly noticeOn: string }
  | ({ readonly type: 'submitItem' } & Submission)
  | { readonly type: 'claimItem' }
  | { readonly type: 'handOverItem'; readonly to: string; readonly reason: string }
  | {
      readonly type: 'requestItemCorrection';
      readonly asked: DataOf<'CorrectionRequested'>['asked'];
      readonly days?: number | undefined;
      readonly superiorReason?: string | undefined;
    }
  | ({ readonly type: 'supplyItemCorrection' } & Submission)
  | { readonly type: 'acceptItem' }
  | { readonly type: 'declineItem'; readonly kind: 'notRequired' | 'notAccepted'; readonly reason: string }
  | { readonly type: 'withdrawItem'; readonly reason: string }
  | { readonly type: 'suspendItem'; readonly procedure: string; readonly notice: string }
  | { readonly type: 'resumeItem' }
  | { readonly type: 'extendItem'; readonly reason: string }
  | { readonly type: 'decideItem'; readonly outcome: 'granted' | 'refused'; readonly reason: string }
  | {
      readonly type: 'deliverItem';
      readonly channel: 'inbox' | 'paper';
      readonly deliveredOn?: string | undefined;
      readonly dateReason?: string | undefined;
    }
  | { readonly type: 'closeItem' };

export type Of<T extends ItemCommand['type']> = Extract<ItemCommand, { type: T }>;

/** The rule it was planned under and keeps. */
export const ruleOfItem = ({ plan }: Pick<Item, 'plan'>): ItemRule => plan.rule ?? ruleBefore(plan.code);
export const limitsOf = (
  state: Pick<Item, 'plan'>,
): { readonly promise: Limit | null; readonly statutory: Limit | null } => {
  const rule = ruleOfItem(state);
  const { code } = state.plan;
  return { promise: limitOf(code, 'promise', rule), statutory: limitOf(code, 'statutory', rule) };
};

export const later = (a: LegalDate, b: LegalDate | null): LegalDate => (b !== null && b > a ? b : a);
export const ids = (state: Item): { readonly projectId: string; readonly code: string } => ({
  projectId: state.plan.projectId,
  code: state.plan.code,
});

/** Whose turn it is: a department's id, or the `enterprise`; null where it waits for another step, or has ended. */
export const holderOf = (state: Item): string | null => {
  switch (state.status) {
    case 'planned':
      return state.waitsFor.length === 0 ? 'enterprise' : null;
    case 'correcting':
      return 'enterprise';
    default:
      return openStatuses.includes(state.status) ? state.plan.step.department : null;
  }
};

/** The day by which the holder acts, the nearest of them; null where none is due, as while a special procedure runs. */
export const dueOnOf = (state: Item): string | null => {
  switch (state.status) {
    case 'received':
      return state.acceptBy?.dueOn ?? null;
    case 'correcting':
      return state.correction?.due.dueOn ?? null;
    case 'accepted':
      return (
        [state.promised, state.statutory].flatMap((due) => (due === null ? [] : [due.dueOn])).sort()[0] ??
        null
      );
    case 'granted':
    case 'refused':
      return state.decision?.deliverBy.dueOn ?? null;
    default:
      return null;
  }
};

export const resumedClocks = (state: Item, on: LegalDate): readonly WatchedClock[] =>
  state.clocks.map((watched) => {
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

const evolveIn = (state: Item, event: Applied<ApprovalEvent>): Item => {
  const on = event.effectiveOn;
  switch (event.type) {
    case 'ItemUnblocked':
      return {
        ...state,
        waitsFor: state.waitsFor.filter((code) => code !== event.data.by),
        unblockedOn: later(legalDate(event.data.noticeOn), state.unblockedOn),
        lastOn: later(legalDate(event.data.noticeOn), state.lastOn),
      };
    case 'ItemReplanned': {
      const { step, waitsFor, rule, unblockedOn } = event.data;
      return {
        ...state,
        status: 'planned',
        plan: { ...state.plan, step, waitsFor, rule },
        waitsFor,
        unblockedOn: unblockedOn === undefined ? null : legalDate(unblockedOn),
      };
    }
    case 'ItemDropped':
      return { ...state, status: 'dropped', clocks: [] };
    case 'ItemFiled':
      return { ...state, status: 'filed', acceptedOn: on, deliveredOn: on, clocks: [] };
    case 'ItemSubmitted':
      return {
        ...state,
        status: 'received',
        round: state.round + 1,
        receivedOn: on,
        acceptBy: event.data.acceptBy,
        firstReceivedOn: on,
        corrected: false,
        correction: null,
        acceptedBy: null,
        acceptedOn: null,
        deemed: false,
        promised: null,
        statutory: null,
        extended: false,
        decision: null,
        deliveredOn: null,
        clocks: [watchClock('silence', state.plan.step.department, silenceLimit, on)],
      };
    case 'ItemClaimed':
      return { ...state, officer: event.data.officer };
    case 'ItemHandedOver':
      return { ...state, officer: event.data.to };
    case 'CorrectionRequested':
      return { ...state, status: 'correcting', corrected: true, correction: event.data, clocks: [] };
    case 'ItemCorrected':
      return {
        ...state,
        status: 'received',
        correction: null,
        receivedOn: on,
        acceptBy: event.data.acceptBy,
        clocks: [watchClock('silence', state.plan.step.department, silenceLimit, on)],
      };
    case 'ItemAccepted':
      return {
        ...state,
        status: 'accepted',
        deemed: event.data.deemed,
        acceptedOn: on,
        acceptedBy: event.data.deemed ? null : event.actor.id,
        officer: state.officer ?? (event.data.deemed ? null : event.actor.id),
        promised: event.data.promised,
        statutory: event.data.statutory,
        clocks: watchAcceptance(state, event.data.clockFrom),
      };
    case 'ItemNotRequired':
      return { ...state, status: 'notRequired', clocks: [] };
    case 'ItemNotAccepted':
      return { ...state, status: 'notAccepted', clocks: [] };
    case 'ItemLapsed':
      return { ...state, status: 'lapsed', correction: null, clocks: [] };
    case 'ItemWithdrawn':
      return { ...state, status: 'withdrawn', correction: null, suspension: null, clocks: [] };
    case 'ItemSuspended': {
      const reference = { by: event.actor.id, evidence: event.data.notice };
      const clocks = state.clocks.map((watched) => {
        const run = pauseClock(watched.run, 'special', on, reference);
        return run.ok ? { ...watched, run: run.value } : watched;
      });
      return { ...state, status: 'suspended', suspension: event.data, clocks };
    }
    case 'ItemResumed':
      return {
        ...state,
        status: 'accepted',
        suspension: null,
        promised: event.data.promised,
        statutory: event.data.statutory,
        clocks: resumedClocks(state, on),
      };
    case 'ItemExtended':
      return {
        ...state,
        extended: true,
        statutory: event.data.statutory,
        clocks: extendedClocks(state, event.data.days),
      };
    case 'ItemDecided':
      return {
        ...state,
        status: event.data.outcome,
        decision: { ...event.data, on, by: event.actor.id },
        clocks: [watchClock('delivery', state.plan.step.department, deliveryLimit, on)],
      };
    case 'ItemDelivered':
      return {
        ...state,
        status: event.data.outcome === 'granted' ? 'delivered' : 'deliveredRefusal',
        deliveredOn: on,
        clocks: [],
      };
    case 'ItemClosed':
      return { ...state, status: 'closed', correction: null, suspension: null, clocks: [] };
    case 'LightTurned':
      return { ...state, clocks: lightTold(state.clocks, event.data.clock, event.data.light) };
    default:
      throw new Error(`${event.type} is no event of an item`);
  }
};

export const evolve = (state: Item | undefined, event: Applied<ApprovalEvent>): Item => {
  if (event.type === 'ItemPlanned')
    return {
      status: 'planned',
      plan: event.data,
      waitsFor: event.data.waitsFor,
      unblockedOn: event.data.unblockedOn === undefined ? null : legalDate(event.data.unblockedOn),
      round: 0,
      receivedOn: null,
      acceptBy: null,
      firstReceivedOn: null,
      corrected: false,
      correction: null,
      officer: null,
      acceptedBy: null,
      acceptedOn: null,
      deemed: false,
      promised: null,
      statutory: null,
      extended: false,
      suspension: null,
      decision: null,
      deliveredOn: null,
      // Nothing of it comes before the notice of what it needed.
      lastOn: event.data.unblockedOn === undefined ? event.effectiveOn : legalDate(event.data.unblockedOn),
      clocks: [],
    };
  if (state === undefined) throw new Error(`${event.type} before ItemPlanned`);
  const next = evolveIn(state, event);
  // A light or a notice from before does not move the day of the last step.
  return event.type === 'LightTurned' || event.type === 'ItemUnblocked'
    ? next
    : { ...next, lastOn: later(event.effectiveOn, state.lastOn) };
};
