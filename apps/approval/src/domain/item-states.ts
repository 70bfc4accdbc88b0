import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';

export type ItemStatus =
  | 'planned'
  | 'dropped'
  | 'received'
  | 'correcting'
  | 'acceptedWithGaps'
  | 'accepted'
  | 'suspended'
  | 'granted'
  | 'refused'
  | 'delivered'
  | 'onPromise'
  | 'rectifying'
  | 'filed'
  | 'deliveredRefusal'
  | 'notRequired'
  | 'notAccepted'
  | 'lapsed'
  | 'acceptanceRevoked'
  | 'withdrawn'
  | 'revoked'
  | 'expired'
  | 'closed';

export const itemStatuses: StatusTable<ItemStatus> = {
  planned: { zh: '待申报' },
  dropped: { zh: '不再适用' },
  received: { zh: '已收件' },
  correcting: { zh: '待补正' },
  acceptedWithGaps: { zh: '容缺受理' },
  accepted: { zh: '在办' },
  suspended: { zh: '挂起' },
  granted: { zh: '准予，待送达' },
  refused: { zh: '不予，待送达' },
  delivered: { zh: '办结' },
  onPromise: { zh: '办结（告知承诺），待核查' },
  rectifying: { zh: '承诺不符，整改中' },
  filed: { zh: '已备案，办结', end: true },
  deliveredRefusal: { zh: '不予许可，已送达' },
  notRequired: { zh: '不受理' },
  notAccepted: { zh: '不予受理' },
  lapsed: { zh: '视为撤回' },
  acceptanceRevoked: { zh: '撤销受理' },
  withdrawn: { zh: '已撤回' },
  revoked: { zh: '承诺不实，已撤销' },
  expired: { zh: '证照失效' },
  closed: { zh: '已终止', end: true },
};

const undecided = ['received', 'correcting', 'acceptedWithGaps', 'accepted', 'suspended'] as const;
const decidedOn = ['granted', 'refused'] as const;
/** What stands in a department's queue. */
export const openStatuses: readonly ItemStatus[] = [...undecided, ...decidedOn, 'onPromise', 'rectifying'];
/** Endings after which the item may be applied for anew. */
const openAnew = [
  'notAccepted',
  'lapsed',
  'acceptanceRevoked',
  'withdrawn',
  'deliveredRefusal',
  'revoked',
  'expired',
] as const;
/** The result is out: a certificate lives, or a promise is still to be looked into. */
const living = ['delivered', 'onPromise', 'rectifying'] as const;
const officers = ['department', 'utility'] as const;

