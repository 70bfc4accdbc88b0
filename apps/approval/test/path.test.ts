import type { PathFacts, StatedFacts } from '@yizhan/contracts';
import { someFacts, walkCase } from '@yizhan/testkit';
import { legalDate, officialCalendar } from '@yizhan/workdays';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, before, builtIn } from '../src/domain/catalogue/versions.ts';
import { conditionNames, isFastLane } from '../src/domain/path/applicability.ts';
import { factsFrom } from '../src/domain/path/facts.ts';
import { planPath } from '../src/domain/path/plan.ts';
import { scheduleOf } from '../src/domain/path/schedule.ts';
import { projectMachine } from '../src/domain/project.ts';
import { at, company, division, enterprise, everything, service, small, window } from './walk.ts';

const on = '2026-03-02';
const plain = factsFrom('30', {}, null).facts;
const plan = (facts: Partial<PathFacts>, day = on) => planPath(after, { ...plain, ...facts }, day);
const codesOf = (facts: Partial<PathFacts>, day = on): string =>
  plan(facts, day)
    .steps.map(({ code }) => code)
    .join(' ');
const reasonFor = (code: string, facts: Partial<PathFacts>, day = on) =>
  plan(facts, day).inapplicable.find((row) => row.code === code);
const stepFor = (code: string, facts: Partial<PathFacts>, day = on) =>
  plan(facts, day).steps.find((step) => step.code === code);

