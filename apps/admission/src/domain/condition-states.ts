import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';

export type ConditionStatus = 'open' | 'evidenced' | 'unmet' | 'met' | 'waived' | 'closed';

export const conditionStatuses: StatusTable<ConditionStatus> = {
  open: { zh: '待落实' },
  evidenced: { zh: '待核实' },
  unmet: { zh: '未落实' },
  met: { zh: '已落实', end: true },
  waived: { zh: '不再要求', end: true },
  closed: { zh: '随项目终止', end: true },
};

/** A condition of 有条件同意: the enterprise shows that it is met, the department that set it says whether it is. */
export const conditionTable = {
  setCondition: { from: ['none'], to: ['open'], by: ['service'], zh: '列入准入条件' },
  submitConditionEvidence: {
    from: ['open', 'unmet'],
    to: ['evidenced'],
    by: ['enterprise', 'windowClerk'],
    zh: '提交落实证明',
  },
  returnConditionEvidence: { from: ['evidenced'], to: ['open'], by: ['department'], zh: '退回证明' },
  confirmConditionMet: { from: ['evidenced'], to: ['met'], by: ['department'], zh: '确认已落实' },
  recordConditionUnmet: {
    from: ['open', 'evidenced'],
    to: ['unmet'],
    by: ['department'],
    zh: '认定未落实',
  },
  waiveCondition: {
    from: ['open', 'evidenced', 'unmet'],
    to: ['waived'],
    by: ['judgementLead'],
    zh: '不再要求',
  },
  closeCondition: {
    from: ['open', 'evidenced', 'unmet'],
    to: ['closed'],
    by: ['service'],
    zh: '随项目终止',
  },
} as const satisfies TransitionTable<ConditionStatus>;
