import type { Cases } from '@yizhan/aggregate';
import { createLease } from '@yizhan/eventbus';
import type { Connection } from 'mongoose';
import type { LegalClock } from './legal-clock.ts';
import type { Logger } from './log.ts';

const casesAtOnce = 200;

/** Fires what has come due. Nothing waits for it (commands apply time themselves); it only makes time visible. */
export const createSweeper = (config: {
  readonly connection: Connection;
  readonly cases: Cases;
  readonly clock: LegalClock;
  /** Version of the calendar as it was read last: another one moves what is due. */
  readonly calendarVersion: () => string;
  readonly log: Logger;
  readonly everyMs: number;
  readonly onFired: (count: number) => void;
}) => {
  const lease = createLease(config.connection, 'sweeper', Math.max(10_000, config.everyMs * 3));
  let timer: NodeJS.Timeout | null = null;
  let busy: Promise<unknown> | null = null;

  /** One case on which time cannot be applied must not stop the clocks of the others. */
  const moves = async (id: string): Promise<boolean> => {
    try {
      return await config.cases.elapse(id);
    } catch (error) {
      config.log.error({ case: id, error: String(error) }, 'time could not be applied to a case');
      return false;
    }
  };

  const swept = config.connection.collection<{ _id: string; version: string }>('swept');
  let known: string | null = null;

  /**
   * After an import every case that waits for a deadline is looked at, and says itself which of its dates moved. Which
   * calendar was swept by is kept: a service that was down when the notice came follows it at its next start.
   */
  const followCalendar = async (now: string): Promise<void> => {
    const version = config.calendarVersion();
    if (version === known) return;
    const kept = await swept.findOne({ _id: 'calendar' });
    if (kept !== null && kept.version !== version)
      await config.cases.models.cases.updateMany({ dueAt: { $exists: true } }, { $min: { dueAt: now } });
    await swept.updateOne({ _id: 'calendar' }, { $set: { version } }, { upsert: true });
    known = version;
  };

  /** Applies time to every case whose deadline has come; the number of cases that moved. */
  const sweep = async (): Promise<number> => {
    let fired = 0;
    await followCalendar(await config.clock.now());
    for (;;) {
      const due = await config.cases.findDue(await config.clock.now(), casesAtOnce);
      let moved = 0;
      for (const id of due) if (await moves(id)) moved += 1;
      fired += moved;
      if (due.length < casesAtOnce || moved === 0) break;
    }
    if (fired > 0) config.onFired(fired);
    return fired;
  };

  const tick = (): void => {
    if (busy !== null) return;
    busy = (async () => {
      if (await lease.hold()) await sweep();
    })()
      .catch((error: unknown) => config.log.error({ error: String(error) }, 'sweep failed, trying again'))
      .finally(() => {
        busy = null;
      });
  };

  return {
    sweep,
    start: (): void => {
      timer = setInterval(tick, config.everyMs);
    },
    stop: async (): Promise<void> => {
      if (timer !== null) clearInterval(timer);
      await busy;
      await lease.release();
    },
  };
};
