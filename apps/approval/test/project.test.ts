import { somebody, walkCase } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../src/domain/catalogue/versions.ts';
import { fiveDigits } from '../src/domain/filing.ts';
import { factsFrom } from '../src/domain/path/facts.ts';
import { projectMachine } from '../src/domain/project.ts';
import type { ProjectCommand } from '../src/domain/project-case.ts';
import { at, company, division, enterprise, service, window } from './walk.ts';

type Filing = Extract<ProjectCommand, { type: 'fileProject' }>;
const filing = (changed: Partial<Filing> = {}): Filing => ({
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
  catalogues: builtIn,
  ...changed,
});
const paper = { company, owner: 'acc_owner', receivedOn: '2026-02-27', reason: '纸质件' };
const start = at('2026-03-02');
const filed = () => {
  const walk = walkCase(projectMachine, start);
  walk.do(enterprise, filing());
  return walk;
};

describe('备案', () => {
  it('of complete information is the filing, with a simulated code and the path', () => {
    const walk = walkCase(projectMachine, start);
    const answer = walk.do(enterprise, filing());
    expect(answer.ok && answer.events.map(({ type }) => type)).toEqual(['FilingCompleted', 'PathPlanned']);
    expect(walk.state()).toMatchObject({ status: 'filed', filing: { simulated: true, company } });
    expect(walk.state().filing.projectCode).toMatch(/^2603-330182-04-01-\d{6}$/);
    expect(
      walk
        .state()
        .path.steps.map(({ code }) => code)
        .join(' '),
    ).toBe('A1 A3 A4 A5 A6 A8 B1 B2 C1 C4 C6');
  });

  it.each<[Partial<Filing>, string]>([
    [{ creditCode: '113310020026735750' }, 'creditCode'],
    [{ division: '330183001' }, 'division'],
    [{ division: '330182000' }, 'division'],
    [{ industry: '0000' }, 'industry'],
    [{ totalInvestment: '0.00' }, 'totalInvestment'],
    [{ paper }, 'paper'],
  ])('that is not complete is guided by field, and nothing is filed: %o', (wrong, field) => {
    const walk = walkCase(projectMachine, start);
    expect(walk.do(enterprise, filing(wrong))).toMatchObject({ ok: false, field });
    expect(walk.status()).toBe('none');
  });

  it('on paper is the window’s, on the day of receipt and for the company', () => {
    const walk = walkCase(projectMachine, start);
    expect(walk.do(window, filing())).toMatchObject({ code: 'PAPER_DETAILS', field: 'paper' });
    const future = { ...paper, receivedOn: '2026-03-03' };
    expect(walk.do(window, filing({ paper: future }))).toMatchObject({ field: 'paper.receivedOn' });
    // A mistyped year, which no calendar and no catalogue answers for.
    const mistyped = { ...paper, receivedOn: '2016-02-27' };
    expect(walk.do(window, filing({ paper: mistyped }))).toMatchObject({
      code: 'YEAR_UNSUPPORTED',
      field: 'paper.receivedOn',
    });
    expect(walk.do(window, filing({ paper })).ok).toBe(true);
    expect(walk.state()).toMatchObject({
      filedOn: '2026-02-27',
      filing: { company, onPaper: true, paperReason: '纸质件' },
    });
    expect(walk.state().filing.projectCode.slice(0, 4)).toBe('2602');
  });

  it('keeps a credit code as GB 32100 writes it', () => {
    const walk = walkCase(projectMachine, start);
    expect(walk.do(enterprise, filing({ creditCode: ' 11331002002673575g ' })).ok).toBe(true);
    expect(walk.state().filing.creditCode).toBe('11331002002673575G');
  });

  it('speaks for a company', () => {
    expect(walkCase(projectMachine, start).do(somebody('enterprise'), filing())).toMatchObject({
      code: 'NO_COMPANY',
    });
  });

  it('has another code at each draw, and the same at the same one', () => {
    const draws = Array.from({ length: 20 }, (_, draw) => fiveDigits('apl_x', draw));
    expect(new Set(draws).size).toBe(20);
    expect(draws.every((digits) => /^\d{5}$/.test(digits))).toBe(true);
    expect(fiveDigits('apl_x', 3)).toBe(draws[3]);
  });

  it('is done once', () => {
    expect(filed().do(enterprise, filing())).toMatchObject({ ok: false, code: 'CASE_EXISTS' });
  });
});

