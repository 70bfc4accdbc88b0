import { z } from 'zod';
import { query } from './command.ts';
import { lightSchema } from './events/shared.ts';
import { caseIdSchema, legalDateSchema } from './ids.ts';

/** Who can hold the turn. `holder` beside it names the unit: a department id, a division code, a company, an account. */
export const partySchema = z.enum([
  'enterprise',
  'windowClerk',
  'territory',
  'department',
  'departmentHead',
  'judgementLead',
  'land',
  'acceptanceLead',
  'agencyCentre',
  'chiefAgent',
  'agent',
]);
export type Party = z.infer<typeof partySchema>;

/** Something that somebody has to do now: whose turn it is, since when, until when. */
export const turnSchema = z.object({
  /** `<case id>:<action>`, so that a list keeps its rows apart. */
  id: z.string(),
  projectId: z.string().nullable(),
  parcelId: z.string().nullable(),
  projectName: z.string(),
  caseId: z.string(),
  service: z.string(),
  /** The command that answers it, as `acceptItem`. */
  action: z.string(),
  /** What is to be done, in the clerk's or entrepreneur's words. */
  what: z.string(),
  party: partySchema,
  holder: z.string(),
  /** The account that has claimed it. */
  claimedBy: z.string().nullable(),
  since: legalDateSchema,
  dueOn: legalDateSchema.nullable(),
  /** The due date hangs on a calendar year not announced yet (暂估). */
  provisional: z.boolean(),
  light: lightSchema,
  /** Working days left, negative when overdue; null without a due date. */
  daysLeft: z.int().nullable(),
  /** It may be done and need not be: nobody is late with it. */
  optional: z.boolean(),
});
export type Turn = z.infer<typeof turnSchema>;