describe('which items apply', () => {
  it('of an ordinary plant on standard land', () => {
    expect(codesOf({})).toBe('A1 A3 A4 A5 A6 A8 B1 B2 C1 C4 C6');
  });

  it('all of them where everything is the case; each other one with a reason and a basis', () => {
    const { steps, inapplicable } = planPath(after, everything, on);
    expect(inapplicable).toEqual([]);
    expect(steps).toHaveLength(25);
    for (const row of plan({}).inapplicable) {
      expect(row.zh).not.toBe('');
      expect(row.en).not.toBe('');
      expect(row.basis).not.toBe('');
    }
  });

  it.each<[string, Partial<PathFacts>, string]>([
    ['A3', { landKind: 'held' }, '已取得建设用地使用权'],
    ['A5', { landKind: 'held' }, '已取得建设用地使用权'],
    ['A3', { landKind: 'leased' }, '租赁厂房，不取得土地'],
    ['B2', { landKind: 'leased' }, '租赁已建厂房，不新建房屋'],
    ['A8', { landKind: 'leased' }, '不动土'],
    ['A6', { environmentClass: 'exempt' }, '不纳入环境影响评价管理'],
    ['B3', {}, '生产厂房、仓库不修建防空地下室'],
    ['C2', {}, '非特殊建设工程，不需消防设计审查'],
    ['C3', {}, '非易燃易爆场所，随施工图一并审查'],
    ['C5', {}, '不涉及危险化学品和高危行业'],
    ['X4', {}, '地块已完成压矿区域评估，共享结果'],
    ['X4', { landKind: 'held' }, '不新增建设用地'],
    ['X1', {}, '不涉及占用林地'],
    ['B1', small, '低风险小型项目，由建设单位自审并承诺，不再联合审查'],
  ])('not %s, for %o: %s', (code, facts, zh) => {
    expect(reasonFor(code, facts)?.zh).toBe(zh);
  });

  it.each<[string, Partial<PathFacts>]>([
    ['B3', { building: 'civil' }],
    ['B3', { building: 'mixed' }],
    ['C2', { specialFire: true }],
    ['C3', { explosiveSite: true }],
    ['C5', { hazard: 'highRisk' }],
    ['X4', { regionalEvaluations: [] }],
    ['X1', { circumstances: ['forestLand'] }],
    ['X9', { circumstances: ['foreignInvestment'] }],
  ])('but %s, for %o', (code, facts) => {
    expect(stepFor(code, facts)?.why).toMatch(/./);
  });

  it.each<[string, Partial<PathFacts>, boolean]>([
    // Until 2025-08: none under 1,000 tce and 5 million kWh.
    ['2025-08-31', { energyTce: '999.9', electricityKwh: '4999999' }, false],
    ['2025-08-31', { energyTce: '1000', electricityKwh: '0' }, true],
    ['2025-08-31', { energyTce: '0', electricityKwh: '5000000' }, true],
    ['2025-08-31', { energyTce: '0', electricityKwh: '0', coalTonnes: '5000' }, false],
    // From 2025-09-01 (令31): none under 1,000 tce and 1,000 t of coal.
    ['2025-09-01', { energyTce: '999.9', electricityKwh: '9000000', coalTonnes: '999' }, false],
    ['2025-09-01', { energyTce: '999.9', coalTonnes: '1000' }, true],
    ['2025-09-01', { energyTce: '1000' }, true],
  ])('A7 on %s for %o: %s', (day, facts, applies) => {
    expect(stepFor('A7', facts, day) !== undefined).toBe(applies);
    expect(reasonFor('A7', facts, day) === undefined).toBe(applies);
  });

  it('A7 goes on a promise where the area’s energy was evaluated', () => {
    expect(stepFor('A7', { energyTce: '2000' })).toMatchObject({ promise: { value: 7 } });
    expect(stepFor('A7', { energyTce: '2000', regionalEvaluations: ['能评'] })).toMatchObject({
      variant: 'regional',
      promise: { value: 0 },
    });
  });

  it.each<[Partial<PathFacts>, string | undefined]>([
    [{ landArea: '50000', soilVolume: '0' }, 'report'],
    [{ landArea: '100', soilVolume: '50000' }, 'report'],
    [{ landArea: '49999.99', soilVolume: '49999' }, 'promise'],
    [{ landArea: '5000', soilVolume: '0' }, 'promise'],
    [{ landArea: '100', soilVolume: '1000' }, 'promise'],
    [{ landArea: '4999.99', soilVolume: '999.9' }, undefined],
  ])('A8 for %o goes by %s, under either regime', (facts, variant) => {
    for (const day of ['2022-06-01', '2026-03-02']) expect(stepFor('A8', facts, day)?.variant).toBe(variant);
    expect(reasonFor('A8', { landArea: '1', soilVolume: '1' }, '2022-06-01')?.basis).toMatch(/2020/);
    expect(reasonFor('A8', { landArea: '1', soilVolume: '1' })?.basis).toMatch(/53号/);
  });

  it('A8 of an evaluated area goes on a promise since order 53, and did not before', () => {
    const large: Partial<PathFacts> = { landArea: '60000', regionalEvaluations: ['水保'] };
    expect(stepFor('A8', large)?.variant).toBe('promise');
    expect(stepFor('A8', large, '2023-02-28')?.variant).toBe('report');
  });

  it.each<[Partial<PathFacts>, string, number]>([
    [{ environmentClass: 'report' }, 'report', 60],
    [{ environmentClass: 'form' }, 'form', 30],
    [{ environmentClass: 'register' }, 'register', 0],
    [{ environmentClass: 'report', regionalEvaluations: ['规划环评'] }, 'form', 30],
    [{ environmentClass: 'form', regionalEvaluations: ['规划环评'] }, 'register', 0],
    [
      { environmentClass: 'report', regionalEvaluations: ['规划环评'], hazard: 'hazardousChemicals' },
      'report',
      60,
    ],
  ])('A6 for %o is a %s', (facts, variant, statutory) => {
    expect(stepFor('A6', facts)).toMatchObject({ variant, statutory: { value: statutory } });
  });

  it('the fast lane takes 5,000 m² of plain plant or warehouse, and nothing that is hazardous', () => {
    const asks = { ...plain, ...small };
    expect(isFastLane({ ...asks, floorArea: '5000' })).toBe(true);
    expect(isFastLane({ ...asks, building: 'warehouse' })).toBe(true);
    for (const changed of [
      { lowRiskSmall: false },
      { floorArea: '5000.01' },
      { building: 'civil' },
      { hazard: 'highRisk' },
      { specialFire: true },
      { explosiveSite: true },
      { landKind: 'leased' },
    ] as const)
      expect(isFastLane({ ...asks, ...changed })).toBe(false);
    expect(codesOf(small)).toBe('A1 A3 A4 A5 B2 C4 C6');
  });

  it('the 核准 and 审批 routes begin with another item than 备案', () => {
    expect(codesOf({ route: 'verification' })).toMatch(/^A2 A3/);
    expect(codesOf({ route: 'approval' })).toMatch(/^A3 A4 .*A9|^A9/);
    expect(stepFor('A5', { route: 'verification' })?.needs).toEqual(['A2', 'A4']);
  });
});

