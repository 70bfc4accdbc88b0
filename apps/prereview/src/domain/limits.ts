import { findLimit, type LegalDate, type Limit, legalDate } from '@yizhan/workdays';

const rules = {
  unit: 'WD',
  kind: 'maximum',
  basis: '项目准入研判工作规则（示例）',
  illustrative: true,
  version: '2023-1',
  effectiveFrom: legalDate('2020-01-01'),
} as const;

/** Times of 预审 … 会商 (domain §4, all illustrative). */
export const limits = [
  { ...rules, id: 'prereview.prereview', value: 2, runsFrom: 'submission' },
  { ...rules, id: 'prereview.opinion', value: 3, runsFrom: 'notice' },
  { ...rules, id: 'prereview.complexOpinion', value: 5, runsFrom: 'notice' },
  { ...rules, id: 'prereview.summary', value: 1, runsFrom: 'receipt' },
  { ...rules, id: 'prereview.conference', value: 5, runsFrom: 'notice' },
] as const satisfies readonly Limit[];

export type LimitId = (typeof limits)[number]['id'];

/** The limit that a case opened on that day keeps to its end. */
export const limitOf = (id: LimitId, openedOn: LegalDate): Limit => {
  const limit = findLimit(limits, id, openedOn);
  if (limit === undefined) throw new RangeError(`no ${id} was in force on ${openedOn}`);
  return limit;
};
