import { findDivision, findIndustry } from '@yizhan/codes';
import { departmentNames, roleNames } from '@yizhan/contracts';

/** A unit as people call it: a department, a town; the code itself where no name is known. */
export const unitName = (unit: string): string =>
  departmentNames[unit as keyof typeof departmentNames] ?? findDivision(unit)?.name ?? unit;
export const roleName = (role: string): string => roleNames[role as keyof typeof roleNames] ?? role;
export const industryName = (code: string): string => {
  const industry = findIndustry(code);
  return industry === undefined ? code : `${industry.code} ${industry.name}`;
};

export const checkNames: Readonly<Record<string, string>> = {
  fire: '消防',
  civilDefence: '人防',
  lightning: '防雷',
  archives: '档案',
  drainage: '排水',
  greening: '绿化',
  land: '土地核验',
};

export const serviceNames: Readonly<Record<string, string>> = {
  admission: '项目准入',
  prereview: '预审研判',
  approval: '审批办理',
  land: '标准地',
  agency: '代办服务',
  acceptance: '联合验收',
  materials: '材料文书',
  insight: '项目档案',
  identity: '账号',
  gateway: '门户',
};
