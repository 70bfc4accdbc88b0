import { z } from 'zod';
import { command, creating, query } from './command.ts';
import { departmentSchema } from './departments.ts';
import {
  type Indicator,
  indicatorKindSchema,
  indicatorSchema,
  measuredSchema,
  parcelPolygonSchema,
  regionalEvaluations,
} from './events/land.ts';
import { dueSchema } from './events/shared.ts';
import { caseIdSchema, decimalSchema, legalDateSchema, textSchema } from './ids.ts';

/** What each control indicator (控制性指标) is: its unit, its direction, and when it is judged (domain §6). */
export const indicatorCatalogue = {
  investmentIntensity: {
    zh: '固定资产投资强度',
    unit: '万元/亩',
    directions: ['atLeast'],
    judgedAt: 'completion',
  },
  plotRatio: { zh: '容积率', unit: '', directions: ['atLeast', 'atMost'], judgedAt: 'completion' },
  taxPerMu: { zh: '亩均税收', unit: '万元/亩·年', directions: ['atLeast'], judgedAt: 'fullProduction' },
  addedValuePerEnergy: {
    zh: '单位能耗增加值',
    unit: '万元/吨标煤',
    directions: ['atLeast'],
    judgedAt: 'fullProduction',
  },
  addedValuePerEmission: {
    zh: '单位排放增加值',
    unit: '万元/吨',
    directions: ['atLeast'],
    judgedAt: 'fullProduction',
  },
  researchIntensity: { zh: 'R&D强度', unit: '%', directions: ['atLeast'], judgedAt: 'fullProduction' },
  outputPerMu: { zh: '亩均产值', unit: '万元/亩', directions: ['atLeast'], judgedAt: 'fullProduction' },
  buildingCoefficient: { zh: '建筑系数', unit: '%', directions: ['atLeast'], judgedAt: 'completion' },
  officeShare: { zh: '办公生活用地比例', unit: '%', directions: ['atMost'], judgedAt: 'completion' },
  greenRatio: { zh: '绿地率', unit: '%', directions: ['atMost'], judgedAt: 'completion' },
} as const satisfies Record<
  Indicator['kind'],
  { zh: string; unit: string; directions: readonly Indicator['direction'][]; judgedAt: Indicator['judgedAt'] }
>;

const evaluationSchema = z.enum(regionalEvaluations);

/** A value as audited or surveyed at a review, in the indicator's own unit, and the report it stands in. */
export const measurementSchema = z.strictObject({
  kind: indicatorKindSchema,
  value: decimalSchema,
  source: textSchema(200),
});
export type Measurement = z.infer<typeof measurementSchema>;

const review = {
  measured: z.array(measurementSchema).min(1).max(10),
  /** Length of the rectification, should it be needed; a standard one unless said. */
  rectificationMonths: z.int().positive().optional(),
};

const listingSchema = z.object({
  noticeOn: legalDateSchema,
  listingFrom: legalDateSchema,
  closesOn: legalDateSchema,
  startPrice: decimalSchema,
});

const parcelFacts = {
  id: caseIdSchema,
  status: z.string(),
  statusZh: z.string(),
  parcelCode: z.string(),
  name: z.string(),
  division: z.string(),
  divisionName: z.string(),
  /** m² */
  area: decimalSchema,
  /** 亩 */
  mu: decimalSchema,
  industries: z.array(z.string()),
  /** Where it lies; null where nobody has drawn it. */
  polygon: parcelPolygonSchema.nullable(),
  areaExplanation: z.string().nullable(),
  indicators: z.array(indicatorSchema.extend({ zh: z.string() })),
  listing: listingSchema.nullable(),
  /** When the step that is open is due. */
  dueOn: legalDateSchema.nullable(),
};

/** A row of a list of parcels: what an announcement makes public. */
export const parcelRowSchema = z.object(parcelFacts);
export type ParcelRow = z.infer<typeof parcelRowSchema>;

const datedText = { on: legalDateSchema };

export const parcelViewSchema = z.object({
  ...parcelFacts,
  version: z.int(),
  seq: z.int(),
  /** Commands that are open to the one who asks, as the parcel stands. */
  mayDo: z.array(z.string()),
  /** Only what its announcement makes public, for whoever has no other part in it. */
  publicOnly: z.boolean(),
  /** Units whose turn it is: a department, a division, `enterprise`; empty while it waits for another service. */
  holders: z.array(z.string()),
  evaluations: z.array(z.object({ evaluation: evaluationSchema, result: z.string().nullable() })),
  countersigns: z.array(
    z.object({
      department: departmentSchema,
      name: z.string(),
      opinion: z.string().nullable(),
      on: legalDateSchema.nullable(),
    }),
  ),
  scheme: z.object({ opinion: z.string(), ...datedText }).nullable(),
  filing: z.object({ receipt: z.string(), ...datedText }).nullable(),
  failures: z.array(z.object({ reason: z.string(), ...datedText })),
  award: z
    .object({
      projectId: z.string().nullable(),
      company: z.string().nullable(),
      winnerName: z.string().nullable(),
      price: decimalSchema,
      noticeOn: legalDateSchema,
      contractDue: dueSchema,
    })
    .nullable(),
  /** The legality opinion is internal: its number is null to an enterprise. */
  contracts: z
    .object({ legalityOpinion: z.string().nullable(), simulated: z.literal(true), ...datedText })
    .nullable(),
  registration: z.object({ note: z.string(), ...datedText }).nullable(),
  constructionOn: legalDateSchema.nullable(),
  results: z.array(measuredSchema),
  completionPassedOn: legalDateSchema.nullable(),
  operatingSince: legalDateSchema.nullable(),
  productionPassedOn: legalDateSchema.nullable(),
  rectification: z
    .object({
      at: z.enum(['completion', 'fullProduction']),
      months: z.int(),
      dueOn: legalDateSchema,
      report: z.string().nullable(),
    })
    .nullable(),
  /** The day on which its project was given up. */
  abandonedOn: legalDateSchema.nullable(),
  breach: z.object({ reason: z.string(), ...datedText }).nullable(),
  returned: z.object({ reason: z.string(), ...datedText }).nullable(),
  /** Registered by mistake. */
  cancelled: z.object({ reason: z.string(), ...datedText }).nullable(),
});
export type ParcelView = z.infer<typeof parcelViewSchema>;

