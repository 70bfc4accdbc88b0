import { describe, expect, it } from 'vitest';
import {
  dueOn,
  findLimit,
  type Limit,
  legalDate,
  limitSchema,
  limitsInForce,
  limitTableSchema,
  officialCalendar as official,
  type Term,
} from '../src/index.ts';

const on = legalDate;

const record = {
  id: 'A5.statutory',
  value: 20,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'acceptance',
  basis: '行政许可法 第42条',
  illustrative: false,
  version: '1',
  effectiveFrom: '2024-01-01',
} as const;

const limit = (changes: Record<string, unknown> = {}): Limit => limitSchema.parse({ ...record, ...changes });
const term = (value: number, unit: Term['unit'], kind: Term['kind']): Term => ({ value, unit, kind });

describe('the last day of a limit', () => {
  it('in working days is the n-th after the event', () => {
    expect(dueOn(official, term(5, 'WD', 'maximum'), on('2026-02-13'))).toBe('2026-02-27');
  });

  it('rolls off a holiday where the limit is a maximum', () => {
    // 7 CD after 2026-02-08 is 02-15, in the Spring Festival, off through 02-23.
    expect(dueOn(official, term(7, 'CD', 'maximum'), on('2026-02-08'))).toBe('2026-02-24');
    expect(dueOn(official, term(6, 'CD', 'maximum'), on('2026-02-08'))).toBe('2026-02-14');
  });

  it.each(['minimum', 'window'] as const)('stays on a holiday where the limit is a %s', (kind) => {
    expect(dueOn(official, term(7, 'CD', kind), on('2026-02-08'))).toBe('2026-02-15');
    expect(dueOn(official, term(5, 'WD', kind), on('2026-02-13'))).toBe('2026-02-27');
  });

  it('of a promise of nothing is the day itself, or the next workday', () => {
    expect(dueOn(official, term(0, 'WD', 'maximum'), on('2026-03-06'))).toBe('2026-03-06');
    expect(dueOn(official, term(0, 'WD', 'maximum'), on('2026-03-07'))).toBe('2026-03-09');
  });
});

describe('limits in force', () => {
  const old = limit({ version: '1', value: 20, effectiveFrom: '2023-01-01', effectiveTo: '2023-12-31' });
  const now = limit({ version: '2', value: 10, effectiveFrom: '2024-01-01' });
  const table = [old, now];

  it.each([
    ['2022-12-31', []],
    ['2023-01-01', ['1']],
    ['2023-12-31', ['1']],
    ['2024-01-01', ['2']],
    ['2030-01-01', ['2']],
  ])('on %s are the versions %j', (date, versions) => {
    expect(limitsInForce(table, on(date)).map(({ version }) => version)).toEqual(versions);
  });

  it('keep an open case under the version it was accepted under', () => {
    expect(findLimit(table, 'A5.statutory', on('2023-12-31'))?.value).toBe(20);
    expect(findLimit(table, 'A5.statutory', on('2024-01-01'))?.value).toBe(10);
    expect(findLimit(table, 'B2.statutory', on('2024-01-01'))).toBeUndefined();
  });

  it('are refused as a table where two versions of one limit overlap', () => {
    const end = (effectiveTo: string) => ({ ...record, effectiveFrom: '2023-01-01', effectiveTo });
    const fits = [end('2023-12-31'), record];
    const clashes = [end('2024-01-01'), record];
    expect(limitTableSchema.safeParse(fits).success).toBe(true);
    expect(limitTableSchema.safeParse(fits.toReversed()).success).toBe(true);
    expect(limitTableSchema.safeParse(clashes).success).toBe(false);
    expect(limitTableSchema.safeParse(clashes.toReversed()).success).toBe(false);
    expect(limitTableSchema.safeParse([record, record]).error?.issues[0]?.path).toEqual([1]);
    expect(limitTableSchema.safeParse([record, { ...record, id: 'B2.statutory' }]).success).toBe(true);
  });
});

describe('the schema of a limit', () => {
  it('takes a limit with and without an end', () => {
    expect(limitSchema.parse(record)).toEqual(record);
    expect(limitSchema.safeParse({ ...record, value: 0 }).success).toBe(true);
    expect(limitSchema.safeParse({ ...record, effectiveTo: '2024-01-01' }).success).toBe(true);
  });

  it.each([
    ['a negative value', { value: -1 }],
    ['half a day', { value: 1.5 }],
    ['an unknown unit', { unit: 'month' }],
    ['an unknown kind', { kind: 'target' }],
    ['an unknown start', { runsFrom: 'whenever' }],
    ['no legal basis', { basis: '' }],
    ['no word on whether it is illustrative', { illustrative: undefined }],
    ['a date that does not exist', { effectiveFrom: '2024-02-30' }],
    ['an end before its start', { effectiveTo: '2023-12-31' }],
    ['a field nobody knows', { note: 'x' }],
  ])('refuses %s', (_what, changes) => {
    expect(limitSchema.safeParse({ ...record, ...changes }).success).toBe(false);
  });
});
