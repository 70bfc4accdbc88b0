import type { AnyEvent } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { serviceActor } from '@yizhan/service';
import { legalDate } from '@yizhan/workdays';
import type { ClientSession } from 'mongoose';
import type { Commands } from './commands.ts';
import type { AcceptanceCommand } from './domain/case.ts';
import type { ProjectStore } from './store.ts';

/** What `approval` and `admission` tell of a project, as commands on its acceptance. */
export const createReactions = (commands: Commands, projects: ProjectStore): Reactions => {
  const act = async (
    event: AnyEvent,
    projectId: string,
    command: AcceptanceCommand,
    session: ClientSession,
  ): Promise<Outcome> => {
    const result = await commands.onAcceptance(projectId, command, {
      actor: serviceActor('acceptance', event.county),
      key: event.id.replace('.', '-'),
      causedBy: event.id,
      session,
    });
    if (result.ok) return done;
    const { kind, code } = result.refusal;
    if (kind === 'unavailable') throw new Error(code);
    return never(code);
  };

  /** Given up before its construction has begun, a project has no acceptance to close: it will not open one. */
  const giveUp = async (event: AnyEvent, projectId: string, session: ClientSession): Promise<Outcome> => {
    await projects.learnGivingUp(projectId, session);
    const outcome = await act(event, projectId, { type: 'closeAcceptance', because: 'givenUp' }, session);
    return outcome.end === 'never' && outcome.reason === 'CASE_NOT_FOUND' ? done : outcome;
  };

  return {
    'approval.FilingCompleted': async ({ data }, session) => {
      const { projectId, company, division, name } = data;
      await projects.learnFiling(projectId, { company, division, name }, session);
      return done;
    },
    'approval.PathPlanned': async ({ data }, session) => {
      await projects.learnPath(
        data.projectId,
        data.steps.map(({ code }) => code),
        session,
      );
      return done;
    },
    'approval.ConstructionStarted': async (event, session) => {
      const { projectId, on } = event.data;
      const project = await projects.learnStart(projectId, on, session);
      if (project === null) return waitingFor(`filing of ${projectId}`);
      if (project.givenUp) return never('PROJECT_GIVEN_UP');
      const { company, division, name } = project;
      return await act(
        event,
        projectId,
        { type: 'openAcceptance', projectId, company, division, projectName: name, startedOn: legalDate(on) },
        session,
      );
    },
    'approval.ProjectClosed': async (event, session) =>
      event.data.because === 'givenUp' ? await giveUp(event, event.data.projectId, session) : done,
    'admission.ProjectGivenUp': async (event, session) => await giveUp(event, event.caseId, session),
  };
};
