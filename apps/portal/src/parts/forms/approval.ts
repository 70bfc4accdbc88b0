import { asked, type CommandForm, oneEmpty, optionsOf, plainOptions, reason, text } from './form.ts';

/** 审批事项和开工. */
export const approvalForms = {
  submitItem: {
    onPaper: true,
    title: '申报事项',
    note: '收到之日起计算受理时限；五个工作日内未作处理的，自收到之日起视为受理。',
    fields: [text('note', '申报说明', 1000)],
    initial: () => ({ note: '材料齐全' }),
  },
  supplyItemCorrection: { onPaper: true, title: '提交补正材料', fields: [text('note', '补正说明', 1000)] },
  claimItem: { title: '认领事项', fields: [] },
  handOverItem: {
    title: '移交事项',
    fields: [{ name: 'to', label: '移交给', kind: 'colleague', required: true }, reason('移交原因')],
  },
  acceptItem: { title: '受理', note: '受理后开始计算承诺时限和法定时限。', fields: [] },
  requestItemCorrection: {
    title: '一次性告知补正',
    note: '应当一次性告知需要补正的全部内容；再次要求补正须经上级同意。',
    fields: [
      asked,
      { name: 'days', label: '补正期限（工作日）', kind: 'integer' },
      { name: 'superiorReason', label: '再次补正的上级意见', kind: 'textarea', max: 500 },
    ],
    initial: oneEmpty('asked'),
  },
  declineItem: {
    title: '不予受理',
    fields: [
      {
        name: 'kind',
        label: '处理',
        kind: 'radio',
        required: true,
        options: optionsOf({ notRequired: '依法不需要取得许可', notAccepted: '不予受理' }),
      },
      reason('理由和救济途径', 2000),
    ],
    danger: true,
  },
  withdrawItem: { title: '撤回申报', fields: [reason('撤回原因')], danger: true },
  suspendItem: {
    title: '进入特别程序',
    note: '特别程序所需时间不计入审批时限，应书面告知申请人。',
    fields: [
      {
        name: 'procedure',
        label: '特别程序',
        kind: 'select',
        required: true,
        options: plainOptions(['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审']),
      },
      text('notice', '告知内容（预计所需时间）'),
    ],
  },
  resumeItem: { title: '特别程序结束，恢复计时', fields: [] },
  extendItem: {
    title: '延长审批期限',
    note: '须经本部门负责人批准，并告知申请人理由。',
    fields: [reason('延长理由')],
  },
  decideItem: {
    title: '作出审批决定',
    note: '受理人与决定人不能是同一人。',
    fields: [
      {
        name: 'outcome',
        label: '决定',
        kind: 'radio',
        required: true,
        options: optionsOf({ granted: '准予许可', refused: '不予许可' }),
      },
      reason('理由', 2000),
    ],
  },
  deliverItem: {
    title: '送达审批结果',
    fields: [
      {
        name: 'channel',
        label: '送达方式',
        kind: 'radio',
        required: true,
        options: optionsOf({ inbox: '电子送达', paper: '纸质送达' }),
      },
      {
        name: 'deliveredOn',
        label: '送达日期',
        kind: 'date',
        required: true,
        when: { field: 'channel', is: ['paper'] },
      },
      {
        name: 'dateReason',
        label: '补录原因（日期早于今天时填写）',
        kind: 'textarea',
        max: 200,
        when: { field: 'channel', is: ['paper'] },
      },
    ],
    initial: ({ today }) => ({ channel: 'inbox', deliveredOn: today }),
  },
  reportConstructionStart: {
    title: '报告开工',
    fields: [{ name: 'on', label: '开工日期', kind: 'date', required: true }],
    initial: ({ today }) => ({ on: today }),
  },
  giveUpFiledProject: {
    title: '放弃已备案项目',
    note: '放弃后，项目在各部门的办理一并终止，不能恢复。',
    fields: [reason('放弃原因')],
    danger: true,
  },
} as const satisfies Record<string, CommandForm>;
