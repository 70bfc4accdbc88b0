import { type Applied, lightTold, watchClock } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { legalDate } from '@yizhan/workdays';
import { type Item, later, ruleOfItem } from './item-case.ts';
import { extendedClocks, pausedClocks, resumedClocks, watchAcceptance } from './item-clocks.ts';
import { withDue } from './item-dues.ts';
import { evolveResult } from './item-evolve-result.ts';
import { ledgerAfter } from './item-ledger.ts';
import { forNextRound, replannedBy, unblockedBy } from './item-plan.ts';
import { gapsLimit, silenceLimit } from './limits.ts';

const fresh = {
  corrected: false,
  correction: null,
  deadline: null,
  gaps: null,
  commitment: false,
  acceptedBy: null,
  acceptedOn: null,
  deemed: false,
  promised: null,
  statutory: null,
  extended: false,
  suspension: null,
  proposal: null,
  decision: null,
  published: null,
  deliveredOn: null,
  certificate: null,
  inspectBy: null,
  rectifyBy: null,
  rectifyFrom: null,
  amendment: null,
  stopped: [],
} as const;

const ended = { correction: null, suspension: null, proposal: null, clocks: [] } as const;

const evolveIn = (state: Item, event: Applied<ApprovalEvent>): Item => {
  const on = event.effectiveOn;
  const { department } = state.plan.step;
  switch (event.type) {
    case 'ItemUnblocked':
      return unblockedBy(state, event.data.by, event.data.noticeOn);
    case 'ItemReplanned':
      return replannedBy(state, event.data);
    case 'ItemDropped':
      return { ...state, ...ended, status: 'dropped', replanned: null };
    case 'ItemFiled':
      return { ...state, status: 'filed', acceptedOn: on, deliveredOn: on, clocks: [] };
    case 'ItemSubmitted':
      return {
        ...forNextRound(state),
        ...fresh,
        status: 'received',
        round: state.round + 1,
        receivedOn: on,
        acceptBy: event.data.acceptBy,
        firstReceivedOn: on,
        commitment: event.data.commitment ?? false,
        clocks: [watchClock('silence', department, silenceLimit, on)],
      };
    case 'ItemDueMoved':
      return withDue(state, event.data);
    case 'ItemClaimed':
      return { ...state, officer: event.data.officer };
    case 'ItemHandedOver':
      return { ...state, officer: event.data.to };
    case 'OfficerRecused': {
      const { officer, kind, reason, to = null } = event.data;
      return {
        ...state,
        recused: [...(state.recused ?? []), { officer, kind, reason, on }],
        officer: to ?? (state.officer === officer ? null : state.officer),
        // What he proposed is no basis for a decision.
        proposal: state.proposal?.by === officer ? null : state.proposal,
      };
    }
    case 'ItemNoteAdded':
      return { ...state, notes: [...state.notes, { text: event.data.text, by: event.actor.id, on }] };
    case 'CorrectionRequested':
      return {
        ...state,
        status: 'correcting',
        corrected: true,
        correction: event.data,
        deadline: { toldOn: on, dueOn: legalDate(event.data.due.dueOn) },
        clocks: [],
      };
    case 'ItemCorrected':
      return {
        ...state,
        status: 'received',
        correction: null,
        deadline: null,
        receivedOn: on,
        acceptBy: event.data.acceptBy,
        clocks: [watchClock('silence', department, silenceLimit, on)],
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
        clocks: event.data.onDraft === true ? [] : watchAcceptance(state, event.data.clockFrom),
      };
    case 'ItemAcceptedWithGaps': {
      const { missing, due, clockFrom, promised, statutory, onDraft } = event.data;
      return {
        ...state,
        status: 'acceptedWithGaps',
        acceptedOn: on,
        acceptedBy: event.actor.id,
        officer: state.officer ?? event.actor.id,
        gaps: { missing, due, days: event.data.days, supplied: false },
        deadline: { toldOn: on, dueOn: legalDate(due.dueOn) },
        promised,
        statutory,
        clocks: [
          ...(onDraft === true ? [] : watchAcceptance(state, clockFrom)),
          watchClock('gaps', 'enterprise', { ...gapsLimit, value: event.data.days ?? gapsLimit.value }, on),
        ],
      };
    }
    case 'ItemGapsSupplied':
      return {
        ...state,
        status: 'accepted',
        gaps: state.gaps === null ? null : { ...state.gaps, supplied: true },
        deadline: null,
        clocks: (state.status === 'acceptanceRevoked' ? state.stopped : state.clocks).filter(
          ({ clock }) => clock !== 'gaps',
        ),
        stopped: [],
      };
    case 'ItemAcceptanceRevoked':
      return { ...state, ...ended, status: 'acceptanceRevoked', stopped: state.clocks };
    case 'ItemClockStarted': {
      const { clockFrom, promised, statutory } = event.data;
      const started = watchAcceptance(state, clockFrom);
      const reference = { by: event.actor.id, evidence: state.suspension?.notice ?? '' };
      const running =
        state.status === 'suspended' ? pausedClocks(started, legalDate(clockFrom), reference) : started;
      return { ...state, promised, statutory, clocks: [...state.clocks, ...running] };
    }
    case 'ItemNotRequired':
      return { ...state, ...ended, status: 'notRequired' };
    case 'ItemNotAccepted':
      return { ...state, ...ended, status: 'notAccepted' };
    case 'ItemLapsed':
      return { ...state, ...ended, status: 'lapsed' };
    case 'ItemWithdrawn':
      return { ...state, ...ended, status: 'withdrawn' };
    case 'ItemSuspended': {
      const evidence = event.data.noticeNumber ?? event.data.notice;
      const own = ruleOfItem(state).procedures?.find(({ procedure }) => procedure === event.data.procedure);
      const { catalogue: version, effectiveFrom } = ruleOfItem(state);
      return {
        ...state,
        status: 'suspended',
        suspension: event.data,
        clocks: [
          ...pausedClocks(state.clocks, on, { by: event.actor.id, evidence }),
          ...(own === undefined
            ? []
            : [
                watchClock(
                  'procedure',
                  department,
                  {
                    ...own.limit,
                    id: `${state.plan.code}.procedure`,
                    version,
                    effectiveFrom: legalDate(effectiveFrom),
                  },
                  on,
                ),
              ]),
        ],
      };
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
    case 'ItemPublished': {
      const { name, place, until } = event.data;
      return { ...state, published: { name, place, until, on } };
    }
    case 'ItemClosed':
      return { ...state, ...ended, status: 'closed' };
    case 'LightTurned':
      return { ...state, clocks: lightTold(state.clocks, event.data.clock, event.data.light) };
    default:
      return evolveResult(state, event);
  }
};

export const evolve = (state: Item | undefined, event: Applied<ApprovalEvent>): Item => {
  if (event.type === 'ItemPlanned') {
    const unblockedOn = event.data.unblockedOn === undefined ? null : legalDate(event.data.unblockedOn);
    return {
      ...fresh,
      status: 'planned',
      plan: event.data,
      waitsFor: event.data.waitsFor,
      unblockedOn,
      round: 0,
      receivedOn: null,
      acceptBy: null,
      firstReceivedOn: null,
      officer: null,
      notes: [],
      ledger: [],
      // Nothing of it comes before the notice of what it needed.
      lastOn: unblockedOn ?? event.effectiveOn,
      clocks: [],
    };
  }
  if (state === undefined) throw new Error(`${event.type} before ItemPlanned`);
  const next = { ...evolveIn(state, event), ledger: ledgerAfter(state, event) };
  // A light, or a notice from before, does not move the day of the last step.
  return event.type === 'LightTurned' || event.type === 'ItemUnblocked' || event.type === 'ItemDueMoved'
    ? next
    : { ...next, lastOn: later(event.effectiveOn, state.lastOn) };
};
