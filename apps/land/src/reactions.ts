import type { AnyEvent } from '@yizhan/contracts';
import { done, never, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import { serviceActor } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import type { Commands } from './commands.ts';
import type { ParcelCommand } from './domain/parcel-state.ts';
import { type ParcelStatus, table } from './domain/states.ts';
import type { LandStore } from './store.ts';

type Following = Extract<
  ParcelCommand,
  { type: 'noteConstruction' | 'openCompletionReview' | 'noteProjectGivenUp' }
>;

/** How far a project's parcels follow what happens to the project elsewhere. */
export const createReactions = (commands: Commands, store: LandStore): Reactions => {
  const applyToEach = async (
    event: AnyEvent,
    ids: readonly string[],
    command: Following,
    session: ClientSession,
  ): Promise<void> => {
    for (const id of ids) {
      const result = await commands.onParcel(id, command, {
        actor: serviceActor('land', event.county),
        key: `${event.id.replace('.', '-')}-${id}`,
        causedBy: event.id,
        session,
      });
      if (!result.ok) throw new Error(`${command.type} on ${id}: ${result.refusal.code}`);
    }
  };

  /**
   * Applies a command to each parcel of the project that is open to it. Where none is there yet, or one is still to be
   * signed or built on, the event waits: unless no auction is on the project's path, or the project is over.
   */
  const follow = async (
    event: AnyEvent,
    projectId: string,
    command: Following,
    beforehand: readonly ParcelStatus[],
    told: { readonly startedOn: string } | { readonly completed: true },
    session: ClientSession,
  ): Promise<Outcome> => {
    const parcels = await store.findOfProject(projectId, event.county, session);
    const from: readonly string[] = table[command.type].from;
    const open = parcels.filter(({ status }) => from.includes(status));
    if (open.length === 0) {
      if (parcels.some(({ status }) => status !== 'returned' && !beforehand.includes(status)))
        return never('PARCEL_PAST_THIS_STEP');
      const known = await store.findKnown(projectId, event.county, session);
      if (known?.byAuction === false) return never('NO_AUCTION_ON_THE_PATH');
      if (known?.closed !== undefined && parcels.every(({ status }) => status === 'returned'))
        return never('PROJECT_OVER_WITHOUT_PARCEL');
      return waitingFor(`a parcel of project ${projectId} before ${command.type}`);
    }
    const ids = open.map(({ id }) => id);
    await applyToEach(event, ids, command, session);
    // Another parcel of the project may still be to be signed: it follows when it is.
    await store.learnProject({ _id: projectId, county: event.county, ...told }, session);
    return done;
  };

  /** The project is over; what it leaves of a parcel is told to the land desk. */
  const close = async (
    event: AnyEvent,
    { projectId, because }: { readonly projectId: string; readonly because: 'givenUp' | 'completed' },
    session: ClientSession,
  ): Promise<Outcome> => {
    await store.learnProject({ _id: projectId, county: event.county, closed: because }, session);
    if (because === 'completed') return done;
    const from: readonly string[] = table.noteProjectGivenUp.from;
    const parcels = await store.findOfProject(projectId, event.county, session);
    const ids = parcels.filter(({ status }) => from.includes(status)).map(({ id }) => id);
    await applyToEach(event, ids, { type: 'noteProjectGivenUp' }, session);
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
    'approval.PathPlanned': async (event, session) => {
      const { projectId, steps } = event.data;
      const byAuction = steps.some(({ doneBy }) => doneBy === 'land');
      await store.learnProject({ _id: projectId, county: event.county, byAuction }, session);
      return done;
    },
    'approval.ProjectClosed': async (event, session) => await close(event, event.data, session),
    'approval.ConstructionStarted': async (event, session) =>
      await follow(
        event,
        event.data.projectId,
        { type: 'noteConstruction', on: event.data.on },
        ['awarded'],
        { startedOn: event.data.on },
        session,
      ),
    'acceptance.CompletionFiled': async (event, session) =>
      await follow(
        event,
        event.data.projectId,
        { type: 'openCompletionReview' },
        ['awarded', 'contracted', 'annotated'],
        { completed: true },
        session,
      ),
  };
};