describe('开工', () => {
  it('is never refused, and tells what of the path was missing on that day', () => {
    const walk = filed();
    walk.do(service, { type: 'noteLandStep', step: 'A3', on: '2026-03-02', parcelId: 'par_x' });
    walk.do(service, { type: 'noteLandStep', step: 'A4', on: '2026-03-02', parcelId: 'par_x' });
    walk.at(at('2026-03-10'));
    walk.do(service, { type: 'notePermit', code: 'A5', on: '2026-03-04' });
    walk.do(service, { type: 'notePermit', code: 'B2', on: '2026-03-09' });
    expect(walk.do(enterprise, { type: 'reportConstructionStart', on: '2026-03-05' }).ok).toBe(true);
    // B2 came after the start; what is not on the path (A7, C2) is not missed.
    expect(walk.state().construction).toEqual({
      on: '2026-03-05',
      missing: ['A6', 'A8', 'B1', 'B2', 'C1', 'C4', 'C6'],
      flagged: [
        { code: 'A6', department: 'ecology' },
        { code: 'A8', department: 'water' },
      ],
    });
    expect(walk.do(service, { type: 'notePermit', code: 'C4', on: '2026-03-10' }).ok).toBe(true);
  });

  it.each([
    ['2026-03-03', 'DATE_IN_FUTURE'],
    ['2026-03-01', 'DATE_BEFORE_STEP'],
  ])('is no date like %s', (on, code) => {
    expect(filed().do(enterprise, { type: 'reportConstructionStart', on })).toMatchObject({ code });
  });
});

