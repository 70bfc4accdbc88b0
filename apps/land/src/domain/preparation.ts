import { type DecideContext, type Decision, decided, refused } from '@yizhan/aggregate/machine';
import { departmentNames, type LandEvent, refusal } from '@yizhan/contracts';
import { findIndicatorFault } from './indicators.ts';
import type { CommandOf, Parcel } from './parcel-state.ts';

type Decided = Decision<LandEvent>;

export const hasDoubles = (values: readonly string[]): boolean => new Set(values).size < values.length;

export const startEvaluation = (command: CommandOf<'startEvaluation'>, context: DecideContext): Decided =>
  hasDoubles(command.evaluations)
    ? refused(
        refusal(
          'invalid',
          'EVALUATION_TWICE',
          '同一评估不能重复',
          'an evaluation stands twice',
          'evaluations',
        ),
      )
    : decided({
        type: 'EvaluationStarted',
        data: { parcelId: context.caseId, evaluations: [...command.evaluations] },
      });

export const completeEvaluations = (
  state: Parcel,
  command: CommandOf<'completeEvaluations'>,
  context: DecideContext,
): Decided => {
  const given = command.results.map((result) => result.evaluation);
  const started = state.evaluations.map(({ evaluation }) => evaluation);
  if (hasDoubles(given))
    return refused(
      refusal('invalid', 'EVALUATION_TWICE', '同一评估不能重复', 'an evaluation stands twice', 'results'),
    );
  const stranger = given.find((evaluation) => !started.includes(evaluation));
  if (stranger !== undefined)
    return refused(
      refusal(
        'invalid',
        'EVALUATION_NOT_STARTED',
        `“${stranger}”没有启动`,
        `${stranger} was not started`,
        'results',
      ),
    );
  const missing = started.filter((evaluation) => !given.includes(evaluation));
  if (missing.length > 0)
    return refused(
      refusal(
        'refused',
        'EVALUATIONS_INCOMPLETE',
        `尚缺评估结果：${missing.join('、')}`,
        `results are missing: ${missing.join(', ')}`,
        'results',
      ),
    );
  return decided({
    type: 'EvaluationsCompleted',
    data: { parcelId: context.caseId, results: command.results },
  });
};

export const proposeIndicators = (
  command: CommandOf<'proposeIndicators'>,
  context: DecideContext,
): Decided => {
  const fault = findIndicatorFault(command.indicators);
  if (fault !== null) return refused(fault);
  if (hasDoubles(command.askedOf))
    return refused(
      refusal('invalid', 'DEPARTMENT_TWICE', '会签部门不能重复', 'a department stands twice', 'askedOf'),
    );
  return decided({
    type: 'IndicatorsProposed',
    data: {
      parcelId: context.caseId,
      indicators: [...command.indicators],
      askedOf: [...command.askedOf],
    },
  });
};

export const countersign = (
  state: Parcel,
  command: CommandOf<'countersignIndicators'>,
  context: DecideContext,
): Decided => {
  const own = state.countersigns.find(({ department }) => department === context.actor.unit);
  if (own === undefined) throw new Error('mayAct lets only departments asked countersign');
  if (own.opinion !== null)
    return refused(
      refusal(
        'conflict',
        'ALREADY_COUNTERSIGNED',
        '本部门已经会签',
        'the department has countersigned already',
      ),
    );
  const open = state.countersigns.filter(({ opinion }) => opinion === null);
  return decided({
    type: 'IndicatorsCountersigned',
    data: {
      parcelId: context.caseId,
      department: own.department,
      opinion: command.opinion,
      complete: open.length === 1,
    },
  });
};

export const approveScheme = (
  state: Parcel,
  command: CommandOf<'approveScheme'>,
  context: DecideContext,
): Decided => {
  const open = state.countersigns.filter(({ opinion }) => opinion === null);
  if (open.length > 0)
    return refused(
      refusal(
        'refused',
        'COUNTERSIGNING_INCOMPLETE',
        `尚未会签：${open.map(({ department }) => departmentNames[department]).join('、')}`,
        `still to countersign: ${open.map(({ department }) => department).join(', ')}`,
      ),
    );
  return decided({ type: 'SchemeApproved', data: { parcelId: context.caseId, opinion: command.opinion } });
};

export const fileStandardLand = (state: Parcel, context: DecideContext): Decided => {
  const receipt = context.receipt('BD');
  return {
    ok: true,
    receipt,
    events: [
      { type: 'StandardLandFiled', data: { parcelId: context.caseId, receipt, division: state.division } },
    ],
  };
};
