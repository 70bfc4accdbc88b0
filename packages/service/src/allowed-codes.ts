import type { ClientSession, Connection } from 'mongoose';

/**
 * Credit codes that an administrator has let in though a check character disagrees (GB 32100; some in use do), as a
 * service learned them from `identity`.
 */
export const createAllowedCodes = (connection: Connection) => {
  const codes = () => connection.collection<{ _id: string; county: string }>('allowedCodes');
  return {
    learn: async (creditCode: string, county: string, session: ClientSession): Promise<void> => {
      await codes().updateOne({ _id: creditCode }, { $set: { county } }, { upsert: true, session });
    },
    has: async (creditCode: string): Promise<boolean> =>
      (await codes().countDocuments({ _id: creditCode })) === 1,
  };
};
export type AllowedCodes = ReturnType<typeof createAllowedCodes>;
