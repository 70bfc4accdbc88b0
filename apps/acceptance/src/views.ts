import type { CaseDocument } from '@yizhan/aggregate';
import {
  type AcceptanceTask,
  type AcceptanceView,
  type Actor,
  departmentNames,
  hasRole,
  roleNames,
} from '@yizhan/contracts';
import type { Acceptance, Check } from './domain/case.ts';
import { parts, selfAccepted } from './domain/checks.ts';
import { lead, owner } from './domain/evolve.ts';
import { statuses } from './domain/states.ts';
import { type Turn, turnsOf } from './domain/turns.ts';

const nameOf = (holder: string): string => {
  if (holder === lead || holder === owner) return roleNames[holder];
  return holder in departmentNames ? departmentNames[holder as keyof typeof departmentNames] : holder;
};

const turnView = ({ clock, zh, holder, due, light }: Turn) => ({
  clock,
  zh,
  holder,
  holderZh: nameOf(holder),
  dueOn: due?.dueOn ?? null,
  provisional: due?.provisional ?? false,
  light,
});

const checkView = (state: Acceptance, { check, department, results }: Check) => ({
  check,
  checkZh: parts[check].zh,
  department,
  departmentZh: departmentNames[department],
  passed: state.pending.includes(check) ? null : (results.at(-1)?.passed ?? null),
  results: results.map(({ round, passed, finding, on }) => ({ round, passed, finding, on })),
});

export const viewOf = ({ _id, version, seq, state }: CaseDocument<Acceptance>): AcceptanceView => ({
  id: _id,
  projectId: state.projectId,
  version,
  seq,
  status: state.status,
  statusZh: statuses[state.status].zh,
  company: state.company,
  division: state.division,
  projectName: state.projectName,
  turns: turnsOf(state).map(turnView),
  appliedOn: state.appliedOn,
  surveyReport: state.surveyReport,
  planning: state.planning,
  fiveParty: state.fiveParty,
  notice:
    state.notice === null
      ? null
      : { asked: state.notice.asked, dueOn: state.notice.due.dueOn, supplied: state.notice.supplied },
  round: state.round,
  checks: state.checks.map((check) => checkView(state, check)),
  // Cases that were accepted before parts could be left out have none.
  leftOut: [...(state.leftOut ?? [])],
  rectification: state.rectification,
  opinion: state.opinion === null ? null : { ...state.opinion, sealZh: '模拟签章' },
  completion: state.completion,
  selfAccepted: [...selfAccepted],
});

/** One case as this person's tasks: those of its turns that are his. */
export const tasksOf = (
  { _id, state }: CaseDocument<Acceptance>,
  actor: Actor,
): readonly AcceptanceTask[] => {
  const his = ({ clock, holder }: Turn): boolean =>
    (hasRole(actor, 'enterprise') && holder === owner && state.company === actor.company) ||
    (hasRole(actor, 'department', 'departmentHead') && holder === actor.unit) ||
    (hasRole(actor, 'land') && clock === 'planning') ||
    (hasRole(actor, 'acceptanceLead') && holder === lead);
  return turnsOf(state)
    .filter(his)
    .map((turn) => ({
      id: _id,
      projectId: state.projectId,
      projectName: state.projectName,
      division: state.division,
      status: state.status,
      statusZh: statuses[state.status].zh,
      turn: turnView(turn),
    }));
};
