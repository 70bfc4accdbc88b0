import type { Overview } from '@yizhan/contracts';
import { type Calendar, calendarSpan, type LegalDate, legalDate } from '@yizhan/workdays';
import type { DossierState } from './dossier.ts';
import { cumulativeDays, governmentDays, permitOn } from './metrics.ts';

/** What the headline figure is: which metric, from 赋码 until when. */
export type Headline = Pick<Overview['headline'], 'metric' | 'until'>;

/** As the report's "80 → 30" is read here; the report does not publish its own. */
export const defaultHeadline: Headline = { metric: 'M3', until: 'completion' };

const metrics = {
  M3: {
    zh: '政府用时',
    unit: 'WD',
    means: '至少有一个政府环节在办的工作日数（并集，不重复计算；补正、特别程序、整改及企业自主时间不计）',
  },
  M4: {
    zh: '累计用时',
    unit: 'WD',
    means: '各政府环节在办的工作日数之和（并行办理分别计算；补正、特别程序、整改及企业自主时间不计）',
  },
  M5: { zh: '历时', unit: 'CD', means: '自然日数' },
} as const;

const ends = { permit: '取得施工许可', completion: '竣工验收备案' } as const;

export const headlineView = ({ metric, until }: Headline): Overview['headline'] => ({
  metric,
  until,
  zh: metrics[metric].zh,
  unit: metrics[metric].unit,
  untilZh: ends[until],
});

/** What the headline figure means; shown wherever the figure is. */
export const definitionOf = ({ metric, until }: Headline): string =>
  `${metrics[metric].zh}（${metric}）：自项目赋码至${ends[until]}，${metrics[metric].means}`;

/** The day that a project came to the end of the span; null before. */
const endOf = (state: DossierState, until: Headline['until']): string | null =>
  until === 'completion' ? state.completedOn : permitOn(state);

/** The headline figure of one project beside its span (M5); null before the span has ended. */
export const headlineOf = (
  calendar: Calendar,
  state: DossierState,
  { metric, until }: Headline,
  today: LegalDate,
): { readonly days: number; readonly span: number } | null => {
  const end = endOf(state, until);
  if (state.filing === null || end === null) return null;
  const asOf = legalDate(end > today ? today : end);
  const span = calendarSpan(legalDate(state.filing.on), legalDate(end));
  switch (metric) {
    case 'M3':
      return { days: governmentDays(calendar, state, asOf), span };
    case 'M4':
      return { days: cumulativeDays(calendar, state, asOf), span };
    case 'M5':
      return { days: span, span };
  }
};
