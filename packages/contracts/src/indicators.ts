import { Decimal } from 'decimal.js';
import type { ProjectFacts } from './events/shared.ts';

type Quantity = keyof ProjectFacts;

export type IndicatorKind =
  | 'investmentIntensity'
  | 'plotRatio'
  | 'taxPerMu'
  | 'outputPerMu'
  | 'addedValuePerEnergy'
  | 'addedValuePerPollutant'
  | 'researchIntensity';

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

export interface IndicatorStandard {
  readonly indicator: IndicatorKind;
  readonly atLeast: string;
  /** Division of the county; any without it. */
  readonly division?: string;
  /** First digits of the industry's code; any without it. The longest that fits goes before a shorter one. */
  readonly industry?: string;
  readonly basis: string;
  readonly illustrative: true;
  readonly version: string;
}

const guide = {
  basis: '工业项目“标准地”控制性指标指引（示例）',
  illustrative: true,
  version: '2023-1',
} as const;

/** Standards by zone and industry; every figure is illustrative and labelled so where it is shown. */
export const indicatorStandards: readonly IndicatorStandard[] = [
  { ...guide, indicator: 'investmentIntensity', atLeast: '300' },
  { ...guide, indicator: 'investmentIntensity', atLeast: '400', division: '330182900' },
  { ...guide, indicator: 'investmentIntensity', atLeast: '450', industry: '39' },
  { ...guide, indicator: 'plotRatio', atLeast: '1.2' },
  { ...guide, indicator: 'plotRatio', atLeast: '1.5', division: '330182900' },
  { ...guide, indicator: 'plotRatio', atLeast: '1.0', industry: '26' },
  { ...guide, indicator: 'taxPerMu', atLeast: '20' },
  { ...guide, indicator: 'taxPerMu', atLeast: '30', division: '330182900' },
  { ...guide, indicator: 'taxPerMu', atLeast: '25', industry: '38' },
  { ...guide, indicator: 'taxPerMu', atLeast: '35', industry: '39' },
  { ...guide, indicator: 'outputPerMu', atLeast: '400' },
  { ...guide, indicator: 'outputPerMu', atLeast: '500', division: '330182900' },
  { ...guide, indicator: 'addedValuePerEnergy', atLeast: '1' },
  { ...guide, indicator: 'addedValuePerEnergy', atLeast: '2', industry: '38' },
  { ...guide, indicator: 'addedValuePerPollutant', atLeast: '1000' },
  { ...guide, indicator: 'researchIntensity', atLeast: '1.5' },
  { ...guide, indicator: 'researchIntensity', atLeast: '3', industry: '39' },
];

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

/** The standard for a zone and an industry: the strictest of the most specific that fit. */
export const standardFor = (
  indicator: IndicatorKind,
  division: string,
  industry: string,
): IndicatorStandard | null => {
  const fits = indicatorStandards.filter(
    (standard) =>
      standard.indicator === indicator &&
      (standard.division === undefined || standard.division === division) &&
      (standard.industry === undefined || industry.startsWith(standard.industry)),
  );
  const specific = fits.filter(
    ({ division: zone, industry: branch }) => zone !== undefined || branch !== undefined,
  );
  return (
    [...(specific.length > 0 ? specific : fits)].sort((a, b) => new Decimal(b.atLeast).cmp(a.atLeast))[0] ??
    null
  );
};

/** What is stated, as indicators against the standard of the zone and the industry. */
export const indicatorsOf = (facts: Stated): readonly StatedIndicator[] =>
  (Object.keys(indicatorFormulas) as IndicatorKind[]).map((kind) => {
    const { zh, unit, of, per, percent } = indicatorFormulas[kind];
    const numerator = sumOf(facts, of);
    const denominator = per.length === 0 ? new Decimal(1) : sumOf(facts, per);
    const value =
      numerator === null || denominator === null || denominator.isZero()
        ? null
        : numerator.times(percent === true ? 100 : 1).div(denominator);
    const standard = standardFor(kind, String(facts['division'] ?? ''), String(facts['industry'] ?? ''));
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
