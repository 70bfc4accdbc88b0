/** An expected failure: told in both languages, with the field at fault where there is one. */
export interface Failure<Code extends string> {
  readonly ok: false;
  readonly code: Code;
  readonly zh: string;
  readonly en: string;
  readonly field?: string;
}

export interface Success<Value> {
  readonly ok: true;
  readonly value: Value;
}

export type Result<Value, Code extends string> = Success<Value> | Failure<Code>;

export const success = <Value>(value: Value): Success<Value> => ({ ok: true, value });

export const failure = <Code extends string>(
  code: Code,
  zh: string,
  en: string,
  field?: string,
): Failure<Code> => (field === undefined ? { ok: false, code, zh, en } : { ok: false, code, zh, en, field });
