import { describe, expect, it } from 'vitest';
import { findFactFaults, indicatorsOf, standardFor } from '../src/index.ts';

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
const of = (changed: object = {}) =>
  Object.fromEntries(
    indicatorsOf({ ...facts, ...changed }).map(({ kind, value, short }) => [kind, [value, short]]),
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
    expect(standardFor('taxPerMu', '330182104', '1300')?.atLeast).toBe('20');
    expect(standardFor('taxPerMu', '330182900', '1300')?.atLeast).toBe('30');
    expect(standardFor('taxPerMu', '330182900', '3911')?.atLeast).toBe('35');
    expect(standardFor('plotRatio', '330182104', '2611')?.atLeast).toBe('1.0');
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
