/** Status words of the read side by part of the chain; the services' own tables hold the same words. */
export const admissionWords: Readonly<Record<string, string>> = {
  submitted: '已提交',
  prereviewing: '预审中',
  returned: '退回补充',
  prereviewAgreed: '预审同意',
  prereviewRefused: '预审不同意',
  judging: '研判中',
  summarising: '汇总',
  conferring: '会商',
  supplementing: '补充材料',
  postponed: '暂缓',
  agreed: '同意',
  agreedWithConditions: '有条件同意',
  disagreed: '不同意',
  replied: '已回告',
  withdrawn: '已撤回',
  lapsed: '视为撤回',
  givenUp: '已放弃',
};
export const prereviewWords: Readonly<Record<string, string>> = {
  submitted: '待预审',
  prereviewing: '预审中',
  returned: '退回补充',
  agreed: '预审同意',
  refused: '预审不同意',
  judging: '研判中',
  summarising: '汇总',
  conferring: '会商',
  proposed: '已提出结论建议',
  closed: '已结束',
};
export const stepWords: Readonly<Record<string, string>> = {
  planned: '待申报',
  received: '已收件',
  correcting: '待补正',
  accepted: '在办',
  suspended: '挂起',
  decided: '已决定，待送达',
  delivered: '办结',
  filed: '已备案，办结',
  notRequired: '不受理',
  notAccepted: '不予受理',
  lapsed: '视为撤回',
  withdrawn: '已撤回',
  closed: '已终止',
  done: '已完成',
};
export const agencyWords: Readonly<Record<string, string>> = {
  offered: '待委托',
  entrusted: '已委托',
  assigned: '已指派',
  planned: '方案确认',
  serving: '代办中',
  paused: '中止',
  completed: '办结',
  visited: '回访',
  archived: '归档',
  terminated: '终止',
};
export const parcelWords: Readonly<Record<string, string>> = {
  reserved: '储备',
  evaluating: '评估中',
  drafting: '指标拟定',
  countersigning: '指标会签',
  countersigned: '会签完成，待批准方案',
  approved: '方案批准',
  filed: '已备案',
  listed: '公告中',
  failed: '流拍',
  awarded: '成交',
  contracted: '已签双合同',
  annotated: '已备注登记',
  building: '在建',
  completionReview: '竣工复核',
  rectifying: '整改',
  completionReviewed: '竣工复核通过',
  operating: '初始运行',
  productionReview: '达产复核',
  productionReviewed: '达产复核通过',
  abandoned: '项目已放弃，待处置',
  fulfilled: '履约完成',
  breach: '违约处置',
  returned: '退出',
};
export const acceptanceWords: Readonly<Record<string, string>> = {
  open: '待申请',
  applied: '规划核实中',
  planningFailed: '规划核实未通过',
  verified: '规划核实通过',
  fivePartyDone: '五方验收通过',
  noticed: '一次性告知',
  accepted: '并联查验',
  rectifying: '整改',
  rechecking: '复验',
  passed: '查验合格',
  opinionIssued: '已出具联合意见书',
  filed: '竣工验收备案完成',
  withdrawn: '已撤回',
  lapsed: '视为撤回',
  closed: '已终止',
};
export const opinionWords: Readonly<Record<string, string>> = {
  agree: '同意',
  agreeWithConditions: '有条件同意',
  disagree: '不同意',
  needMore: '需补充',
};
export const conclusionWords: Readonly<Record<string, string>> = {
  agreed: '同意',
  agreedWithConditions: '有条件同意',
  disagreed: '不同意',
};

export const conditionWords: Readonly<Record<string, string>> = {
  open: '待落实',
  evidenced: '待核实',
  unmet: '未落实',
  met: '已落实',
  waived: '不再要求',
  closed: '随项目终止',
};

export const proposalWords: Readonly<Record<string, string>> = {
  ...conclusionWords,
  supplement: '补充材料',
  postponed: '暂缓',
};

export const wordFor = (words: Readonly<Record<string, string>>, status: string): string =>
  words[status] ?? status;
