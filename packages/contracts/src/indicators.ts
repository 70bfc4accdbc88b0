import { Decimal } from 'decimal.js';
import type { ProjectFacts } from './events/shared.ts';
import { type IndicatorKind, type IndicatorStandard, standardFor } from './indicator-standards.ts';

type Quantity = keyof ProjectFacts;

/** How each indicator follows from what is stated (domain §6): numerator ÷ denominator, rounded to two places. */
export const indicatorFormulas: Readonly<
  Record<
    IndicatorKind,
    {
      readonly zh: string;
      readonly unit: string;
      readonly of: readonly Quantity[];
      readonly per: readonly Quantity[];
      readonly percent?: true;
    }
  >
> = {
  investmentIntensity: { zh: '固定资产投资强度', unit: '万元/亩', of: ['fixedInvestment'], per: ['landMu'] },
  plotRatio: { zh: '容积率', unit: '', of: ['plotRatio'], per: [] },
  taxPerMu: { zh: '亩均税收', unit: '万元/亩·年', of: ['yearlyTax'], per: ['landMu'] },
  outputPerMu: { zh: '亩均产值', unit: '万元/亩', of: ['yearlyOutput'], per: ['landMu'] },
  addedValuePerEnergy: {
    zh: '单位能耗增加值',
    unit: '万元/吨标煤',
    of: ['yearlyAddedValue'],
    per: ['energyTce'],
  },
  addedValuePerPollutant: {
    zh: '单位排放增加值',
    unit: '万元/吨',
    of: ['yearlyAddedValue'],
    per: ['cod', 'ammoniaNitrogen', 'sulphurDioxide', 'nitrogenOxides'],
  },
  researchIntensity: { zh: '研发强度', unit: '%', of: ['research'], per: ['yearlyRevenue'], percent: true },
};

export interface StatedIndicator {
  readonly kind: IndicatorKind;
  readonly zh: string;
  readonly unit: string;
  /** Null where it cannot be computed: something is not stated, or what it is divided by is zero. */
  readonly value: string | null;
  readonly standard: IndicatorStandard | null;
  /** Below its standard: a red mark, and nothing is blocked by it. */
  readonly short: boolean;
}

type Stated = Readonly<Partial<Record<Quantity, unknown>>>;

const sumOf = (facts: Stated, fields: readonly Quantity[]): Decimal | null => {
  let sum = new Decimal(0);
  for (const field of fields) {
    const text = facts[field];
    if (typeof text !== 'string' || !/^\d+(\.\d+)?$/.test(text)) return null;
    sum = sum.plus(text);
  }
  return sum;
};

/**
 * What is stated, as indicators against the standard of the zone and the industry that was in force on a day: an
 * application's is the day on which it was received, so that a later guide does not judge it.
 */
export const indicatorsOf = (facts: Stated, on: string): readonly StatedIndicator[] =>
  (Object.keys(indicatorFormulas) as IndicatorKind[]).map((kind) => {
    const { zh, unit, of, per, percent } = indicatorFormulas[kind];
    const numerator = sumOf(facts, of);
    const denominator = per.length === 0 ? new Decimal(1) : sumOf(facts, per);
    const value =
      numerator === null || denominator === null || denominator.isZero()
        ? null
        : numerator.times(percent === true ? 100 : 1).div(denominator);
    const standard = standardFor(
      kind,
      { division: String(facts['division'] ?? ''), industry: String(facts['industry'] ?? '') },
      on,
    );
    return {
      kind,
      zh,
      unit,
      value: value === null ? null : value.toDecimalPlaces(2).toString(),
      standard,
      // By the exact figure: what is shown rounded up to the standard may still be short of it.
      short: value !== null && standard !== null && value.lt(standard.atLeast),
    };
  });
