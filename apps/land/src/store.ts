import type { CaseDocument } from '@yizhan/aggregate';
import { type Actor, hasRole, type ParcelPolygon } from '@yizhan/contracts';
import mongoose, { type ClientSession, type Connection } from 'mongoose';
import { parcelMachine } from './domain/parcel.ts';
import type { Parcel } from './domain/parcel-state.ts';
import type { ParcelStatus } from './domain/states.ts';

/** What is known here of a project: learned from its 备案. */
interface FiledProject {
  readonly _id: string;
  readonly county: string;
  readonly company: string;
  /** Its path leads over an auction; absent until the path arrives. */
  readonly byAuction?: boolean;
  readonly closed?: 'givenUp' | 'completed';
  /** Told while a parcel of it was there to follow; one that is signed later follows then. */
  readonly startedOn?: string;
  readonly completed?: boolean;
  readonly touched?: number;
}

/** A condition of the project's admission that holds up its contracts until it is met. */
interface HoldingCondition {
  readonly _id: string;
  readonly projectId: string;
  readonly county: string;
  readonly text: string;
  readonly open: boolean;
}

interface Wanted {
  readonly status?: string | undefined;
  readonly minArea?: string | undefined;
}

const parcelsAtMost = 200;
const decimal = mongoose.Types.Decimal128.fromString;

/** The parcel's machine with decimals to query by: the pure one knows no database. */
export const storedParcelMachine: typeof parcelMachine = {
  ...parcelMachine,
  search: (state) => ({
    ...parcelMachine.search(state),
    area: decimal(state.area),
    ...(state.award === null ? {} : { price: decimal(state.award.price) }),
  }),
};

/** Which parcels somebody finds: all, his own unit's, those he was asked about, those won; whoever has none, those listed. */
const within = (actor: Actor): object => {
  if (hasRole(actor, 'land', 'windowClerk', 'judgementLead', 'administrator', 'service')) return {};
  if (hasRole(actor, 'territory')) return { 'search.division': actor.unit ?? '' };
  if (hasRole(actor, 'department', 'departmentHead')) return { 'search.askedOf': actor.unit ?? '' };
  if (hasRole(actor, 'enterprise'))
    return { $or: [{ status: 'listed' }, { 'search.company': actor.company ?? '' }] };
  return { status: 'listed' };
};

/** Two processes that start at once both make it: the second finds it there. */
const unlessThere = (error: unknown): void => {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 48) return;
  throw error;
};