describe('a filed project', () => {
  it('takes a land step once, however often it is told', () => {
    const walk = filed();
    const step = { type: 'noteLandStep', step: 'A3', on: '2026-03-02', parcelId: 'par_x' } as const;
    expect(walk.do(service, step)).toMatchObject({ events: { length: 1 } });
    expect(walk.do(service, step)).toEqual({ ok: true, events: [] });
  });

  it('is given up by its owner with a reason, and by nobody else', () => {
    const walk = filed();
    const giveUp = { type: 'giveUpFiledProject', reason: '资金不足' } as const;
    expect(walk.do(somebody('enterprise', { company: 'cmp_b' }), giveUp)).toMatchObject({
      code: 'CASE_NOT_FOUND',
    });
    const answer = walk.do(enterprise, giveUp);
    expect(answer.ok && answer.events[0]?.data).toMatchObject({ because: 'givenUp', reason: '资金不足' });
    expect(walk.do(enterprise, giveUp)).toMatchObject({ code: 'WRONG_STATE' });
    expect(walk.do(enterprise, { type: 'reportConstructionStart', on: '2026-03-02' })).toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it('ends with its completion', () => {
    const walk = filed();
    walk.do(service, { type: 'closeProject', because: 'completed' });
    expect(walk.status()).toBe('completed');
    expect(walk.do(enterprise, { type: 'giveUpFiledProject', reason: '晚了' }).ok).toBe(false);
  });
});

describe('a filing', () => {
  const office = somebody('department', { unit: 'developmentReform' });
  const tell = { type: 'tellFilingCorrection', found: 'prohibited', reason: '属淘汰类' } as const;

  it('is changed in what is said to change, and keeps its project code', () => {
    const walk = filed();
    const code = walk.state().filing.projectCode;
    const change = { type: 'changeFiling', name: '年产20万套光电组件项目', reason: '扩产' } as const;
    expect(walk.do(enterprise, change)).toMatchObject({
      ok: true,
      events: [{ type: 'FilingChanged', data: { name: '年产20万套光电组件项目', reason: '扩产' } }],
    });
    expect(walk.state().filing).toMatchObject({ projectCode: code, totalInvestment: '12000' });
    expect(walk.do(enterprise, change)).toMatchObject({ code: 'NOTHING_CHANGED' });
    expect(walk.do(enterprise, { ...change, industry: '0000' })).toMatchObject({ field: 'industry' });
    expect(walk.do(enterprise, { ...change, totalInvestment: '0.0' })).toMatchObject({
      code: 'INVESTMENT_MISSING',
    });
  });

  it('found prohibited is told to be corrected, by the office that keeps the filings and no other', () => {
    const walk = filed();
    for (const unit of ['water', 'ecology'])
      expect(walk.do(somebody('department', { unit }), tell)).toMatchObject({ code: 'OTHER_DEPARTMENT' });
    expect(walk.do(enterprise, tell)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    const settle = { type: 'settleFilingCorrection', reason: '已改正' } as const;
    expect(walk.do(office, settle)).toMatchObject({ code: 'NO_CORRECTION_TOLD' });
    expect(walk.do(office, tell).ok).toBe(true);
    expect(walk.state()).toMatchObject({
      status: 'filed',
      correctionTold: { found: 'prohibited', on: '2026-03-02' },
    });
    walk.do(office, settle);
    expect(walk.state().correctionTold).toBeNull();
  });

  it('is cancelled before construction, and closes what is open; after it no more', () => {
    const walk = filed();
    const cancel = { type: 'cancelFiling', reason: '不再建设' } as const;
    expect(walk.do(enterprise, cancel)).toMatchObject({
      events: [{ type: 'ProjectClosed', data: { because: 'givenUp' } }, { type: 'FilingCancelled' }],
    });
    expect(walk.status()).toBe('cancelled');
    const building = filed();
    building.do(enterprise, { type: 'reportConstructionStart', on: '2026-03-02' });
    expect(building.do(enterprise, cancel)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('says whether results may go into the inbox; said again it says nothing new', () => {
    const walk = filed();
    expect(walk.state().electronicDelivery).toBe(false);
    const agree = { type: 'agreeElectronicDelivery', agreed: true } as const;
    expect(walk.do(enterprise, agree)).toMatchObject({ events: { length: 1 } });
    expect(walk.do(enterprise, agree)).toEqual({ ok: true, events: [] });
    expect(walk.state().electronicDelivery).toBe(true);
    expect(walk.do(window, { ...agree, agreed: false })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  });

  it('loses a step that is done no longer, and is planned anew with the reason', () => {
    const walk = filed();
    walk.do(service, { type: 'noteLandStep', step: 'A3', on: '2026-03-02', parcelId: 'par_x' });
    const revoke = {
      type: 'revokeStep',
      codes: ['A3', 'A4'],
      reason: '地块退出',
      catalogues: builtIn,
    } as const;
    const answer = walk.do(service, revoke);
    expect(answer.ok && answer.events.map(({ type }) => type)).toEqual(['StepRevoked', 'PathPlanned']);
    expect(walk.state()).toMatchObject({ done: {}, path: { because: '地块退出' } });
    expect(walk.do(service, revoke)).toEqual({ ok: true, events: [] });
  });
});

it.each<[ProjectCommand, string]>([
  [{ type: 'changeFiling', name: '年产20万套光电组件项目', reason: '扩产' }, 'BG'],
  [
    {
      type: 'changeProjectFacts',
      facts: { specialFire: true },
      reason: '增加特殊工程',
      catalogues: builtIn,
    },
    'SS',
  ],
  [{ type: 'reportConstructionStart', on: '2026-03-02' }, 'KG'],
  [{ type: 'cancelFiling', reason: '不再建设' }, 'ZX'],
  [{ type: 'giveUpFiledProject', reason: '资金不足' }, 'FQ'],
])('what the owner hands in of a filed project has a receipt number: $type', (command, letters) => {
  const answer = filed().do(enterprise, command);
  expect(
    answer.ok && answer.events.map(({ data }) => ('receipt' in data ? data.receipt : null)),
  ).toContainEqual(expect.stringMatching(new RegExp(`^${letters}`)));
});
