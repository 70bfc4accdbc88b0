import type { Actor, AnyEvent, LandPublished } from '@yizhan/contracts';
import type { ClientSession, Connection } from 'mongoose';
import type { DossierState, ParcelView } from './domain/dossier.ts';
import { fold, projectOf } from './domain/fold.ts';
import { foldParcel } from './domain/fold-land.ts';
import { foldLeaves, type Leave, type Substitutes, substituteOn } from './domain/substitutes.ts';
import type { StoredTurn } from './domain/turn.ts';
import { freeParcelTurns, turnsOf } from './domain/turns.ts';
import { type ReadingDay, stageOf } from './domain/view.ts';
import { turnsFor, visibleTo } from './visibility.ts';

export interface DossierDocument {
  readonly _id: string;
  readonly county: string;
  readonly company: string;
  readonly division: string;
  readonly departments: readonly string[];
  readonly accounts: readonly string[];
  readonly stage: string;
  readonly ended: boolean;
  readonly name: string;
  readonly projectCode: string | null;
  readonly updatedOn: string;
  readonly hasAgency: boolean;
  readonly hasFiling: boolean;
  readonly hasAcceptance: boolean;
  readonly hasParcel: boolean;
  readonly state: DossierState;
}

interface ParcelDocument {
  readonly _id: string;
  readonly county: string;
  readonly status: string;
  readonly state: ParcelView;
}

interface LeavesDocument {
  /** The account on leave. */
  readonly _id: string;
  readonly county: string;
  readonly leaves: readonly Leave[];
}

type TurnDocument = StoredTurn & { readonly _id: string; readonly subject: string };

