import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../src/pages/admin/catalogue-file.ts';
import { daysOf, rangesOf, rangeWords } from '../src/parts/day-ranges.ts';
import { administrationForms } from '../src/parts/forms/administration.ts';

describe('days of a notice', () => {
  const days = ['2026-10-01', '2026-10-02', '2026-10-03', '2026-12-31', '2027-01-01', '2026-05-01'];

  it('are ranges, across a month and a year, and days again', () => {
    const ranges = rangesOf(days);
    expect(ranges.map(rangeWords)).toEqual(['5月1日', '10月1日至3日', '12月31日至1月1日']);
    expect(daysOf(ranges)).toEqual(days.toSorted());
    expect(rangesOf([])).toEqual([]);
  });

  it('stand once each; a range that ends before it begins, or never, is its first day', () => {
    expect(daysOf([{ from: '2026-10-01', until: '2026-10-02' }, { from: '2026-10-02' }])).toEqual([
      '2026-10-01',
      '2026-10-02',
    ]);
    expect(daysOf([{ from: '2026-10-03', until: '2026-10-01' }])).toEqual(['2026-10-03']);
    expect(daysOf([{ from: '2026-10-03', until: '3026-10-01' }])).toEqual(['2026-10-03']);
    expect(daysOf([{ from: '2026-10-03', until: 'x' }])).toEqual(['2026-10-03']);
  });

  it('go into the command as lists of days', () => {
    expect(
      administrationForms.importCalendar.complete({
        year: 2027,
        notice: '国办发明电〔2026〕1号',
        off: [{ from: '2027-01-01', until: '2027-01-03' }],
      }),
    ).toEqual({
      year: 2027,
      notice: '国办发明电〔2026〕1号',
      off: ['2027-01-01', '2027-01-02', '2027-01-03'],
      work: [],
    });
  });
});

describe('a file with a version of the catalogue', () => {
  it.each([
    ['no JSON', '这不是', ['文件不是 JSON 格式']],
    [
      'nothing in it',
      '{}',
      ['version：无效输入', 'name：无效输入', 'effectiveFrom：无效输入', 'items：无效输入'],
    ],
    ['no item', '{"version":"v2","name":"新版","effectiveFrom":"2027-01-01","items":[]}', ['items：']],
  ])('with %s tells what is wrong and where', (_what, text, faults) => {
    const read = readCatalogue(text, '目录.json');
    expect(read.ok).toBe(false);
    const told = read.ok ? [] : read.faults;
    expect(told).toHaveLength(faults.length);
    for (const [index, fault] of faults.entries()) expect(told[index]).toContain(fault);
  });
});
