import type { TimelineEntry } from '@yizhan/contracts';
import type { Cause } from '@yizhan/workdays';

/** A stretch of time in which somebody held the clock; covers the dates d with start < d ≤ end, open where `end` is null. */
export interface HeldInterval {
  /** Names the open interval to close it: case and clock. */
  readonly key: string;
  readonly cause: Cause;
  /** The department or unit whose time it is; null for the owner. */
  readonly department: string | null;
  readonly start: string;
  readonly end: string | null;
}

export interface DueView {
  readonly dueOn: string;
  readonly provisional: boolean;
  /** Its event told a plain day, rolled off the holidays of its year: whether that is provisional, the calendar knows. */
  readonly byYear?: true;
}

/** Due dates by the clock of the case that told them; one that has stopped is not there. */
export type Dues<D extends DueView = DueView> = Readonly<Record<string, D>>;

export const dueView = (due: DueView): DueView => ({ dueOn: due.dueOn, provisional: due.provisional });

/** A due date as another calendar has it; what was due on another day stays. */
export const dueMoved = <D extends DueView | null | undefined>(
  due: D,
  { from, to }: { readonly from: string; readonly to: DueView },
): D | DueView => (due?.dueOn === from ? { dueOn: to.dueOn, provisional: to.provisional } : due);

/** The same of one clock among several. */
export const clockMoved = <D extends DueView>(
  dues: Dues<D>,
  { clock, from, to }: { readonly clock: string; readonly from: string; readonly to: DueView },
): Dues<D> => {
  const due = dues[clock];
  return due?.dueOn === from
    ? { ...dues, [clock]: { ...due, dueOn: to.dueOn, provisional: to.provisional } }
    : dues;
};

export interface AdmissionView {
  readonly caseId: string;
  readonly status: string;
  readonly submittedOn: string;
  readonly since: string;
  readonly supplement: {
    readonly asked: readonly { what: string; why: string }[];
    readonly due: DueView;
  } | null;
  readonly conclusion: {
    readonly conclusion: string;
    readonly reason: string;
    readonly conditions: readonly string[];
    readonly on: string;
  } | null;
  readonly notified: boolean;
}

/** Statuses in which an application has come to nothing. */
export const admissionEnded: ReadonlySet<string> = new Set(['withdrawn', 'lapsed', 'givenUp']);

export interface ConditionState {
  readonly caseId: string;
  readonly ordinal: number;
  readonly text: string;
  readonly department: string;
  readonly attachedTo: string;
  readonly holdsUp: boolean;
  readonly due: DueView;
  readonly status: 'open' | 'evidenced' | 'unmet' | 'met' | 'waived' | 'closed';
  readonly since: string;
  readonly evidence: string | null;
  readonly finding: string | null;
}

export interface OpinionView {
  readonly department: string;
  readonly because: string;
  readonly veto: boolean;
  readonly opinion: string | null;
  readonly text: string | null;
  readonly on: string | null;
  /** Absent in what was folded before they were kept. */
  readonly basis?: string | null;
  readonly conditions?: readonly string[];
  /** The account that answered, and the moment. */
  readonly by?: string | null;
  readonly at?: string | null;
  readonly due?: DueView;
  /** Silent past its limit: overdue, never consent. */
  readonly overdue?: boolean;
}

export interface ConferenceView {
  readonly heldOn: string;
  readonly agenda: string;
  readonly calledOn: string;
  readonly calledBy: string;
  readonly silent: readonly string[];
  readonly held: {
    readonly on: string;
    readonly attended: readonly string[];
    readonly voters: readonly string[];
    readonly convenedBy: string;
    readonly decidedBy: string;
    readonly minutes: string;
    readonly minority: string | null;
  } | null;
}

export interface ProposalView {
  readonly conclusion: string;
  readonly reason: string;
  readonly reviewOn: string | null;
  readonly by: string;
  readonly on: string;
}

export interface PrereviewView {
  readonly caseId: string;
  readonly status:
    | 'submitted'
    | 'prereviewing'
    | 'returned'
    | 'agreed'
    | 'refused'
    | 'judging'
    | 'summarising'
    | 'conferring'
    | 'proposed'
    | 'closed';
  readonly since: string;
  readonly due: DueView | null;
  readonly officer: string | null;
  readonly judgement: readonly OpinionView[];
  /** The last one; one reopened after a supplement may be followed by another. */
  readonly conference?: ConferenceView | null;
  readonly proposal?: ProposalView | null;
}

/** A limit as the catalogue has it; 0 is at once (即办). */
export interface Term {
  readonly value: number;
  readonly unit: 'WD' | 'CD';
}

/** A stretch in which the clock of a step's limits ran; covers the dates d with start < d ≤ end. */
export interface Stretch {
  readonly start: string;
  readonly end: string | null;
}

