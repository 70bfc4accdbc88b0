import { checkCreditCode } from '@yizhan/codes';
import { findFactFaults, investorSchema, projectFactsSchema } from '@yizhan/contracts';

type Values = Readonly<Record<string, unknown>>;

export interface Fault {
  /** Path in the form, as `facts.totalInvestment`. */
  readonly field: string;
  readonly zh: string;
}

const record = (value: unknown): Values =>
  typeof value === 'object' && value !== null ? (value as Values) : {};

/** Empty fields are left out, switches never touched are no. */
export const factsOf = (typed: unknown): Values => ({
  hazardousChemicals: false,
  foreignInvestment: false,
  ...Object.fromEntries(
    Object.entries(record(typed))
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ),
});

export const investorOf = (typed: unknown): Values => {
  const { kind, name, creditCode } = record(typed);
  const called = typeof name === 'string' ? name.trim() : '';
  return kind === 'toBeFounded'
    ? { kind, name: called }
    : {
        kind: 'company',
        name: called,
        creditCode: String(creditCode ?? '')
          .trim()
          .toUpperCase(),
      };
};

/** What of a form does not hold by the shared schemas, in the applicant's words; empty when all does. */
export const faultsOf = (facts: Values, investor?: Values): readonly Fault[] => {
  const faults: Fault[] = [];
  const add = (under: string, path: readonly PropertyKey[]): void => {
    const field = [under, ...path.map(String)].join('.');
    if (!faults.some((fault) => fault.field === field))
      faults.push({ field, zh: '未填写或格式不对，请核对' });
  };
  const checked = projectFactsSchema.safeParse(facts);
  if (!checked.success) for (const issue of checked.error.issues) add('facts', issue.path);
  for (const { field, zh } of findFactFaults(facts)) faults.push({ field: `facts.${field}`, zh });
  if (investor !== undefined) {
    const code = investor['kind'] === 'company' ? checkCreditCode(String(investor['creditCode'])) : null;
    // A check character that disagrees may have been let in by an administrator: that is for the server to know.
    if (code !== null && !code.ok && !code.overridable)
      faults.push({ field: 'investor.creditCode', zh: code.zh });
    const known = investorSchema.safeParse(investor);
    if (!known.success) for (const issue of known.error.issues) add('investor', issue.path);
  }
  return faults;
};
