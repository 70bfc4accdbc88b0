import type { CheckCode } from '@yizhan/contracts';

interface Part {
  readonly zh: string;
  /** No finished work is without it: no reason leaves it out. */
  readonly always?: true;
}

/** The parts of 并联查验; who may be asked for one is told by `checkDepartments`. */
export const parts: Readonly<Record<CheckCode, Part>> = {
  fire: { zh: '消防', always: true },
  civilDefence: { zh: '人防' },
  lightning: { zh: '防雷' },
  archives: { zh: '城建档案' },
  drainage: { zh: '排水' },
  greening: { zh: '绿化' },
  land: { zh: '土地核验', always: true },
};

/** The enterprise accepts these by itself, with a public report: they are no part of the joint visit. */
export const selfAccepted = [
  '环境保护设施：由企业自主验收，向社会公开验收报告',
  '水土保持设施：由企业自主验收，向社会公开验收报告',
] as const;