describe('the order', () => {
  it('cuts a need that is not on the path to what that one needs', () => {
    expect(stepFor('B2', {})?.needs).toEqual(['A5', 'B1']);
    expect(stepFor('B2', small)?.needs).toEqual(['A5', 'A4']);
    expect(stepFor('C4', {})?.needs).toEqual(['A4', 'B2', 'C1']);
    expect(stepFor('C4', { specialFire: true })?.needs).toContain('C2');
    expect(stepFor('B1', { landKind: 'held' })?.needs).toEqual([]);
  });

  it('runs A6, A7 and A8 together after A1, B1 after A4, C1 and C6 after B2', () => {
    const { steps } = planPath(after, everything, on);
    const ranks = new Map(
      scheduleOf(officialCalendar, steps, legalDate(on)).steps.map(({ code, rank }) => [code, rank]),
    );
    for (const code of ['A6', 'A7', 'A8', 'C5']) expect(ranks.get(code)).toBe(1);
    expect(ranks.get('C1')).toBe(ranks.get('C6'));
    expect(steps.find(({ code }) => code === 'B1')?.needs).toEqual(['A4']);
    for (const code of ['C1', 'C6']) expect(steps.find((step) => step.code === code)?.needs).toEqual(['B2']);
  });

  it('is one in which each step comes after what it needs, whatever the facts and the version', () => {
    const facts = fc.record({
      route: fc.constantFrom('filing', 'verification', 'approval'),
      landKind: fc.constantFrom('auction', 'held', 'leased'),
      landArea: fc.nat(100_000).map(String),
      floorArea: fc.nat(20_000).map(String),
      soilVolume: fc.nat(100_000).map(String),
      building: fc.constantFrom('plant', 'warehouse', 'civil', 'mixed'),
      hazard: fc.constantFrom('none', 'hazardousChemicals', 'highRisk'),
      energyTce: fc.nat(3000).map(String),
      electricityKwh: fc.nat(9_000_000).map(String),
      coalTonnes: fc.nat(3000).map(String),
      environmentClass: fc.constantFrom('report', 'form', 'register', 'exempt'),
      specialFire: fc.boolean(),
      explosiveSite: fc.boolean(),
      lowRiskSmall: fc.boolean(),
      regionalEvaluations: fc
        .subarray(['能评', '规划环评', '水保', '压矿', '地灾'] as const)
        .map((list) => [...list]),
      circumstances: fc.subarray(['forestLand', 'riverWorks', 'sewage'] as const).map((list) => [...list]),
    }) as fc.Arbitrary<PathFacts>;
    fc.assert(
      fc.property(facts, fc.constantFrom(before, after), (given, catalogue) => {
        const { steps, inapplicable } = planPath(catalogue, given, on);
        const codes = steps.map(({ code }) => code);
        for (const [index, { needs }] of steps.entries())
          for (const need of needs) expect(codes.indexOf(need)).toBeLessThan(index);
        // Every item of the route up to the permit is told of, once: as a step or with the reason why not.
        const ofRoute = catalogue.items.filter(
          ({ routes, doneBy }) => routes.includes(given.route) && doneBy !== 'acceptance',
        );
        expect([...codes, ...inapplicable.map(({ code }) => code)].sort()).toEqual(
          ofRoute.map(({ code }) => code).sort(),
        );
        const schedule = scheduleOf(officialCalendar, steps, legalDate(on));
        const sum = steps.reduce(
          (days, { doneBy, promise }) => days + (doneBy === 'approval' ? (promise?.value ?? 0) : 0),
          0,
        );
        expect(schedule.plannedUnion).toBeLessThanOrEqual(sum);
        for (const step of schedule.steps) expect(step.finish >= step.start).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the earliest finish', () => {
  it('waits out notice and listing, then keeps each promise: the chain over B1 is the critical one', () => {
    const schedule = scheduleOf(officialCalendar, plan({}).steps, legalDate(on));
    expect(schedule.criticalPath).toEqual(['A3', 'A4', 'B1', 'B2', 'C1', 'C4']);
    const finish = Object.fromEntries(schedule.steps.map(({ code, finish: day }) => [code, day]));
    // 30 CD after 03-02, 5 WD over 清明, then 6, 3, 7 and 2 WD with 05-01 to 05-05 off and 05-09 worked.
    expect(finish).toMatchObject({
      A1: '2026-03-02',
      A3: '2026-04-01',
      A4: '2026-04-09',
      A5: '2026-04-10',
      B1: '2026-04-17',
      B2: '2026-04-22',
      C1: '2026-05-06',
      C4: '2026-05-08',
    });
    expect(schedule.earliestFinish).toBe('2026-05-08');
    // B1 with A5 inside it, B2, C1 with C6 inside it, C4: 6 + 3 + 7 + 2, where the sum would be 24.
    expect(schedule.plannedUnion).toBe(18);
  });

  it('counts from what is done, and no step earlier than today', () => {
    const done = { A1: legalDate('2026-03-02'), A3: legalDate('2026-03-20'), A4: legalDate('2026-03-23') };
    const schedule = scheduleOf(officialCalendar, plan({}).steps, legalDate('2026-03-30'), done);
    const b1 = schedule.steps.find(({ code }) => code === 'B1');
    expect(b1).toMatchObject({ start: '2026-03-30', finish: '2026-04-08' });
  });

  it('is that of the last step where there is no permit on the path', () => {
    const { steps } = plan({ landKind: 'leased', environmentClass: 'report' });
    expect(steps.map(({ code }) => code)).toEqual(['A1', 'A6']);
    expect(scheduleOf(officialCalendar, steps, legalDate(on))).toMatchObject({
      criticalPath: ['A1', 'A6'],
      plannedUnion: 12,
    });
  });
});

describe('facts', () => {
  it('come from the owner, else from the application, else are assumed and named', () => {
    const application = someFacts({ hazardousChemicals: true, foreignInvestment: true });
    const { facts, assumed } = factsFrom('30', { specialFire: true }, application);
    expect(facts).toMatchObject({
      landArea: '20000.00',
      floorArea: '26000',
      energyTce: '600',
      hazard: 'hazardousChemicals',
      environmentClass: 'report',
      circumstances: ['foreignInvestment'],
      specialFire: true,
    });
    expect(assumed).toContain('soilVolume');
    expect(assumed).not.toContain('specialFire');
    expect(factsFrom('30', { environmentClass: 'form' }, application).facts.environmentClass).toBe('form');
    expect(factsFrom('30', {}, someFacts({ vocs: '1' })).facts.environmentClass).toBe('form');
    expect(factsFrom('30', {}, someFacts({ hazardousWaste: '10' })).facts.environmentClass).toBe('form');
    expect(factsFrom('30', {}, someFacts()).facts.environmentClass).toBe('register');
  });
});

describe('a fact that changes', () => {
  const filing = {
    type: 'fileProject',
    projectId: 'prj_x',
    investorName: '建德市示例光电有限公司',
    creditCode: '11331002002673575G',
    name: '年产10万套光电组件项目',
    division,
    industry: '3829',
    totalInvestment: '12000',
    landMu: '30',
    admitted: false,
    ...factsFrom('30', {}, null),
  } as const;
  const filed = (catalogues = builtIn) => {
    const walk = walkCase(projectMachine, at(on));
    walk.do(enterprise, { ...filing, catalogues });
    return walk;
  };
  const change = (facts: StatedFacts, catalogues = builtIn) =>
    ({ type: 'changeProjectFacts', facts, reason: '设计调整', catalogues }) as const;
  const codes = (walk: ReturnType<typeof filed>) => walk.state().path.steps.map(({ code }) => code);

  it('plans the path anew, and says which it was and why', () => {
    const walk = filed();
    const answer = walk.do(enterprise, change({ specialFire: true, building: 'mixed' }));
    expect(answer.ok && answer.events.map(({ type }) => type)).toEqual([
      'ProjectFactsChanged',
      'PathPlanned',
    ]);
    expect(answer.ok && answer.events[0]?.data).toMatchObject({ changed: ['building', 'specialFire'] });
    expect(codes(walk)).toEqual(expect.arrayContaining(['B3', 'C2']));
    expect(walk.state().path).toMatchObject({ because: '设计调整', catalogue: 'after-2023-1' });
    expect(walk.state().path.assumed).not.toContain('specialFire');
    expect(walk.state().budget).toBe(18);
  });

  it('keeps what is done, though it would no longer be asked for', () => {
    const walk = filed();
    walk.do(service, { type: 'notePermit', code: 'A6', on: '2026-03-02' });
    walk.do(enterprise, change({ environmentClass: 'exempt', landArea: '100' }));
    expect(codes(walk)).toContain('A6');
    expect(codes(walk)).not.toContain('A8');
    expect(codes(walk)).toContain('A1');
  });

  it('that is none is told so', () => {
    expect(filed().do(enterprise, change({ landKind: 'auction' }))).toMatchObject({
      code: 'NOTHING_CHANGED',
    });
  });

  it('leaves the project the catalogue that it was filed under', () => {
    const newer = { ...after, version: 'after-2026-2', effectiveFrom: '2026-03-03' };
    const walk = filed([...builtIn, newer]);
    expect(walk.state().path.catalogue).toBe('after-2023-1');
    walk.at(at('2026-03-04'));
    walk.do(enterprise, change({ specialFire: true }, [...builtIn, newer]));
    expect(walk.state().path.catalogue).toBe('after-2023-1');
    const later = walkCase(projectMachine, at('2026-03-03'));
    later.do(enterprise, { ...filing, catalogues: [...builtIn, newer] });
    expect(later.state().path.catalogue).toBe('after-2026-2');
  });

  it('is the owner’s or the window’s, of his own project', () => {
    const walk = filed();
    expect(walk.do({ ...enterprise, company: 'cmp_b' }, change({ specialFire: true }))).toMatchObject({
      code: 'CASE_NOT_FOUND',
    });
    expect(walk.do({ ...window, roles: ['department'] }, change({ specialFire: true }))).toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
    });
    expect(walk.do(window, change({ specialFire: true })).ok).toBe(true);
    expect(walk.state().filing.company).toBe(company);
  });
});

it('every item of the catalogues hangs on a rule that is there', () => {
  const used = new Set(builtIn.flatMap(({ items }) => items.map(({ applies }) => applies)));
  expect([...used].filter((name) => !conditionNames.includes(name))).toEqual([]);
  expect(conditionNames.filter((name) => !used.has(name))).toEqual([]);
});
