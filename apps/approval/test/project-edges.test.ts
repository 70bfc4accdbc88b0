import { somebody, walkCase } from '@yizhan/testkit';
import { legalDate, officialCalendar } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../src/domain/catalogue/versions.ts';
import { fiveDigits } from '../src/domain/filing.ts';
import { factsFrom } from '../src/domain/path/facts.ts';
import { projectMachine } from '../src/domain/project.ts';
import type { FiledProject, ProjectCommand, ProjectOf } from '../src/domain/project-case.ts';
import { at, company, division, enterprise, service, window } from './walk.ts';

const start = at('2026-03-02');
const filing = (changed: Partial<ProjectOf<'fileProject'>> = {}): ProjectOf<'fileProject'> => ({
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
  ...factsFrom('30', { environmentClass: 'report' }, null),
  catalogues: builtIn,
  ...changed,
});
const filed = (changed: Partial<ProjectOf<'fileProject'>> = {}) => {
  const walk = walkCase(projectMachine, start);
  walk.do(enterprise, filing(changed));
  return walk;
};
/** What a project in some state answers, without a walk up to it. */
const answer = (state: FiledProject | undefined, command: ProjectCommand) => {
  const decision = projectMachine.decide(state, command, {
    caseId: 'apl_x',
    now: new Date(start).toISOString(),
    today: legalDate('2026-03-02'),
    calendar: officialCalendar,
    actor: enterprise,
    receipt: (letters) => `${letters}-1`,
  });
  return decision.ok ? decision.events.map(({ type }) => type) : decision.refusal;
};

describe('a filing', () => {
  it.each<[Partial<ProjectOf<'fileProject'>>, string, string]>([
    // A real code whose check character disagrees: an administrator may let it in, nobody else.
    [{ creditCode: '91350100M0001TGQXM' }, 'CREDIT_CODE', 'creditCode'],
    [{ creditCode: 'ABC', codeAllowed: true }, 'CREDIT_CODE', 'creditCode'],
    // The county itself is no place to build in.
    [{ division: '330182' }, 'DIVISION_UNKNOWN', 'division'],
    [{ division: '330182000' }, 'DIVISION_UNKNOWN', 'division'],
    [{ totalInvestment: '0' }, 'INVESTMENT_MISSING', 'totalInvestment'],
  ])('with %o is guided', (changed, code, field) => {
    expect(walkCase(projectMachine, start).do(enterprise, filing(changed))).toMatchObject({
      ok: false,
      code: expect.stringContaining(code),
      field,
    });
  });

  it('with a code that an administrator let in is a filing', () => {
    const walk = walkCase(projectMachine, start);
    const allowed = filing({ creditCode: '91350100M0001TGQXM', codeAllowed: true });
    expect(walk.do(enterprise, allowed).ok).toBe(true);
  });

  it('has a receipt number, and keeps the code it takes the place of and the wish for the inbox', () => {
    const plain = filed().state().filing;
    expect(plain.receipt).toMatch(/^BA/);
    expect(plain.owner).toBe(enterprise.id);
    for (const name of ['replaces', 'electronicDelivery', 'paperReason'])
      expect(plain).not.toHaveProperty(name);
    const again = filed({ replaces: '2501-330182-04-01-000001', electronicDelivery: true }).state();
    expect(again.filing).toMatchObject({ replaces: '2501-330182-04-01-000001', electronicDelivery: true });
    expect(again.electronicDelivery).toBe(true);
  });

  it('on paper belongs to whoever handed it in', () => {
    const walk = walkCase(projectMachine, start);
    const paper = { company, owner: 'acc_owner', receivedOn: '2026-02-27', reason: '纸质件' };
    walk.do(window, filing({ paper }));
    expect(walk.state().filing.owner).toBe('acc_owner');
  });

  it('plans the path for no other reason than itself, with the chain that decides', () => {
    const { path } = filed().state();
    expect(path).not.toHaveProperty('because');
    expect(path.criticalPath).toEqual(['A3', 'A4', 'B1', 'B2', 'C1', 'C4']);
  });

  it('keeps the code of its first draw, and takes another at the next', () => {
    // Of one letter it is that letter's number; the digits of an issued code never change.
    expect(fiveDigits('a')).toBe('00097');
    expect(fiveDigits('a', 1)).not.toBe('00097');
  });

  it('is made once, and nothing else is asked of a project that is not there', () => {
    expect(answer(undefined, { type: 'cancelFiling', reason: '无' })).toMatchObject({
      kind: 'notFound',
      code: 'CASE_NOT_FOUND',
    });
    expect(answer(filed().state(), filing())).toMatchObject({ kind: 'conflict', code: 'ALREADY_FILED' });
    expect(projectMachine.key('apl_x', filing())).toBe('prj_x');
    expect(projectMachine.key('apl_x', { type: 'cancelFiling', reason: '无' })).toBe('apl_x');
  });
});

