import type { Answer, Cases } from '@yizhan/aggregate';
import type { AnyEvent } from '@yizhan/contracts';
import { done, type Outcome, type Reactions, waitingFor } from '@yizhan/eventbus';
import type { ClientSession } from 'mongoose';
import { type Asked, type Commands, projectCaseId } from './commands.ts';
import type { FiledProject } from './domain/project-case.ts';
import type { Parcels } from './parcels.ts';

/**
 * How a path follows its land. Before an award nothing but the owner's wish ties a project to a parcel, and the wish is
 * kept here alone: what is announced and sold on the land side names no investor, and favours none.
 */
export const landReactions = ({
  cases,
  commands,
  parcels,
  asked,
  outcomeOf,
  undone,
}: {
  readonly cases: Cases;
  readonly commands: Commands;
  readonly parcels: Parcels;
  readonly asked: (event: AnyEvent, session: ClientSession, part?: string) => Asked;
  readonly outcomeOf: (result: Answer, what: string) => Outcome;
  readonly undone: (
    event: AnyEvent,
    projectId: string,
    codes: readonly string[],
    reason: string,
    session: ClientSession,
  ) => Promise<Outcome>;
}): Reactions => {
  /** Projects that are open and wish for a parcel by its code or name. */
  const findWishing = async (
    county: string,
    names: readonly string[],
    session: ClientSession,
  ): Promise<readonly { readonly projectId: string; readonly company: string }[]> => {
    const found = await cases.models.cases
      .find(
        {
          kind: 'project',
          county,
          'search.parcelWish': { $in: names },
          status: { $in: ['filed', 'building'] },
        },
        { search: 1 },
        { session },
      )
      .sort({ _id: 1 })
      .lean<{ search: { projectId: string; company: string } }[]>();
    return found.map(({ search }) => search);
  };

  const tell = async (
    event: AnyEvent,
    projectId: string,
    news: Parameters<Commands['followLand']>[1],
    session: ClientSession,
  ): Promise<Outcome> =>
    outcomeOf(
      await commands.followLand(projectId, news, asked(event, session, `-${projectId}`)),
      `filed project ${projectId}`,
    );

  /** All who wish for a parcel; one that has ended since follows nothing any more. */
  const tellEach = async (
    event: AnyEvent,
    projects: readonly { readonly projectId: string }[],
    news: Parameters<Commands['followLand']>[1],
    session: ClientSession,
  ): Promise<Outcome> => {
    for (const { projectId } of projects) {
      const outcome = await tell(event, projectId, news, session);
      if (outcome.end === 'waiting') return outcome;
    }
    return done;
  };

  /** The project's wish, as it is now, for a parcel that was announced already. */
  const followWish = async (event: AnyEvent, projectId: string, session: ClientSession): Promise<Outcome> => {
    const project = await cases.find<FiledProject>(projectCaseId(projectId), session);
    if (project === null) return waitingFor(`filed project ${projectId}`);
    const wish = project.state.path.facts?.parcelWish?.trim() ?? '';
    const parcel = wish === '' ? null : await parcels.findWished(event.county, wish, session);
    if (parcel === null) return done;
    const { _id: parcelId, parcelCode, evaluations } = parcel;
    return await tellEach(
      event,
      [{ projectId }],
      { type: 'followParcel', parcel: { parcelId, parcelCode, evaluations } },
      session,
    );
  };

  return {
    'approval.FilingCompleted': async (event, session) =>
      await followWish(event, event.data.projectId, session),
    'approval.ProjectFactsChanged': async (event, session) =>
      event.data.changed.includes('parcelWish')
        ? await followWish(event, event.data.projectId, session)
        : done,
    'land.ListingAnnounced': async (event, session) => {
      const { parcelId, parcelCode, name, evaluations } = event.data;
      if (parcelCode === undefined || name === undefined || evaluations === undefined) return done;
      const { county } = event;
      await parcels.learn({ _id: parcelId, county, parcelCode, name, evaluations, sold: false }, session);
      const wishing = await findWishing(county, [parcelCode, name], session);
      const parcel = { parcelId, parcelCode, evaluations };
      return await tellEach(event, wishing, { type: 'followParcel', parcel }, session);
    },
    'land.ListingFailed': async (event, session) => {
      const { parcelId, projectId } = event.data;
      if (projectId !== undefined) {
        const reason = '成交后未按期签订合同，用地环节重新办理';
        const lost = await undone(event, projectId, ['A3', 'A4'], reason, session);
        if (lost.end === 'waiting') return lost;
      }
      const parcel = await parcels.find(parcelId, session);
      if (parcel === null) return done;
      const wishing = await findWishing(event.county, [parcel.parcelCode, parcel.name], session);
      return await tellEach(event, wishing, { type: 'noteSaleFailed', parcelId }, session);
    },
    'land.ParcelAwarded': async (event, session) => {
      const { projectId, company, parcelId, parcelCode, evaluations } = event.data;
      await parcels.noteSold(parcelId, session);
      let won: Outcome = done;
      if (projectId !== null) {
        const news = {
          type: 'noteLandStep',
          step: 'A3',
          on: event.effectiveOn,
          parcelId,
          parcelCode,
          evaluations,
        } as const;
        won = await tell(event, projectId, news, session);
        if (won.end === 'waiting') return won;
      }
      const parcel = await parcels.find(parcelId, session);
      if (parcel === null) return won;
      const wishing = await findWishing(event.county, [parcel.parcelCode, parcel.name], session);
      // Whoever won it without a project still brings one: his own wish stands.
      const lost = wishing.filter(
        (other) => other.projectId !== projectId && (projectId !== null || other.company !== company),
      );
      const told = await tellEach(event, lost, { type: 'noteParcelLost', parcelId }, session);
      return told.end === 'waiting' ? told : won;
    },
    'land.ContractsSigned': async (event, session) => {
      const { projectId, parcelId } = event.data;
      const news = { type: 'noteLandStep', step: 'A4', on: event.effectiveOn, parcelId } as const;
      return await tell(event, projectId, news, session);
    },
  };
};
