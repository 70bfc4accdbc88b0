import {
  type Applied,
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  earliest,
  type Machine,
  type Moment,
  refused,
} from '@yizhan/aggregate/machine';
import {
  type Actor,
  type AdmissionEvent,
  hasRole,
  type Investor,
  type ProjectFacts,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import { addMonths, endOfDay, type LegalDate, legalDate, parseLegalDate, startOfDay } from '@yizhan/workdays';
import { findFactFault } from './facts.ts';
import { longestPostponementMonths, supplementLimit } from './limits.ts';
import { type ApplicationStatus, statuses, table } from './states.ts';

type DataOf<T extends AdmissionEvent['type']> = Extract<AdmissionEvent, { type: T }>['data'];

export interface Application {
  readonly status: ApplicationStatus;
  readonly company: string;
  readonly owner: string;
  readonly investor: Investor;
  readonly facts: ProjectFacts;
  readonly electronicDelivery: boolean;
  readonly submittedOn: LegalDate;
  /** Counts the supplements asked for. */
  readonly round: number;
  readonly supplement: DataOf<'SupplementDemanded'> | null;
  readonly conclusion: (Pick<DataOf<'AdmissionConcluded'>, 'conclusion' | 'reason' | 'conditions'> & { readonly on: LegalDate }) | null;
  readonly reviewOn: LegalDate | null;
}

export type ApplicationCommand =
  | {
      readonly type: 'submitApplication';
      readonly investor: Investor;
      readonly facts: ProjectFacts;
      readonly electronicDelivery: boolean;
      readonly paper?: { readonly company: string; readonly owner: string; readonly receivedOn: string; readonly reason: string } | undefined;
    }
  | { readonly type: 'noteStage'; readonly stage: DataOf<'StageReached'>['stage'] }
  | { readonly type: 'demandSupplement'; readonly from: 'prereview' | 'conference'; readonly asked: DataOf<'SupplementDemanded'>['asked'] }
  | { readonly type: 'supplementApplication'; readonly facts: ProjectFacts; readonly note: string }
  | { readonly type: 'postpone'; readonly reviewOn: string; readonly reason: string }
  | {
      readonly type: 'concludeAdmission';
      readonly conclusion: DataOf<'AdmissionConcluded'>['conclusion'];
      readonly reason: string;
      readonly conditions: DataOf<'AdmissionConcluded'>['conditions'];
    }
  | { readonly type: 'deliverConclusion'; readonly deliveredOn: string; readonly reason: string }
  | { readonly type: 'withdrawApplication'; readonly reason: string }
  | { readonly type: 'giveUpProject'; readonly reason: string };

type Of<T extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: T }>;

/** A date a window clerk enters: the past with a reason, the future never, never before the step before (domain §2). */
const enteredDate = (text: string, today: LegalDate, notBefore: LegalDate | null, field: string): { ok: true; on: LegalDate } | { ok: false; refusal: Refusal } => {
  const read = parseLegalDate(text);
  if (!read.ok) return refused(refusal('invalid', read.code, read.zh, read.en, field));
  if (read.value > today) return refused(refusal('invalid', 'DATE_IN_FUTURE', '日期不能晚于今天', 'the date lies in the future', field));
  if (notBefore !== null && read.value < notBefore)
    return refused(refusal('invalid', 'DATE_BEFORE_STEP', '日期不能早于上一环节', 'the date lies before the step before', field));
  return { ok: true, on: read.value };
};

