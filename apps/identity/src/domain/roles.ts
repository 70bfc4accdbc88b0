import { divisionsOf } from '@yizhan/codes';
import { type DepartmentId, departmentNames, type Refusal, type Role, refusal } from '@yizhan/contracts';

/** What a person's `unit` is, by his role; a role without one works for the whole county. */
export const unitOfRole: Readonly<Record<Role, 'department' | 'division' | 'none'>> = {
  enterprise: 'none',
  windowClerk: 'none',
  territory: 'division',
  department: 'department',
  departmentHead: 'department',
  judgementLead: 'none',
  utility: 'department',
  agent: 'none',
  chiefAgent: 'division',
  agencyCentre: 'none',
  land: 'department',
  acceptanceLead: 'department',
  hardCaseDesk: 'none',
  legalityReviewer: 'none',
  administrator: 'none',
  securityAdministrator: 'none',
  auditor: 'none',
};

/** 三员 (domain §3): each is a person of his own, and does nothing on cases beside it. */
export const separatedRoles: readonly Role[] = ['administrator', 'securityAdministrator', 'auditor'];

/** Roles whose holders' names, posts and phones are public: whoever handles cases (domain §7). */
export const isPublic = (roles: readonly Role[]): boolean =>
  !roles.some((role) => role === 'enterprise' || separatedRoles.includes(role));

const isDepartment = (unit: string): unit is DepartmentId => Object.hasOwn(departmentNames, unit);

/** The name that people know a unit by; null where the code is unknown. */
export const unitName = (county: string, unit: string): string | null =>
  isDepartment(unit)
    ? departmentNames[unit]
    : (divisionsOf(county).find((division) => division.code === unit)?.name ?? null);

export interface Office {
  readonly roles: readonly Role[];
  readonly unit?: string | undefined;
  readonly company?: string | undefined;
}

const invalid = (code: string, zh: string, en: string, field: string): Refusal =>
  refusal('invalid', code, zh, en, field);

const findUnitFault = (county: string, { roles, unit }: Office): Refusal | null => {
  const kinds = new Set(roles.map((role) => unitOfRole[role]).filter((kind) => kind !== 'none'));
  if (kinds.size > 1)
    return refusal(
      'refused',
      'UNITS_CONFLICT',
      '所选角色分属部门和乡镇，须使用不同账号',
      'these roles belong to units of different kinds: use two accounts',
      'roles',
    );
  const kind = [...kinds][0];
  if (kind === undefined)
    return unit === undefined
      ? null
      : invalid('UNIT_UNWANTED', '所选角色不设所属单位', 'these roles have no unit', 'unit');
  if (unit === undefined)
    return invalid('UNIT_MISSING', '所选角色须填写所属单位', 'these roles need a unit', 'unit');
  const known =
    kind === 'department'
      ? isDepartment(unit)
      : divisionsOf(county).some((division) => division.code === unit);
  if (known) return null;
  return kind === 'department'
    ? invalid('UNIT_UNKNOWN', '没有这个部门', 'no such department', 'unit')
    : invalid('UNIT_UNKNOWN', '本县没有这个乡镇、街道或园区', 'no such division in this county', 'unit');
};

/** May one account hold these roles, in this unit, for this company? Null when it may. */
export const findOfficeFault = (county: string, office: Office): Refusal | null => {
  const { roles, company } = office;
  if (new Set(roles).size !== roles.length)
    return invalid('ROLE_TWICE', '角色重复', 'a role is given twice', 'roles');
  const separated = roles.find((role) => separatedRoles.includes(role));
  if (separated !== undefined && roles.length > 1)
    return refusal(
      'refused',
      'DUTIES_NOT_SEPARATED',
      '三员分立：系统管理员、安全管理员、审计员须各为一人，且不得兼任其他角色',
      'administrator, security administrator and auditor are three people, with no other role',
      'roles',
    );
  if (roles.includes('enterprise')) {
    if (roles.length > 1)
      return refusal(
        'refused',
        'ENTERPRISE_ALONE',
        '企业账号不得兼任工作人员',
        'an enterprise account holds no other role',
        'roles',
      );
    if (company === undefined)
      return invalid(
        'COMPANY_MISSING',
        '企业账号须关联企业',
        'an enterprise account needs its company',
        'companyId',
      );
  } else if (company !== undefined)
    return invalid(
      'COMPANY_UNWANTED',
      '工作人员账号不关联企业',
      'a staff account has no company',
      'companyId',
    );
  return findUnitFault(county, office);
};

/** AB 岗: one stands in for another of the same unit who does the same. Null when he may. */
export const findSubstituteFault = (
  person: { readonly id: string } & Office,
  substitute: ({ readonly id: string; readonly active: boolean } & Office) | null,
): Refusal | null => {
  const fault = (code: string, zh: string, en: string) => refusal('refused', code, zh, en, 'substitute');
  if (substitute === null)
    return refusal('notFound', 'ACCOUNT_NOT_FOUND', '没有找到这个账号', 'no such account', 'substitute');
  if (substitute.id === person.id)
    return fault('SUBSTITUTE_IS_SELF', '不能指定本人为AB岗', 'nobody stands in for himself');
  if (!substitute.active)
    return fault('SUBSTITUTE_DISABLED', 'AB岗人员的账号已停用', 'the account is disabled');
  const shared = person.roles.some((role) => role !== 'enterprise' && substitute.roles.includes(role));
  if (!shared || substitute.unit !== person.unit)
    return fault(
      'SUBSTITUTE_ELSEWHERE',
      'AB岗须为同一单位、同一角色的人员',
      'a substitute is of the same unit and role',
    );
  return null;
};
