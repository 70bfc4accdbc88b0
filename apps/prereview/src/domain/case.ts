import type { WatchedClock } from '@yizhan/aggregate/machine';
import type {
  DepartmentId,
  Due,
  PrereviewEvent,
  ProjectFacts,
  Proposal,
  ProposalInput,
} from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { ChosenDepartment } from './department-rules.ts';
import type { PrereviewStatus } from './states.ts';

export type DataOf<T extends PrereviewEvent['type']> = Extract<PrereviewEvent, { type: T }>['data'];

/** A running clock with the due date that was told when it started. */
export interface Step extends WatchedClock {
  readonly due: Due;
}

export interface Opinion extends Pick<DataOf<'OpinionGiven'>, 'opinion' | 'text' | 'basis' | 'conditions'> {
  readonly by: string;
  readonly on: LegalDate;
  /** Which reading of the file it answers: each reopening of 汇总 is another. */
  readonly reading: number;
}

export interface AskedDepartment extends ChosenDepartment {
  readonly opinion: Opinion | null;
}

export interface Judgement {
  readonly complex: boolean;
  readonly reading: number;
  readonly departments: readonly AskedDepartment[];
}

export interface Conference extends Pick<DataOf<'ConferenceCalled'>, 'heldOn' | 'agenda'> {
  /** When it was called and by whom. */
  readonly calledOn?: LegalDate;
  readonly calledBy?: string;
  readonly convenedBy?: DepartmentId;
  readonly held: Omit<DataOf<'ConferenceHeld'>, 'projectId'> | null;
}

export interface Prereview {
  readonly status: PrereviewStatus;
  readonly projectId: string;
  readonly company: string;
  readonly division: string;
  readonly projectName: string;
  readonly facts: ProjectFacts;
  readonly toBeFounded: boolean;
  readonly drafters: readonly string[];
  /** The case keeps the limits and rules in force on this day. */
  readonly openedOn: LegalDate;
  readonly round: number;
  /** Who has claimed the pre-review. */
  readonly officer: string | null;
  readonly asked: DataOf<'SupplementRequested'>['asked'];
  readonly judgement: Judgement | null;
  readonly conference: Conference | null;
  readonly proposal: { readonly proposal: Proposal; readonly by: DataOf<'ProposalMade'>['by'] } | null;
  readonly closedBecause: DataOf<'PrereviewClosed'>['because'] | null;
  readonly clocks: readonly Step[];
}

interface GivenOpinion {
  readonly opinion: DataOf<'OpinionGiven'>['opinion'];
  readonly text: string;
  readonly basis?: string | undefined;
  readonly conditions?: readonly { readonly text: string; readonly attachedTo: string }[] | undefined;
}

export type PrereviewCommand =
  | {
      readonly type: 'openPrereview';
      readonly projectId: string;
      readonly company: string;
      readonly facts: ProjectFacts;
      readonly toBeFounded: boolean;
      readonly drafters: readonly string[];
      readonly submittedOn: LegalDate;
    }
  | { readonly type: 'startPrereview' }
  | { readonly type: 'handOverPrereview'; readonly to: string; readonly reason: string }
  | {
      readonly type: 'requestPrereviewSupplement';
      readonly asked: DataOf<'SupplementRequested'>['asked'];
    }
  | {
      readonly type: 'renewPrereview';
      readonly facts: ProjectFacts;
      readonly suppliedOn: LegalDate;
      readonly drafter: string;
    }
  | { readonly type: 'agreePrereview'; readonly opinion: string }
  | { readonly type: 'refusePrereview'; readonly reason: string }
  | ({ readonly type: 'giveOpinion' } & GivenOpinion)
  | ({ readonly type: 'reviseOpinion' } & GivenOpinion)
  | { readonly type: 'summariseJudgement'; readonly reason: string }
  | {
      readonly type: 'callConference';
      readonly heldOn: string;
      readonly agenda: string;
      readonly convenedBy?: DepartmentId | undefined;
    }
  | {
      readonly type: 'concludeConference';
      readonly attended: DataOf<'ConferenceHeld'>['attended'];
      readonly minutes: string;
      readonly minority?: string | undefined;
      readonly proposal: ProposalInput;
    }
  | {
      readonly type: 'reopenSummary';
      readonly because: DataOf<'SummaryReopened'>['because'];
      readonly on: LegalDate;
      readonly facts?: ProjectFacts | undefined;
    }
  | { readonly type: 'closePrereview'; readonly because: DataOf<'PrereviewClosed'>['because'] };

export type Of<T extends PrereviewCommand['type']> = Extract<PrereviewCommand, { type: T }>;
