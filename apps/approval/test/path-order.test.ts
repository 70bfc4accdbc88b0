import type { Catalogue, PathFacts, PathStep } from '@yizhan/contracts';
import { legalDate, officialCalendar } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { item } from '../src/domain/catalogue/notation.ts';
import { limitOf, ruleBefore } from '../src/domain/catalogue/rule.ts';
import { after } from '../src/domain/catalogue/versions.ts';
import { factsFrom } from '../src/domain/path/facts.ts';
import { planPath, ruleOfStep } from '../src/domain/path/plan.ts';
import { scheduleOf } from '../src/domain/path/schedule.ts';
import { everything, small, step } from './walk.ts';

const on = '2026-03-02';
const plain = factsFrom('30', {}, null).facts;
const stepsFor = (facts: Partial<PathFacts>) => planPath(after, { ...plain, ...facts }, on).steps;
const stepFor = (code: string, facts: Partial<PathFacts> = {}) =>
  stepsFor(facts).find((row) => row.code === code);
const bare = (code: string, needs: string[], applies = 'always') =>
  item({ code, name: code, department: 'water', stage: '工程建设许可', applies, needs, materials: [] });
const catalogueOf = (...items: Catalogue['items']): Catalogue => ({ ...after, items });

describe('a step', () => {
  it('goes by the name of its variant where that has one of its own', () => {
    expect(stepFor('A6', { environmentClass: 'form' })?.name).toBe('环境影响报告表审批');
    expect(stepFor('A6', { environmentClass: 'register' })?.name).toBe('环境影响登记表备案');
    expect(stepFor('A5')).toMatchObject({ name: '建设用地规划许可证核发', doneBy: 'approval' });
    expect(stepFor('A5')).not.toHaveProperty('variant');
  });

  it('of the land side waits out notice and listing, 30 calendar days; no other waits', () => {
    expect(stepFor('A3')).toMatchObject({ doneBy: 'land', wait: { value: 30, unit: 'CD' } });
    expect(stepFor('A4')).toMatchObject({ doneBy: 'land' });
    for (const code of ['A4', 'A5']) expect(stepFor(code)).not.toHaveProperty('wait');
    // The publicity of an assessment is inside its promise.
    expect(stepFor('A6', { environmentClass: 'report' })).not.toHaveProperty('wait');
  });

  it('that is done stays on the path, though it is of another route', () => {
    const { steps } = planPath(after, plain, on, new Set(['A2']));
    expect(steps.map(({ code }) => code)).toContain('A2');
    expect(stepsFor({}).map(({ code }) => code)).not.toContain('A2');
  });

  it('needs, through what does not apply, what that one needs, once', () => {
    const { steps } = planPath(
      catalogueOf(
        bare('D', ['B', 'C', 'Z9']),
        bare('C', ['A'], 'specialFire'),
        bare('B', ['A'], 'specialFire'),
        bare('A', []),
      ),
      plain,
      on,
    );
    expect(steps.map(({ code, needs }) => [code, needs])).toEqual([
      ['A', []],
      ['D', ['A']],
    ]);
  });

  it('that needs itself in the end can be put nowhere', () => {
    expect(() => planPath(catalogueOf(bare('A', ['B']), bare('B', ['A'])), plain, on)).toThrow(/circle/);
  });
});

describe('the rule of a step', () => {
  it('of a code that the catalogue does not have is an error', () => {
    expect(() => ruleOfStep(after, { code: 'Z9' })).toThrow(/Z9 is not in after-2023-1/);
    expect(() => ruleBefore('Z9')).toThrow(/Z9/);
  });

  it('is that of the catalogue of 2023 for an item from before items kept theirs', () => {
    expect(ruleBefore('A5')).toMatchObject({
      catalogue: 'after-2023-1',
      variant: null,
      statutory: { value: 20, unit: 'WD' },
      validity: { months: 12, windowDays: 30 },
    });
  });

  it('publishes an assessment for 5 WD before it is decided: not a register, nor what land announces', () => {
    const rule = (environmentClass: 'report' | 'register') =>
      ruleOfStep(after, step('A6', { ...everything, environmentClass }));
    expect(rule('report').publicity?.limit).toMatchObject({ value: 5, unit: 'WD', kind: 'minimum' });
    expect(rule('register')).not.toHaveProperty('publicity');
    for (const code of ['A3', 'A5']) expect(ruleOfStep(after, step(code))).not.toHaveProperty('publicity');
  });

  it('gives each clock a limit of its own name and version, and none where the law sets none', () => {
    const rule = ruleOfStep(after, step('B1'));
    expect(limitOf('B1', 'statutory', rule)).toBeNull();
    expect(limitOf('B1', 'promise', rule)).toMatchObject({
      id: 'B1.promise',
      value: 6,
      version: 'after-2023-1',
      effectiveFrom: '2023-01-01',
    });
  });
});

