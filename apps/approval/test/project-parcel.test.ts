import type { DecideContext } from '@yizhan/aggregate/machine';
import type { PathFacts, ToldByLand } from '@yizhan/contracts';
import { walkCase } from '@yizhan/testkit';
import { legalDate, officialCalendar } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { after, builtIn } from '../src/domain/catalogue/versions.ts';
import type { Held, Item } from '../src/domain/item-case.ts';
import { assumedEvaluations, factsFrom } from '../src/domain/path/facts.ts';
import { projectMachine } from '../src/domain/project.ts';
import { projectClocks } from '../src/domain/project-clocks.ts';
import { accepted, at, division, enterprise, service } from './walk.ts';

const code = '330182101001GB00001';
const every: PathFacts['regionalEvaluations'] = ['能评', '规划环评', '水保', '压矿', '地灾'];
// The newest stands first: a path is planned anew under the version that the project has, not under that.
const catalogues = [{ ...after, version: 'after-2026-2', effectiveFrom: '2026-07-01' }, ...builtIn];

const filed = (facts: Partial<PathFacts> = {}) => {
  const walk = walkCase(projectMachine, at('2026-03-02'));
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
    ...factsFrom('90', { environmentClass: 'report', parcelWish: code, ...facts }, null),
    catalogues,
  });
  return walk;
};
type Walk = ReturnType<typeof filed>;
type Parcel = ToldByLand['parcels'][number];
const parcel: Parcel = { parcelId: 'par_a', parcelCode: code, evaluations: every };
const announced = (walk: Walk, changed: Partial<Parcel> = {}) =>
  walk.do(service, { type: 'followParcel', parcel: { ...parcel, ...changed }, catalogues });
const award = { type: 'noteLandStep', step: 'A3', on: '2026-03-02', parcelId: 'par_a' } as const;
const won = (walk: Walk) => walk.do(service, { ...award, parcelCode: code, evaluations: every, catalogues });
const typesOf = (answer: ReturnType<typeof announced>) =>
  answer.ok ? answer.events.map(({ type }) => type) : answer.code;

describe('what land tells', () => {
  it('of a parcel is told on by the facts that change, under the catalogue that the project has', () => {
    const walk = filed();
    const told = announced(walk);
    expect(told.ok && told.events[0]?.data).toMatchObject({
      projectId: 'prj_x',
      changed: ['regionalEvaluations'],
      reason: `意向地块${code}已公告，区域评估以其登记结果为准`,
      facts: { regionalEvaluations: every, parcelWish: code },
    });
    expect(walk.state().path.catalogue).toBe('after-2023-1');
    // What nobody stated is assumed still, and the filing stays done.
    expect(walk.state().path.assumed).toContain('coalTonnes');
    expect(walk.state().path.steps.map((step) => step.code)).toContain('A1');
    // Told again it says nothing new.
    expect(typesOf(announced(walk))).toEqual([]);
  });

  it('of an award gives its reason, by the code of the parcel or, without one, by its number', () => {
    const walk = filed();
    won(walk);
    expect(walk.state().path.because).toBe(`竞得地块${code}，区域评估以其登记结果为准`);
    expect(walk.state().path.land?.parcels).toEqual([parcel]);
    const other = filed();
    other.do(service, { ...award, evaluations: every, catalogues });
    expect(other.state().path.because).toBe('竞得地块par_a，区域评估以其登记结果为准');
    expect(other.state().path.land?.parcels[0]).not.toHaveProperty('parcelCode');
  });

  it('of an award without its evaluations is the step, and plans nothing', () => {
    expect(typesOf(filed().do(service, award))).toEqual(['LandStepReached']);
    expect(typesOf(filed().do(service, { ...award, evaluations: every }))).toEqual(['LandStepReached']);
    expect(typesOf(filed().do(service, { ...award, catalogues }))).toEqual(['LandStepReached']);
  });

  it('of an award puts the rest of the path after the day of the award', () => {
    const walk = filed();
    walk.at(at('2026-03-10'));
    won(walk);
    // From 03-10, the day of planning, with nothing to wait out: 5, 6, 3, 7 and 2 WD with 清明 off.
    expect(walk.state().path.earliestFinish).toBe('2026-04-13');
  });

  it('where nothing new is known of the facts plans anew all the same, and changes none', () => {
    const walk = filed({ regionalEvaluations: every });
    expect(typesOf(announced(walk))).toEqual(['PathPlanned']);
  });

  it('plans nothing, and changes no fact, under a catalogue that is gone or of a path without facts', () => {
    const walk = filed();
    expect(typesOf(walk.do(service, { type: 'followParcel', parcel, catalogues: [] }))).toEqual([]);
    const { facts: _facts, ...path } = walk.state().path;
    const context = { today: legalDate('2026-03-02'), calendar: officialCalendar } as DecideContext;
    const told = projectMachine.decide(
      { ...walk.state(), path },
      { ...award, evaluations: every, catalogues },
      context,
    );
    expect(told.ok && told.events.map(({ type }) => type)).toEqual(['LandStepReached']);
  });

  it.each([
    ['has won another', (walk: Walk) => won(walk)],
    ['was awarded its land, of which nothing was evaluated', (walk: Walk) => walk.do(service, award)],
  ])('of a parcel on the market is nothing to a project that %s', (_what, before) => {
    const walk = filed();
    before(walk);
    expect(typesOf(announced(walk, { parcelId: 'par_b', evaluations: [] }))).toEqual([]);
  });
});

