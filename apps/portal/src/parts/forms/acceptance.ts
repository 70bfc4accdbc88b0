import { type CheckCode, checkDepartments, owedChecks } from '@yizhan/contracts';
import { checkNames } from '../../words/names.ts';
import {
  asked,
  type CommandForm,
  departmentOptions,
  type Field,
  oneEmpty,
  optionsOf,
  plainOptions,
  reason,
  text,
} from './form.ts';

const passed = (label: string): Field => ({ name: 'passed', label, kind: 'yesNo', required: true });

/** The parts of the joint visit as a first value, each with the department that is usually asked. */
export const checksFor = (items: readonly string[]): readonly { check: CheckCode; department: string }[] =>
  owedChecks(items).map((check) => ({ check, department: checkDepartments[check][0] }));

/** 联合竣工验收. */
export const acceptanceForms = {
  applyAcceptance: {
    onPaper: true,
    title: '申请联合竣工验收',
    fields: [{ name: 'surveyReport', label: '综合测绘报告', kind: 'text', required: true, max: 200 }],
    initial: () => ({ surveyReport: '综合测绘报告（模拟）' }),
  },
  verifyPlanning: { title: '规划核实', fields: [passed('核实结果'), text('finding', '核实情况', 1000)] },
  recordFivePartyAcceptance: {
    title: '登记五方竣工验收',
    fields: [
      text('report', '验收情况', 1000),
      {
        name: 'parties',
        label: '参加单位',
        kind: 'selects',
        required: true,
        options: plainOptions(['建设', '勘察', '设计', '施工', '监理']),
      },
    ],
    initial: () => ({ parties: ['建设', '勘察', '设计', '施工', '监理'] }),
  },
  giveAcceptanceNotice: {
    title: '一次性告知补齐材料',
    fields: [asked],
    initial: oneEmpty('asked'),
  },
  supplyAcceptance: { title: '补齐验收材料', fields: [text('note', '补齐说明', 1000)] },
  acceptJointAcceptance: {
    title: '受理联合验收',
    fields: [
      {
        name: 'checks',
        label: '参加联合验收的事项和部门',
        kind: 'objects',
        required: true,
        of: [
          { name: 'check', label: '事项', kind: 'select', required: true, options: optionsOf(checkNames) },
          {
            name: 'department',
            label: '查验部门',
            kind: 'select',
            required: true,
            options: departmentOptions,
          },
        ],
      },
      {
        name: 'leftOut',
        label: '不参加的事项',
        kind: 'objects',
        help: '应查验而本项目没有的，逐项说明理由；消防和土地核验不能省',
        of: [
          { name: 'check', label: '事项', kind: 'select', required: true, options: optionsOf(checkNames) },
          { name: 'reason', label: '理由', kind: 'text', required: true, max: 500 },
        ],
      },
      {
        name: 'specialWorks',
        label: '特殊建设工程',
        kind: 'switch',
        help: '消防验收时限按特殊建设工程计算；做过特殊消防设计审查的项目自动适用',
      },
    ],
    initial: () => ({ checks: checksFor([]) }),
  },
  recordCheck: {
    title: '登记查验结果',
    fields: [
      { name: 'check', label: '查验事项', kind: 'select', required: true, options: optionsOf(checkNames) },
      passed('查验结果'),
      text('finding', '查验情况', 1000),
    ],
    initial: ({ turnId }) => {
      const check = turnId?.split(':')[3];
      return check === undefined ? {} : { check };
    },
  },
  reportAcceptanceRectification: { title: '报告整改并申请复验', fields: [text('report', '整改情况', 1000)] },
  issueJointOpinion: { title: '出具联合验收意见书', fields: [text('opinion', '联合验收意见', 2000)] },
  fileCompletion: { title: '办理竣工验收备案', fields: [] },
  withdrawAcceptance: { title: '撤回验收申请', fields: [reason('撤回原因')], danger: true },
} as const satisfies Record<string, CommandForm>;
