export type CalendarErrorCode =
  | 'DATE_MALFORMED'
  | 'DATE_NOT_EXISTING'
  | 'INSTANT_MALFORMED'
  | 'YEAR_UNSUPPORTED'
  | 'AMOUNT_INVALID'
  | 'NOTICE_DATE_INVALID'
  | 'NOTICE_DATE_OUTSIDE_YEAR'
  | 'NOTICE_DATE_TWICE';

/** Thrown where a date or a calendar is used in a way that has no answer; `code` is stable. */
export class CalendarError extends Error {
  readonly code: CalendarErrorCode;
  readonly zh: string;
  readonly en: string;

  constructor(code: CalendarErrorCode, zh: string, en: string) {
    super(`${code}: ${en}`);
    this.name = 'CalendarError';
    this.code = code;
    this.zh = zh;
    this.en = en;
  }
}
