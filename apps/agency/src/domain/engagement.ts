import {
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  type Machine,
  type Moment,
  movedDues,
  nextTurnAt,
  refused,
  turnsDue,
} from '@yizhan/aggregate/machine';
import { type Actor, type AgencyEvent, type Due, hasRole, type Refusal, refusal } from '@yizhan/contracts';
import { clockDueOn, dependsOnProvisional } from '@yizhan/workdays';
import type { Team, TeamChoice } from './assignment.ts';
import type { Engagement, EngagementCommand, Of } from './engagement-case.ts';
import { evolve, resumed } from './engagement-evolve.ts';
import { limitOf } from './limits.ts';
import { type EngagementStatus, engagementStatuses, engagementTable, served } from './states.ts';

/**
 * What the roster says at the moment of a command. It is no part of what was asked, so the same key with the same
 * request stays the same request whoever is chosen.
 */
export interface Known {
  readonly team: TeamChoice | null;
  /** Accounts on leave for whom the actor stands in (AB 岗). */
  readonly covers: readonly string[];
}

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个代办事项', 'no such engagement');

const offer = (command: Of<'offerAgency'>): Decision<AgencyEvent> => {
  const { projectId, company, division, trigger } = command;
  return decided({ type: 'AgencyOffered', data: { projectId, company, division, trigger } });
};

const entrust = (
  state: Engagement,
  { scope, items }: Of<'entrustAgency'>,
  { calendar, today, receipt }: DecideContext,
): Decision<AgencyEvent> => {
  if (scope === 'part' && items.length === 0)
    return refused(
      refusal('invalid', 'ITEMS_MISSING', '部分委托须选择委托的事项', 'name the items entrusted', 'items'),
    );
  if (scope === 'whole' && items.length > 0)
    return refused(
      refusal('invalid', 'ITEMS_NOT_WANTED', '全程委托不必选择事项', 'the whole needs no items', 'items'),
    );
  const number = receipt('DB');
  return {
    ok: true,
    receipt: number,
    events: [
      {
        type: 'AgencyEntrusted',
        data: {
          projectId: state.projectId,
          receipt: number,
          scope,
          items: [...new Set(items)],
          assignBy: dueFrom(calendar, limitOf('agency.assign', state.offeredOn), today),
        },
      },
    ],
  };
};

const assign = (
  state: Engagement,
  choice: TeamChoice | null,
  { calendar, today }: DecideContext,
): Decision<AgencyEvent> => {
  if (choice === null) throw new Error('an assignment without a look at the roster');
  if (!choice.ok) return refused(choice.refusal);
  const { chief, agents, because, leaving }: Team = choice.team;
  const { projectId, offeredOn, status } = state;
  const known = new Set(state.agents);
  const present = state.clocks.find(({ clock }) => clock === 'contact')?.due;
  const renewed = agents.some((account) => !known.has(account)) || present === undefined;
  const contactBy = renewed ? dueFrom(calendar, limitOf('agency.firstContact', offeredOn), today) : present;
  return decided({
    type: 'AgentsAssigned',
    data: {
      projectId,
      chief,
      agents: [...agents],
      because,
      contactBy,
      ...(status === 'entrusted'
        ? { planBy: dueFrom(calendar, limitOf('agency.plan', offeredOn), today) }
        : {}),
      replaces: [...leaving],
    },
  });
};

const logContact = (
  state: Engagement,
  { channel, summary }: Of<'logContact'>,
  { actor, calendar, today }: DecideContext,
  covers: readonly string[],
): Decision<AgencyEvent> => {
  const team = [...state.agents, ...(state.chief === null ? [] : [state.chief])];
  const inSteadOf = team.includes(actor.id) ? undefined : team.find((account) => covers.includes(account));
  return decided({
    type: 'ContactLogged',
    data: {
      projectId: state.projectId,
      channel,
      summary,
      by: actor.id,
      ...(inSteadOf === undefined ? {} : { inSteadOf }),
      first: !state.contacted,
      nextContactBy: dueFrom(calendar, limitOf('agency.contact', state.offeredOn), today),
    },
  });
};

const resume = (
  state: Engagement,
  { reason }: Of<'resumeAgency'>,
  { calendar, today }: DecideContext,
): Decision<AgencyEvent> => {
  const paused = state.clocks.find(({ clock }) => clock === 'contact');
  if (paused === undefined) throw new Error(`engagement of ${state.projectId} is paused without a clock`);
  const dueOn = clockDueOn(calendar, paused.limit, resumed(paused, today).run) ?? today;
  const nextContactBy: Due = {
    ...paused.due,
    dueOn,
    calendar: calendar.version,
    provisional: dueOn > today && dependsOnProvisional(calendar, today, dueOn),
  };
  return decided({ type: 'AgencyResumed', data: { projectId: state.projectId, reason, nextContactBy } });
};

const endWithProject = (
  { projectId, status }: Engagement,
  { by, reason }: Of<'endWithProject'>,
): Decision<AgencyEvent> =>
  by === 'completed' && isServed(status)
    ? refused(
        refusal(
          'conflict',
          'STILL_SERVED',
          '代办尚未办结，由首席代办员办结',
          'the chief completes the service',
        ),
      )
    : decided({ type: 'AgencyTerminated', data: { projectId, reason, by } });

