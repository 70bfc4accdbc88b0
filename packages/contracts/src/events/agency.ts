import { z } from 'zod';
import { legalDateSchema, textSchema } from '../ids.ts';
import { type DomainEvent, defineEvents, type PublishedEvent } from './define.ts';
import { dueMovedSchema, dueSchema, lightTurnedSchema } from './shared.ts';

const project = { projectId: z.string() };

/** Cases: `engagement` (one a project, key = project id) and `agent` (one an agent, key = its own id). */
export const agencyEvents = defineEvents('agency', {
  /** Offered once, by whichever consent comes first. */
  AgencyOffered: z.strictObject({
    ...project,
    company: z.string(),
    division: z.string(),
    trigger: z.enum(['prereviewAgreed', 'admissionAgreed', 'filingCompleted']),
  }),
  /** The owner's consent opens the file to the agent. */
  AgencyEntrusted: z.strictObject({
    ...project,
    receipt: z.string(),
    scope: z.enum(['whole', 'part']),
    items: z.array(z.string()),
    assignBy: dueSchema,
  }),
  AgentsAssigned: z.strictObject({
    ...project,
    chief: z.string(),
    agents: z.array(z.string()).min(1),
    because: z.string(),
    contactBy: dueSchema,
    /** While the plan is still owed. */
    planBy: dueSchema.optional(),
    replaces: z.array(z.string()),
  }),
  ContactLogged: z.strictObject({
    ...project,
    channel: z.enum(['visit', 'call', 'message', 'meeting']),
    summary: textSchema(1000),
    by: z.string(),
    /** AB 岗: the agent on leave in whose stead it was. */
    inSteadOf: z.string().optional(),
    first: z.boolean(),
    nextContactBy: dueSchema,
  }),
  PlanConfirmed: z.strictObject({ ...project, plan: textSchema(2000), by: z.string() }),
  AgencyPaused: z.strictObject({ ...project, reason: textSchema(500) }),
  AgencyResumed: z.strictObject({ ...project, reason: textSchema(500), nextContactBy: dueSchema }),
  AgencyCompleted: z.strictObject({ ...project, summary: textSchema(1000), visitBy: dueSchema }),
  FollowedUp: z.strictObject({ ...project, summary: textSchema(1000), by: z.string() }),
  AgencyArchived: z.strictObject({ ...project }),
  AgencyTerminated: z.strictObject({
    ...project,
    reason: textSchema(500),
    /** `completed`: the project ended before anybody was assigned. */
    by: z.enum(['owner', 'centre', 'givenUp', 'completed']),
  }),

  AgentEnrolled: z.strictObject({
    account: z.string(),
    role: z.enum(['chiefAgent', 'agent']),
    divisions: z.array(z.string()),
    expertise: z.array(z.string()),
    capacity: z.int().positive(),
  }),
  AgentRevised: z.strictObject({
    account: z.string(),
    divisions: z.array(z.string()),
    expertise: z.array(z.string()),
    capacity: z.int().positive(),
  }),
  AgentRetired: z.strictObject({ account: z.string(), reason: textSchema(500) }),
  /** His account was disabled, or has the role no more: nobody chooses him, and others take over what he serves. */
  AgentSetAside: z.strictObject({ account: z.string(), because: z.enum(['accountDisabled', 'roleLost']) }),
  AgentReinstated: z.strictObject({ account: z.string() }),
  /** 回避: he serves no project of this company, and is replaced where he does. */
  ConflictDeclared: z.strictObject({ account: z.string(), company: z.string(), reason: textSchema(500) }),
  AgentTookOn: z.strictObject({ account: z.string(), projectId: z.string(), load: z.int().nonnegative() }),
  AgentReleased: z.strictObject({ account: z.string(), projectId: z.string(), load: z.int().nonnegative() }),
  AgentLeaveSet: z.strictObject({
    account: z.string(),
    from: legalDateSchema,
    until: legalDateSchema,
    substitute: z.string().optional(),
  }),
  LightTurned: lightTurnedSchema,
  DueMoved: dueMovedSchema,
});
export type AgencyEvent = DomainEvent<typeof agencyEvents>;
export type AgencyPublished = PublishedEvent<typeof agencyEvents>;
