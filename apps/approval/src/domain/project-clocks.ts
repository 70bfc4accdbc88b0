import {
  type Calendar,
  type Cause,
  causeLabels,
  countedByDefault,
  type LegalDate,
  unionWorkdays,
} from '@yizhan/workdays';
import type { Held, Item } from './item-case.ts';

interface Row extends Held {
  readonly code: string;
  readonly name: string;
  readonly department: string;
}

/** Government time by default: running, and counted in M3 (domain §2). */
const counted: readonly Cause[] = (Object.keys(countedByDefault.running) as Cause[]).filter((cause) =>
  (countedByDefault.running[cause] as readonly string[]).includes('M3'),
);

const union = (calendar: Calendar, rows: readonly Row[], today: LegalDate): number =>
  unionWorkdays(calendar, rows, today);

/** Whose time a stretch is: the office's, or the applicant's where he has to supply or to mend. */
const partyOf = ({ cause, department }: Row): string =>
  cause === 'correction' || cause === 'rectification' || cause === 'owner' ? 'enterprise' : department;

/**
 * What a project's items took so far, in working days: the union of the time that counts against the planned union,
 * every stretch with its cause, and who held the clock how long (a day once for each holder).
 */
export const projectClocks = (
  items: readonly Item[],
  budget: number | null,
  calendar: Calendar,
  today: LegalDate,
) => {
  const rows: Row[] = items
    .flatMap(({ plan, ledger }) =>
      ledger.map((held) => ({
        ...held,
        code: plan.code,
        name: plan.step.name,
        department: plan.step.department,
      })),
    )
    .sort((a, b) => a.start.localeCompare(b.start) || a.code.localeCompare(b.code));
  const used = union(
    calendar,
    rows.filter(({ cause }) => counted.includes(cause)),
    today,
  );
  const holders = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${partyOf(row)}|${row.cause}`;
    holders.set(key, [...(holders.get(key) ?? []), row]);
  }
  return {
    asOf: today,
    planned: budget,
    used,
    intervals: rows.map(({ code, name, department, cause, start, end, by, evidence }) => ({
      code,
      name,
      department,
      cause,
      causeZh: causeLabels[cause],
      start,
      end,
      by,
      evidence,
    })),
    byHolder: [...holders].map(([key, held]) => {
      const [holder = '', cause = 'government'] = key.split('|') as [string, Cause];
      return { holder, cause, causeZh: causeLabels[cause], workdays: union(calendar, held, today) };
    }),
  };
};
