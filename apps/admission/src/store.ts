import { type CaseDocument, createdId } from '@yizhan/aggregate';
import type { Actor } from '@yizhan/contracts';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Application } from './domain/case.ts';

interface Draft {
  readonly _id: string;
  readonly company: string;
  readonly account: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly savedAt: Date;
}

const draftSchema = new Schema(
  {
    _id: String,
    company: { type: String, required: true },
    account: { type: String, required: true },
    form: { type: Schema.Types.Mixed, required: true },
    savedAt: { type: Date, required: true },
  },
  { strict: 'throw', minimize: false, versionKey: false, collection: 'drafts' },
);
draftSchema.index({ company: 1, savedAt: -1 });

const draftsAtMost = 50;

/** Drafts: what was typed and not yet submitted. They emit no events; the project's id is minted with them. */
export const createDraftStore = (connection: Connection) => {
  const drafts = connection.model('Draft', draftSchema) as unknown as Model<Draft>;
  const cases = connection.collection<CaseDocument<Application>>('cases');

  return {
    ensureIndexes: async (): Promise<void> => await drafts.createIndexes(),
    /** Null where the draft is another company's. */
    save: async (
      actor: Actor,
      company: string,
      id: string | undefined,
      key: string,
      form: Record<string, unknown>,
    ): Promise<{ id: string; savedAt: string } | null> => {
      const draftId = id ?? createdId('prj', actor, 'saveDraft', key);
      const present = await drafts.findById(draftId, { company: 1 }).lean<Pick<Draft, 'company'> | null>();
      if (present === null ? id !== undefined : present.company !== company) return null;
      const savedAt = new Date();
      await drafts.updateOne(
        { _id: draftId },
        { $set: { company, account: actor.id, form, savedAt } },
        { upsert: true },
      );
      return { id: draftId, savedAt: savedAt.toISOString() };
    },
    belongsTo: async (id: string, company: string): Promise<boolean> =>
      (await drafts.countDocuments({ _id: id, company })) === 1,
    remove: async (id: string): Promise<void> => {
      await drafts.deleteOne({ _id: id });
    },
    /** Drafts of a company, newest first; one that was submitted meanwhile is none. */
    find: async (
      company: string,
    ): Promise<readonly { id: string; form: Record<string, unknown>; savedAt: string }[]> => {
      const found = await drafts.find({ company }).sort({ savedAt: -1 }).limit(draftsAtMost).lean<Draft[]>();
      const submitted = new Set(
        await cases.distinct('_id', { _id: { $in: found.map((draft) => draft._id) } }),
      );
      return found
        .filter((draft) => !submitted.has(draft._id))
        .map((draft) => ({ id: draft._id, form: { ...draft.form }, savedAt: draft.savedAt.toISOString() }));
    },
  };
};
export type DraftStore = ReturnType<typeof createDraftStore>;
