import { checkCreditCode, checkIndustry, findDivision } from '@yizhan/codes';
import { findFactFaults, type Investor, type ProjectFacts, type Refusal, refusal } from '@yizhan/contracts';

/**
 * The first fault in what an applicant states, beyond its shape; null when sound. A credit code of which only a check
 * character disagrees passes where an administrator has allowed it, on the record.
 */
export const findFactFault = (
  county: string,
  investor: Investor,
  facts: ProjectFacts,
  codeAllowed: boolean,
): Refusal | null => {
  if (investor.kind === 'company') {
    const code = checkCreditCode(investor.creditCode);
    if (!code.ok && !(code.overridable && codeAllowed))
      return refusal('invalid', code.code, code.zh, code.en, 'investor.creditCode');
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
  const [fault] = findFactFaults(facts);
  return fault === undefined
    ? null
    : refusal('invalid', fault.code, fault.zh, fault.en, `facts.${fault.field}`);
};
