import type { Answer, Cases } from '@yizhan/aggregate';
import type { AnyEvent, Role } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { serviceActor } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import { type Asked, agentIdOf, type Commands, engagementIdOf } from './commands.ts';
import { type Agent, findAccountFault, isToReplace } from './domain/agent-case.ts';
import type { Engagement, Of } from './domain/engagement-case.ts';
import type { Store } from './store.ts';

/** What other services tell of a project: it is offered once, needs these departments, and ends. */
export const createReactions = (cases: Cases, commands: Commands, store: Store): Reactions => {
  const askedBy = (event: AnyEvent, session?: ClientSession, part = ''): Asked => ({
    actor: serviceActor('agency', event.county),
    key: `${event.id.replace('.', '-')}${part}`,
    causedBy: event.id,
    ...(session === undefined ? {} : { session }),
  });

  const outcomeOf = (result: Answer, withoutEffect: readonly string[]): Outcome => {
    if (result.ok) return done;
    const { kind, code } = result.refusal;
    if (kind === 'unavailable') throw new Error(code);
    return withoutEffect.includes(code) ? done : never(code);
  };

  /** Whichever consent comes first offers; the later ones, and those of a project that has ended, change nothing. */
  const offer = async (
    event: AnyEvent,
    body: Omit<Of<'offerAgency'>, 'type'>,
    session: ClientSession,
  ): Promise<Outcome> => {
    if (!(await store.mayOffer(body.projectId, session))) return done;
    const command = { type: 'offerAgency', ...body } as const;
    const result = await commands.onEngagement(body.projectId, command, askedBy(event, session));
    return outcomeOf(result, ['CASE_EXISTS']);
  };

  /** Ended already, or never offered: then it will not be any more. */
  const end = async (
    event: AnyEvent,
    projectId: string,
    body: Omit<Of<'endWithProject'>, 'type'>,
    session: ClientSession,
  ): Promise<Outcome> => {
    await store.markEnded(projectId, session);
    const result = await commands.end(
      projectId,
      { type: 'endWithProject', ...body },
      askedBy(event, session),
    );
    return outcomeOf(result, ['CASE_NOT_FOUND', 'WRONG_STATE', 'STILL_SERVED']);
  };

  /** Who is on the roster serves as what his account is; nobody chooses him while it is not that. */
  const followAccount = async (
    event: AnyEvent,
    account: string,
    told: { readonly roles?: readonly Role[]; readonly disabled?: boolean },
    session: ClientSession,
  ): Promise<Outcome> => {
    await store.learnAccount({ _id: account, county: event.county, ...told }, session);
    const entry = await cases.find<Agent>(agentIdOf(account), session);
    if (entry?.status !== 'active') return done;
    const fault = findAccountFault(await store.findAccount(account, session), entry.state.role);
    const command =
      fault === null
        ? ({ type: 'reinstateAgent' } as const)
        : ({ type: 'setAgentAside', because: fault } as const);
    return outcomeOf(await commands.onAgent(account, command, askedBy(event, session)), []);
  };

  /**
   * Others take over what somebody serves no more, each project by itself: one for which nobody is free keeps no other
   * waiting. It waits until somebody is, or the centre has named him. Done is done, however often this is tried.
   */
  const handOver = async (event: AnyEvent, account: string, reason: string): Promise<Outcome> => {
    const entry = await cases.find<Agent>(agentIdOf(account));
    const without: string[] = [];
    for (const projectId of entry?.state.projects ?? []) {
      const found = await cases.find<Engagement>(engagementIdOf(projectId));
      if (entry === null || found === null || !isToReplace(entry.state, found.state.company)) continue;
      const command = { type: 'reassignAgents', reason, replace: [account] } as const;
      const result = await commands.assign(projectId, command, askedBy(event, undefined, `-${projectId}`));
      if (!result.ok) without.push(`${projectId}: ${result.refusal.code}`);
    }
    return without.length === 0 ? done : waitingFor(`an agent free for ${without.join(', ')}`);
  };

  const nameCompany = async (
    event: AnyEvent,
    company: string,
    name: string,
    session: ClientSession,
  ): Promise<void> => await store.learnCompany({ _id: company, county: event.county, name }, session);

  return {
    'admission.ApplicationSubmitted': async (event, session) => {
      await nameCompany(event, event.data.company, event.data.investor.name, session);
      return done;
    },
    'prereview.PrereviewAgreed': async (event, session) => {
      const { projectId, company, division } = event.data;
      return await offer(event, { projectId, company, division, trigger: 'prereviewAgreed' }, session);
    },
    'admission.AdmissionConcluded': async (event, session) => {
      const { conclusion, company, division } = event.data;
      if (conclusion === 'disagreed') return done;
      const body = { projectId: event.caseId, company, division, trigger: 'admissionAgreed' } as const;
      return await offer(event, body, session);
    },
    'approval.FilingCompleted': async (event, session) => {
      const { projectId, company, division, investorName } = event.data;
      await nameCompany(event, company, investorName, session);
      return await offer(event, { projectId, company, division, trigger: 'filingCompleted' }, session);
    },
    'admission.ProjectGivenUp': async (event, session) =>
      await end(event, event.caseId, { by: 'givenUp', reason: '企业放弃项目' }, session),
    'approval.ProjectClosed': async (event, session) => {
      const { projectId, because } = event.data;
      const reason = because === 'givenUp' ? '企业放弃项目' : '项目已办结';
      return await end(event, projectId, { by: because, reason }, session);
    },
    'approval.PathPlanned': async (event, session) => {
      const steps = event.data.steps.map(({ code, department }) => ({ code, department }));
      await store.planSteps(event.data.projectId, steps, session);
      return done;
    },
    'approval.ItemDelivered': async (event, session) => {
      await store.markDone(event.data.projectId, event.data.code, session);
      return done;
    },
    'approval.ItemNotRequired': async (event, session) => {
      await store.markDone(event.data.projectId, event.data.code, session);
      return done;
    },
    'approval.LandStepReached': async (event, session) => {
      await store.markDone(event.data.projectId, event.data.step, session);
      return done;
    },
    'identity.AccountOpened': async (event, session) => {
      const { account, roles } = event.data;
      return await followAccount(event, account, { roles }, session);
    },
    'identity.RolesChanged': async (event, session) => {
      const { account, roles } = event.data;
      return await followAccount(event, account, { roles }, session);
    },
    'identity.AccountDisabled': async (event, session) =>
      await followAccount(event, event.data.account, { disabled: true }, session),
    'identity.AccountEnabled': async (event, session) =>
      await followAccount(event, event.data.account, { disabled: false }, session),
    'agency.AgentSetAside': async (event) => {
      const { account, because } = event.data;
      const reason = because === 'accountDisabled' ? '代办员账号已停用' : '代办员角色已变更';
      return await handOver(event, account, `${reason}，由他人接办`);
    },
    'agency.ConflictDeclared': async (event) =>
      await handOver(event, event.data.account, `回避：${event.data.reason}`),
  };
};
