import { type ActingRole, type Actor, hasRole, type Party } from '@yizhan/contracts';
import { partsOfAccount, type Substitutes } from './domain/substitutes.ts';

type Filter = (actor: Actor, substitutes: Substitutes) => object;
const everything: Filter = () => ({});
const ofUnit: Filter = ({ unit }) => ({ departments: unit ?? 'none' });
const ofAccount: Filter = ({ id }, substitutes) => ({
  accounts: { $in: [...partsOfAccount(id, substitutes)] },
});

/** The rule of `maySee`, as filters of the database. */
const filterOf: Readonly<Partial<Record<ActingRole, Filter>>> = {
  enterprise: ({ company }) => ({ company: company ?? 'none' }),
  agent: ofAccount,
  chiefAgent: ofAccount,
  territory: ({ unit }) => ({ division: unit ?? 'none' }),
  department: ofUnit,
  departmentHead: ofUnit,
  utility: ofUnit,
  agencyCentre: () => ({ hasAgency: true }),
  land: () => ({ $or: [{ hasFiling: true }, { hasParcel: true }] }),
  acceptanceLead: () => ({ hasAcceptance: true }),
  judgementLead: everything,
  windowClerk: everything,
  administrator: everything,
  service: everything,
};

/** Which dossiers a person may list, by any of his roles. */
export const visibleTo = (actor: Actor, substitutes: Substitutes): object => {
  const filters = actor.roles.flatMap((role) => filterOf[role]?.(actor, substitutes) ?? []);
  return filters.length === 0 ? { county: 'none' } : { county: actor.county, $or: filters };
};

/** Whose turns are a person's own; an agent's too for whom he stands in (AB 岗). */
export const turnsFor = (actor: Actor, substitutes: Substitutes): object => {
  const own: { party: Party; holder?: string | { $in: string[] } }[] = [];
  const served = { $in: [...partsOfAccount(actor.id, substitutes)] };
  const unit = actor.unit ?? 'none';
  if (hasRole(actor, 'enterprise')) own.push({ party: 'enterprise', holder: actor.company ?? 'none' });
  if (hasRole(actor, 'territory')) own.push({ party: 'territory', holder: unit });
  if (hasRole(actor, 'department', 'utility')) own.push({ party: 'department', holder: unit });
  if (hasRole(actor, 'departmentHead')) own.push({ party: 'departmentHead', holder: unit });
  if (hasRole(actor, 'judgementLead')) own.push({ party: 'judgementLead' });
  if (hasRole(actor, 'windowClerk')) own.push({ party: 'windowClerk' });
  if (hasRole(actor, 'land')) own.push({ party: 'land' });
  if (hasRole(actor, 'acceptanceLead')) own.push({ party: 'acceptanceLead' });
  if (hasRole(actor, 'agencyCentre')) own.push({ party: 'agencyCentre' });
  if (hasRole(actor, 'chiefAgent')) own.push({ party: 'chiefAgent', holder: served });
  if (hasRole(actor, 'agent')) own.push({ party: 'agent', holder: served });
  return own.length === 0 ? { county: 'none' } : { county: actor.county, $or: own };
};
