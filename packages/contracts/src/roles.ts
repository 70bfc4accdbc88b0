import { z } from 'zod';

/** The roles of the installation (domain §3), with the word the portal shows. */
export const roleNames = {
  enterprise: '企业',
  windowClerk: '窗口人员',
  territory: '属地乡镇/园区',
  department: '部门审批人员',
  departmentHead: '部门负责人',
  judgementLead: '研判牵头人',
  utility: '公用接入单位',
  agent: '代办员',
  chiefAgent: '首席代办员',
  agencyCentre: '代办中心',
  land: '规划和自然资源（土地）',
  acceptanceLead: '联合验收牵头（住建）',
  hardCaseDesk: '兜底办',
  legalityReviewer: '合法性审查员',
  administrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditor: '审计员',
} as const;

export const roles = Object.keys(roleNames) as readonly Role[];
export type Role = keyof typeof roleNames;
export const roleSchema = z.enum(Object.keys(roleNames) as [Role, ...Role[]]);

/** Acts of a service upon an event, and of time alone, carry these in place of a person's role. */
export type ActingRole = Role | 'service' | 'time';

/** Who acts, as verified from a token. `unit` is a department id or a division code, by role. */
export interface Actor {
  readonly id: string;
  readonly roles: readonly ActingRole[];
  readonly county: string;
  readonly unit?: string;
  /** The company an enterprise account speaks for. */
  readonly company?: string;
  /** False for a service or the clock. */
  readonly person: boolean;
}

export const hasRole = (actor: Actor, ...wanted: readonly ActingRole[]): boolean =>
  actor.roles.some((role) => wanted.includes(role));
