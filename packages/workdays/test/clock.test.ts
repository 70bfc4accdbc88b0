import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCalendarDays,
  addWorkdays,
  type Cause,
  type Clock,
  type ClockFailure,
  causeLabels,
  causes,
  clockDueOn,
  clockState,
  countedByDefault,
  countWorkdays,
  dueOn,
  legalDate,
  officialCalendar as official,
  pauseClock,
  type Result,
  readClock,
  remaining,
  resumeClock,
  rollToWorkday,
  startClock,
  stopClock,
  type Term,
  used,
} from '../src/index.ts';

const on = legalDate;
const notice = { by: '张三', evidence: '特别程序告知书 2026-01' };
const get = (result: Result<Clock, ClockFailure>): Clock => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const pause = (clock: Clock, date: string, cause: Cause = 'special') =>
  get(pauseClock(clock, cause, on(date), notice));
const resume = (clock: Clock, date: string) => get(resumeClock(clock, on(date)));
const stop = (clock: Clock, date: string) => get(stopClock(clock, on(date)));
const wd = (value: number): Term => ({ value, unit: 'WD', kind: 'maximum' });
const cd = (value: number): Term => ({ value, unit: 'CD', kind: 'maximum' });

// March 2026 has no holidays: 03-02 is a Monday.
const started = startClock('government', on('2026-03-02'), 'WD');

describe('a clock', () => {
  it('is a list of intervals without gaps, closed but for the last', () => {
    const clock = resume(pause(started, '2026-03-04'), '2026-03-10');
    expect(clock.intervals.map(({ cause, start, end }) => [cause, start, end])).toEqual([
      ['government', '2026-03-02', '2026-03-04'],
      ['special', '2026-03-04', '2026-03-10'],
      ['government', '2026-03-10', null],
    ]);
    expect(clock.intervals[1]?.pause).toEqual(notice);
    expect(clock.intervals[2]?.pause).toBeNull();
    expect(clock.intervals[2]?.countedIn).toEqual(countedByDefault.running.government);
  });

  it('says whether it runs, is paused or has stopped', () => {
    expect(clockState(started)).toBe('running');
    expect(clockState(pause(started, '2026-03-04'))).toBe('paused');
    expect(clockState(stop(started, '2026-03-04'))).toBe('stopped');
    expect(clockState(stop(pause(started, '2026-03-04'), '2026-03-05'))).toBe('stopped');
    expect(clockState({ intervals: [] })).toBe('stopped');
  });

  it('refuses what does not fit its state', () => {
    const paused = pause(started, '2026-03-04');
    const stopped = stop(started, '2026-03-04');
    const day = on('2026-03-10');
    expect(pauseClock(paused, 'owner', day, notice)).toMatchObject({
      ok: false,
      code: 'CLOCK_ALREADY_PAUSED',
    });
    expect(resumeClock(started, day)).toMatchObject({ ok: false, code: 'CLOCK_NOT_PAUSED' });
    expect(pauseClock(stopped, 'owner', day, notice)).toMatchObject({ ok: false, code: 'CLOCK_STOPPED' });
    expect(resumeClock(stopped, day)).toMatchObject({ ok: false, code: 'CLOCK_STOPPED' });
    expect(stopClock(stopped, day)).toMatchObject({ ok: false, code: 'CLOCK_STOPPED' });
  });

  it('refuses a date before the step before, and takes the same day', () => {
    const before = on('2026-03-01');
    expect(pauseClock(started, 'owner', before, notice)).toMatchObject({
      code: 'CLOCK_DATE_BEFORE_LAST',
      field: 'on',
    });
    expect(stopClock(started, before)).toMatchObject({ code: 'CLOCK_DATE_BEFORE_LAST' });
    expect(resumeClock(pause(started, '2026-03-04'), on('2026-03-03'))).toMatchObject({
      code: 'CLOCK_DATE_BEFORE_LAST',
    });
    expect(pauseClock(started, 'owner', on('2026-03-02'), notice).ok).toBe(true);
    expect(resumeClock(pause(started, '2026-03-04'), on('2026-03-04')).ok).toBe(true);
    expect(stopClock(started, on('2026-03-02')).ok).toBe(true);
  });

  it.each([
    { by: ' ', evidence: 'x' },
    { by: 'x', evidence: '' },
  ])('is not paused without a name and a document: %j', (reference) => {
    expect(pauseClock(started, 'special', on('2026-03-04'), reference)).toMatchObject({
      ok: false,
      code: 'CLOCK_EVIDENCE_MISSING',
    });
  });

  it('has a Chinese label for every cause', () => {
    expect(causes).toHaveLength(7);
    expect(causes.every((cause) => /\p{Script=Han}/u.test(causeLabels[cause]))).toBe(true);
  });

  it('counts by default as government time: government, commissioned intermediary and utility', () => {
    const counting = (mode: 'running' | 'paused') =>
      causes.filter((cause) => (countedByDefault[mode][cause] as readonly string[]).includes('M3'));
    expect(counting('running')).toEqual(['government', 'commissioned', 'utility']);
    expect(counting('paused')).toEqual(['government', 'commissioned', 'utility']);
    for (const cause of causes) {
      expect(countedByDefault.paused[cause]).not.toContain('M1');
      expect(countedByDefault.paused[cause]).not.toContain('M2');
      expect(countedByDefault.running[cause]).toContain('M1');
    }
  });
});

