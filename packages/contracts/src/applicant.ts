import { z } from 'zod';
import { type Refusal, refusal } from './refusal.ts';

/** What `identity` knows of a company in whose name something is filed. */
export const applicantSchema = z.object({
  known: z.boolean(),
  /** As bound; null for one that is yet to be founded (拟设立), or that is not known. */
  creditCode: z.string().nullable(),
  /** The person who was named is one of the company, and his account is in use. */
  isMember: z.boolean(),
});
export type Applicant = z.infer<typeof applicantSchema>;

interface Stated {
  /** Null where none is stated yet (拟设立). */
  readonly creditCode: string | null;
  /** Where the form has it. */
  readonly field: string;
  /** Somebody else files in the name of the company. */
  readonly onPaper: boolean;
}

/**
 * Who files is who it says it is: a company that is known, on paper one of its people, with the code that it has bound
 * (domain §4: before A1). Null when so.
 */
export const findApplicantFault = (
  { known, creditCode: bound, isMember }: Applicant,
  { creditCode, field, onPaper }: Stated,
): Refusal | null => {
  if (!known)
    return refusal(
      'invalid',
      'COMPANY_UNKNOWN',
      '系统中没有这家企业，请先登记企业并开立账号',
      'no such company is registered here',
      ...(onPaper ? ['paper.company'] : []),
    );
  if (onPaper && !isMember)
    return refusal(
      'invalid',
      'OWNER_NOT_OF_COMPANY',
      '申请人不是这家企业的在用账号，请重新选择',
      'the person is nobody of this company, or has left',
      'paper.owner',
    );
  if (creditCode === null) return null;
  if (bound === null)
    return refusal(
      'refused',
      'CREDIT_CODE_NOT_BOUND',
      '企业尚未绑定统一社会信用代码，请先由企业管理人在“我的企业”页绑定',
      'the company has bound no credit code yet: its owner binds it first',
      field,
    );
  return creditCode.trim().toUpperCase() === bound
    ? null
    : refusal(
        'refused',
        'CREDIT_CODE_OTHER_COMPANY',
        '统一社会信用代码与企业绑定的不一致，请填写本企业的代码',
        'the credit code is not the one that the company has bound',
        field,
      );
};
