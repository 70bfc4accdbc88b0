import type { DepartmentId, ProjectFacts } from '@yizhan/contracts';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { chooseDepartments, departmentRules, isComplex } from '../src/domain/department-rules.ts';
import { five, plainFacts } from './walk.ts';

const today = legalDate('2026-03-02');
const subjectOf = (changed: Partial<ProjectFacts> = {}, toBeFounded = false) => ({
  facts: plainFacts(changed),
  toBeFounded,
});
const chosen = (changed: Partial<ProjectFacts> = {}, toBeFounded = false, on = today) =>
  chooseDepartments(subjectOf(changed, toBeFounded), on);
const names = (...args: Parameters<typeof chosen>) => chosen(...args).map(({ department }) => department);

describe('who is asked', () => {
  it('always are the five', () => expect(names()).toEqual(five));

  it.each<[string, Partial<ProjectFacts>, DepartmentId]>([
    ['hazardous chemicals', { hazardousChemicals: true }, 'emergency'],
    ['any hazardous waste', { hazardousWaste: '0.1' }, 'emergency'],
    ['half a hectare', { landMu: '7.5' }, 'water'],
    ['much water', { water: '50000' }, 'water'],
    ['buildings', { floorArea: '300' }, 'housing'],
    ['foreign investment', { foreignInvestment: true }, 'commerce'],
    ['a great investment', { totalInvestment: '50000' }, 'commerce'],
  ])('%s calls for one more', (_what, facts, department) => {
    expect(names(facts).filter((name) => !five.some((always) => always === name))).toEqual([department]);
  });

  it.each<Partial<ProjectFacts>>([
    { hazardousWaste: '0' },
    { landMu: '7.499999' },
    { water: '49999.999999' },
    { floorArea: '299.9' },
    { totalInvestment: '49999' },
  ])('just below the threshold nobody more is asked: %o', (facts) => expect(names(facts)).toEqual(five));

  it('a company to be founded brings commerce', () => expect(names({}, true)).toContain('commerce'));

  it('says why, once for each ground, in Chinese', () => {
    const emergency = chosen({ hazardousChemicals: true, hazardousWaste: '1' }).find(
      ({ department }) => department === 'emergency',
    );
    expect(emergency?.because.split('；')).toHaveLength(2);
    for (const rule of departmentRules) expect(rule.because).toMatch(/[\u4e00-\u9fff]/);
  });

  it('keeps the table of energy in force on the day the case was opened', () => {
    const vetoOf = (on: string) => chosen({ electricityKwh: '5000000' }, false, legalDate(on))[0]?.veto;
    expect([vetoOf('2025-08-31'), vetoOf('2025-09-01')]).toEqual([true, false]);
  });
});

describe('复杂', () => {
  it.each<[string, Partial<ProjectFacts>, boolean]>([
    ['a plain plant', {}, false],
    ['hazardous chemicals', { hazardousChemicals: true }, true],
    ['six departments', { floorArea: '300' }, false],
    ['seven departments', { floorArea: '300', landMu: '10' }, true],
  ])('%s: %o is %s', (_what, facts, complex) => {
    expect(isComplex(subjectOf(facts), chosen(facts))).toBe(complex);
  });
});
