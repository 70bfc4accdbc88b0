import type { Connection } from 'mongoose';

/** A look at the contact of an enterprise by one who is not of it: given, or tried for. */
interface ContactLook {
  readonly at: Date;
  readonly county: string;
  readonly projectId: string;
  readonly account: string;
  readonly role: string;
  readonly person: string | null;
  readonly result: 'given' | 'refused';
  readonly source: string;
}

const looksAtMost = 500;

/** Only ever inserted. */
export const createContactLooks = (connection: Connection) => {
  const looks = () => connection.collection<ContactLook>('contactLooks');
  return {
    ensureIndexes: async (): Promise<void> => {
      await looks().createIndex({ projectId: 1, at: -1 });
    },
    record: async (look: ContactLook): Promise<void> => {
      await looks().insertOne({ ...look });
    },
    find: async (county: string, projectId: string): Promise<readonly ContactLook[]> =>
      await looks().find({ county, projectId }).sort({ at: -1, _id: -1 }).limit(looksAtMost).toArray(),
  };
};
export type ContactLooks = ReturnType<typeof createContactLooks>;
