import { type Calendar, officialCalendar, withYear } from '@yizhan/workdays';
import type { ClientSession, Connection } from 'mongoose';

interface NoticeDocument {
  /** The year of the notice. */
  _id: number;
  off: readonly string[];
  work: readonly string[];
  /** How often the year was imported: a corrected notice makes another calendar. */
  revision: number;
}

export type Notice = Pick<NoticeDocument, 'off' | 'work' | 'revision'> & { readonly year: number };

const refreshEveryMs = 5000;

const noticesOf = (connection: Connection, installation: string) =>
  connection.useDb(`${installation}_clock`, { useCache: true }).collection<NoticeDocument>('notices');

const calendarOf = (notices: readonly NoticeDocument[]): Calendar =>
  notices.reduce<Calendar>((before, { _id: year, off, work, revision }) => {
    const next = withYear(before, year, { off, work });
    return revision === 1 ? next : { ...next, version: `${next.version}r${revision}` };
  }, officialCalendar);

/**
 * The calendar that all processes of an installation share, beside the legal clock: the official years of the build and
 * the notices imported since. What is read lags an import by some seconds; the sweeper reads it anew before it sweeps.
 */
export const createLegalCalendar = (connection: Connection, installation: string) => {
  let calendar = officialCalendar;
  let timer: NodeJS.Timeout | null = null;
  const refresh = async (): Promise<void> => {
    const notices = await noticesOf(connection, installation).find().sort({ _id: 1 }).toArray();
    const fresh = calendarOf(notices);
    // One value for one version: what is computed from it is kept by identity.
    if (fresh.version !== calendar.version) calendar = fresh;
  };
  return {
    current: (): Calendar => calendar,
    refresh,
    start: (onFailure: (error: unknown) => void): void => {
      timer = setInterval(() => void refresh().catch(onFailure), refreshEveryMs);
      timer.unref();
    },
    stop: (): void => {
      if (timer !== null) clearInterval(timer);
    },
  };
};
export type LegalCalendar = ReturnType<typeof createLegalCalendar>;

/** Makes a notice known to all processes; an older revision of the year changes nothing. */
export const publishNotice = async (
  connection: Connection,
  installation: string,
  { year, off, work, revision }: Notice,
  session?: ClientSession,
): Promise<void> => {
  const notices = noticesOf(connection, installation);
  const options = session === undefined ? {} : { session };
  const before = await notices.findOne({ _id: year }, options);
  if (before !== null && before.revision >= revision) return;
  await notices.replaceOne({ _id: year }, { off, work, revision }, { ...options, upsert: true });
};
