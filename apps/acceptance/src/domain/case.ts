import type { WatchedClock } from '@yizhan/aggregate/machine';
import type { AcceptanceEvent, CheckCode, DepartmentId, Due } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { AcceptanceStatus } from './states.ts';

export type DataOf<T extends AcceptanceEvent['type']> = Extract<AcceptanceEvent, { type: T }>['data'];

/** A running clock with the due date that was told when it started. */
export interface Step extends WatchedClock {
  readonly due: Due;
}

export interface CheckResult {
  readonly round: number;
  readonly passed: boolean;
  readonly finding: string;
  readonly by: string;
  readonly on: LegalDate;
}

export interface Check {
  readonly check: CheckCode;
  readonly department: DepartmentId;
  readonly results: readonly CheckResult[];
}

/** What one application has come to; a new application begins with an empty one. */
export interface Attempt {
  /** The limits in force on this day hold to the end. */
  readonly appliedOn: LegalDate | null;
  readonly surveyReport: string | null;
  readonly planning:
    | (Pick<DataOf<'PlanningVerified'>, 'passed' | 'finding'> & { readonly on: LegalDate })
    | null;
  readonly fiveParty:
    | (Pick<DataOf<'FivePartyAccepted'>, 'report' | 'parties'> & { readonly on: LegalDate })
    | null;
  readonly notice: {
    readonly asked: DataOf<'AcceptanceNoticeGiven'>['asked'];
    readonly due: Due;
    readonly supplied: string | null;
  } | null;
  /** Counts the visit and each re-check. */
  readonly round: number;
  readonly checks: readonly Check[];
  readonly leftOut: NonNullable<DataOf<'AcceptanceAccepted'>['leftOut']>;
  /** Parts whose result of this round is still to come. */
  readonly pending: readonly CheckCode[];
  readonly rectification: string | null;
  readonly passedOn: LegalDate | null;
  readonly opinion:
    | (Pick<DataOf<'JointOpinionIssued'>, 'opinion' | 'number'> & { readonly on: LegalDate })
    | null;
  readonly completion: Pick<DataOf<'CompletionFiled'>, 'receipt' | 'on'> | null;
}

export interface Acceptance extends Attempt {
  readonly status: AcceptanceStatus;
  readonly projectId: string;
  readonly company: string;
  readonly division: string;
  readonly projectName: string;
  /** The legal day of the last step: nothing later is dated before it. */
  readonly since: LegalDate;
  readonly clocks: readonly Step[];
}

export type AcceptanceCommand =
  | {
      readonly type: 'openAcceptance';
      readonly projectId: string;
      readonly company: string;
      readonly division: string;
      readonly projectName: string;
      readonly startedOn: LegalDate;
    }
  | {
      readonly type: 'applyAcceptance';
      readonly surveyReport: string;
      readonly paper?: { readonly receivedOn: string; readonly reason: string } | undefined;
    }
  | { readonly type: 'verifyPlanning'; readonly passed: boolean; readonly finding: string }
  | {
      readonly type: 'recordFivePartyAcceptance';
      readonly report: string;
      readonly parties: readonly string[];
    }
  | { readonly type: 'giveAcceptanceNotice'; readonly asked: DataOf<'AcceptanceNoticeGiven'>['asked'] }
  | { readonly type: 'supplyAcceptance'; readonly note: string }
  | {
      readonly type: 'acceptJointAcceptance';
      readonly checks: DataOf<'AcceptanceAccepted'>['checks'];
      readonly leftOut?: DataOf<'AcceptanceAccepted'>['leftOut'];
      readonly specialWorks?: boolean | undefined;
      /** The items of the project's path, as `approval` told of them last. */
      readonly items: readonly string[];
    }
  | {
      readonly type: 'recordCheck';
      readonly check: CheckCode;
      readonly passed: boolean;
      readonly finding: string;
    }
  | { readonly type: 'reportAcceptanceRectification'; readonly report: string }
  | { readonly type: 'issueJointOpinion'; readonly opinion: string }
  | { readonly type: 'fileCompletion' }
  | { readonly type: 'withdrawAcceptance'; readonly reason: string }
  | { readonly type: 'closeAcceptance'; readonly because: DataOf<'AcceptanceClosed'>['because'] };

export type Of<T extends AcceptanceCommand['type']> = Extract<AcceptanceCommand, { type: T }>;
