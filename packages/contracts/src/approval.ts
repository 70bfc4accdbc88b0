import { z } from 'zod';
import { paperFilingSchema } from './admission.ts';
import { catalogueChangeSchema, catalogueSchema, materialSchema } from './catalogue.ts';
import { command, creating, query } from './command.ts';
import { handedInListSchema } from './events/materials.ts';
import { askedSchema, dueSchema, lightSchema } from './events/shared.ts';
import { caseIdSchema, decimalSchema, legalDateSchema, textSchema } from './ids.ts';
import { pathFactsSchema, statedFactsSchema } from './path-facts.ts';

const paperSchema = z.strictObject({ receivedOn: legalDateSchema, reason: textSchema(200) });

/** One step of a project's path with what has come of it. */
const pathRowSchema = z.object({
  code: z.string(),
  name: z.string(),
  department: z.string(),
  stage: z.string(),
  needs: z.array(z.string()),
  doneBy: z.string(),
  doneOn: legalDateSchema.nullable(),
  /** What its item still waits for; empty where it may be submitted. */
  waitsFor: z.array(z.string()),
  /** The day by which whoever holds it acts; null where no day is due. */
  dueOn: legalDateSchema.nullable(),
  itemId: caseIdSchema.nullable(),
  status: z.string().nullable(),
  statusZh: z.string(),
  /** Why it applies, and in which variant. */
  why: z.string().nullable(),
  variant: z.string().nullable(),
  /** How many steps come before it on its longest chain: one rank can run together. */
  rank: z.int(),
  /** When it is done at the earliest, as it stands today, if everybody keeps his promise. */
  earliestStart: legalDateSchema,
  earliestFinish: legalDateSchema,
  critical: z.boolean(),
});

const inapplicableRowSchema = z.object({
  code: z.string(),
  name: z.string(),
  department: z.string(),
  stage: z.string(),
  zh: z.string(),
  en: z.string(),
  basis: z.string(),
});

export const filedProjectViewSchema = z.object({
  id: caseIdSchema,
  projectId: caseIdSchema,
  version: z.int(),
  seq: z.int(),
  status: z.string(),
  statusZh: z.string(),
  projectCode: z.string(),
  /** The code is simulated (模拟): it is not issued by the national platform. */
  simulated: z.boolean(),
  name: z.string(),
  investorName: z.string(),
  filedOn: legalDateSchema,
  catalogue: z.string(),
  path: z.array(pathRowSchema),
  /** What does not apply, and why. */
  inapplicable: z.array(inapplicableRowSchema),
  facts: pathFactsSchema.nullable(),
  /** Facts that nobody stated. */
  assumed: z.array(z.string()),
  /** The parcels whose regional evaluations the path rests on, as the land desk has recorded them; null where none is told. */
  land: z
    .object({
      won: z.boolean(),
      parcels: z.array(z.object({ parcelId: z.string(), parcelCode: z.string().nullable() })),
    })
    .nullable(),
  /** Why it was planned anew; null where it stands as it was planned at the filing. */
  because: z.string().nullable(),
  criticalPath: z.array(z.string()),
  earliestFinish: legalDateSchema.nullable(),
  electronicDelivery: z.boolean(),
  /** 告知纠正 that is still open. */
  correctionTold: z.object({ found: z.string(), reason: z.string(), on: legalDateSchema }).nullable(),
  /** WD planned at the filing, overlapping promises once. */
  budget: z.int().nullable(),
  constructionOn: legalDateSchema.nullable(),
  missing: z.array(z.string()),
});
export type FiledProjectView = z.infer<typeof filedProjectViewSchema>;

