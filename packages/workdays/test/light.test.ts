import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCalendarDays,
  type Clock,
  type ClockFailure,
  clockLight,
  defaultLightRule,
  legalDate,
  lightChanges,
  lightOf,
  officialCalendar as official,
  pauseClock,
  type Result,
  resumeClock,
  startClock,
  stopClock,
  type Term,
} from '../src/index.ts';

const on = legalDate;
const get = (result: Result<Clock, ClockFailure>): Clock => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const notice = { by: '张三', evidence: '告知书' };
const pause = (clock: Clock, date: string) => get(pauseClock(clock, 'special', on(date), notice));
const resume = (clock: Clock, date: string) => get(resumeClock(clock, on(date)));
const wd = (value: number): Term => ({ value, unit: 'WD', kind: 'maximum' });
const cd = (value: number): Term => ({ value, unit: 'CD', kind: 'maximum' });
const started = startClock('government', on('2026-03-02'), 'WD');

describe('a light', () => {
  it.each([
    ['a limit of 20: green above 20 %', 20, 5, 'green'],
    ['a limit of 20: yellow at 20 %', 20, 4, 'yellow'],
    ['a limit of 20: yellow on the last day', 20, 0, 'yellow'],
    ['a limit of 20: red after it', 20, -1, 'red'],
    ['a limit of 5: green with two left', 5, 2, 'green'],
    ['a limit of 5: yellow with one left', 5, 1, 'yellow'],
    ['a limit of 3: green with two left', 3, 2, 'green'],
    ['a limit of 3: yellow with one left', 3, 1, 'yellow'],
    ['a limit of 2: green with one left', 2, 1, 'green'],
    ['a limit of 2: yellow on its last day', 2, 0, 'yellow'],
    ['a limit of 2: red after it', 2, -1, 'red'],
    ['a limit of 1: green on the day of the event', 1, 1, 'green'],
    ['a limit of 1: yellow on its last day', 1, 0, 'yellow'],
    ['a limit of 35: exact at 20 %, without rounding', 35, 7, 'yellow'],
    ['a limit of 34: 7 are more than 20 %', 34, 7, 'green'],
  ] as const)('of %s', (_what, limitValue, remaining, light) => {
    expect(lightOf({ limitValue, unit: 'WD', remaining })).toBe(light);
    expect(lightOf({ limitValue, unit: 'CD', remaining })).toBe(light);
  });

  it('of a limit in calendar days is yellow with one workday left', () => {
    expect(lightOf({ limitValue: 7, unit: 'CD', remaining: 3, workdaysLeft: 1 })).toBe('yellow');
    expect(lightOf({ limitValue: 7, unit: 'CD', remaining: 3, workdaysLeft: 2 })).toBe('green');
    expect(lightOf({ limitValue: 7, unit: 'CD', remaining: 1, workdaysLeft: 2 })).toBe('yellow');
    expect(lightOf({ limitValue: 7, unit: 'WD', remaining: 3, workdaysLeft: 1 })).toBe('green');
  });

  it('follows the rule it is given: the 20 % is data', () => {
    const rule = { ...defaultLightRule, percentLeft: 50, unitsLeft: 2, shortLimit: 3 };
    expect(defaultLightRule.illustrative).toBe(true);
    expect(lightOf({ limitValue: 20, unit: 'WD', remaining: 10 }, rule)).toBe('yellow');
    expect(lightOf({ limitValue: 20, unit: 'WD', remaining: 11 }, rule)).toBe('green');
    expect(lightOf({ limitValue: 3, unit: 'WD', remaining: 1 }, rule)).toBe('green');
    expect(lightOf({ limitValue: 4, unit: 'WD', remaining: 2 }, rule)).toBe('yellow');
  });
});

