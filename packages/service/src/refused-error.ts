import { ORPCError, ValidationError } from '@orpc/server';
import { type Refusal, refusal, refusalSchema, refusalStatus } from '@yizhan/contracts';

/** An expected failure on its way to the caller; its data is the refusal, in both languages. */
export const refusedError = (because: Refusal): ORPCError<string, Refusal> =>
  new ORPCError(because.code, { status: refusalStatus[because.kind], message: because.en, data: because });

const internal = refusal(
  'unavailable',
  'INTERNAL_ERROR',
  '系统出错，已记录，请稍后再试',
  'something went wrong here; it has been recorded',
);

const malformed = refusal('invalid', 'MALFORMED_REQUEST', '请求格式有误', 'the request is malformed');

const tooLarge = refusal('tooLarge', 'BODY_TOO_LARGE', '提交的内容过大', 'the body is too large');

const pathOf = (issue: {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}): string => (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');

/** Maps whatever a procedure threw to what the caller may see; `isBug` asks for a log line. */
export const toRefusedError = (
  error: unknown,
): { readonly error: ORPCError<string, Refusal>; readonly isBug: boolean } => {
  if (error instanceof ORPCError) {
    if (refusalSchema.safeParse(error.data).success)
      return { error: error as ORPCError<string, Refusal>, isBug: false };
    if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
      const issue = error.cause.issues[0] as
        | { path?: readonly PropertyKey[]; message: string; keys?: readonly string[]; code?: string }
        | undefined;
      const unknown = issue?.code === 'unrecognized_keys';
      const field = unknown
        ? [pathOf(issue ?? {}), issue?.keys?.[0]].filter(Boolean).join('.')
        : pathOf(issue ?? {});
      return {
        error: refusedError(
          unknown
            ? refusal('invalid', 'UNKNOWN_FIELD', `没有这个字段：${field}`, `unknown field ${field}`, field)
            : refusal(
                'invalid',
                'INVALID_INPUT',
                `填写有误：${field}`,
                `${field}: ${issue?.message ?? 'invalid'}`,
                field,
              ),
        ),
        isBug: false,
      };
    }
    if (error.status === 400) return { error: refusedError(malformed), isBug: false };
    if (error.status === 404)
      return {
        error: refusedError(refusal('notFound', 'NOT_FOUND', '没有这个地址', 'no such address')),
        isBug: false,
      };
  }
  return { error: refusedError(internal), isBug: true };
};

/** What Express could not read (its body, its address): the sender's fault. Null where the fault is ours. */
export const unreadable = (error: unknown): Refusal | null => {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  return status === 413 ? tooLarge : malformed;
};
