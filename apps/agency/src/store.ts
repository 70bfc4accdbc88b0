import type { CaseDocument } from '@yizhan/aggregate';
import { type Actor, type DepartmentId, hasRole, type Role } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { ClientSession, Connection } from 'mongoose';
import type { AccountFacts, Agent } from './domain/agent-case.ts';
import type { Engagement } from './domain/engagement-case.ts';

interface PlannedStep {
  readonly code: string;
  readonly department: DepartmentId;
}

/** What the events of others tell of a project, in whatever order they come. */
interface ProjectMark {
  readonly _id: string;
  /** Given up or completed: nothing is offered any more. */
  readonly ended?: boolean;
  readonly touched?: number;
  readonly steps?: readonly PlannedStep[];
  readonly done?: readonly string[];
}

/** What `identity` told of an account. */
interface KnownAccount {
  readonly _id: string;
  readonly county?: string;
  readonly roles?: readonly Role[];
  readonly disabled?: boolean;
  readonly touched?: number;
}

/** A company that has applied or filed, by the name it did so under. */
interface KnownCompany {
  readonly _id: string;
  readonly county: string;
  readonly name: string;
}

const rowsAtMost = 500;
const companiesAtMost = 20;

export const createStore = (connection: Connection) => {
  const engagements = () => connection.collection<CaseDocument<Engagement>>('cases');
  const agents = () => connection.collection<CaseDocument<Agent>>('cases');
  const projects = () => connection.collection<ProjectMark>('projects');
  const companies = () => connection.collection<KnownCompany>('companies');
  const accounts = () => connection.collection<KnownAccount>('accounts');

  const coverQuery = (account: string) => ({ kind: 'agent', 'search.substitutes': account });

  /** Accounts on leave that day for whom this one stands in. */
  const findCovered = async (account: string, today: LegalDate): Promise<readonly string[]> =>
    (await agents().find(coverQuery(account)).toArray())
      .filter(({ state }) =>
        state.leaves.some(
          ({ from, until, substitute }) => substitute === account && from <= today && today <= until,
        ),
      )
      .map(({ state }) => state.account);

  return {
    ensureIndexes: async (): Promise<void> => {
      await engagements().createIndex({ 'search.company': 1, 'search.dueOn': 1 });
      await engagements().createIndex({ 'search.accounts': 1, 'search.dueOn': 1 });
      await engagements().createIndex({ kind: 1, county: 1, 'search.dueOn': 1 });
      await engagements().createIndex({ 'search.substitutes': 1 });
      await projects().createIndex({ ended: 1 });
      await accounts().createIndex({ county: 1 });
      await companies().createIndex({ county: 1, name: 1 });
    },
    findCovered,

    learnCompany: async ({ _id, ...told }: KnownCompany, session: ClientSession): Promise<void> => {
      await companies().updateOne({ _id }, { $set: told }, { upsert: true, session });
    },
    /** A company that has applied, filed, or been offered an agent. */
    isKnownCompany: async (company: string, county: string): Promise<boolean> =>
      (await companies().findOne({ _id: company, county })) !== null ||
      (await engagements().findOne({ 'search.company': company, county }, { projection: { _id: 1 } })) !==
        null,
    findCompaniesByName: async (county: string, search: string): Promise<readonly KnownCompany[]> =>
      await companies()
        .find({ county, name: { $regex: search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') } })
        .sort({ name: 1 })
        .limit(companiesAtMost)
        .toArray(),
    nameCompanies: async (ids: readonly string[]): Promise<readonly KnownCompany[]> =>
      await companies()
        .find({ _id: { $in: [...ids] } })
        .sort({ name: 1 })
        .toArray(),

    /** What an event told of an account; the rest of what is known of it stays. */
    learnAccount: async (
      { _id, ...told }: Omit<KnownAccount, 'touched'>,
      session: ClientSession,
    ): Promise<void> => {
      await accounts().updateOne({ _id }, { $set: told }, { upsert: true, session });
    },
    /** Null where nothing has arrived. Writes what it reads: an enrolment and the account's end meet here. */
    findAccount: async (account: string, session: ClientSession): Promise<AccountFacts | null> => {
      const known = await accounts().findOneAndUpdate(
        { _id: account },
        { $inc: { touched: 1 } },
        { upsert: true, returnDocument: 'after', session },
      );
      if (known?.county === undefined) return null;
      return { active: known.disabled !== true, roles: known.roles ?? null };
    },

    /** The active roster as it stands: a look, no rule. Who is chosen from it is held to it in the transaction. */
    findRoster: async (county: string, session?: ClientSession): Promise<readonly CaseDocument<Agent>[]> =>
      await agents()
        .find({ kind: 'agent', county, status: 'active' }, session === undefined ? {} : { session })
        .sort({ _id: 1 })
        .toArray(),

    findEngagements: async (
      actor: Actor,
      covers: readonly string[],
      status: string | undefined,
    ): Promise<readonly CaseDocument<Engagement>[]> => {
      const own: Record<string, unknown>[] = [];
      if (hasRole(actor, 'agencyCentre')) own.push({});
      if (hasRole(actor, 'enterprise') && actor.company !== undefined)
        own.push({ 'search.company': actor.company });
      if (hasRole(actor, 'agent', 'chiefAgent'))
        own.push({ 'search.accounts': { $in: [actor.id, ...covers] }, status: { $ne: 'terminated' } });
      if (hasRole(actor, 'chiefAgent') && actor.unit !== undefined)
        own.push({ 'search.division': actor.unit, status: 'entrusted' });
      if (own.length === 0) return [];
      return await engagements()
        .find({
          kind: 'engagement',
          county: actor.county,
          $or: own,
          ...(status === undefined ? {} : { status }),
        })
        .sort({ 'search.dueOn': 1, _id: 1 })
        .limit(rowsAtMost)
        .toArray();
    },

    /**
     * False once the project has ended. Writes the mark it reads: an offer and an ending at the same moment meet
     * here, whichever comes first.
     */
    mayOffer: async (projectId: string, session: ClientSession): Promise<boolean> => {
      const mark = await projects().findOneAndUpdate(
        { _id: projectId },
        { $inc: { touched: 1 } },
        { upsert: true, returnDocument: 'after', session },
      );
      return mark?.ended !== true;
    },
    markEnded: async (projectId: string, session: ClientSession): Promise<void> => {
      await projects().updateOne({ _id: projectId }, { $set: { ended: true } }, { upsert: true, session });
    },
    planSteps: async (
      projectId: string,
      steps: readonly PlannedStep[],
      session: ClientSession,
    ): Promise<void> => {
      await projects().updateOne({ _id: projectId }, { $set: { steps } }, { upsert: true, session });
    },
    markDone: async (projectId: string, code: string, session: ClientSession): Promise<void> => {
      await projects().updateOne(
        { _id: projectId },
        { $addToSet: { done: code } },
        { upsert: true, session },
      );
    },
    /** Departments of the items still to come, of those entrusted; none before the path is planned. */
    findExpertise: async (projectId: string, items: readonly string[]): Promise<readonly DepartmentId[]> => {
      const mark = await projects().findOne({ _id: projectId });
      const open = (mark?.steps ?? []).filter(
        ({ code }) => mark?.done?.includes(code) !== true && (items.length === 0 || items.includes(code)),
      );
      return [...new Set(open.map(({ department }) => department))];
    },
  };
};
export type Store = ReturnType<typeof createStore>;
