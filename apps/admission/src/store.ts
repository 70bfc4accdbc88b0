import { type CaseDocument, canonicalJson, createdId } from '@yizhan/aggregate';
import type { Actor } from '@yizhan/contracts';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Application } from './domain/case.ts';

/** Whose a draft is: a company's, on all devices of its people, or one window clerk's in his county. */
export type DraftHolder = { readonly company: string } | { readonly clerk: string; readonly county: string };

interface Draft {
  readonly _id: string;
  readonly company?: string;
  readonly clerk?: string;
  readonly county?: string;
  readonly account: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly savedAt: Date;
  readonly revision: number;
}

const draftSchema = new Schema(
  {
    _id: String,
    company: String,
    clerk: String,
    county: String,
    account: { type: String, required: true },
    form: { type: Schema.Types.Mixed, required: true },
    savedAt: { type: Date, required: true },
    revision: { type: Number, default: 1 },
  },
  { strict: 'throw', minimize: false, versionKey: false, collection: 'drafts' },
);
draftSchema.index({ company: 1, savedAt: -1 });
draftSchema.index({ clerk: 1, savedAt: -1 });

type SavedDraft =
  | { readonly at: 'saved'; readonly draft: { id: string; savedAt: string; revision: number } }
  | { readonly at: 'missing' }
  | { readonly at: 'tooMany' }
  | { readonly at: 'changed'; readonly savedAt: Date };

export const draftsAtMost = 50;

/** Drafts: what was typed and not yet submitted. They emit no events; the project's id is minted with them. */
export const createDraftStore = (connection: Connection) => {
  const drafts = connection.model('Draft', draftSchema) as unknown as Model<Draft>;
  const cases = connection.collection<CaseDocument<Application>>('cases');

  const isHeldBy = (draft: Draft, holder: DraftHolder): boolean =>
    'company' in holder
      ? draft.company === holder.company
      : draft.clerk === holder.clerk && draft.county === holder.county;

  /** Drafts of a company or a clerk, newest first; one that was submitted meanwhile is none. */
  const find = async (
    holder: DraftHolder,
  ): Promise<
    readonly { id: string; form: Record<string, unknown>; savedAt: string; revision: number; by: string }[]
  > => {
    const found = await drafts
      .find({ ...holder })
      .sort({ savedAt: -1 })
      .limit(draftsAtMost)
      .lean<Draft[]>();
    const submitted = new Set(await cases.distinct('_id', { _id: { $in: found.map((draft) => draft._id) } }));
    return found
      .filter((draft) => !submitted.has(draft._id))
      .map((draft) => ({
        id: draft._id,
        form: { ...draft.form },
        savedAt: draft.savedAt.toISOString(),
        revision: draft.revision,
        by: draft.account,
      }));
  };

  return {
    ensureIndexes: async (): Promise<void> => await drafts.createIndexes(),
    /**
     * Missing where the draft is another's or is gone; changed where another device or colleague has saved since
     * `seen`: what is there is then left as it is.
     */
    save: async (
      actor: Actor,
      holder: DraftHolder,
      { id, key, form, seen }: { id?: string; key: string; form: Record<string, unknown>; seen?: number },
    ): Promise<SavedDraft> => {
      const draftId = id ?? createdId('prj', actor, 'saveDraft', key);
      const present = await drafts.findById(draftId).lean<Draft | null>();
      if (present === null ? id !== undefined : !isHeldBy(present, holder)) return { at: 'missing' };
      const told = (draft: Pick<Draft, 'savedAt' | 'revision'>): SavedDraft => ({
        at: 'saved',
        draft: { id: draftId, savedAt: draft.savedAt.toISOString(), revision: draft.revision },
      });
      // Sent again because its answer was lost, it is saved already.
      if (present !== null && canonicalJson(present.form) === canonicalJson(form)) return told(present);
      const next = { ...holder, account: actor.id, form, savedAt: new Date() };
      const revision = (present?.revision ?? 0) + 1;
      if (present === null) {
        if ((await find(holder)).length >= draftsAtMost) return { at: 'tooMany' };
        await drafts.updateOne({ _id: draftId }, { $set: { ...next, revision } }, { upsert: true });
        return told({ ...next, revision });
      }
      if (seen !== undefined && seen !== present.revision) return { at: 'changed', savedAt: present.savedAt };
      const { matchedCount } = await drafts.updateOne(
        { _id: draftId, revision: present.revision },
        { $set: { ...next, revision } },
      );
      return matchedCount === 1 ? told({ ...next, revision }) : { at: 'changed', savedAt: new Date() };
    },
    belongsTo: async (id: string, holder: DraftHolder): Promise<boolean> =>
      (await drafts.countDocuments({ _id: id, ...holder })) === 1,
    discard: async (id: string, holder: DraftHolder): Promise<boolean> =>
      (await drafts.deleteOne({ _id: id, ...holder })).deletedCount === 1,
    remove: async (id: string): Promise<void> => {
      await drafts.deleteOne({ _id: id });
    },
    find,
  };
};
export type DraftStore = ReturnType<typeof createDraftStore>;