export const createLandStore = (connection: Connection) => {
  const cases = connection.collection<CaseDocument<Parcel>>('cases');
  const projects = connection.collection<FiledProject>('projects');
  const conditions = connection.collection<HoldingCondition>('conditions');
  const cadastralAreas = connection.collection<{ readonly _id: string; readonly drawn: number }>(
    'cadastralAreas',
  );

  return {
    ensureIndexes: async (): Promise<void> => {
      await cases.createIndex(
        { 'search.parcelCode': 1 },
        { unique: true, partialFilterExpression: { 'search.parcelCode': { $exists: true } } },
      );
      await cases.createIndex(
        { 'search.projectId': 1 },
        { partialFilterExpression: { 'search.projectId': { $exists: true } } },
      );
      await cases.createIndex({ county: 1, 'search.division': 1, status: 1 });
      await cases.createIndex({ 'search.askedOf': 1 });
      await cases.createIndex(
        { 'search.company': 1 },
        { partialFilterExpression: { 'search.company': { $exists: true } } },
      );
      await cases.createIndex(
        { 'search.drawnIn': 1 },
        { partialFilterExpression: { 'search.drawnIn': { $exists: true } } },
      );
      await connection.createCollection('cadastralAreas').catch(unlessThere);
      await projects.createIndex({ county: 1, company: 1 });
      await conditions.createIndex({ projectId: 1, open: 1 });
    },
    /** The case that holds a parcel code, if any. */
    findByCode: async (parcelCode: string): Promise<string | null> =>
      (await cases.findOne({ 'search.parcelCode': parcelCode }, { projection: { _id: 1 } }))?._id ?? null,
    /** Written by whoever draws a parcel there: two at once do not miss one another. */
    lockCadastralArea: async (area: string, session: ClientSession): Promise<void> => {
      await cadastralAreas.updateOne({ _id: area }, { $inc: { drawn: 1 } }, { upsert: true, session });
    },
    /** The live parcels of a cadastral area that are drawn, but for one. */
    findDrawn: async (
      area: string,
      but: string,
      session: ClientSession,
    ): Promise<readonly { readonly name: string; readonly polygon: ParcelPolygon }[]> => {
      const found = await cases
        .find(
          { 'search.drawnIn': area, _id: { $ne: but } },
          { projection: { 'state.name': 1, 'state.polygon': 1 }, session },
        )
        .toArray();
      return found.flatMap(({ state: { name, polygon } }) => (polygon == null ? [] : { name, polygon }));
    },
    /** The parcels of a project, in the reaction's transaction. */
    findOfProject: async (
      projectId: string,
      county: string,
      session: ClientSession,
    ): Promise<readonly { readonly id: string; readonly status: ParcelStatus }[]> => {
      const found = await cases
        .find({ 'search.projectId': projectId, county }, { projection: { status: 1 }, session })
        .toArray();
      return found.map(({ _id, status }) => ({ id: _id, status: status as ParcelStatus }));
    },
    find: async (actor: Actor, { status, minArea }: Wanted): Promise<readonly CaseDocument<Parcel>[]> => {
      const own = within(actor);
      return await cases
        .find({
          kind: parcelMachine.kind,
          county: actor.county,
          ...own,
          ...(status === undefined ? {} : { $and: [{ status }] }),
          ...(minArea === undefined ? {} : { 'search.area': { $gte: decimal(minArea) } }),
        })
        .sort({ lastAt: -1, _id: 1 })
        .limit(parcelsAtMost)
        .toArray();
    },
    /** What an event told of a project; the rest of what is known of it stays. */
    learnProject: async (
      { _id, ...told }: Pick<FiledProject, '_id' | 'county'> & Partial<FiledProject>,
      session: ClientSession,
    ): Promise<void> => {
      await projects.updateOne({ _id }, { $set: told }, { upsert: true, session });
    },
    /**
     * How far a project has come. Writes what it reads: a parcel that is being signed and the start of construction meet
     * here, whichever comes first.
     */
    takeProgress: async (
      projectId: string,
      county: string,
      session: ClientSession,
    ): Promise<Pick<FiledProject, 'startedOn' | 'completed'>> =>
      (await projects.findOneAndUpdate(
        { _id: projectId, county },
        { $inc: { touched: 1 } },
        { returnDocument: 'after', session },
      )) ?? {},
    hasFiled: async (company: string, county: string): Promise<boolean> =>
      (await projects.findOne({ company, county }, { projection: { _id: 1 } })) !== null,
    /** In the reaction's transaction. */
    findKnown: async (
      projectId: string,
      county: string,
      session: ClientSession,
    ): Promise<FiledProject | null> => await projects.findOne({ _id: projectId, county }, { session }),
    learnCondition: async (condition: HoldingCondition, session: ClientSession): Promise<void> => {
      const { _id, ...facts } = condition;
      await conditions.updateOne({ _id }, { $set: facts }, { upsert: true, session });
    },
    releaseCondition: async (id: string, session: ClientSession): Promise<void> => {
      await conditions.updateOne({ _id: id }, { $set: { open: false } }, { session });
    },
    /** What holds up the contracts of a parcel's project; none for a parcel without one. */
    findHolding: async (parcelId: string, county: string): Promise<readonly string[]> => {
      const parcel = await cases.findOne({ _id: parcelId, county }, { projection: { search: 1 } });
      const projectId = parcel?.search['projectId'];
      if (typeof projectId !== 'string') return [];
      return (await conditions.find({ projectId, county, open: true }).sort({ _id: 1 }).toArray()).map(
        ({ text }) => text,
      );
    },
    findProject: async (
      projectId: string,
      county: string,
    ): Promise<{ readonly company: string; readonly givenUp: boolean } | null> => {
      const found = await projects.findOne({ _id: projectId, county });
      return found === null ? null : { company: found.company, givenUp: found.closed === 'givenUp' };
    },
  };
};
export type LandStore = ReturnType<typeof createLandStore>;