describe('time used', () => {
  it('covers the days after the start up to the end', () => {
    expect(used(official, started, on('2026-03-01'))).toBe(0);
    expect(used(official, started, on('2026-03-02'))).toBe(0);
    expect(used(official, started, on('2026-03-03'))).toBe(1);
    expect(used(official, started, on('2026-03-09'))).toBe(5);
    expect(used(official, stop(started, '2026-03-04'), on('2026-03-31'))).toBe(2);
  });

  it('leaves out the pause: its first day counts, the day it ends does not', () => {
    const clock = resume(pause(started, '2026-03-04'), '2026-03-10');
    expect(used(official, clock, on('2026-03-04'))).toBe(2);
    expect(used(official, clock, on('2026-03-09'))).toBe(2);
    expect(used(official, clock, on('2026-03-10'))).toBe(2);
    expect(used(official, clock, on('2026-03-11'))).toBe(3);
  });

  it('differs by metric: a commissioned assessment is no statutory time, yet government time', () => {
    const clock = pause(started, '2026-03-04', 'commissioned');
    expect(used(official, clock, on('2026-03-11'), 'M1')).toBe(2);
    expect(used(official, clock, on('2026-03-11'), 'M3')).toBe(7);
    const waiting = pause(started, '2026-03-04', 'correction');
    expect(used(official, waiting, on('2026-03-11'), 'M3')).toBe(2);
    expect(used(official, waiting, on('2026-03-11'), 'M6')).toBe(7);
  });

  it('is counted in the unit of the clock, or in the one asked for', () => {
    const calendarClock = startClock('government', on('2026-03-02'), 'CD');
    expect(used(official, calendarClock, on('2026-03-09'))).toBe(7);
    expect(used(official, calendarClock, on('2026-03-09'), 'M1', 'WD')).toBe(5);
    expect(used(official, started, on('2026-03-09'), 'M1', 'CD')).toBe(7);
  });

  it('counts only in the metrics an interval was given', () => {
    const land = startClock('special', on('2026-03-02'), 'CD', ['M6']);
    expect(used(official, land, on('2026-03-09'))).toBe(0);
    expect(used(official, land, on('2026-03-09'), 'M6')).toBe(7);
  });
});

