import { z } from 'zod';
import { command, query } from './command.ts';
import { type DepartmentId, departmentSchema } from './departments.ts';
import { type CheckCode, checkCodeSchema, leftOutSchema } from './events/acceptance.ts';
import { askedSchema, lightSchema } from './events/shared.ts';
import { caseIdSchema, legalDateSchema, textSchema } from './ids.ts';

/** 五方责任主体: who holds 五方竣工验收, all of them and nobody else. */
export const fiveParties = ['建设', '勘察', '设计', '施工', '监理'] as const;

/** Parts of 并联查验 that every finished work owes (domain §8). */
const owedByAll: readonly CheckCode[] = ['fire', 'archives', 'drainage', 'greening', 'land'];
/** And those that follow from an item of its approval: 人防, 防雷. */
const owedAfter: Readonly<Record<string, CheckCode>> = { B3: 'civilDefence', C3: 'lightning' };
/** 特殊消防设计审查 applied: the works are 特殊建设工程. */
const specialWorksItem = 'C2';

/** Departments that may be asked for a part, the usual one first (domain §5, §8). */
export const checkDepartments: Readonly<Record<CheckCode, readonly [DepartmentId, ...DepartmentId[]]>> = {
  fire: ['housing'],
  civilDefence: ['civilDefence', 'housing'],
  lightning: ['meteorology'],
  archives: ['housing'],
  drainage: ['housing', 'water'],
  greening: ['housing'],
  land: ['naturalResources'],
};

/** What the joint visit owes a project with these items (codes of the catalogue, as `B3`) on its path. */
export const owedChecks = (items: readonly string[]): readonly CheckCode[] => [
  ...owedByAll,
  ...items.flatMap((item) => owedAfter[item] ?? []),
];
/** Whether the works are 特殊建设工程, whose fire acceptance has 15 WD. */
export const areSpecialWorks = (items: readonly string[]): boolean => items.includes(specialWorksItem);

/** Whose turn it is; a step of the owner's own time has no due date. */
const turnSchema = z.object({
  clock: z.string(),
  /** What there is to do. */
  zh: z.string(),
  /** `enterprise`, `acceptanceLead` or a department. */
  holder: z.string(),
  holderZh: z.string(),
  dueOn: legalDateSchema.nullable(),
  provisional: z.boolean(),
  light: lightSchema,
});

export const acceptanceViewSchema = z.object({
  id: caseIdSchema,
  projectId: caseIdSchema,
  version: z.int(),
  seq: z.int(),
  status: z.string(),
  statusZh: z.string(),
  company: z.string(),
  division: z.string(),
  projectName: z.string(),
  turns: z.array(turnSchema),
  appliedOn: legalDateSchema.nullable(),
  surveyReport: z.string().nullable(),
  /** 规划核实 */
  planning: z.object({ passed: z.boolean(), finding: z.string(), on: legalDateSchema }).nullable(),
  /** 五方竣工验收 */
  fiveParty: z.object({ report: z.string(), parties: z.array(z.string()), on: legalDateSchema }).nullable(),
  /** 一次性告知 */
  notice: z
    .object({ asked: z.array(askedSchema), dueOn: legalDateSchema, supplied: z.string().nullable() })
    .nullable(),
  round: z.int(),
  /** 并联查验: every part with all of its rounds; `passed` is null while it waits to be checked. */
  checks: z.array(
    z.object({
      check: checkCodeSchema,
      checkZh: z.string(),
      department: departmentSchema,
      departmentZh: z.string(),
      passed: z.boolean().nullable(),
      results: z.array(
        z.object({ round: z.int(), passed: z.boolean(), finding: z.string(), on: legalDateSchema }),
      ),
    }),
  ),
  /** What is owed and was left out, with the lead's reason. */
  leftOut: z.array(leftOutSchema),
  /** 整改 as last reported. */
  rectification: z.string().nullable(),
  opinion: z
    .object({ opinion: z.string(), number: z.string(), sealZh: z.string(), on: legalDateSchema })
    .nullable(),
  completion: z.object({ receipt: z.string(), on: legalDateSchema }).nullable(),
  /** What the enterprise accepts by itself, outside the joint visit (环保, 水保). */
  selfAccepted: z.array(z.string()),
});
export type AcceptanceView = z.infer<typeof acceptanceViewSchema>;

export const acceptanceTaskSchema = z.object({
  id: caseIdSchema,
  projectId: caseIdSchema,
  projectName: z.string(),
  division: z.string(),
  status: z.string(),
  statusZh: z.string(),
  turn: turnSchema,
});
export type AcceptanceTask = z.infer<typeof acceptanceTaskSchema>;

/** `id` is the project's or the acceptance's own: one leads to the other. */
export const acceptanceContract = {
  commands: {
    /** 综合测绘 done: asks for 规划核实. `paper` at the window alone, with the true day of receipt. */
    applyAcceptance: command('applyAcceptance', {
      surveyReport: textSchema(200),
      paper: z.strictObject({ receivedOn: legalDateSchema, reason: textSchema(200) }).optional(),
    }),
    verifyPlanning: command('verifyPlanning', { passed: z.boolean(), finding: textSchema(1000) }),
    recordFivePartyAcceptance: command('recordFivePartyAcceptance', {
      report: textSchema(1000),
      /** The five of `fiveParties`, in any order. */
      parties: z.array(textSchema(20)).max(10),
    }),
    giveAcceptanceNotice: command('giveAcceptanceNotice', { asked: z.array(askedSchema).min(1) }),
    supplyAcceptance: command('supplyAcceptance', { note: textSchema(1000) }),
    acceptJointAcceptance: command('acceptJointAcceptance', {
      /** The parts that are checked, each with the department that checks it: all of `owedChecks`, save those of `leftOut`. */
      checks: z.array(z.strictObject({ check: checkCodeSchema, department: departmentSchema })).min(1),
      /** Owed, and not there to be checked, as 绿化 of a renovation; never 消防 or 土地核验. */
      leftOut: z.array(leftOutSchema).optional(),
      /** 特殊建设工程: its fire part has 15 working days. Known without being told where C2 applied. */
      specialWorks: z.boolean().optional(),
    }),
    recordCheck: command('recordCheck', {
      check: checkCodeSchema,
      passed: z.boolean(),
      finding: textSchema(1000),
    }),
    reportAcceptanceRectification: command('reportAcceptanceRectification', { report: textSchema(1000) }),
    issueJointOpinion: command('issueJointOpinion', { opinion: textSchema(2000) }),
    fileCompletion: command('fileCompletion', {}),
    withdrawAcceptance: command('withdrawAcceptance', { reason: textSchema(500) }),
  },
  queries: {
    getAcceptance: query('getAcceptance', z.strictObject({ projectId: caseIdSchema }), acceptanceViewSchema),
    findAcceptanceTasks: query('findAcceptanceTasks', z.strictObject({}), z.array(acceptanceTaskSchema)),
  },
};
export type AcceptanceContract = typeof acceptanceContract;
