import {
  type Applied,
  type DecideContext,
  type Decision,
  decided,
  type Machine,
  refused,
} from '@yizhan/aggregate/machine';
import {
  type Actor,
  type AgencyEvent,
  type DepartmentId,
  departmentSchema,
  hasRole,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import { legalDate, parseLegalDate } from '@yizhan/workdays';
import { type Agent, type AgentCommand, type Duties, findObstacle, type Of } from './agent-case.ts';
import { findDutyFault, findEnrolmentFault } from './enrolment.ts';
import { type AgentStatus, agentStatuses, agentTable } from './states.ts';

const dutiesOf = ({ divisions, expertise, capacity }: Duties) => ({
  divisions: [...new Set(divisions)],
  expertise: [...new Set(expertise)],
  capacity,
});

const enrol = (command: Of<'enrolAgent'>, { actor }: DecideContext): Decision<AgencyEvent> => {
  const { account, role, known = null } = command;
  const fault = findEnrolmentFault(role, known) ?? findDutyFault(role, command, actor.county);
  if (fault !== null) return refused(fault);
  return decided({ type: 'AgentEnrolled', data: { account, role, ...dutiesOf(command) } });
};

const revise = (
  state: Agent,
  command: Of<'reviseAgent'>,
  { actor }: DecideContext,
): Decision<AgencyEvent> => {
  const fault = findDutyFault(state.role, command, actor.county);
  if (fault !== null) return refused(fault);
  return decided({ type: 'AgentRevised', data: { account: state.account, ...dutiesOf(command) } });
};

const setLeave = (
  state: Agent,
  command: Of<'setAgentLeave'>,
  { today }: DecideContext,
): Decision<AgencyEvent> => {
  const { account } = state;
  const from = parseLegalDate(command.from);
  if (!from.ok) return refused(refusal('invalid', from.code, from.zh, from.en, 'from'));
  const until = parseLegalDate(command.until);
  if (!until.ok) return refused(refusal('invalid', until.code, until.zh, until.en, 'until'));
  if (until.value < from.value)
    return refused(
      refusal(
        'invalid',
        'LEAVE_ENDS_BEFORE',
        '请假止日不能早于起日',
        'the leave ends before it begins',
        'until',
      ),
    );
  if (until.value < today)
    return refused(
      refusal('invalid', 'LEAVE_IS_PAST', '请假止日不能早于今天', 'the leave is over already', 'until'),
    );
  const { substitute } = command;
  if (substitute === account)
    return refused(
      refusal('invalid', 'OWN_SUBSTITUTE', '不能由本人替岗', 'nobody stands in for himself', 'substitute'),
    );
  return decided({
    type: 'AgentLeaveSet',
    data: {
      account,
      from: from.value,
      until: until.value,
      ...(substitute === undefined ? {} : { substitute }),
    },
  });
};

const declareConflict = (
  { account }: Agent,
  { company, reason, known = true }: Of<'declareConflict'>,
): Decision<AgencyEvent> =>
  known
    ? decided({ type: 'ConflictDeclared', data: { account, company, reason } })
    : refused(
        refusal(
          'refused',
          'COMPANY_UNKNOWN',
          '没有找到这个企业，请从列表中选择',
          'no such company has applied here',
          'company',
        ),
      );

const takeOn = (state: Agent, command: Of<'takeOn'>, { today }: DecideContext): Decision<AgencyEvent> => {
  const { account, role, projects } = state;
  const { projectId, company, as } = command;
  if (role !== as)
    return refused(
      refusal('refused', 'AGENT_ROLE', '该人员不是所需的代办员或首席代办员', 'the agent has another role'),
    );
  if (projects.includes(projectId))
    return refused(
      refusal('refused', 'AGENT_SERVES_IT', '该代办员已在代办此项目', 'the agent serves it already'),
    );
  const obstacle = findObstacle(state, company, today);
  if (obstacle !== null) return refused(obstacle);
  return decided({ type: 'AgentTookOn', data: { account, projectId, load: projects.length + 1 } });
};

const release = ({ account, projects }: Agent, { projectId }: Of<'release'>): Decision<AgencyEvent> =>
  projects.includes(projectId)
    ? decided({ type: 'AgentReleased', data: { account, projectId, load: projects.length - 1 } })
    : refused(refusal('conflict', 'AGENT_SERVES_NOT', '该代办员未代办此项目', 'the agent does not serve it'));

const retire = ({ account, projects }: Agent, { reason }: Of<'retireAgent'>): Decision<AgencyEvent> =>
  projects.length > 0
    ? refused(
        refusal(
          'refused',
          'AGENT_HAS_LOAD',
          '该代办员还有在办项目，请先调整',
          'the agent still serves projects: reassign them first',
        ),
      )
    : decided({ type: 'AgentRetired', data: { account, reason } });

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '代办员库中没有此人', 'no such agent on the roster');