/** An item case as one table (domain §5); an empty `to` leaves it where it is. */
export const itemTable = {
  planItem: { from: ['none'], to: ['planned'], by: ['service'], zh: '列入审批路径' },
  replanItem: {
    from: ['planned', 'dropped'],
    to: ['planned'],
    by: ['service'],
    zh: '按变更后的事实重新规划',
  },
  /** What was applied for keeps its rules; another round of it goes by the path as it is planned now. */
  replanNextRound: {
    from: [...undecided, ...decidedOn, ...living, ...openAnew, 'notRequired'],
    to: [],
    by: ['service'],
    zh: '再次申报按变更后的事实办理',
  },
  dropItem: {
    from: ['planned', ...openAnew],
    to: ['dropped'],
    by: ['service'],
    zh: '按变更后的事实不再适用',
  },
  unblockItem: {
    from: ['planned', ...undecided, ...decidedOn, ...living, ...openAnew, 'notRequired'],
    to: [],
    by: ['service'],
    zh: '前序结果已送达',
  },
  submitItem: {
    from: ['planned', ...openAnew],
    to: ['received', 'filed'],
    by: ['enterprise', 'windowClerk'],
    zh: '申报事项',
  },
  claimItem: { from: [...undecided, ...decidedOn], to: [], by: officers, zh: '认领' },
  handOverItem: {
    from: [...undecided, ...decidedOn],
    to: [],
    by: [...officers, 'departmentHead'],
    zh: '移交',
  },
  /** AB 岗: what an absent officer had claimed, to whoever stands in for him. */
  substituteHandler: {
    from: [...undecided, ...decidedOn, ...living],
    to: [],
    by: ['service'],
    zh: '由B岗接办',
  },
  recuseFromItem: {
    from: [...undecided, ...decidedOn, ...living],
    to: [],
    by: [...officers, 'departmentHead'],
    zh: '申请回避',
  },
  addItemNote: {
    from: [...undecided, ...decidedOn, ...living],
    to: [],
    by: [...officers, 'departmentHead'],
    zh: '内部备注',
  },
  requestItemCorrection: {
    from: ['received'],
    to: ['correcting'],
    by: [...officers, 'departmentHead'],
    zh: '一次性告知补正',
  },
  supplyItemCorrection: {
    from: ['correcting', 'lapsed'],
    to: ['received'],
    by: ['enterprise', 'windowClerk'],
    zh: '补正材料',
  },
  acceptItem: { from: ['received'], to: ['accepted'], by: officers, zh: '受理' },
  acceptItemWithGaps: { from: ['received'], to: ['acceptedWithGaps'], by: officers, zh: '容缺受理' },
  supplyItemGaps: {
    from: ['acceptedWithGaps', 'acceptanceRevoked'],
    to: ['accepted'],
    by: ['enterprise', 'windowClerk'],
    zh: '补齐容缺材料',
  },
  revokeItemAcceptance: {
    from: ['acceptedWithGaps', 'accepted'],
    to: ['acceptanceRevoked'],
    by: officers,
    zh: '撤销受理',
  },
  declineItem: {
    from: ['received'],
    to: ['notRequired', 'notAccepted'],
    by: officers,
    zh: '不受理或不予受理',
  },
  withdrawItem: { from: [...undecided], to: ['withdrawn'], by: ['enterprise'], zh: '撤回申请' },
  suspendItem: { from: ['accepted'], to: ['suspended'], by: officers, zh: '进入特别程序' },
  resumeItem: { from: ['suspended'], to: ['accepted'], by: officers, zh: '特别程序结束' },
  extendItem: { from: ['accepted'], to: [], by: ['departmentHead'], zh: '延长期限' },
  publishItem: { from: ['acceptedWithGaps', 'accepted', 'suspended'], to: [], by: officers, zh: '公示' },
  proposeItemDecision: { from: ['accepted'], to: [], by: officers, zh: '提出审核意见' },
  returnItemProposal: {
    from: ['accepted'],
    to: [],
    by: [...officers, 'departmentHead'],
    zh: '退回审核意见',
  },
  decideItem: { from: ['accepted'], to: ['granted', 'refused'], by: officers, zh: '作出决定' },
  deliverItem: {
    from: [...decidedOn],
    to: ['delivered', 'onPromise', 'deliveredRefusal'],
    by: [...officers, 'windowClerk'],
    zh: '送达',
  },
  recordItemInspection: {
    from: ['onPromise', 'rectifying'],
    to: ['delivered', 'rectifying', 'revoked'],
    by: officers,
    zh: '核查告知承诺',
  },
  reportItemRectification: {
    from: ['rectifying'],
    to: [],
    by: ['enterprise', 'windowClerk'],
    zh: '报告整改完成',
  },
  applyCertificateExtension: {
    from: ['delivered'],
    to: [],
    by: ['enterprise', 'windowClerk'],
    zh: '申请证照延期',
  },
  decideCertificateExtension: { from: ['delivered'], to: [], by: officers, zh: '决定证照延期' },
  noteConstruction: { from: ['granted', ...living], to: [], by: ['service'], zh: '项目已开工' },
  requestItemAmendment: {
    from: [...decidedOn, ...living, 'deliveredRefusal', 'notAccepted', 'notRequired'],
    to: [],
    by: officers,
    zh: '提请更正或撤回',
  },
  consentItemAmendment: {
    from: [...decidedOn, ...living, 'deliveredRefusal', 'notAccepted', 'notRequired'],
    to: ['accepted', 'received'],
    by: ['departmentHead'],
    zh: '审定更正或撤回',
  },
  closeItem: {
    from: ['planned', 'dropped', ...undecided, ...decidedOn, ...openAnew],
    to: ['closed'],
    by: ['service'],
    zh: '随项目终止',
  },
  acceptBySilence: { from: ['received'], to: ['accepted'], by: ['time'], zh: '逾期未答复，视为受理' },
  lapse: { from: ['correcting'], to: ['lapsed'], by: ['time'], zh: '补正逾期，视为撤回' },
  revokeByTime: {
    from: ['acceptedWithGaps'],
    to: ['acceptanceRevoked'],
    by: ['time'],
    zh: '容缺材料逾期，撤销受理',
  },
  extendBySilence: { from: ['delivered'], to: [], by: ['time'], zh: '逾期未决定，视为准予延期' },
  expire: { from: ['delivered'], to: ['expired'], by: ['time'], zh: '证照有效期届满' },
} as const satisfies TransitionTable<ItemStatus>;
