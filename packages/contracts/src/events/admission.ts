import { z } from 'zod';
import { departmentSchema } from '../departments.ts';
import { legalDateSchema, textSchema } from '../ids.ts';
import { type DomainEvent, defineEvents, type PublishedEvent } from './define.ts';
import { handedInListSchema } from './materials.ts';
import {
  askedSchema,
  conditionSchema,
  dueMovedSchema,
  dueSchema,
  investorSchema,
  lightTurnedSchema,
  projectFactsSchema,
} from './shared.ts';

/** Conclusions of admission: advice on service and land supply, no licence (domain §4). */
export const conclusionSchema = z.enum(['agreed', 'agreedWithConditions', 'disagreed']);

/** Where `prereview` has taken the case, as `admission` records it. */
export const admissionStageSchema = z.enum([
  'prereviewing',
  'prereviewAgreed',
  'prereviewRefused',
  'judging',
  'summarising',
  'conferring',
]);

const ofProject = { projectId: z.string() };

/**
 * Cases: one application, id = project id; one condition of its conclusion, id derived from both. Key = project id.
 */
export const admissionEvents = defineEvents('admission', {
  ApplicationSubmitted: z.strictObject({
    receipt: z.string(),
    company: z.string(),
    /** Account id of who owns the project on the enterprise's side. */
    owner: z.string(),
    investor: investorSchema,
    facts: projectFactsSchema,
    /** A window clerk files on paper with the true date and a reason. */
    onPaper: z.boolean(),
    paperReason: textSchema(200).optional(),
    /** The applicant takes notices in the portal's inbox. */
    electronicDelivery: z.boolean(),
    /** Filed anew: the project that ended before. */
    refilingOf: z.string().optional(),
    /** Materials handed in with it. */
    attachments: handedInListSchema.optional(),
  }),
  StageReached: z.strictObject({
    stage: admissionStageSchema,
    /** Asked for their opinion, with 研判中: from then on they may see the application. */
    departments: z.array(departmentSchema).optional(),
  }),
  SupplementDemanded: z.strictObject({
    from: z.enum(['prereview', 'conference']),
    round: z.int().positive(),
    asked: z.array(askedSchema).min(1),
    due: dueSchema,
  }),
  ApplicationSupplemented: z.strictObject({
    receipt: z.string(),
    round: z.int().positive(),
    facts: projectFactsSchema,
    note: textSchema(1000),
    /** Received on paper by a window clerk, with the true date and this reason. */
    paperReason: textSchema(200).optional(),
    backTo: z.enum(['submitted', 'summarising']),
    attachments: handedInListSchema.optional(),
  }),
  /** 视为撤回: the supplement's deadline passed. */
  ApplicationLapsed: z.strictObject({ dueOn: legalDateSchema }),
  ApplicationWithdrawn: z.strictObject({ reason: textSchema(500) }),
  /** 暂缓, with a review date at most six months on. */
  AdmissionPostponed: z.strictObject({ reviewOn: legalDateSchema, reason: textSchema(2000) }),
  /** The review date came: back to 汇总. */
  AdmissionReviewDue: z.strictObject({ reviewOn: legalDateSchema }),
  AdmissionConcluded: z.strictObject({
    conclusion: conclusionSchema,
    conditions: z.array(conditionSchema),
    reason: textSchema(2000),
    company: z.string(),
    division: z.string(),
  }),
  /** 回告: placed in the applicant's inbox, or delivered on paper. */
  ConclusionNotified: z.strictObject({
    receipt: z.string(),
    channel: z.enum(['inbox', 'paper']),
    /** On paper: the proof of delivery, or why it is entered late. */
    reason: textSchema(200).optional(),
  }),
  /** 放弃, by the owner after the conclusion: closes what is open. */
  ProjectGivenUp: z.strictObject({ reason: textSchema(500), stage: z.string() }),
  /** A condition of 有条件同意 lives on as a case of its own, from the conclusion until it is met. */
  ConditionSet: z.strictObject({
    ...ofProject,
    ordinal: z.int().positive(),
    company: z.string(),
    division: z.string(),
    text: textSchema(500),
    /** Whose condition it is: it says whether it is met. */
    department: z.string(),
    attachedTo: z.string(),
    /** While it is not met, a contractual step waits for it; nothing else ever does. */
    holdsUp: z.boolean(),
    due: dueSchema,
  }),
  ConditionEvidenced: z.strictObject({ ...ofProject, receipt: z.string(), note: textSchema(2000) }),
  ConditionEvidenceReturned: z.strictObject({ ...ofProject, reason: textSchema(500) }),
  ConditionMet: z.strictObject({ ...ofProject, finding: textSchema(1000) }),
  /** Overdue and found not met; evidence may still follow. */
  ConditionFoundUnmet: z.strictObject({ ...ofProject, finding: textSchema(1000) }),
  /** No longer asked for, by the judgement lead. */
  ConditionWaived: z.strictObject({ ...ofProject, reason: textSchema(500) }),
  ConditionClosed: z.strictObject({ ...ofProject, because: z.enum(['givenUp']) }),
  LightTurned: lightTurnedSchema,
  DueMoved: dueMovedSchema,
});
export type AdmissionEvent = DomainEvent<typeof admissionEvents>;
export type AdmissionPublished = PublishedEvent<typeof admissionEvents>;
