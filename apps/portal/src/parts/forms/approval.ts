import {
  asked,
  type CommandForm,
  type Field,
  oneEmpty,
  optionsOf,
  plainOptions,
  reason,
  text,
  yesOrNo,
} from './form.ts';
import { pathFactFields } from './path-facts.ts';

const outcome = (label: string): Field => ({
  name: 'outcome',
  label,
  kind: 'radio',
  required: true,
  options: optionsOf({ granted: '准予', refused: '不予' }),
});

/** 审批事项和开工. */
export const approvalForms = {
  submitItem: {
    onPaper: true,
    title: '申报事项',
    note: '收到之日起计算受理时限；五个工作日内未作处理的，自收到之日起视为受理。',
    fields: [
      text('note', '申报说明', 1000),
      {
        name: 'commitment',
        label: '按告知承诺办理',
        kind: 'switch',
        help: '仅限允许告知承诺的事项：即来即办，六十个工作日内核查；承诺不实的撤销许可并影响今后承诺。',
      },
    ],
    initial: () => ({ note: '材料齐全' }),
  },
  supplyItemCorrection: { onPaper: true, title: '提交补正材料', fields: [text('note', '补正说明', 1000)] },
  claimItem: { title: '认领事项', fields: [] },
  handOverItem: {
    title: '移交事项',
    fields: [{ name: 'to', label: '移交给', kind: 'colleague', required: true }, reason('移交原因')],
  },
  recuseFromItem: {
    title: '申请回避',
    note: '与申请人有近亲属或利害关系的应当回避；申请后不能再办理本事项，理由仅本部门可见。',
    fields: [
      {
        name: 'kind',
        label: '回避事由',
        kind: 'radio',
        required: true,
        options: optionsOf({ kin: '近亲属关系', interest: '利害关系', other: '其他可能影响公正的情形' }),
      },
      reason('具体理由'),
      { name: 'to', label: '移交给（不选则由部门同事认领）', kind: 'colleague' },
    ],
    danger: true,
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
  acceptItemWithGaps: {
    title: '容缺受理',
    note: '主要材料齐全、仅缺目录列明可容缺的材料时适用；受理后开始计时，逾期未补齐的撤销受理。',
    fields: [
      { name: 'missing', label: '暂缺的材料', kind: 'mayFollow', required: true },
      { name: 'days', label: '补齐期限（工作日）', kind: 'integer' },
    ],
  },
  supplyItemGaps: { onPaper: true, title: '补齐容缺材料', fields: [text('note', '补齐说明', 1000)] },
  revokeItemAcceptance: {
    title: '撤销受理',
    note: '仅适用于容缺受理后补交材料仍不符合要求的情形。',
    fields: [reason('理由和救济途径', 2000)],
    danger: true,
  },
  addItemNote: {
    title: '内部备注',
    note: '仅本部门人员可见。',
    fields: [text('text', '备注', 1000)],
  },
  proposeItemDecision: {
    title: '提出审核意见',
    note: '审核人与审批人不能是同一人。',
    fields: [outcome('审核意见'), reason('理由', 2000)],
  },
  returnItemProposal: { title: '退回审核意见', fields: [reason('退回原因')] },
  recordItemInspection: {
    title: '核查告知承诺',
    note: '首次核查不符的，限期整改；整改后仍不符的，撤销许可。',
    fields: [
      { name: 'passed', label: '与承诺一致', kind: 'yesNo', required: true, options: yesOrNo },
      text('finding', '核查情况', 1000),
      { name: 'days', label: '整改期限（工作日，不一致时填写）', kind: 'integer' },
    ],
  },
  reportItemRectification: { title: '报告整改完成', fields: [text('report', '整改情况', 1000)] },
  applyCertificateExtension: {
    title: '申请证照延期',
    note: '有效期届满前的规定期间内提出。',
    fields: [reason('延期理由')],
  },
  decideCertificateExtension: { title: '决定证照延期', fields: [outcome('决定'), reason()] },
  requestItemAmendment: {
    title: '提请更正或撤回',
    note: '原记录保留；经部门负责人同意后生效。',
    fields: [
      {
        name: 'kind',
        label: '事由',
        kind: 'radio',
        required: true,
        options: optionsOf({
          withdrawDecision: '撤回决定，恢复办理',
          correctReason: '更正决定理由',
          withdrawDecline: '撤回不受理或不予受理',
        }),
      },
      reason(),
      {
        name: 'text',
        label: '更正为',
        kind: 'textarea',
        required: true,
        max: 2000,
        when: { field: 'kind', is: ['correctReason'] },
      },
    ],
  },
  consentItemAmendment: {
    title: '审定更正或撤回',
    fields: [
      { name: 'agreed', label: '是否同意', kind: 'yesNo', required: true, options: yesOrNo },
      reason(),
    ],
  },
  agreeElectronicDelivery: {
    title: '电子送达意愿',
    fields: [
      { name: 'agreed', label: '同意电子送达审批结果', kind: 'yesNo', required: true, options: yesOrNo },
    ],
    initial: () => ({ agreed: true }),
  },
  changeProjectFacts: {
    title: '更正项目事实',
    note: '只填写有变化的内容；路径将重新规划，已办结的事项保留，已申报的事项按原规则办理。',
    fields: [...pathFactFields, reason('更正原因')],
  },
  restoreCommitmentCredit: {
    title: '信用修复',
    note: '企业已纠正失信行为的，修复后可以重新适用告知承诺，在各部门一并生效。',
    fields: [{ name: 'company', label: '企业', kind: 'given', required: true }, reason('修复依据')],
  },
  changeFiling: {
    title: '变更备案',
    note: '只填写需要变更的内容；项目代码不变。',
    fields: [
      { name: 'name', label: '项目名称', kind: 'text', max: 100 },
      { name: 'totalInvestment', label: '总投资（万元）', kind: 'decimal' },
      { name: 'industry', label: '行业代码', kind: 'text', max: 4 },
      { name: 'landMu', label: '用地面积（亩）', kind: 'decimal' },
      reason('变更理由'),
    ],
  },
  cancelFiling: {
    title: '注销备案',
    note: '注销后，项目在各部门的办理一并终止，不能恢复；重新备案将取得新的项目代码。',
    fields: [reason('注销原因')],
    danger: true,
  },
  tellFilingCorrection: {
    title: '告知纠正',
    note: '备案不设否决；发现属禁止类或应当核准的，告知企业纠正。',
    fields: [
      {
        name: 'found',
        label: '发现的问题',
        kind: 'radio',
        required: true,
        options: optionsOf({ prohibited: '属于产业政策禁止类', verificationClass: '属于应当核准的项目' }),
      },
      reason('告知内容', 1000),
    ],
  },
  settleFilingCorrection: { title: '纠正完成', fields: [reason('说明')] },
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
        options: plainOptions(['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审', '评估']),
      },
      text('notice', '告知内容（预计所需时间）'),
      { name: 'noticeNumber', label: '书面告知文号', kind: 'text', required: true, max: 60 },
    ],
  },
  resumeItem: { title: '特别程序结束，恢复计时', fields: [] },
  extendItem: {
    title: '延长审批期限',
    note: '须经本部门负责人批准，并告知申请人理由。',
    fields: [reason('延长理由')],
  },
  publishItem: {
    title: '公示',
    note: '公示期满的次日起方可作出决定。',
    fields: [{ name: 'place', label: '公示渠道（网页或地点）', kind: 'text', required: true, max: 200 }],
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
