import { findDivision } from '@yizhan/codes';
import { departmentNames, roleNames } from '@yizhan/contracts';
import { GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Enrichment } from './types-from-zod.ts';

interface TurnSource {
  readonly party: string;
  readonly holder: string;
  readonly claimedBy: string | null;
}

/** Who to call about a step: names, posts and phones of staff and agents are public (domain §7). */
const contactType = new GraphQLObjectType({
  name: 'Contact',
  fields: {
    id: { type: new GraphQLNonNull(GraphQLString) },
    name: { type: new GraphQLNonNull(GraphQLString) },
    post: { type: GraphQLString },
    phone: { type: GraphQLString },
  },
});

const unitName = (unit: string): string | null => {
  if (unit in departmentNames) return departmentNames[unit as keyof typeof departmentNames];
  return findDivision(unit)?.name ?? null;
};

/** Roles whose holder is a unit of its own. */
const rolesOfParty: Readonly<Record<string, string>> = {
  territory: 'territory',
  department: '',
  land: 'land',
  acceptanceLead: 'acceptanceLead',
  judgementLead: 'judgementLead',
  agencyCentre: 'agencyCentre',
  windowClerk: 'windowClerk',
};

const contactOf = async (turn: TurnSource, context: GatewayContext) => {
  if (turn.claimedBy !== null) return await context.contacts.load(turn.claimedBy);
  if (turn.party === 'agent' || turn.party === 'chiefAgent') return await context.contacts.load(turn.holder);
  const role = rolesOfParty[turn.party];
  if (role === undefined) return null;
  const unit = turn.party === 'territory' || turn.party === 'department' ? turn.holder : '';
  return await context.unitContacts.load(`${role}:${unit}`);
};

const holderName = async (turn: TurnSource, context: GatewayContext): Promise<string> => {
  if (turn.party === 'enterprise') return '企业';
  if (turn.party === 'agent' || turn.party === 'chiefAgent') {
    const contact = await context.contacts.load(turn.holder);
    return contact === null ? roleNames[turn.party] : `${roleNames[turn.party]} ${contact.name}`;
  }
  return (
    unitName(turn.holder) ??
    (turn.party in roleNames ? roleNames[turn.party as keyof typeof roleNames] : turn.party)
  );
};

const text = { type: GraphQLString };
const named = { type: new GraphQLNonNull(GraphQLString) };
const actingWords: Readonly<Record<string, string>> = { service: '系统', time: '系统（到期自动）' };

interface LineSource {
  readonly by: { readonly id: string; readonly role: string; readonly unit: string | null };
}

interface AgencySource {
  readonly chief: string | null;
  readonly agents: readonly string[];
}

const nameOfAccount = async (id: string | null, context: GatewayContext): Promise<string | null> =>
  id === null ? null : ((await context.contacts.load(id))?.name ?? null);

const divisionName = {
  ...text,
  resolve: (source: unknown) => unitName((source as { division: string }).division),
};

/** Fields that the gateway joins to what services answer: names and contacts, each asked once a request. */
export const enrichment: Enrichment = {
  Turn: {
    holderName: {
      ...named,
      resolve: async (source, _args, context) =>
        await holderName(source as TurnSource, context as GatewayContext),
    },
    contact: {
      type: contactType,
      resolve: async (source, _args, context) =>
        await contactOf(source as TurnSource, context as GatewayContext),
    },
  },
  TimelineEntry: {
    byName: {
      ...named,
      resolve: async (source, _args, context) => {
        const { by } = source as LineSource;
        const contact =
          by.role in actingWords ? null : await (context as GatewayContext).contacts.load(by.id);
        return (
          contact?.name ??
          actingWords[by.role] ??
          (by.role in roleNames ? roleNames[by.role as keyof typeof roleNames] : by.role)
        );
      },
    },
    byUnitName: { ...text, resolve: (source) => unitName((source as LineSource).by.unit ?? '') },
  },
  Dossier: { divisionName },
  DossierJudgement: {
    byName: {
      ...text,
      resolve: async (source, _args, context) =>
        await nameOfAccount((source as { by: string | null }).by, context as GatewayContext),
    },
  },
  DossierConferenceHeld: {
    decidedByName: {
      ...text,
      resolve: async (source, _args, context) =>
        await nameOfAccount((source as { decidedBy: string }).decidedBy, context as GatewayContext),
    },
  },
  DossierRow: { divisionName },
  DossierAgency: {
    chiefContact: {
      type: contactType,
      resolve: async (source, _args, context) => {
        const { chief } = source as AgencySource;
        return chief === null ? null : await (context as GatewayContext).contacts.load(chief);
      },
    },
    agentContacts: {
      type: new GraphQLNonNull(new GraphQLList(contactType)),
      resolve: async (source, _args, context) =>
        await (context as GatewayContext).contacts.loadMany([...(source as AgencySource).agents]),
    },
  },
};
