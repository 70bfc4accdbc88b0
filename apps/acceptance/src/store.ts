import type { CaseDocument } from '@yizhan/aggregate';
import { type Actor, hasRole } from '@yizhan/contracts';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { Acceptance } from './domain/case.ts';
import { owner } from './domain/evolve.ts';

/** What the events of other services told of a project before it has an acceptance. */
interface Project {
  readonly _id: string;
  readonly company?: string;
  readonly division?: string;
  readonly name?: string;
  readonly startedOn?: string;
  readonly givenUp?: true;
  /** Codes of the items on its path, as planned last. */
  readonly items?: readonly string[];
}

export interface FiledProject {
  readonly company: string;
  readonly division: string;
  readonly name: string;
}

const projectSchema = new Schema(
  {
    _id: String,
    company: String,
    division: String,
    name: String,
    startedOn: String,
    givenUp: Boolean,
    items: { type: [String], default: undefined },
  },
  { strict: 'throw', versionKey: false, collection: 'projects' },
);

/** Projects as filed. Each reaction writes the one it reads, so that a start and a giving up cannot pass each other. */
export const createProjectStore = (connection: Connection) => {
  const projects = connection.model('Project', projectSchema) as unknown as Model<Project>;
  const note = async (
    id: string,
    change: Omit<Project, '_id'>,
    session: ClientSession,
  ): Promise<Project | null> =>
    await projects
      .findOneAndUpdate({ _id: id }, { $set: change }, { upsert: true, session, returnDocument: 'after' })
      .lean<Project | null>();

  return {
    ensureCollection: async (): Promise<void> => {
      await projects.createCollection();
    },
    learnFiling: async (id: string, filed: FiledProject, session: ClientSession): Promise<void> => {
      await note(id, filed, session);
    },
    learnPath: async (id: string, items: readonly string[], session: ClientSession): Promise<void> => {
      await note(id, { items }, session);
    },
    /** Items of the project's path; none while no path was told. */
    itemsOf: async (id: string): Promise<readonly string[]> =>
      (await projects.findById(id).lean<Project | null>())?.items ?? [],
    learnGivingUp: async (id: string, session: ClientSession): Promise<void> => {
      await note(id, { givenUp: true }, session);
    },
    /** Notes the start of construction; null while the filing has not come. */
    learnStart: async (
      id: string,
      startedOn: string,
      session: ClientSession,
    ): Promise<(FiledProject & { readonly givenUp: boolean }) | null> => {
      const project = await note(id, { startedOn }, session);
      if (project?.company === undefined || project.division === undefined || project.name === undefined)
        return null;
      const { company, division, name, givenUp } = project;
      return { company, division, name, givenUp: givenUp === true };
    },
  };
};
export type ProjectStore = ReturnType<typeof createProjectStore>;

const tasksAtMost = 200;

/** Queues of open work over the cases, by their search fields. */
export const createTaskStore = (connection: Connection) => {
  const cases = () => connection.collection<CaseDocument<Acceptance>>('cases');

  const queuesOf = (actor: Actor): readonly Record<string, unknown>[] => [
    ...(hasRole(actor, 'enterprise') && actor.company !== undefined
      ? [{ 'search.company': actor.company, 'search.awaiting': owner }]
      : []),
    ...(hasRole(actor, 'department', 'departmentHead') && actor.unit !== undefined
      ? [{ 'search.awaiting': actor.unit }]
      : []),
    ...(hasRole(actor, 'land') ? [{ status: 'applied' }] : []),
    ...(hasRole(actor, 'acceptanceLead') ? [{ status: { $in: ['fivePartyDone', 'passed'] } }] : []),
  ];

  return {
    ensureIndexes: async (): Promise<void> => {
      await cases().createIndex({ 'search.company': 1, 'search.dueOn': 1 });
      await cases().createIndex({ 'search.awaiting': 1, 'search.dueOn': 1 });
      await cases().createIndex({ status: 1, 'search.dueOn': 1 });
    },
    /** What waits for this person's role and unit, the earliest due first. */
    findQueue: async (actor: Actor): Promise<readonly CaseDocument<Acceptance>[]> => {
      const queues = queuesOf(actor);
      if (queues.length === 0) return [];
      return await cases()
        .find({ county: actor.county, $or: [...queues] })
        .sort({ 'search.dueOn': 1, _id: 1 })
        .limit(tasksAtMost)
        .toArray();
    },
  };
};
export type TaskStore = ReturnType<typeof createTaskStore>;