const decide = (
  state: Agent | undefined,
  command: AgentCommand,
  context: DecideContext,
): Decision<AgencyEvent> => {
  if (command.type === 'enrolAgent') return enrol(command, context);
  if (state === undefined) return refused(notFound);
  switch (command.type) {
    case 'reviseAgent':
      return revise(state, command, context);
    case 'setAgentLeave':
      return setLeave(state, command, context);
    case 'declareConflict':
      return declareConflict(state, command);
    case 'setAgentAside':
      return state.aside === command.because
        ? decided()
        : decided({ type: 'AgentSetAside', data: { account: state.account, because: command.because } });
    case 'reinstateAgent':
      return state.aside === undefined
        ? decided()
        : decided({ type: 'AgentReinstated', data: { account: state.account } });
    case 'takeOn':
      return takeOn(state, command, context);
    case 'release':
      return release(state, command);
    case 'retireAgent':
      return retire(state, command);
  }
};

const departmentsOf = (expertise: readonly string[]): readonly DepartmentId[] =>
  expertise.map((department) => departmentSchema.parse(department));

const evolve = (state: Agent | undefined, event: Applied<AgencyEvent>): Agent => {
  if (event.type === 'AgentEnrolled') {
    const { account, role, divisions, expertise, capacity } = event.data;
    return {
      status: 'active',
      account,
      role,
      divisions,
      expertise: departmentsOf(expertise),
      capacity,
      projects: [],
      leaves: [],
      conflicts: state?.conflicts ?? [],
      idleSince: event.recordedAt,
    };
  }
  if (state === undefined) throw new Error(`${event.type} before AgentEnrolled`);
  switch (event.type) {
    case 'AgentRevised': {
      const { divisions, expertise, capacity } = event.data;
      return { ...state, divisions, expertise: departmentsOf(expertise), capacity };
    }
    case 'AgentRetired':
      return { ...state, status: 'retired' };
    case 'AgentLeaveSet': {
      const { from, until, substitute } = event.data;
      const set = { from: legalDate(from), until: legalDate(until), substitute: substitute ?? null };
      // What is over is forgotten; what overlaps is replaced, so that a leave can be shortened.
      const others = state.leaves.filter(
        (leave) => leave.until >= event.effectiveOn && (leave.until < set.from || set.until < leave.from),
      );
      return { ...state, leaves: [...others, set].sort((a, b) => (a.from < b.from ? -1 : 1)) };
    }
    case 'ConflictDeclared':
      return { ...state, conflicts: [...new Set([...state.conflicts, event.data.company])] };
    case 'AgentSetAside':
      return { ...state, aside: event.data.because };
    case 'AgentReinstated': {
      const { aside: _aside, ...free } = state;
      return free;
    }
    case 'AgentTookOn':
      return {
        ...state,
        projects: [...state.projects, event.data.projectId],
        idleSince: event.recordedAt,
      };
    case 'AgentReleased':
      return { ...state, projects: state.projects.filter((project) => project !== event.data.projectId) };
    default:
      throw new Error(`${event.type} is no event of an agent`);
  }
};

/** An agent declares conflicts of his own alone; to others the entry does not exist. */
const mayAct = (state: Agent | undefined, command: AgentCommand, actor: Actor): Refusal | null =>
  command.type === 'declareConflict' &&
  !hasRole(actor, 'agencyCentre') &&
  state !== undefined &&
  state.account !== actor.id
    ? notFound
    : null;

/** 代办员库: one case an agent, keyed by its own id. */
export const agentMachine: Machine<Agent, AgentCommand, AgencyEvent, AgentStatus> = {
  service: 'agency',
  kind: 'agent',
  prefix: 'agt',
  table: agentTable,
  statuses: agentStatuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse: () => [],
  evolve,
  dueAt: () => null,
  search: (state) => ({
    account: state.account,
    role: state.role,
    substitutes: state.leaves.flatMap(({ substitute }) => substitute ?? []),
  }),
  key: (caseId) => caseId,
};
