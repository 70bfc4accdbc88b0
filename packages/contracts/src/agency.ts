import { z } from 'zod';
import { command, creating, query } from './command.ts';
import { departmentSchema } from './departments.ts';
import { lightSchema } from './events/shared.ts';
import { caseIdSchema, legalDateSchema, textSchema } from './ids.ts';

const divisionsSchema = z.array(z.string().regex(/^\d{9}$/)).max(40);
const expertiseSchema = z.array(departmentSchema).max(20);
const capacitySchema = z.int().min(1).max(100);
/** An item of the approval path, as `A6`. */
const itemSchema = z.string().regex(/^[A-Z]\d{1,2}$/);
const agentsSchema = z.array(caseIdSchema).min(1).max(5);
const reasonSchema = textSchema(500);

const contactSchema = z.object({
  channel: z.enum(['visit', 'call', 'message', 'meeting']),
  summary: z.string(),
  by: z.string(),
  /** The agent on leave in whose stead it was. */
  inSteadOf: z.string().nullable(),
  on: legalDateSchema,
});

const engagementFacts = {
  id: caseIdSchema,
  projectId: caseIdSchema,
  version: z.int(),
  seq: z.int(),
  status: z.string(),
  statusZh: z.string(),
  company: z.string(),
  /** As it applied or filed; null where neither has arrived here. */
  companyName: z.string().nullable(),
  division: z.string(),
  /** Account ids; names and phones are `identity`'s. */
  chief: z.string().nullable(),
  agents: z.array(z.string()),
  /** For the centre: who of them is to be replaced, as his account serves no more, or as he declared a conflict. */
  toReplace: z.array(z.string()),
  /** As what the one who asks serves it now, himself or standing in (AB 岗). */
  serves: z.enum(['chief', 'agent']).nullable(),
  /** Whose turn it is, on which clock; none while paused. */
  turns: z.array(
    z.object({
      clock: z.enum(['assign', 'contact', 'plan', 'visit']),
      what: z.string(),
      holder: z.string(),
      dueOn: legalDateSchema,
      provisional: z.boolean(),
      light: lightSchema,
    }),
  ),
};

/** One of a list. */
export const engagementRowSchema = z.object(engagementFacts);
export type EngagementRow = z.infer<typeof engagementRowSchema>;

export const engagementViewSchema = z.object({
  ...engagementFacts,
  trigger: z.enum(['prereviewAgreed', 'admissionAgreed', 'filingCompleted']),
  offeredOn: legalDateSchema,
  scope: z.enum(['whole', 'part']).nullable(),
  items: z.array(z.string()),
  contacted: z.boolean(),
  /** The latest, newest first. */
  contacts: z.array(contactSchema),
  plan: z.object({ plan: z.string(), by: z.string(), on: legalDateSchema }).nullable(),
  pausedBecause: z.string().nullable(),
  completion: z.object({ summary: z.string(), on: legalDateSchema }).nullable(),
  followUp: z.object({ summary: z.string(), by: z.string(), on: legalDateSchema }).nullable(),
  terminated: z.object({ reason: z.string(), by: z.string(), on: legalDateSchema }).nullable(),
});
export type EngagementView = z.infer<typeof engagementViewSchema>;

export const rosterEntrySchema = z.object({
  id: caseIdSchema,
  version: z.int(),
  seq: z.int(),
  account: z.string(),
  role: z.enum(['chiefAgent', 'agent']),
  /** Empty: the whole county. */
  divisions: z.array(z.string()),
  expertise: z.array(departmentSchema),
  capacity: z.int(),
  load: z.int(),
  onLeave: z.boolean(),
  /** Why nobody chooses him though he is on the roster: his account is disabled, or has another role. */
  aside: z.enum(['accountDisabled', 'roleLost']).nullable(),
  leaves: z.array(
    z.object({ from: legalDateSchema, until: legalDateSchema, substitute: z.string().nullable() }),
  ),
  /** Companies whose projects he does not serve. */
  conflicts: z.array(z.string()),
  /** When he was last given a project, or enrolled. */
  idleSince: z.iso.datetime(),
});
export type RosterView = z.infer<typeof rosterEntrySchema>;

