import {
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  refused,
} from '@yizhan/aggregate/machine';
import {
  type AcceptanceEvent,
  areSpecialWorks,
  checkDepartments,
  departmentNames,
  owedChecks,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import type { Acceptance, Of } from './case.ts';
import { parts } from './checks.ts';
import { failedOf } from './evolve.ts';
import { limitOf } from './limits.ts';

/** What is wrong with what is left out; `checked` are the parts that are not. */
const findLeftOutFault = (
  { leftOut = [], items }: Of<'acceptJointAcceptance'>,
  checked: ReadonlySet<string>,
): Refusal | null => {
  for (const [index, { check }] of leftOut.entries()) {
    const { zh, always } = parts[check];
    const field = `leftOut.${index}.check`;
    if (always === true)
      return refusal(
        'invalid',
        'CHECK_NEVER_LEFT_OUT',
        `“${zh}”必须查验，不能列为不参加`,
        `${check} is never left out`,
        field,
      );
    if (checked.has(check))
      return refusal(
        'invalid',
        'CHECK_TWICE',
        `“${zh}”既列为查验又列为不参加`,
        `${check} is both checked and left out`,
        field,
      );
  }
  const missing = owedChecks(items).find(
    (owed) => !checked.has(owed) && !leftOut.some(({ check }) => check === owed),
  );
  return missing === undefined
    ? null
    : refusal(
        'invalid',
        'CHECK_OWED',
        `本项目须查验“${parts[missing].zh}”${parts[missing].always === true ? '' : '；确实没有的，请列入不参加的事项并说明理由'}`,
        `${missing} is owed: it is checked, or left out with a reason where it may be`,
        'checks',
      );
};

/** What is wrong with the parts that the lead has put together; null when nothing. */
const findPartFault = (command: Of<'acceptJointAcceptance'>): Refusal | null => {
  const { checks } = command;
  const seen = new Set<string>();
  for (const [index, { check, department }] of checks.entries()) {
    const { zh } = parts[check];
    const competent: readonly string[] = checkDepartments[check];
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
        `“${zh}”应由${checkDepartments[check].map((id) => departmentNames[id]).join('或')}查验`,
        `${department} is not competent for ${check}`,
        `checks.${index}.department`,
      );
  }
  return findLeftOutFault(command, seen);
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
      ...(command.specialWorks === true || areSpecialWorks(command.items)
        ? { fireBy: dueFrom(calendar, limitOf('acceptance.specialFire', appliedOn), today) }
        : {}),
      ...(command.leftOut === undefined || command.leftOut.length === 0 ? {} : { leftOut: command.leftOut }),
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
