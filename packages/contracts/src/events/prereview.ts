import { z } from 'zod';
import { departmentSchema } from '../departments.ts';
import { legalDateSchema, textSchema } from '../ids.ts';
import { type DomainEvent, defineEvents, type PublishedEvent } from './define.ts';
import {
  askedSchema,
  conditionSchema,
  dueMovedSchema,
  dueSchema,
  lightTurnedSchema,
  projectFactsSchema,
} from './shared.ts';

export const opinionKindSchema = z.enum(['agree', 'agreeWithConditions', 'disagree', 'needMore']);
export const proposalSchema = z.discriminatedUnion('conclusion', [
  z.strictObject({ conclusion: z.literal('agreed'), reason: textSchema(2000) }),
  z.strictObject({
    conclusion: z.literal('agreedWithConditions'),
    reason: textSchema(2000),
    conditions: z.array(conditionSchema).min(1),
  }),
  z.strictObject({
    conclusion: z.literal('supplement'),
    reason: textSchema(2000),
    asked: z.array(askedSchema).min(1),
  }),
  z.strictObject({ conclusion: z.literal('postponed'), reason: textSchema(2000), reviewOn: legalDateSchema }),
  z.strictObject({ conclusion: z.literal('disagreed'), reason: textSchema(2000) }),
]);
export type Proposal = z.infer<typeof proposalSchema>;

/** A department asked for its opinion: by which rule, and whether its 不同意 is a veto (一票否决). */
export const askedDepartmentSchema = z.strictObject({
  department: departmentSchema,
  because: z.string(),
  veto: z.boolean(),
});

const project = { projectId: z.string() };

/** Case: pre-review, judgement and conference of one application; key = project id. */
export const prereviewEvents = defineEvents('prereview', {
  /** `round` counts the times it came to 已提交; the clock starts anew after a supplement. */
  PrereviewOpened: z.strictObject({
    ...project,
    company: z.string(),
    division: z.string(),
    projectName: z.string(),
    round: z.int().positive(),
    facts: projectFactsSchema,
    /** The investor is 拟设立. */
    toBeFounded: z.boolean(),
    /** Accounts that wrote the application: a reviewer is never the drafter. */
    drafters: z.array(z.string()),
    due: dueSchema,
  }),
  PrereviewStarted: z.strictObject({ ...project, officer: z.string() }),
  TaskHandedOver: z.strictObject({ ...project, from: z.string(), to: z.string(), reason: textSchema(500) }),
  SupplementRequested: z.strictObject({
    ...project,
    from: z.enum(['prereview', 'conference']),
    asked: z.array(askedSchema).min(1),
  }),
  PrereviewRefused: z.strictObject({ ...project, reason: textSchema(2000) }),
  PrereviewAgreed: z.strictObject({
    ...project,
    company: z.string(),
    division: z.string(),
    opinion: textSchema(2000),
  }),
  /**
   * Departments chosen by rule from the facts; each says why. Opened again where a supplement's facts call for
   * departments that were not asked or give one a veto: the list is then the whole one, and the answers of the others stand.
   */
  JudgementOpened: z.strictObject({
    ...project,
    complex: z.boolean(),
    departments: z.array(askedDepartmentSchema).min(1),
    due: dueSchema,
  }),
  /** Given again after 汇总 was reopened, it takes the place of the department's earlier one. */
  OpinionGiven: z.strictObject({
    ...project,
    department: departmentSchema,
    opinion: opinionKindSchema,
    text: textSchema(2000),
    basis: textSchema(500).optional(),
    conditions: z.array(conditionSchema),
  }),
  /** All have answered: 汇总. Silence never gets here. */
  JudgementCompleted: z.strictObject({ ...project, due: dueSchema }),
  SummaryReopened: z.strictObject({
    ...project,
    because: z.enum(['supplemented', 'reviewDue']),
    /** As supplemented. */
    facts: projectFactsSchema.optional(),
    due: dueSchema,
  }),
  ConferenceCalled: z.strictObject({
    ...project,
    heldOn: legalDateSchema,
    agenda: textSchema(2000),
    /** The unit that invites. */
    convenedBy: departmentSchema.optional(),
    /** Called without them: overdue, and never taken for consent. */
    silent: z.array(departmentSchema).optional(),
    due: dueSchema,
  }),
  ConferenceHeld: z.strictObject({
    ...project,
    attended: z.array(departmentSchema).min(1),
    /** Who decided: those asked that attended, without the unit that invited to the conference. */
    voters: z.array(departmentSchema).min(1),
    /** Asked, and without an answer to the end. */
    silent: z.array(departmentSchema).optional(),
    /** The unit that invited, which does not vote. */
    convenedBy: z.string(),
    minutes: textSchema(5000),
    minority: textSchema(2000).optional(),
    /** Account of the judgement lead who closed it. */
    decidedBy: z.string(),
  }),
  /** What `admission` is asked to conclude. */
  ProposalMade: z.strictObject({
    ...project,
    proposal: proposalSchema,
    by: z.enum(['prereview', 'summary', 'conference']),
  }),
  PrereviewClosed: z.strictObject({
    ...project,
    because: z.enum(['concluded', 'withdrawn', 'lapsed', 'givenUp']),
  }),
  LightTurned: lightTurnedSchema,
  DueMoved: dueMovedSchema,
});
export type PrereviewEvent = DomainEvent<typeof prereviewEvents>;
export type PrereviewPublished = PublishedEvent<typeof prereviewEvents>;
