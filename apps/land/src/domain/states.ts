import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';

export type ParcelStatus =
  | 'reserved'
  | 'evaluating'
  | 'drafting'
  | 'countersigning'
  | 'approved'
  | 'filed'
  | 'listed'
  | 'awarded'
  | 'failed'
  | 'contracted'
  | 'annotated'
  | 'building'
  | 'completionReview'
  | 'operating'
  | 'productionReview'
  | 'fulfilled'
  | 'rectifying'
  | 'breach'
  | 'returned'
  | 'cancelled';

export const statuses: StatusTable<ParcelStatus> = {
  reserved: { zh: '储备' },
  evaluating: { zh: '评估中' },
  drafting: { zh: '指标拟定' },
  countersigning: { zh: '指标会签' },
  approved: { zh: '方案批准' },
  filed: { zh: '已备案（标准地申报）' },
  listed: { zh: '公告中' },
  awarded: { zh: '成交' },
  failed: { zh: '流拍' },
  contracted: { zh: '已签双合同' },
  annotated: { zh: '已备注登记' },
  building: { zh: '在建' },
  completionReview: { zh: '竣工复核' },
  operating: { zh: '初始运行' },
  productionReview: { zh: '达产复核' },
  fulfilled: { zh: '履约完成', end: true },
  rectifying: { zh: '整改' },
  breach: { zh: '违约处置' },
  returned: { zh: '退出', end: true },
  cancelled: { zh: '登记撤销', end: true },
};

/** Registered and not on the market: what was registered may still be put right. */
const unannounced = [
  'reserved',
  'evaluating',
  'drafting',
  'countersigning',
  'approved',
  'filed',
  'failed',
] as const;

/** Both contracts hold and are not fulfilled yet. */
const underContract = [
  'contracted',
  'annotated',
  'building',
  'completionReview',
  'operating',
  'productionReview',
  'rectifying',
] as const;

/** 标准地 as one table (domain §6). A territory prepares its own division's parcels; rows by `service` follow the project. */
export const table = {
  registerParcel: { from: ['none'], to: ['reserved'], by: ['territory', 'land'], zh: '登记地块' },
  amendParcel: {
    from: [...unannounced],
    to: ['drafting'],
    by: ['territory', 'land'],
    zh: '更正地块登记',
    note: 'Another area, place or use leads back to the indicators once they were drafted; else it leaves the state.',
  },
  cancelRegistration: {
    from: [...unannounced],
    to: ['cancelled'],
    by: ['territory', 'land'],
    zh: '撤销地块登记',
  },
  startEvaluation: { from: ['reserved'], to: ['evaluating'], by: ['territory', 'land'], zh: '启动区域评估' },
  completeEvaluations: {
    from: ['evaluating'],
    to: ['drafting'],
    by: ['territory', 'land'],
    zh: '完成区域评估',
  },
  proposeIndicators: {
    from: ['drafting', 'countersigning'],
    to: ['countersigning'],
    by: ['territory', 'land'],
    zh: '拟定控制指标',
  },
  countersignIndicators: {
    from: ['countersigning'],
    to: ['countersigning'],
    by: ['department', 'departmentHead'],
    zh: '会签指标',
  },
  approveScheme: { from: ['countersigning'], to: ['approved'], by: ['land'], zh: '批准出让方案' },
  fileStandardLand: { from: ['approved'], to: ['filed'], by: ['territory'], zh: '申报标准地' },
  announceListing: { from: ['filed', 'failed'], to: ['listed'], by: ['land'], zh: '发布出让公告' },
  recordAward: { from: ['listed'], to: ['awarded'], by: ['land'], zh: '登记成交' },
  linkAward: { from: ['awarded'], to: ['awarded'], by: ['land'], zh: '关联竞得项目' },
  recordListingFailure: { from: ['listed', 'awarded'], to: ['failed'], by: ['land'], zh: '登记流拍' },
  signContracts: { from: ['awarded'], to: ['contracted'], by: ['territory', 'land'], zh: '签订双合同' },
  annotateRegistration: {
    from: ['contracted', 'building', 'completionReview', 'operating', 'productionReview', 'rectifying'],
    to: ['annotated'],
    by: ['land'],
    zh: '备注登记',
    note: 'made up for later, after the completion too, it leaves the parcel where it is',
  },
  noteConstruction: { from: ['contracted', 'annotated'], to: ['building'], by: ['service'], zh: '项目开工' },
  openCompletionReview: {
    from: ['building'],
    to: ['completionReview'],
    by: ['service'],
    zh: '竣工备案，转入竣工复核',
  },
  noteProjectGivenUp: {
    from: ['awarded', ...underContract],
    to: [],
    by: ['service'],
    zh: '项目放弃，地块待处置',
  },
  recordCompletionReview: {
    from: ['completionReview'],
    to: ['completionReview', 'rectifying'],
    by: ['land'],
    zh: '登记竣工复核',
  },
  reportRectification: {
    from: ['rectifying'],
    to: ['completionReview', 'productionReview'],
    by: ['enterprise'],
    zh: '报告整改完成',
  },
  startOperation: {
    from: ['completionReview'],
    to: ['operating'],
    by: ['enterprise', 'land'],
    zh: '转入初始运行',
  },
  recordProductionReview: {
    from: ['operating', 'productionReview'],
    to: ['fulfilled', 'rectifying'],
    by: ['land'],
    zh: '登记达产复核',
  },
  openBreach: { from: [...underContract], to: ['breach'], by: ['land'], zh: '转入违约处置' },
  returnParcel: {
    from: ['awarded', ...underContract, 'breach'],
    to: ['returned'],
    by: ['land'],
    zh: '地块退出',
  },
  turnLight: { from: ['awarded', 'rectifying'], to: [], by: ['time'], zh: '亮灯' },
} as const satisfies TransitionTable<ParcelStatus>;