const documentOf = (state: DossierState): DossierDocument => {
  const stage = stageOf(state);
  return {
    _id: state.projectId,
    county: state.county,
    company: state.company,
    division: state.division,
    departments: state.departments,
    accounts: state.accounts,
    stage,
    ended: stage === 'ended' || stage === 'completed',
    name: state.name,
    projectCode: state.projectCode,
    updatedOn: state.updatedOn,
    hasAgency: state.agency !== null,
    hasFiling: state.filing !== null,
    hasAcceptance: state.acceptance !== null,
    hasParcel: state.parcels.length > 0,
    state,
  };
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The read side: dossiers, parcels and turns, made from events alone. */
export const createReadSide = (connection: Connection) => {
  const dossiers = () => connection.collection<DossierDocument>('dossiers');
  const parcels = () => connection.collection<ParcelDocument>('parcels');
  const leaves = () => connection.collection<LeavesDocument>('leaves');
  const turns = () => connection.collection<TurnDocument>('turns');

  /** Folds a run of events in one transaction: each document is read and written once. The projects it changed. */
  const apply = async (events: readonly AnyEvent[], session: ClientSession): Promise<readonly string[]> => {
    const parcelIds = [
      ...new Set(events.filter((event) => event.service === 'land').map((event) => event.caseId)),
    ];
    const views = new Map(
      (parcelIds.length === 0
        ? []
        : await parcels()
            .find({ _id: { $in: parcelIds } }, { session })
            .toArray()
      ).map((found) => [found._id, found.state]),
    );
    // An event of a sold parcel need not name its project.
    const projectIds = new Set(
      [...events.map(projectOf), ...[...views.values()].map((view) => view.projectId)].filter(
        (id) => id !== null,
      ),
    );
    const states = new Map(
      (
        await dossiers()
          .find({ _id: { $in: [...projectIds] } }, { session })
          .toArray()
      ).map((found) => [found._id, found.state]),
    );
    const touched = new Set<string>();
    const counties = new Map<string, string>();
    for (const event of events) {
      const before = views.get(event.caseId);
      let parcel: ParcelView | undefined;
      if (event.service === 'land') {
        parcel = foldParcel(before, event as LandPublished);
        views.set(event.caseId, parcel);
        counties.set(event.caseId, event.county);
      }
      // Whose it was is told that it is his no longer.
      const projectId = projectOf(event) ?? parcel?.projectId ?? before?.projectId ?? null;
      if (projectId === null) continue;
      states.set(projectId, fold(states.get(projectId), projectId, event, parcel));
      touched.add(projectId);
    }
    const changed = [...states.values()].filter((state) => touched.has(state.projectId));
    const sold = [...views.values()];
    // One by one: the driver's bulk write turns each document into BSON twice, and a dossier is large.
    for (const state of changed)
      await dossiers().replaceOne({ _id: state.projectId }, documentOf(state), { session, upsert: true });
    for (const state of sold)
      await parcels().replaceOne(
        { _id: state.parcelId },
        { county: counties.get(state.parcelId) ?? '', status: state.status, state },
        { session, upsert: true },
      );
    const subjects = [...changed.map((state) => state.projectId), ...sold.map((state) => state.parcelId)];
    const open: TurnDocument[] = [
      ...changed.flatMap((state) =>
        turnsOf(state).map((turn) => ({ ...turn, _id: turn.id, subject: state.projectId })),
      ),
      ...sold.flatMap((state) =>
        freeParcelTurns(state, counties.get(state.parcelId) ?? '').map((turn) => ({
          ...turn,
          _id: turn.id,
          subject: state.parcelId,
        })),
      ),
    ];
    await turns().deleteMany({ subject: { $in: subjects } }, { session });
    if (open.length > 0) await turns().insertMany(open, { session });
    return [...touched];
  };

  /** Leaves of agents, which concern no one project: who stands in is asked for on the day of reading. */
  const noteLeaves = async (events: readonly AnyEvent[], session: ClientSession): Promise<void> => {
    for (const event of events) {
      if (event.type !== 'agency.AgentEnrolled' && event.type !== 'agency.AgentLeaveSet') continue;
      const { account } = event.data;
      const known = (await leaves().findOne({ _id: account }, { session }))?.leaves ?? [];
      const next = foldLeaves(known, event);
      await leaves().replaceOne(
        { _id: account },
        { county: event.county, leaves: next },
        { session, upsert: true },
      );
    }
  };

  return {
    apply: async (events: readonly AnyEvent[], session: ClientSession): Promise<readonly string[]> => {
      await noteLeaves(events, session);
      return await apply(events, session);
    },
    findSubstitutes: async (county: string, today: string): Promise<Substitutes> => {
      const away = await leaves()
        .find({ county, 'leaves.until': { $gte: today } })
        .toArray();
      return new Map(
        away.flatMap(({ _id, leaves: known }) => {
          const substitute = substituteOn(known, today);
          return substitute === null ? [] : [[_id, substitute] as const];
        }),
      );
    },
    ensureIndexes: async (): Promise<void> => {
      await dossiers().createIndexes([
        { key: { county: 1, updatedOn: -1 } },
        { key: { company: 1, updatedOn: -1 } },
        { key: { division: 1, updatedOn: -1 } },
        { key: { departments: 1, updatedOn: -1 } },
        { key: { accounts: 1 } },
        { key: { stage: 1 } },
      ]);
      await parcels().createIndex({ status: 1 });
      await leaves().createIndex({ county: 1, 'leaves.until': 1 });
      await turns().createIndexes([{ key: { subject: 1 } }, { key: { party: 1, holder: 1, dueOn: 1 } }]);
    },
    /** Its turns follow from its state; those that are stored are there to be searched. */
    findDossier: async (
      projectId: string,
    ): Promise<{ state: DossierState; turns: readonly StoredTurn[] } | null> => {
      const found = await dossiers().findOne({ _id: projectId });
      return found === null ? null : { state: found.state, turns: turnsOf(found.state) };
    },
    findDossiers: async (
      actor: Actor,
      substitutes: Substitutes,
      wanted: {
        search?: string | undefined;
        stage?: string | undefined;
        ended?: boolean | undefined;
        skip: number;
        take: number;
      },
    ) => {
      const search = wanted.search?.trim() ?? '';
      const filter = {
        ...(wanted.stage === undefined ? {} : { stage: wanted.stage }),
        ...(wanted.ended === undefined ? {} : { ended: wanted.ended }),
        $and: [
          visibleTo(actor, substitutes),
          ...(search === ''
            ? []
            : [
                {
                  $or: [
                    { name: { $regex: escaped(search) } },
                    { projectCode: search },
                    { 'state.investorName': { $regex: escaped(search) } },
                  ],
                },
              ]),
        ],
      };
      const [total, found] = await Promise.all([
        dossiers().countDocuments(filter),
        dossiers()
          .find(filter)
          .sort({ updatedOn: -1, _id: 1 })
          .skip(wanted.skip)
          .limit(wanted.take)
          .toArray(),
      ]);
      return { total, rows: found.map(({ state }) => ({ state, turns: turnsOf(state) })) };
    },
    findTurns: async (
      actor: Actor,
      { today, substitutes }: Pick<ReadingDay, 'today' | 'substitutes'>,
      skip: number,
      take: number,
    ) => {
      const filter = turnsFor(actor, substitutes);
      const [total, overdue, dueToday, rows] = await Promise.all([
        turns().countDocuments(filter),
        turns().countDocuments({ ...filter, dueOn: { $ne: null, $lt: today } }),
        turns().countDocuments({ ...filter, dueOn: today }),
        // What has no due date sorts after what has one.
        turns()
          .aggregate<TurnDocument>([
            { $match: filter },
            { $addFields: { order: { $ifNull: ['$dueOn', '9999-12-31'] } } },
            { $sort: { optional: 1, order: 1, since: 1, _id: 1 } },
            { $skip: skip },
            { $limit: take },
            { $unset: ['order', '_id', 'subject'] },
          ])
          .toArray(),
      ]);
      return { total, overdue, dueToday, rows };
    },
    countStages: async (county: string): Promise<ReadonlyMap<string, number>> =>
      new Map(
        (
          await dossiers()
            .aggregate<{ _id: string; n: number }>([
              { $match: { county } },
              { $group: { _id: '$stage', n: { $sum: 1 } } },
            ])
            .toArray()
        ).map(({ _id, n }) => [_id, n]),
      ),
    allStates: async (county: string): Promise<readonly DossierState[]> =>
      (await dossiers().find({ county }).toArray()).map((found) => found.state),
    countParcels: async (county: string, statuses: readonly string[]): Promise<number> =>
      await parcels().countDocuments({ county, status: { $in: [...statuses] } }),
    openTurnsByDepartment: async (
      county: string,
      today: string,
    ): Promise<ReadonlyMap<string, { open: number; overdue: number }>> =>
      new Map(
        (
          await turns()
            .aggregate<{ _id: string; open: number; overdue: number }>([
              { $match: { county, party: { $in: ['department', 'land', 'acceptanceLead'] } } },
              {
                $group: {
                  _id: '$holder',
                  open: { $sum: 1 },
                  overdue: {
                    $sum: {
                      $cond: [{ $and: [{ $ne: ['$dueOn', null] }, { $lt: ['$dueOn', today] }] }, 1, 0],
                    },
                  },
                },
              },
            ])
            .toArray()
        ).map(({ _id, open, overdue }) => [_id, { open, overdue }]),
      ),
  };
};
export type ReadSide = ReturnType<typeof createReadSide>;