export const landContract = {
  commands: {
    /** Area in m²; the code is checked and taken once in the whole county. */
    registerParcel: creating('registerParcel', {
      parcelCode: z.string().max(40),
      name: textSchema(100),
      division: z.string().regex(/^\d{9}$/),
      area: decimalSchema,
      industries: z
        .array(z.string().regex(/^\d{4}$/))
        .min(1)
        .max(20),
      polygon: parcelPolygonSchema.optional(),
      /** Asked for where the area differs from the polygon's by more than is usual. */
      areaExplanation: textSchema(500).optional(),
    }),
    /** Before its announcement: what is given is put in place of what was registered. */
    amendParcel: command('amendParcel', {
      parcelCode: z.string().max(40).optional(),
      name: textSchema(100).optional(),
      division: z
        .string()
        .regex(/^\d{9}$/)
        .optional(),
      area: decimalSchema.optional(),
      industries: z
        .array(z.string().regex(/^\d{4}$/))
        .min(1)
        .max(20)
        .optional(),
      polygon: parcelPolygonSchema.optional(),
      areaExplanation: textSchema(500).optional(),
      reason: textSchema(500),
    }),
    cancelRegistration: command('cancelRegistration', { reason: textSchema(500) }),
    startEvaluation: command('startEvaluation', { evaluations: z.array(evaluationSchema).min(1) }),
    completeEvaluations: command('completeEvaluations', {
      results: z.array(z.strictObject({ evaluation: evaluationSchema, result: textSchema(500) })).min(1),
    }),
    /**
     * Unit and time of judgement as in the catalogue. Open again during the countersigning, which then starts anew.
     */
    proposeIndicators: command('proposeIndicators', {
      indicators: z.array(indicatorSchema).min(1).max(10),
      askedOf: z.array(departmentSchema).min(1),
    }),
    countersignIndicators: command('countersignIndicators', { opinion: textSchema(500) }),
    approveScheme: command('approveScheme', { opinion: textSchema(500) }),
    fileStandardLand: command('fileStandardLand', {}),
    /** `dateReason`: why a date is entered after its day. */
    announceListing: command('announceListing', {
      noticeOn: legalDateSchema,
      listingFrom: legalDateSchema,
      closesOn: legalDateSchema,
      startPrice: decimalSchema,
      dateReason: textSchema(200).optional(),
    }),
    /** Without a project where the winner has none here yet: then his name is wanted, and `linkAward` follows. */
    recordAward: command('recordAward', {
      projectId: caseIdSchema.nullable(),
      company: z.string().max(40).nullable(),
      winnerName: textSchema(100).optional(),
      price: decimalSchema,
      noticeOn: legalDateSchema,
      dateReason: textSchema(200).optional(),
    }),
    /** The winner of an award without a project has one now. */
    linkAward: command('linkAward', { projectId: caseIdSchema }),
    recordListingFailure: command('recordListingFailure', { reason: textSchema(500) }),
    signContracts: command('signContracts', { legalityOpinion: textSchema(60) }),
    annotateRegistration: command('annotateRegistration', { note: textSchema(500) }),
    recordCompletionReview: command('recordCompletionReview', review),
    reportRectification: command('reportRectification', { report: textSchema(2000) }),
    startOperation: command('startOperation', {}),
    recordProductionReview: command('recordProductionReview', review),
    openBreach: command('openBreach', { reason: textSchema(2000) }),
    returnParcel: command('returnParcel', { reason: textSchema(2000) }),
  },
  queries: {
    /** Whole to staff, its division and its winner; once it is announced, what that makes public to everybody. */
    getParcel: query('getParcel', z.strictObject({ id: caseIdSchema }), parcelViewSchema),
    /** A territory's own, all for `land`, those a department was asked about, those won by an enterprise; to it and others those listed. */
    findParcels: query(
      'findParcels',
      z.strictObject({ status: z.string().max(30).optional(), minArea: decimalSchema.optional() }),
      z.array(parcelRowSchema),
    ),
  },
};
export type LandContract = typeof landContract;
