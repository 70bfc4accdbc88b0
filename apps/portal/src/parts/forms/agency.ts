import { divisionsOf } from '@yizhan/codes';
import { type CommandForm, departmentOptions, type Field, optionsOf, reason, text } from './form.ts';

const divisionOptions = divisionsOf('330182').map(({ code, name }) => ({ value: code, label: name }));
const person: readonly Field[] = [
  {
    name: 'divisions',
    label: '服务区域',
    kind: 'selects',
    options: divisionOptions,
    help: '代办员不选即为全市；首席代办员至少选一个',
  },
  { name: 'expertise', label: '熟悉的部门业务', kind: 'selects', options: departmentOptions },
  { name: 'capacity', label: '同时服务项目数上限', kind: 'integer', required: true },
];
const lists = (input: Readonly<Record<string, unknown>>) => ({ divisions: [], expertise: [], ...input });

/** 无偿代办. */
export const agencyForms = {
  entrustAgency: {
    title: '委托无偿代办',
    note: '代办服务全程免费。委托后，代办员可以查看本项目档案。',
    fields: [
      {
        name: 'scope',
        label: '委托范围',
        kind: 'radio',
        required: true,
        options: optionsOf({ whole: '全程代办', part: '部分事项代办' }),
      },
      {
        name: 'items',
        label: '委托事项代码',
        kind: 'selects',
        required: true,
        when: { field: 'scope', is: ['part'] },
        help: '如 A6、B2，回车分隔',
      },
    ],
    initial: () => ({ scope: 'whole' }),
    complete: (input) => ({ items: [], ...input }),
  },
  declineAgency: { title: '暂不委托代办', fields: [reason('原因')] },
  assignAgents: {
    title: '指派代办员',
    note: '不指定时，按区域、专长和在办数量自动选派，并回避有利害关系的人员。',
    fields: [
      { name: 'chief', label: '首席代办员', kind: 'agents', from: 'chiefs', help: '不选则自动选派' },
      {
        name: 'agents',
        label: '代办员',
        kind: 'agents',
        from: 'agents',
        many: true,
        help: '不选则自动选派',
      },
    ],
  },
  reassignAgents: {
    title: '更换代办员',
    fields: [
      { name: 'replace', label: '退出的人员', kind: 'agents', from: 'team', many: true, required: true },
      {
        name: 'chief',
        label: '新首席代办员',
        kind: 'agents',
        from: 'chiefs',
        help: '首席代办员退出时，不选则自动选派',
      },
      {
        name: 'agents',
        label: '新代办员',
        kind: 'agents',
        from: 'agents',
        many: true,
        help: '代办员退出时，不选则自动选派',
      },
      reason('更换原因'),
    ],
  },
  logContact: {
    title: '记录联系',
    fields: [
      {
        name: 'channel',
        label: '方式',
        kind: 'radio',
        required: true,
        options: optionsOf({ visit: '上门', call: '电话', message: '消息', meeting: '会议' }),
      },
      text('summary', '联系情况', 1000),
    ],
    initial: () => ({ channel: 'call' }),
  },
  confirmAgencyPlan: { title: '确定代办方案', fields: [text('plan', '代办方案', 2000)] },
  pauseAgency: { title: '中止代办', fields: [reason('中止原因')] },
  resumeAgency: { title: '恢复代办', fields: [reason('恢复原因')] },
  completeAgency: { title: '代办办结', fields: [text('summary', '办结情况', 1000)] },
  recordFollowUp: { title: '回访企业', fields: [text('summary', '回访情况', 1000)] },
  archiveAgency: { title: '代办归档', fields: [] },
  terminateAgency: { title: '终止代办', fields: [reason('终止原因')], danger: true },
  enrolAgent: {
    title: '登记代办员',
    fields: [
      {
        name: 'role',
        label: '身份',
        kind: 'radio',
        required: true,
        options: optionsOf({ agent: '代办员', chiefAgent: '首席代办员' }),
      },
      {
        name: 'account',
        label: '人员',
        kind: 'agents',
        from: 'accounts',
        required: true,
        help: '列出具有该身份且尚未入库的在用账号；账号和角色由安全管理员开设',
      },
      ...person,
    ],
    initial: () => ({ role: 'agent', capacity: 5 }),
    complete: lists,
  },
  reviseAgent: { title: '修改代办员信息', fields: person, initial: () => ({ capacity: 5 }), complete: lists },
  retireAgent: { title: '代办员退出', fields: [reason('退出原因')], danger: true },
  setAgentLeave: {
    title: '登记请假',
    fields: [
      { name: 'from', label: '开始日期', kind: 'date', required: true },
      { name: 'until', label: '结束日期', kind: 'date', required: true },
      { name: 'substitute', label: 'AB岗替代人', kind: 'agents', from: 'standIns' },
    ],
    initial: ({ today }) => ({ from: today, until: today }),
  },
  declareConflict: {
    title: '申报回避',
    fields: [
      {
        name: 'company',
        label: '需要回避的企业',
        kind: 'company',
        required: true,
        help: '输入企业名称的一部分查找；申报后不再代办该企业的项目，正在代办的由他人接办',
      },
      reason('回避原因'),
    ],
  },
} as const satisfies Record<string, CommandForm>;
