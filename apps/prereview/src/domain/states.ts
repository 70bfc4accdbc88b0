import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';
import { refusal } from '@yizhan/contracts';

export type PrereviewStatus =
  | 'submitted'
  | 'prereviewing'
  | 'returned'
  | 'refused'
  | 'judging'
  | 'summarising'
  | 'conferring'
  | 'proposed'
  | 'closed';

export const statuses: StatusTable<PrereviewStatus> = {
  submitted: { zh: '待预审' },
  prereviewing: { zh: '预审中' },
  returned: { zh: '退回补充' },
  refused: { zh: '预审不同意' },
  judging: { zh: '研判中' },
  summarising: { zh: '汇总' },
  conferring: { zh: '会商' },
  proposed: { zh: '已提出结论建议' },
  closed: { zh: '已结束', end: true },
};

/** Whoever kept silent until a conclusion was proposed has no say in it any more. */
const tooLate = refusal(
  'conflict',
  'OPINION_TOO_LATE',
  '结论建议已经提出，逾期的研判意见不再受理',
  'a conclusion has been proposed: the opinion comes too late',
);

/**
 * 预审 … 会商 as one table (domain §4). Rows by `service` follow `admission`, which alone concludes, lapses or
 * withdraws. Nothing leads out of 研判中 by time: silence is overdue, never consent. Where all who are silent are overdue,
 * the lead may call the conference without them; they may still answer until it is concluded.
 */
export const table = {
  openPrereview: { from: ['none'], to: ['submitted'], by: ['service'], zh: '收到准入申请' },
  startPrereview: { from: ['submitted'], to: ['prereviewing'], by: ['territory'], zh: '开始预审' },
  handOverPrereview: { from: ['prereviewing'], to: ['prereviewing'], by: ['territory'], zh: '移交预审' },
  requestPrereviewSupplement: { from: ['prereviewing'], to: ['returned'], by: ['territory'], zh: '退回补充' },
  // From 已结束 where it lapsed, and the window enters late what came in time.
  renewPrereview: { from: ['returned', 'closed'], to: ['submitted'], by: ['service'], zh: '收到补充材料' },
  refusePrereview: { from: ['prereviewing'], to: ['refused'], by: ['territory'], zh: '预审不同意' },
  agreePrereview: { from: ['prereviewing'], to: ['judging'], by: ['territory'], zh: '预审同意' },
  giveOpinion: {
    from: ['judging', 'conferring'],
    to: ['judging', 'summarising', 'conferring'],
    by: ['department'],
    zh: '提交研判意见',
    gates: [{ in: ['proposed', 'refused', 'closed'], refusal: tooLate }],
  },
  reviseOpinion: {
    from: ['summarising'],
    to: ['summarising'],
    by: ['department'],
    zh: '更新研判意见',
    gates: [{ in: ['proposed', 'refused', 'closed'], refusal: tooLate }],
  },
  summariseJudgement: { from: ['summarising'], to: ['proposed'], by: ['judgementLead'], zh: '汇总同意' },
  callConference: {
    from: ['summarising', 'judging'],
    to: ['conferring'],
    by: ['judgementLead'],
    zh: '召集会商',
  },
  concludeConference: { from: ['conferring'], to: ['proposed'], by: ['judgementLead'], zh: '会商提出结论' },
  reopenSummary: {
    from: ['proposed', 'closed'],
    to: ['summarising', 'judging'],
    by: ['service'],
    zh: '补充或复审后重新汇总',
  },
  closePrereview: {
    from: [
      'submitted',
      'prereviewing',
      'returned',
      'refused',
      'judging',
      'summarising',
      'conferring',
      'proposed',
    ],
    to: ['closed'],
    by: ['service'],
    zh: '准入已有结论、撤回或失效',
  },
} as const satisfies TransitionTable<PrereviewStatus>;
