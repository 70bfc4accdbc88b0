import { findLimit, type LegalDate, type Limit, legalDate } from '@yizhan/workdays';

const rules = {
  kind: 'maximum',
  basis: '投资项目无偿代办服务工作规则（示例）',
  illustrative: true,
  version: '2023-1',
  effectiveFrom: legalDate('2020-01-01'),
} as const;

/** Times of 无偿代办 (domain §7, all illustrative). */
export const limits = [
  { ...rules, id: 'agency.assign', value: 1, unit: 'WD', runsFrom: 'consent' },
  { ...rules, id: 'agency.firstContact', value: 1, unit: 'WD', runsFrom: 'assignment' },
  { ...rules, id: 'agency.plan', value: 3, unit: 'WD', runsFrom: 'assignment' },
  { ...rules, id: 'agency.contact', value: 7, unit: 'CD', runsFrom: 'start' },
  { ...rules, id: 'agency.visit', value: 5, unit: 'WD', runsFrom: 'closing' },
] as const satisfies readonly Limit[];

export type LimitId = (typeof limits)[number]['id'];

/** The limit that a case opened on that day keeps to its end. */
export const limitOf = (id: LimitId, openedOn: LegalDate): Limit => {
  const limit = findLimit(limits, id, openedOn);
  if (limit === undefined) throw new RangeError(`no ${id} was in force on ${openedOn}`);
  return limit;
};

/** How a team is made up (domain §7: one chief, one or more agents; how many at most is illustrative). */
export const teamRule = {
  mostAgents: 2,
  basis: '投资项目无偿代办服务工作规则（示例）',
  illustrative: true,
} as const;

/** The view of an engagement shows so many of its contacts; the events hold all. */
export const contactsShown = 30;
