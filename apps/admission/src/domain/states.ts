import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';

export type ApplicationStatus =
  | 'submitted'
  | 'prereviewing'
  | 'returned'
  | 'prereviewAgreed'
  | 'prereviewRefused'
  | 'judging'
  | 'summarising'
  | 'conferring'
  | 'supplementing'
  | 'postponed'
  | 'agreed'
  | 'agreedWithConditions'
  | 'disagreed'
  | 'replied'
  | 'withdrawn'
  | 'lapsed'
  | 'givenUp';

export const statuses: StatusTable<ApplicationStatus> = {
  submitted: { zh: '已提交' },
  prereviewing: { zh: '预审中' },
  returned: { zh: '退回补充' },
  prereviewAgreed: { zh: '预审同意' },
  prereviewRefused: { zh: '预审不同意' },
  judging: { zh: '研判中' },
  summarising: { zh: '汇总' },
  conferring: { zh: '会商' },
  supplementing: { zh: '补充材料' },
  postponed: { zh: '暂缓' },
  agreed: { zh: '同意' },
  agreedWithConditions: { zh: '有条件同意' },
  disagreed: { zh: '不同意' },
  replied: { zh: '已回告' },
  withdrawn: { zh: '已撤回', end: true },
  lapsed: { zh: '视为撤回', end: true },
  givenUp: { zh: '已放弃', end: true },
};

/** In 预审 … 会商: where `prereview` runs the case and a supplement or a proposal may come from. */
const inReview = [
  'submitted',
  'prereviewing',
  'prereviewAgreed',
  'judging',
  'summarising',
  'conferring',
] as const;

/** 准入 as one table (domain §4). Rows by `service` are led by `prereview`; only this service concludes or withdraws. */
export const table = {
  submitApplication: {
    from: ['none'],
    to: ['submitted'],
    by: ['enterprise', 'windowClerk'],
    zh: '提交准入申请',
  },
  noteStage: {
    from: [...inReview],
    to: ['prereviewing', 'prereviewAgreed', 'prereviewRefused', 'judging', 'summarising', 'conferring'],
    by: ['service'],
    zh: '进入下一环节',
  },
  demandSupplement: {
    from: ['prereviewing', 'conferring'],
    to: ['returned', 'supplementing'],
    by: ['service'],
    zh: '要求补充',
  },
  // From 视为撤回 for paper alone that came in time and is entered late (domain §2).
  supplementApplication: {
    from: ['returned', 'supplementing', 'lapsed'],
    to: ['submitted', 'summarising'],
    by: ['enterprise', 'windowClerk'],
    zh: '补充材料',
  },
  lapse: { from: ['returned', 'supplementing'], to: ['lapsed'], by: ['time'], zh: '补充逾期，视为撤回' },
  postpone: { from: ['conferring'], to: ['postponed'], by: ['service'], zh: '暂缓' },
  reviewDue: { from: ['postponed'], to: ['summarising'], by: ['time'], zh: '复审日期已到' },
  concludeAdmission: {
    from: ['prereviewRefused', 'summarising', 'conferring'],
    to: ['agreed', 'agreedWithConditions', 'disagreed', 'replied'],
    by: ['service'],
    zh: '作出结论',
  },
  deliverConclusion: {
    from: ['agreed', 'agreedWithConditions', 'disagreed'],
    to: ['replied'],
    by: ['windowClerk'],
    zh: '回告申请人',
  },
  withdrawApplication: {
    from: [...inReview, 'prereviewRefused', 'returned', 'supplementing', 'postponed'],
    to: ['withdrawn'],
    by: ['enterprise'],
    zh: '撤回申请',
  },
  giveUpProject: {
    from: ['agreed', 'agreedWithConditions', 'disagreed', 'replied'],
    to: ['givenUp'],
    by: ['enterprise'],
    zh: '放弃项目',
  },
  // Filed meanwhile and given up there: whatever is open of the application ends with it.
  followGivingUp: {
    from: [
      ...inReview,
      'prereviewRefused',
      'returned',
      'supplementing',
      'postponed',
      'agreed',
      'agreedWithConditions',
      'disagreed',
      'replied',
      'lapsed',
    ],
    to: ['givenUp'],
    by: ['service'],
    zh: '放弃已备案项目',
  },
} as const satisfies TransitionTable<ApplicationStatus>;
