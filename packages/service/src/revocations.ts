import type { ClientSession, Connection } from 'mongoose';

interface Revocation {
  _id: string;
  minSeq: number;
}

const keptMs = 1000;

/** What this service has learned of accounts that were disabled or changed: tokens made before that event are refused. */
export const createRevocations = (connection: Connection) => {
  const stored = () => connection.collection<Revocation>('revocations');
  const kept = new Map<string, { minSeq: number; at: number }>();

  return {
    learn: async (account: string, seq: number, session: ClientSession): Promise<void> => {
      await stored().updateOne({ _id: account }, { $max: { minSeq: seq } }, { upsert: true, session });
    },
    /** The lowest account sequence whose tokens still hold; looked up at most once a second for each account. */
    minSeq: async (account: string): Promise<number> => {
      const known = kept.get(account);
      if (known !== undefined && Date.now() - known.at < keptMs) return known.minSeq;
      const minSeq = (await stored().findOne({ _id: account }))?.minSeq ?? 0;
      if (kept.size > 10_000) kept.clear();
      kept.set(account, { minSeq, at: Date.now() });
      return minSeq;
    },
    ensureCollection: async (): Promise<void> => {
      await stored().createIndex({ minSeq: 1 });
    },
  };
};
