import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';

interface LeaseDocument {
  _id: string;
  holder: string;
  until: Date;
}

/** A lease of real time in the service's own database: one worker at a time, but no mutual exclusion (a paused holder may act late). */
export const createLease = (connection: Connection, name: string, forMs: number) => {
  const holder = randomUUID();
  let until = 0;
  const leases = () => connection.collection<LeaseDocument>('leases');

  /** Takes or renews; true while held with at least half of it left. */
  const hold = async (): Promise<boolean> => {
    const now = Date.now();
    if (until - now > forMs / 2) return true;
    const next = new Date(now + forMs);
    try {
      const result = await leases().updateOne(
        { _id: name, $or: [{ holder }, { until: { $lt: new Date(now) } }] },
        { $set: { holder, until: next } },
        { upsert: true },
      );
      const held = result.matchedCount + result.upsertedCount > 0;
      until = held ? next.getTime() : 0;
      return held;
    } catch (error) {
      until = 0;
      if (typeof error === 'object' && error !== null && 'code' in error && error.code === 11000)
        return false;
      throw error;
    }
  };

  const release = async (): Promise<void> => {
    until = 0;
    await leases().deleteOne({ _id: name, holder });
  };

  return { hold, release };
};
