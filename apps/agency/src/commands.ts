import { type Answer, type Cases, derivedId } from '@yizhan/aggregate';
import { type Actor, refusal } from '@yizhan/contracts';
import { serviceActor } from '@yizhan/service';
import { legalDateOf } from '@yizhan/workdays';
import type { ClientSession } from 'mongoose';
import { agentMachine } from './domain/agent.ts';
import { type Agent, type AgentCommand, isChoosable } from './domain/agent-case.ts';
import { changeTeam, makeTeam, type Team, type TeamChoice } from './domain/assignment.ts';
import { engagementMachine, engagementWith } from './domain/engagement.ts';
import type { Engagement, EngagementCommand, Of } from './domain/engagement-case.ts';
import type { Store } from './store.ts';

/** Who asks, with which key; `seen` is the version he saw. */
export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly seen?: number | undefined;
  readonly causedBy?: string;
  readonly traceparent?: string;
  readonly session?: ClientSession;
}

type Enrolment = Extract<AgentCommand, { type: 'enrolAgent' }>;
type Assignment = Of<'assignAgents'> | Of<'reassignAgents'>;

/** The engagement of a project, by the project's id or its own. */
export const engagementIdOf = (id: string): string =>
  id.startsWith('prj_') ? derivedId(engagementMachine.prefix, id) : id;

/** The roster entry of an account, by the account's id or its own. */
export const agentIdOf = (id: string): string =>
  id.startsWith(`${agentMachine.prefix}_`) ? id : derivedId(agentMachine.prefix, id);

/** Somebody chosen a moment ago was taken by another assignment meanwhile: all of it is undone and chosen anew. */
class Overtaken extends Error {}

const choicesAtMost = 30;

const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

const keyTaken = refusal(
  'conflict',
  'KEY_REUSED',
  '同一幂等键已用于另一内容的提交',
  'the idempotency key was used with another payload',
  'key',
);