describe('变更', () => {
  const change = (given: Omit<ProjectOf<'changeFiling'>, 'type' | 'reason'>) =>
    ({ type: 'changeFiling', reason: '变更', ...given }) as const;

  it.each([
    [{ name: '新项目名' }],
    [{ totalInvestment: '15000' }],
    [{ industry: '3825' }],
    [{ landMu: '31' }],
  ])('of %o changes that and nothing else, and once', (given) => {
    const walk = filed();
    const before = walk.state().filing;
    const told = walk.do(enterprise, change(given));
    expect(told.ok && told.events[0]?.data).toEqual({
      projectId: 'prj_x',
      reason: '变更',
      receipt: expect.any(String),
      ...given,
    });
    expect(walk.state().filing).toEqual({ ...before, ...given });
    expect(walk.do(enterprise, change(given))).toEqual({ ok: false, code: 'NOTHING_CHANGED' });
  });

  it('is no change to what cannot be', () => {
    expect(filed().do(enterprise, change({ totalInvestment: '0.00' }))).toMatchObject({
      code: 'INVESTMENT_MISSING',
      field: 'totalInvestment',
    });
  });
});

describe('a project’s facts', () => {
  const change = (facts: ProjectOf<'changeProjectFacts'>['facts'], catalogues = builtIn) =>
    ({ type: 'changeProjectFacts', facts, reason: '核对', catalogues }) as const;

  it('are not planned by where it was filed before there were any, or under a catalogue that is gone', () => {
    const state = filed().state();
    const { facts: _facts, assumed: _assumed, ...bare } = state.path;
    for (const refused of [
      answer({ ...state, path: bare }, change({ specialFire: true })),
      answer(state, change({ specialFire: true }, [])),
    ])
      expect(refused).toMatchObject({ kind: 'refused', code: 'PATH_WITHOUT_FACTS' });
    // What else is told of such a project is noted, and plans nothing.
    const old = { ...state, path: bare, done: { A3: state.filedOn } };
    const revoke = { type: 'revokeStep', codes: ['A3'], reason: '退出', catalogues: builtIn } as const;
    expect(answer(old, revoke)).toEqual(['StepRevoked']);
    expect(answer({ ...state, done: old.done }, { ...revoke, catalogues: [] })).toEqual(['StepRevoked']);
    expect(projectMachine.search(old)).not.toHaveProperty('parcelWish');
  });

  it('that are stated as unknown stay as they were; those that nobody stated stay assumed', () => {
    const walk = filed();
    expect(walk.do(enterprise, change({ specialFire: true, building: undefined })).ok).toBe(true);
    expect(walk.state().path.facts).toMatchObject({ specialFire: true, building: 'plant' });
    expect(walk.state().path.assumed).toEqual(expect.arrayContaining(['building', 'coalTonnes']));
    expect(walk.state().path.assumed).not.toContain('specialFire');
    expect(walk.do(enterprise, change({ specialFire: true }))).toEqual({
      ok: false,
      code: 'NOTHING_CHANGED',
      field: 'facts',
    });
  });
});

describe('开工', () => {
  it('has what was notified on that very day; what is missing turns red for its department', () => {
    const walk = filed();
    walk.do(service, { type: 'notePermit', code: 'A8', on: '2026-03-02' });
    const told = walk.do(enterprise, { type: 'reportConstructionStart', on: '2026-03-02' });
    expect(walk.state().construction?.flagged).toEqual([{ code: 'A6', department: 'ecology' }]);
    expect(told.ok && told.events.slice(1)).toEqual([
      {
        type: 'LightTurned',
        effectiveOn: '2026-03-02',
        data: {
          projectId: 'prj_x',
          code: 'A6',
          clock: 'construction:A6',
          light: 'red',
          dueOn: '2026-03-02',
          holder: 'ecology',
        },
      },
    ]);
  });

  it('of tomorrow is told by its field', () => {
    expect(filed().do(enterprise, { type: 'reportConstructionStart', on: '2026-03-03' })).toEqual({
      ok: false,
      code: 'DATE_IN_FUTURE',
      field: 'on',
    });
  });
});

it('a filing is the business of the offices that keep them, of their heads too, and of no account without office', () => {
  const tell = { type: 'tellFilingCorrection', found: 'prohibited', reason: '属淘汰类' } as const;
  for (const role of ['department', 'departmentHead'] as const) {
    for (const unit of ['water', undefined])
      expect(filed().do(somebody(role, unit === undefined ? {} : { unit }), tell)).toMatchObject({
        code: 'OTHER_DEPARTMENT',
      });
    for (const unit of ['developmentReform', 'economyInformation'])
      expect(filed().do(somebody(role, { unit }), tell).ok).toBe(true);
  }
  const office = somebody('department', { unit: 'developmentReform' });
  const walk = filed();
  walk.do(office, tell);
  expect(walk.do(office, { type: 'settleFilingCorrection', reason: '已改正' })).toMatchObject({
    events: [{ type: 'FilingCorrectionSettled', data: { projectId: 'prj_x', reason: '已改正' } }],
  });
});
