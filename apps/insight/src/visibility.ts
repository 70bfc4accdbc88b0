import { type ActingRole, type Actor, hasRole, type Party } from '@yizhan/contracts';

type Filter = (actor: Actor) => object;
const everything: Filter = () => ({});
const ofUnit: Filter = ({ unit }) => ({ departments: unit ?? 'none' });
const ofAccount: Filter = ({ id }) => ({ accounts: id });

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
export const visibleTo = (actor: Actor): object => {
  const filters = actor.roles.flatMap((role) => filterOf[role]?.(actor) ?? []);
  return filters.length === 0 ? { county: 'none' } : { county: actor.county, $or: filters };
};

/** Whose turns are a person's own. */
export const turnsFor = (actor: Actor): object => {
  const own: { party: Party; holder?: string }[] = [];
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
  if (hasRole(actor, 'chiefAgent')) own.push({ party: 'chiefAgent', holder: actor.id });
  if (hasRole(actor, 'agent')) own.push({ party: 'agent', holder: actor.id });
  return own.length === 0 ? { county: 'none' } : { county: actor.county, $or: own };
};