const submit = (command: Of<'submitApplication'>, context: DecideContext): Decision<AdmissionEvent> => {
  const { actor, today } = context;
  const fault = findFactFault(actor.county, command.investor, command.facts);
  if (fault !== null) return refused(fault);
  const onPaper = hasRole(actor, 'windowClerk');
  if (onPaper && command.paper === undefined)
    return refused(refusal('invalid', 'PAPER_DETAILS_MISSING', '窗口代办须填写申请企业和收件日期', 'filing on paper needs company and day of receipt', 'paper'));
  if (!onPaper && command.paper !== undefined)
    return refused(refusal('forbidden', 'PAPER_BY_CLERK_ONLY', '只有窗口人员可以登记纸质件', 'only a window clerk files on paper', 'paper'));
  const company = command.paper?.company ?? actor.company;
  if (company === undefined)
    return refused(refusal('forbidden', 'NO_COMPANY', '您的账号还没有关联企业', 'the account speaks for no company'));
  const received = command.paper === undefined ? ({ ok: true, on: today } as const) : enteredDate(command.paper.receivedOn, today, null, 'paper.receivedOn');
  if (!received.ok) return received;
  const receipt = context.receipt('ZR');
  return {
    ok: true,
    receipt,
    events: [
      {
        type: 'ApplicationSubmitted',
        effectiveOn: received.on,
        data: {
          receipt,
          company,
          owner: command.paper?.owner ?? actor.id,
          investor: command.investor,
          facts: command.facts,
          onPaper,
          ...(command.paper === undefined ? {} : { paperReason: command.paper.reason }),
          electronicDelivery: command.electronicDelivery,
        },
      },
    ],
  };
};

const supplement = (state: Application, command: Of<'supplementApplication'>, context: DecideContext): Decision<AdmissionEvent> => {
  const fault = findFactFault(context.actor.county, state.investor, command.facts);
  if (fault !== null) return refused(fault);
  if (command.facts.division !== state.facts.division)
    return refused(refusal('invalid', 'DIVISION_FIXED', '补充时不能更换属地，请撤回后重新申请', 'the division cannot change in a supplement', 'facts.division'));
  const receipt = context.receipt('ZR');
  return {
    ok: true,
    receipt,
    events: [
      {
        type: 'ApplicationSupplemented',
        data: {
          receipt,
          round: state.round,
          facts: command.facts,
          note: command.note,
          backTo: state.supplement?.from === 'conference' ? 'summarising' : 'submitted',
        },
      },
    ],
  };
};

const postpone = (command: Of<'postpone'>, context: DecideContext): Decision<AdmissionEvent> => {
  const read = parseLegalDate(command.reviewOn);
  if (!read.ok) return refused(refusal('invalid', read.code, read.zh, read.en, 'reviewOn'));
  if (read.value <= context.today || read.value > addMonths(context.today, longestPostponementMonths))
    return refused(refusal('refused', 'REVIEW_DATE', '复审日期须在今天之后、六个月之内', 'the review date must lie within six months', 'reviewOn'));
  return decided({ type: 'AdmissionPostponed', data: { reviewOn: read.value, reason: command.reason } });
};

const conclude = (state: Application, command: Of<'concludeAdmission'>, context: DecideContext): Decision<AdmissionEvent> => {
  const { conclusion, reason, conditions } = command;
  const concluded: Emitted<AdmissionEvent> = {
    type: 'AdmissionConcluded',
    data: { conclusion, reason, conditions: [...conditions], company: state.company, division: state.facts.division },
  };
  // Placed in the inbox of an applicant who agreed to electronic delivery, it is notified; on paper a clerk delivers it.
  if (!state.electronicDelivery) return decided(concluded);
  return decided<AdmissionEvent>(concluded, { type: 'ConclusionNotified', data: { receipt: context.receipt('HG'), channel: 'inbox' } });
};

