import { z } from 'zod';
import { catalogueSchema, itemRuleSchema } from '../catalogue.ts';
import { departmentSchema } from '../departments.ts';
import { decimalSchema, legalDateSchema, textSchema } from '../ids.ts';
import { pathFactsSchema, toldByLandSchema } from '../path-facts.ts';
import { type DomainEvent, defineEvents, type PublishedEvent } from './define.ts';
import { handedInListSchema } from './materials.ts';
import { askedSchema, dueSchema, lightTurnedSchema } from './shared.ts';

const item = { projectId: z.string(), code: z.string() };

/** The yearly notice of the State Council, as it was imported. */
const calendarImported = z.strictObject({
  year: z.int(),
  notice: textSchema(100),
  off: z.array(legalDateSchema),
  work: z.array(legalDateSchema),
  /** How often the year was imported. */
  revision: z.int(),
});

/** One row of a project's path; A3 and A4 stand in it though `land` does them. */
export const pathStepSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  department: departmentSchema,
  stage: z.string(),
  needs: z.array(z.string()),
  /** Working or calendar days of the promise; null where excluded. */
  promise: z.strictObject({ value: z.int(), unit: z.enum(['WD', 'CD']) }).nullable(),
  statutory: z.strictObject({ value: z.int(), unit: z.enum(['WD', 'CD']) }).nullable(),
  doneBy: z.enum(['approval', 'land']),
  /** Why it applies, and in which of its variants (报告书, 报告表, 登记表). */
  why: z.string().optional(),
  variant: z.string().optional(),
  /** To be waited out before the promise runs: 公告, 挂牌. */
  wait: z.strictObject({ value: z.int(), unit: z.enum(['WD', 'CD']) }).optional(),
});
export type PathStep = z.infer<typeof pathStepSchema>;

/** An item that does not apply to the project, and why. */
export const inapplicableSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  department: departmentSchema,
  stage: z.string(),
  zh: z.string(),
  en: z.string(),
  basis: z.string(),
});

