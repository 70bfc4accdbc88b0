import type { Limit } from '@yizhan/workdays';
import { legalDate } from '@yizhan/workdays';

/** Time to supply what was asked for; the case's own clock is paused meanwhile (domain §4, illustrative). */
export const supplementLimit: Limit = {
  id: 'admission.supplement',
  value: 10,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'notice',
  basis: '项目准入研判工作规则（示例）',
  illustrative: true,
  version: '2023-1',
  effectiveFrom: legalDate('2020-01-01'),
};

/** Time to meet a condition that names no date of its own. */
export const conditionLimit: Limit = {
  id: 'admission.condition',
  value: 180,
  unit: 'CD',
  kind: 'maximum',
  runsFrom: 'notice',
  basis: '项目准入研判工作规则（示例）',
  illustrative: true,
  version: '2023-1',
  effectiveFrom: legalDate('2020-01-01'),
};
