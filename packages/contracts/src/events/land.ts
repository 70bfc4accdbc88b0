import { z } from 'zod';
import { departmentSchema } from '../departments.ts';
import { decimalSchema, legalDateSchema, textSchema } from '../ids.ts';
import { type DomainEvent, defineEvents, type PublishedEvent } from './define.ts';
import { dueMovedSchema, dueSchema, lightTurnedSchema } from './shared.ts';

export const indicatorKindSchema = z.enum([
  'investmentIntensity',
  'plotRatio',
  'taxPerMu',
  'addedValuePerEnergy',
  'addedValuePerEmission',
  'researchIntensity',
  'outputPerMu',
  'buildingCoefficient',
  'officeShare',
  'greenRatio',
]);

export const indicatorSchema = z.strictObject({
  kind: indicatorKindSchema,
  direction: z.enum(['atLeast', 'atMost']),
  value: decimalSchema,
  unit: z.string(),
  judgedAt: z.enum(['completion', 'fullProduction']),
});
export type Indicator = z.infer<typeof indicatorSchema>;

export const measuredSchema = z.strictObject({
  kind: indicatorKindSchema,
  promised: decimalSchema,
  measured: decimalSchema,
  met: z.boolean(),
  shortfall: decimalSchema,
  source: textSchema(200),
});

export const regionalEvaluations = [
  '能评',
  '规划环评',
  '防洪',
  '水保',
  '水资源论证',
  '压矿',
  '地灾',
  '地震',
  '文物',
  '气候',
] as const;

/** GeoJSON (RFC 7946), degrees of longitude and latitude in WGS 84: one closed ring, without holes. */
export const parcelPolygonSchema = z.strictObject({
  type: z.literal('Polygon'),
  coordinates: z
    .array(
      z
        .array(z.array(z.number().min(-180).max(180)).length(2))
        .min(4)
        .max(200),
    )
    .length(1),
});
export type ParcelPolygon = z.infer<typeof parcelPolygonSchema>;

const parcel = { parcelId: z.string() };

