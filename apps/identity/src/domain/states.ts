import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';
import { type Role, roles } from '@yizhan/contracts';

export type AccountStatus = 'active' | 'disabled';

export const statuses: StatusTable<AccountStatus> = {
  active: { zh: '启用' },
  disabled: { zh: '停用' },
};

const everyone: readonly Role[] = roles;

/**
 * An account as one table; an empty `to` leaves the status as it is. Accounts are never deleted: what a person decided
 * stays his.
 */
export const table = {
  /** By the command of the installation alone (`create-first-administrator`); no procedure leads here. */
  openFirstAdministrator: { from: ['none'], to: ['active'], by: ['service'], zh: '开立首个安全管理员' },
  openAccount: { from: ['none'], to: ['active'], by: ['securityAdministrator'], zh: '开立账号' },
  /** By whoever registers his company, or was invited into it: nobody who is signed in stands behind it. */
  openOwnAccount: { from: ['none'], to: ['active'], by: ['service'], zh: '企业自行注册' },
  removeColleague: { from: ['active'], to: ['disabled'], by: ['enterprise'], zh: '移除企业人员' },
  handOverCompany: { from: ['active'], to: ['active'], by: ['enterprise'], zh: '移交企业管理' },
  /** Where the owner of the company's place here is disabled: nobody else could bind its code or invite. */
  nameCompanyOwner: {
    from: ['active'],
    to: ['active'],
    by: ['securityAdministrator'],
    zh: '指定企业管理人',
  },
  resetForgottenPassword: { from: ['active'], to: ['active'], by: ['service'], zh: '找回密码' },
  changeRoles: {
    from: ['active', 'disabled'],
    to: [],
    by: ['securityAdministrator'],
    zh: '变更角色',
  },
  disableAccount: { from: ['active'], to: ['disabled'], by: ['securityAdministrator'], zh: '停用账号' },
  enableAccount: { from: ['disabled'], to: ['active'], by: ['securityAdministrator'], zh: '启用账号' },
  resetPassword: {
    from: ['active', 'disabled'],
    to: [],
    by: ['securityAdministrator'],
    zh: '重置密码',
  },
  nameSubstitute: { from: ['active'], to: ['active'], by: ['securityAdministrator'], zh: '指定AB岗' },
  noteAbsence: {
    from: ['active'],
    to: ['active'],
    by: ['securityAdministrator', 'departmentHead'],
    zh: '登记请假',
  },
  changePassword: { from: ['active'], to: ['active'], by: everyone, zh: '修改本人密码' },
} as const satisfies TransitionTable<AccountStatus>;
