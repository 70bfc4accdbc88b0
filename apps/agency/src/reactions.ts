import type { Answer, Cases } from '@yizhan/aggregate';
import type { AnyEvent } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { serviceActor } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import { type Asked, agentIdOf, type Commands, engagementIdOf } from './commands.ts';
import type { Agent } from './domain/agent-case.ts';
import type { Engagement, Of } from './domain/engagement-case.ts';
import type { Store } from './store.ts';

/** What other services tell of a project: it is offered once, needs these departments, and ends. */
export const createReactions = (cases: Cases, commands: Commands, store: Store): Reactions => {
  const askedBy = (event: AnyEvent, session: ClientSession, part = ''): Asked => ({
    actor: serviceActor('agency', event.county),
    key: `${event.id.replace('.', '-')}${part}`,
    causedBy: event.id,
    session,
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

  return {
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
      const { projectId, company, division } = event.data;
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
    /** 回避: others take over his projects of that company; where nobody is free it waits until somebody is. */
    'agency.ConflictDeclared': async (event, session) => {
      const { account, company, reason } = event.data;
      const agent = await cases.find<Agent>(agentIdOf(account), session);
      for (const projectId of agent?.state.projects ?? []) {
        const found = await cases.find<Engagement>(engagementIdOf(projectId), session);
        if (found?.state.company !== company) continue;
        const command = { type: 'reassignAgents', reason: `回避：${reason}`, replace: [account] } as const;
        const result = await commands.assign(projectId, command, askedBy(event, session, `-${projectId}`));
        if (!result.ok) return waitingFor(`an agent free for ${projectId}: ${result.refusal.code}`);
      }
      return done;
    },
  };
};