const decide = (state: Application | undefined, command: ApplicationCommand, context: DecideContext): Decision<AdmissionEvent> => {
  if (state === undefined)
    return command.type === 'submitApplication'
      ? submit(command, context)
      : refused(refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个申请', 'no such application'));
  switch (command.type) {
    case 'submitApplication':
      return refused(refusal('conflict', 'CASE_EXISTS', '这个申请已经提交', 'the application was submitted already'));
    case 'noteStage':
      return decided({ type: 'StageReached', data: { stage: command.stage } });
    case 'demandSupplement':
      return decided({
        type: 'SupplementDemanded',
        data: { from: command.from, round: state.round + 1, asked: [...command.asked], due: dueFrom(context.calendar, supplementLimit, context.today) },
      });
    case 'supplementApplication':
      return supplement(state, command, context);
    case 'postpone':
      return postpone(command, context);
    case 'concludeAdmission':
      return conclude(state, command, context);
    case 'deliverConclusion': {
      const delivered = enteredDate(command.deliveredOn, context.today, state.conclusion?.on ?? null, 'deliveredOn');
      if (!delivered.ok) return delivered;
      const receipt = context.receipt('HG');
      return { ok: true, receipt, events: [{ type: 'ConclusionNotified', effectiveOn: delivered.on, data: { receipt, channel: 'paper' } }] };
    }
    case 'withdrawApplication':
      return decided({ type: 'ApplicationWithdrawn', data: { reason: command.reason } });
    case 'giveUpProject':
      return decided({ type: 'ProjectGivenUp', data: { reason: command.reason, stage: state.status } });
  }
};

const elapse = (state: Application, moment: Moment): readonly Emitted<AdmissionEvent>[] => {
  const due = state.supplement?.due.dueOn;
  if (due !== undefined && moment.now >= endOfDay(legalDate(due)))
    return [{ type: 'ApplicationLapsed', data: { dueOn: due }, effectiveOn: moment.today }];
  if (state.reviewOn !== null && moment.now >= startOfDay(state.reviewOn))
    return [{ type: 'AdmissionReviewDue', data: { reviewOn: state.reviewOn }, effectiveOn: state.reviewOn }];
  return [];
};

const evolve = (state: Application | undefined, event: Applied<AdmissionEvent>): Application => {
  if (event.type === 'ApplicationSubmitted') {
    const { company, owner, investor, facts, electronicDelivery } = event.data;
    return {
      status: 'submitted',
      company,
      owner,
      investor,
      facts,
      electronicDelivery,
      submittedOn: event.effectiveOn,
      round: 0,
      supplement: null,
      conclusion: null,
      reviewOn: null,
    };
  }
  if (state === undefined) throw new Error(`${event.type} before ApplicationSubmitted`);
  switch (event.type) {
    case 'StageReached':
      return { ...state, status: event.data.stage };
    case 'SupplementDemanded':
      return { ...state, status: event.data.from === 'conference' ? 'supplementing' : 'returned', round: event.data.round, supplement: event.data };
    case 'ApplicationSupplemented':
      return { ...state, status: event.data.backTo, facts: event.data.facts, supplement: null };
    case 'ApplicationLapsed':
      return { ...state, status: 'lapsed', supplement: null };
    case 'ApplicationWithdrawn':
      return { ...state, status: 'withdrawn', supplement: null, reviewOn: null };
    case 'AdmissionPostponed':
      return { ...state, status: 'postponed', reviewOn: legalDate(event.data.reviewOn) };
    case 'AdmissionReviewDue':
      return { ...state, status: 'summarising', reviewOn: null };
    case 'AdmissionConcluded': {
      const { conclusion, reason, conditions } = event.data;
      return { ...state, status: conclusion, conclusion: { conclusion, reason, conditions, on: event.effectiveOn } };
    }
    case 'ConclusionNotified':
      return { ...state, status: 'replied' };
    case 'ProjectGivenUp':
      return { ...state, status: 'givenUp' };
  }
};

/** An enterprise acts on its own company's applications alone; to others the case does not exist. */
const mayAct = (state: Application | undefined, _command: ApplicationCommand, actor: Actor): Refusal | null =>
  state !== undefined && hasRole(actor, 'enterprise') && actor.company !== state.company
    ? refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个申请', 'no such application')
    : null;

/** 准入申请: one case a project; its id is the project's. */
export const applicationMachine: Machine<Application, ApplicationCommand, AdmissionEvent, ApplicationStatus> = {
  service: 'admission',
  kind: 'application',
  prefix: 'prj',
  table,
  statuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse,
  evolve,
  dueAt: (state) =>
    earliest(
      state.supplement === null ? null : endOfDay(legalDate(state.supplement.due.dueOn)),
      state.reviewOn === null ? null : startOfDay(state.reviewOn),
    ),
  search: (state) => ({ company: state.company, division: state.facts.division, name: state.facts.name }),
  key: (caseId) => caseId,
};
