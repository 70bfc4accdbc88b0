import {
  type Applied,
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  earliest,
  enteredDate,
  type Machine,
  type Moment,
  movedDue,
  refused,
} from '@yizhan/aggregate/machine';
import { type Actor, hasRole, postponement, type Refusal, refusal } from '@yizhan/contracts';
import {
  addCalendarDays,
  addMonths,
  endOfDay,
  legalDate,
  parseLegalDate,
  startOfDay,
} from '@yizhan/workdays';
import type { Application, ApplicationCommand, ApplicationEvent, Of } from './case.ts';
import { supplementLimit } from './limits.ts';
import { type ApplicationStatus, statuses, table } from './states.ts';
import { submit, supplement } from './submission.ts';

/** Six months from the day it was proposed: a proposal that arrives a day late is still the same proposal. */
const postpone = ({ proposedOn, reviewOn, reason }: Of<'postpone'>): Decision<ApplicationEvent> => {
  const read = parseLegalDate(reviewOn);
  if (!read.ok) return refused(refusal('invalid', read.code, read.zh, read.en, 'reviewOn'));
  if (read.value <= proposedOn || read.value > addMonths(proposedOn, postponement.months))
    return refused(
      refusal(
        'refused',
        'REVIEW_DATE',
        '复审日期须在今天之后、六个月之内',
        'the review date must lie within six months',
        'reviewOn',
      ),
    );
  return decided({ type: 'AdmissionPostponed', data: { reviewOn: read.value, reason } });
};

const conclude = (
  state: Application,
  command: Of<'concludeAdmission'>,
  context: DecideContext,
): Decision<ApplicationEvent> => {
  const { conclusion, reason, conditions } = command;
  const concluded: Emitted<ApplicationEvent> = {
    type: 'AdmissionConcluded',
    data: {
      conclusion,
      reason,
      conditions: [...conditions],
      company: state.company,
      division: state.facts.division,
    },
  };
  // Placed in the inbox of an applicant who agreed to electronic delivery, it is notified; on paper a clerk delivers it.
  if (!state.electronicDelivery) return decided(concluded);
  return decided<ApplicationEvent>(concluded, {
    type: 'ConclusionNotified',
    data: { receipt: context.receipt('HG'), channel: 'inbox' },
  });
};

