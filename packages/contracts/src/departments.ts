import { z } from 'zod';

/** Departments of the county that judge, approve or accept (domain §4, §5, §8). */
export const departmentNames = {
  developmentReform: '发展和改革局',
  economyInformation: '经济和信息化局',
  naturalResources: '规划和自然资源局',
  ecology: '生态环境分局',
  emergency: '应急管理局',
  housing: '住房和城乡建设局',
  commerce: '商务局（投资促进局）',
  water: '水利局',
  financeTax: '财政局/税务局',
  meteorology: '气象局',
  civilDefence: '人民防空办公室',
  utilities: '水电气公用单位',
} as const;

export type DepartmentId = keyof typeof departmentNames;
export const departmentIds = Object.keys(departmentNames) as readonly DepartmentId[];
export const departmentSchema = z.enum(Object.keys(departmentNames) as [DepartmentId, ...DepartmentId[]]);
