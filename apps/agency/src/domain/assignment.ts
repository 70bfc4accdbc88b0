import { type DepartmentId, type Refusal, refusal } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import { type Agent, findObstacle, isOnLeave } from './agent-case.ts';
import { teamRule } from './limits.ts';

export interface Need {
  readonly division: string;
  readonly company: string;
  /** Departments of the items still to come. */
  readonly expertise: readonly DepartmentId[];
  readonly today: LegalDate;
  /** Accounts that are not to be chosen. */
  readonly without?: readonly string[];
}

const serves = (agent: Agent, division: string): boolean =>
  agent.divisions.length === 0 || agent.divisions.includes(division);

const isFree = (agent: Agent, need: Need): boolean =>
  need.without?.includes(agent.account) !== true && findObstacle(agent, need.company, need.today) === null;

/** The lighter share of his capacity first, then the longest idle; at last by account, so that nothing is left to chance. */
const byLoad = (a: Agent, b: Agent): number =>
  a.projects.length * b.capacity - b.projects.length * a.capacity ||
  a.idleSince.localeCompare(b.idleSince) ||
  a.account.localeCompare(b.account);

const coverage = (agent: Agent, expertise: readonly DepartmentId[]): number =>
  expertise.filter((department) => agent.expertise.includes(department)).length;

/**
 * One or more agents of the territory who know the departments still to come, with room in their load, not on leave
 * and without a declared conflict. Whoever covers most of what is not covered yet comes first; ties go to the lighter
 * load, then to the longest idle. Empty when nobody is free.
 */
export const chooseAgents = (roster: readonly Agent[], need: Need): readonly string[] => {
  const free = roster.filter(
    (agent) => agent.role === 'agent' && serves(agent, need.division) && isFree(agent, need),
  );
  const chosen: Agent[] = [];
  let open = need.expertise;
  while (chosen.length < teamRule.mostAgents) {
    const next = free
      .filter((agent) => !chosen.includes(agent))
      .sort((a, b) => coverage(b, open) - coverage(a, open) || byLoad(a, b))[0];
    if (next === undefined || (chosen.length > 0 && coverage(next, open) === 0)) break;
    chosen.push(next);
    open = open.filter((department) => !next.expertise.includes(department));
    if (open.length === 0) break;
  }
  return chosen.map((agent) => agent.account);
};

/**
 * The chief of the territory; of several, `prefer`, then the lighter load, then the longest idle. Where they are all
 * on leave, whoever stands in for one of them (AB 岗). Null when there is none.
 */
export const chooseChief = (roster: readonly Agent[], need: Need, prefer?: string): string | null => {
  const chiefs = roster.filter((agent) => agent.role === 'chiefAgent');
  const own = chiefs.filter((chief) => serves(chief, need.division));
  const free = own.filter((chief) => isFree(chief, need)).sort(byLoad);
  const standsIn = own
    .filter((chief) => isOnLeave(chief, need.today))
    .flatMap(({ leaves }) => leaves)
    .filter(({ from, until }) => from <= need.today && need.today <= until)
    .flatMap(({ substitute }) =>
      chiefs.filter((chief) => chief.account === substitute && isFree(chief, need)),
    );
  return (free.find((chief) => chief.account === prefer) ?? free[0] ?? standsIn[0])?.account ?? null;
};

export interface Team {
  readonly chief: string;
  readonly agents: readonly string[];
  readonly because: string;
  /** Who takes the project on, and who leaves it. */
  readonly joining: readonly { readonly account: string; readonly as: Agent['role'] }[];
  readonly leaving: readonly string[];
}

/** The team as it would be, or why it cannot be. */
export type TeamChoice =
  | { readonly ok: true; readonly team: Team }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Wish {
  readonly chief?: string | undefined;
  readonly agents?: readonly string[] | undefined;
  /** A chief who assigns is chosen before others of his territory. */
  readonly prefer?: string | undefined;
}

const no = (code: string, zh: string, en: string, field?: string): TeamChoice => ({
  ok: false,
  refusal: refusal('refused', code, zh, en, field),
});

const noChief = no(
  'NO_CHIEF_FREE',
  '本属地没有可指派的首席代办员（在库、在岗、未满、无须回避）',
  'no chief agent of the territory is free',
);
const noAgent = no('NO_AGENT_FREE', '没有可指派的代办员（在库、在岗、未满、无须回避）', 'no agent is free');

