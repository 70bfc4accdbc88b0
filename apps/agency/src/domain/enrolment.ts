import { findDivision } from '@yizhan/codes';
import { type Refusal, refusal, roleNames } from '@yizhan/contracts';
import { type AccountFacts, type Agent, type Duties, findAccountFault } from './agent-case.ts';

export const findDutyFault = (role: Agent['role'], duties: Duties, county: string): Refusal | null => {
  const unknown = duties.divisions.some((code) => {
    const division = findDivision(code);
    return division === undefined || division.kind === 'county' || division.county !== county;
  });
  if (unknown)
    return refusal(
      'invalid',
      'DIVISION_UNKNOWN',
      '属地不在本县市的乡镇、街道、园区之内',
      'no such division of this county',
      'divisions',
    );
  return role === 'chiefAgent' && duties.divisions.length === 0
    ? refusal(
        'invalid',
        'CHIEF_WITHOUT_DIVISION',
        '首席代办员须有属地',
        'a chief agent has a territory',
        'divisions',
      )
    : null;
};

/** Nobody is enrolled as what his account is not. */
export const findEnrolmentFault = (role: Agent['role'], known: AccountFacts | null): Refusal | null => {
  switch (findAccountFault(known, role)) {
    case 'accountDisabled':
      return refusal(
        'refused',
        'ACCOUNT_DISABLED',
        '该账号已停用，不能入库',
        'the account is disabled',
        'account',
      );
    case 'roleLost':
      return refusal(
        'refused',
        'ACCOUNT_ROLE',
        `该账号的角色不是${roleNames[role]}，请先由安全管理员调整角色`,
        'the account has another role',
        'account',
      );
    default:
      return null;
  }
};
