import { oc } from '@orpc/contract';
import { z } from 'zod';
import { caseIdSchema } from './ids.ts';

/** An idempotency key, scoped to actor and command, kept for 30 days. */
export const idempotencyKeySchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** What every command is answered with. */
export const commandAnswerSchema = z.object({
  id: z.string(),
  /** What the case is about: the id of its project, or of its parcel; its own where it stands alone. */
  subject: z.string(),
  /** The case's version after the command. */
  version: z.int(),
  /** The sequence of its last event: a read may ask to wait for it. */
  seq: z.int(),
  status: z.string(),
  /** Number of the receipt, for a submission. */
  receipt: z.string().optional(),
  /** The same key was used before with the same payload: nothing was done again. */
  replayed: z.boolean(),
});
export type CommandAnswer = z.infer<typeof commandAnswerSchema>;

/** A command that creates a case: its id derives from actor, command and key. */
export const creating = <S extends z.ZodRawShape>(name: string, body: S) =>
  oc
    .route({ method: 'POST', path: `/commands/${name}`, summary: name })
    .input(z.strictObject({ key: idempotencyKeySchema, ...body }))
    .output(commandAnswerSchema);

/** A command on a case. `seen` is the version the person saw: sent, a newer one is a conflict. */
export const command = <S extends z.ZodRawShape>(name: string, body: S) =>
  oc
    .route({ method: 'POST', path: `/commands/${name}`, summary: name })
    .input(z.strictObject({ id: caseIdSchema, key: idempotencyKeySchema, seen: z.int().optional(), ...body }))
    .output(commandAnswerSchema);

/** A question; its input travels in the body so that no case data stands in an address or a log of addresses. */
export const query = <I extends z.ZodType, O extends z.ZodType>(name: string, input: I, output: O) =>
  oc
    .route({ method: 'POST', path: `/queries/${name}`, summary: name })
    .input(input)
    .output(output);