export interface StepView {
  readonly caseId: string | null;
  readonly code: string;
  readonly name: string;
  readonly department: string;
  readonly stage: string;
  readonly doneBy: 'approval' | 'land';
  readonly needs: readonly string[];
  readonly waitsFor: readonly string[];
  readonly promise: Term | null;
  readonly statutory: Term | null;
  /** The limits of the item itself, which keeps those it was applied for under; absent where the path alone has told any. */
  readonly own?: Pick<StepView, 'promise' | 'statutory'>;
  /** By how much the head has lengthened the statutory limit. */
  readonly extendedBy: number;
  /** Since when its limits ran and for how long, pauses left out; null before they run. */
  readonly ran: readonly Stretch[] | null;
  /** Why it applies; absent in what was folded before it was told. */
  readonly why?: string | null;
  /** Of what it waits for, what is enough as a draft. */
  readonly draftOf?: readonly string[];
  /** The path was planned anew after it was applied for: what another round of it goes by. */
  readonly anew?: Pick<StepView, 'waitsFor' | 'draftOf' | 'publicity' | 'own'> | null;
  /** Something that was asked for and stands open beside the status: by whom it is to be answered. */
  readonly open?: 'proposal' | 'amendment' | 'rectified' | null;
  /** 公示 before the decision: its name, and the last of its days once it runs. Absent where none is asked for. */
  readonly publicity?: { readonly name: string; readonly until: string | null } | null;
  /** The certificate's last day, and whether its end has been warned of. */
  readonly validUntil?: string | null;
  readonly expiring?: boolean;
  /** An extension of it that was applied for and is not decided: since when, and by when it is. */
  readonly extension?: { readonly since: string; readonly due: DueView | null } | null;
  readonly status:
    | 'planned'
    | 'filed'
    | 'acceptedWithGaps'
    | 'acceptanceRevoked'
    | 'onPromise'
    | 'rectifying'
    | 'revoked'
    | 'expired'
    | 'received'
    | 'correcting'
    | 'accepted'
    | 'suspended'
    | 'decided'
    | 'delivered'
    | 'notRequired'
    | 'notAccepted'
    | 'lapsed'
    | 'withdrawn'
    | 'closed'
    | 'done';
  readonly since: string;
  readonly officer: string | null;
  readonly due: DueView | null;
  /** While what is missing is waited for (容缺): what the department is held to then. */
  readonly afterGaps?: DueView | null;
  readonly submittedOn: string | null;
  readonly acceptedOn: string | null;
  readonly decidedOn: string | null;
  readonly deliveredOn: string | null;
  readonly promisedDueOn: string | null;
  readonly statutoryDueOn: string | null;
  readonly outcome: string | null;
  readonly certificate: string | null;
}

export interface PathView {
  /** Version of the catalogue; absent in what was folded before it was kept. */
  readonly catalogue?: string | null;
  readonly inapplicable: readonly {
    readonly code: string;
    readonly name: string;
    readonly department: string;
    readonly stage: string;
    readonly zh: string;
    readonly en: string;
    readonly basis: string;
  }[];
  readonly criticalPath: readonly string[];
  readonly earliestFinish: string | null;
  /** WD planned at the filing. */
  readonly budget: number | null;
}

export interface AgencyView {
  readonly caseId: string;
  readonly status:
    | 'offered'
    | 'entrusted'
    | 'assigned'
    | 'planned'
    | 'serving'
    | 'paused'
    | 'completed'
    | 'visited'
    | 'archived'
    | 'terminated';
  readonly since: string;
  readonly chief: string | null;
  readonly agents: readonly string[];
  /** Clocks of the case: `assign`, `contact`, `plan`, `visit`; each with the day that it started. */
  readonly dues: Dues<DueView & { readonly since: string }>;
  /** The present agents have been in touch. */
  readonly contacted: boolean;
}

export type ParcelStatus =
  | 'reserved'
  | 'evaluating'
  | 'drafting'
  | 'countersigning'
  | 'countersigned'
  | 'approved'
  | 'filed'
  | 'listed'
  | 'failed'
  | 'awarded'
  | 'contracted'
  | 'annotated'
  | 'building'
  | 'completionReview'
  | 'rectifying'
  | 'completionReviewed'
  | 'operating'
  | 'productionReview'
  | 'productionReviewed'
  | 'abandoned'
  | 'fulfilled'
  | 'breach'
  | 'returned'
  | 'cancelled';

export interface ParcelView {
  readonly parcelId: string;
  readonly parcelCode: string;
  readonly name: string;
  readonly division: string;
  readonly status: ParcelStatus;
  readonly since: string;
  readonly due: DueView | null;
  readonly askedOf: readonly string[];
  readonly closesOn: string | null;
  /** Which review an ordered rectification goes back to. */
  readonly rectifies: 'completion' | 'fullProduction' | null;
  /** Its registration bears the note “标准地”. */
  readonly annotated: boolean;
  readonly projectId: string | null;
}

/** The one that stands for the project's land: the first that it still has. */
export const parcelOf = ({ parcels }: Pick<DossierState, 'parcels'>): ParcelView | null =>
  parcels.find(({ status }) => status !== 'returned' && status !== 'abandoned') ?? parcels[0] ?? null;