/** `id` of an engagement is the project's or its own; of an agent, the account's or the roster entry's. */
export const agencyContract = {
  commands: {
    /** The owner's consent, whole or part (`items`); it opens the file to the agents. */
    entrustAgency: command('entrustAgency', {
      scope: z.enum(['whole', 'part']),
      items: z.array(itemSchema).max(40).default([]),
    }),
    declineAgency: command('declineAgency', { reason: reasonSchema }),
    /** Who is not named is chosen. */
    assignAgents: command('assignAgents', {
      chief: caseIdSchema.optional(),
      agents: agentsSchema.optional(),
    }),
    /** `replace` step down; who steps in is named or chosen. */
    reassignAgents: command('reassignAgents', {
      reason: reasonSchema,
      replace: z.array(caseIdSchema).min(1).max(6),
      chief: caseIdSchema.optional(),
      agents: agentsSchema.optional(),
    }),
    logContact: command('logContact', {
      channel: z.enum(['visit', 'call', 'message', 'meeting']),
      summary: textSchema(1000),
    }),
    confirmAgencyPlan: command('confirmAgencyPlan', { plan: textSchema(2000) }),
    pauseAgency: command('pauseAgency', { reason: reasonSchema }),
    resumeAgency: command('resumeAgency', { reason: reasonSchema }),
    completeAgency: command('completeAgency', { summary: textSchema(1000) }),
    recordFollowUp: command('recordFollowUp', { summary: textSchema(1000) }),
    archiveAgency: command('archiveAgency', {}),
    terminateAgency: command('terminateAgency', { reason: reasonSchema }),

    /** `divisions` empty: an agent of the whole county. A chief has one at least. */
    enrolAgent: creating('enrolAgent', {
      account: caseIdSchema,
      role: z.enum(['chiefAgent', 'agent']),
      divisions: divisionsSchema,
      expertise: expertiseSchema,
      capacity: capacitySchema,
    }),
    reviseAgent: command('reviseAgent', {
      divisions: divisionsSchema,
      expertise: expertiseSchema,
      capacity: capacitySchema,
    }),
    retireAgent: command('retireAgent', { reason: reasonSchema }),
    /** `substitute`: AB 岗, who stands in from the first to the last day. */
    setAgentLeave: command('setAgentLeave', {
      from: legalDateSchema,
      until: legalDateSchema,
      substitute: caseIdSchema.optional(),
    }),
    /** 回避: kin or interest in a company. */
    declareConflict: command('declareConflict', { company: textSchema(64), reason: reasonSchema }),
  },
  queries: {
    getEngagement: query('getEngagement', z.strictObject({ projectId: caseIdSchema }), engagementViewSchema),
    /** One's own: as agent, chief or enterprise; the centre sees all. The earliest due first. */
    findEngagements: query(
      'findEngagements',
      z.strictObject({ status: z.string().max(20).optional() }),
      z.array(engagementRowSchema),
    ),
    /** For an agent his own entry alone. */
    findRoster: query('findRoster', z.strictObject({}), z.array(rosterEntrySchema)),
    /** Of which company one declares a conflict: by a part of its name; without one, those of one's own projects. */
    findCompaniesByName: query(
      'findCompaniesByName',
      z.strictObject({ search: z.string().max(100).default('') }),
      z.array(z.object({ id: z.string(), name: z.string() })),
    ),
    /** For services: does this account serve this project now, himself or standing in? */
    isServing: query(
      'isServing',
      z.strictObject({ account: z.string().max(64), projectId: caseIdSchema }),
      z.object({
        serving: z.boolean(),
        as: z.enum(['chief', 'agent']).nullable(),
        /** Told only of one who serves: whose project it is, and who of the enterprise has given it into his hands. */
        company: z.string().nullable(),
        entrustedBy: z.string().nullable(),
      }),
    ),
  },
};
export type AgencyContract = typeof agencyContract;
