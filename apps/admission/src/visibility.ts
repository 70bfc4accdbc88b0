import { type Actor, hasRole } from '@yizhan/contracts';
import type { Application } from './domain/case.ts';
import type { DraftHolder } from './store.ts';

/** A company sees its own, a territory its division's, a department what it was asked about; window and lead see all. */
export const maySee = (actor: Actor, { company, facts, askedDepartments }: Application): boolean =>
  hasRole(actor, 'windowClerk', 'judgementLead', 'service') ||
  (hasRole(actor, 'enterprise') && actor.company === company) ||
  (hasRole(actor, 'territory') && actor.unit === facts.division) ||
  (hasRole(actor, 'department', 'departmentHead') &&
    askedDepartments.some((department) => department === actor.unit));

/** Whose drafts this person writes: his company's, or at the window his own; nobody else writes any. */
export const draftHolderOf = (actor: Actor): DraftHolder | null => {
  if (hasRole(actor, 'enterprise')) return actor.company === undefined ? null : { company: actor.company };
  return hasRole(actor, 'windowClerk') ? { clerk: actor.id, county: actor.county } : null;
};
