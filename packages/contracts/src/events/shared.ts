import { z } from 'zod';
import { decimalSchema, legalDateSchema, textSchema, writtenSchema } from '../ids.ts';

/** A due date with what it was computed from: a changed calendar or limit can move it on record. */
export const dueSchema = z.strictObject({
  dueOn: legalDateSchema,
  limit: z.string(),
  calendar: z.string(),
  /** The date hangs on a year whose calendar has not been announced (暂估). */
  provisional: z.boolean(),
});
export type Due = z.infer<typeof dueSchema>;

export const lightSchema = z.enum(['green', 'yellow', 'red']);

/** A light that turned, told once (domain §2). `clock` names which of the case's clocks. */
export const lightTurnedSchema = z.strictObject({
  projectId: z.string().optional(),
  clock: z.string(),
  light: lightSchema,
  dueOn: legalDateSchema,
  holder: z.string(),
});

/** An imported calendar moved an open due date; the one before stands here. `clock` names which of the case's clocks. */
export const dueMovedSchema = z.strictObject({
  projectId: z.string().optional(),
  clock: z.string(),
  holder: z.string(),
  from: legalDateSchema,
  to: dueSchema,
});

/** Something asked for in a correction or supplement: all of it, at once (一次性告知). */
export const askedSchema = z.strictObject({ what: textSchema(200), why: textSchema(500) });

/**
 * What a condition can be attached to, and what it holds up while it is not met: a contractual step at most. 备案, licence
 * items and statutory acceptance rest on the law alone (行政许可法第十六条), and wait for no condition of admission.
 */
export const conditionAttachments = {
  landContract: { zh: '出让合同和标准地投资建设合同', holdsUp: true, basis: '民法典第一百五十八条' },
  approvalItem: { zh: '后续审批事项', holdsUp: false, basis: '行政许可法第十六条' },
  construction: { zh: '开工建设', holdsUp: false, basis: '行政许可法第十六条' },
  acceptance: { zh: '联合竣工验收', holdsUp: false, basis: '建设工程质量管理条例第四十九条' },
  completionReview: { zh: '标准地竣工复核', holdsUp: false, basis: '标准地投资建设合同' },
  productionReview: { zh: '标准地达产复核', holdsUp: false, basis: '标准地投资建设合同' },
} as const;
export type ConditionAttachment = keyof typeof conditionAttachments;

/** A condition of 有条件同意; it blocks no licence item, only contractual steps. */
export const conditionSchema = z.strictObject({
  text: textSchema(500),
  department: z.string(),
  /** One of `conditionAttachments`; another word holds up nothing. */
  attachedTo: z.string(),
  /** By when it is to be met; without, the time of the rules. */
  dueOn: legalDateSchema.optional(),
});

/** What an applicant states of a project; money in 万元, energy in tce and kWh, pollutants in t a year (domain §4). */
export const projectFactsSchema = z.strictObject({
  name: textSchema(100),
  division: z.string().regex(/^\d{9}$/),
  industry: z.string().regex(/^\d{4}$/),
  product: textSchema(200),
  process: textSchema(1000),
  totalInvestment: decimalSchema,
  fixedInvestment: decimalSchema,
  investmentConstruction: decimalSchema,
  investmentEquipment: decimalSchema,
  investmentLand: decimalSchema,
  landMu: decimalSchema,
  parcelWish: writtenSchema.max(40).optional(),
  floorArea: decimalSchema,
  plotRatio: decimalSchema,
  constructionMonths: z.int().min(1).max(120),
  yearlyOutput: decimalSchema,
  yearlyRevenue: decimalSchema,
  yearlyAddedValue: decimalSchema,
  yearlyTax: decimalSchema,
  research: decimalSchema,
  energyTce: decimalSchema,
  electricityKwh: decimalSchema,
  water: decimalSchema,
  cod: decimalSchema,
  ammoniaNitrogen: decimalSchema,
  sulphurDioxide: decimalSchema,
  nitrogenOxides: decimalSchema,
  vocs: decimalSchema,
  solidWaste: decimalSchema,
  hazardousWaste: decimalSchema,
  hazardousChemicals: z.boolean(),
  jobs: z.int().min(0).max(100_000),
  foreignInvestment: z.boolean(),
});
export type ProjectFacts = z.infer<typeof projectFactsSchema>;

/** Who applies: a company, or one that is still to be founded (拟设立) and has no credit code yet. */
export const investorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('company'), name: textSchema(100), creditCode: z.string().length(18) }),
  z.strictObject({ kind: z.literal('toBeFounded'), name: textSchema(100) }),
]);
export type Investor = z.infer<typeof investorSchema>;
