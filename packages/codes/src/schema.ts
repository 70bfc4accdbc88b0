import { z } from 'zod';
import { type CreditCode, checkCreditCode } from './credit-code.ts';
import { findDivision } from './division.ts';
import { checkIndustry, type IndustryCode } from './industry.ts';
import { checkParcelCode, type ParcelCode } from './parcel-code.ts';
import { checkProjectCode, type ProjectCode } from './project-code.ts';
import type { Failure } from './result.ts';

/** For the edge: text in, the checked and tidied code out, or an issue with the Chinese message and the code. */
const codeSchema = <Value extends string>(
  check: (text: string) => { ok: true; value: Value } | Failure<string>,
) =>
  z.string().transform((text, context): Value => {
    const checked = check(text);
    if (checked.ok) return checked.value;
    context.addIssue({ code: 'custom', message: checked.zh, params: { code: checked.code } });
    return z.NEVER;
  });

/** Where an administrator may override a failing check, check by hand with `checkCreditCode` instead. */
export const creditCodeSchema = codeSchema<CreditCode>(checkCreditCode);
export const projectCodeSchema = codeSchema<ProjectCode>((text) => checkProjectCode(text));
export const parcelCodeSchema = codeSchema<ParcelCode>((text) => checkParcelCode(text));
export const industryCodeSchema = codeSchema<IndustryCode>((text) => {
  const checked = checkIndustry(text);
  return checked.ok ? { ok: true, value: checked.industry.code } : checked;
});
export const divisionCodeSchema = z
  .string()
  .refine((code) => findDivision(code) !== undefined, { message: '行政区划代码不在目录中' });
