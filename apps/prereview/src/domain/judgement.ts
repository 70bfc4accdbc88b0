import { type DecideContext, type Decision, decided, dueFrom, refused } from '@yizhan/aggregate/machine';
import {
  type Actor,
  departmentNames,
  departmentSchema,
  type PrereviewEvent,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import type { AskedDepartment, Judgement, Of, Prereview } from './case.ts';
import { type ChosenDepartment, chooseDepartments, isComplex, type Subject } from './department-rules.ts';
import { limitOf } from './limits.ts';

/** Opens the judgement of the departments that the rules choose; none asked before is left out or loses its veto. */
export const openJudgement = (state: Prereview, subject: Subject, context: DecideContext): PrereviewEvent => {
  const departments = withThoseBefore(state.judgement, chooseDepartments(subject, state.openedOn));
  const complex = isComplex(subject, departments);
  const limit = limitOf(complex ? 'prereview.complexOpinion' : 'prereview.opinion', state.openedOn);
  return {
    type: 'JudgementOpened',
    data: {
      projectId: state.projectId,
      complex,
      departments: [...departments],
      due: dueFrom(context.calendar, limit, context.today),
    },
  };
};

const withThoseBefore = (
  before: Judgement | null,
  chosen: readonly ChosenDepartment[],
): readonly ChosenDepartment[] => {
  const earlier = before?.departments ?? [];
  const hadVeto = new Set(earlier.filter(({ veto }) => veto).map(({ department }) => department));
  const names = new Set(chosen.map(({ department }) => department));
  const left = earlier.filter(({ department }) => !names.has(department));
  return [
    ...chosen.map((asked) => ({ ...asked, veto: asked.veto || hadVeto.has(asked.department) })),
    ...left.map(({ department, because, veto }) => ({ department, because, veto })),
  ];
};

/** Do changed facts ask for a department, or give one a veto, that the judgement so far does not know? */
export const asksForMore = (before: Judgement | null, subject: Subject, state: Prereview): boolean =>
  chooseDepartments(subject, state.openedOn).some((chosen) => {
    const asked = before?.departments.find(({ department }) => department === chosen.department);
    return asked === undefined || (chosen.veto && !asked.veto);
  });

const askedOf = (state: Prereview, actor: Actor): AskedDepartment | undefined =>
  state.judgement?.departments.find(({ department }) => department === actor.unit);

export const notAsked = (state: Prereview, actor: Actor): Refusal | null =>
  state.judgement !== null && askedOf(state, actor) === undefined
    ? refusal(
        'forbidden',
        'DEPARTMENT_NOT_ASKED',
        '本项目没有征求您部门的意见',
        'your department was not asked',
      )
    : null;

const faultOf = (command: Of<'giveOpinion' | 'reviseOpinion'>): Refusal | null => {
  const conditions = command.conditions?.length ?? 0;
  if (command.opinion === 'disagree' && command.basis === undefined)
    return refusal('invalid', 'BASIS_MISSING', '不同意须写明依据', 'disagreement needs its basis', 'basis');
  if (command.opinion === 'agreeWithConditions' && conditions === 0)
    return refusal(
      'invalid',
      'CONDITIONS_MISSING',
      '有条件同意须列明条件',
      'agreement with conditions needs them',
      'conditions',
    );
  if (command.opinion !== 'agreeWithConditions' && conditions > 0)
    return refusal(
      'invalid',
      'CONDITIONS_NOT_OPEN',
      '只有有条件同意才能附条件',
      'only that opinion has conditions',
      'conditions',
    );
  return null;
};

/** One opinion a department and reading; the last one of all completes the judgement in the same save. */
export const giveOpinion = (
  state: Prereview,
  command: Of<'giveOpinion' | 'reviseOpinion'>,
  context: DecideContext,
): Decision<PrereviewEvent> => {
  const { judgement, projectId } = state;
  const asked = askedOf(state, context.actor);
  if (judgement === null || asked === undefined) throw new Error('an opinion without a judgement');
  const again = command.type === 'reviseOpinion' && judgement.reading > (asked.opinion?.reading ?? 0);
  if (asked.opinion !== null && !again)
    return refused(
      refusal('conflict', 'OPINION_GIVEN', '您部门已提交研判意见', 'your department has answered already'),
    );
  const fault = faultOf(command);
  if (fault !== null) return refused(fault);
  const department = departmentSchema.parse(asked.department);
  const given: PrereviewEvent = {
    type: 'OpinionGiven',
    data: {
      projectId,
      department,
      opinion: command.opinion,
      text: command.text,
      ...(command.basis === undefined ? {} : { basis: command.basis }),
      conditions: (command.conditions ?? []).map((condition) => ({ ...condition, department })),
    },
  };
  const silent = judgement.departments.filter((entry) => entry.opinion === null && entry !== asked);
  if (command.type === 'reviseOpinion' || state.status === 'conferring' || silent.length > 0)
    return decided(given);
  const due = dueFrom(context.calendar, limitOf('prereview.summary', state.openedOn), context.today);
  return decided<PrereviewEvent>(given, { type: 'JudgementCompleted', data: { projectId, due } });
};

export const silentOf = (state: Prereview): readonly AskedDepartment[] =>
  (state.judgement?.departments ?? []).filter(({ opinion }) => opinion === null);

/** Without a conference only where all say 同意. */
export const summarise = (state: Prereview, command: Of<'summariseJudgement'>): Decision<PrereviewEvent> => {
  const others = (state.judgement?.departments ?? []).filter(({ opinion }) => opinion?.opinion !== 'agree');
  if (others.length > 0) {
    const names = others.map(({ department }) => departmentNames[department]).join('、');
    return refused(
      refusal(
        'refused',
        'NOT_UNANIMOUS',
        `${names}没有无条件同意，须召开会商`,
        'not every department agrees: a conference is needed',
      ),
    );
  }
  return decided({
    type: 'ProposalMade',
    data: {
      projectId: state.projectId,
      proposal: { conclusion: 'agreed', reason: command.reason },
      by: 'summary',
    },
  });
};