describe('what is left of a limit', () => {
  it('is nothing on the last day, and negative from the next day on, worked or not', () => {
    expect(clockDueOn(official, wd(4), started)).toBe('2026-03-06');
    expect(remaining(official, wd(4), started, on('2026-03-02'))).toBe(4);
    expect(remaining(official, wd(4), started, on('2026-03-05'))).toBe(1);
    expect(remaining(official, wd(4), started, on('2026-03-06'))).toBe(0);
    expect(remaining(official, wd(4), started, on('2026-03-07'))).toBe(-1); // a Saturday
    expect(remaining(official, wd(4), started, on('2026-03-09'))).toBe(-1);
    expect(remaining(official, wd(4), started, on('2026-03-10'))).toBe(-2);
  });

  it('stands still while paused and runs on after', () => {
    const paused = pause(started, '2026-03-04');
    expect(remaining(official, wd(5), paused, on('2026-03-04'))).toBe(3);
    expect(remaining(official, wd(5), paused, on('2026-05-29'))).toBe(3);
    expect(clockDueOn(official, wd(5), paused)).toBeNull();
    const resumed = resume(paused, '2026-03-16');
    expect(remaining(official, wd(5), resumed, on('2026-03-16'))).toBe(3);
    expect(remaining(official, wd(5), resumed, on('2026-03-17'))).toBe(2);
    expect(clockDueOn(official, wd(5), resumed)).toBe('2026-03-19');
  });

  it('is read as of a day in the past, without what came later', () => {
    const resumed = resume(pause(started, '2026-03-04'), '2026-03-16');
    expect(remaining(official, wd(5), resumed, on('2026-03-03'))).toBe(4);
    expect(remaining(official, wd(5), resumed, on('2026-03-10'))).toBe(3);
    expect(remaining(official, wd(5), resumed, on('2026-02-27'))).toBe(5);
  });

  it('adds several pauses up', () => {
    const once = resume(pause(started, '2026-03-04'), '2026-03-10');
    const twice = resume(pause(once, '2026-03-11'), '2026-03-16');
    expect(clockDueOn(official, wd(5), once)).toBe('2026-03-13');
    expect(clockDueOn(official, wd(5), twice)).toBe('2026-03-18');
  });

  it('stays overdue through a pause, and the clock of it stands still too', () => {
    const late = pause(started, '2026-03-10');
    expect(clockDueOn(official, wd(4), late)).toBe('2026-03-06');
    expect(remaining(official, wd(4), late, on('2026-03-10'))).toBe(-2);
    expect(remaining(official, wd(4), late, on('2026-03-20'))).toBe(-2);
    const resumed = resume(late, '2026-03-20');
    expect(remaining(official, wd(4), resumed, on('2026-03-23'))).toBe(-3);
    expect(clockDueOn(official, wd(4), resumed)).toBe('2026-03-06');
  });

  it('is frozen on the last day, and that day comes again', () => {
    const clock = resume(pause(started, '2026-03-06'), '2026-03-11');
    expect(clockDueOn(official, wd(4), clock)).toBe('2026-03-11');
    expect(remaining(official, wd(4), clock, on('2026-03-11'))).toBe(0);
    expect(remaining(official, wd(4), clock, on('2026-03-12'))).toBe(-1);
  });

  it('frozen on the last day and resumed on a Saturday, still has the Monday', () => {
    const clock = resume(pause(started, '2026-03-06'), '2026-03-14');
    expect(clockDueOn(official, wd(4), clock)).toBe('2026-03-16');
    expect(remaining(official, wd(4), clock, on('2026-03-14'))).toBe(1);
    expect(remaining(official, wd(4), clock, on('2026-03-16'))).toBe(0);
    expect(remaining(official, wd(4), clock, on('2026-03-17'))).toBe(-1);
    expect(used(official, clock, on('2026-03-16'))).toBe(5);
  });

  it('keeps the due day of a clock that stopped', () => {
    expect(clockDueOn(official, wd(4), stop(started, '2026-03-04'))).toBe('2026-03-06');
    expect(remaining(official, wd(4), stop(started, '2026-03-04'), on('2026-04-10'))).toBe(2);
    expect(remaining(official, wd(4), stop(started, '2026-03-10'), on('2026-04-10'))).toBe(-2);
  });

  it('of a maximum in calendar days still has the workday it rolls to', () => {
    const clock = startClock('owner', on('2026-03-02'), 'CD');
    // 5 CD: Saturday 03-07, so Monday 03-09.
    expect(clockDueOn(official, cd(5), clock)).toBe('2026-03-09');
    expect(remaining(official, cd(5), clock, on('2026-03-06'))).toBe(1);
    expect(remaining(official, cd(5), clock, on('2026-03-07'))).toBe(1);
    expect(remaining(official, cd(5), clock, on('2026-03-08'))).toBe(1);
    expect(remaining(official, cd(5), clock, on('2026-03-09'))).toBe(0);
    expect(remaining(official, cd(5), clock, on('2026-03-10'))).toBe(-1);
    expect(clockDueOn(official, cd(5), resume(pause(clock, '2026-03-08'), '2026-03-11'))).toBe('2026-03-12');
    expect(clockDueOn(official, cd(5), resume(pause(clock, '2026-03-05'), '2026-03-11'))).toBe('2026-03-13');
  });

  it('of a window in calendar days ends on the holiday', () => {
    const clock = startClock('owner', on('2026-03-02'), 'CD');
    const window: Term = { value: 5, unit: 'CD', kind: 'window' };
    expect(clockDueOn(official, window, clock)).toBe('2026-03-07');
    expect(remaining(official, window, clock, on('2026-03-07'))).toBe(0);
    expect(remaining(official, window, clock, on('2026-03-08'))).toBe(-1);
  });

  it('tells the workdays left, frozen with the clock', () => {
    const clock = startClock('owner', on('2026-03-02'), 'CD');
    expect(readClock(official, cd(7), clock, on('2026-03-06'))).toEqual({
      remaining: 3,
      workdaysLeft: 1,
      due: '2026-03-09',
    });
    const paused = pause(clock, '2026-03-06');
    expect(readClock(official, cd(7), paused, on('2026-03-20'))).toEqual({
      remaining: 3,
      workdaysLeft: 1,
      due: null,
    });
    expect(readClock(official, cd(7), clock, on('2026-03-11'))).toMatchObject({
      remaining: -2,
      workdaysLeft: 0,
    });
  });
});

