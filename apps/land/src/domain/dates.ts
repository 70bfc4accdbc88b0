import { refused } from '@yizhan/aggregate/machine';
import { type Refusal, refusal } from '@yizhan/contracts';
import { type LegalDate, parseLegalDate } from '@yizhan/workdays';

interface Entered {
  readonly text: string;
  readonly field: string;
  /** Needed for a day that has passed. */
  readonly reason: string | undefined;
  /** The day of the step before. */
  readonly notBefore: LegalDate;
}

type Read = { readonly ok: true; readonly on: LegalDate } | { readonly ok: false; readonly refusal: Refusal };

/** A day that a person enters: the past with a reason, the future never, never before the step before (domain §2). */
export const enteredDate = ({ text, field, reason, notBefore }: Entered, today: LegalDate): Read => {
  const read = plannedDate(text, field);
  if (!read.ok) return read;
  if (read.on > today)
    return refused(
      refusal('invalid', 'DATE_IN_FUTURE', '日期不能晚于今天', 'the date lies in the future', field),
    );
  if (read.on < notBefore)
    return refused(
      refusal(
        'invalid',
        'DATE_BEFORE_STEP',
        '日期不能早于上一环节',
        'the date lies before the step before',
        field,
      ),
    );
  if (read.on < today && reason === undefined)
    return refused(
      refusal(
        'invalid',
        'DATE_REASON_MISSING',
        '补录以前的日期须说明原因',
        'a past date needs a reason',
        'dateReason',
      ),
    );
  return read;
};

/** A day that is announced ahead. */
export const plannedDate = (text: string, field: string): Read => {
  const read = parseLegalDate(text);
  return read.ok
    ? { ok: true, on: read.value }
    : refused(refusal('invalid', read.code, read.zh, read.en, field));
};