const decide = (
  state: Application | undefined,
  command: ApplicationCommand,
  context: DecideContext,
): Decision<ApplicationEvent> => {
  if (state === undefined)
    return command.type === 'submitApplication'
      ? submit(command, context)
      : refused(refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个申请', 'no such application'));
  switch (command.type) {
    case 'submitApplication':
      return refused(
        refusal('conflict', 'CASE_EXISTS', '这个申请已经提交', 'the application was submitted already'),
      );
    case 'noteStage':
      return decided({
        type: 'StageReached',
        data: {
          stage: command.stage,
          ...(command.departments === undefined ? {} : { departments: [...command.departments] }),
        },
      });
    case 'demandSupplement':
      return decided({
        type: 'SupplementDemanded',
        data: {
          from: command.from,
          round: state.round + 1,
          asked: [...command.asked],
          due: dueFrom(context.calendar, supplementLimit, context.today),
        },
      });
    case 'supplementApplication':
      return supplement(state, command, context);
    case 'postpone':
      return postpone(command);
    case 'concludeAdmission':
      return conclude(state, command, context);
    case 'deliverConclusion': {
      const delivered = enteredDate(
        command.deliveredOn,
        context.today,
        state.conclusion?.on ?? null,
        'deliveredOn',
      );
      if (!delivered.ok) return delivered;
      const receipt = context.receipt('HG');
      return {
        ok: true,
        receipt,
        events: [
          {
            type: 'ConclusionNotified',
            effectiveOn: delivered.on,
            data: { receipt, channel: 'paper', reason: command.reason },
          },
        ],
      };
    }
    case 'withdrawApplication':
      return decided({ type: 'ApplicationWithdrawn', data: { reason: command.reason } });
    case 'giveUpProject':
      return decided({ type: 'ProjectGivenUp', data: { reason: command.reason, stage: state.status } });
    case 'followGivingUp':
      return decided({
        type: 'ProjectGivenUp',
        effectiveOn: command.on,
        data: { reason: command.reason, stage: state.status },
      });
  }
};

/** What is asked for and may still lapse. */
const waitedFor = ({ status, supplement }: Application): Application['supplement'] =>
  status === 'lapsed' ? null : supplement;

const elapse = (state: Application, moment: Moment): readonly Emitted<ApplicationEvent>[] => {
  const supplement = waitedFor(state);
  // Another calendar moves the day first: nothing lapses by one that is no longer.
  const moved =
    supplement === null
      ? []
      : movedDue(
          { clock: 'supplement', holder: 'enterprise' },
          supplement.due,
          { limit: supplementLimit, start: supplement.on },
          moment.calendar,
        );
  return [
    ...moved.map((data) => ({ type: 'DueMoved' as const, data: { projectId: moment.caseId, ...data } })),
    ...elapseBy(state, moved[0]?.to.dueOn ?? supplement?.due.dueOn, moment),
  ];
};

const elapseBy = (
  state: Application,
  due: string | undefined,
  moment: Moment,
): readonly Emitted<ApplicationEvent>[] => {
  if (due !== undefined && moment.now >= endOfDay(legalDate(due)))
    return [
      { type: 'ApplicationLapsed', data: { dueOn: due }, effectiveOn: addCalendarDays(legalDate(due), 1) },
    ];
  if (state.reviewOn !== null && moment.now >= startOfDay(state.reviewOn))
    return [{ type: 'AdmissionReviewDue', data: { reviewOn: state.reviewOn }, effectiveOn: state.reviewOn }];
  return [];
};

const evolve = (state: Application | undefined, event: Applied<ApplicationEvent>): Application => {
  if (event.type === 'ApplicationSubmitted') {
    const { company, owner, investor, facts, electronicDelivery, refilingOf } = event.data;
    return {
      status: 'submitted',
      company,
      owner,
      investor,
      facts,
      ...(refilingOf === undefined ? {} : { refilingOf }),
      electronicDelivery,
      submittedOn: event.effectiveOn,
      round: 0,
      supplement: null,
      askedDepartments: [],
      conclusion: null,
      reviewOn: null,
    };
  }
  if (state === undefined) throw new Error(`${event.type} before ApplicationSubmitted`);
  switch (event.type) {
    case 'StageReached':
      return {
        ...state,
        status: event.data.stage,
        askedDepartments: event.data.departments ?? state.askedDepartments,
      };
    case 'SupplementDemanded':
      return {
        ...state,
        status: event.data.from === 'conference' ? 'supplementing' : 'returned',
        round: event.data.round,
        supplement: { ...event.data, on: event.effectiveOn },
      };
    case 'DueMoved':
      return {
        ...state,
        supplement: state.supplement === null ? null : { ...state.supplement, due: event.data.to },
      };
    case 'ApplicationSupplemented':
      return { ...state, status: event.data.backTo, facts: event.data.facts, supplement: null };
    case 'ApplicationLapsed':
      return { ...state, status: 'lapsed' };
    case 'ApplicationWithdrawn':
      return { ...state, status: 'withdrawn', supplement: null, reviewOn: null };
    case 'AdmissionPostponed':
      return { ...state, status: 'postponed', reviewOn: legalDate(event.data.reviewOn) };
    case 'AdmissionReviewDue':
      return { ...state, status: 'summarising', reviewOn: null };
    case 'AdmissionConcluded': {
      const { conclusion, reason, conditions } = event.data;
      return {
        ...state,
        status: conclusion,
        conclusion: { conclusion, reason, conditions, on: event.effectiveOn },
      };
    }
    case 'ConclusionNotified':
      return { ...state, status: 'replied' };
    case 'ProjectGivenUp':
      return { ...state, status: 'givenUp', supplement: null, reviewOn: null };
  }
};

/** An enterprise acts on its own company's applications alone; to others the case does not exist. */
const mayAct = (
  state: Application | undefined,
  _command: ApplicationCommand,
  actor: Actor,
): Refusal | null =>
  state !== undefined && hasRole(actor, 'enterprise') && actor.company !== state.company
    ? refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个申请', 'no such application')
    : null;

/** 准入申请: one case a project; its id is the project's. */
export const applicationMachine: Machine<
  Application,
  ApplicationCommand,
  ApplicationEvent,
  ApplicationStatus
> = {
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
  dueAt: (state) => {
    const supplement = waitedFor(state);
    return earliest(
      supplement === null ? null : endOfDay(legalDate(supplement.due.dueOn)),
      state.reviewOn === null ? null : startOfDay(state.reviewOn),
    );
  },
  search: (state) => ({
    company: state.company,
    division: state.facts.division,
    name: state.facts.name,
    investor: state.investor.kind === 'company' ? state.investor.creditCode : state.investor.name,
    parcelWish: state.facts.parcelWish ?? null,
  }),
  key: (caseId) => caseId,
};
