import { type Decision, decided, type Emitted } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { type Calendar, legalDate } from '@yizhan/workdays';
import { type Item, ids, later, type Of, ruleOfItem } from './item-case.ts';
import { startedClocks } from './item-clocks.ts';

/** The item as another round of it begins: by the path as it is planned now. */
export const forNextRound = (state: Item): Item => {
  const { replanned = null } = state;
  if (replanned === null) return state;
  const { step, rule, waitsFor, unblockedOn } = replanned;
  return {
    ...state,
    plan: { ...state.plan, step, rule, waitsFor },
    waitsFor,
    unblockedOn: unblockedOn === undefined ? null : legalDate(unblockedOn),
    replanned: null,
  };
};

/** The round that is there keeps its rules. Nothing is told where the plan changed nothing of this item. */
export const replanNextRound = (state: Item, { plan }: Of<'replanNextRound'>): Decision<ApprovalEvent> => {
  const next = forNextRound(state);
  const asPlanned = [next.plan.step, ruleOfItem(next), next.waitsFor];
  return JSON.stringify(asPlanned) === JSON.stringify([plan.step, plan.rule, plan.waitsFor])
    ? decided()
    : decided({ type: 'ItemReplanned', data: { ...ids(state), ...plan } });
};

/** A result that it needed was notified; the clock of what was accepted on a draft starts with the last of them. */
export const unblock = (
  state: Item,
  { by, noticeOn }: Of<'unblockItem'>,
  { calendar }: { readonly calendar: Calendar },
): Decision<ApprovalEvent> => {
  const waited = state.waitsFor.includes(by);
  if (!waited && state.replanned?.waitsFor.includes(by) !== true) return decided();
  const waitsFor = state.waitsFor.filter((code) => code !== by);
  const ready = waitsFor.length === 0;
  const unblocked: Emitted<ApprovalEvent> = {
    type: 'ItemUnblocked',
    data: { ...ids(state), by, noticeOn, ready },
  };
  if (!waited || !ready || state.acceptedOn === null || !runs.includes(state.status))
    return decided(unblocked);
  const { clockFrom, promised, statutory } = startedClocks(
    { ...state, waitsFor, unblockedOn: legalDate(noticeOn) },
    calendar,
    state.acceptedOn,
  );
  return decided<ApprovalEvent>(unblocked, {
    type: 'ItemClockStarted',
    effectiveOn: legalDate(clockFrom),
    data: { ...ids(state), clockFrom, promised, statutory },
  });
};
const runs: readonly Item['status'][] = ['acceptedWithGaps', 'accepted', 'suspended'];

/** After `ItemUnblocked`. */
export const unblockedBy = (state: Item, by: string, noticeOn: string): Item => {
  const { replanned = null } = state;
  const without = (codes: readonly string[]): string[] => codes.filter((code) => code !== by);
  const on = legalDate(noticeOn);
  return {
    ...state,
    waitsFor: without(state.waitsFor),
    unblockedOn: later(on, state.unblockedOn),
    lastOn: later(on, state.lastOn),
    ...(replanned === null
      ? {}
      : {
          replanned: {
            ...replanned,
            waitsFor: without(replanned.waitsFor),
            unblockedOn: later(
              on,
              replanned.unblockedOn === undefined ? null : legalDate(replanned.unblockedOn),
            ),
          },
        }),
  };
};

/** After `ItemReplanned`: at once where it was not applied for, else for the round after. */
export const replannedBy = (state: Item, replanned: NonNullable<Item['replanned']>): Item => {
  const { step, rule, waitsFor, unblockedOn } = replanned;
  const kept = {
    ...state,
    replanned: { step, rule, waitsFor, ...(unblockedOn === undefined ? {} : { unblockedOn }) },
  };
  return state.status === 'planned' || state.status === 'dropped'
    ? { ...forNextRound(kept), status: 'planned' }
    : kept;
};