const decideWith = (
  state: Engagement | undefined,
  command: EngagementCommand,
  context: DecideContext,
  known: Known,
): Decision<AgencyEvent> => {
  if (command.type === 'offerAgency') return offer(command);
  if (state === undefined) return refused(notFound);
  const { projectId, offeredOn } = state;
  const { actor, calendar, today } = context;
  switch (command.type) {
    case 'entrustAgency':
      return entrust(state, command, context);
    case 'assignAgents':
    case 'reassignAgents':
      return assign(state, known.team, context);
    case 'logContact':
      return logContact(state, command, context, known.covers);
    case 'confirmAgencyPlan':
      return decided({ type: 'PlanConfirmed', data: { projectId, plan: command.plan, by: actor.id } });
    case 'pauseAgency':
      return decided({ type: 'AgencyPaused', data: { projectId, reason: command.reason } });
    case 'resumeAgency':
      return resume(state, command, context);
    case 'completeAgency':
      return decided({
        type: 'AgencyCompleted',
        data: {
          projectId,
          summary: command.summary,
          visitBy: dueFrom(calendar, limitOf('agency.visit', offeredOn), today),
        },
      });
    case 'recordFollowUp':
      return decided({ type: 'FollowedUp', data: { projectId, summary: command.summary, by: actor.id } });
    case 'archiveAgency':
      return decided({ type: 'AgencyArchived', data: { projectId } });
    case 'declineAgency':
    case 'terminateAgency':
      return decided({
        type: 'AgencyTerminated',
        data: { projectId, reason: command.reason, by: hasRole(actor, 'enterprise') ? 'owner' : 'centre' },
      });
    case 'endWithProject':
      return endWithProject(state, command);
  }
};

export const isServed = (status: EngagementStatus): boolean =>
  (served as readonly EngagementStatus[]).includes(status);

/** As what does this person serve the project, himself or standing in for somebody on leave? */
export const servesAs = (
  state: Engagement,
  account: string,
  covers: readonly string[],
): 'chief' | 'agent' | null => {
  const his = [account, ...covers];
  if (state.chief !== null && his.includes(state.chief)) return 'chief';
  return state.agents.some((agent) => his.includes(agent)) ? 'agent' : null;
};

/** A chief assigns the projects of his territory, from the owner's consent on. */
export const mayAssign = (state: Engagement, actor: Actor): boolean =>
  hasRole(actor, 'chiefAgent') && state.status !== 'offered' && actor.unit === state.division;

/** An enterprise acts on its own; agents and chiefs on what they serve, never before the owner's consent. */
const mayActWith = (
  state: Engagement | undefined,
  command: EngagementCommand,
  actor: Actor,
  covers: readonly string[],
): Refusal | null => {
  if (state === undefined) return null;
  switch (command.type) {
    case 'entrustAgency':
    case 'declineAgency':
    case 'terminateAgency':
      return hasRole(actor, 'agencyCentre') || actor.company === state.company ? null : notFound;
    case 'assignAgents':
      return hasRole(actor, 'agencyCentre') || mayAssign(state, actor) ? null : notFound;
    case 'logContact':
      return servesAs(state, actor.id, covers) === null ? notFound : null;
    case 'confirmAgencyPlan':
    case 'pauseAgency':
    case 'resumeAgency':
    case 'completeAgency':
      return servesAs(state, actor.id, covers) === 'chief' ? null : notFound;
    default:
      return null;
  }
};

const elapse = ({ projectId, clocks }: Engagement, moment: Moment): readonly Emitted<AgencyEvent>[] => [
  ...movedDues(clocks, moment.calendar).map((moved) => ({
    type: 'DueMoved' as const,
    data: { projectId, ...moved },
  })),
  ...turnsDue(clocks, moment).map(({ clock, holder, light, dueOn, on }) => ({
    type: 'LightTurned' as const,
    data: { projectId, clock, holder, light, dueOn },
    effectiveOn: on,
  })),
];

/** The machine at a moment when the roster says this. */
export const engagementWith = (
  known: Known,
): Machine<Engagement, EngagementCommand, AgencyEvent, EngagementStatus> => ({
  service: 'agency',
  kind: 'engagement',
  prefix: 'eng',
  table: engagementTable,
  statuses: engagementStatuses,
  status: (state) => state.status,
  mayAct: (state, command, actor) => mayActWith(state, command, actor, known.covers),
  decide: (state, command, context) => decideWith(state, command, context, known),
  elapse,
  evolve,
  dueAt: (state, moment) => nextTurnAt(state.clocks, moment),
  search: (state) => ({
    company: state.company,
    division: state.division,
    accounts: [...(state.chief === null ? [] : [state.chief]), ...state.agents],
    dueOn: state.clocks.map(({ due }) => due.dueOn).sort()[0] ?? '9999-12-31',
  }),
  key: (caseId, command) => (command.type === 'offerAgency' ? command.projectId : caseId),
});

/** 无偿代办 of one project: one case, its id derived from the project's. */
export const engagementMachine = engagementWith({ team: null, covers: [] });
