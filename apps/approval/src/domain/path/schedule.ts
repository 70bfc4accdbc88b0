import type { PathStep } from '@yizhan/contracts';
import { type Calendar, dueOn, type LegalDate, unionWorkdays } from '@yizhan/workdays';

export interface Scheduled {
  readonly code: string;
  /** How many steps come before it on its longest chain: steps of one rank can run together. */
  readonly rank: number;
  readonly start: LegalDate;
  readonly finish: LegalDate;
  readonly critical: boolean;
}

export interface Schedule {
  readonly steps: readonly Scheduled[];
  /** The chain that decides when construction may begin, first to last. */
  readonly criticalPath: readonly string[];
  readonly earliestFinish: LegalDate;
  /** WD: days that at least one promise of the approving side covers; overlapping items count once. */
  readonly plannedUnion: number;
}

const target = 'C4';

/** A step as planned, and the one that it waited for longest. */
interface Row extends Omit<Scheduled, 'critical'> {
  readonly doneBy: PathStep['doneBy'];
  readonly after: Row | null;
}

/** The first in order of those that finish last. */
const lastOf = (rows: readonly Row[]): Row | null =>
  rows.reduce<Row | null>((last, next) => (last === null || next.finish > last.finish ? next : last), null);

/**
 * When each step is done at the earliest if everybody keeps his promise, from the day of planning or, for what is done,
 * from the day that it was. Throws where a step stands before what it needs: `planPath` orders them.
 */
export const scheduleOf = (
  calendar: Calendar,
  steps: readonly PathStep[],
  on: LegalDate,
  done: Readonly<Record<string, LegalDate>> = {},
): Schedule => {
  const planned = new Map<string, Row>();
  for (const { code, needs, promise, wait, doneBy } of steps) {
    const before = needs.map((need) => {
      const found = planned.get(need);
      if (found === undefined) throw new Error(`${code} stands before ${need}`);
      return found;
    });
    const after = lastOf(before);
    const doneOn = done[code];
    const start = after === null || after.finish < on ? on : after.finish;
    const waited = wait === undefined ? start : dueOn(calendar, { ...wait, kind: 'minimum' }, start);
    const finish = promise === null ? waited : dueOn(calendar, { ...promise, kind: 'maximum' }, waited);
    planned.set(code, {
      code,
      doneBy,
      rank: before.reduce((rank, need) => Math.max(rank, need.rank + 1), 0),
      start: doneOn ?? start,
      finish: doneOn ?? finish,
      after,
    });
  }
  const rows = [...planned.values()];
  const last = planned.get(target) ?? lastOf(rows);
  const criticalPath: string[] = [];
  for (let row = last; row !== null; row = row.after) criticalPath.unshift(row.code);
  const spans = rows
    .filter(({ doneBy, code }) => doneBy === 'approval' && done[code] === undefined)
    .map(({ start, finish }) => ({ start, end: finish }));
  const end = lastOf(rows)?.finish ?? on;
  return {
    steps: rows.map(({ code, rank, start, finish }) => ({
      code,
      rank,
      start,
      finish,
      critical: criticalPath.includes(code),
    })),
    criticalPath,
    earliestFinish: last?.finish ?? on,
    plannedUnion: unionWorkdays(calendar, spans, end),
  };
};
