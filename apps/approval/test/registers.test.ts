import type { Applied } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { somebody, walkCase } from '@yizhan/testkit';
import { legalDate, officialCalendar } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { type Absence, absenceMachine } from '../src/domain/absence.ts';
import { calendarMachine } from '../src/domain/calendar-case.ts';
import { catalogueMachine } from '../src/domain/catalogue/catalogue-case.ts';
import { creditMachine } from '../src/domain/credit.ts';
import {
  correctionLimit,
  deliveryLimit,
  gapsLimit,
  inspectionLimit,
  rectificationLimit,
  silenceLimit,
} from '../src/domain/limits.ts';
import { projectMachine } from '../src/domain/project.ts';
import * as states from '../src/domain/states.ts';
import { at, head, service } from './walk.ts';

const event = (type: string, data: object = {}) =>
  ({ type, data, seq: 1, effectiveOn: '2026-03-02' }) as unknown as Applied<ApprovalEvent>;

it.each([
  ['absence', absenceMachine],
  ['calendar', calendarMachine],
  ['catalogue', catalogueMachine],
  ['credit', creditMachine],
] as const)('a register of %s takes no event of another case, and says which it was', (_name, machine) => {
  expect(() => machine.evolve(undefined, event('ItemWithdrawn'))).toThrow(/ItemWithdrawn/);
});

it('a project begins with its filing, and takes no event of another case', () => {
  expect(() => projectMachine.evolve(undefined, event('PathPlanned'))).toThrow(/PathPlanned before/);
  const filed = projectMachine.evolve(undefined, event('FilingCompleted', { projectId: 'prj_x' }));
  expect(filed.path).toEqual({ projectId: 'prj_x', catalogue: '', steps: [] });
  expect(() => projectMachine.evolve(filed, event('ItemWithdrawn'))).toThrow(/ItemWithdrawn is no event/);
});

describe('an absence of 5 and 6 March', () => {
  const away: Absence = {
    account: 'acc_a',
    substitute: 'acc_b',
    away: { from: legalDate('2026-03-05'), until: legalDate('2026-03-06') },
    begun: false,
  };
  it.each([
    ['2026-03-04', '23:59', []],
    ['2026-03-05', '00:00', ['AbsenceBegan']],
    ['2026-03-06', '23:59', ['AbsenceBegan']],
    ['2026-03-07', '00:00', []],
  ])('is one on %s at %s: %o', (day, hour, types) => {
    const now = new Date(at(day, hour)).toISOString();
    const moment = { caseId: 'abs_x', now, today: legalDate(day), calendar: officialCalendar };
    expect(absenceMachine.elapse(away, moment).map(({ type }) => type)).toEqual(types);
  });

  it('begins for somebody who is known', () => {
    expect(() => absenceMachine.evolve(undefined, event('AbsenceBegan'))).toThrow(/AbsenceBegan/);
  });
});

describe('the credit of a company', () => {
  it('is lost by a promise not kept and repaired by a head, each with company and reason', () => {
    const walk = walkCase(creditMachine, at('2026-03-02'));
    const told = { company: 'cmp_a', reason: '承诺不实' };
    expect(walk.do(service, { type: 'barFromCommitment', ...told })).toMatchObject({
      events: [{ type: 'CommitmentBarred', data: told }],
    });
    expect(walk.state()).toEqual({ status: 'barred', company: 'cmp_a' });
    expect(walk.do(head, { type: 'restoreCommitmentCredit', ...told })).toMatchObject({
      events: [{ type: 'CommitmentRestored', data: told }],
    });
    expect(walk.state()).toEqual({ status: 'good', company: 'cmp_a' });
  });
});

describe('the notice of a year', () => {
  const year = (given: number) =>
    ({ type: 'importCalendar', year: given, notice: '通知', off: [], work: [] }) as const;

  it('may still come in the year itself, and no more after it', () => {
    const administrator = somebody('administrator');
    const walk = () => walkCase(calendarMachine, at('2026-11-20'));
    expect(walk().do(administrator, year(2026)).ok).toBe(true);
    expect(walk().do(administrator, year(2025))).toEqual({ ok: false, code: 'YEAR_IS_OVER', field: 'year' });
    const given = { ...year(2027), off: ['2027-01-01'], work: ['2027-01-02'] };
    expect(walk().do(administrator, given)).toMatchObject({
      events: [{ data: { year: 2027, off: ['2027-01-01'], work: ['2027-01-02'], revision: 1 } }],
    });
  });
});

describe('the words of the machines', () => {
  const tables = Object.entries(states).filter(([name]) => name.endsWith('Statuses'));
  it.each(tables)('%s are told in Chinese, each in its own', (_name, table) => {
    const words = Object.values(table as Record<string, { zh: string }>).map(({ zh }) => zh);
    for (const zh of words) expect(zh).toMatch(/\p{Script=Han}/u);
    expect(new Set(words).size).toBe(words.length);
  });

  it('a command of a project, or of a register, is called by a word of its own', () => {
    for (const [name, table] of Object.entries(states).filter(([key]) => key.endsWith('Table'))) {
      const words = Object.values(table as Record<string, { zh: string }>).map(({ zh }) => zh);
      for (const zh of words) expect(zh, name).toMatch(/\p{Script=Han}/u);
      expect(new Set(words).size, name).toBe(words.length);
    }
  });
});

it.each([
  ['silence', silenceLimit, 5, 'receipt', false],
  ['correction', correctionLimit, 10, 'notice', true],
  ['delivery', deliveryLimit, 10, 'decision', false],
  ['gaps', gapsLimit, 10, 'acceptance', true],
  ['inspection', inspectionLimit, 60, 'decision', false],
  ['rectification', rectificationLimit, 30, 'notice', true],
])(
  'the limit of %s is in working days, of its own length and basis',
  (name, limit, value, runsFrom, illustrative) => {
    expect(limit).toMatchObject({
      value,
      unit: 'WD',
      kind: 'maximum',
      runsFrom,
      illustrative,
      id: `approval.${name}`,
      version: '2020-1',
      effectiveFrom: '2020-01-01',
    });
    // What is illustrative says so; the rest names its law.
    expect(limit.basis).toMatch(illustrative ? /（示例）$/ : /^《.+》/);
  },
);
