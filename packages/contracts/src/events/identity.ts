import { z } from 'zod';
import { legalDateSchema, textSchema } from '../ids.ts';
import { roleSchema } from '../roles.ts';
import { type DomainEvent, defineEvents, type PublishedEvent } from './define.ts';

/** Case: one account; key = its own id. Names and phones stay in `identity`. */
export const identityEvents = defineEvents('identity', {
  AccountOpened: z.strictObject({
    account: z.string(),
    roles: z.array(roleSchema),
    unit: z.string().optional(),
    company: z.string().optional(),
  }),
  RolesChanged: z.strictObject({
    account: z.string(),
    roles: z.array(roleSchema),
    unit: z.string().optional(),
  }),
  PasswordChanged: z.strictObject({ account: z.string() }),
  AccountDisabled: z.strictObject({ account: z.string(), reason: z.string() }),
  AccountEnabled: z.strictObject({ account: z.string() }),
  /** AB 岗: who stands in for whom. */
  /** Away on these days, both included: meanwhile the substitute is whom to turn to. An earlier note is replaced. */
  AbsenceNoted: z.strictObject({ account: z.string(), from: legalDateSchema, until: legalDateSchema }),
  /** A real code of which a check character disagrees, let in by an administrator: a case of its own, key = its id. */
  CreditCodeAllowed: z.strictObject({ creditCode: z.string().length(18), reason: textSchema(500) }),
  /** Who owned the company's place here has left: the security administrator names another of its people. */
  CompanyOwnerNamed: z.strictObject({ account: z.string(), company: z.string(), reason: textSchema(200) }),
  SubstituteNamed: z.strictObject({ account: z.string(), substitute: z.string() }),
});
export type IdentityEvent = DomainEvent<typeof identityEvents>;
export type IdentityPublished = PublishedEvent<typeof identityEvents>;