describe('a sale that fails, or that another wins', () => {
  const failed = (parcelId: string) => ({ type: 'noteSaleFailed', parcelId, catalogues }) as const;
  const lost = (parcelId: string) => ({ type: 'noteParcelLost', parcelId, catalogues }) as const;

  it.each([failed, lost])(
    'is nothing where no parcel was announced, or its land came otherwise',
    (command) => {
      expect(typesOf(filed().do(service, command('par_a')))).toEqual([]);
      expect(typesOf(filed({ landKind: 'held' }).do(service, command('par_a')))).toEqual([]);
      const other = filed();
      announced(other);
      expect(typesOf(other.do(service, command('par_b')))).toEqual([]);
      // It was announced, and then an award came without evaluations: the land is there.
      other.do(service, award);
      expect(typesOf(other.do(service, command('par_a')))).toEqual([]);
    },
  );

  it('takes back what was told of the parcel, and assumes of the next what is assumed of standard land', () => {
    const walk = filed();
    announced(walk);
    walk.do(service, lost('par_a'));
    expect(walk.state().path.facts?.regionalEvaluations).toEqual(assumedEvaluations);
    expect(walk.state().path.facts).not.toHaveProperty('parcelWish');
    expect(walk.state().path.assumed).toContain('coalTonnes');
  });
});

describe('a step that is taken back', () => {
  const revoke = (...codes: string[]) => ({ type: 'revokeStep', codes, reason: '撤销', catalogues }) as const;

  it('leaves the others done, and what was won', () => {
    const walk = filed();
    won(walk);
    walk.do(service, { type: 'notePermit', code: 'A6', on: '2026-03-02' });
    expect(typesOf(walk.do(service, revoke('A6', 'C1')))).toEqual(['StepRevoked', 'PathPlanned']);
    expect(walk.state().done).toEqual({ A3: '2026-03-02' });
    expect(walk.state().path.land).toMatchObject({ won: true });
    expect(walk.state().path.facts?.parcelWish).toBe(code);
  });

  it('keeps on the path what is done, though the facts ask for it no more', () => {
    const walk = filed();
    for (const done of ['C3', 'C2']) walk.do(service, { type: 'notePermit', code: done, on: '2026-03-02' });
    walk.do(service, revoke('C2'));
    const codes = walk.state().path.steps.map((step) => step.code);
    expect(codes).toEqual(expect.arrayContaining(['A1', 'C3']));
    expect(codes).not.toContain('C2');
  });

  it('of the award where nothing was told of the parcel leaves the wish', () => {
    const walk = filed();
    walk.do(service, award);
    expect(typesOf(walk.do(service, revoke('A3')))).toEqual(['StepRevoked', 'PathPlanned']);
    expect(walk.state().path.facts?.parcelWish).toBe(code);
  });
});

describe('the clocks of a project', () => {
  const held = (cause: Held['cause'], start: string, end: string): Held =>
    ({ ...accepted().state().ledger[0], cause, start: legalDate(start), end: legalDate(end) }) as Held;
  const item = (itemCode: string, ...ledger: Held[]): Item => {
    const state = accepted().state();
    return { ...state, plan: { ...state.plan, code: itemCode }, ledger };
  };

  it('stand in the order of their days, those of one day by item, and name whose time it was', () => {
    const { intervals, byHolder, used } = projectClocks(
      [
        item('B2', held('owner', '2026-03-04', '2026-03-05'), held('government', '2026-03-02', '2026-03-03')),
        item('A5', held('rectification', '2026-03-04', '2026-03-06')),
      ],
      18,
      officialCalendar,
      legalDate('2026-03-31'),
    );
    expect(intervals.map((row) => `${row.start} ${row.code}`)).toEqual([
      '2026-03-02 B2',
      '2026-03-04 A5',
      '2026-03-04 B2',
    ]);
    expect(byHolder).toMatchObject([
      { holder: 'naturalResources', cause: 'government', workdays: 1 },
      { holder: 'enterprise', cause: 'rectification', workdays: 2 },
      { holder: 'enterprise', cause: 'owner', workdays: 1 },
    ]);
    // Neither rectification nor the owner's own time is the government's.
    expect(used).toBe(1);
  });
});