describe('clocks, whatever the pauses', () => {
  const gaps = fc.array(fc.tuple(fc.nat(9), fc.nat(20)), { maxLength: 5 });
  const limits = fc.record<Term>({
    value: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('WD', 'CD'),
    kind: fc.constantFrom('maximum', 'window'),
  });
  const starts = fc.nat(1500).map((days) => addCalendarDays(on('2021-01-01'), days));

  it('never lose any of the remainder by a pause', () => {
    fc.assert(
      fc.property(starts, limits, gaps, (start, limit, pauses) => {
        let clock = startClock('government', start, limit.unit);
        let day = start;
        for (const [ran, waited] of pauses) {
          const paused = addCalendarDays(day, ran);
          const before = remaining(official, limit, clock, paused);
          const dueBefore = clockDueOn(official, limit, clock);
          clock = pause(clock, paused);
          day = addCalendarDays(paused, waited);
          expect(remaining(official, limit, clock, day)).toBe(before);
          clock = resume(clock, day);
          expect(remaining(official, limit, clock, day)).toBeGreaterThanOrEqual(before);
          expect((clockDueOn(official, limit, clock) ?? '') >= (dueBefore ?? '')).toBe(true);
        }
      }),
    );
  });

  it('use up exactly what is no longer left, as long as they are in time and resume on workdays', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 60 }), gaps, fc.nat(30), (start, value, pauses, days) => {
        let clock = startClock('government', start, 'WD');
        let day = start;
        for (const [ran, waited] of pauses) {
          clock = pause(clock, addCalendarDays(day, ran));
          day = rollToWorkday(official, addCalendarDays(day, ran + waited));
          clock = resume(clock, day);
        }
        const asked = addCalendarDays(day, days);
        const left = remaining(official, wd(value), clock, asked);
        const spent = used(official, clock, asked);
        if (left >= 0) expect(left + spent).toBe(value);
        else expect(spent).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  it('that never pause are due as the limit alone says', () => {
    fc.assert(
      fc.property(starts, limits, (start, limit) => {
        const clock = startClock('government', start, limit.unit);
        expect(clockDueOn(official, limit, clock)).toBe(dueOn(official, limit, start));
      }),
    );
  });

  it('are due later by the workdays of the pause', () => {
    const [start, paused, resumed] = [on('2026-02-10'), on('2026-02-12'), on('2026-02-26')];
    const clock = resume(pause(startClock('government', start, 'WD'), paused), resumed);
    const plain = addWorkdays(official, start, 10);
    const later = addWorkdays(official, plain, countWorkdays(official, paused, resumed));
    expect(clockDueOn(official, wd(10), clock)).toBe(later);
  });
});
