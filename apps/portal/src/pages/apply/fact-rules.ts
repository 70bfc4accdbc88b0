import { findFactFaults, type ProjectFacts, projectFactsSchema } from '@yizhan/contracts';
import type { FormInstance, FormItemProps } from 'antd';
import type { Field } from '../../parts/forms/form.ts';
import { factsOf } from './application-input.ts';

type FactName = keyof ProjectFacts;

/** Fields that are held against each other, so that mending one clears the other. */
const together: readonly FactName[] = [
  'totalInvestment',
  'fixedInvestment',
  'investmentConstruction',
  'investmentEquipment',
  'investmentLand',
];

const hints: Readonly<Partial<Record<Field['kind'], string>>> = {
  decimal: '请填写非负数字，整数不超过15位，小数不超过六位',
  integer: '请填写整数',
  select: '请从列表中选择',
};

/** What is wrong with one fact, in the applicant's words; null while it holds. The server refuses by the same rules. */
export const faultOfFact = (
  field: Field,
  value: unknown,
  facts: Readonly<Record<string, unknown>>,
): string | null => {
  const name = field.name as FactName;
  const isEmpty = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
  if (isEmpty) return field.required === true ? `请填写${field.label}` : null;
  const typed = typeof value === 'string' ? value.trim() : value;
  if (!projectFactsSchema.shape[name].safeParse(typed).success) {
    if (name === 'constructionMonths') return '建设周期为1至120个月';
    return hints[field.kind] ?? '填写内容过长或格式不对';
  }
  return findFactFaults(facts).find((fault) => fault.field === name)?.zh ?? null;
};

/** Looked at while one types. */
export const rulesOfFact = (field: Field): NonNullable<FormItemProps['rules']> => [
  (form: Pick<FormInstance, 'getFieldValue'>) => ({
    required: field.required === true,
    validator: async (_rule: unknown, value: unknown) => {
      const fault = faultOfFact(field, value, factsOf(form.getFieldValue('facts')));
      if (fault !== null) throw new Error(fault);
    },
  }),
];

export const dependenciesOfFact = (name: string): string[][] =>
  together.some((known) => known === name)
    ? together.filter((other) => other !== name).map((other) => ['facts', other])
    : [];
