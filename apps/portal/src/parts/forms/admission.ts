import { conditionAttachments } from '@yizhan/contracts';
import {
  asked,
  type CommandForm,
  departmentOptions,
  type Field,
  oneEmpty,
  optionsOf,
  reason,
  text,
} from './form.ts';

/** Where a condition is carried out; only the contracts ever wait for it. */
const attachedTo: Field = {
  name: 'attachedTo',
  label: '落实环节',
  kind: 'select',
  required: true,
  options: Object.entries(conditionAttachments).map(([value, { zh, holdsUp }]) => ({
    value,
    label: holdsUp ? `${zh}（未落实的，暂不签约）` : zh,
  })),
  help: '条件不影响备案和行政许可事项的办理',
};

const opinionFields: readonly Field[] = [
  {
    name: 'opinion',
    label: '研判意见',
    kind: 'radio',
    required: true,
    options: optionsOf({
      agree: '同意',
      agreeWithConditions: '有条件同意',
      disagree: '不同意',
      needMore: '需补充材料',
    }),
  },
  text('text', '意见说明', 2000),
  {
    name: 'basis',
    label: '依据的法律法规或规划',
    kind: 'text',
    required: true,
    max: 500,
    when: { field: 'opinion', is: ['disagree'] },
  },
  {
    name: 'conditions',
    label: '条件',
    kind: 'objects',
    required: true,
    when: { field: 'opinion', is: ['agreeWithConditions'] },
    of: [{ name: 'text', label: '条件内容', kind: 'text', required: true, max: 500 }, attachedTo],
  },
];

/** 准入、预审和研判. */
export const admissionForms = {
  submitConditionEvidence: {
    title: '提交条件落实证明',
    note: '由提出条件的部门核实。条件不影响备案和行政许可事项的办理。',
    fields: [text('note', '落实情况和证明材料说明', 2000)],
  },
  returnConditionEvidence: { title: '退回落实证明', fields: [reason('退回原因')] },
  confirmConditionMet: { title: '确认条件已落实', fields: [text('finding', '核实情况', 1000)] },
  recordConditionUnmet: {
    title: '认定条件未落实',
    note: '期限届满后方可认定；企业仍可继续提交落实证明。',
    fields: [text('finding', '认定情况', 1000)],
    danger: true,
  },
  waiveCondition: { title: '不再要求该条件', fields: [reason()] },
  withdrawApplication: { title: '撤回准入申请', fields: [reason('撤回原因')], danger: true },
  giveUpProject: {
    title: '放弃项目',
    note: '放弃后，项目在各部门的办理一并终止，不能恢复。',
    fields: [reason('放弃原因')],
    danger: true,
  },
  deliverConclusion: {
    title: '登记准入结论送达',
    fields: [
      { name: 'deliveredOn', label: '送达日期', kind: 'date', required: true },
      reason('送达方式说明', 200),
    ],
    initial: ({ today }) => ({ deliveredOn: today }),
  },
  startPrereview: { title: '开始预审', note: '由您负责本项目的预审，时限从收到申请之日起算。', fields: [] },
  agreePrereview: {
    title: '预审同意，提交研判',
    note: '同意后即征求各有关部门的研判意见。',
    fields: [text('opinion', '预审意见', 2000)],
  },
  refusePrereview: {
    title: '预审不同意',
    fields: [reason('不同意的理由', 2000)],
    danger: true,
  },
  requestPrereviewSupplement: {
    title: '退回补充材料',
    note: '应当一次性告知需要补充的全部内容。',
    fields: [asked],
    initial: oneEmpty('asked'),
  },
  handOverPrereview: {
    title: '移交预审',
    fields: [{ name: 'to', label: '移交给', kind: 'colleague', required: true }, reason('移交原因')],
  },
  giveOpinion: { title: '提出研判意见', fields: opinionFields, initial: oneEmpty('conditions') },
  reviseOpinion: { title: '修改研判意见', fields: opinionFields, initial: oneEmpty('conditions') },
  summariseJudgement: {
    title: '汇总意见并形成结论',
    note: '各部门均同意，不召开会商会议。',
    fields: [reason('汇总意见', 2000)],
  },
  callConference: {
    title: '召集会商',
    note: '部门逾期未答复的，可以先行会商；沉默不视为同意，其意见在作出结论前仍可提交。',
    fields: [
      { name: 'heldOn', label: '会商日期', kind: 'date', required: true },
      text('agenda', '会商议题', 2000),
      {
        name: 'convenedBy',
        label: '召集单位',
        kind: 'select',
        required: true,
        options: departmentOptions,
        help: '召集单位不参加表决',
      },
    ],
    initial: ({ today }) => ({ heldOn: today, convenedBy: 'developmentReform' }),
  },
  concludeConference: {
    title: '会商并形成结论',
    fields: [
      { name: 'attended', label: '到会部门', kind: 'selects', required: true, options: departmentOptions },
      text('minutes', '会议纪要', 5000),
      {
        name: 'minority',
        label: '少数意见',
        kind: 'textarea',
        max: 2000,
        help: '有部门不同意而结论未采纳的，必须记录',
      },
      {
        name: 'proposal.conclusion',
        label: '结论',
        kind: 'radio',
        required: true,
        options: optionsOf({
          agreed: '同意准入',
          agreedWithConditions: '有条件同意',
          supplement: '补充材料后再议',
          postponed: '暂缓',
          disagreed: '不同意准入',
        }),
      },
      text('proposal.reason', '结论理由', 2000),
      {
        name: 'proposal.conditions',
        label: '条件',
        kind: 'objects',
        required: true,
        when: { field: 'proposal.conclusion', is: ['agreedWithConditions'] },
        of: [
          { name: 'text', label: '条件内容', kind: 'text', required: true },
          {
            name: 'department',
            label: '提出部门',
            kind: 'select',
            required: true,
            options: departmentOptions,
          },
          attachedTo,
          { name: 'dueOn', label: '落实期限', kind: 'date', help: '不填的，按规则定期限' },
        ],
      },
      { ...asked, name: 'proposal.asked', when: { field: 'proposal.conclusion', is: ['supplement'] } },
      {
        name: 'proposal.reviewOn',
        label: '复议日期',
        kind: 'date',
        required: true,
        when: { field: 'proposal.conclusion', is: ['postponed'] },
      },
    ],
    initial: () => ({ proposal: { conditions: [{}], asked: [{}] } }),
  },
} as const satisfies Record<string, CommandForm>;