describe('the schedule', () => {
  const day = legalDate;
  const made = (code: string, changed: Partial<PathStep> = {}): PathStep => ({
    code,
    name: code,
    department: 'water',
    stage: '工程建设许可',
    needs: [],
    promise: { value: 5, unit: 'WD' },
    statutory: null,
    doneBy: 'approval',
    ...changed,
  });
  const schedule = (steps: readonly PathStep[], from = on, done = {}) =>
    scheduleOf(officialCalendar, steps, day(from), done);

  it('wants each step after what it needs', () => {
    expect(() => schedule([made('B', { needs: ['A'] }), made('A')])).toThrow(/B stands before A/);
  });

  it('rolls a promise off a holiday, and a period to wait out not', () => {
    // Thirty days from 2026-03-05 end on 04-04, the first of three days of 清明.
    const wait = { value: 30, unit: 'CD' } as const;
    expect(schedule([made('A', { promise: null, wait })], '2026-03-05').earliestFinish).toBe('2026-04-04');
    expect(schedule([made('A', { promise: { value: 30, unit: 'CD' } })], '2026-03-05').earliestFinish).toBe(
      '2026-04-07',
    );
  });

  it('puts what is done on its own day, and counts none of its promise any more', () => {
    const steps = [made('A'), made('B', { needs: ['A'] })];
    const { steps: rows, plannedUnion } = schedule(steps, on, { A: day('2026-02-27') });
    expect(rows).toMatchObject([
      { code: 'A', start: '2026-02-27', finish: '2026-02-27', rank: 0, critical: true },
      { code: 'B', start: '2026-03-02', finish: '2026-03-09', rank: 1, critical: true },
    ]);
    expect(plannedUnion).toBe(5);
    // Inside the time of another it is not counted a second time, and is not counted when it is done.
    const side = [made('A'), made('B', { promise: { value: 8, unit: 'WD' } })];
    expect(schedule(side).plannedUnion).toBe(8);
    expect(schedule(side, on, { B: day(on) }).plannedUnion).toBe(5);
  });

  it('follows the step that finishes last, and the first of the catalogue where two do', () => {
    const steps = [
      made('A', { promise: { value: 9, unit: 'WD' } }),
      made('B'),
      made('C', { promise: { value: 9, unit: 'WD' } }),
      made('D', { needs: ['B', 'A', 'C'] }),
    ];
    expect(schedule(steps).criticalPath).toEqual(['A', 'D']);
    expect(schedule(steps.slice(0, 3)).criticalPath).toEqual(['A']);
    expect(schedule([made('B'), made('A', { promise: { value: 9, unit: 'WD' } }), made('C')])).toMatchObject({
      criticalPath: ['A'],
      earliestFinish: '2026-03-13',
    });
  });

  it('ends with the permit, and still counts the promise of what ends after it', () => {
    const { earliestFinish, steps, plannedUnion } = schedule(stepsFor(small));
    const finish = (code: string) => steps.find((row) => row.code === code)?.finish ?? '';
    expect(earliestFinish).toBe(finish('C4'));
    expect(finish('C6') > finish('C4')).toBe(true);
    // A5 1, B2 3, C6 5 with C4 inside it.
    expect(plannedUnion).toBe(9);
  });

  it('of nothing to do is done today', () => {
    expect(schedule([])).toEqual({ steps: [], criticalPath: [], earliestFinish: on, plannedUnion: 0 });
  });
});