/** Case: one parcel of standard land; key = parcel id. Area in m². */
export const landEvents = defineEvents('land', {
  ParcelRegistered: z.strictObject({
    ...parcel,
    parcelCode: z.string(),
    name: textSchema(100),
    division: z.string(),
    area: decimalSchema,
    industries: z.array(z.string()).min(1),
    polygon: parcelPolygonSchema.optional(),
    /** Why the area is another than the polygon's. */
    areaExplanation: textSchema(500).optional(),
  }),
  /** What was registered was wrong: what changed of it, and why. `anew`: indicators and scheme are made again. */
  ParcelAmended: z.strictObject({
    ...parcel,
    reason: textSchema(500),
    parcelCode: z.string().optional(),
    name: textSchema(100).optional(),
    division: z.string().optional(),
    area: decimalSchema.optional(),
    industries: z.array(z.string()).min(1).optional(),
    polygon: parcelPolygonSchema.optional(),
    areaExplanation: textSchema(500).optional(),
    anew: z.boolean(),
  }),
  /** Registered by mistake; its code and its place are free again. */
  ParcelRegistrationCancelled: z.strictObject({ ...parcel, reason: textSchema(500) }),
  EvaluationStarted: z.strictObject({ ...parcel, evaluations: z.array(z.enum(regionalEvaluations)).min(1) }),
  EvaluationsCompleted: z.strictObject({
    ...parcel,
    results: z
      .array(z.strictObject({ evaluation: z.enum(regionalEvaluations), result: textSchema(500) }))
      .min(1),
  }),
  IndicatorsProposed: z.strictObject({
    ...parcel,
    indicators: z.array(indicatorSchema).min(5),
    askedOf: z.array(departmentSchema).min(1),
  }),
  IndicatorsCountersigned: z.strictObject({
    ...parcel,
    department: departmentSchema,
    opinion: textSchema(500),
    complete: z.boolean(),
  }),
  SchemeApproved: z.strictObject({ ...parcel, opinion: textSchema(500) }),
  /** 标准地申报/备案 by the territory. */
  StandardLandFiled: z.strictObject({ ...parcel, receipt: z.string(), division: z.string() }),
  /** Notice ≥ 20 CD, listing ≥ 10 CD; the terms never name the admitted investor. */
  ListingAnnounced: z.strictObject({
    ...parcel,
    noticeOn: legalDateSchema,
    listingFrom: legalDateSchema,
    closesOn: legalDateSchema,
    startPrice: decimalSchema,
    /** Why the day of the notice was entered late. */
    dateReason: textSchema(200).optional(),
    /** What the announcement makes public of the parcel: which regional evaluations whoever wins it shares in. */
    parcelCode: z.string().optional(),
    name: textSchema(100).optional(),
    evaluations: z.array(z.enum(regionalEvaluations)).optional(),
  }),
  /** 成交. `projectId` is null where the winner has no project here. */
  ParcelAwarded: z.strictObject({
    ...parcel,
    projectId: z.string().nullable(),
    company: z.string().nullable(),
    /** As the auction's record has it; said where the winner has no project here. */
    winnerName: textSchema(100).optional(),
    price: decimalSchema,
    noticeOn: legalDateSchema,
    contractDue: dueSchema,
    dateReason: textSchema(200).optional(),
    parcelCode: z.string().optional(),
    /** Regional evaluations that were completed for the parcel: its winner's path rests on them. */
    evaluations: z.array(z.enum(regionalEvaluations)).optional(),
  }),
  /** 流拍. `projectId`: of the award that came to nothing, as its contracts were not signed in time. */
  ListingFailed: z.strictObject({ ...parcel, reason: textSchema(500), projectId: z.string().optional() }),
  /** Both contracts (出让合同, 标准地投资建设合同). The legality opinion's number is recorded, simulated. */
  ContractsSigned: z.strictObject({
    ...parcel,
    projectId: z.string(),
    legalityOpinion: z.string(),
    simulated: z.literal(true),
    indicators: z.array(indicatorSchema).min(5),
  }),
  RegistrationAnnotated: z.strictObject({ ...parcel, projectId: z.string(), note: textSchema(500) }),
  ParcelUnderConstruction: z.strictObject({ ...parcel, projectId: z.string(), on: legalDateSchema }),
  CompletionReviewOpened: z.strictObject({ ...parcel, projectId: z.string() }),
  CompletionReviewed: z.strictObject({
    ...parcel,
    projectId: z.string(),
    results: z.array(measuredSchema).min(1),
    passed: z.boolean(),
  }),
  RectificationOrdered: z.strictObject({
    ...parcel,
    projectId: z.string(),
    at: z.enum(['completion', 'fullProduction']),
    months: z.int().min(6).max(12),
    dueOn: legalDateSchema,
  }),
  RectificationReported: z.strictObject({ ...parcel, projectId: z.string(), report: textSchema(2000) }),
  InitialOperationStarted: z.strictObject({ ...parcel, projectId: z.string() }),
  ProductionReviewed: z.strictObject({
    ...parcel,
    projectId: z.string(),
    results: z.array(measuredSchema).min(1),
    passed: z.boolean(),
  }),
  ObligationsFulfilled: z.strictObject({ ...parcel, projectId: z.string() }),
  /** The project was given up: what becomes of the parcel is for the land desk to decide, by the contracts. */
  ParcelAbandoned: z.strictObject({ ...parcel, projectId: z.string() }),
  BreachOpened: z.strictObject({ ...parcel, projectId: z.string(), reason: textSchema(2000) }),
  ParcelReturned: z.strictObject({ ...parcel, projectId: z.string(), reason: textSchema(2000) }),
  LightTurned: lightTurnedSchema.extend(parcel),
  DueMoved: dueMovedSchema.extend(parcel),
});
export type LandEvent = DomainEvent<typeof landEvents>;
export type LandPublished = PublishedEvent<typeof landEvents>;
