import { z } from 'zod';

/** The kinds of expected failure; each has one HTTP status. */
export const refusalStatus = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooLarge: 413,
  refused: 422,
  tooMany: 429,
  unavailable: 503,
} as const;

export type RefusalKind = keyof typeof refusalStatus;

/** An expected failure, told in both languages, with the field at fault where there is one. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** UPPER_SNAKE, stable: programs may branch on it. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Path of the input at fault, as `facts.totalInvestment`. */
  readonly field?: string | undefined;
}

export const refusalSchema = z.object({
  kind: z.enum(Object.keys(refusalStatus) as [RefusalKind, ...RefusalKind[]]),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  field: z.string().optional(),
});

export const refusal = (kind: RefusalKind, code: string, zh: string, en: string, field?: string): Refusal =>
  field === undefined ? { kind, code, zh, en } : { kind, code, zh, en, field };
