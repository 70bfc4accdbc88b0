import type { WatchedClock } from '@yizhan/aggregate/machine';
import type { ApprovalEvent, Due, HandedIn, ItemRule } from '@yizhan/contracts';
import type { Cause, LegalDate, Limit } from '@yizhan/workdays';
import { limitOf, ruleBefore } from './catalogue/rule.ts';
import { type ItemStatus, openStatuses } from './item-states.ts';

export type DataOf<T extends ApprovalEvent['type']> = Extract<ApprovalEvent, { type: T }>['data'];

/** A stretch in which somebody held the item's clock; covers the dates d with start < d ≤ end, open where `end` is null. */
export interface Held {
  readonly cause: Cause;
  readonly start: LegalDate;
  readonly end: LegalDate | null;
  /** Who brought it about, on what evidence; null where the item simply went on. */
  readonly by: string | null;
  readonly evidence: string | null;
}

/** A certificate: its life ends on `until`, unless it was used (construction began) or has no end. */
export interface Certificate {
  readonly number: string;
  readonly until: LegalDate | null;
  readonly extensions: number;
  readonly extensionApplied: boolean;
  /** By when what was applied for is decided. Absent in what was applied for before it was kept. */
  readonly extensionDue?: Due | null;
  readonly warned: boolean;
  readonly used: boolean;
}

export interface Recusal extends Pick<DataOf<'OfficerRecused'>, 'officer' | 'kind' | 'reason'> {
  readonly on: LegalDate;
}

type Replanned = Pick<DataOf<'ItemReplanned'>, 'step' | 'rule' | 'waitsFor' | 'unblockedOn'>;

export interface Item {
  readonly status: ItemStatus;
  readonly plan: DataOf<'ItemPlanned'>;
  readonly waitsFor: readonly string[];
  /** Notice of the latest of the results it needed: a serial clock starts no earlier. */
  readonly unblockedOn: LegalDate | null;
  /** The path as it was planned anew after this round was applied for: what another round goes by. */
  readonly replanned?: Replanned | null;
  readonly round: number;
  readonly receivedOn: LegalDate | null;
  /** Silence until the end of this day accepts it. */
  readonly acceptBy: Due | null;
  readonly firstReceivedOn: LegalDate | null;
  readonly corrected: boolean;
  readonly correction: DataOf<'CorrectionRequested'> | null;
  /** The last deadline that was set, kept past its end: what came on paper in time may be entered late. */
  readonly deadline: { readonly toldOn: LegalDate; readonly dueOn: LegalDate } | null;
  readonly gaps:
    | (Pick<DataOf<'ItemAcceptedWithGaps'>, 'missing' | 'due' | 'days'> & { readonly supplied: boolean })
    | null;
  readonly commitment: boolean;
  readonly officer: string | null;
  readonly acceptedBy: string | null;
  readonly acceptedOn: LegalDate | null;
  readonly deemed: boolean;
  readonly promised: Due | null;
  readonly statutory: Due | null;
  readonly extended: boolean;
  readonly suspension: DataOf<'ItemSuspended'> | null;
  readonly proposal: (DataOf<'DecisionProposed'> & { readonly by: string }) | null;
  readonly decision: (DataOf<'ItemDecided'> & { readonly on: LegalDate; readonly by: string }) | null;
  /** 公示 of this round. Absent in cases from before. */
  readonly published?:
    | (Pick<DataOf<'ItemPublished'>, 'name' | 'place' | 'until'> & { readonly on: LegalDate })
    | null;
  readonly deliveredOn: LegalDate | null;
  readonly certificate: Certificate | null;
  /** 开工, as a permit was told of it: one that is delivered after it is used from the first. Absent where none was. */
  readonly constructionOn?: LegalDate;
  readonly inspectBy: Due | null;
  readonly rectifyBy: Due | null;
  /** The day it was told to be mended, and the working days that were given. */
  readonly rectifyFrom: { readonly on: LegalDate; readonly days: number | undefined } | null;
  readonly amendment: (DataOf<'AmendmentRequested'> & { readonly by: string }) | null;
  /** 回避: officers who declared kin or interest. Absent in cases from before. */
  readonly recused?: readonly Recusal[];
  readonly notes: readonly { readonly text: string; readonly by: string; readonly on: LegalDate }[];
  /** Day of the last step: no later date is entered before it. */
  readonly lastOn: LegalDate;
  readonly clocks: readonly WatchedClock[];
  /** Who held the clock since when, over all rounds. */
  readonly ledger: readonly Held[];
  /** The clocks as the decision left them: a decision that is withdrawn lets them run on. */
  readonly stopped: readonly WatchedClock[];
}

export interface Paper {
  readonly receivedOn: string;
  readonly reason: string;
}