export const timelineEntrySchema = z.object({
  id: z.string(),
  on: legalDateSchema,
  recordedAt: z.iso.datetime(),
  service: z.string(),
  type: z.string(),
  title: z.string(),
  detail: z.string(),
  by: z.object({ id: z.string(), role: z.string(), unit: z.string().nullable() }),
  /** Shown to staff only: no internal opinion reaches an enterprise. */
  internal: z.boolean(),
  receipt: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** What of a limit is used, in its own unit: M1 of the statutory one, M2 of the promise. */
export const limitUseSchema = z.object({
  used: z.int(),
  limit: z.int(),
  unit: z.enum(['WD', 'CD']),
  /** Its last day had passed, holidays made good, when the clock stopped or stood still, or has by now. */
  over: z.boolean(),
});
export type LimitUse = z.infer<typeof limitUseSchema>;

/** One step of a project's path: an item of `approval`, or a step done in `land`. */
export const stepSchema = z.object({
  caseId: z.string().nullable(),
  code: z.string(),
  name: z.string(),
  department: z.string(),
  stage: z.string(),
  status: z.string(),
  statusZh: z.string(),
  needs: z.array(z.string()),
  waitsFor: z.array(z.string()),
  promise: z.string().nullable(),
  statutory: z.string().nullable(),
  submittedOn: legalDateSchema.nullable(),
  acceptedOn: legalDateSchema.nullable(),
  decidedOn: legalDateSchema.nullable(),
  deliveredOn: legalDateSchema.nullable(),
  promisedDueOn: legalDateSchema.nullable(),
  statutoryDueOn: legalDateSchema.nullable(),
  outcome: z.string().nullable(),
  certificate: z.string().nullable(),
  /** Why it applies; whether it stands on the chain that decides when construction may begin. */
  why: z.string().nullable(),
  critical: z.boolean(),
  /** The certificate's last day. */
  validUntil: legalDateSchema.nullable(),
  /** Null before the limits run, and where there are none. */
  clock: z
    .object({
      state: z.enum(['running', 'paused', 'stopped']),
      statutory: limitUseSchema.nullable(),
      promise: limitUseSchema.nullable(),
    })
    .nullable(),
});

/** A part of the chain (准入, 标准地, 代办, 验收) in a few words, for the dossier's head. */
export const chainPartSchema = z.object({
  part: z.enum([
    'admission',
    'prereview',
    'filing',
    'approval',
    'land',
    'agency',
    'construction',
    'acceptance',
  ]),
  zh: z.string(),
  caseId: z.string().nullable(),
  state: z.enum(['none', 'waiting', 'running', 'done', 'ended']),
  statusZh: z.string(),
  since: legalDateSchema.nullable(),
});

export const parcelPartSchema = z.object({
  parcelId: z.string(),
  parcelCode: z.string(),
  name: z.string(),
  status: z.string(),
  statusZh: z.string(),
});

export const projectMetricsSchema = z.object({
  /** The day up to which open intervals are counted. */
  asOf: legalDateSchema,
  /** M3: union of counted government intervals from 赋码, working days; null before 赋码. */
  governmentDays: z.int().nullable(),
  /** M4: their sum. */
  cumulativeDays: z.int().nullable(),
  /** M5: calendar days from 赋码 to the construction permit and to the filing of completion. */
  spanToPermit: z.int().nullable(),
  spanToCompletion: z.int().nullable(),
  spanSoFar: z.int().nullable(),
  /** M6: calendar days by who held the clock; they add up to the span so far. */
  byCause: z.array(z.object({ cause: z.string(), zh: z.string(), days: z.int() })),
  byDepartment: z.array(z.object({ department: z.string(), days: z.int() })),
});

export const dossierSchema = z.object({
  projectId: z.string(),
  /** Counts up with each event that changed it. */
  version: z.int(),
  /** A read that waited for an event in vain: what is shown is older. */
  stale: z.boolean(),
  name: z.string(),
  company: z.string(),
  investorName: z.string(),
  division: z.string(),
  industry: z.string(),
  totalInvestment: z.string().nullable(),
  landMu: z.string().nullable(),
  projectCode: z.string().nullable(),
  stage: z.string(),
  stageZh: z.string(),
  ended: z.boolean(),
  parts: z.array(chainPartSchema),
  steps: z.array(stepSchema),
  /** What the path was planned to be: what does not apply and why, and how soon it can end; null before 赋码. */
  path: z
    .object({
      /** Version of the catalogue that it is planned under, and stays under; null in what was folded before it was kept. */
      catalogue: z.string().nullable(),
      inapplicable: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          department: z.string(),
          stage: z.string(),
          zh: z.string(),
          en: z.string(),
          basis: z.string(),
        }),
      ),
      criticalPath: z.array(z.string()),
      earliestFinish: legalDateSchema.nullable(),
      budget: z.int().nullable(),
    })
    .nullable(),
  turns: z.array(turnSchema),
  timeline: z.array(timelineEntrySchema),
  agency: z
    .object({
      caseId: z.string(),
      status: z.string(),
      statusZh: z.string(),
      chief: z.string().nullable(),
      agents: z.array(z.string()),
      /** As what the one who asks serves it today, himself or standing in (AB 岗). */
      serves: z.enum(['chief', 'agent']).nullable(),
    })
    .nullable(),
  /** The first that the project still has; `parcels` are all that it has won and not lost again. */
  parcel: parcelPartSchema.nullable(),
  parcels: z.array(parcelPartSchema),
  /** Judgement by department; empty for an enterprise. */
  judgement: z.array(
    z.object({
      department: z.string(),
      because: z.string(),
      veto: z.boolean(),
      opinion: z.string().nullable(),
      opinionZh: z.string(),
      text: z.string().nullable(),
      on: legalDateSchema.nullable(),
      basis: z.string().nullable(),
      conditions: z.array(z.string()),
      /** The account that answered, and the moment. */
      by: z.string().nullable(),
      at: z.iso.datetime().nullable(),
      dueOn: legalDateSchema.nullable(),
      overdue: z.boolean(),
    }),
  ),
  /** 会商, the last one; null for an enterprise: minutes and proposals are internal. */
  conference: z
    .object({
      heldOn: legalDateSchema,
      agenda: z.string(),
      calledOn: legalDateSchema,
      calledBy: z.string(),
      /** Asked and without an answer: overdue, never consent. */
      silent: z.array(z.string()),
      held: z
        .object({
          on: legalDateSchema,
          attended: z.array(z.string()),
          /** Without the unit that invited. */
          voters: z.array(z.string()),
          convenedBy: z.string(),
          decidedBy: z.string(),
          minutes: z.string(),
          minority: z.string().nullable(),
        })
        .nullable(),
    })
    .nullable(),
  proposal: z
    .object({
      conclusion: z.string(),
      zh: z.string(),
      reason: z.string(),
      reviewOn: legalDateSchema.nullable(),
      on: legalDateSchema,
    })
    .nullable(),
  acceptance: z
    .object({
      caseId: z.string(),
      status: z.string(),
      statusZh: z.string(),
      checks: z.array(
        z.object({
          check: z.string(),
          department: z.string(),
          round: z.int(),
          passed: z.boolean().nullable(),
          finding: z.string().nullable(),
        }),
      ),
      leftOut: z.array(z.object({ check: z.string(), reason: z.string() })),
    })
    .nullable(),
  conclusion: z
    .object({ zh: z.string(), reason: z.string(), conditions: z.array(z.string()), on: legalDateSchema })
    .nullable(),
  /** Conditions of the conclusion, each followed until it is met; they hold up a contract at most. */
  conditions: z.array(
    z.object({
      caseId: z.string(),
      text: z.string(),
      department: z.string(),
      attachedTo: z.string(),
      attachedToZh: z.string(),
      holdsUp: z.boolean(),
      dueOn: legalDateSchema,
      status: z.string(),
      statusZh: z.string(),
      light: lightSchema,
      evidence: z.string().nullable(),
      finding: z.string().nullable(),
    }),
  ),
  supplement: z
    .object({ asked: z.array(z.object({ what: z.string(), why: z.string() })), dueOn: legalDateSchema })
    .nullable(),
  metrics: projectMetricsSchema,
});
export type Dossier = z.infer<typeof dossierSchema>;

