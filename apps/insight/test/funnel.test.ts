import { describe, expect, it } from 'vitest';
import { type DossierState, emptyDossier } from '../src/domain/dossier.ts';
import { funnelOf, investmentBands } from '../src/domain/funnel.ts';

const told = (type: string) => ({ type }) as DossierState['timeline'][number];
const project = (
  changed: Partial<DossierState> & { submittedOn?: string; conclusion?: string; events?: readonly string[] },
): DossierState => {
  const { submittedOn = '2026-03-02', conclusion, events = [], ...rest } = changed;
  return {
    ...emptyDossier('prj', '330182', submittedOn),
    division: '330182104',
    industry: '3829',
    totalInvestment: '12000',
    admission: {
      caseId: 'prj',
      status: 'submitted',
      submittedOn,
      since: submittedOn,
      supplement: null,
      conclusion:
        conclusion === undefined ? null : { conclusion, reason: '', conditions: [], on: submittedOn },
      notified: false,
    },
    timeline: events.map(told),
    ...rest,
  };
};
const agreed = 'prereview.PrereviewAgreed';
const judged = 'prereview.JudgementCompleted';
const states = [
  project({}),
  project({ events: [agreed], industry: '2611', totalInvestment: '999.99' }),
  project({ events: [agreed, judged], conclusion: 'agreedWithConditions', division: '330182900' }),
  project({
    events: [agreed, 'prereview.ConferenceHeld'],
    conclusion: 'disagreed',
    totalInvestment: '50000',
  }),
  // 预审不同意 is concluded without any judgement.
  project({ conclusion: 'disagreed', submittedOn: '2026-05-01' }),
  // Filed without admission: not in the funnel.
  project({ admission: null }),
];

describe('the funnel of admission', () => {
  it('counts each step from an event of its own', () =>
    expect(funnelOf(states, {}).total).toEqual({
      filed: 5,
      prereviewAgreed: 3,
      judged: 2,
      passed: 1,
      concluded: 3,
    }));

  it('adds up to the whole, by town, industry and investment', () => {
    const funnel = funnelOf(states, {});
    for (const rows of [funnel.byDivision, funnel.byIndustry, funnel.byInvestment])
      for (const step of ['filed', 'prereviewAgreed', 'judged', 'passed', 'concluded'] as const)
        expect(rows.reduce((sum, row) => sum + row[step], 0)).toBe(funnel.total[step]);
    expect(funnel.byDivision.map(({ key, filed }) => [key, filed])).toEqual([
      ['330182104', 4],
      ['330182900', 1],
    ]);
    expect(funnel.byIndustry.map(({ key }) => key)).toEqual(['38', '26']);
    expect(funnel.byInvestment.map(({ filed }) => filed)).toEqual([1, 0, 0, 3, 1]);
    expect(funnel.byInvestment.map(({ key }) => key)).toEqual(investmentBands.map(({ zh }) => zh));
  });

  it('takes the applications of a period by their day of receipt', () => {
    expect(funnelOf(states, { from: '2026-04-01' }).total.filed).toBe(1);
    expect(funnelOf(states, { to: '2026-03-02' }).total.filed).toBe(4);
  });
});
