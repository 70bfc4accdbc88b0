import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';

export type CatalogueStatus = 'kept';
export const catalogueStatuses: StatusTable<CatalogueStatus> = { kept: { zh: '目录在库', end: true } };

/** The catalogue only ever grows by a version; none is changed or taken back. */
export const catalogueTable = {
  addCatalogueVersion: { from: ['none', 'kept'], to: ['kept'], by: ['administrator'], zh: '增加目录版本' },
} as const satisfies TransitionTable<CatalogueStatus>;

export type ProjectStatus = 'filed' | 'building' | 'completed' | 'givenUp';

export const projectStatuses: StatusTable<ProjectStatus> = {
  filed: { zh: '已备案' },
  building: { zh: '已开工' },
  completed: { zh: '已竣工备案', end: true },
  givenUp: { zh: '已放弃', end: true },
};

/** A filed project; an empty `to` leaves it where it is. 备案 has no reject: what is incomplete is guided, what is complete is filed (domain §5). */
export const projectTable = {
  fileProject: { from: ['none'], to: ['filed'], by: ['enterprise', 'windowClerk'], zh: '办理项目备案' },
  noteLandStep: {
    from: ['filed', 'building'],
    to: [],
    by: ['service'],
    zh: '用地环节完成',
  },
  notePermit: { from: ['filed', 'building'], to: [], by: ['service'], zh: '事项办结' },
  reportConstructionStart: {
    from: ['filed'],
    to: ['building'],
    by: ['enterprise', 'windowClerk'],
    zh: '报告开工',
  },
  giveUpFiledProject: { from: ['filed', 'building'], to: ['givenUp'], by: ['enterprise'], zh: '放弃项目' },
  changeProjectFacts: {
    from: ['filed', 'building'],
    to: [],
    by: ['enterprise', 'windowClerk'],
    zh: '更正项目事实，重新规划路径',
  },
  closeProject: {
    from: ['filed', 'building'],
    to: ['completed', 'givenUp'],
    by: ['service'],
    zh: '项目结束',
  },
} as const satisfies TransitionTable<ProjectStatus>;

export type ItemStatus =
  | 'planned'
  | 'dropped'
  | 'received'
  | 'correcting'
  | 'accepted'
  | 'suspended'
  | 'granted'
  | 'refused'
  | 'delivered'
  | 'filed'
  | 'deliveredRefusal'
  | 'notRequired'
  | 'notAccepted'
  | 'lapsed'
  | 'withdrawn'
  | 'closed';

export const itemStatuses: StatusTable<ItemStatus> = {
  planned: { zh: '待申报' },
  dropped: { zh: '不再适用' },
  received: { zh: '已收件' },
  correcting: { zh: '待补正' },
  accepted: { zh: '在办' },
  suspended: { zh: '挂起' },
  granted: { zh: '准予，待送达' },
  refused: { zh: '不予，待送达' },
  delivered: { zh: '办结', end: true },
  filed: { zh: '已备案，办结', end: true },
  deliveredRefusal: { zh: '不予许可，已送达' },
  notRequired: { zh: '不受理', end: true },
  notAccepted: { zh: '不予受理' },
  lapsed: { zh: '视为撤回' },
  withdrawn: { zh: '已撤回' },
  closed: { zh: '已终止', end: true },
};

const undecided = ['received', 'correcting', 'accepted', 'suspended'] as const;
/** What stands in a department's queue. */
export const openStatuses: readonly ItemStatus[] = [...undecided, 'granted', 'refused'];
/** Endings after which the item may be applied for anew. */
const openAnew = ['notAccepted', 'lapsed', 'withdrawn', 'deliveredRefusal'] as const;

/** An item case as one table (domain §5); an empty `to` leaves it where it is; 容缺受理 and 告知承诺 come later by name. */
export const itemTable = {
  planItem: { from: ['none'], to: ['planned'], by: ['service'], zh: '列入审批路径' },
  replanItem: {
    from: ['planned', 'dropped'],
    to: ['planned'],
    by: ['service'],
    zh: '按变更后的事实重新规划',
  },
  dropItem: {
    from: ['planned', ...openAnew],
    to: ['dropped'],
    by: ['service'],
    zh: '按变更后的事实不再适用',
  },
  unblockItem: { from: ['planned'], to: [], by: ['service'], zh: '前序结果已送达' },
  submitItem: {
    from: ['planned', ...openAnew],
    to: ['received', 'filed'],
    by: ['enterprise', 'windowClerk'],
    zh: '申报事项',
  },
  claimItem: {
    from: [...undecided, 'granted', 'refused'],
    to: [],
    by: ['department', 'utility'],
    zh: '认领',
  },
  handOverItem: {
    from: [...undecided, 'granted', 'refused'],
    to: [],
    by: ['department', 'utility', 'departmentHead'],
    zh: '移交',
  },
  requestItemCorrection: {
    from: ['received'],
    to: ['correcting'],
    by: ['department', 'utility', 'departmentHead'],
    zh: '一次性告知补正',
  },
  supplyItemCorrection: {
    from: ['correcting'],
    to: ['received'],
    by: ['enterprise', 'windowClerk'],
    zh: '补正材料',
  },
  acceptItem: { from: ['received'], to: ['accepted'], by: ['department', 'utility'], zh: '受理' },
  declineItem: {
    from: ['received'],
    to: ['notRequired', 'notAccepted'],
    by: ['department', 'utility'],
    zh: '不受理或不予受理',
  },
  withdrawItem: { from: [...undecided], to: ['withdrawn'], by: ['enterprise'], zh: '撤回申请' },
  suspendItem: { from: ['accepted'], to: ['suspended'], by: ['department', 'utility'], zh: '进入特别程序' },
  resumeItem: { from: ['suspended'], to: ['accepted'], by: ['department', 'utility'], zh: '特别程序结束' },
  extendItem: { from: ['accepted'], to: [], by: ['departmentHead'], zh: '延长期限' },
  decideItem: {
    from: ['accepted'],
    to: ['granted', 'refused'],
    by: ['department', 'utility'],
    zh: '作出决定',
  },
  deliverItem: {
    from: ['granted', 'refused'],
    to: ['delivered', 'deliveredRefusal'],
    by: ['department', 'utility', 'windowClerk'],
    zh: '送达',
  },
  closeItem: {
    from: ['planned', 'dropped', ...undecided, 'granted', 'refused', ...openAnew],
    to: ['closed'],
    by: ['service'],
    zh: '随项目终止',
  },
  acceptBySilence: { from: ['received'], to: ['accepted'], by: ['time'], zh: '逾期未答复，视为受理' },
  lapse: { from: ['correcting'], to: ['lapsed'], by: ['time'], zh: '补正逾期，视为撤回' },
} as const satisfies TransitionTable<ItemStatus>;