export const dossierRowSchema = z.object({
  projectId: z.string(),
  name: z.string(),
  investorName: z.string(),
  division: z.string(),
  industry: z.string(),
  projectCode: z.string().nullable(),
  stage: z.string(),
  stageZh: z.string(),
  ended: z.boolean(),
  /** Whose turn it is, most urgent first. */
  turns: z.array(turnSchema),
  updatedOn: legalDateSchema,
});
export type DossierRow = z.infer<typeof dossierRowSchema>;

export const overviewSchema = z.object({
  asOf: legalDateSchema,
  funnel: z.object({
    filed: z.int(),
    prereviewAgreed: z.int(),
    judged: z.int(),
    concluded: z.int(),
    coded: z.int(),
    parcelsFiled: z.int(),
    completed: z.int(),
  }),
  byStage: z.array(z.object({ stage: z.string(), zh: z.string(), count: z.int() })),
  /** The metric and span that the figures of days below are of, as the service is set. */
  headline: z.object({
    metric: z.enum(['M3', 'M4', 'M5']),
    until: z.enum(['permit', 'completion']),
    zh: z.string(),
    unit: z.enum(['WD', 'CD']),
    /** What a project has come to at the end of the span. */
    untilZh: z.string(),
  }),
  /** Over the projects that came to the end of the headline's span; null while there are none. */
  medianDays: z.number().nullable(),
  /** The same for each catalogue version: a reform is told by its cohort, never by the whole. */
  cohorts: z.array(
    z.object({
      catalogue: z.string(),
      completed: z.int(),
      medianDays: z.number(),
      /** With one decimal. */
      meanDays: z.string(),
      /** M5 of the headline's span, calendar days. */
      medianSpan: z.number(),
    }),
  ),
  completedProjects: z.array(
    z.object({
      projectId: z.string(),
      name: z.string(),
      catalogue: z.string().nullable(),
      days: z.int(),
      span: z.int(),
    }),
  ),
  /** M1 and M2 of what was decided, by item of a catalogue version and by its limits. */
  items: z.array(
    z.object({
      catalogue: z.string().nullable(),
      code: z.string(),
      name: z.string(),
      decided: z.int(),
      statutory: z.string().nullable(),
      promise: z.string().nullable(),
      /** Medians in the unit of the limit; null without one. */
      medianStatutory: z.number().nullable(),
      medianPromise: z.number().nullable(),
      /** Decided in the time promised, in per cent; null without a promise. */
      withinPromise: z.int().nullable(),
    }),
  ),
  /** Working days of government time by department over all projects. */
  byDepartment: z.array(z.object({ department: z.string(), days: z.int(), open: z.int(), overdue: z.int() })),
  definition: z.string(),
});
export type Overview = z.infer<typeof overviewSchema>;

