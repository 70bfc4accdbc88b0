import { Decimal } from 'decimal.js';
import type { ProjectFacts } from './events/shared.ts';

/** What does not hold among the facts an applicant states, at the field that is to be mended. */
export interface FactFault {
  readonly code: 'INVESTMENT_MISSING' | 'INVESTMENT_PARTS';
  readonly field: keyof ProjectFacts;
  readonly zh: string;
  readonly en: string;
}

type Stated = Readonly<Partial<Record<keyof ProjectFacts, unknown>>>;

const amount = (facts: Stated, field: keyof ProjectFacts): Decimal | null => {
  const text = facts[field];
  return typeof text === 'string' && /^\d+(\.\d+)?$/.test(text) ? new Decimal(text) : null;
};

const parts = ['investmentConstruction', 'investmentEquipment', 'investmentLand'] as const;

/**
 * Rules over several fields: `admission` refuses by them, and the form tells them while one types. A part that is not
 * stated yet breaks none.
 */
export const findFactFaults = (facts: Stated): readonly FactFault[] => {
  const faults: FactFault[] = [];
  const total = amount(facts, 'totalInvestment');
  const fixed = amount(facts, 'fixedInvestment');
  if (total?.isZero() === true)
    faults.push({
      code: 'INVESTMENT_MISSING',
      field: 'totalInvestment',
      zh: '总投资须大于零',
      en: 'total investment must be above zero',
    });
  if (total !== null && fixed?.gt(total) === true)
    faults.push({
      code: 'INVESTMENT_PARTS',
      field: 'fixedInvestment',
      zh: '固定资产投资不能大于总投资',
      en: 'fixed investment exceeds the total',
    });
  const stated = parts.flatMap((field) => amount(facts, field) ?? []);
  if (fixed !== null && Decimal.sum(0, ...stated).gt(fixed))
    faults.push({
      code: 'INVESTMENT_PARTS',
      field: 'investmentConstruction',
      zh: '建筑、设备、土地投资之和不能大于固定资产投资',
      en: 'construction, equipment and land exceed fixed investment',
    });
  return faults;
};
