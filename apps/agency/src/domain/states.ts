import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';

export type EngagementStatus =
  | 'offered'
  | 'entrusted'
  | 'assigned'
  | 'planned'
  | 'serving'
  | 'paused'
  | 'completed'
  | 'visited'
  | 'archived'
  | 'terminated';

export const engagementStatuses: StatusTable<EngagementStatus> = {
  offered: { zh: '待委托' },
  entrusted: { zh: '已委托' },
  assigned: { zh: '已指派' },
  planned: { zh: '方案确认' },
  serving: { zh: '代办中' },
  paused: { zh: '中止' },
  completed: { zh: '办结' },
  visited: { zh: '回访' },
  archived: { zh: '归档', end: true },
  terminated: { zh: '终止', end: true },
};

/** Somebody serves, and has the project in his load. */
export const served = [
  'assigned',
  'planned',
  'serving',
  'paused',
] as const satisfies readonly EngagementStatus[];

/** 无偿代办 as one table (domain §7). Rows by `service` follow the project: it is offered once, and ends with it. */
export const engagementTable = {
  offerAgency: { from: ['none'], to: ['offered'], by: ['service'], zh: '提供无偿代办' },
  entrustAgency: { from: ['offered'], to: ['entrusted'], by: ['enterprise'], zh: '委托代办' },
  declineAgency: { from: ['offered'], to: ['terminated'], by: ['enterprise'], zh: '不委托代办' },
  assignAgents: {
    from: ['entrusted'],
    to: ['assigned'],
    by: ['agencyCentre', 'chiefAgent'],
    zh: '指派代办员',
  },
  reassignAgents: {
    from: [...served],
    to: [],
    by: ['agencyCentre', 'service'],
    zh: '调整代办员',
    note: 'The service goes on where it was.',
  },
  logContact: {
    from: ['assigned', 'planned', 'serving'],
    to: ['serving'],
    by: ['agent', 'chiefAgent'],
    zh: '登记联系企业',
    note: 'From 方案确认 alone; in 已指派 and 代办中 it leaves the state as it is.',
  },
  confirmAgencyPlan: { from: ['assigned'], to: ['planned'], by: ['chiefAgent'], zh: '确认代办方案' },
  pauseAgency: { from: ['serving'], to: ['paused'], by: ['chiefAgent'], zh: '中止代办' },
  resumeAgency: { from: ['paused'], to: ['serving'], by: ['chiefAgent'], zh: '恢复代办' },
  completeAgency: { from: ['serving'], to: ['completed'], by: ['chiefAgent'], zh: '代办办结' },
  recordFollowUp: { from: ['completed'], to: ['visited'], by: ['agencyCentre'], zh: '回访企业' },
  archiveAgency: { from: ['visited'], to: ['archived'], by: ['agencyCentre'], zh: '代办归档' },
  terminateAgency: {
    from: ['entrusted', ...served],
    to: ['terminated'],
    by: ['enterprise', 'agencyCentre'],
    zh: '终止代办',
  },
  endWithProject: {
    from: ['offered', 'entrusted', ...served],
    to: ['terminated'],
    by: ['service'],
    zh: '随项目终止代办',
  },
} as const satisfies TransitionTable<EngagementStatus>;

export type AgentStatus = 'active' | 'retired';

export const agentStatuses: StatusTable<AgentStatus> = {
  active: { zh: '在库' },
  retired: { zh: '已出库', end: true },
};

/** 代办员库. `takeOn` and `release` come with the engagement's own step, in one transaction. */
export const agentTable = {
  enrolAgent: { from: ['none', 'retired'], to: ['active'], by: ['agencyCentre'], zh: '代办员入库' },
  reviseAgent: { from: ['active'], to: ['active'], by: ['agencyCentre'], zh: '变更代办员信息' },
  setAgentLeave: { from: ['active'], to: ['active'], by: ['agencyCentre'], zh: '登记请假' },
  declareConflict: {
    from: ['active'],
    to: ['active'],
    by: ['agent', 'chiefAgent', 'agencyCentre'],
    zh: '声明回避',
  },
  setAgentAside: {
    from: ['active'],
    to: [],
    by: ['service'],
    zh: '暂停指派',
    note: 'His account was disabled or has another role; he stays on the roster until the centre takes him off.',
  },
  reinstateAgent: { from: ['active'], to: [], by: ['service'], zh: '恢复指派' },
  takeOn: { from: ['active'], to: ['active'], by: ['service'], zh: '接办项目' },
  release: { from: ['active'], to: ['active'], by: ['service'], zh: '释放项目' },
  retireAgent: { from: ['active'], to: ['retired'], by: ['agencyCentre'], zh: '代办员出库' },
} as const satisfies TransitionTable<AgentStatus>;
