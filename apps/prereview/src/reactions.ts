import type { AnyEvent } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { serviceActor } from '@yizhan/service';
import { legalDate } from '@yizhan/workdays';
import type { ClientSession } from 'mongoose';
import type { Commands } from './commands.ts';
import type { DataOf, PrereviewCommand } from './domain/case.ts';

/** What `admission` tells of an application, as commands on its pre-review. */
export const createReactions = (commands: Commands): Reactions => {
  const act = async (
    event: AnyEvent,
    command: PrereviewCommand,
    session: ClientSession,
  ): Promise<Outcome> => {
    const result = await commands.onPrereview(event.caseId, command, {
      actor: serviceActor('prereview', event.county),
      key: event.id.replace('.', '-'),
      causedBy: event.id,
      session,
    });
    if (result.ok) return done;
    const { kind, code } = result.refusal;
    if (kind === 'unavailable') throw new Error(code);
    return code === 'CASE_NOT_FOUND' ? waitingFor(`pre-review of ${event.caseId}`) : never(code);
  };

  /** Given up after its conclusion, a project has no pre-review left to close: that is as it should be. */
  const close = async (
    event: AnyEvent,
    because: DataOf<'PrereviewClosed'>['because'],
    session: ClientSession,
  ): Promise<Outcome> => {
    const outcome = await act(event, { type: 'closePrereview', because }, session);
    return outcome.end === 'never' && outcome.reason === 'WRONG_STATE' ? done : outcome;
  };

  return {
    'admission.ApplicationSubmitted': async (event, session) => {
      const { company, owner, facts, investor } = event.data;
      return await act(
        event,
        {
          type: 'openPrereview',
          projectId: event.caseId,
          company,
          facts,
          toBeFounded: investor.kind === 'toBeFounded',
          drafters: [...new Set([event.actor.id, owner])],
          submittedOn: legalDate(event.effectiveOn),
        },
        session,
      );
    },
    'admission.ApplicationSupplemented': async (event, session) => {
      const { backTo, facts } = event.data;
      const on = legalDate(event.effectiveOn);
      const command: PrereviewCommand =
        backTo === 'submitted'
          ? { type: 'renewPrereview', facts, suppliedOn: on, drafter: event.actor.id }
          : { type: 'reopenSummary', because: 'supplemented', facts, on };
      return await act(event, command, session);
    },
    'admission.AdmissionReviewDue': async (event, session) =>
      await act(
        event,
        { type: 'reopenSummary', because: 'reviewDue', on: legalDate(event.effectiveOn) },
        session,
      ),
    'admission.ApplicationWithdrawn': async (event, session) => await close(event, 'withdrawn', session),
    'admission.ApplicationLapsed': async (event, session) => await close(event, 'lapsed', session),
    'admission.AdmissionConcluded': async (event, session) => await close(event, 'concluded', session),
    'admission.ProjectGivenUp': async (event, session) => await close(event, 'givenUp', session),
  };
};
