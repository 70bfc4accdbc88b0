import type { CaseDocument } from '@yizhan/aggregate';
import { type Actor, hasRole } from '@yizhan/contracts';
import type { Connection } from 'mongoose';
import { applicationMachine } from './domain/application.ts';
import type { Application } from './domain/case.ts';
import { areSimilar } from './domain/similar-names.ts';
import { statuses } from './domain/states.ts';
import { maySee } from './visibility.ts';

interface Wanted {
  readonly name: string;
  readonly creditCode?: string | undefined;
  readonly parcelWish?: string | undefined;
  readonly except?: string | undefined;
}

const lookedAtAtMost = 200;
const toldAtMost = 10;

/** Looks for the same project filed twice, over the applications that are not over. */
export const createSimilarApplications = (connection: Connection) => {
  const cases = () => connection.collection<CaseDocument<Application>>('cases');
  const { kind } = applicationMachine;
  const open = { $nin: ['withdrawn', 'lapsed', 'givenUp'] };

  const look = async (actor: Actor, filter: object, except: string | undefined) =>
    await cases()
      .find({
        kind,
        county: actor.county,
        status: open,
        ...filter,
        ...(except === undefined ? {} : { _id: { $ne: except } }),
      })
      .sort({ lastAt: -1 })
      .limit(lookedAtAtMost)
      .toArray();

  const told = (actor: Actor, because: 'name' | 'parcel', { _id: id, state }: CaseDocument<Application>) =>
    !maySee(actor, state)
      ? // Of a project that is not his to see nothing is told but that it is there.
        { because, id: null, name: null, statusZh: null, submittedOn: null }
      : {
          because,
          id,
          name: state.facts.name,
          statusZh: statuses[state.status].zh,
          submittedOn: state.submittedOn,
        };

  return {
    ensureIndexes: async (): Promise<void> => {
      await cases().createIndex({ 'search.investor': 1, status: 1 }, { partialFilterExpression: { kind } });
      await cases().createIndex(
        { 'search.parcelWish': 1 },
        { partialFilterExpression: { 'search.parcelWish': { $type: 'string' } } },
      );
    },
    find: async (actor: Actor, { name, creditCode, parcelWish, except }: Wanted) => {
      const isEnterprise = hasRole(actor, 'enterprise');
      const ofInvestor = isEnterprise
        ? { 'search.company': actor.company ?? 'none' }
        : creditCode === undefined
          ? null
          : { 'search.investor': creditCode };
      const [sameInvestor, sameParcel] = await Promise.all([
        ofInvestor === null ? [] : look(actor, ofInvestor, except),
        parcelWish === undefined || parcelWish.trim() === ''
          ? []
          : look(actor, { 'search.parcelWish': parcelWish.trim() }, except),
      ]);
      return [
        ...sameInvestor
          .filter(({ state }) => areSimilar(state.facts.name, name))
          .map((found) => told(actor, 'name', found)),
        ...sameParcel.map((found) => told(actor, 'parcel', found)),
      ].slice(0, toldAtMost);
    },
  };
};
export type SimilarApplications = ReturnType<typeof createSimilarApplications>;
