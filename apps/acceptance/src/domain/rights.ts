import { type Actor, checkDepartments, hasRole, type Refusal, refusal } from '@yizhan/contracts';
import type { Acceptance, AcceptanceCommand, Of } from './case.ts';
import { planner } from './evolve.ts';

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个验收事项', 'no such acceptance');
const notYourUnit = refusal(
  'forbidden',
  'NOT_YOUR_UNIT',
  '这一项由其他部门办理',
  'the part is of another department',
);

/** Before the parts are named, whoever may be asked for one learns that it is not open yet. */
const checksIt = (state: Acceptance, { check }: Of<'recordCheck'>, actor: Actor): boolean => {
  const part = state.checks.find((candidate) => candidate.check === check);
  const asked: readonly string[] = part === undefined ? checkDepartments[check] : [part.department];
  return actor.unit !== undefined && asked.includes(actor.unit);
};

/** A company acts on its own acceptance, a department on its own part; to another company the case does not exist. */
export const mayAct = (
  state: Acceptance | undefined,
  command: AcceptanceCommand,
  actor: Actor,
): Refusal | null => {
  if (state === undefined || !actor.person) return null;
  switch (command.type) {
    case 'verifyPlanning':
      return hasRole(actor, 'land') || actor.unit === planner ? null : notYourUnit;
    case 'recordCheck':
      return checksIt(state, command, actor) ? null : notYourUnit;
    case 'giveAcceptanceNotice':
    case 'acceptJointAcceptance':
    case 'issueJointOpinion':
      return null;
    case 'applyAcceptance':
      return hasRole(actor, 'windowClerk') || actor.company === state.company ? null : notFound;
    default:
      return actor.company === state.company ? null : notFound;
  }
};

/** Its own company; the departments with a part; the lead; 规划和自然资源. */
export const maySee = (actor: Actor, state: Acceptance): boolean =>
  hasRole(actor, 'acceptanceLead', 'land', 'service') ||
  (hasRole(actor, 'enterprise') && actor.company === state.company) ||
  (hasRole(actor, 'department', 'departmentHead') &&
    (actor.unit === planner || state.checks.some(({ department }) => department === actor.unit)));
