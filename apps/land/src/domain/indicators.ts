import {
  type Indicator,
  indicatorCatalogue,
  type Measurement,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import { Decimal } from 'decimal.js';
import { fewestIndicators } from './limits.ts';

/** Wide enough for 15 digits before the point and 6 behind it, squared. */
const Exact = Decimal.clone({ precision: 60 });

export type Stage = Indicator['judgedAt'];

/** A promised indicator beside what was measured. */
export interface Judged {
  readonly kind: Indicator['kind'];
  readonly promised: string;
  readonly measured: string;
  readonly met: boolean;
  /** How much is wanting, in the indicator's unit; 0 where it is met. */
  readonly shortfall: string;
  readonly source: string;
}

/** 亩 of an area in m² (1 亩 = 2000/3 m²), to four places. */
export const muOf = (area: string): string => new Exact(area).times(3).div(2000).toDecimalPlaces(4).toFixed();

export const isPositive = (decimal: string): boolean => new Exact(decimal).gt(0);
export const isLess = (a: string, b: string): boolean => new Exact(a).lt(b);

/** The first fault of a proposal; null when sound. */
export const findIndicatorFault = (proposed: readonly Indicator[]): Refusal | null => {
  if (new Set(proposed.map((indicator) => indicator.kind)).size < proposed.length)
    return refusal(
      'invalid',
      'INDICATOR_TWICE',
      '同一指标不能重复',
      'an indicator stands twice',
      'indicators',
    );
  if (proposed.length < fewestIndicators)
    return refusal(
      'refused',
      'INDICATORS_TOO_FEW',
      `标准地至少须有 ${fewestIndicators} 项基本指标`,
      `standard land has at least ${fewestIndicators} indicators`,
      'indicators',
    );
  for (const [index, { kind, direction, value, unit, judgedAt }] of proposed.entries()) {
    const entry = indicatorCatalogue[kind];
    const directions: readonly string[] = entry.directions;
    if (!directions.includes(direction))
      return refusal(
        'invalid',
        'INDICATOR_DIRECTION',
        `“${entry.zh}”应为${directions.includes('atLeast') ? '下限（≥）' : '上限（≤）'}指标`,
        `${kind} is ${directions.join(' or ')}`,
        `indicators.${index}.direction`,
      );
    if (unit !== entry.unit)
      return refusal(
        'invalid',
        'INDICATOR_UNIT',
        `“${entry.zh}”的单位应为“${entry.unit}”`,
        `the unit of ${kind} is "${entry.unit}"`,
        `indicators.${index}.unit`,
      );
    if (judgedAt !== entry.judgedAt)
      return refusal(
        'invalid',
        'INDICATOR_STAGE',
        `“${entry.zh}”在${entry.judgedAt === 'completion' ? '竣工' : '达产'}复核时判定`,
        `${kind} is judged at ${entry.judgedAt}`,
        `indicators.${index}.judgedAt`,
      );
    if (direction === 'atLeast' && !isPositive(value))
      return refusal(
        'invalid',
        'INDICATOR_VALUE',
        `“${entry.zh}”的下限须大于零`,
        'a lower bound must be above zero',
        `indicators.${index}.value`,
      );
  }
  const stages = new Set<Stage>(proposed.map(({ judgedAt }) => judgedAt));
  if (stages.size < 2)
    return refusal(
      'refused',
      'INDICATORS_ONE_STAGE',
      '指标须既有竣工复核的、也有达产复核的',
      'some indicators must be judged at completion and some at full production',
      'indicators',
    );
  return null;
};

/** Compares a measured value with the promise, by the promise's direction. */
export const judge = (indicator: Indicator, { value, source }: Measurement): Judged => {
  const promised = new Exact(indicator.value);
  const wanting =
    indicator.direction === 'atLeast' ? promised.minus(value) : new Exact(value).minus(promised);
  return {
    kind: indicator.kind,
    promised: indicator.value,
    measured: value,
    met: wanting.lte(0),
    shortfall: Exact.max(wanting, 0).toFixed(),
    source,
  };
};

/**
 * The first fault of a review's measurements; null when sound. All of the stage's indicators must be there that were
 * not found met before: after a rectification the others need no second look.
 */
export const findMeasurementFault = (
  indicators: readonly Indicator[],
  before: readonly Judged[],
  stage: Stage,
  measured: readonly Measurement[],
): Refusal | null => {
  const kinds = measured.map((measurement) => measurement.kind);
  if (new Set(kinds).size < kinds.length)
    return refusal('invalid', 'INDICATOR_TWICE', '同一指标不能重复', 'an indicator stands twice', 'measured');
  const ofStage = indicators
    .filter((indicator) => indicator.judgedAt === stage)
    .map((indicator) => indicator.kind);
  const stranger = kinds.find((kind) => !ofStage.includes(kind));
  if (stranger !== undefined)
    return refusal(
      'invalid',
      'INDICATOR_NOT_JUDGED_NOW',
      `“${indicatorCatalogue[stranger].zh}”不在本次复核的承诺指标之内`,
      `${stranger} is not judged at this review`,
      'measured',
    );
  const met = new Set(before.filter((judged) => judged.met).map((judged) => judged.kind));
  const missing = ofStage.filter((kind) => !met.has(kind) && !kinds.includes(kind));
  if (missing.length > 0)
    return refusal(
      'invalid',
      'MEASUREMENT_MISSING',
      `缺少实测值：${missing.map((kind) => indicatorCatalogue[kind].zh).join('、')}`,
      `no measured value for ${missing.join(', ')}`,
      'measured',
    );
  return null;
};

/** Earlier results with newer ones in their place. */
export const withNewer = (before: readonly Judged[], newer: readonly Judged[]): readonly Judged[] => [
  ...before.filter((judged) => !newer.some(({ kind }) => kind === judged.kind)),
  ...newer,
];