export interface CheckView {
  readonly check: string;
  readonly department: string;
  readonly round: number;
  readonly passed: boolean | null;
  readonly finding: string | null;
}

export interface AcceptanceView {
  readonly caseId: string;
  readonly status:
    | 'open'
    | 'applied'
    | 'planningFailed'
    | 'verified'
    | 'fivePartyDone'
    | 'noticed'
    | 'accepted'
    | 'rectifying'
    | 'rechecking'
    | 'passed'
    | 'opinionIssued'
    | 'filed'
    | 'withdrawn'
    | 'lapsed'
    | 'closed';
  readonly since: string;
  /** Clocks of the case, as `planning`, `check`; of the joint visit one for each part, as `visit:fire`. */
  readonly dues: Dues;
  readonly checks: readonly CheckView[];
  /** Absent until the joint acceptance is accepted. */
  readonly leftOut?: readonly { readonly check: string; readonly reason: string }[];
}

/** One project as the events tell it, whatever order its cases' events came in. */
export interface DossierState {
  readonly projectId: string;
  readonly county: string;
  readonly version: number;
  readonly name: string;
  readonly company: string;
  readonly owner: string;
  readonly investorName: string;
  readonly division: string;
  readonly industry: string;
  readonly totalInvestment: string | null;
  readonly landMu: string | null;
  readonly projectCode: string | null;
  /** Departments and accounts that have a part in it, and so may see it. */
  readonly departments: readonly string[];
  readonly accounts: readonly string[];
  readonly admission: AdmissionView | null;
  readonly prereview: PrereviewView | null;
  /** Absent in what was folded before there were any. */
  readonly conditions?: readonly ConditionState[];
  readonly filing: { readonly caseId: string; readonly on: string } | null;
  readonly steps: readonly StepView[];
  /** 告知纠正 that is still open. */
  readonly filingToCorrect?: { readonly reason: string; readonly on: string } | null;
  /** What the path was planned to be; absent in what was folded before it was told. */
  readonly path?: PathView | null;
  readonly construction: {
    readonly on: string;
    readonly missing: readonly string[];
    readonly flagged?: readonly { readonly code: string; readonly department: string }[];
  } | null;
  readonly agency: AgencyView | null;
  /** What it has won and not lost again, in the order of their ids. */
  readonly parcels: readonly ParcelView[];
  readonly acceptance: AcceptanceView | null;
  /** When acceptance was first applied for: building ended, whichever of the two is read first. */
  readonly acceptanceAppliedOn: string | null;
  readonly completedOn: string | null;
  readonly givenUpOn: string | null;
  readonly intervals: readonly HeldInterval[];
  readonly timeline: readonly TimelineEntry[];
  readonly updatedOn: string;
}

export const emptyDossier = (projectId: string, county: string, on: string): DossierState => ({
  projectId,
  county,
  version: 0,
  name: '',
  company: '',
  owner: '',
  investorName: '',
  division: '',
  industry: '',
  totalInvestment: null,
  landMu: null,
  projectCode: null,
  departments: [],
  accounts: [],
  admission: null,
  prereview: null,
  filing: null,
  steps: [],
  construction: null,
  agency: null,
  parcels: [],
  acceptance: null,
  acceptanceAppliedOn: null,
  completedOn: null,
  givenUpOn: null,
  intervals: [],
  timeline: [],
  updatedOn: on,
});

/** A clock starts to be held; one of the same key that is open ends that day. */
export const holds = (
  state: DossierState,
  key: string,
  cause: Cause,
  department: string | null,
  on: string,
): DossierState => {
  const closed = released(state, key, on);
  const intervals = [...closed.intervals, { key, cause, department, start: on, end: null }];
  return { ...closed, intervals: intervals.sort(byKeyThenStart) };
};

/** So that they stand in the same order whichever case was read first. */
const byKeyThenStart = (a: HeldInterval, b: HeldInterval): number =>
  a.key === b.key ? a.start.localeCompare(b.start) : a.key < b.key ? -1 : 1;

/** The open interval of a key ends. */
export const released = (state: DossierState, key: string, on: string): DossierState => ({
  ...state,
  intervals: state.intervals.map((interval) =>
    interval.key === key && interval.end === null
      ? { ...interval, end: on < interval.start ? interval.start : on }
      : interval,
  ),
});

/** Given up: the earliest day that any service tells. Clocks that no service has stopped count up to it. */
export const givenUp = (state: DossierState, on: string): DossierState => ({
  ...state,
  givenUpOn: state.givenUpOn !== null && state.givenUpOn < on ? state.givenUpOn : on,
});

export const joined = (
  state: DossierState,
  departments: readonly string[],
  accounts: readonly string[] = [],
): DossierState => ({
  ...state,
  departments: [...new Set([...state.departments, ...departments])].sort(),
  accounts: [...new Set([...state.accounts, ...accounts])].sort(),
});
