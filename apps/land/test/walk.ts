import { type DepartmentId, type Indicator, indicatorCatalogue } from '@yizhan/contracts';
import { somebody, walkCase } from '@yizhan/testkit';
import { parcelMachine } from '../src/domain/parcel.ts';
import type { CommandOf } from '../src/domain/parcel-state.ts';
import type { ParcelStatus } from '../src/domain/states.ts';

/** Monday, 09:00 in Shanghai. */
export const monday = '2026-03-02T01:00:00Z';
export const division = '330182104';
export const projectId = `prj_${'1'.repeat(24)}`;
export const town = somebody('territory', { unit: division });
export const land = somebody('land');
export const winner = somebody('enterprise', { company: 'cmp_a' });
export const service = somebody('service');
export const department = (unit: DepartmentId) => somebody('department', { unit });

export const indicator = (
  kind: Indicator['kind'],
  value: string,
  direction: Indicator['direction'] = indicatorCatalogue[kind].directions[0],
): Indicator => {
  const { unit, judgedAt } = indicatorCatalogue[kind];
  return { kind, direction, value, unit, judgedAt };
};

export const fiveIndicators: readonly Indicator[] = [
  indicator('investmentIntensity', '300'),
  indicator('plotRatio', '1.2'),
  indicator('officeShare', '7'),
  indicator('taxPerMu', '20'),
  indicator('addedValuePerEnergy', '1'),
];

export const registering: CommandOf<'registerParcel'> = {
  type: 'registerParcel',
  parcelCode: '330182001001GB00001',
  name: '梅城工业功能区A-01地块',
  division,
  area: '20000',
  industries: ['3829'],
};
export const proposing: CommandOf<'proposeIndicators'> = {
  type: 'proposeIndicators',
  indicators: fiveIndicators,
  askedOf: ['developmentReform', 'ecology'],
};
/** Twenty days of notice and ten of listing, to the day. */
export const announcing: CommandOf<'announceListing'> = {
  type: 'announceListing',
  noticeOn: '2026-03-02',
  listingFrom: '2026-03-22',
  closesOn: '2026-04-01',
  startPrice: '1000',
};
export const awarding: CommandOf<'recordAward'> = {
  type: 'recordAward',
  projectId,
  company: 'cmp_a',
  price: '1200',
  noticeOn: '2026-04-01',
  filed: { company: 'cmp_a' },
};
export const completionValues = (intensity: string, plotRatio: string, officeShare: string) => [
  { kind: 'investmentIntensity' as const, value: intensity, source: '审计报告' },
  { kind: 'plotRatio' as const, value: plotRatio, source: '测绘报告' },
  { kind: 'officeShare' as const, value: officeShare, source: '测绘报告' },
];
export const productionValues = (tax: string, energy: string) => [
  { kind: 'taxPerMu' as const, value: tax, source: '税务年报' },
  { kind: 'addedValuePerEnergy' as const, value: energy, source: '能耗年报' },
];

const must = (answer: { readonly ok: boolean }): void => {
  if (!answer.ok) throw new Error(`the way there was refused: ${JSON.stringify(answer)}`);
};

/** A parcel taken along the main path to a status, `without` steps that were forgotten. */
export const walkTo = (
  target: ParcelStatus | 'none',
  start = monday,
  without: readonly ParcelStatus[] = [],
) => {
  const walk = walkCase(parcelMachine, start);
  const steps: Partial<Record<ParcelStatus, () => void>> = {
    reserved: () => must(walk.do(town, registering)),
    evaluating: () => must(walk.do(town, { type: 'startEvaluation', evaluations: ['能评', '水保'] })),
    drafting: () =>
      must(
        walk.do(town, {
          type: 'completeEvaluations',
          results: [
            { evaluation: '水保', result: '符合' },
            { evaluation: '能评', result: '符合' },
          ],
        }),
      ),
    countersigning: () => must(walk.do(town, proposing)),
    approved: () => {
      for (const unit of proposing.askedOf)
        must(walk.do(department(unit), { type: 'countersignIndicators', opinion: '同意' }));
      must(walk.do(land, { type: 'approveScheme', opinion: '同意出让' }));
    },
    filed: () => must(walk.do(town, { type: 'fileStandardLand' })),
    listed: () => must(walk.do(land, announcing)),
    awarded: () => {
      walk.at('2026-04-01T01:00:00Z');
      must(walk.do(land, awarding));
    },
    contracted: () => must(walk.do(land, { type: 'signContracts', legalityOpinion: '模拟-2026-001' })),
    annotated: () => must(walk.do(land, { type: 'annotateRegistration', note: '标准地' })),
    building: () => must(walk.do(service, { type: 'noteConstruction', on: '2026-04-01' })),
    completionReview: () => must(walk.do(service, { type: 'openCompletionReview' })),
    operating: () => {
      must(
        walk.do(land, { type: 'recordCompletionReview', measured: completionValues('310', '1.3', '6.5') }),
      );
      must(walk.do(winner, { type: 'startOperation' }));
    },
    fulfilled: () =>
      must(walk.do(land, { type: 'recordProductionReview', measured: productionValues('20', '1.1') })),
  };
  if (target === 'none') return walk;
  for (const [status, step] of Object.entries(steps)) {
    if (!without.some((forgotten) => forgotten === status)) step();
    if (status === target) return walk;
  }
  throw new Error(`${target} is not on the main path`);
};
