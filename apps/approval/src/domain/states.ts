import type { StatusTable, TransitionTable } from '@yizhan/aggregate/machine';

export type CatalogueStatus = 'kept';
export const catalogueStatuses: StatusTable<CatalogueStatus> = { kept: { zh: '目录在库', end: true } };

/** The catalogue only ever grows by a version; none is changed or taken back. */
export const catalogueTable = {
  addCatalogueVersion: { from: ['none', 'kept'], to: ['kept'], by: ['administrator'], zh: '增加目录版本' },
} as const satisfies TransitionTable<CatalogueStatus>;

export type CalendarStatus = 'kept';
export const calendarStatuses: StatusTable<CalendarStatus> = { kept: { zh: '工作日历在库', end: true } };

export const calendarTable = {
  importCalendar: { from: ['none', 'kept'], to: ['kept'], by: ['administrator'], zh: '导入工作日历' },
} as const satisfies TransitionTable<CalendarStatus>;

export type AbsenceStatus = 'kept';
export const absenceStatuses: StatusTable<AbsenceStatus> = { kept: { zh: 'AB岗在册', end: true } };

/** Told by `identity`: approval only follows. */
export const absenceTable = {
  followSubstitute: { from: ['none', 'kept'], to: ['kept'], by: ['service'], zh: '指定AB岗' },
  followAbsence: { from: ['none', 'kept'], to: ['kept'], by: ['service'], zh: '登记请假' },
} as const satisfies TransitionTable<AbsenceStatus>;

export type CreditStatus = 'good' | 'barred';
export const creditStatuses: StatusTable<CreditStatus> = {
  good: { zh: '信用良好' },
  barred: { zh: '承诺不实，不再适用告知承诺' },
};

/** Whether a company may go on a promise; there is a case from the first promise that was not kept. */
export const creditTable = {
  barFromCommitment: {
    from: ['none', 'good', 'barred'],
    to: ['barred'],
    by: ['service'],
    zh: '不再适用告知承诺',
  },
  restoreCommitmentCredit: { from: ['barred'], to: ['good'], by: ['departmentHead'], zh: '信用修复' },
} as const satisfies TransitionTable<CreditStatus>;

export type ProjectStatus = 'filed' | 'building' | 'completed' | 'cancelled' | 'givenUp';

export const projectStatuses: StatusTable<ProjectStatus> = {
  filed: { zh: '已备案' },
  building: { zh: '已开工' },
  completed: { zh: '已竣工备案', end: true },
  cancelled: { zh: '备案已注销', end: true },
  givenUp: { zh: '已放弃', end: true },
};

/** A filed project; an empty `to` leaves it where it is. 备案 has no reject: what is incomplete is guided, what is complete is filed (domain §5). */
export const projectTable = {
  fileProject: { from: ['none'], to: ['filed'], by: ['enterprise', 'windowClerk'], zh: '办理项目备案' },
  noteLandStep: {
    from: ['filed', 'building'],
    to: [],
    by: ['service'],
    zh: '用地环节完成',
  },
  followParcel: { from: ['filed', 'building'], to: [], by: ['service'], zh: '意向地块已公告' },
  noteSaleFailed: { from: ['filed', 'building'], to: [], by: ['service'], zh: '意向地块流拍' },
  noteParcelLost: { from: ['filed', 'building'], to: [], by: ['service'], zh: '意向地块由他人竞得' },
  notePermit: { from: ['filed', 'building'], to: [], by: ['service'], zh: '事项办结' },
  reportConstructionStart: {
    from: ['filed'],
    to: ['building'],
    by: ['enterprise', 'windowClerk'],
    zh: '报告开工',
  },
  giveUpFiledProject: { from: ['filed', 'building'], to: ['givenUp'], by: ['enterprise'], zh: '放弃项目' },
  revokeStep: { from: ['filed', 'building'], to: [], by: ['service'], zh: '环节结果撤回' },
  agreeElectronicDelivery: {
    from: ['filed', 'building'],
    to: [],
    by: ['enterprise'],
    zh: '同意或撤回电子送达',
  },
  changeFiling: { from: ['filed', 'building'], to: [], by: ['enterprise', 'windowClerk'], zh: '变更备案' },
  cancelFiling: { from: ['filed'], to: ['cancelled'], by: ['enterprise', 'windowClerk'], zh: '注销备案' },
  tellFilingCorrection: {
    from: ['filed', 'building'],
    to: [],
    by: ['department', 'departmentHead'],
    zh: '告知纠正',
  },
  settleFilingCorrection: {
    from: ['filed', 'building'],
    to: [],
    by: ['department', 'departmentHead'],
    zh: '纠正完成',
  },
  changeProjectFacts: {
    from: ['filed', 'building'],
    to: [],
    by: ['enterprise', 'windowClerk'],
    zh: '更正项目事实，重新规划路径',
  },
  closeProject: {
    from: ['filed', 'building'],
    to: ['completed', 'givenUp'],
    by: ['service'],
    zh: '项目结束',
  },
} as const satisfies TransitionTable<ProjectStatus>;
