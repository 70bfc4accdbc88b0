import type { WatchedClock } from '@yizhan/aggregate/machine';
import type { AgencyEvent, Due } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { EngagementStatus } from './states.ts';

export type DataOf<T extends AgencyEvent['type']> = Extract<AgencyEvent, { type: T }>['data'];

/** Whose turn it is: the centre's to assign, the agents' to be in touch, the chief's to plan, the centre's to visit. */
export type ClockName = 'assign' | 'contact' | 'plan' | 'visit';

/** A running clock with the due date that was told when it started. */
export interface Step extends WatchedClock {
  readonly clock: ClockName;
  readonly due: Due;
}

export interface Contact extends Pick<DataOf<'ContactLogged'>, 'channel' | 'summary' | 'by' | 'inSteadOf'> {
  readonly on: LegalDate;
}

export interface Engagement {
  readonly status: EngagementStatus;
  readonly projectId: string;
  readonly company: string;
  readonly division: string;
  readonly trigger: DataOf<'AgencyOffered'>['trigger'];
  /** The case keeps the limits in force on this day. */
  readonly offeredOn: LegalDate;
  readonly scope: DataOf<'AgencyEntrusted'>['scope'] | null;
  readonly items: readonly string[];
  /** Who of the enterprise gave the consent; absent in what was entrusted before this was kept. */
  readonly entrustedBy?: string;
  readonly chief: string | null;
  readonly agents: readonly string[];
  /** The present agents have been in touch. */
  readonly contacted: boolean;
  /** The latest, newest first. */
  readonly contacts: readonly Contact[];
  readonly plan: { readonly plan: string; readonly by: string; readonly on: LegalDate } | null;
  readonly pausedBecause: string | null;
  readonly completion: { readonly summary: string; readonly on: LegalDate } | null;
  readonly followUp: { readonly summary: string; readonly by: string; readonly on: LegalDate } | null;
  readonly terminated:
    | (Pick<DataOf<'AgencyTerminated'>, 'reason' | 'by'> & { readonly on: LegalDate })
    | null;
  readonly clocks: readonly Step[];
}

export type EngagementCommand =
  | {
      readonly type: 'offerAgency';
      readonly projectId: string;
      readonly company: string;
      readonly division: string;
      readonly trigger: Engagement['trigger'];
    }
  | {
      readonly type: 'entrustAgency';
      readonly scope: DataOf<'AgencyEntrusted'>['scope'];
      readonly items: readonly string[];
    }
  | { readonly type: 'declineAgency'; readonly reason: string }
  | {
      readonly type: 'assignAgents';
      readonly chief?: string | undefined;
      readonly agents?: readonly string[] | undefined;
    }
  | {
      readonly type: 'reassignAgents';
      readonly reason: string;
      readonly replace: readonly string[];
      readonly chief?: string | undefined;
      readonly agents?: readonly string[] | undefined;
    }
  | { readonly type: 'logContact'; readonly channel: Contact['channel']; readonly summary: string }
  | { readonly type: 'confirmAgencyPlan'; readonly plan: string }
  | { readonly type: 'pauseAgency'; readonly reason: string }
  | { readonly type: 'resumeAgency'; readonly reason: string }
  | { readonly type: 'completeAgency'; readonly summary: string }
  | { readonly type: 'recordFollowUp'; readonly summary: string }
  | { readonly type: 'archiveAgency' }
  | { readonly type: 'terminateAgency'; readonly reason: string }
  | {
      readonly type: 'endWithProject';
      readonly by: 'givenUp' | 'completed';
      readonly reason: string;
    };

export type Of<T extends EngagementCommand['type']> = Extract<EngagementCommand, { type: T }>;
