import type {
  AdmissionEvent,
  Applicant,
  DepartmentId,
  HandedIn,
  Investor,
  ProjectFacts,
} from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { ConditionEvent } from './condition.ts';
import type { ApplicationStatus } from './states.ts';

/** What an application itself tells: its conditions are cases of their own. */
export type ApplicationEvent = Exclude<AdmissionEvent, ConditionEvent>;
export type DataOf<T extends AdmissionEvent['type']> = Extract<AdmissionEvent, { type: T }>['data'];

export interface Application {
  readonly status: ApplicationStatus;
  readonly company: string;
  readonly owner: string;
  readonly investor: Investor;
  readonly facts: ProjectFacts;
  readonly electronicDelivery: boolean;
  readonly submittedOn: LegalDate;
  /** The project that it files anew; absent where it is the first. */
  readonly refilingOf?: string;
  /** Counts the supplements asked for. */
  readonly round: number;
  /** What is asked for; kept once it has lapsed, for paper that came in time. */
  readonly supplement: (DataOf<'SupplementDemanded'> & { readonly on: LegalDate }) | null;
  /** Asked for their opinion by `prereview`: they may see the application. */
  readonly askedDepartments: readonly DepartmentId[];
  readonly conclusion:
    | (Pick<DataOf<'AdmissionConcluded'>, 'conclusion' | 'reason' | 'conditions'> & {
        readonly on: LegalDate;
      })
    | null;
  readonly reviewOn: LegalDate | null;
}

export type ApplicationCommand =
  | {
      readonly type: 'submitApplication';
      readonly investor: Investor;
      readonly facts: ProjectFacts;
      readonly electronicDelivery: boolean;
      /** The ended application that this one files anew, as it was found. */
      readonly refiling?:
        | { readonly of: string; readonly company: string; readonly status: ApplicationStatus }
        | undefined;
      /** What `identity` knows of the company; absent only where nothing is filed any more: the case is there. */
      readonly applicant?: Applicant | undefined;
      /** An administrator has allowed the investor's credit code. */
      readonly codeAllowed?: boolean | undefined;
      readonly attachments?: readonly HandedIn[] | undefined;
      readonly paper?:
        | {
            readonly company: string;
            readonly owner: string;
            readonly receivedOn: string;
            readonly reason: string;
          }
        | undefined;
    }
  | {
      readonly type: 'noteStage';
      readonly stage: DataOf<'StageReached'>['stage'];
      readonly departments?: readonly DepartmentId[];
    }
  | {
      readonly type: 'demandSupplement';
      readonly from: 'prereview' | 'conference';
      readonly asked: DataOf<'SupplementDemanded'>['asked'];
    }
  | {
      readonly type: 'supplementApplication';
      readonly facts: ProjectFacts;
      readonly note: string;
      /** The application has been filed anew meanwhile. */
      readonly refiled?: boolean | undefined;
      readonly attachments?: readonly HandedIn[] | undefined;
      readonly paper?: { readonly receivedOn: string; readonly reason: string } | undefined;
    }
  | {
      readonly type: 'postpone';
      readonly proposedOn: LegalDate;
      readonly reviewOn: string;
      readonly reason: string;
    }
  | {
      readonly type: 'concludeAdmission';
      readonly conclusion: DataOf<'AdmissionConcluded'>['conclusion'];
      readonly reason: string;
      readonly conditions: DataOf<'AdmissionConcluded'>['conditions'];
    }
  | { readonly type: 'deliverConclusion'; readonly deliveredOn: string; readonly reason: string }
  | { readonly type: 'withdrawApplication'; readonly reason: string }
  | { readonly type: 'giveUpProject'; readonly reason: string }
  | { readonly type: 'followGivingUp'; readonly reason: string; readonly on: LegalDate };

export type Of<T extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: T }>;
