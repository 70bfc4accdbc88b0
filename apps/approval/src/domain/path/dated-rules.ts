import type { PathFacts } from '@yizhan/contracts';

interface Dated {
  readonly effectiveFrom: string;
  /** The last day it is in force; null where none has followed it. */
  readonly effectiveTo: string | null;
  readonly basis: string;
}

/** 节能审查: no review below every one of these (tce, kWh, t of coal a year). */
export interface EnergyRule extends Dated {
  readonly below: readonly {
    readonly fact: 'energyTce' | 'electricityKwh' | 'coalTonnes';
    readonly value: number;
    readonly zh: string;
    readonly en: string;
  }[];
}
export const energyRules: readonly EnergyRule[] = [
  {
    effectiveFrom: '2017-01-01',
    effectiveTo: '2025-08-31',
    basis: '《固定资产投资项目节能审查办法》（国家发展改革委令第2号）第九条',
    below: [
      { fact: 'energyTce', value: 1000, zh: '年综合能耗不满1000吨标准煤', en: 'under 1,000 tce a year' },
      {
        fact: 'electricityKwh',
        value: 5_000_000,
        zh: '年用电量不满500万千瓦时',
        en: 'under 5 million kWh a year',
      },
    ],
  },
  {
    effectiveFrom: '2025-09-01',
    effectiveTo: null,
    basis: '《固定资产投资项目节能审查和碳排放评价办法》（国家发展改革委令第31号）',
    below: [
      { fact: 'energyTce', value: 1000, zh: '年综合能耗不满1000吨标准煤', en: 'under 1,000 tce a year' },
      { fact: 'coalTonnes', value: 1000, zh: '年煤炭消费量不满1000吨', en: 'under 1,000 t of coal a year' },
    ],
  },
];

/** 水土保持: a report from either of the upper thresholds, a promise from either of the lower ones, nothing below. */
export interface SoilRule extends Dated {
  readonly report: { readonly squareMetres: number; readonly cubicMetres: number };
  readonly promise: { readonly squareMetres: number; readonly cubicMetres: number };
  /** Where the area was evaluated, a report too goes on a promise. */
  readonly regionalPromise: boolean;
}
const hectare = 10_000;
export const soilRules: readonly SoilRule[] = [
  {
    effectiveFrom: '2020-01-01',
    effectiveTo: '2023-02-28',
    basis: '浙江省生产建设项目水土保持管理规定（2020）',
    report: { squareMetres: 5 * hectare, cubicMetres: 50_000 },
    promise: { squareMetres: 0.5 * hectare, cubicMetres: 1000 },
    regionalPromise: false,
  },
  {
    effectiveFrom: '2023-03-01',
    effectiveTo: null,
    basis: '《生产建设项目水土保持方案管理办法》（水利部令第53号）',
    report: { squareMetres: 5 * hectare, cubicMetres: 50_000 },
    promise: { squareMetres: 0.5 * hectare, cubicMetres: 1000 },
    regionalPromise: true,
  },
];

/** 低风险小型: what the fast lane takes. */
export const fastLaneRule = {
  squareMetres: 5000,
  buildings: ['plant', 'warehouse'] as readonly PathFacts['building'][],
  targetDays: 20,
  basis: '低风险小型工业项目快速审批规则（示例）',
} as const;

/** The row in force on a day; the first where the day lies before all of them. */
export const ruleOn = <R extends Dated>(rules: readonly R[], on: string): R => {
  const found = rules.find(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo),
  );
  const [first] = rules;
  const rule = found ?? first;
  if (rule === undefined) throw new Error('an empty rule table');
  return rule;
};
