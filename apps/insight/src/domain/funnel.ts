import type { Funnel, FunnelCounts } from '@yizhan/contracts';
import type { DossierState } from './dossier.ts';

/** Bands of total investment in 万元, each up to and without the next one's beginning; illustrative. */
export const investmentBands = [
  { from: 0, zh: '1000万元以下' },
  { from: 1_000, zh: '1000万至5000万元' },
  { from: 5_000, zh: '5000万至1亿元' },
  { from: 10_000, zh: '1亿至5亿元' },
  { from: 50_000, zh: '5亿元及以上' },
] as const;

const bandOf = (totalInvestment: string | null): string => {
  const amount = Number(totalInvestment ?? '0');
  return [...investmentBands].reverse().find(({ from }) => amount >= from)?.zh ?? investmentBands[0].zh;
};

const happened = (state: DossierState, type: string): boolean =>
  state.timeline.some((entry) => entry.type === type);

const agreed = new Set(['agreed', 'agreedWithConditions']);

/** How far one project came through admission, each from an event of its own. */
const stepsOf = (state: DossierState): FunnelCounts => {
  const judged =
    happened(state, 'prereview.JudgementCompleted') || happened(state, 'prereview.ConferenceHeld');
  const conclusion = state.admission?.conclusion?.conclusion;
  const one = (is: boolean): number => (is ? 1 : 0);
  return {
    filed: 1,
    prereviewAgreed: one(happened(state, 'prereview.PrereviewAgreed')),
    judged: one(judged),
    passed: one(judged && conclusion !== undefined && agreed.has(conclusion)),
    concluded: one(conclusion !== undefined),
  };
};

const none: FunnelCounts = { filed: 0, prereviewAgreed: 0, judged: 0, passed: 0, concluded: 0 };
const added = (a: FunnelCounts, b: FunnelCounts): FunnelCounts => ({
  filed: a.filed + b.filed,
  prereviewAgreed: a.prereviewAgreed + b.prereviewAgreed,
  judged: a.judged + b.judged,
  passed: a.passed + b.passed,
  concluded: a.concluded + b.concluded,
});

const grouped = (
  states: readonly DossierState[],
  keyOf: (state: DossierState) => string,
): Funnel['byDivision'] => {
  const groups = new Map<string, FunnelCounts>();
  for (const state of states)
    groups.set(keyOf(state), added(groups.get(keyOf(state)) ?? none, stepsOf(state)));
  return [...groups]
    .map(([key, counts]) => ({ key, ...counts }))
    .sort((a, b) => b.filed - a.filed || a.key.localeCompare(b.key));
};

/** 准入漏斗 of the applications submitted in a period: whole, by town, by branch of industry, by investment. */
export const funnelOf = (
  all: readonly DossierState[],
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): Omit<Funnel, 'asOf'> => {
  const states = all.filter(
    ({ admission }) =>
      admission !== null &&
      (from === undefined || admission.submittedOn >= from) &&
      (to === undefined || admission.submittedOn <= to),
  );
  const byBand = new Map(
    grouped(states, (state) => bandOf(state.totalInvestment)).map((row) => [row.key, row]),
  );
  return {
    total: states.map(stepsOf).reduce(added, none),
    byDivision: grouped(states, (state) => state.division),
    byIndustry: grouped(states, (state) => state.industry.slice(0, 2)),
    byInvestment: investmentBands.map(({ zh }) => byBand.get(zh) ?? { key: zh, ...none }),
  };
};
