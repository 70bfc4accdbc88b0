import { exitOnMistakes, parseConfig, type ServiceConfig } from '@yizhan/service';
import { z } from 'zod';
import { defaultHeadline, type Headline } from './domain/headline.ts';

const schema = z.object({
  /** The metric that the headline figure is: government time as a union (M3), as a sum (M4), or the calendar span (M5). */
  INSIGHT_HEADLINE_METRIC: z.enum(['M3', 'M4', 'M5']).default(defaultHeadline.metric),
  /** Until when it counts from 赋码: 施工许可, or 竣工验收备案. */
  INSIGHT_HEADLINE_UNTIL: z.enum(['permit', 'completion']).default(defaultHeadline.until),
});

export interface InsightSettings {
  readonly headline: Headline;
}

export type InsightConfig =
  | { readonly ok: true; readonly config: ServiceConfig; readonly settings: InsightSettings }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** The common settings and the read side's own; every mistake of both at once. */
export const parseInsightConfig = (env: Readonly<Record<string, string | undefined>>): InsightConfig => {
  const common = parseConfig('insight', env);
  const own = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  const mistakes = [
    ...(common.ok ? [] : common.mistakes),
    ...(own.success ? [] : own.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`)),
  ];
  if (!common.ok || !own.success) return { ok: false, mistakes };
  const { INSIGHT_HEADLINE_METRIC: metric, INSIGHT_HEADLINE_UNTIL: until } = own.data;
  return { ok: true, config: common.config, settings: { headline: { metric, until } } };
};

export const readInsightConfig = (): Extract<InsightConfig, { ok: true }> => {
  const read = parseInsightConfig(process.env);
  return read.ok ? read : exitOnMistakes('insight', read.mistakes);
};