export const createCommands = (cases: Cases, store: Store, now: () => Promise<string>) => {
  const today = async () => legalDateOf(await now());

  /**
   * One after the other within this process. A territory's chief is written by each of its assignments: side by side
   * they would undo one another time and again. What holds between processes is the transaction.
   */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async <T>(run: () => Promise<T>): Promise<T> => {
    const mine = last.then(run);
    last = mine.catch(() => undefined);
    return await mine;
  };

  /** Any command on an engagement that concerns no agent's load. */
  const onEngagement = async (id: string, command: EngagementCommand, asked: Asked): Promise<Answer> => {
    const covers = asked.actor.person ? await store.findCovered(asked.actor.id, await today()) : [];
    const machine = engagementWith({ team: null, covers });
    return await cases.execute(machine, { id: engagementIdOf(id), command, ...asked });
  };

  const onAgent = async (id: string, command: AgentCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(agentMachine, { id: agentIdOf(id), command, ...asked });

  /** With what is known here of the account: nobody is enrolled as what he is not. */
  const enrolAgent = async (command: Enrolment, asked: Asked): Promise<Answer> => {
    const id = agentIdOf(command.account);
    try {
      return await cases.transaction(async (session) => {
        // Only the centre enrols: for others nothing is looked at, and nothing marked.
        const isCentre = asked.actor.roles.includes('agencyCentre');
        const known = isCentre ? await store.findAccount(command.account, session) : null;
        const enrolment = { ...command, known };
        return await cases.execute(agentMachine, {
          id,
          command: enrolment,
          payload: command,
          ...asked,
          session,
        });
      });
    } catch (error) {
      if (isDuplicateKey(error)) return { ok: false, refusal: keyTaken };
      throw error;
    }
  };

  /** Of a company that there is: a conflict with a mistyped one would keep nobody from anything. */
  const declareConflict = async (
    id: string,
    command: Extract<AgentCommand, { type: 'declareConflict' }>,
    asked: Asked,
  ): Promise<Answer> => {
    const known = await store.isKnownCompany(command.company, asked.actor.county);
    return await cases.execute(agentMachine, {
      id: agentIdOf(id),
      command: { ...command, known },
      payload: command,
      ...asked,
    });
  };

  const setAgentLeave = async (
    id: string,
    command: Extract<AgentCommand, { type: 'setAgentLeave' }>,
    asked: Asked,
  ): Promise<Answer> => {
    const agent = await cases.find<Agent>(agentIdOf(id));
    const { substitute } = command;
    const other = substitute === undefined ? null : await cases.find<Agent>(agentIdOf(substitute));
    // Only the centre sets leave, so that others learn nothing here; the machine refuses them.
    if (
      substitute !== undefined &&
      asked.actor.roles.includes('agencyCentre') &&
      agent?.county === asked.actor.county &&
      (other?.county !== agent.county || !isChoosable(other.state) || other.state.role !== agent.state.role)
    )
      return {
        ok: false,
        refusal: refusal(
          'refused',
          'SUBSTITUTE_UNKNOWN',
          '替岗人员须是库中同类的代办员',
          'a substitute is on the roster, in the same role',
          'substitute',
        ),
      };
    return await onAgent(id, command, asked);
  };

  const choose = async (
    engagementId: string,
    command: Assignment,
    actor: Actor,
    session?: ClientSession,
  ): Promise<TeamChoice | null> => {
    const found = await cases.find<Engagement>(engagementId, session);
    if (found === null || found.kind !== engagementMachine.kind) return null;
    const { state, county } = found;
    const need = {
      division: state.division,
      company: state.company,
      expertise: await store.findExpertise(state.projectId, state.items),
      today: await today(),
    };
    const wish = { chief: command.chief, agents: command.agents, prefer: actor.id };
    const roster = (await store.findRoster(county, session)).map((agent) => agent.state);
    if (command.type === 'assignAgents') return makeTeam(roster, need, wish);
    if (state.chief === null) return null;
    const present = { chief: state.chief, agents: state.agents };
    return changeTeam(roster, need, present, command.replace, wish, command.reason);
  };

  /** What follows an engagement's step on the roster: each who joins or leaves is read and written here. */
  const moveLoads = async (
    engagement: Pick<Engagement, 'projectId' | 'company'>,
    team: Pick<Team, 'joining' | 'leaving'>,
    step: {
      readonly id: string;
      readonly seq: number;
      readonly county: string;
      readonly traceparent?: string;
    },
    session: ClientSession,
  ): Promise<void> => {
    const { projectId, company } = engagement;
    const causedBy = `${step.id}.${step.seq}`;
    const follow = (account: string): Asked => ({
      actor: serviceActor('agency', step.county),
      key: `${causedBy}-${account}`,
      causedBy,
      ...(step.traceparent === undefined ? {} : { traceparent: step.traceparent }),
      session,
    });
    for (const { account, as } of team.joining) {
      const took = await onAgent(account, { type: 'takeOn', projectId, company, as }, follow(account));
      if (!took.ok) throw new Overtaken(`${account}: ${took.refusal.code}`);
    }
    for (const account of team.leaving) {
      const left = await onAgent(account, { type: 'release', projectId }, follow(account));
      if (!left.ok) throw new Error(`${account} cannot be released of ${projectId}: ${left.refusal.code}`);
    }
  };

  const assignOnce = async (
    id: string,
    command: Assignment,
    asked: Asked,
    team: TeamChoice | null,
    session: ClientSession,
  ): Promise<Answer> => {
    const answer = await cases.execute(engagementWith({ team, covers: [] }), {
      id,
      command,
      ...asked,
      session,
    });
    if (!answer.ok || answer.answer.replayed || team === null || !team.ok) return answer;
    const state = (await cases.find<Engagement>(id, session))?.state;
    if (state === undefined) throw new Error(`${id} is gone within its own transaction`);
    const { traceparent, actor } = asked;
    await moveLoads(
      state,
      team.team,
      {
        id,
        seq: answer.answer.seq,
        county: actor.county,
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      session,
    );
    return answer;
  };

  const assignInOwn = async (id: string, command: Assignment, asked: Asked): Promise<Answer> => {
    for (let attempt = 0; attempt < choicesAtMost; attempt += 1) {
      const team = await choose(id, command, asked.actor);
      try {
        return await cases.transaction(async (own) => await assignOnce(id, command, asked, team, own));
      } catch (error) {
        if (isDuplicateKey(error)) return { ok: false, refusal: keyTaken };
        if (!(error instanceof Overtaken)) throw error;
      }
    }
    return {
      ok: false,
      refusal: refusal(
        'unavailable',
        'TOO_BUSY',
        '同时指派的人太多，请稍后再试',
        'too many assignments at once, try again',
      ),
    };
  };

  /**
   * The choice is made from a look at the roster; the engagement and every agent chosen are then read and written in
   * one transaction, where each agent himself refuses what would overload him. Overtaken, it is chosen anew.
   */
  const assign = async (projectId: string, command: Assignment, asked: Asked): Promise<Answer> => {
    const id = engagementIdOf(projectId);
    const { session } = asked;
    if (session !== undefined)
      return await assignOnce(id, command, asked, await choose(id, command, asked.actor, session), session);
    return await inTurn(async () => await assignInOwn(id, command, asked));
  };

  /** A step that ends the service: in one transaction, whoever served is released. */
  const end = async (projectId: string, command: EngagementCommand, asked: Asked): Promise<Answer> => {
    const id = engagementIdOf(projectId);
    const covers = asked.actor.person ? await store.findCovered(asked.actor.id, await today()) : [];
    const machine = engagementWith({ team: null, covers });
    const run = async (session: ClientSession): Promise<Answer> => {
      const answer = await cases.execute(machine, { id, command, ...asked, session });
      if (!answer.ok || answer.answer.replayed) return answer;
      const found = await cases.find<Engagement>(id, session);
      if (found === null) throw new Error(`${id} is gone within its own transaction`);
      const { chief, agents } = found.state;
      const leaving = [...(chief === null ? [] : [chief]), ...agents];
      const { traceparent } = asked;
      await moveLoads(
        found.state,
        { joining: [], leaving },
        {
          id,
          seq: answer.answer.seq,
          county: found.county,
          ...(traceparent === undefined ? {} : { traceparent }),
        },
        session,
      );
      return answer;
    };
    if (asked.session !== undefined) return await run(asked.session);
    try {
      return await inTurn(async () => await cases.transaction(run));
    } catch (error) {
      if (isDuplicateKey(error)) return { ok: false, refusal: keyTaken };
      throw error;
    }
  };

  return { onEngagement, onAgent, enrolAgent, declareConflict, setAgentLeave, assign, end };
};
export type Commands = ReturnType<typeof createCommands>;
