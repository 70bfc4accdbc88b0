import type { PathFacts } from '@yizhan/contracts';
import { someFacts } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { conditionNames, judge } from '../src/domain/path/applicability.ts';
import { energyRules, ruleOn, soilRules } from '../src/domain/path/dated-rules.ts';
import { factsFrom } from '../src/domain/path/facts.ts';
import { everything, small } from './walk.ts';

const on = '2026-03-02';
const plain = factsFrom('30', {}, null).facts;
const judged = (condition: string, facts: Partial<PathFacts> = {}, day = on) =>
  judge(condition, { ...plain, ...facts }, day);

/** Projects that differ in whatever a condition asks for. */
const projects: readonly Partial<PathFacts>[] = [
  {},
  everything,
  small,
  { landKind: 'held' },
  { landKind: 'leased' },
  { environmentClass: 'exempt' },
  { environmentClass: 'report', regionalEvaluations: ['规划环评'] },
  { environmentClass: 'report' },
  { energyTce: '2000' },
  { energyTce: '2000', regionalEvaluations: ['能评'] },
  { landArea: '60000', regionalEvaluations: ['水保'] },
  { landArea: '60000' },
  { landArea: '6000' },
  { landArea: '100', soilVolume: '100' },
];

describe('the ground of a verdict', () => {
  it.each(conditionNames)('of %s is told in both languages, with its basis, whatever the project', (name) => {
    for (const facts of projects) {
      const { zh, en, basis } = judged(name, facts);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]{3}/);
      expect(basis).toMatch(/\p{Script=Han}/u);
    }
  });

  it('that no energy review is needed names every threshold that the project stays under', () => {
    const before = judged('energy', {}, '2025-08-31');
    expect(before.zh).toBe('年综合能耗不满1000吨标准煤，且年用电量不满500万千瓦时');
    expect(before.en).toBe('under 1,000 tce a year and under 5 million kWh a year');
    expect(judged('energy', {}, '2025-09-01').zh).toMatch(/1000吨标准煤，且年煤炭消费量不满1000吨/);
  });

  it.each<[PathFacts['environmentClass'], PathFacts['regionalEvaluations'], string]>([
    ['report', [], '环评类别：报告书'],
    ['form', [], '环评类别：报告表'],
    // There is nothing lighter than a register.
    ['register', ['规划环评'], '环评类别：登记表'],
    ['form', ['规划环评'], '地块已完成规划环评，由报告表简化为登记表'],
  ])('of an assessment by %s where the area has %o: %s', (environmentClass, regionalEvaluations, zh) => {
    expect(judged('environment', { environmentClass, regionalEvaluations }).zh).toBe(zh);
  });

  it('names the circumstance of the site, present or not', () => {
    expect(judged('sewage', { circumstances: ['sewage'] })).toMatchObject({
      applies: true,
      en: 'the site: sewage',
    });
    expect(judged('sewage')).toMatchObject({ applies: false, en: 'not the case: sewage' });
  });

  it.each<[string, Partial<PathFacts>, boolean]>([
    ['civilDefence', { building: 'civil' }, true],
    ['civilDefence', { building: 'warehouse' }, false],
    // Who leases builds nothing.
    ['civilDefence', { building: 'civil', landKind: 'leased' }, false],
    ['newBuilding', { landKind: 'held' }, true],
    ['access', { landKind: 'leased' }, false],
    ['designReview', { ...small, floorArea: '5000' }, false],
    ['designReview', { ...small, floorArea: '5000.01' }, true],
    ['geology', { regionalEvaluations: ['地灾'] }, false],
    ['geology', { regionalEvaluations: ['压矿'] }, true],
    ['geology', { regionalEvaluations: [], landKind: 'held' }, false],
    ['hazard', { hazard: 'hazardousChemicals' }, true],
  ])('%s for %o: %s', (condition, facts, applies) => {
    expect(judged(condition, facts).applies).toBe(applies);
  });

  it('of a condition that is not there is no guess', () => {
    expect(() => judged('moonlight')).toThrow(/moonlight/);
  });
});

describe('a dated rule', () => {
  it.each([
    ['2017-01-01', '2017-01-01'],
    ['2025-08-31', '2017-01-01'],
    ['2025-09-01', '2025-09-01'],
    ['2030-01-01', '2025-09-01'],
  ])('holds on its first and its last day, in whatever order the rows stand: %s', (day, from) => {
    for (const rules of [energyRules, energyRules.toReversed()])
      expect(ruleOn(rules, day).effectiveFrom).toBe(from);
  });

  it('gives way to the next on the day that this one takes effect, and none is without basis', () => {
    for (const rules of [energyRules, soilRules]) {
      for (const { basis } of rules) expect(basis).toMatch(/\p{Script=Han}/u);
      expect(rules.filter(({ effectiveTo }) => effectiveTo === null)).toHaveLength(1);
    }
    expect(ruleOn(soilRules, '2023-02-28').regionalPromise).toBe(false);
    expect(ruleOn(soilRules, '2023-03-01').regionalPromise).toBe(true);
  });

  it('of a table without rows is an error', () => {
    expect(() => ruleOn([], on)).toThrow(/empty rule table/);
  });
});

describe('what is assumed', () => {
  it.each<[Parameters<typeof someFacts>[0], string]>([
    [{ sulphurDioxide: '0.5', nitrogenOxides: '0.5', vocs: '0' }, 'form'],
    [{ sulphurDioxide: '0.3', nitrogenOxides: '0.3', vocs: '0.39' }, 'register'],
    [{ hazardousWaste: '9.9' }, 'register'],
    [{ hazardousWaste: '10' }, 'form'],
    [{ hazardousChemicals: true }, 'report'],
  ])(
    'of the assessment follows what goes into the air and what is waste: %o by %s',
    (changed, environment) => {
      expect(factsFrom('30', {}, someFacts(changed)).facts.environmentClass).toBe(environment);
    },
  );

  it('of a plant is nothing special, and what is stated as unknown is assumed still', () => {
    const { facts, assumed } = factsFrom('30', { specialFire: undefined }, null);
    expect(facts).toMatchObject({ specialFire: false, explosiveSite: false, lowRiskSmall: false });
    expect(assumed).toEqual(expect.arrayContaining(['specialFire', 'regionalEvaluations', 'landKind']));
  });
});
