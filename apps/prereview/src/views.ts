import type { CaseDocument } from '@yizhan/aggregate';
import { findDivision } from '@yizhan/codes';
import {
  type Actor,
  departmentNames,
  hasRole,
  type PrereviewTask,
  type PrereviewView,
  roleNames,
} from '@yizhan/contracts';
import type { AskedDepartment, Prereview, Step } from './domain/case.ts';
import { lead } from './domain/evolve.ts';
import { statuses } from './domain/states.ts';

/** A territory sees its division's, a department what it was asked about, the lead all; an agent nothing here. */
export const maySee = (actor: Actor, state: Prereview): boolean =>
  hasRole(actor, 'judgementLead', 'service') ||
  (hasRole(actor, 'territory') && actor.unit === state.division) ||
  (hasRole(actor, 'department', 'departmentHead') && wasAsked(actor, state)) ||
  isOwner(actor, state);

const wasAsked = (actor: Actor, state: Prereview): boolean =>
  state.judgement?.departments.some(({ department }) => department === actor.unit) === true;

const isOwner = (actor: Actor, state: Prereview): boolean =>
  hasRole(actor, 'enterprise') && actor.company === state.company;

const nameOf = (holder: string): string => {
  if (holder === lead) return roleNames.judgementLead;
  if (holder in departmentNames) return departmentNames[holder as keyof typeof departmentNames];
  return findDivision(holder)?.name ?? holder;
};

const turnOf = ({ clock, holder, due, light }: Step) => ({
  clock,
  holder,
  holderZh: nameOf(holder),
  dueOn: due.dueOn,
  provisional: due.provisional,
  light,
});

const departmentView = ({ department, because, veto, opinion }: AskedDepartment, internal: boolean) => ({
  department,
  departmentZh: departmentNames[department],
  because,
  veto,
  answered: opinion !== null,
  opinion:
    opinion === null || !internal
      ? null
      : {
          opinion: opinion.opinion,
          text: opinion.text,
          basis: opinion.basis ?? null,
          conditions: opinion.conditions,
          by: opinion.by,
          on: opinion.on,
        },
});

const conferenceView = (
  conference: Prereview['conference'],
  internal: boolean,
): PrereviewView['conference'] => {
  if (conference === null) return null;
  const held = internal ? conference.held : null;
  return {
    heldOn: conference.heldOn,
    agenda: internal ? conference.agenda : null,
    minutes: held?.minutes ?? null,
    minority: held?.minority ?? null,
    attended: held?.attended ?? [],
    voters: held?.voters ?? [],
    silent: held?.silent ?? [],
    calledBy: internal ? (conference.calledBy ?? null) : null,
    decidedBy: held?.decidedBy ?? null,
  };
};

/** The case as this person may see it: to the enterprise opinions, minutes and proposal are internal. */
export const viewOf = (found: CaseDocument<Prereview>, actor: Actor): PrereviewView => {
  const { state } = found;
  const internal = !isOwner(actor, state);
  return {
    id: found._id,
    projectId: state.projectId,
    version: found.version,
    seq: found.seq,
    status: state.status,
    statusZh: statuses[state.status].zh,
    company: state.company,
    division: state.division,
    projectName: state.projectName,
    round: state.round,
    officer: state.officer,
    turns: state.clocks.map(turnOf),
    asked: [...state.asked],
    complex: state.judgement?.complex ?? null,
    departments: (state.judgement?.departments ?? []).map((asked) => departmentView(asked, internal)),
    conference: conferenceView(state.conference, internal),
    proposal: internal && state.proposal !== null ? { ...state.proposal } : null,
    closedBecause: state.closedBecause,
  };
};

/** One case as this person's tasks: those of its clocks that are his unit's. */
export const tasksOf = (found: CaseDocument<Prereview>, actor: Actor): readonly PrereviewTask[] => {
  const { state } = found;
  const his = ({ holder }: Step) =>
    holder === actor.unit || (holder === lead && hasRole(actor, 'judgementLead'));
  return state.clocks.filter(his).map((watched) => ({
    id: found._id,
    projectId: state.projectId,
    projectName: state.projectName,
    division: state.division,
    status: state.status,
    statusZh: statuses[state.status].zh,
    officer: state.officer,
    turn: turnOf(watched),
  }));
};
