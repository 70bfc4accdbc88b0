import { enteredDate } from '@yizhan/aggregate/machine';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';

const today = legalDate('2026-03-02');
const read = (text: string, notBefore: string | null = null) => {
  const entered = enteredDate(
    text,
    today,
    notBefore === null ? null : legalDate(notBefore),
    'paper.receivedOn',
  );
  return entered.ok ? entered.on : entered.refusal.code;
};

describe('a day that a person enters', () => {
  it('is today or before, and as far back as the calendar has an answer', () => {
    expect(read('2026-03-02')).toBe('2026-03-02');
    expect(read('2020-01-01')).toBe('2020-01-01');
    expect(read('2026-03-03')).toBe('DATE_IN_FUTURE');
    expect(read('2019-12-31')).toBe('YEAR_UNSUPPORTED');
    expect(read('2016-03-02', '2026-01-01')).toBe('YEAR_UNSUPPORTED');
  });

  it('is a day that exists', () => {
    expect(read('2026-3-2')).toBe('DATE_MALFORMED');
    expect(read('2026-02-30')).toBe('DATE_NOT_EXISTING');
  });

  it('does not lie before the step before', () => {
    expect(read('2026-02-01', '2026-02-01')).toBe('2026-02-01');
    expect(read('2026-01-31', '2026-02-01')).toBe('DATE_BEFORE_STEP');
  });

  it('is told by its field, in both languages', () => {
    const entered = enteredDate('2016-03-02', today, null, 'paper.receivedOn');
    expect(entered).toMatchObject({
      ok: false,
      refusal: { kind: 'invalid', code: 'YEAR_UNSUPPORTED', field: 'paper.receivedOn' },
    });
  });
});