const findNamedFault = (
  roster: readonly Agent[],
  account: string,
  role: Agent['role'],
  need: Need,
  field: string,
): TeamChoice | null => {
  const named = roster.find((agent) => agent.account === account);
  if (named === undefined || named.role !== role)
    return no(
      role === 'chiefAgent' ? 'CHIEF_UNKNOWN' : 'AGENT_UNKNOWN',
      role === 'chiefAgent' ? '代办员库中没有这位首席代办员' : '代办员库中没有这位代办员',
      'no such person on the roster',
      field,
    );
  const obstacle = findObstacle(named, need.company, need.today);
  return obstacle === null ? null : { ok: false, refusal: { ...obstacle, field } };
};

const pickChief = (roster: readonly Agent[], need: Need, wish: Wish): TeamChoice | string => {
  const own = chooseChief(roster, need, wish.prefer);
  if (wish.chief === undefined) return own ?? noChief;
  const fault = findNamedFault(roster, wish.chief, 'chiefAgent', need, 'chief');
  if (fault !== null) return fault;
  const ofTerritory = roster.some((agent) => agent.account === wish.chief && serves(agent, need.division));
  if (!ofTerritory && own !== null && own !== wish.chief)
    return no(
      'CHIEF_OF_OTHER_TERRITORY',
      '首席代办员须为项目属地的首席代办员',
      'the chief agent must be of the project’s territory',
      'chief',
    );
  return wish.chief;
};

const pickAgents = (roster: readonly Agent[], need: Need, wish: Wish): TeamChoice | readonly string[] => {
  if (wish.agents === undefined) {
    const chosen = chooseAgents(roster, need);
    return chosen.length === 0 ? noAgent : chosen;
  }
  const named = [...new Set(wish.agents)];
  for (const account of named) {
    const fault = findNamedFault(roster, account, 'agent', need, 'agents');
    if (fault !== null) return fault;
  }
  return named;
};

/** A first team: who is named is taken if he can be, the others are chosen. */
export const makeTeam = (roster: readonly Agent[], need: Need, wish: Wish): TeamChoice => {
  const chief = pickChief(roster, need, wish);
  if (typeof chief !== 'string') return chief;
  const agents = pickAgents(roster, need, wish);
  if ('ok' in agents) return agents;
  return {
    ok: true,
    team: {
      chief,
      agents,
      because:
        wish.chief === undefined && wish.agents === undefined
          ? '按属地、所需专业、在办数量和空闲时长选派'
          : '按指定人员指派',
      joining: [
        { account: chief, as: 'chiefAgent' as const },
        ...agents.map((account) => ({ account, as: 'agent' as const })),
      ],
      leaving: [],
    },
  };
};

export interface Present {
  readonly chief: string;
  readonly agents: readonly string[];
}

/** Another team: `replace` step down; who steps in is named or chosen. Agents may also be added to those who stay. */
export const changeTeam = (
  roster: readonly Agent[],
  need: Need,
  present: Present,
  replace: readonly string[],
  wish: Wish,
  reason: string,
): TeamChoice => {
  const here = [present.chief, ...present.agents];
  if (replace.some((account) => !here.includes(account)))
    return no('NOT_SERVING', '被调整的人员没有在代办此项目', 'that agent does not serve it', 'replace');
  const comingBack = [wish.chief, ...(wish.agents ?? [])].find(
    (account) => account !== undefined && here.includes(account),
  );
  if (comingBack !== undefined)
    return no('SERVES_ALREADY', '接替人员已在代办此项目', 'that agent serves it already', 'agents');
  const leaving = [...new Set(replace)];
  if (wish.chief !== undefined && !leaving.includes(present.chief))
    return no(
      'CHIEF_STAYS',
      '未调整现任首席代办员，不能另行指定',
      'the present chief is not among those replaced',
      'chief',
    );
  const others = { ...need, without: here };
  const chief = leaving.includes(present.chief) ? pickChief(roster, others, wish) : present.chief;
  if (typeof chief !== 'string') return chief;
  const staying = present.agents.filter((account) => !leaving.includes(account));
  const agentLeaves = staying.length < present.agents.length;
  const covered = roster
    .filter(({ account }) => staying.includes(account))
    .flatMap((agent) => agent.expertise);
  const open = need.expertise.filter((department) => !covered.includes(department));
  const stepIn =
    agentLeaves || wish.agents !== undefined ? pickAgents(roster, { ...others, expertise: open }, wish) : [];
  if ('ok' in stepIn) return stepIn;
  return {
    ok: true,
    team: {
      chief,
      agents: [...staying, ...stepIn],
      because: reason,
      joining: [
        ...(chief === present.chief ? [] : [{ account: chief, as: 'chiefAgent' as const }]),
        ...stepIn.map((account) => ({ account, as: 'agent' as const })),
      ],
      leaving,
    },
  };
};
