import type { PathFacts } from '@yizhan/contracts';
import { walkCase } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../src/domain/catalogue/versions.ts';
import { factsFrom } from '../src/domain/path/facts.ts';
import { projectMachine } from '../src/domain/project.ts';
import { at, company, division, enterprise, service } from './walk.ts';

const code = '330182101001GB00001';
const wished = { parcelId: 'par_a', parcelCode: code };
const every: PathFacts['regionalEvaluations'] = ['能评', '规划环评', '水保', '压矿', '地灾'];
const catalogues = builtIn;

/** A plant whose path leaves much to be simplified: assessed by report, of 6 ha, with energy above the thresholds. */
const filed = (facts: Partial<PathFacts> = {}) => {
  const walk = walkCase(projectMachine, at('2026-03-02'));
  const stated = {
    environmentClass: 'report',
    landArea: '60000',
    energyTce: '2000',
    parcelWish: code,
    ...facts,
  } as const;
  walk.do(enterprise, {
    type: 'fileProject',
    projectId: 'prj_x',
    investorName: '示例公司',
    creditCode: '11331002002673575G',
    name: '示例项目',
    division,
    industry: '3829',
    totalInvestment: '12000',
    landMu: '90',
    admitted: false,
    ...factsFrom('90', stated, null),
    catalogues,
  });
  return walk;
};
type Walk = ReturnType<typeof filed>;
const variantsOf = (walk: Walk) =>
  Object.fromEntries(
    walk.state().path.steps.map(({ code: step, variant }) => [step, variant ?? 'plain'] as const),
  );
const announced = (walk: Walk, evaluations = every) =>
  walk.do(service, { type: 'followParcel', parcel: { ...wished, evaluations }, catalogues });
const won = (walk: Walk, evaluations = every, parcelId = 'par_a') =>
  walk.do(service, {
    type: 'noteLandStep',
    step: 'A3',
    on: '2026-03-02',
    parcelId,
    parcelCode: code,
    evaluations,
    catalogues,
  });
const typesOf = (answer: ReturnType<typeof announced>) =>
  answer.ok ? answer.events.map(({ type }) => type) : answer.code;

describe('what was evaluated of the parcel', () => {
  it('is assumed until land has told, and is told from then on', () => {
    const walk = filed();
    expect(walk.state().path.assumed).toContain('regionalEvaluations');
    expect(variantsOf(walk)).toMatchObject({ A6: 'report', A7: 'plain', A8: 'report' });
    expect(typesOf(announced(walk))).toEqual(['ProjectFactsChanged', 'PathPlanned']);
    expect(walk.state().path).toMatchObject({
      because: `意向地块${code}已公告，区域评估以其登记结果为准`,
      land: { won: false, parcels: [{ parcelId: 'par_a', evaluations: every }] },
    });
    expect(walk.state().path.assumed).not.toContain('regionalEvaluations');
  });

  it('simplifies what it covers, and the path says why', () => {
    const walk = filed();
    announced(walk);
    expect(variantsOf(walk)).toMatchObject({ A6: 'form', A7: 'regional', A8: 'promise' });
    const why = (step: string) => walk.state().path.steps.find((row) => row.code === step)?.why;
    expect(why('A6')).toMatch(/^地块已完成规划环评，由报告书简化为报告表/);
    expect(why('A7')).toMatch(/地块已完成区域能评/);
    expect(why('A8')).toMatch(/地块已完成水保区域评估/);
  });

  it('omits what is shared with the whole area, and asks for what was not evaluated', () => {
    const walk = filed();
    expect(variantsOf(walk)).not.toHaveProperty('X4');
    won(walk, ['能评']);
    expect(variantsOf(walk)).toHaveProperty('X4');
    won(walk, ['能评', '压矿']);
    expect(walk.state().path.inapplicable?.find((row) => row.code === 'X4')?.zh).toBe(
      '地块已完成压矿区域评估，共享结果',
    );
  });

  it('of the parcel that was won stands over that of the one wished for', () => {
    const walk = filed();
    announced(walk, ['能评']);
    expect(typesOf(won(walk))).toEqual(['LandStepReached', 'ProjectFactsChanged', 'PathPlanned']);
    expect(walk.state()).toMatchObject({ done: { A3: '2026-03-02' }, path: { land: { won: true } } });
    expect(walk.state().path.facts?.regionalEvaluations).toEqual(every);
    expect(typesOf(announced(walk, ['能评']))).toEqual([]);
  });

  it('counts only where every parcel of the project has it', () => {
    const walk = filed();
    won(walk, ['能评', '水保']);
    won(walk, ['水保', '压矿'], 'par_b');
    expect(walk.state().path.facts?.regionalEvaluations).toEqual(['水保']);
    // The same award told again changes nothing.
    expect(typesOf(won(walk, ['水保', '压矿'], 'par_b'))).toEqual([]);
  });

  it('is nothing to land that is held already, and the step is noted all the same', () => {
    const walk = filed({ landKind: 'held' });
    expect(typesOf(won(walk))).toEqual(['LandStepReached']);
    expect(typesOf(announced(walk))).toEqual([]);
    expect(walk.state().path.land).toBeUndefined();
  });

  it('is no longer the owner’s to state', () => {
    const walk = filed();
    const state = (regionalEvaluations: PathFacts['regionalEvaluations'], soilVolume = '100') =>
      walk.do(enterprise, {
        type: 'changeProjectFacts',
        facts: { regionalEvaluations, soilVolume },
        reason: '核对',
        catalogues,
      });
    expect(state(['能评'])).toMatchObject({ ok: true });
    announced(walk);
    expect(state(['能评'], '200')).toMatchObject({
      ok: false,
      code: 'EVALUATIONS_TOLD_BY_LAND',
      field: 'facts.regionalEvaluations',
    });
    // Stated as they are told, in whatever order, they are no contradiction.
    expect(state(every.toReversed(), '300')).toMatchObject({ ok: true });
    expect(walk.state().path.land).toMatchObject({ won: false });
  });

  it('is the owner’s to state again of a parcel that he turns to in the same breath', () => {
    const walk = filed();
    announced(walk);
    const changed = walk.do(enterprise, {
      type: 'changeProjectFacts',
      facts: { parcelWish: '梅城A-77', regionalEvaluations: ['能评'] },
      reason: '另选地块',
      catalogues,
    });
    expect(changed).toMatchObject({ ok: true });
    expect(walk.state().path).toMatchObject({ facts: { regionalEvaluations: ['能评'] } });
    expect(walk.state().path.land).toBeUndefined();
  });
});

