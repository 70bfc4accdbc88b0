import { addCalendarDays, calendarSpan, legalDate, officialCalendar } from '@yizhan/workdays';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricsOf } from '../src/domain/metrics.ts';
import {
  dayByDay,
  idOf,
  interleave,
  projectId,
  recorded,
  supplementedThenGivenUp,
  tell,
  tellOne,
} from './story.ts';

const at = (state: ReturnType<typeof tellOne>, today: string) =>
  metricsOf(officialCalendar, state, legalDate(today));
const sum = (byCause: readonly { readonly days: number }[]): number =>
  byCause.reduce((total, { days }) => total + days, 0);

describe('the days of a project', () => {
  it('M6: by cause they add up to the span, at any moment and whatever had arrived', () => {
    const events = dayByDay(recorded);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: events.length }),
        fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 500 }),
        (length, order, later) => {
          const state = tell(interleave(events, order).slice(0, length)).get(projectId);
          if (state === undefined) return;
          const metrics = at(state, addCalendarDays(legalDate('2026-03-02'), later));
          expect(sum(metrics.byCause)).toBe(metrics.spanSoFar ?? 0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('M5: from 赋码 to the permit and to the filing of completion, in calendar days', () => {
    const state = tellOne(dayByDay(recorded));
    const metrics = at(state, '2027-01-04');
    const c4 = state.steps.find(({ code }) => code === 'C4')?.deliveredOn;
    expect(metrics.spanToPermit).toBe(calendarSpan(legalDate(state.filing!.on), legalDate(c4!)));
    expect(metrics.spanToCompletion).toBe(
      calendarSpan(legalDate(state.filing!.on), legalDate(state.completedOn!)),
    );
    expect(metrics.asOf).toBe(state.completedOn);
  });

  it('M3: a union, never more than the sum (M4), nor than the workdays of the span', () => {
    const { governmentDays, cumulativeDays, spanSoFar } = at(tellOne(dayByDay(recorded)), '2027-01-04');
    expect(governmentDays).toBeGreaterThan(0);
    expect(governmentDays).toBeLessThanOrEqual(cumulativeDays!);
    expect(governmentDays).toBeLessThan(spanSoFar!);
  });

  it('before 赋码 there are none', () => {
    expect(at(tellOne(recorded.slice(0, 5)), '2026-03-10')).toMatchObject({
      governmentDays: null,
      cumulativeDays: null,
      spanSoFar: null,
      byCause: [],
    });
  });

  it('stop with the completion: later days change nothing', () => {
    const state = tellOne(dayByDay(recorded));
    expect(at(state, '2026-12-31')).toEqual(at(state, '2027-06-30'));
  });

  it('stop with giving up, though a clock was never stopped by its service', () => {
    const events = supplementedThenGivenUp().filter(({ type }) => type !== 'approval.ItemClosed');
    const state = tellOne(events, idOf('prj'));
    expect(state.givenUpOn).toBe('2026-03-26');
    expect(at(state, '2026-03-26')).toEqual(at(state, '2026-12-31'));
    expect(at(state, '2026-12-31').byDepartment).toEqual([
      { department: 'ecology', days: 11 },
      { department: '330182104', days: 5 },
    ]);
  });

  it('leave out what was before 赋码: the territory’s days of pre-review are none of them', () => {
    const departments = at(tellOne(dayByDay(recorded)), '2027-01-04').byDepartment.map(
      ({ department }) => department,
    );
    expect(departments).not.toContain('330182104');
    expect(departments).toContain('housing');
  });

  it('from the start of construction to the application for acceptance are the owner’s, whichever is read first', () => {
    const events = dayByDay(recorded);
    const started = events.find(({ type }) => type === 'approval.ConstructionStarted')!;
    const applied = events.find(({ type }) => type === 'acceptance.AcceptanceApplied')!;
    const approvalFirst = [
      ...events.filter(({ service }) => service !== 'acceptance'),
      ...events.filter(({ service }) => service === 'acceptance'),
    ];
    const acceptanceFirst = [
      ...events.filter(({ service }) => service === 'acceptance'),
      ...events.filter(({ service }) => service !== 'acceptance'),
    ];
    for (const order of [approvalFirst, acceptanceFirst]) {
      const building = tellOne(order).intervals.find(({ key }) => key.endsWith(':construction'));
      expect(building).toMatchObject({
        cause: 'owner',
        start: started.effectiveOn,
        end: applied.effectiveOn,
      });
    }
  });
});
