import { type Refusal, refusal } from '@yizhan/contracts';
import { firstSupportedYear, type LegalDate, parseLegalDate, yearOf } from '@yizhan/workdays';

/**
 * A legal date that a person enters: the future never, nothing before the step before (`notBefore`), and no year that
 * the calendar has no answer for, as a mistyped 2016 (domain §2). Refused with the code, by `field`: DATE_MALFORMED,
 * DATE_NOT_EXISTING, DATE_IN_FUTURE, YEAR_UNSUPPORTED, DATE_BEFORE_STEP.
 */
export const enteredDate = (
  text: string,
  today: LegalDate,
  notBefore: LegalDate | null,
  field: string,
): { readonly ok: true; readonly on: LegalDate } | { readonly ok: false; readonly refusal: Refusal } => {
  const fail = (code: string, zh: string, en: string) => ({
    ok: false as const,
    refusal: refusal('invalid', code, zh, en, field),
  });
  const read = parseLegalDate(text);
  if (!read.ok) return fail(read.code, read.zh, read.en);
  if (read.value > today) return fail('DATE_IN_FUTURE', '日期不能晚于今天', 'the date lies in the future');
  if (yearOf(read.value) < firstSupportedYear)
    return fail(
      'YEAR_UNSUPPORTED',
      `日期不能早于 ${firstSupportedYear} 年，请核对年份`,
      `no day before ${firstSupportedYear} is taken: look at the year`,
    );
  if (notBefore !== null && read.value < notBefore)
    return fail('DATE_BEFORE_STEP', '日期不能早于上一环节', 'the date lies before the step before');
  return { ok: true, on: read.value };
};