export const itemViewSchema = z.object({
  id: caseIdSchema,
  projectId: caseIdSchema,
  version: z.int(),
  seq: z.int(),
  status: z.string(),
  statusZh: z.string(),
  code: z.string(),
  name: z.string(),
  department: z.string(),
  projectName: z.string(),
  waitsFor: z.array(z.string()),
  /** Whose turn it is, `enterprise` or a department, and by when; null where it is nobody's, or no day is due. */
  holder: z.string().nullable(),
  dueOn: legalDateSchema.nullable(),
  round: z.int(),
  receivedOn: legalDateSchema.nullable(),
  corrected: z.boolean(),
  correction: z.object({ asked: z.array(askedSchema), due: dueSchema }).nullable(),
  officer: z.string().nullable(),
  acceptedOn: legalDateSchema.nullable(),
  deemed: z.boolean(),
  promised: dueSchema.nullable(),
  statutory: dueSchema.nullable(),
  extended: z.boolean(),
  suspension: z
    .object({
      procedure: z.string(),
      notice: z.string(),
      noticeNumber: z.string().nullable(),
      dueOn: legalDateSchema.nullable(),
    })
    .nullable(),
  /** On a promise (告知承诺); and the basis where the item may go on one. */
  commitment: z.boolean(),
  commitmentBasis: z.string().nullable(),
  /** A promise of its company was not kept: none until a head repairs its credit. */
  commitmentBarred: z.boolean(),
  /** 容缺: what was missing at acceptance, and by when. */
  gaps: z
    .object({
      missing: z.array(z.object({ kind: z.string(), what: z.string() })),
      due: dueSchema,
      supplied: z.boolean(),
    })
    .nullable(),
  /** How it is decided: `same`, `other` or `proposal`; and, for its department, what was proposed by whom. */
  decidedBy: z.string(),
  proposal: z.object({ outcome: z.string(), reason: z.string(), by: z.string() }).nullable(),
  amendment: z
    .object({ kind: z.string(), reason: z.string(), text: z.string().nullable(), by: z.string() })
    .nullable(),
  certificate: z
    .object({
      number: z.string(),
      until: legalDateSchema.nullable(),
      extensions: z.int(),
      extensionApplied: z.boolean(),
      used: z.boolean(),
    })
    .nullable(),
  inspectBy: legalDateSchema.nullable(),
  /** 回避: who acts on it no more; empty for everybody outside the department. */
  recused: z.array(
    z.object({ officer: z.string(), kind: z.string(), reason: z.string(), on: legalDateSchema }),
  ),
  /** 公示: what it is, how long at least and by which law; since when and where, and the last of its days. */
  publicity: z
    .object({
      name: z.string(),
      value: z.int(),
      unit: z.string(),
      basis: z.string(),
      illustrative: z.boolean(),
      on: legalDateSchema.nullable(),
      place: z.string().nullable(),
      until: legalDateSchema.nullable(),
    })
    .nullable(),
  /** Between colleagues: empty for everybody outside the department. */
  notes: z.array(z.object({ text: z.string(), by: z.string(), on: legalDateSchema })),
  /** What the catalogue asks for. */
  materials: z.array(materialSchema),
  limits: z.array(
    z.object({
      which: z.string(),
      value: z.int(),
      unit: z.string(),
      basis: z.string(),
      illustrative: z.boolean(),
    }),
  ),
  decision: z
    .object({
      outcome: z.string(),
      reason: z.string(),
      certificate: z.string().nullable(),
      appeal: z.string(),
      on: legalDateSchema,
    })
    .nullable(),
  deliveredOn: legalDateSchema.nullable(),
});
export type ItemView = z.infer<typeof itemViewSchema>;

export const itemRowSchema = z.object({
  id: caseIdSchema,
  projectId: caseIdSchema,
  code: z.string(),
  name: z.string(),
  projectName: z.string(),
  status: z.string(),
  statusZh: z.string(),
  officer: z.string().nullable(),
  dueOn: legalDateSchema.nullable(),
  /** Whether the due date leans on a year that has no notice yet. */
  provisional: z.boolean(),
  /** The worst of its clocks. */
  light: lightSchema,
  department: z.string(),
  receivedOn: legalDateSchema.nullable(),
  projectCode: z.string().nullable(),
  investorName: z.string().nullable(),
});
export type ItemRow = z.infer<typeof itemRowSchema>;

const projectClocksSchema = z.object({
  asOf: legalDateSchema,
  /** WD: union of the promises as planned at the filing, and union of the time that counts so far. */
  planned: z.int().nullable(),
  used: z.int(),
  intervals: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      department: z.string(),
      cause: z.string(),
      causeZh: z.string(),
      start: legalDateSchema,
      end: legalDateSchema.nullable(),
      by: z.string().nullable(),
      evidence: z.string().nullable(),
    }),
  ),
  /** Working days by whoever held the clock, `enterprise` or a department, and for what. */
  byHolder: z.array(
    z.object({ holder: z.string(), cause: z.string(), causeZh: z.string(), workdays: z.int() }),
  ),
});
export type ProjectClocks = z.infer<typeof projectClocksSchema>;

