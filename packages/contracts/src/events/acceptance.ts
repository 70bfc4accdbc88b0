import { z } from 'zod';
import { departmentSchema } from '../departments.ts';
import { legalDateSchema, textSchema } from '../ids.ts';
import { type DomainEvent, defineEvents, type PublishedEvent } from './define.ts';
import { askedSchema, dueMovedSchema, dueSchema, lightTurnedSchema } from './shared.ts';

const project = { projectId: z.string() };

/** The parts of the joint visit (domain §8). */
export const checkCodeSchema = z.enum([
  'fire',
  'civilDefence',
  'lightning',
  'archives',
  'drainage',
  'greening',
  'land',
]);
export type CheckCode = z.infer<typeof checkCodeSchema>;
/** A part that the joint visit owes and that is not checked, and why. */
export const leftOutSchema = z.strictObject({ check: checkCodeSchema, reason: textSchema(500) });
const checkResult = z.strictObject({ passed: z.boolean(), finding: textSchema(1000) });

/** Case: joint acceptance of one project; key = project id. */
export const acceptanceEvents = defineEvents('acceptance', {
  /** Opened by the start of construction; nothing is due yet. */
  AcceptanceOpened: z.strictObject({
    ...project,
    company: z.string(),
    division: z.string(),
    projectName: z.string(),
  }),
  AcceptanceApplied: z.strictObject({
    ...project,
    receipt: z.string(),
    surveyReport: textSchema(200),
    verifyBy: dueSchema,
    /** A window clerk files on paper with the true date and a reason. */
    onPaper: z.boolean(),
    paperReason: textSchema(200).optional(),
  }),
  /** 规划核实: a gate; without it no completion acceptance may be organised. */
  PlanningVerified: z.strictObject({ ...project, passed: z.boolean(), finding: textSchema(1000) }),
  /** 五方竣工验收, organised by the owner: a gate. */
  FivePartyAccepted: z.strictObject({
    ...project,
    receipt: z.string(),
    report: textSchema(1000),
    parties: z.array(z.string()).length(5),
    checkBy: dueSchema,
  }),
  /** 一次性告知 */
  AcceptanceNoticeGiven: z.strictObject({ ...project, asked: z.array(askedSchema).min(1), due: dueSchema }),
  AcceptanceSupplied: z.strictObject({
    ...project,
    receipt: z.string(),
    note: textSchema(1000),
    checkBy: dueSchema,
  }),
  AcceptanceAccepted: z.strictObject({
    ...project,
    checks: z.array(z.strictObject({ check: checkCodeSchema, department: departmentSchema })).min(1),
    visitBy: dueSchema,
    /** Fire acceptance of special works (特殊建设工程) has a limit of its own. */
    fireBy: dueSchema.optional(),
    /** Absent where nothing that is owed was left out. */
    leftOut: z.array(leftOutSchema).min(1).optional(),
  }),
  CheckRecorded: z.strictObject({
    ...project,
    check: checkCodeSchema,
    round: z.int().positive(),
    result: checkResult,
  }),
  /** All parts passed: the opinion is due. */
  ChecksPassed: z.strictObject({ ...project, opinionBy: dueSchema }),
  /** 整改: only the failed ones are checked again. */
  RectificationRequired: z.strictObject({ ...project, failed: z.array(checkCodeSchema).min(1) }),
  RectificationReported: z.strictObject({
    ...project,
    receipt: z.string(),
    report: textSchema(1000),
    recheck: z.array(checkCodeSchema).min(1),
    recheckBy: dueSchema,
  }),
  /** 联合验收意见书 */
  JointOpinionIssued: z.strictObject({
    ...project,
    opinion: textSchema(2000),
    number: z.string(),
    /** Number and seal are stubs (模拟签章). */
    simulated: z.literal(true),
    /** Runs from the day all parts passed. */
    fileBy: dueSchema,
  }),
  /** 竣工验收备案: the owner's duty, a filing. */
  CompletionFiled: z.strictObject({ ...project, receipt: z.string(), on: legalDateSchema }),
  AcceptanceWithdrawn: z.strictObject({ ...project, reason: textSchema(500) }),
  AcceptanceLapsed: z.strictObject({ ...project, dueOn: legalDateSchema }),
  AcceptanceClosed: z.strictObject({ ...project, because: z.enum(['givenUp']) }),
  LightTurned: lightTurnedSchema,
  DueMoved: dueMovedSchema,
});
export type AcceptanceEvent = DomainEvent<typeof acceptanceEvents>;
export type AcceptancePublished = PublishedEvent<typeof acceptanceEvents>;
