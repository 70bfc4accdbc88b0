import {
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  refused,
} from '@yizhan/aggregate/machine';
import { type AcceptanceEvent, departmentNames, type Refusal, refusal } from '@yizhan/contracts';
import type { Acceptance, Of } from './case.ts';
import { parts } from './checks.ts';
import { failedOf } from './evolve.ts';
import { limitOf } from './limits.ts';

/** What is wrong with the parts that the lead has put together; null when nothing. */
const findPartFault = ({ checks, specialWorks }: Of<'acceptJointAcceptance'>): Refusal | null => {
  const seen = new Set<string>();
  for (const [index, { check, department }] of checks.entries()) {
    const { zh, competent } = parts[check];
    if (seen.has(check))
      return refusal(
        'invalid',
        'CHECK_TWICE',
        `“${zh}”列了两次`,
        `${check} stands twice`,
        `checks.${index}.check`,
      );
    seen.add(check);
    if (!competent.includes(department))
      return refusal(
        'invalid',
        'DEPARTMENT_NOT_COMPETENT',
        `“${zh}”应由${competent.map((id) => departmentNames[id]).join('或')}查验`,
        `${department} is not competent for ${check}`,
        `checks.${index}.department`,
      );
  }
  return specialWorks === true && !seen.has('fire')
    ? refusal(
        'invalid',
        'SPECIAL_WORKS_NEED_FIRE',
        '特殊建设工程须包括消防查验',
        'special works need the fire check',
        'specialWorks',
      )
    : null;
};

/** 受理 · 并联查验: every department's clock starts at once. */
export const acceptJoint = (
  state: Acceptance,
  command: Of<'acceptJointAcceptance'>,
  { calendar, today }: DecideContext,
): Decision<AcceptanceEvent> => {
  const fault = findPartFault(command);
  if (fault !== null) return refused(fault);
  const appliedOn = state.appliedOn ?? today;
  return decided({
    type: 'AcceptanceAccepted',
    data: {
      projectId: state.projectId,
      checks: command.checks.map(({ check, department }) => ({ check, department })),
      visitBy: dueFrom(calendar, limitOf('acceptance.visit', appliedOn), today),
      ...(command.specialWorks === true
        ? { fireBy: dueFrom(calendar, limitOf('acceptance.specialFire', appliedOn), today) }
        : {}),
    },
  });
};

const findRecordFault = (state: Acceptance, { check }: Of<'recordCheck'>): Refusal | null => {
  if (state.pending.includes(check)) return null;
  const part = state.checks.find((candidate) => candidate.check === check);
  const { zh } = parts[check];
  if (part === undefined)
    return refusal(
      'invalid',
      'CHECK_NOT_INCLUDED',
      `本次验收不查“${zh}”`,
      `${check} is no part of it`,
      'check',
    );
  return part.results.some(({ round }) => round === state.round)
    ? refusal(
        'conflict',
        'CHECK_RECORDED',
        `“${zh}”本轮结果已登记`,
        `${check} is recorded in this round already`,
        'check',
      )
    : refusal(
        'conflict',
        'CHECK_PASSED_BEFORE',
        `“${zh}”上一轮已合格，复验只查不合格项`,
        `${check} passed before: only failed parts are checked again`,
        'check',
      );
};

/** A part's result; the last one of the round decides for all. */
export const recordCheck = (
  state: Acceptance,
  command: Of<'recordCheck'>,
  { calendar, today }: DecideContext,
): Decision<AcceptanceEvent> => {
  const fault = findRecordFault(state, command);
  if (fault !== null) return refused(fault);
  const { projectId, round } = state;
  const { check, passed, finding } = command;
  const recorded: Emitted<AcceptanceEvent> = {
    type: 'CheckRecorded',
    data: { projectId, check, round, result: { passed, finding } },
  };
  if (state.pending.length > 1) return decided(recorded);
  const failed = [...failedOf(state), ...(passed ? [] : [check])];
  if (failed.length > 0)
    return decided<AcceptanceEvent>(recorded, { type: 'RectificationRequired', data: { projectId, failed } });
  const opinionBy = dueFrom(calendar, limitOf('acceptance.opinion', state.appliedOn ?? today), today);
  return decided<AcceptanceEvent>(recorded, { type: 'ChecksPassed', data: { projectId, opinionBy } });
};

/** 整改 done: what failed, and nothing else, is checked again. */
export const reportRectification = (
  state: Acceptance,
  { report }: Of<'reportAcceptanceRectification'>,
  { calendar, today, receipt: numbered }: DecideContext,
): Decision<AcceptanceEvent> => {
  const receipt = numbered('YS');
  return {
    ok: true,
    receipt,
    events: [
      {
        type: 'RectificationReported',
        data: {
          projectId: state.projectId,
          receipt,
          report,
          recheck: [...failedOf(state)],
          recheckBy: dueFrom(calendar, limitOf('acceptance.recheck', state.appliedOn ?? today), today),
        },
      },
    ],
  };
};
