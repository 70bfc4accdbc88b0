import { type Refusal, refusal } from '@yizhan/contracts';
import { type LegalDate, parseLegalDate } from '@yizhan/workdays';

/** A date that a person enters: never the future, never before the step before (domain §2). */
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
  if (notBefore !== null && read.value < notBefore)
    return fail('DATE_BEFORE_STEP', '日期不能早于上一环节', 'the date lies before the step before');
  return { ok: true, on: read.value };
};