describe('the light of a clock', () => {
  it('is frozen while paused', () => {
    const paused = pause(started, '2026-03-05');
    expect(clockLight(official, wd(5), paused, on('2026-03-04'))).toEqual({
      light: 'green',
      frozen: false,
      remaining: 3,
    });
    expect(clockLight(official, wd(5), paused, on('2026-03-05'))).toEqual({
      light: 'green',
      frozen: true,
      remaining: 2,
    });
    expect(clockLight(official, wd(5), paused, on('2026-06-01'))).toEqual({
      light: 'green',
      frozen: true,
      remaining: 2,
    });
    const resumed = resume(paused, '2026-06-01');
    expect(clockLight(official, wd(5), resumed, on('2026-05-29')).frozen).toBe(true);
    expect(clockLight(official, wd(5), resumed, on('2026-06-01')).frozen).toBe(false);
    expect(clockLight(official, wd(5), resumed, on('2026-06-02'))).toEqual({
      light: 'yellow',
      frozen: false,
      remaining: 1,
    });
  });

  it('is no longer frozen on the day on which a paused clock stops', () => {
    const stopped = get(stopClock(pause(started, '2026-03-05'), on('2026-03-12')));
    expect(clockLight(official, wd(5), stopped, on('2026-03-11')).frozen).toBe(true);
    expect(clockLight(official, wd(5), stopped, on('2026-03-12')).frozen).toBe(false);
  });

  it('stays red while an overdue clock is paused', () => {
    expect(clockLight(official, wd(4), pause(started, '2026-03-09'), on('2026-03-31')).light).toBe('red');
  });

  it('of a minimum is green: nobody is late', () => {
    const minimum: Term = { value: 5, unit: 'CD', kind: 'minimum' };
    expect(clockLight(official, minimum, started, on('2026-05-01')).light).toBe('green');
    expect(lightChanges(official, minimum, started)).toEqual({ yellowOn: null, redOn: null });
  });

  it('before its start is green and not frozen', () => {
    expect(clockLight(official, wd(5), started, on('2026-02-27'))).toEqual({
      light: 'green',
      frozen: false,
      remaining: 5,
    });
  });
});

describe('the days on which a light turns', () => {
  it.each([
    [wd(5), '2026-03-06', '2026-03-10'],
    [wd(20), '2026-03-24', '2026-03-31'],
    [wd(2), '2026-03-04', '2026-03-05'],
    [wd(1), '2026-03-03', '2026-03-04'],
    [wd(4), '2026-03-05', '2026-03-07'],
    // 7 CD: Monday 03-09; the Friday before is the last workday before it.
    [cd(7), '2026-03-06', '2026-03-10'],
    [cd(30), '2026-03-26', '2026-04-02'],
  ])('of %j are %s and %s', (limit, yellowOn, redOn) => {
    expect(lightChanges(official, limit, started)).toEqual({ yellowOn, redOn });
  });

  it('wait while the clock is paused, and move when it resumes', () => {
    const paused = pause(started, '2026-03-04');
    expect(lightChanges(official, wd(5), paused)).toEqual({ yellowOn: null, redOn: null });
    expect(lightChanges(official, wd(5), resume(paused, '2026-03-16'))).toEqual({
      yellowOn: '2026-03-18',
      redOn: '2026-03-20',
    });
  });

  it('keep the day on which it had turned yellow before the pause', () => {
    const paused = pause(started, '2026-03-06');
    expect(lightChanges(official, wd(5), paused)).toEqual({ yellowOn: '2026-03-06', redOn: null });
    expect(lightChanges(official, wd(5), resume(paused, '2026-03-16'))).toEqual({
      yellowOn: '2026-03-06',
      redOn: '2026-03-18',
    });
  });

  it('do not come once the clock has stopped', () => {
    const stopped = get(stopClock(started, on('2026-03-04')));
    expect(lightChanges(official, wd(5), stopped)).toEqual({ yellowOn: null, redOn: null });
    const late = get(stopClock(started, on('2026-03-10')));
    expect(lightChanges(official, wd(5), late)).toEqual({ yellowOn: '2026-03-06', redOn: '2026-03-10' });
    const onTime = get(stopClock(started, on('2026-03-09')));
    expect(lightChanges(official, wd(5), onTime).redOn).toBeNull();
  });

  it('agree with the light of every day', () => {
    fc.assert(
      fc.property(
        fc.nat(1500).map((days) => addCalendarDays(on('2021-01-01'), days)),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('WD', 'CD' as const),
        (start, value, unit) => {
          const limit: Term = { value, unit: unit as Term['unit'], kind: 'maximum' };
          const clock = startClock('government', start, limit.unit);
          const { yellowOn, redOn } = lightChanges(official, limit, clock);
          const at = (day: string, days: number) =>
            clockLight(official, limit, clock, addCalendarDays(on(day), days)).light;
          expect(yellowOn !== null && redOn !== null && yellowOn < redOn).toBe(true);
          expect(at(yellowOn ?? '', 0)).toBe('yellow');
          if (yellowOn !== start) expect(at(yellowOn ?? '', -1)).toBe('green');
          expect(at(redOn ?? '', 0)).toBe('red');
          expect(at(redOn ?? '', -1)).toBe('yellow');
        },
      ),
    );
  });
});
