/** A code that does not hold: told in both languages. */
export interface Failure<Code extends string> {
  readonly ok: false;
  readonly code: Code;
  readonly zh: string;
  readonly en: string;
}

export type Checked<Parts, Code extends string> = ({ readonly ok: true } & Parts) | Failure<Code>;

export const failure = <Code extends string>(code: Code, zh: string, en: string): Failure<Code> => ({
  ok: false,
  code,
  zh,
  en,
});