const funnelCounts = {
  filed: z.int(),
  prereviewAgreed: z.int(),
  /** All departments have answered, or the conference was held. */
  judged: z.int(),
  /** Judged, and concluded with 同意 or 有条件同意. */
  passed: z.int(),
  concluded: z.int(),
};
export type FunnelCounts = { readonly [K in keyof typeof funnelCounts]: number };
const funnelRow = z.object({ key: z.string(), ...funnelCounts });

export const funnelSchema = z.object({
  asOf: legalDateSchema,
  total: z.object(funnelCounts),
  /** Key: division code. */
  byDivision: z.array(funnelRow),
  /** Key: first two digits of the industry. */
  byIndustry: z.array(funnelRow),
  /** Key: the band in words, all of them in order. */
  byInvestment: z.array(funnelRow),
});
export type Funnel = z.infer<typeof funnelSchema>;

const waitFor = z.strictObject({ caseId: caseIdSchema, seq: z.int() });

export const insightContract = {
  queries: {
    /** `after` waits until that event of that case has arrived, two seconds at most. */
    getDossier: query(
      'getDossier',
      z.strictObject({ projectId: caseIdSchema, after: waitFor.optional() }),
      dossierSchema,
    ),
    findDossiers: query(
      'findDossiers',
      z.strictObject({
        search: z.string().max(100).optional(),
        stage: z.string().max(40).optional(),
        ended: z.boolean().optional(),
        skip: z.int().min(0).max(10_000),
        take: z.int().min(1).max(100),
        after: waitFor.optional(),
      }),
      z.object({ total: z.int(), rows: z.array(dossierRowSchema), stale: z.boolean() }),
    ),
    /** What the person signed in has to do, most urgent first. */
    findMyTasks: query(
      'findMyTasks',
      z.strictObject({
        skip: z.int().min(0).max(10_000),
        take: z.int().min(1).max(100),
        after: waitFor.optional(),
      }),
      z.object({
        total: z.int(),
        rows: z.array(turnSchema),
        overdue: z.int(),
        dueToday: z.int(),
        stale: z.boolean(),
      }),
    ),
    getOverview: query('getOverview', z.strictObject({}), overviewSchema),
    /** 准入漏斗 of the applications submitted from one day to another, both included; counted from events. */
    getFunnel: query(
      'getFunnel',
      z.strictObject({ from: legalDateSchema.optional(), to: legalDateSchema.optional() }),
      funnelSchema,
    ),
    /** What each service has emitted against what has arrived here; empty when all is here. */
    findMissingEvents: query(
      'findMissingEvents',
      z.strictObject({}),
      z.array(z.object({ service: z.string(), caseId: z.string(), emitted: z.int(), arrived: z.int() })),
    ),
  },
};
