import type { AnyEvent } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { serviceActor } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import type { Commands } from './commands.ts';
import type { ParcelCommand } from './domain/parcel-state.ts';
import { type ParcelStatus, table } from './domain/states.ts';
import type { LandStore } from './store.ts';

type Following = Extract<ParcelCommand, { type: 'noteConstruction' | 'openCompletionReview' }>;

/** How far a project's parcels follow what happens to the project elsewhere. */
export const createReactions = (commands: Commands, store: LandStore): Reactions => {
  /**
   * Applies a command to each parcel of the project that is open to it. Whether a project has a parcel at all cannot be
   * known here: where none is there yet, or one is still to be signed or built on, the event waits.
   */
  const follow = async (
    event: AnyEvent,
    projectId: string,
    command: Following,
    beforehand: readonly ParcelStatus[],
    session: ClientSession,
  ): Promise<Outcome> => {
    const parcels = await store.findOfProject(projectId, event.county, session);
    const from: readonly string[] = table[command.type].from;
    const open = parcels.filter(({ status }) => from.includes(status));
    if (open.length === 0)
      return parcels.some(({ status }) => status !== 'returned' && !beforehand.includes(status))
        ? never('PARCEL_PAST_THIS_STEP')
        : waitingFor(`a parcel of project ${projectId} before ${command.type}`);
    for (const { id } of open) {
      const result = await commands.onParcel(id, command, {
        actor: serviceActor('land', event.county),
        key: `${event.id.replace('.', '-')}-${id}`,
        causedBy: event.id,
        session,
      });
      if (!result.ok) throw new Error(`${command.type} on ${id}: ${result.refusal.code}`);
    }
    return done;
  };

  const release = async (event: AnyEvent, session: ClientSession): Promise<Outcome> => {
    await store.releaseCondition(event.caseId, session);
    return done;
  };

  return {
    'admission.ConditionSet': async (event, session) => {
      const { projectId, text, holdsUp } = event.data;
      if (holdsUp)
        await store.learnCondition(
          { _id: event.caseId, projectId, county: event.county, text, open: true },
          session,
        );
      return done;
    },
    'admission.ConditionMet': release,
    'admission.ConditionWaived': release,
    'admission.ConditionClosed': release,
    'approval.FilingCompleted': async (event, session) => {
      const { projectId, company } = event.data;
      await store.learnProject({ _id: projectId, county: event.county, company }, session);
      return done;
    },
    'approval.ConstructionStarted': async (event, session) =>
      await follow(
        event,
        event.data.projectId,
        { type: 'noteConstruction', on: event.data.on },
        ['awarded'],
        session,
      ),
    'acceptance.CompletionFiled': async (event, session) =>
      await follow(
        event,
        event.data.projectId,
        { type: 'openCompletionReview' },
        ['awarded', 'contracted', 'annotated'],
        session,
      ),
  };
};
