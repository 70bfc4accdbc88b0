import { type AgencyEvent, type DepartmentId, type Refusal, type Role, refusal } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { AgentStatus } from './states.ts';

type DataOf<T extends AgencyEvent['type']> = Extract<AgencyEvent, { type: T }>['data'];

export interface Leave {
  readonly from: LegalDate;
  /** The last day. */
  readonly until: LegalDate;
  /** AB 岗: who stands in. */
  readonly substitute: string | null;
}

/** An entry of the roster. Names, posts and phones live in `identity`. */
export interface Agent {
  readonly status: AgentStatus;
  readonly account: string;
  readonly role: 'chiefAgent' | 'agent';
  /** Empty: the whole county. */
  readonly divisions: readonly string[];
  readonly expertise: readonly DepartmentId[];
  readonly capacity: number;
  /** What he serves now; its length is his load. */
  readonly projects: readonly string[];
  readonly leaves: readonly Leave[];
  /** Companies that he declared kin or interest in. */
  readonly conflicts: readonly string[];
  /** Why nobody chooses him, as his account has it; absent where nothing is in the way. */
  readonly aside?: DataOf<'AgentSetAside'>['because'];
  /** When he was last given a project, or enrolled. */
  readonly idleSince: string;
}

export interface Duties {
  readonly divisions: readonly string[];
  readonly expertise: readonly DepartmentId[];
  readonly capacity: number;
}

/** An account as its events tell it; its roles are null where only its end was told. */
export interface AccountFacts {
  readonly active: boolean;
  readonly roles: readonly Role[] | null;
}

/** Why an account cannot serve in a role; null where it can, or where nothing is known of it. */
export const findAccountFault = (
  known: AccountFacts | null,
  role: Agent['role'],
): DataOf<'AgentSetAside'>['because'] | null => {
  if (known === null) return null;
  if (!known.active) return 'accountDisabled';
  return known.roles === null || known.roles.includes(role) ? null : 'roleLost';
};

export type AgentCommand =
  | ({
      readonly type: 'enrolAgent';
      readonly account: string;
      readonly role: Agent['role'];
      /** What `identity` told of the account; null where nothing has arrived here. */
      readonly known?: AccountFacts | null;
    } & Duties)
  | ({ readonly type: 'reviseAgent' } & Duties)
  | {
      readonly type: 'setAgentLeave';
      readonly from: string;
      readonly until: string;
      readonly substitute?: string | undefined;
    }
  | {
      readonly type: 'declareConflict';
      readonly company: string;
      readonly reason: string;
      /** Whether there is such a company here. */
      readonly known?: boolean;
    }
  | { readonly type: 'setAgentAside'; readonly because: DataOf<'AgentSetAside'>['because'] }
  | { readonly type: 'reinstateAgent' }
  | {
      readonly type: 'takeOn';
      readonly projectId: string;
      readonly company: string;
      readonly as: Agent['role'];
    }
  | { readonly type: 'release'; readonly projectId: string }
  | { readonly type: 'retireAgent'; readonly reason: string };

export type Of<T extends AgentCommand['type']> = Extract<AgentCommand, { type: T }>;

export const isOnLeave = (agent: Pick<Agent, 'leaves'>, on: LegalDate): boolean =>
  agent.leaves.some(({ from, until }) => from <= on && on <= until);

/** On the roster, with an account that serves. */
export const isChoosable = ({ status, aside }: Pick<Agent, 'status' | 'aside'>): boolean =>
  status === 'active' && aside === undefined;

/** Whether others are to take over what he serves of this company. */
export const isToReplace = (agent: Pick<Agent, 'aside' | 'conflicts'>, company: string): boolean =>
  agent.aside !== undefined || agent.conflicts.includes(company);

/** Why an agent cannot take on a project of this company today; null when he can. */
export const findObstacle = (
  agent: Pick<Agent, 'status' | 'aside' | 'capacity' | 'projects' | 'leaves' | 'conflicts'>,
  company: string,
  today: LegalDate,
): Refusal | null => {
  if (agent.status !== 'active')
    return refusal('refused', 'AGENT_RETIRED', '该代办员已出库', 'the agent has left the roster');
  if (agent.aside !== undefined)
    return refusal(
      'refused',
      'AGENT_ASIDE',
      '该代办员的账号已停用或角色已变更，不能指派',
      'the account of the agent is disabled or has another role',
    );
  if (agent.conflicts.includes(company))
    return refusal(
      'refused',
      'AGENT_CONFLICT',
      '该代办员已对此企业声明回避',
      'the agent declared a conflict of interest',
    );
  if (isOnLeave(agent, today))
    return refusal('refused', 'AGENT_ON_LEAVE', '该代办员正在请假', 'the agent is on leave');
  if (agent.projects.length >= agent.capacity)
    return refusal('refused', 'AGENT_FULL', '该代办员在办项目已满', 'the agent carries all he can');
  return null;
};
