import { divisionsOf } from '@yizhan/codes';
import { departmentNames, roleNames } from '@yizhan/contracts';
import { type CommandForm, type Field, optionsOf, reason } from './form.ts';

const roles: Field = {
  name: 'roles',
  label: '角色',
  kind: 'selects',
  required: true,
  options: optionsOf(roleNames),
};
const unit: Field = {
  name: 'unit',
  label: '所在部门或乡镇',
  kind: 'select',
  options: [
    ...optionsOf(departmentNames),
    ...divisionsOf('330182').map(({ code, name }) => ({ value: code, label: name })),
  ],
};
const password = (label: string, name = 'password'): Field => ({
  name,
  label,
  kind: 'password',
  required: true,
  help: '至少 10 位，含大写字母、小写字母、数字、符号中的三类',
});

/** 账号, by the security administrator. */
export const identityForms = {
  openAccount: {
    title: '开立账号',
    fields: [
      {
        name: 'loginName',
        label: '账号',
        kind: 'text',
        required: true,
        max: 32,
        help: '小写字母开头，3–32 位',
      },
      { name: 'name', label: '姓名', kind: 'text', required: true, max: 50 },
      { name: 'post', label: '职务', kind: 'text', max: 50 },
      { name: 'phone', label: '联系电话', kind: 'text', required: true, max: 20 },
      { name: 'email', label: '电子邮箱', kind: 'text', max: 100 },
      roles,
      unit,
      {
        name: 'companyId',
        label: '所属企业',
        kind: 'registeredCompany',
        help: '企业账号必选；没有的，先在“企业”一栏登记',
      },
      password('初始密码'),
    ],
  },
  changeRoles: { title: '变更角色', fields: [roles, unit] },
  disableAccount: { title: '停用账号', fields: [reason('停用原因', 200)], danger: true },
  enableAccount: { title: '启用账号', fields: [] },
  resetPassword: { title: '重置密码', fields: [password('新密码')] },
  nameSubstitute: {
    title: '指定AB岗',
    fields: [{ name: 'substitute', label: '替代人账号编号', kind: 'text', required: true, max: 40 }],
  },
  removeColleague: {
    title: '移除企业人员',
    note: '移除后其账号停用；其办理过的事项保留记录。',
    fields: [reason('移除原因', 200)],
    danger: true,
  },
  nameCompanyOwner: {
    title: '指定企业管理人',
    note: '原管理人的账号停用后，由企业的另一名在用人员接任，负责绑定信用代码和邀请人员；指定情况记录在案。',
    fields: [reason('指定理由', 200)],
  },
  handOverCompany: {
    title: '移交企业管理',
    note: '移交后由对方邀请和移除企业人员。',
    fields: [],
    danger: true,
  },
  allowCreditCode: {
    title: '放行统一社会信用代码',
    note: '仅用于校验位不符、但经核对营业执照原件属实的代码，放行情况记录在案。',
    fields: [
      { name: 'creditCode', label: '统一社会信用代码', kind: 'text', required: true, max: 18 },
      reason('核对情况和理由'),
    ],
  },
  noteAbsence: {
    title: '登记请假',
    note: '请假期间，各环节的联系人显示为AB岗替代人。',
    fields: [
      { name: 'from', label: '开始日期', kind: 'date', required: true },
      { name: 'until', label: '结束日期（含当日）', kind: 'date', required: true },
    ],
    initial: ({ today }) => ({ from: today, until: today }),
  },
  changePassword: {
    title: '修改密码',
    note: '修改后，其他设备上的登录随即失效。',
    fields: [
      { name: 'current', label: '当前密码', kind: 'password', required: true },
      password('新密码', 'next'),
    ],
  },
} as const satisfies Record<string, CommandForm>;
