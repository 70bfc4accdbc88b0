import type { Connection } from 'mongoose';

interface ClockDocument {
  _id: 'legal';
  /** Legal instant at `setAt`. */
  base: string;
  /** Real milliseconds since 1970. */
  setAt: number;
  running: boolean;
}

export interface LegalClock {
  /** Legal time as an ISO instant. */
  readonly now: () => Promise<string>;
}

export type ClockMode = 'real' | 'settable';

const clockOf = (connection: Connection, installation: string) =>
  connection.useDb(`${installation}_clock`, { useCache: true }).collection<ClockDocument>('clock');

const readingOf = (stored: ClockDocument | null): string =>
  stored === null
    ? new Date().toISOString()
    : new Date(Date.parse(stored.base) + (stored.running ? Date.now() - stored.setAt : 0)).toISOString();

/**
 * The one clock of legal time that all processes of an installation share. In production it is real time; in demo and
 * test it can be set forward, and is read anew for each command so that no process acts on an older time.
 */
export const createLegalClock = (
  connection: Connection,
  installation: string,
  mode: ClockMode,
): LegalClock =>
  mode === 'real'
    ? { now: async () => new Date().toISOString() }
    : { now: async () => readingOf(await clockOf(connection, installation).findOne({ _id: 'legal' })) };

/** Sets the shared clock of a demo or test. It never goes back; throws RangeError when asked to. */
export const setLegalClock = async (
  connection: Connection,
  installation: string,
  to: { readonly at: string; readonly running: boolean },
): Promise<void> => {
  const clock = clockOf(connection, installation);
  const base = new Date(to.at).toISOString();
  const before = await clock.findOne({ _id: 'legal' });
  if (before !== null && readingOf(before) > base) throw new RangeError('the legal clock never goes back');
  await clock.updateOne(
    { _id: 'legal' },
    { $set: { base, setAt: Date.now(), running: to.running } },
    { upsert: true },
  );
};