describe('a wish for a parcel', () => {
  it('is the owner’s to change while he has won none; what was told of the other falls with it', () => {
    const walk = filed();
    announced(walk);
    const change = { type: 'changeProjectFacts', reason: '另选地块', catalogues } as const;
    walk.do(enterprise, { ...change, facts: { parcelWish: '另一地块' } });
    expect(walk.state().path.land).toBeUndefined();
    expect(walk.state().path.assumed).toContain('regionalEvaluations');
    expect(variantsOf(walk)).toMatchObject({ A6: 'report' });
    won(walk);
    walk.do(enterprise, { ...change, facts: { parcelWish: '再一地块' } });
    expect(walk.state().path.land).toMatchObject({ won: true });
  });

  it('comes from the application where the owner states none', () => {
    const application = { ...factsFrom('30', {}, null).facts, parcelWish: '梅城A-77' } as never;
    expect(factsFrom('30', {}, application).facts.parcelWish).toBe('梅城A-77');
    expect(factsFrom('30', { parcelWish: code }, application).facts.parcelWish).toBe(code);
  });
});

describe('a sale that fails', () => {
  it('plans A3 and A4 anew from the day it failed, for whoever wishes for the parcel', () => {
    const walk = filed();
    announced(walk);
    const before = walk.state().path.earliestFinish ?? '';
    walk.at(at('2026-04-07'));
    const answer = walk.do(service, {
      type: 'noteSaleFailed',
      parcelId: 'par_a',
      catalogues,
    });
    expect(typesOf(answer)).toEqual(['PathPlanned']);
    const { path } = walk.state();
    expect(path.because).toBe(`意向地块${code}流拍，须重新公告出让`);
    expect(path.steps.map((row) => row.code)).toEqual(expect.arrayContaining(['A3', 'A4']));
    expect((path.earliestFinish ?? '') > before).toBe(true);
    // It may be announced again: the wish stands, and what was told of the parcel.
    expect(path.land).toMatchObject({ won: false });
    expect(path.facts?.parcelWish).toBe(code);
  });

  it('is nothing to a project that wishes for another parcel, or has its land', () => {
    const walk = filed();
    announced(walk);
    const failed = (parcelId: string) => walk.do(service, { type: 'noteSaleFailed', parcelId, catalogues });
    expect(typesOf(failed('par_b'))).toEqual([]);
    won(walk);
    expect(typesOf(failed('par_a'))).toEqual([]);
  });
});

describe('another bidder', () => {
  const lost = { type: 'noteParcelLost', parcelId: 'par_a', catalogues } as const;

  it('who wins the parcel ends the wish: the path is planned anew without what it would have brought', () => {
    const walk = filed();
    announced(walk);
    expect(typesOf(walk.do(service, lost))).toEqual(['ProjectFactsChanged', 'PathPlanned']);
    const { path } = walk.state();
    expect(path.because).toBe(`意向地块${code}由其他竞买人竞得，须另选地块`);
    expect(path.land).toBeUndefined();
    expect(path.facts).not.toHaveProperty('parcelWish');
    expect(path.assumed).toContain('regionalEvaluations');
    expect(variantsOf(walk)).toMatchObject({ A3: 'plain', A6: 'report', A8: 'report' });
  });

  it('takes nothing from a project that has its land', () => {
    const walk = filed();
    won(walk);
    expect(typesOf(walk.do(service, lost))).toEqual([]);
    expect(walk.state().done).toMatchObject({ A3: '2026-03-02' });
  });
});

it('land that goes back takes its evaluations with it, and the wish', () => {
  const walk = filed();
  won(walk);
  walk.do(service, { type: 'revokeStep', codes: ['A3', 'A4'], reason: '地块已退出', catalogues });
  expect(walk.state()).toMatchObject({ done: {}, path: { because: '地块已退出' } });
  expect(walk.state().path.land).toBeUndefined();
  expect(walk.state().path.facts).not.toHaveProperty('parcelWish');
});

it('a project says in its search which parcel it wishes for, and nothing where it wishes for none', () => {
  expect(projectMachine.search(filed({ parcelWish: ` ${code} ` }).state())).toMatchObject({
    company,
    parcelWish: code,
  });
  expect(projectMachine.search(filed({ parcelWish: ' ' }).state())).not.toHaveProperty('parcelWish');
});
