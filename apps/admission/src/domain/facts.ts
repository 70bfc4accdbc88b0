import { checkCreditCode, checkIndustry, findDivision } from '@yizhan/codes';
import { type Investor, type ProjectFacts, type Refusal, refusal } from '@yizhan/contracts';
import { Decimal } from 'decimal.js';

/** The first fault in what an applicant states, beyond its shape; null when sound. */
export const findFactFault = (county: string, investor: Investor, facts: ProjectFacts): Refusal | null => {
  if (investor.kind === 'company') {
    const code = checkCreditCode(investor.creditCode);
    if (!code.ok) return refusal('invalid', code.code, code.zh, code.en, 'investor.creditCode');
  }
  const division = findDivision(facts.division);
  if (division === undefined || division.kind === 'county' || !facts.division.startsWith(county))
    return refusal(
      'invalid',
      'DIVISION_UNKNOWN',
      '属地不在本县市的乡镇、街道、园区之内',
      'no such division of this county',
      'facts.division',
    );
  const industry = checkIndustry(facts.industry);
  if (!industry.ok) return refusal('invalid', industry.code, industry.zh, industry.en, 'facts.industry');
  if (new Decimal(facts.totalInvestment).isZero())
    return refusal(
      'invalid',
      'INVESTMENT_MISSING',
      '总投资须大于零',
      'total investment must be above zero',
      'facts.totalInvestment',
    );
  if (new Decimal(facts.fixedInvestment).gt(facts.totalInvestment))
    return refusal(
      'invalid',
      'INVESTMENT_PARTS',
      '固定资产投资不能大于总投资',
      'fixed investment exceeds the total',
      'facts.fixedInvestment',
    );
  const parts = new Decimal(facts.investmentConstruction)
    .plus(facts.investmentEquipment)
    .plus(facts.investmentLand);
  if (parts.gt(facts.fixedInvestment))
    return refusal(
      'invalid',
      'INVESTMENT_PARTS',
      '建筑、设备、土地投资之和不能大于固定资产投资',
      'construction, equipment and land exceed fixed investment',
      'facts.investmentConstruction',
    );
  return null;
};
