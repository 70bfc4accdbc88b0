import type { CheckCode, DepartmentId } from '@yizhan/contracts';

interface Part {
  readonly zh: string;
  /** Departments that may be asked for it (domain §5, §8). */
  readonly competent: readonly DepartmentId[];
}

/** The parts of 并联查验. */
export const parts: Readonly<Record<CheckCode, Part>> = {
  fire: { zh: '消防', competent: ['housing'] },
  civilDefence: { zh: '人防', competent: ['civilDefence', 'housing'] },
  lightning: { zh: '防雷', competent: ['meteorology'] },
  archives: { zh: '城建档案', competent: ['housing'] },
  drainage: { zh: '排水', competent: ['housing', 'water'] },
  greening: { zh: '绿化', competent: ['housing'] },
  land: { zh: '土地核验', competent: ['naturalResources'] },
};

/** The enterprise accepts these by itself, with a public report: they are no part of the joint visit. */
export const selfAccepted = [
  '环境保护设施：由企业自主验收，向社会公开验收报告',
  '水土保持设施：由企业自主验收，向社会公开验收报告',
] as const;
