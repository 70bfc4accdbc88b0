import { z } from 'zod';
import { command, query } from './command.ts';
import { departmentSchema } from './departments.ts';
import { opinionKindSchema, proposalSchema } from './events/prereview.ts';
import { askedSchema, conditionSchema, lightSchema } from './events/shared.ts';
import { caseIdSchema, legalDateSchema, textSchema } from './ids.ts';

/** More than anybody reads: whoever sends more is no form of ours. */
const listAtMost = 50;

const opinion = {
  opinion: opinionKindSchema,
  text: textSchema(2000),
  /** 不同意 names the law or plan that it rests on. */
  basis: textSchema(500).optional(),
  /** 有条件同意 names them; they are the department's own. */
  conditions: z
    .array(z.strictObject({ text: textSchema(500), attachedTo: textSchema(100) }))
    .max(listAtMost)
    .optional(),
};

/** What the conference proposes, flat: each conclusion needs its own parts, the others are refused. */
export const proposalInputSchema = z.strictObject({
  conclusion: z.enum(['agreed', 'agreedWithConditions', 'supplement', 'postponed', 'disagreed']),
  reason: textSchema(2000),
  conditions: z.array(conditionSchema).max(listAtMost).optional(),
  asked: z.array(askedSchema).max(listAtMost).optional(),
  reviewOn: legalDateSchema.optional(),
});
export type ProposalInput = z.infer<typeof proposalInputSchema>;

/** A clock that runs and whose turn it is: a division, a department or the judgement lead. */
const turnSchema = z.object({
  clock: z.string(),
  holder: z.string(),
  holderZh: z.string(),
  dueOn: legalDateSchema,
  provisional: z.boolean(),
  light: lightSchema,
});

export const prereviewViewSchema = z.object({
  id: caseIdSchema,
  projectId: caseIdSchema,
  version: z.int(),
  seq: z.int(),
  status: z.string(),
  statusZh: z.string(),
  company: z.string(),
  division: z.string(),
  projectName: z.string(),
  round: z.int(),
  officer: z.string().nullable(),
  turns: z.array(turnSchema),
  asked: z.array(askedSchema),
  complex: z.boolean().nullable(),
  departments: z.array(
    z.object({
      department: departmentSchema,
      departmentZh: z.string(),
      because: z.string(),
      veto: z.boolean(),
      answered: z.boolean(),
      /** Null to the enterprise: opinions are internal. */
      opinion: z
        .object({
          opinion: opinionKindSchema,
          text: z.string(),
          basis: z.string().nullable(),
          conditions: z.array(conditionSchema),
          by: z.string(),
          on: legalDateSchema,
        })
        .nullable(),
    }),
  ),
  conference: z
    .object({
      heldOn: legalDateSchema,
      agenda: z.string().nullable(),
      minutes: z.string().nullable(),
      minority: z.string().nullable(),
      attended: z.array(departmentSchema),
      voters: z.array(departmentSchema),
      silent: z.array(departmentSchema),
      calledBy: z.string().nullable(),
      decidedBy: z.string().nullable(),
    })
    .nullable(),
  proposal: z
    .object({ proposal: proposalSchema, by: z.enum(['prereview', 'summary', 'conference']) })
    .nullable(),
  closedBecause: z.enum(['concluded', 'withdrawn', 'lapsed', 'givenUp']).nullable(),
});
export type PrereviewView = z.infer<typeof prereviewViewSchema>;

export const prereviewTaskSchema = z.object({
  id: caseIdSchema,
  projectId: caseIdSchema,
  projectName: z.string(),
  division: z.string(),
  status: z.string(),
  statusZh: z.string(),
  /** Who has claimed the pre-review. */
  officer: z.string().nullable(),
  turn: turnSchema,
});
export type PrereviewTask = z.infer<typeof prereviewTaskSchema>;

/** `id` is the project's or the pre-review's own: one leads to the other. */
export const prereviewContract = {
  commands: {
    startPrereview: command('startPrereview', {}),
    handOverPrereview: command('handOverPrereview', { to: textSchema(64), reason: textSchema(500) }),
    requestPrereviewSupplement: command('requestPrereviewSupplement', {
      asked: z.array(askedSchema).min(1).max(listAtMost),
    }),
    agreePrereview: command('agreePrereview', { opinion: textSchema(2000) }),
    refusePrereview: command('refusePrereview', { reason: textSchema(2000) }),
    giveOpinion: command('giveOpinion', opinion),
    /** Once more after a supplement or a review date reopened 汇总. */
    reviseOpinion: command('reviseOpinion', opinion),
    summariseJudgement: command('summariseJudgement', { reason: textSchema(2000) }),
    callConference: command('callConference', {
      heldOn: legalDateSchema,
      agenda: textSchema(2000),
      /** The unit that invites, which does not vote; the lead's own unless said. */
      convenedBy: departmentSchema.optional(),
    }),
    concludeConference: command('concludeConference', {
      attended: z.array(departmentSchema).min(1).max(listAtMost),
      minutes: textSchema(5000),
      minority: textSchema(2000).optional(),
      proposal: proposalInputSchema,
    }),
  },
  queries: {
    getPrereview: query('getPrereview', z.strictObject({ id: caseIdSchema }), prereviewViewSchema),
    findPrereviewTasks: query('findPrereviewTasks', z.strictObject({}), z.array(prereviewTaskSchema)),
  },
};
export type PrereviewContract = typeof prereviewContract;
