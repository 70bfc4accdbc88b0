import { oc } from '@orpc/contract';
import { z } from 'zod';
import { command, creating, idempotencyKeySchema, query } from './command.ts';
import { conclusionSchema } from './events/admission.ts';
import { handedInListSchema } from './events/materials.ts';
import {
  askedSchema,
  conditionSchema,
  dueSchema,
  investorSchema,
  projectFactsSchema,
} from './events/shared.ts';
import { caseIdSchema, legalDateSchema, textSchema, writtenSchema } from './ids.ts';

/** On paper at the window: on whose behalf, and the true day of receipt with its reason. */
export const paperFilingSchema = z.strictObject({
  company: z.string(),
  owner: z.string(),
  receivedOn: legalDateSchema,
  reason: textSchema(200),
});

/** A supplement that came on paper: the true day of receipt with its reason. */
export const paperSupplementSchema = z.strictObject({ receivedOn: legalDateSchema, reason: textSchema(200) });

/** 暂缓 names a review date at most so many months on (domain §4): `prereview` proposes by it, `admission` holds it. */
export const postponement = { months: 6, basis: '项目准入研判工作规则（示例）', illustrative: true } as const;

const draftLimits = { depth: 8, characters: 60_000 } as const;

/** Deeper or longer than any form of ours, it is none. */
const isForm = (form: object): boolean => {
  let level: unknown[] = [form];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > draftLimits.depth) return false;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return JSON.stringify(form).length <= draftLimits.characters;
};
const formSchema = z.record(z.string(), z.unknown()).refine(isForm, 'too deep or too long');

/** A draft holds what was typed so far, unchecked; it emits no events. */
const draftSchema = z.strictObject({
  id: caseIdSchema,
  form: z.record(z.string(), z.unknown()),
  savedAt: z.iso.datetime(),
  /** Counts the savings. */
  revision: z.int(),
  /** The account that saved it last. */
  by: z.string(),
});

export const applicationViewSchema = z.object({
  id: caseIdSchema,
  version: z.int(),
  seq: z.int(),
  status: z.string(),
  statusZh: z.string(),
  company: z.string(),
  owner: z.string(),
  investor: investorSchema,
  facts: projectFactsSchema,
  submittedOn: legalDateSchema,
  refilingOf: z.string().nullable(),
  round: z.int(),
  supplement: z.object({ from: z.string(), asked: z.array(askedSchema), due: dueSchema }).nullable(),
  conclusion: z
    .object({
      conclusion: conclusionSchema,
      reason: z.string(),
      conditions: z.array(conditionSchema),
      on: legalDateSchema,
    })
    .nullable(),
  reviewOn: legalDateSchema.nullable(),
});
export type ApplicationView = z.infer<typeof applicationViewSchema>;

export const conditionViewSchema = z.object({
  id: caseIdSchema,
  projectId: caseIdSchema,
  version: z.int(),
  seq: z.int(),
  status: z.string(),
  statusZh: z.string(),
  text: z.string(),
  department: z.string(),
  attachedTo: z.string(),
  attachedToZh: z.string(),
  /** Not met, it holds up the contract; nothing else. */
  holdsUp: z.boolean(),
  due: dueSchema,
  evidence: z.string().nullable(),
  finding: z.string().nullable(),
});
export type ConditionView = z.infer<typeof conditionViewSchema>;

export const admissionContract = {
  commands: {
    saveDraft: oc
      .route({ method: 'POST', path: '/commands/saveDraft', summary: 'saveDraft' })
      .input(
        z.strictObject({
          id: caseIdSchema.optional(),
          key: idempotencyKeySchema,
          form: formSchema,
          /** The revision that was seen: one saved elsewhere meanwhile is a conflict, and is not overwritten. */
          seen: z.int().optional(),
        }),
      )
      .output(z.object({ id: caseIdSchema, savedAt: z.iso.datetime(), revision: z.int() })),
    /** One's own that is not to be submitted any more. */
    discardDraft: oc
      .route({ method: 'POST', path: '/commands/discardDraft', summary: 'discardDraft' })
      .input(z.strictObject({ id: caseIdSchema, key: idempotencyKeySchema }))
      .output(z.object({ id: caseIdSchema, discarded: z.literal(true) })),
    /** `draft` is the project id that the draft minted. */
    submitApplication: creating('submitApplication', {
      draft: caseIdSchema.optional(),
      investor: investorSchema,
      facts: projectFactsSchema,
      electronicDelivery: z.boolean(),
      /** An application of the same company that came to nothing: this one is linked to it. */
      refilingOf: caseIdSchema.optional(),
      /** Materials of the draft's project that are handed in with it. */
      attachments: handedInListSchema.optional(),
      paper: paperFilingSchema.optional(),
    }),
    supplementApplication: command('supplementApplication', {
      facts: projectFactsSchema,
      note: textSchema(1000),
      attachments: handedInListSchema.optional(),
      paper: paperSupplementSchema.optional(),
    }),
    withdrawApplication: command('withdrawApplication', { reason: textSchema(500) }),
    deliverConclusion: command('deliverConclusion', {
      deliveredOn: legalDateSchema,
      reason: textSchema(200),
    }),
    giveUpProject: command('giveUpProject', { reason: textSchema(500) }),
    submitConditionEvidence: command('submitConditionEvidence', { note: textSchema(2000) }),
    returnConditionEvidence: command('returnConditionEvidence', { reason: textSchema(500) }),
    confirmConditionMet: command('confirmConditionMet', { finding: textSchema(1000) }),
    recordConditionUnmet: command('recordConditionUnmet', { finding: textSchema(1000) }),
    waiveCondition: command('waiveCondition', { reason: textSchema(500) }),
  },
  queries: {
    getApplication: query('getApplication', z.strictObject({ id: caseIdSchema }), applicationViewSchema),
    /**
     * What looks like the same project filed twice: a warning, no bar. Named are those that the person may see; of any
     * other it is told only that it is there.
     */
    findSimilarApplications: query(
      'findSimilarApplications',
      z.strictObject({
        name: z.string().max(100),
        creditCode: z.string().max(18).optional(),
        parcelWish: writtenSchema.max(40).optional(),
        /** Not the application itself. */
        except: caseIdSchema.optional(),
      }),
      z.array(
        z.object({
          because: z.enum(['name', 'parcel']),
          id: caseIdSchema.nullable(),
          name: z.string().nullable(),
          statusZh: z.string().nullable(),
          submittedOn: legalDateSchema.nullable(),
        }),
      ),
    ),
    /** The conditions of a conclusion, for whoever may see the application. */
    findConditions: query(
      'findConditions',
      z.strictObject({ projectId: caseIdSchema }),
      z.array(conditionViewSchema),
    ),
    findDrafts: query('findDrafts', z.strictObject({}), z.array(draftSchema)),
  },
};
export type AdmissionContract = typeof admissionContract;
