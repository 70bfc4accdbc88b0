import { describe, expect, it } from 'vitest';
import { findFactFaults, guideOn, indicatorGuides, indicatorsOf, standardFor } from '../src/index.ts';

const facts = {
  division: '330182104',
  industry: '3829',
  totalInvestment: '12000',
  fixedInvestment: '10000',
  landMu: '30',
  plotRatio: '1.3',
  yearlyOutput: '20000',
  yearlyRevenue: '18000',
  yearlyAddedValue: '5000',
  yearlyTax: '900',
  research: '500',
  energyTce: '600',
  cod: '0.4',
  ammoniaNitrogen: '0.04',
  sulphurDioxide: '0',
  nitrogenOxides: '0',
};
const today = '2026-03-02';
const of = (changed: object = {}, on = today) =>
  Object.fromEntries(
    indicatorsOf({ ...facts, ...changed }, on).map(({ kind, value, short }) => [kind, [value, short]]),
  );

describe('indicators of an application', () => {
  it('are computed in decimals and held against the standard of zone and industry', () => {
    expect(of()).toEqual({
      investmentIntensity: ['333.33', false],
      plotRatio: ['1.3', false],
      taxPerMu: ['30', false],
      outputPerMu: ['666.67', false],
      addedValuePerEnergy: ['8.33', false],
      addedValuePerPollutant: ['11363.64', false],
      researchIntensity: ['2.78', false],
    });
  });
  it('are short by the exact figure, not by the rounded one', () => {
    expect(of({ yearlyTax: '749.99' })['taxPerMu']).toEqual(['25', true]);
    expect(of({ yearlyTax: '750' })['taxPerMu']).toEqual(['25', false]);
  });
  it('are told only where they can be computed', () => {
    expect(of({ energyTce: '0' })['addedValuePerEnergy']).toEqual([null, false]);
    expect(of({ landMu: undefined })['taxPerMu']).toEqual([null, false]);
  });
  it('take the strictest of the standards that fit most', () => {
    const atLeast = (indicator: 'taxPerMu' | 'plotRatio', division: string, industry: string) =>
      standardFor(indicator, { division, industry }, today)?.atLeast;
    expect(atLeast('taxPerMu', '330182104', '1300')).toBe('20');
    expect(atLeast('taxPerMu', '330182900', '1300')).toBe('30');
    expect(atLeast('taxPerMu', '330182900', '3911')).toBe('35');
    expect(atLeast('plotRatio', '330182104', '2611')).toBe('1.0');
  });
  it('are held against the guide of the day of receipt, not against a later one', () => {
    expect(of({ yearlyTax: '510', industry: '1300' }, '2023-06-30')['taxPerMu']).toEqual(['17', false]);
    expect(of({ yearlyTax: '510', industry: '1300' }, '2023-07-01')['taxPerMu']).toEqual(['17', true]);
    expect(guideOn('2023-06-30')?.version).toBe('2020-1');
    expect(guideOn('2023-07-01')?.version).toBe('2023-1');
    // Before there was any, nothing is short.
    expect(of({ yearlyTax: '1' }, '2019-12-31')['taxPerMu']).toEqual(['0.03', false]);
  });
  it('have one guide for each day, from the first on', () => {
    for (const [place, guide] of indicatorGuides.entries()) {
      const next = indicatorGuides[place + 1];
      if (next === undefined) expect(guide.effectiveTo).toBeNull();
      else expect(Date.parse(next.effectiveFrom) - Date.parse(guide.effectiveTo ?? '')).toBe(86_400_000);
    }
  });
});

describe('rules over several facts', () => {
  it.each([
    [{}, []],
    [{ totalInvestment: '0', fixedInvestment: '0' }, ['totalInvestment']],
    [{ fixedInvestment: '12000.01' }, ['fixedInvestment']],
    [{ investmentConstruction: '9000', investmentLand: '1000.01' }, ['investmentConstruction']],
    // What is not typed yet, or not a number yet, breaks nothing.
    [{ fixedInvestment: undefined, totalInvestment: '1' }, []],
    [{ fixedInvestment: '12x' }, []],
  ])('%o: %o', (changed, fields) =>
    expect(findFactFaults({ ...facts, ...changed }).map(({ field }) => field)).toEqual(fields),
  );
});
