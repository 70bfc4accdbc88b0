import { Decimal } from 'decimal.js';

export type IndicatorKind =
  | 'investmentIntensity'
  | 'plotRatio'
  | 'taxPerMu'
  | 'outputPerMu'
  | 'addedValuePerEnergy'
  | 'addedValuePerPollutant'
  | 'researchIntensity';

export interface IndicatorStandard {
  readonly indicator: IndicatorKind;
  readonly atLeast: string;
  /** Division of the county; any without it. */
  readonly division?: string;
  /** First digits of the industry's code; any without it. */
  readonly industry?: string;
}

/** A guide as it was issued: from its first day to its last, both included; open without a last. */
export interface IndicatorGuide {
  readonly version: string;
  readonly basis: string;
  readonly illustrative: true;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly standards: readonly IndicatorStandard[];
}

const zone = '330182900';

/** Standards by zone and industry, version by version; every figure is illustrative and labelled so where it is shown. */
export const indicatorGuides: readonly IndicatorGuide[] = [
  {
    version: '2020-1',
    basis: '工业项目“标准地”控制性指标指引（2020年版，示例）',
    illustrative: true,
    effectiveFrom: '2020-01-01',
    effectiveTo: '2023-06-30',
    standards: [
      { indicator: 'investmentIntensity', atLeast: '260' },
      { indicator: 'investmentIntensity', atLeast: '350', division: zone },
      { indicator: 'plotRatio', atLeast: '1.0' },
      { indicator: 'plotRatio', atLeast: '1.2', division: zone },
      { indicator: 'taxPerMu', atLeast: '16' },
      { indicator: 'taxPerMu', atLeast: '25', division: zone },
      { indicator: 'taxPerMu', atLeast: '28', industry: '39' },
      { indicator: 'outputPerMu', atLeast: '350' },
      { indicator: 'addedValuePerEnergy', atLeast: '0.8' },
      { indicator: 'researchIntensity', atLeast: '1.2' },
    ],
  },
  {
    version: '2023-1',
    basis: '工业项目“标准地”控制性指标指引（2023年版，示例）',
    illustrative: true,
    effectiveFrom: '2023-07-01',
    effectiveTo: null,
    standards: [
      { indicator: 'investmentIntensity', atLeast: '300' },
      { indicator: 'investmentIntensity', atLeast: '400', division: zone },
      { indicator: 'investmentIntensity', atLeast: '450', industry: '39' },
      { indicator: 'plotRatio', atLeast: '1.2' },
      { indicator: 'plotRatio', atLeast: '1.5', division: zone },
      { indicator: 'plotRatio', atLeast: '1.0', industry: '26' },
      { indicator: 'taxPerMu', atLeast: '20' },
      { indicator: 'taxPerMu', atLeast: '30', division: zone },
      { indicator: 'taxPerMu', atLeast: '25', industry: '38' },
      { indicator: 'taxPerMu', atLeast: '35', industry: '39' },
      { indicator: 'outputPerMu', atLeast: '400' },
      { indicator: 'outputPerMu', atLeast: '500', division: zone },
      { indicator: 'addedValuePerEnergy', atLeast: '1' },
      { indicator: 'addedValuePerEnergy', atLeast: '2', industry: '38' },
      { indicator: 'addedValuePerPollutant', atLeast: '1000' },
      { indicator: 'researchIntensity', atLeast: '1.5' },
      { indicator: 'researchIntensity', atLeast: '3', industry: '39' },
    ],
  },
];

/** The guide in force on a day; null before the first. */
export const guideOn = (day: string): IndicatorGuide | null =>
  indicatorGuides.find(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom <= day && (effectiveTo === null || day <= effectiveTo),
  ) ?? null;

/** The standard for a zone and an industry on a day: the strictest of those that name either, else the general one. */
export const standardFor = (
  indicator: IndicatorKind,
  { division, industry }: { readonly division: string; readonly industry: string },
  on: string,
): IndicatorStandard | null => {
  const fits = (guideOn(on)?.standards ?? []).filter(
    (standard) =>
      standard.indicator === indicator &&
      (standard.division === undefined || standard.division === division) &&
      (standard.industry === undefined || industry.startsWith(standard.industry)),
  );
  const specific = fits.filter(
    (standard) => standard.division !== undefined || standard.industry !== undefined,
  );
  return (
    [...(specific.length > 0 ? specific : fits)].sort((a, b) => new Decimal(b.atLeast).cmp(a.atLeast))[0] ??
    null
  );
};