/** Cases: `project` (filing and path) and `item`; key of both = project id. `catalogue`: one a county, its own key. */
export const approvalEvents = defineEvents('approval', {
  /** By an administrator; it takes effect on its date, and open cases keep the version they have. */
  /** By an administrator; it moves the open due dates that hang on the year. */
  CalendarImported: calendarImported,
  CatalogueVersionAdded: z.strictObject({ catalogue: catalogueSchema }),

  /** 备案: receipt of complete information is the filing; it issues the (simulated) project code. */
  FilingCompleted: z.strictObject({
    projectId: z.string(),
    receipt: z.string(),
    projectCode: z.string(),
    simulated: z.literal(true),
    company: z.string(),
    owner: z.string(),
    investorName: z.string(),
    creditCode: z.string(),
    name: z.string(),
    division: z.string(),
    industry: z.string(),
    totalInvestment: decimalSchema,
    landMu: decimalSchema,
    /** The project came through admission; it need not have. */
    admitted: z.boolean(),
    onPaper: z.boolean(),
    paperReason: textSchema(200).optional(),
    /** Results may be placed in the inbox. */
    electronicDelivery: z.boolean().optional(),
    /** The project whose filing this one takes the place of. */
    replaces: z.string().optional(),
  }),
  ElectronicDeliveryAgreed: z.strictObject({ projectId: z.string(), agreed: z.boolean() }),
  /** 变更 */
  FilingChanged: z.strictObject({
    projectId: z.string(),
    receipt: z.string().optional(),
    name: textSchema(100).optional(),
    totalInvestment: decimalSchema.optional(),
    industry: z.string().optional(),
    landMu: decimalSchema.optional(),
    reason: textSchema(500),
  }),
  /** 注销: at the owner's wish. */
  FilingCancelled: z.strictObject({
    projectId: z.string(),
    receipt: z.string().optional(),
    reason: textSchema(500),
  }),
  /** 告知纠正: found prohibited, or of the 核准 class; told to correct, for 备案 has no reject. */
  FilingCorrectionTold: z.strictObject({
    projectId: z.string(),
    found: z.enum(['prohibited', 'verificationClass']),
    reason: textSchema(1000),
  }),
  FilingCorrectionSettled: z.strictObject({ projectId: z.string(), reason: textSchema(500) }),
  /** What had been done is done no longer: a sale that came to nothing, a decision withdrawn. */
  StepRevoked: z.strictObject({ projectId: z.string(), code: z.string(), reason: textSchema(500) }),
  /** No further 告知承诺 for the company, until its credit is repaired. */
  CommitmentBarred: z.strictObject({ company: z.string(), reason: textSchema(1000) }),
  CommitmentRestored: z.strictObject({ company: z.string(), reason: textSchema(500) }),
  /** AB 岗 as `identity` told of it: who stands in, or when the officer is away. A case of its own, its own key. */
  HandlerNoted: z.strictObject({
    account: z.string(),
    /** Null: whoever stood in for his old office does not for the new one. */
    substitute: z.string().nullable().optional(),
    from: legalDateSchema.optional(),
    until: legalDateSchema.optional(),
  }),
  /** What the officer had claimed goes to his substitute, item by item (`ItemHandedOver`). */
  AbsenceBegan: z.strictObject({
    account: z.string(),
    substitute: z.string(),
    from: legalDateSchema,
    until: legalDateSchema,
  }),
  /** By the facts, at the filing and again when one of them changes; `keep`s what is done. */
  PathPlanned: z.strictObject({
    projectId: z.string(),
    catalogue: z.string(),
    steps: z.array(pathStepSchema).min(1),
    inapplicable: z.array(inapplicableSchema).optional(),
    facts: pathFactsSchema.optional(),
    /** Facts that nobody stated. */
    assumed: z.array(z.string()).optional(),
    /** The chain of steps that decides when construction may begin, and when that is at the earliest. */
    criticalPath: z.array(z.string()).optional(),
    earliestFinish: legalDateSchema.optional(),
    /** WD that the promises cover, overlapping ones once: the project's budget. */
    plannedUnion: z.int().optional(),
    because: textSchema(500).optional(),
    /** The parcels by whose evaluations it is planned; absent where `land` has told of none. */
    land: toldByLandSchema.optional(),
  }),
  ProjectFactsChanged: z.strictObject({
    projectId: z.string(),
    facts: pathFactsSchema,
    changed: z.array(z.string()).min(1),
    reason: textSchema(500),
    receipt: z.string().optional(),
  }),
  /** A3 or A4, done in `land`, reached the project's path. */
  LandStepReached: z.strictObject({
    projectId: z.string(),
    step: z.enum(['A3', 'A4']),
    on: legalDateSchema,
    parcelId: z.string(),
  }),
  /** An item of the path was granted and notified. */
  StepDone: z.strictObject({ projectId: z.string(), code: z.string(), on: legalDateSchema }),
  /** 开工 is a fact the owner reports, never refused; what is missing is flagged. */
  ConstructionStarted: z.strictObject({
    projectId: z.string(),
    on: legalDateSchema,
    missing: z.array(z.string()),
    /** What had to be there before construction, and whose it is to see to. */
    flagged: z.array(z.strictObject({ code: z.string(), department: departmentSchema })).optional(),
    receipt: z.string().optional(),
  }),
  ProjectClosed: z.strictObject({
    projectId: z.string(),
    because: z.enum(['givenUp', 'completed']),
    /** Why the owner gave it up; absent where another service led to it. */
    reason: textSchema(500).optional(),
    receipt: z.string().optional(),
  }),

  ItemPlanned: z.strictObject({
    ...item,
    company: z.string(),
    projectName: z.string(),
    division: z.string(),
    step: pathStepSchema,
    waitsFor: z.array(z.string()),
    /** The catalogue's rule that it keeps for good. */
    rule: itemRuleSchema.optional(),
    /** Latest notice of what it needed and was done when it was planned. */
    unblockedOn: legalDateSchema.optional(),
  }),
  /** The path was planned anew: at once where it was not applied for, else for another round of it. */
  ItemReplanned: z.strictObject({
    ...item,
    step: pathStepSchema,
    waitsFor: z.array(z.string()),
    rule: itemRuleSchema,
    unblockedOn: legalDateSchema.optional(),
  }),
  /** By the changed facts it does not apply. */
  ItemDropped: z.strictObject({ ...item, why: textSchema(500) }),
  /** 已备案: complete information was received, and with it the item is done. */
  ItemFiled: z.strictObject({ ...item, receipt: z.string(), number: z.string() }),
  /** A step before was notified: `waitsFor` shrinks; the item may be submitted when it is empty. */
  ItemUnblocked: z.strictObject({ ...item, by: z.string(), noticeOn: legalDateSchema, ready: z.boolean() }),
  ItemSubmitted: z.strictObject({
    ...item,
    receipt: z.string(),
    note: textSchema(1000),
    onPaper: z.boolean(),
    paperReason: textSchema(200).optional(),
    acceptBy: dueSchema,
    /** The versions of materials that it was submitted with. */
    materials: handedInListSchema.optional(),
    /** 告知承诺: granted on a promise, which is looked into afterwards. */
    commitment: z.boolean().optional(),
  }),
  ItemHandedOver: z.strictObject({ ...item, from: z.string(), to: z.string(), reason: textSchema(500) }),
  ItemClaimed: z.strictObject({ ...item, officer: z.string() }),
  /** 回避: kin or interest of an officer, who acts on the item no more; `to` a colleague, or to nobody yet. Never shown outside. */
  OfficerRecused: z.strictObject({
    ...item,
    officer: z.string(),
    kind: z.enum(['kin', 'interest', 'other']),
    reason: textSchema(500),
    to: z.string().optional(),
  }),
  /** A second one carries the superior's reason, by which it is counted. */
  CorrectionRequested: z.strictObject({
    ...item,
    asked: z.array(askedSchema).min(1),
    /** Working days, where the officer named them. */
    days: z.int().optional(),
    due: dueSchema,
    superiorReason: textSchema(500).optional(),
  }),
  ItemCorrected: z.strictObject({
    ...item,
    receipt: z.string(),
    note: textSchema(1000),
    paperReason: textSchema(200).optional(),
    acceptBy: dueSchema,
    materials: handedInListSchema.optional(),
  }),
  /** `deemed`: five working days of silence; it holds from the day of receipt. Clock starts on `clockFrom`. */
  ItemAccepted: z.strictObject({
    ...item,
    deemed: z.boolean(),
    /** Accepted on a draft: the clock starts with the notice of what it waits for (`ItemClockStarted`). */
    onDraft: z.boolean().optional(),
    clockFrom: legalDateSchema,
    promised: dueSchema.nullable(),
    statutory: dueSchema.nullable(),
  }),
  /** Another calendar moved an open due date; the one before stands here. */
  ItemDueMoved: z.strictObject({
    ...item,
    which: z.enum([
      'acceptBy',
      'correction',
      'gaps',
      'promised',
      'statutory',
      'deliverBy',
      'inspectBy',
      'rectifyBy',
      'publicity',
    ]),
    from: legalDateSchema,
    to: dueSchema,
  }),
  /** 公示: from this day until the end of the last one nothing is decided. */
  ItemPublished: z.strictObject({
    ...item,
    name: textSchema(40),
    /** Where it can be read: a page, a board. */
    place: textSchema(200),
    until: dueSchema,
  }),
  ItemClockStarted: z.strictObject({
    ...item,
    clockFrom: legalDateSchema,
    promised: dueSchema.nullable(),
    statutory: dueSchema.nullable(),
  }),
  /** 容缺受理: the main documents are there; the clock runs, and what is missing has a deadline. */
  ItemAcceptedWithGaps: z.strictObject({
    ...item,
    missing: z.array(z.strictObject({ kind: z.string(), what: textSchema(200) })).min(1),
    /** Working days, where the officer named them. */
    days: z.int().optional(),
    due: dueSchema,
    onDraft: z.boolean().optional(),
    clockFrom: legalDateSchema,
    promised: dueSchema.nullable(),
    statutory: dueSchema.nullable(),
  }),
  ItemGapsSupplied: z.strictObject({
    ...item,
    receipt: z.string(),
    note: textSchema(1000),
    paperReason: textSchema(200).optional(),
    materials: handedInListSchema.optional(),
  }),
  /** 撤销受理: an ending of its own. */
  ItemAcceptanceRevoked: z.strictObject({
    ...item,
    because: z.enum(['deadline', 'stillWrong']),
    dueOn: legalDateSchema.optional(),
    reason: textSchema(2000).optional(),
    appeal: z.string(),
  }),
  /** Between colleagues; never shown outside the department. */
  ItemNoteAdded: z.strictObject({ ...item, text: textSchema(1000) }),
  /** 审核: what the handler proposes; another decides. */
  DecisionProposed: z.strictObject({
    ...item,
    outcome: z.enum(['granted', 'refused']),
    reason: textSchema(2000),
  }),
  ProposalReturned: z.strictObject({ ...item, reason: textSchema(500) }),
  /** A promise was looked into. Not kept: to be mended by `due`. */
  ItemInspected: z.strictObject({
    ...item,
    passed: z.boolean(),
    finding: textSchema(1000),
    days: z.int().optional(),
    due: dueSchema.optional(),
  }),
  ItemRectified: z.strictObject({
    ...item,
    receipt: z.string().optional(),
    report: textSchema(1000),
    inspectBy: dueSchema,
  }),
  /** The promise was not kept, nor mended: the company makes no further one until its credit is repaired. */
  ItemRevoked: z.strictObject({ ...item, company: z.string(), reason: textSchema(1000), appeal: z.string() }),
  CertificateExtensionApplied: z.strictObject({
    ...item,
    receipt: z.string().optional(),
    reason: textSchema(500),
    /** Until then it is decided on; silence extends the certificate. */
    due: dueSchema.optional(),
  }),
  CertificateExtended: z.strictObject({
    ...item,
    until: legalDateSchema,
    reason: textSchema(500),
    /** 视为准予延续: nobody decided before the certificate's last day was over. */
    bySilence: z.literal(true).optional(),
  }),
  CertificateExtensionRefused: z.strictObject({ ...item, reason: textSchema(500), appeal: z.string() }),
  CertificateExpiring: z.strictObject({ ...item, until: legalDateSchema }),
  CertificateExpired: z.strictObject({ ...item, until: legalDateSchema }),
  /** Construction began in time: the permit no longer runs out. */
  CertificateUsed: z.strictObject({ ...item, on: legalDateSchema }),
  /** 更正, 撤回: what an officer asks for, and the head consents to or not; nothing is edited. */
  AmendmentRequested: z.strictObject({
    ...item,
    kind: z.enum(['withdrawDecision', 'correctReason', 'withdrawDecline']),
    reason: textSchema(500),
    text: textSchema(2000).optional(),
  }),
  AmendmentRefused: z.strictObject({ ...item, reason: textSchema(500) }),
  DecisionCorrected: z.strictObject({ ...item, text: textSchema(2000), reason: textSchema(500) }),
  DecisionWithdrawn: z.strictObject({
    ...item,
    reason: textSchema(500),
    /** It had been granted and notified, and counted as done. */
    wasDone: z.boolean(),
    promised: dueSchema.nullable(),
    statutory: dueSchema.nullable(),
  }),
  DeclineWithdrawn: z.strictObject({
    ...item,
    reason: textSchema(500),
    /** It had been found not to be required, and counted as done. */
    wasDone: z.boolean(),
    acceptBy: dueSchema,
  }),
  /** 不受理: no approval needed. */
  ItemNotRequired: z.strictObject({ ...item, reason: textSchema(2000) }),
  /** 不予受理: wrong authority, or still wrong after the correction. */
  ItemNotAccepted: z.strictObject({ ...item, reason: textSchema(2000), appeal: z.string() }),
  /** 视为撤回 */
  ItemLapsed: z.strictObject({ ...item, dueOn: legalDateSchema }),
  ItemWithdrawn: z.strictObject({ ...item, receipt: z.string().optional(), reason: textSchema(500) }),
  /** By written notice; `due` where the law limits the procedure itself. */
  ItemSuspended: z.strictObject({
    ...item,
    procedure: z.string(),
    notice: textSchema(500),
    noticeNumber: textSchema(60).optional(),
    due: dueSchema.optional(),
  }),
  ItemResumed: z.strictObject({ ...item, promised: dueSchema.nullable(), statutory: dueSchema.nullable() }),
  ItemExtended: z.strictObject({
    ...item,
    days: z.int().positive(),
    reason: textSchema(500),
    statutory: dueSchema,
  }),
  ItemDecided: z.strictObject({
    ...item,
    outcome: z.enum(['granted', 'refused']),
    reason: textSchema(2000),
    certificate: z.string().optional(),
    appeal: z.string(),
    deliverBy: dueSchema,
  }),
  /** 办结: the result was notified; a serial item's clock may start from here. */
  ItemDelivered: z.strictObject({
    ...item,
    outcome: z.enum(['granted', 'refused']),
    channel: z.enum(['inbox', 'paper']),
    /** Why the day of a delivery on paper was entered late. */
    dateReason: textSchema(200).optional(),
    /** The certificate's last day; and by when a promise is looked into. */
    validUntil: legalDateSchema.optional(),
    inspectBy: dueSchema.optional(),
  }),
  ItemClosed: z.strictObject({ ...item, because: z.enum(['givenUp']) }),
  LightTurned: lightTurnedSchema.extend({ code: z.string() }),
});
export type ApprovalEvent = DomainEvent<typeof approvalEvents>;
export type ApprovalPublished = PublishedEvent<typeof approvalEvents>;
