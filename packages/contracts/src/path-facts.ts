import { z } from 'zod';
import { decimalSchema, writtenSchema } from './ids.ts';

/** 备案, 核准 or 审批: by what the project is, not by choice (domain §5). */
export const approvalRoutes = { filing: '备案', verification: '核准', approval: '审批' } as const;
export const approvalRouteSchema = z.enum(['filing', 'verification', 'approval']);

/** How the owner comes by the land: by open auction, held already, or a leased building. */
export const landKinds = { auction: '招拍挂出让', held: '已有建设用地', leased: '租赁厂房' } as const;
export const buildingKinds = {
  plant: '生产厂房',
  warehouse: '仓库',
  civil: '民用建筑',
  mixed: '厂房和民用建筑',
} as const;
export const hazardClasses = {
  none: '不涉及',
  hazardousChemicals: '危险化学品',
  highRisk: '其他高危行业（金属冶炼、烟花爆竹等）',
} as const;
/** Class of environmental assessment by the list that classifies projects (分类管理名录). */
export const environmentClasses = {
  report: '报告书',
  form: '报告表',
  register: '登记表',
  exempt: '不纳入环评管理',
} as const;
/** Evaluated once for the whole area before the land is sold (区域评估, domain §6). */
export const regionalEvaluationNames = [
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
/** What only some sites bring with them. */
export const circumstanceNames = {
  forestLand: '占用林地',
  riverWorks: '涉河建设',
  waterIntake: '自备取水',
  sewage: '向城镇管网排污水',
  roadOpening: '开挖城市道路',
  treeFelling: '占用绿地或砍伐树木',
  foreignInvestment: '外商投资',
} as const;

const keysOf = <T extends object>(words: T) =>
  Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];

/** What the path hangs on. Areas in m², soil in m³, energy in tce, kWh and t of coal a year. */
export const pathFactsSchema = z.strictObject({
  route: approvalRouteSchema,
  landKind: z.enum(keysOf(landKinds)),
  landArea: decimalSchema,
  floorArea: decimalSchema,
  /** Earth moved, dug and filled. */
  soilVolume: decimalSchema,
  building: z.enum(keysOf(buildingKinds)),
  hazard: z.enum(keysOf(hazardClasses)),
  energyTce: decimalSchema,
  electricityKwh: decimalSchema,
  coalTonnes: decimalSchema,
  environmentClass: z.enum(keysOf(environmentClasses)),
  /** 特殊建设工程, whose fire design is reviewed. */
  specialFire: z.boolean(),
  /** A site where something may explode or burn: its lightning protection is reviewed. */
  explosiveSite: z.boolean(),
  /** 低风险小型: asked for by the owner, granted by area and kind. */
  lowRiskSmall: z.boolean(),
  regionalEvaluations: z.array(z.enum(regionalEvaluationNames)).max(10),
  circumstances: z.array(z.enum(keysOf(circumstanceNames))).max(10),
  /** 意向地块, by code or name: the owner's wish, which no announcement of a sale knows of. */
  parcelWish: writtenSchema.max(40).optional(),
});
export type PathFacts = z.infer<typeof pathFactsSchema>;

/** What `land` has told of a project's parcels: the one wished for once it is announced, then those that were won. */
export const toldByLandSchema = z.strictObject({
  won: z.boolean(),
  parcels: z
    .array(
      z.strictObject({
        parcelId: z.string(),
        parcelCode: z.string().optional(),
        evaluations: z.array(z.enum(regionalEvaluationNames)),
      }),
    )
    .min(1),
});
export type ToldByLand = z.infer<typeof toldByLandSchema>;

/** What the owner states; the rest is derived from his application, or assumed and shown so. */
export const statedFactsSchema = pathFactsSchema.partial();
export type StatedFacts = z.infer<typeof statedFactsSchema>;
