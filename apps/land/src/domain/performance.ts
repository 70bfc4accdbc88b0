import { type DecideContext, type Decision, decided, type Emitted, refused } from '@yizhan/aggregate/machine';
import { type LandEvent, type Refusal, refusal } from '@yizhan/contracts';
import {
  addMonths,
  type Calendar,
  countCalendarDays,
  dueOn,
  type LegalDate,
  legalDate,
} from '@yizhan/workdays';
import { findMeasurementFault, judge, type Stage, withNewer } from './indicators.ts';
import { rectificationLimit, rectificationTerm } from './limits.ts';
import type { CommandOf, Parcel } from './parcel-state.ts';

type Decided = Decision<LandEvent>;

/** The project that the parcel was awarded to; null where the winner has none here. */
export const projectOf = (state: Parcel): string | null => state.award?.projectId ?? null;

export const noProject: Refusal = refusal(
  'refused',
  'AWARD_WITHOUT_PROJECT',
  '成交结果未关联项目，不能办理',
  'the award has no project',
);

/** The project of a parcel under contract: signing made sure of it. */
const contractedProject = (state: Parcel): string => {
  const projectId = projectOf(state);
  if (projectId === null) throw new Error('a parcel under contract has a project');
  return projectId;
};

export const signContracts = (
  state: Parcel,
  command: CommandOf<'signContracts'>,
  context: DecideContext,
): Decided => {
  const projectId = projectOf(state);
  if (projectId === null) return refused(noProject);
  if (state.abandonedOn !== null)
    return refused(
      refusal(
        'refused',
        'PROJECT_GIVEN_UP',
        '竞得人已放弃该项目，不能签订合同；请登记流拍或收回地块',
        'the project was given up: its contracts are not signed any more',
      ),
    );
  const holding = command.holding ?? [];
  if (holding.length > 0)
    return refused(
      refusal(
        'refused',
        'CONDITION_OPEN',
        `准入条件尚未落实，暂不能签订合同：${holding.join('；')}`,
        'a condition of admission that the contracts wait for is not met',
      ),
    );
  return decided({
    type: 'ContractsSigned',
    data: {
      parcelId: context.caseId,
      projectId,
      legalityOpinion: command.legalityOpinion,
      simulated: true,
      indicators: [...state.indicators],
    },
  });
};

export const annotate = (
  state: Parcel,
  command: CommandOf<'annotateRegistration'>,
  context: DecideContext,
): Decided =>
  state.registration === null
    ? decided({
        type: 'RegistrationAnnotated',
        data: { parcelId: context.caseId, projectId: contractedProject(state), note: command.note },
      })
    : refused(
        refusal(
          'conflict',
          'ALREADY_ANNOTATED',
          '已经备注登记',
          'the registration has been annotated already',
        ),
      );

export const noteConstruction = (
  state: Parcel,
  command: CommandOf<'noteConstruction'>,
  context: DecideContext,
): Decided =>
  decided({
    type: 'ParcelUnderConstruction',
    effectiveOn: legalDate(command.on),
    data: { parcelId: context.caseId, projectId: contractedProject(state), on: command.on },
  });

/** The duties of the contracts stay; nothing of the parcel is undone by itself. */
export const noteProjectGivenUp = (state: Parcel, context: DecideContext): Decided => {
  const projectId = projectOf(state);
  return projectId === null || state.abandonedOn !== null
    ? decided()
    : decided({ type: 'ParcelAbandoned', data: { parcelId: context.caseId, projectId } });
};

export const openCompletionReview = (state: Parcel, context: DecideContext): Decided =>
  decided({
    type: 'CompletionReviewOpened',
    data: { parcelId: context.caseId, projectId: contractedProject(state) },
  });

/** The last day of so many months; a maximum, it rolls off a holiday. */
const rectifyBy = (calendar: Calendar, start: LegalDate, months: number): LegalDate =>
  dueOn(calendar, rectificationLimit(countCalendarDays(start, addMonths(start, months))), start);

