import { findLimit, type LegalDate, type Limit, legalDate } from '@yizhan/workdays';

const common = {
  kind: 'maximum',
  version: '2023-1',
  effectiveFrom: legalDate('2020-01-01'),
} as const;

const statutory = { ...common, illustrative: false } as const;
const illustrative = {
  ...common,
  unit: 'WD',
  basis: '联合竣工验收工作规则（示例）',
  illustrative: true,
} as const;

/** Times of 联合竣工验收 (domain §8). */
export const limits = [
  {
    ...statutory,
    id: 'acceptance.planning',
    value: 15,
    unit: 'WD',
    runsFrom: 'receipt',
    basis: '《中华人民共和国城乡规划法》第四十五条及地方规划核实办法',
  },
  { ...illustrative, id: 'acceptance.check', value: 2, runsFrom: 'receipt' },
  /** What the notice asks for is supplied in the owner's time; past it the application lapses. */
  { ...illustrative, id: 'acceptance.supply', value: 10, runsFrom: 'notice' },
  { ...illustrative, id: 'acceptance.visit', value: 5, runsFrom: 'acceptance' },
  {
    ...statutory,
    id: 'acceptance.specialFire',
    value: 15,
    unit: 'WD',
    runsFrom: 'acceptance',
    basis: '《建设工程消防设计审查验收管理暂行规定》（特殊建设工程消防验收）',
  },
  { ...illustrative, id: 'acceptance.recheck', value: 3, runsFrom: 'receipt' },
  { ...illustrative, id: 'acceptance.opinion', value: 2, runsFrom: 'passing' },
  {
    ...statutory,
    id: 'acceptance.filing',
    value: 15,
    unit: 'CD',
    runsFrom: 'passing',
    basis: '《建设工程质量管理条例》第四十九条',
  },
] as const satisfies readonly Limit[];

export type LimitId = (typeof limits)[number]['id'];

/** The limit in force on the day of the application, which keeps it to its end. */
export const limitOf = (id: LimitId, appliedOn: LegalDate): Limit => {
  const limit = findLimit(limits, id, appliedOn);
  if (limit === undefined) throw new RangeError(`no ${id} was in force on ${appliedOn}`);
  return limit;
};
