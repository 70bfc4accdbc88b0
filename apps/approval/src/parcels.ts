import type { ToldByLand } from '@yizhan/contracts';
import type { ClientSession, Connection } from 'mongoose';

/** What an announcement made public of a parcel. */
interface AnnouncedParcel {
  /** The parcel's id. */
  readonly _id: string;
  readonly county: string;
  readonly parcelCode: string;
  readonly name: string;
  readonly evaluations: ToldByLand['parcels'][number]['evaluations'];
  /** Sold: whoever wishes for it from then on wishes in vain. */
  readonly sold: boolean;
}

/** Parcels that were announced, by whose code or name a project wishes for one; `land` never learns who does. */
export const createParcels = (connection: Connection) => {
  const parcels = connection.collection<AnnouncedParcel>('parcels');
  return {
    ensureIndexes: async (): Promise<void> => {
      await parcels.createIndex({ county: 1, parcelCode: 1 });
      await parcels.createIndex({ county: 1, name: 1 });
    },
    learn: async ({ _id, ...told }: AnnouncedParcel, session: ClientSession): Promise<void> => {
      await parcels.updateOne({ _id }, { $set: told }, { upsert: true, session });
    },
    noteSold: async (parcelId: string, session: ClientSession): Promise<void> => {
      await parcels.updateOne({ _id: parcelId }, { $set: { sold: true } }, { session });
    },
    find: async (parcelId: string, session: ClientSession): Promise<AnnouncedParcel | null> =>
      await parcels.findOne({ _id: parcelId }, { session }),
    /** The one that somebody wishes for, while it is to be had. */
    findWished: async (
      county: string,
      wish: string,
      session: ClientSession,
    ): Promise<AnnouncedParcel | null> =>
      await parcels.findOne(
        { county, sold: false, $or: [{ parcelCode: wish }, { name: wish }] },
        { session },
      ),
  };
};
export type Parcels = ReturnType<typeof createParcels>;