const review = (
  state: Parcel,
  command: CommandOf<'recordCompletionReview' | 'recordProductionReview'>,
  stage: Stage,
  context: DecideContext,
): Decided => {
  const fault = findMeasurementFault(state.indicators, state.results, stage, command.measured);
  if (fault !== null) return refused(fault);
  const months = command.rectificationMonths ?? rectificationTerm.standard;
  if (months < rectificationTerm.least || months > rectificationTerm.most)
    return refused(
      refusal(
        'refused',
        'RECTIFICATION_MONTHS',
        `整改期限应为${rectificationTerm.least}至${rectificationTerm.most}个月`,
        `a rectification takes ${rectificationTerm.least} to ${rectificationTerm.most} months`,
        'rectificationMonths',
      ),
    );
  const results = command.measured.flatMap((measurement) =>
    state.indicators
      .filter(({ kind }) => kind === measurement.kind)
      .map((indicator) => judge(indicator, measurement)),
  );
  const ofStage = new Set(
    state.indicators.filter(({ judgedAt }) => judgedAt === stage).map(({ kind }) => kind),
  );
  const passed = withNewer(state.results, results).every(({ kind, met }) => met || !ofStage.has(kind));
  const common = { parcelId: context.caseId, projectId: contractedProject(state) };
  const reviewed: Emitted<LandEvent> = {
    type: stage === 'completion' ? 'CompletionReviewed' : 'ProductionReviewed',
    data: { ...common, results, passed },
  };
  if (!passed) {
    const dueOnDay = rectifyBy(context.calendar, context.today, months);
    return decided<LandEvent>(reviewed, {
      type: 'RectificationOrdered',
      data: { ...common, at: stage, months, dueOn: dueOnDay },
    });
  }
  return stage === 'completion'
    ? decided(reviewed)
    : decided<LandEvent>(reviewed, { type: 'ObligationsFulfilled', data: common });
};

export const reviewCompletion = (
  state: Parcel,
  command: CommandOf<'recordCompletionReview'>,
  context: DecideContext,
): Decided =>
  state.completionPassedOn === null
    ? review(state, command, 'completion', context)
    : refused(
        refusal(
          'conflict',
          'ALREADY_REVIEWED',
          '竣工复核已经通过',
          'the completion review has been passed already',
        ),
      );

export const reviewProduction = (
  state: Parcel,
  command: CommandOf<'recordProductionReview'>,
  context: DecideContext,
): Decided => review(state, command, 'fullProduction', context);

export const reportRectification = (
  state: Parcel,
  command: CommandOf<'reportRectification'>,
  context: DecideContext,
): Decided =>
  decided({
    type: 'RectificationReported',
    data: { parcelId: context.caseId, projectId: contractedProject(state), report: command.report },
  });

export const startOperation = (state: Parcel, context: DecideContext): Decided =>
  state.completionPassedOn === null
    ? refused(
        refusal(
          'refused',
          'COMPLETION_NOT_PASSED',
          '竣工复核尚未通过',
          'the completion review has not been passed',
        ),
      )
    : decided({
        type: 'InitialOperationStarted',
        data: { parcelId: context.caseId, projectId: contractedProject(state) },
      });

export const openBreach = (
  state: Parcel,
  command: CommandOf<'openBreach'>,
  context: DecideContext,
): Decided =>
  decided({
    type: 'BreachOpened',
    data: { parcelId: context.caseId, projectId: contractedProject(state), reason: command.reason },
  });

export const returnParcel = (
  state: Parcel,
  command: CommandOf<'returnParcel'>,
  context: DecideContext,
): Decided => {
  const projectId = projectOf(state);
  if (projectId === null) return refused(noProject);
  return decided({
    type: 'ParcelReturned',
    data: { parcelId: context.caseId, projectId, reason: command.reason },
  });
};
