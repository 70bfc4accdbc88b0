import type { Applied } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { Held, Item } from './item-case.ts';

const close = (ledger: readonly Held[], on: LegalDate): readonly Held[] =>
  ledger.map((held) => (held.end === null ? { ...held, end: on < held.start ? held.start : on } : held));

/** Who holds the clock from an event on; null where nobody does; undefined where it changes nothing. */
const heldFrom = (
  state: Item,
  event: Applied<ApprovalEvent>,
): Pick<Held, 'cause' | 'by' | 'evidence'> | null | undefined => {
  const office: Pick<Held, 'cause' | 'by' | 'evidence'> = {
    cause: state.plan.step.department === 'utilities' ? 'utility' : 'government',
    by: null,
    evidence: null,
  };
  const by = event.actor.id;
  switch (event.type) {
    case 'ItemSubmitted':
    case 'ItemCorrected':
    case 'ItemResumed':
    case 'DecisionWithdrawn':
    case 'DeclineWithdrawn':
      return office;
    case 'ItemGapsSupplied':
      return state.status === 'acceptanceRevoked' ? office : undefined;
    case 'CorrectionRequested':
      return { cause: 'correction', by, evidence: event.data.asked.map(({ what }) => what).join('；') };
    case 'ItemSuspended':
      return {
        cause: 'special',
        by,
        evidence: `${event.data.procedure}：${event.data.noticeNumber ?? event.data.notice}`,
      };
    case 'ItemInspected':
      return event.data.passed ? null : { cause: 'rectification', by, evidence: event.data.finding };
    case 'ItemFiled':
    case 'ItemDelivered':
    case 'ItemNotRequired':
    case 'ItemNotAccepted':
    case 'ItemLapsed':
    case 'ItemAcceptanceRevoked':
    case 'ItemWithdrawn':
    case 'ItemRectified':
    case 'ItemRevoked':
    case 'ItemClosed':
    case 'ItemDropped':
      return null;
    default:
      return undefined;
  }
};

/** The ledger after an event: the whole life of the item, all rounds; nothing of it is ever taken away. */
export const ledgerAfter = (state: Item, event: Applied<ApprovalEvent>): readonly Held[] => {
  const next = heldFrom(state, event);
  if (next === undefined) return state.ledger;
  const closed = close(state.ledger, event.effectiveOn);
  return next === null ? closed : [...closed, { ...next, start: event.effectiveOn, end: null }];
};
