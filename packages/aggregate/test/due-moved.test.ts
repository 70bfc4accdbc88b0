import {
  type Calendar,
  type Limit,
  legalDate,
  officialCalendar,
  pauseClock,
  withYear,
} from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { dueFrom, movedDue, movedDues, watchClock, withMovedDue } from '../src/machine-entry.ts';

const limit: Limit = {
  id: 'x.answer',
  value: 2,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'receipt',
  basis: '示例',
  illustrative: true,
  version: '1',
  effectiveFrom: legalDate('2020-01-01'),
};
const imported: Calendar = withYear(officialCalendar, 2027, {
  off: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'].map(legalDate),
  work: [legalDate('2027-01-09')],
});
const step = (start: string) => ({
  ...watchClock('answer', 'water', limit, legalDate(start)),
  due: dueFrom(officialCalendar, limit, legalDate(start)),
});

describe('a due date under another calendar', () => {
  it('moves, and carries the day before beside the new one', () => {
    expect(movedDues([step('2026-12-30')], imported)).toEqual([
      {
        clock: 'answer',
        holder: 'water',
        from: '2027-01-04',
        to: { dueOn: '2027-01-05', limit: 'x.answer@1', calendar: imported.version, provisional: false },
      },
    ]);
  });

  it('is told too where the day stays and only its being provisional ends', () => {
    expect(movedDues([step('2027-01-11')], imported)).toMatchObject([
      { from: '2027-01-13', to: { dueOn: '2027-01-13', provisional: false } },
    ]);
  });

  it('stays where it hangs on years that the import did not touch, and under the calendar it came from', () => {
    expect(movedDues([step('2026-03-02')], imported)).toEqual([]);
    expect(movedDues([step('2026-12-30')], officialCalendar)).toEqual([]);
  });

  it('is none while the clock is paused', () => {
    const running = step('2026-12-30');
    const paused = pauseClock(running.run, 'special', legalDate('2026-12-31'), {
      by: 'acc_x',
      evidence: '1号',
    });
    expect(paused.ok).toBe(true);
    expect(movedDues([{ ...running, run: paused.ok ? paused.value : running.run }], imported)).toEqual([]);
  });

  it('that no clock runs beside is computed from its day and its limit', () => {
    const due = dueFrom(officialCalendar, limit, legalDate('2026-12-30'));
    const of = { clock: 'supplement', holder: 'enterprise' };
    const from = { limit, start: legalDate('2026-12-30') };
    expect(movedDue(of, due, from, imported)).toMatchObject([{ ...of, from: '2027-01-04' }]);
    expect(movedDue(of, due, from, officialCalendar)).toEqual([]);
  });

  it('replaces that of its own clock alone', () => {
    const other = { ...step('2026-03-02'), clock: 'other' };
    const [moved] = movedDues([step('2026-12-30')], imported);
    const steps = withMovedDue([step('2026-12-30'), other], moved!);
    expect(steps.map(({ due }) => due.dueOn)).toEqual(['2027-01-05', other.due.dueOn]);
  });
});
