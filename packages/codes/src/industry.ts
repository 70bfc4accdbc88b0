import table from './data/industries-c13-c43.json' with { type: 'json' };
import { type Checked, failure } from './result.ts';

/** 行业小类 (GB/T 4754): four digits, manufacturing. */
export type IndustryCode = string & { readonly __brand: 'IndustryCode' };

/** 大类: two digits. */
export interface IndustryDivision {
  readonly code: string;
  readonly name: string;
}

/** 小类: four digits. */
export interface Industry {
  readonly code: IndustryCode;
  readonly name: string;
  readonly division: IndustryDivision;
}

/** The standard that the table follows; its amendment No. 1 of 2019 has not been compared line by line. */
export const industryStandard = 'GB/T 4754—2017';

/**
 * The table holds the whole of manufacturing (C): 31 divisions and 609 classes, the numbers of the standard. Other
 * sections (A–B, D–T) are not held.
 */
export const industriesComplete = true;

/** 制造业 C13–C43. */
export const industryDivisions: readonly IndustryDivision[] = table.map(({ code, name }) => ({ code, name }));

export const industries: readonly Industry[] = table.flatMap(({ code, name, classes }) =>
  classes.map((entry) => ({ ...entry, code: entry.code as IndustryCode, division: { code, name } })),
);

const byCode = new Map<string, Industry>(industries.map((industry) => [industry.code, industry]));

/** The class of a four-digit code, with or without the section letter C. */
export const findIndustry = (code: string): Industry | undefined => byCode.get(code.replace(/^C/, ''));

export type IndustryFailureCode = 'INDUSTRY_SHAPE' | 'INDUSTRY_NOT_MANUFACTURING' | 'INDUSTRY_UNKNOWN';

/** Checks that a code has four digits, lies in C13–C43 and is in the table. */
export const checkIndustry = (
  text: string,
): Checked<{ readonly industry: Industry }, IndustryFailureCode> => {
  const code = text.trim().replace(/^C/, '');
  if (!/^\d{4}$/.test(code)) {
    return failure('INDUSTRY_SHAPE', '行业代码应为4位数字', 'An industry code has four digits');
  }
  const division = Number(code.slice(0, 2));
  if (division < 13 || division > 43) {
    return failure(
      'INDUSTRY_NOT_MANUFACTURING',
      `行业 ${code} 不属于制造业（C13–C43）`,
      `${code} is not manufacturing`,
    );
  }
  const industry = byCode.get(code);
  return industry === undefined
    ? failure('INDUSTRY_UNKNOWN', `国民经济行业分类中没有 ${code}`, `${code} is not in ${industryStandard}`)
    : { ok: true, industry };
};