/** What comes with a submission, with its correction, and with what was allowed to follow. */
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
      readonly plan: Replanned;
    }
  | { readonly type: 'replanNextRound'; readonly plan: Replanned }
  | { readonly type: 'dropItem'; readonly why: string }
  | { readonly type: 'unblockItem'; readonly by: string; readonly noticeOn: string }
  | ({
      readonly type: 'submitItem';
      readonly commitment?: boolean | undefined;
      /** The company may make no promise now. */
      readonly barred?: boolean | undefined;
      /** Of which kinds what is handed in is; told where it is a filing. */
      readonly kinds?: readonly string[] | undefined;
    } & Submission)
  | { readonly type: 'claimItem' }
  | { readonly type: 'handOverItem'; readonly to: string; readonly reason: string }
  | {
      readonly type: 'substituteHandler';
      readonly from: string;
      readonly to: string;
      readonly reason: string;
    }
  | {
      readonly type: 'recuseFromItem';
      readonly kind: Recusal['kind'];
      readonly reason: string;
      readonly to?: string | undefined;
    }
  | { readonly type: 'addItemNote'; readonly text: string }
  | {
      readonly type: 'requestItemCorrection';
      readonly asked: DataOf<'CorrectionRequested'>['asked'];
      readonly days?: number | undefined;
      readonly superiorReason?: string | undefined;
    }
  | ({ readonly type: 'supplyItemCorrection' } & Submission)
  | { readonly type: 'acceptItem' }
  | {
      readonly type: 'acceptItemWithGaps';
      readonly missing: DataOf<'ItemAcceptedWithGaps'>['missing'];
      readonly days?: number | undefined;
    }
  | ({ readonly type: 'supplyItemGaps' } & Submission)
  | { readonly type: 'revokeItemAcceptance'; readonly reason: string }
  | { readonly type: 'declineItem'; readonly kind: 'notRequired' | 'notAccepted'; readonly reason: string }
  | { readonly type: 'withdrawItem'; readonly reason: string }
  | {
      readonly type: 'suspendItem';
      readonly procedure: string;
      readonly notice: string;
      readonly noticeNumber: string;
    }
  | { readonly type: 'resumeItem' }
  | { readonly type: 'extendItem'; readonly reason: string }
  | {
      readonly type: 'proposeItemDecision';
      readonly outcome: 'granted' | 'refused';
      readonly reason: string;
    }
  | { readonly type: 'returnItemProposal'; readonly reason: string }
  | { readonly type: 'publishItem'; readonly place: string }
  | { readonly type: 'decideItem'; readonly outcome: 'granted' | 'refused'; readonly reason: string }
  | {
      readonly type: 'deliverItem';
      readonly channel: 'inbox' | 'paper';
      readonly deliveredOn?: string | undefined;
      readonly dateReason?: string | undefined;
      /** Whether the company agreed to electronic delivery. */
      readonly electronic: boolean;
      /** The day on which construction of the project began; absent before. */
      readonly constructionOn?: string | undefined;
    }
  | {
      readonly type: 'recordItemInspection';
      readonly passed: boolean;
      readonly finding: string;
      readonly days?: number | undefined;
    }
  | { readonly type: 'reportItemRectification'; readonly report: string }
  | { readonly type: 'applyCertificateExtension'; readonly reason: string }
  | {
      readonly type: 'decideCertificateExtension';
      readonly outcome: 'granted' | 'refused';
      readonly reason: string;
    }
  | { readonly type: 'noteConstruction'; readonly on: string }
  | {
      readonly type: 'requestItemAmendment';
      readonly kind: DataOf<'AmendmentRequested'>['kind'];
      readonly reason: string;
      readonly text?: string | undefined;
    }
  | { readonly type: 'consentItemAmendment'; readonly agreed: boolean; readonly reason: string }
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

export const isRecused = (state: Pick<Item, 'recused'>, account: string): boolean =>
  (state.recused ?? []).some(({ officer }) => officer === account);

/** Whose turn it is: a department's id, or the `enterprise`; null where it waits for another step, or has ended. */
export const holderOf = (state: Item): string | null => {
  switch (state.status) {
    case 'planned':
      return isReady(state) ? 'enterprise' : null;
    case 'correcting':
    case 'acceptedWithGaps':
      return 'enterprise';
    case 'rectifying':
      return state.rectifyBy === null ? state.plan.step.department : 'enterprise';
    default:
      return openStatuses.includes(state.status) || isExtending(state) ? state.plan.step.department : null;
  }
};

/** An extension of its certificate has been applied for, and is not decided. */
export const isExtending = ({ status, certificate }: Item): boolean =>
  status === 'delivered' && certificate?.extensionApplied === true;

/** All that it needs was notified, or what was not is enough as a draft. */
export const isReady = (state: Item): boolean => {
  const { draftOf } = ruleOfItem(state);
  return state.waitsFor.every((need) => draftOf.includes(need));
};

/** The day by which the holder acts, the nearest of them; null where none is due, as while a special procedure runs. */
export const dueOf = (state: Item): Due | null => {
  switch (state.status) {
    case 'received':
      return state.acceptBy;
    case 'correcting':
      return state.correction?.due ?? null;
    case 'acceptedWithGaps':
      return state.gaps?.due ?? null;
    case 'accepted':
      return (
        [state.promised, state.statutory]
          .filter((due) => due !== null)
          .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))[0] ?? null
      );
    case 'suspended':
      return state.suspension?.due ?? null;
    case 'granted':
    case 'refused':
      return state.decision?.deliverBy ?? null;
    case 'onPromise':
    case 'rectifying':
      return state.rectifyBy ?? state.inspectBy;
    case 'delivered':
      return isExtending(state) ? (state.certificate?.extensionDue ?? null) : null;
    default:
      return null;
  }
};

export const dueOnOf = (state: Item): string | null => dueOf(state)?.dueOn ?? null;
