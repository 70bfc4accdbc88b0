import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkProjectCode,
  formatProjectCode,
  issueProjectCode,
  projectCodeSchema,
  simulatedCheckDigit,
} from '../src/index.ts';

const code = '2308-330182-04-01-123456';

describe('a project code (GB/T 40058)', () => {
  it('is split into its parts, and put together again', () => {
    const checked = checkProjectCode(code);
    expect(checked).toEqual({
      ok: true,
      value: code,
      year: 2023,
      month: 8,
      region: '330182',
      department: '04',
      type: '01',
      random: '12345',
      check: '6',
      checkAgrees: null,
    });
    if (checked.ok) expect(formatProjectCode(checked)).toBe(code);
  });

  it.each([
    '',
    '2308-330182-04-01-12345',
    '2308-330182-04-01-1234567',
    '230-330182-04-01-123456',
    '2308-33018-04-01-123456',
    '2308330182-04-01-123456',
    '2308-330182-4-01-123456',
    '2308-330182-04-01-12345X',
    'x2308-330182-04-01-123456',
  ])('does not have the shape of %j', (text) => {
    expect(checkProjectCode(text)).toMatchObject({ ok: false, code: 'PROJECT_CODE_SHAPE' });
  });

  it.each([
    ['00', false],
    ['01', true],
    ['12', true],
    ['13', false],
  ])('of month %s holds: %s', (month, holds) => {
    const checked = checkProjectCode(`23${month}-330182-04-01-123456`);
    expect(checked.ok).toBe(holds);
    if (!checked.ok) expect(checked.code).toBe('PROJECT_CODE_MONTH');
  });

  it('has a region of a province, or one of those asked for', () => {
    expect(checkProjectCode('2308-000000-04-01-123456')).toMatchObject({ code: 'PROJECT_CODE_REGION' });
    expect(checkProjectCode('2308-991234-04-01-123456')).toMatchObject({ code: 'PROJECT_CODE_REGION' });
    expect(checkProjectCode('2308-110000-04-01-123456').ok).toBe(true);
    expect(checkProjectCode('2308-110000-04-01-123456', { regions: ['330182'] })).toMatchObject({
      code: 'PROJECT_CODE_REGION',
    });
    expect(checkProjectCode(code, { regions: ['330182'] }).ok).toBe(true);
  });

  it('has a department and a type of the tables', () => {
    expect(checkProjectCode('2308-330182-07-02-123456').ok).toBe(true);
    expect(checkProjectCode('2308-330182-05-01-123456')).toMatchObject({ code: 'PROJECT_CODE_DEPARTMENT' });
    expect(checkProjectCode('2308-330182-04-03-123456')).toMatchObject({ code: 'PROJECT_CODE_TYPE' });
    expect(
      checkProjectCode('2308-330182-18-03-123456', { departments: { '18': '交通' }, types: { '03': '其他' } })
        .ok,
    ).toBe(true);
  });

  it('is never refused for its check digit, only told about', () => {
    const nine = { checkDigit: () => '9' };
    const six = { checkDigit: (digits: string) => (digits === '2308330182040112345' ? '6' : '0') };
    expect(checkProjectCode(code, nine)).toMatchObject({ ok: true, checkAgrees: false });
    expect(checkProjectCode(code, six)).toMatchObject({ ok: true, checkAgrees: true });
  });

  it('passes the schema', () => {
    expect(projectCodeSchema.parse(` ${code}`)).toBe(code);
    expect(projectCodeSchema.safeParse('2313-330182-04-01-123456').success).toBe(false);
  });
});

describe('a project code issued here', () => {
  const request = { on: '2026-03-02', region: '330182', department: '04', type: '01', random5: '00042' };

  it('bears the month of the filing and is labelled as simulated', () => {
    const issued = issueProjectCode(request);
    expect(issued).toMatchObject({ ok: true, simulated: true, label: '模拟' });
    if (!issued.ok) throw new Error(issued.code);
    expect(issued.value).toMatch(/^2603-330182-04-01-00042\d$/);
    expect(checkProjectCode(issued.value, { checkDigit: simulatedCheckDigit })).toMatchObject({
      ok: true,
      checkAgrees: true,
    });
  });

  it('takes its check digit from the function it is given', () => {
    const asked: string[] = [];
    const issued = issueProjectCode(request, (digits) => {
      asked.push(digits);
      return '7';
    });
    expect(issued).toMatchObject({ ok: true, value: '2603-330182-04-01-000427' });
    expect(asked).toEqual(['2603330182040100042']);
  });

  it.each([
    ['PROJECT_CODE_SHAPE', { on: '02.03.2026' }],
    ['PROJECT_CODE_SHAPE', { random5: '0042' }],
    ['PROJECT_CODE_SHAPE', { random5: '000421' }],
    ['PROJECT_CODE_SHAPE', { region: '33018' }],
    ['PROJECT_CODE_MONTH', { on: '2026-13-02' }],
    ['PROJECT_CODE_DEPARTMENT', { department: '99' }],
    ['PROJECT_CODE_TYPE', { type: '99' }],
  ])('is refused with %s for %j', (failure, changes) => {
    expect(issueProjectCode({ ...request, ...changes })).toMatchObject({ ok: false, code: failure });
  });

  it('keeps to the regions that are given', () => {
    expect(issueProjectCode(request, simulatedCheckDigit, { regions: ['330183'] })).toMatchObject({
      code: 'PROJECT_CODE_REGION',
    });
  });

  it('has a simulated check digit by ISO 7064 MOD 11,10, which finds every wrong digit', () => {
    expect(simulatedCheckDigit('0794')).toBe('5'); // the example of the standard
    fc.assert(
      fc.property(fc.nat(99999), fc.nat(18), fc.integer({ min: 1, max: 9 }), (serial, at, shift) => {
        const digits = `26033301820401${String(serial).padStart(5, '0')}`;
        const wrong = digits.slice(0, at) + ((Number(digits[at]) + shift) % 10) + digits.slice(at + 1);
        expect(simulatedCheckDigit(wrong)).not.toBe(simulatedCheckDigit(digits));
      }),
    );
  });
});
