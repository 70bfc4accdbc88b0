import { z } from 'zod';
import { departmentSchema } from './departments.ts';
import { legalDateSchema, textSchema } from './ids.ts';
import { approvalRouteSchema } from './path-facts.ts';

const codeSchema = z.string().regex(/^[A-Z]\d{1,2}$/);
const procedureSchema = z.enum(['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审', '评估']);

/** A limit as the catalogue writes it; its id and version are those of item and catalogue. */
export const catalogueLimitSchema = z.strictObject({
  value: z.int().min(0).max(400),
  unit: z.enum(['WD', 'CD']),
  kind: z.enum(['maximum', 'minimum']),
  runsFrom: z.enum(['receipt', 'acceptance', 'award', 'notice', 'publication']),
  basis: textSchema(200),
  /** No law gives this figure (示例). */
  illustrative: z.boolean(),
});
export type CatalogueLimit = z.infer<typeof catalogueLimitSchema>;

export const materialSchema = z.strictObject({
  /** Matched across items: what was handed in once is not asked for again. */
  kind: z.string().regex(/^[a-z][A-Za-z0-9]{1,39}$/),
  name: textSchema(100),
  form: z.enum(['original', 'copy', 'electronic']),
  source: z.enum(['applicant', 'government', 'intermediary']),
  /** `mayFollow`: the item may be accepted without it (容缺). */
  required: z.enum(['main', 'mayFollow']),
});
export type CatalogueMaterial = z.infer<typeof materialSchema>;

/** 许可, 备案, 技术审查, 合同, 接入 */
export const matterSchema = z.enum(['licence', 'filing', 'review', 'contract', 'access']);

/** How one working of an item goes: who decides, in what time, whether on a promise. */
const workingShape = {
  matter: matterSchema,
  statutory: catalogueLimitSchema.nullable(),
  promise: catalogueLimitSchema.nullable(),
  /** Once, by the head; its length is the item's. */
  extension: z.strictObject({ value: z.int().min(1), basis: textSchema(200) }).nullable(),
  /** `proposal`: one proposes (审核), another decides (审批); `other`: who accepted does not decide; `same`: he may. */
  decidedBy: z.enum(['same', 'other', 'proposal']),
  /** 告知承诺, and on what basis; null where it is not allowed. */
  commitment: z.strictObject({ basis: textSchema(200) }).nullable(),
};

/** A certificate's life. */
export const validitySchema = z.strictObject({
  months: z.int().min(1),
  basis: textSchema(200),
  extensions: z.int().min(0),
  extensionMonths: z.int().min(0),
  /** Applied for within so many days before it ends. */
  windowDays: z.int().min(0),
});

export const catalogueItemSchema = z.strictObject({
  code: codeSchema,
  name: textSchema(60),
  department: departmentSchema,
  stage: z.enum(['立项用地规划许可', '工程建设许可', '施工许可', '竣工验收']),
  doneBy: z.enum(['approval', 'land', 'acceptance']),
  routes: z.array(approvalRouteSchema).min(1),
  /** Name of the rule of facts by which it applies. */
  applies: z.string().regex(/^[a-z][A-Za-z]{1,39}$/),
  needs: z.array(codeSchema),
  /** Of its needs, those whose draft is enough to submit it; its clock still waits for the result. */
  draftOf: z.array(codeSchema),
  ...workingShape,
  /** Where its working differs by class or regime, as 报告书, 报告表, 登记表. */
  variants: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][A-Za-z]{1,39}$/),
      name: textSchema(60),
      ...workingShape,
      /** In place of the item's, where it asks for others; they are not counted. */
      materials: z.array(materialSchema).optional(),
    }),
  ),
  /** Periods to be waited out: 公告, 挂牌, 公示. */
  minimums: z.array(z.strictObject({ name: textSchema(40), limit: catalogueLimitSchema })),
  /** Special procedures that the limit leaves out, each with its own limit. */
  procedures: z.array(z.strictObject({ procedure: procedureSchema, limit: catalogueLimitSchema })),
  validity: validitySchema.nullable(),
  /** Stands for the others of the catalogue that the published report counts and does not name (示例). */
  illustrative: z.boolean(),
  materials: z.array(materialSchema),
});
export type CatalogueItem = z.infer<typeof catalogueItemSchema>;

export const catalogueSchema = z.strictObject({
  version: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
  name: textSchema(60),
  effectiveFrom: legalDateSchema,
  items: z.array(catalogueItemSchema).min(1).max(80),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

/** What an item keeps of the catalogue that it was planned under: an open case keeps its rules. */
export const itemRuleSchema = z.strictObject({
  catalogue: z.string(),
  effectiveFrom: legalDateSchema,
  variant: z.string().nullable(),
  ...workingShape,
  draftOf: z.array(codeSchema),
  validity: validitySchema.nullable(),
  /** Kinds of material without which it may be accepted (容缺). */
  mayFollow: z.array(z.string()),
  /** 备案: what the applicant hands in; with all of it the filing is complete. Absent in what is no filing. */
  main: z.array(materialSchema.pick({ kind: true, name: true })).optional(),
  /** Special procedures with a limit of their own. */
  procedures: z.array(z.strictObject({ procedure: procedureSchema, limit: catalogueLimitSchema })).optional(),
  /** 公示 that has to be over before it is decided; absent in items that were planned before it was kept. */
  publicity: z.strictObject({ name: textSchema(40), limit: catalogueLimitSchema }).optional(),
});
export type ItemRule = z.infer<typeof itemRuleSchema>;

const countsSchema = z.object({ version: z.string(), items: z.int(), materials: z.int() });
/** What a reform took away, in per cent with one decimal, computed from two versions. */
export const catalogueChangeSchema = z.object({
  before: countsSchema,
  after: countsSchema,
  itemsPercent: z.string(),
  materialsPercent: z.string(),
});