const catalogueRowSchema = z.object({
  version: z.string(),
  name: z.string(),
  effectiveFrom: legalDateSchema,
  items: z.int(),
  materials: z.int(),
});

export const approvalContract = {
  commands: {
    /** Without `projectId` the project is filed without admission, which it may. */
    fileProject: creating('fileProject', {
      projectId: caseIdSchema.optional(),
      investorName: textSchema(100),
      creditCode: z.string().max(30),
      name: textSchema(100),
      division: z.string().regex(/^\d{9}$/),
      industry: z.string().regex(/^\d{4}$/),
      totalInvestment: decimalSchema,
      landMu: decimalSchema,
      /** What the path hangs on; what is not stated is taken from the application, or assumed. */
      facts: statedFactsSchema.optional(),
      paper: paperFilingSchema.optional(),
      /** Results may be placed in the inbox; without it they are delivered on paper. */
      electronicDelivery: z.boolean().optional(),
      /** The project whose cancelled filing this takes the place of. */
      replaces: caseIdSchema.optional(),
    }),
    agreeElectronicDelivery: command('agreeElectronicDelivery', { agreed: z.boolean() }),
    changeFiling: command('changeFiling', {
      name: textSchema(100).optional(),
      totalInvestment: decimalSchema.optional(),
      industry: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
      landMu: decimalSchema.optional(),
      reason: textSchema(500),
    }),
    cancelFiling: command('cancelFiling', { reason: textSchema(500) }),
    /** 告知纠正 by the filing department. */
    tellFilingCorrection: command('tellFilingCorrection', {
      found: z.enum(['prohibited', 'verificationClass']),
      reason: textSchema(1000),
    }),
    settleFilingCorrection: command('settleFilingCorrection', { reason: textSchema(500) }),
    reportConstructionStart: command('reportConstructionStart', { on: legalDateSchema }),
    /** Plans the path anew; what is done stays. */
    changeProjectFacts: command('changeProjectFacts', {
      facts: statedFactsSchema,
      reason: textSchema(500),
    }),
    giveUpFiledProject: command('giveUpFiledProject', { reason: textSchema(500) }),
    submitItem: command('submitItem', {
      note: textSchema(1000),
      /** On a promise (告知承诺), where the item allows it. */
      commitment: z.boolean().optional(),
      /** The versions of the project's materials that it is submitted with. */
      materials: handedInListSchema.optional(),
      paper: paperSchema.optional(),
    }),
    claimItem: command('claimItem', {}),
    handOverItem: command('handOverItem', { to: textSchema(64), reason: textSchema(500) }),
    /** 回避: the officer declares kin or interest of his own, and acts on the item no more. */
    recuseFromItem: command('recuseFromItem', {
      kind: z.enum(['kin', 'interest', 'other']),
      reason: textSchema(500),
      to: textSchema(64).optional(),
    }),
    /** `days`: working days to supply it; a second correction is the head's, with his reason. */
    requestItemCorrection: command('requestItemCorrection', {
      asked: z.array(askedSchema).min(1),
      days: z.int().min(1).max(60).optional(),
      superiorReason: textSchema(500).optional(),
    }),
    supplyItemCorrection: command('supplyItemCorrection', {
      note: textSchema(1000),
      materials: handedInListSchema.optional(),
      paper: paperSchema.optional(),
    }),
    acceptItem: command('acceptItem', {}),
    /** 容缺受理: only what the catalogue lets follow may be missing. */
    acceptItemWithGaps: command('acceptItemWithGaps', {
      missing: z
        .array(z.strictObject({ kind: z.string().max(40), what: textSchema(200) }))
        .min(1)
        .max(20),
      days: z.int().min(1).max(60).optional(),
    }),
    supplyItemGaps: command('supplyItemGaps', {
      note: textSchema(1000),
      materials: handedInListSchema.optional(),
      paper: paperSchema.optional(),
    }),
    revokeItemAcceptance: command('revokeItemAcceptance', { reason: textSchema(2000) }),
    addItemNote: command('addItemNote', { text: textSchema(1000) }),
    proposeItemDecision: command('proposeItemDecision', {
      outcome: z.enum(['granted', 'refused']),
      reason: textSchema(2000),
    }),
    returnItemProposal: command('returnItemProposal', { reason: textSchema(500) }),
    recordItemInspection: command('recordItemInspection', {
      passed: z.boolean(),
      finding: textSchema(1000),
      days: z.int().min(1).max(120).optional(),
    }),
    reportItemRectification: command('reportItemRectification', { report: textSchema(1000) }),
    /** By a head, with the reason: the company may promise again. */
    restoreCommitmentCredit: creating('restoreCommitmentCredit', {
      company: textSchema(64),
      reason: textSchema(500),
    }),
    applyCertificateExtension: command('applyCertificateExtension', { reason: textSchema(500) }),
    decideCertificateExtension: command('decideCertificateExtension', {
      outcome: z.enum(['granted', 'refused']),
      reason: textSchema(500),
    }),
    /** A mistake is taken back or put right on record, with the head's consent; nothing is edited. */
    requestItemAmendment: command('requestItemAmendment', {
      kind: z.enum(['withdrawDecision', 'correctReason', 'withdrawDecline']),
      reason: textSchema(500),
      text: textSchema(2000).optional(),
    }),
    consentItemAmendment: command('consentItemAmendment', {
      agreed: z.boolean(),
      reason: textSchema(500),
    }),
    declineItem: command('declineItem', {
      kind: z.enum(['notRequired', 'notAccepted']),
      reason: textSchema(2000),
    }),
    withdrawItem: command('withdrawItem', { reason: textSchema(500) }),
    suspendItem: command('suspendItem', {
      procedure: z.enum(['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审', '评估']),
      notice: textSchema(500),
      /** Number of the written notice to the applicant. */
      noticeNumber: textSchema(60),
    }),
    resumeItem: command('resumeItem', {}),
    extendItem: command('extendItem', { reason: textSchema(500) }),
    /** 公示 of what is to be decided; the decision waits until it is over. */
    publishItem: command('publishItem', { place: textSchema(200) }),
    decideItem: command('decideItem', { outcome: z.enum(['granted', 'refused']), reason: textSchema(2000) }),
    /** The yearly notice of the State Council; open due dates that hang on the year move. */
    importCalendar: creating('importCalendar', {
      year: z.int().min(2020).max(2099),
      notice: textSchema(100),
      off: z.array(legalDateSchema).max(60),
      work: z.array(legalDateSchema).max(60),
    }),
    /** An administrator's: in force from its date on, for what is filed then. */
    addCatalogueVersion: creating('addCatalogueVersion', { catalogue: catalogueSchema }),
    deliverItem: command('deliverItem', {
      channel: z.enum(['inbox', 'paper']),
      deliveredOn: legalDateSchema.optional(),
      /** For a day that has passed. */
      dateReason: textSchema(200).optional(),
    }),
  },
  queries: {
    getFiledProject: query(
      'getFiledProject',
      z.strictObject({ projectId: caseIdSchema }),
      filedProjectViewSchema,
    ),
    /** What the items took, against the budget; who held the clock, and every pause on record. */
    getProjectClocks: query(
      'getProjectClocks',
      z.strictObject({ projectId: caseIdSchema }),
      projectClocksSchema,
    ),
    /** The working calendar as it is: which years are official, and what their notices say. */
    getCalendar: query(
      'getCalendar',
      z.strictObject({ year: z.int().min(2020).max(2099) }),
      z.object({
        version: z.string(),
        year: z.int(),
        provisional: z.boolean(),
        off: z.array(z.string()),
        work: z.array(z.string()),
      }),
    ),
    getItem: query('getItem', z.strictObject({ id: caseIdSchema }), itemViewSchema),
    /** One version of the catalogue; without a version the one in force today. */
    getCatalogue: query(
      'getCatalogue',
      z.strictObject({ version: z.string().max(40).optional() }),
      catalogueSchema,
    ),
    findCatalogues: query('findCatalogues', z.strictObject({}), z.array(catalogueRowSchema)),
    /** What the reform took away: computed from two versions, the first and the one in force unless named. */
    getCatalogueChange: query(
      'getCatalogueChange',
      z.strictObject({ before: z.string().max(40).optional(), after: z.string().max(40).optional() }),
      catalogueChangeSchema,
    ),
    /** A department's queue holds what is open, the most urgent first; an enterprise finds all of its own. */
    findItems: query(
      'findItems',
      z.strictObject({
        status: z.string().max(30).optional(),
        /** Part of a project's code or name, of its company, or of the item's code or name. */
        search: z.string().max(100).optional(),
      }),
      z.array(itemRowSchema),
    ),
  },
};
export type ApprovalContract = typeof approvalContract;
