import type { CaseDocument } from '@yizhan/aggregate';
import {
  type Actor,
  type EngagementRow,
  type EngagementView,
  hasRole,
  type RosterView,
} from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import { type Agent, isOnLeave, isToReplace } from './domain/agent-case.ts';
import { isServed, mayAssign, servesAs } from './domain/engagement.ts';
import type { ClockName, Engagement, Step } from './domain/engagement-case.ts';
import { engagementStatuses } from './domain/states.ts';

/**
 * The owner sees its own, the centre all. A chief and agents see what they serve, and the chief of the territory what
 * he has to assign: never before the owner's consent, and not after it was taken back.
 */
export const maySee = (actor: Actor, state: Engagement, covers: readonly string[]): boolean => {
  if (hasRole(actor, 'agencyCentre', 'service')) return true;
  if (hasRole(actor, 'enterprise')) return actor.company === state.company;
  if (!hasRole(actor, 'agent', 'chiefAgent') || state.status === 'terminated') return false;
  return (
    servesAs(state, actor.id, covers) !== null || (state.status === 'entrusted' && mayAssign(state, actor))
  );
};

const clockWords: Readonly<Record<ClockName, string>> = {
  assign: '指派代办员',
  contact: '联系企业',
  plan: '确认代办方案',
  visit: '回访企业',
};

const turnOf = ({ clock, holder, due, light }: Step) => ({
  clock,
  what: clockWords[clock],
  holder,
  dueOn: due.dueOn,
  provisional: due.provisional,
  light,
});

type Roster = readonly Pick<CaseDocument<Agent>, 'state'>[];

const toReplaceOf = ({ status, company, chief, agents }: Engagement, roster: Roster): string[] => {
  if (!isServed(status)) return [];
  const team = new Set([...(chief === null ? [] : [chief]), ...agents]);
  return roster
    .filter(({ state }) => team.has(state.account) && isToReplace(state, company))
    .map(({ state }) => state.account);
};

/** What of others goes into a view: of the roster for the centre alone, who is told whom it has to replace. */
export interface Beside extends Pick<EngagementRow, 'serves' | 'companyName'> {
  readonly roster: Roster;
}

export const rowOf = (
  { _id, version, seq, state }: CaseDocument<Engagement>,
  { roster, serves, companyName }: Beside,
): EngagementRow => ({
  id: _id,
  projectId: state.projectId,
  version,
  seq,
  status: state.status,
  statusZh: engagementStatuses[state.status].zh,
  company: state.company,
  companyName,
  division: state.division,
  chief: state.chief,
  agents: [...state.agents],
  toReplace: toReplaceOf(state, roster),
  serves,
  turns: state.status === 'paused' ? [] : state.clocks.map(turnOf),
});

export const viewOf = (found: CaseDocument<Engagement>, beside: Beside): EngagementView => {
  const { state } = found;
  return {
    ...rowOf(found, beside),
    trigger: state.trigger,
    offeredOn: state.offeredOn,
    scope: state.scope,
    items: [...state.items],
    contacted: state.contacted,
    contacts: state.contacts.map(({ inSteadOf, ...contact }) => ({
      ...contact,
      inSteadOf: inSteadOf ?? null,
    })),
    plan: state.plan,
    pausedBecause: state.pausedBecause,
    completion: state.completion,
    followUp: state.followUp,
    terminated: state.terminated,
  };
};

export const rosterViewOf = (
  { _id, version, seq, state }: CaseDocument<Agent>,
  today: LegalDate,
): RosterView => ({
  id: _id,
  version,
  seq,
  account: state.account,
  role: state.role,
  divisions: [...state.divisions],
  expertise: [...state.expertise],
  capacity: state.capacity,
  load: state.projects.length,
  onLeave: isOnLeave(state, today),
  aside: state.aside ?? null,
  leaves: [...state.leaves],
  conflicts: [...state.conflicts],
  idleSince: state.idleSince,
});
