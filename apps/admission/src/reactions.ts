import type { AnyEvent } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { type AllowedCodes, serviceActor } from '@yizhan/service';
import { legalDate } from '@yizhan/workdays';
import type { ClientSession } from 'mongoose';
import { type Commands, conditionIdOf } from './commands.ts';
import type { ConditionStore } from './condition-store.ts';
import type { ApplicationCommand } from './domain/case.ts';
import type { ConditionCommand } from './domain/condition.ts';

/**
 * What `prereview` reports and proposes, and that a filed project was given up, as commands on the application; a
 * conclusion makes its conditions.
 */
export const createReactions = (
  commands: Commands,
  conditions: ConditionStore,
  codes: AllowedCodes,
): Reactions => {
  const act = async (
    event: AnyEvent,
    projectId: string,
    command: ApplicationCommand,
    session: ClientSession,
  ): Promise<Outcome> => {
    const result = await commands.onApplication(projectId, command, {
      actor: serviceActor('admission', event.county),
      key: event.id.replace('.', '-'),
      causedBy: event.id,
      session,
    });
    if (result.ok) return done;
    const { kind, code } = result.refusal;
    // Too busy is no answer: the event is tried again.
    if (kind === 'unavailable') throw new Error(code);
    // Withdrawn, lapsed or concluded meanwhile: what was proposed does not apply any more.
    return code === 'CASE_NOT_FOUND' ? waitingFor(`application ${projectId}`) : never(code);
  };

  const onCondition = async (
    event: AnyEvent,
    id: string,
    command: ConditionCommand,
    session: ClientSession,
  ): Promise<Outcome> => {
    const result = await commands.onCondition(id, command, {
      actor: serviceActor('admission', event.county),
      key: event.id.replace('.', '-'),
      causedBy: event.id,
      session,
    });
    if (!result.ok && result.refusal.kind === 'unavailable') throw new Error(result.refusal.code);
    return result.ok ? done : never(result.refusal.code);
  };

  return {
    'identity.CreditCodeAllowed': async (event, session) => {
      await codes.learn(event.data.creditCode, event.county, session);
      return done;
    },
    'admission.AdmissionConcluded': async (event, session) => {
      const { company, division } = event.data;
      for (const [index, condition] of event.data.conditions.entries()) {
        const ordinal = index + 1;
        const { text, department, attachedTo, dueOn } = condition;
        const outcome = await onCondition(
          event,
          conditionIdOf(event.caseId, ordinal),
          {
            type: 'setCondition',
            projectId: event.caseId,
            ordinal,
            company,
            division,
            text,
            department,
            attachedTo,
            dueOn,
            concludedOn: legalDate(event.effectiveOn),
          },
          session,
        );
        if (outcome.end !== 'done') return outcome;
      }
      return done;
    },
    'admission.ProjectGivenUp': async (event, session) => {
      for (const id of await conditions.findOpenIds(event.caseId, session))
        await onCondition(event, id, { type: 'closeCondition', because: 'givenUp' }, session);
      return done;
    },
    'approval.ProjectClosed': async (event, session) => {
      const { projectId, because, reason = '企业放弃已备案项目' } = event.data;
      if (because !== 'givenUp') return done;
      const on = legalDate(event.effectiveOn);
      const outcome = await act(event, projectId, { type: 'followGivingUp', reason, on }, session);
      // A project that was filed without an application is nothing to this service; an application that has ended stays
      // as it is, also where it was given up here and approval has followed.
      const isNothing =
        outcome.end === 'waiting' || (outcome.end === 'never' && outcome.reason === 'WRONG_STATE');
      return isNothing ? done : outcome;
    },
    'prereview.PrereviewStarted': async (event, session) =>
      await act(event, event.data.projectId, { type: 'noteStage', stage: 'prereviewing' }, session),
    'prereview.PrereviewAgreed': async (event, session) =>
      await act(event, event.data.projectId, { type: 'noteStage', stage: 'prereviewAgreed' }, session),
    'prereview.PrereviewRefused': async (event, session) =>
      await act(event, event.data.projectId, { type: 'noteStage', stage: 'prereviewRefused' }, session),
    'prereview.JudgementOpened': async (event, session) =>
      await act(
        event,
        event.data.projectId,
        {
          type: 'noteStage',
          stage: 'judging',
          departments: event.data.departments.map(({ department }) => department),
        },
        session,
      ),
    'prereview.JudgementCompleted': async (event, session) =>
      await act(event, event.data.projectId, { type: 'noteStage', stage: 'summarising' }, session),
    'prereview.ConferenceCalled': async (event, session) =>
      await act(event, event.data.projectId, { type: 'noteStage', stage: 'conferring' }, session),
    'prereview.SupplementRequested': async (event, session) =>
      await act(
        event,
        event.data.projectId,
        { type: 'demandSupplement', from: event.data.from, asked: event.data.asked },
        session,
      ),
    'prereview.ProposalMade': async (event, session) => {
      const { proposal, projectId } = event.data;
      switch (proposal.conclusion) {
        case 'supplement':
          return await act(
            event,
            projectId,
            { type: 'demandSupplement', from: 'conference', asked: proposal.asked },
            session,
          );
        case 'postponed':
          return await act(
            event,
            projectId,
            {
              type: 'postpone',
              proposedOn: legalDate(event.effectiveOn),
              reviewOn: proposal.reviewOn,
              reason: proposal.reason,
            },
            session,
          );
        case 'agreedWithConditions':
          return await act(
            event,
            projectId,
            {
              type: 'concludeAdmission',
              conclusion: 'agreedWithConditions',
              reason: proposal.reason,
              conditions: proposal.conditions,
            },
            session,
          );
        default:
          return await act(
            event,
            projectId,
            {
              type: 'concludeAdmission',
              conclusion: proposal.conclusion,
              reason: proposal.reason,
              conditions: [],
            },
            session,
          );
      }
    },
  };
};
