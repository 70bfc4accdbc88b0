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
  const planned = new Map<
    string,
    { rank: number; start: LegalDate; finish: LegalDate; after: string | null }
  >();
  for (const { code, needs, promise, wait } of steps) {
    const before = needs.map((need) => {
      const found = planned.get(need);
      if (found === undefined) throw new Error(`${code} stands before ${need}`);
      return { need, ...found };
    });
    const latest = before.reduce<(typeof before)[number] | null>(
      (last, next) => (last === null || next.finish > last.finish ? next : last),
      null,
    );
    const doneOn = done[code];
    const start = latest === null || latest.finish < on ? on : latest.finish;
    const waited = wait === undefined ? start : dueOn(calendar, { ...wait, kind: 'minimum' }, start);
    const finish =
      doneOn ?? (promise === null ? waited : dueOn(calendar, { ...promise, kind: 'maximum' }, waited));
    planned.set(code, {
      rank: before.reduce((rank, need) => Math.max(rank, need.rank + 1), 0),
      start: doneOn !== undefined && doneOn < start ? doneOn : start,
      finish,
      after: latest?.need ?? null,
    });
  }
  const last = planned.has(target)
    ? target
    : [...planned].reduce<string | null>(
        (code, [next, { finish }]) =>
          code === null || finish > (planned.get(code)?.finish ?? finish) ? next : code,
        null,
      );
  const criticalPath: string[] = [];
  for (let code = last; code !== null; code = planned.get(code)?.after ?? null) criticalPath.unshift(code);
  const spans = steps
    .filter(({ doneBy, code }) => doneBy === 'approval' && done[code] === undefined)
    .flatMap(({ code }) => {
      const found = planned.get(code);
      return found === undefined ? [] : [{ start: found.start, end: found.finish }];
    });
  const earliestFinish = (last === null ? undefined : planned.get(last)?.finish) ?? on;
  const end = spans.reduce((day, span) => (span.end > day ? span.end : day), earliestFinish);
  return {
    steps: [...planned].map(([code, { rank, start, finish }]) => ({
      code,
      rank,
      start,
      finish,
      critical: criticalPath.includes(code),
    })),
    criticalPath,
    earliestFinish,
    plannedUnion: unionWorkdays(calendar, spans, end),
  };
};
