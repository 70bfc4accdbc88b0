import { type Failure, failure } from './result.ts';

/** 统一社会信用代码 (GB 32100): 18 characters, upper case. */
export type CreditCode = string & { readonly __brand: 'CreditCode' };

export interface CreditCodeParts {
  readonly ok: true;
  /** Trimmed and in upper case. */
  readonly value: CreditCode;
  /** 登记管理部门. */
  readonly registrar: string;
  /** 机构类别. */
  readonly type: string;
  /** 登记管理机关行政区划. */
  readonly division: string;
  /** 主体标识码 (组织机构代码, GB 11714): positions 9–17, its own check included. */
  readonly organisation: string;
  readonly check: string;
}

export type CreditCodeFailureCode =
  | 'CREDIT_CODE_LENGTH'
  | 'CREDIT_CODE_CHARACTER'
  | 'CREDIT_CODE_DIVISION'
  | 'CREDIT_CODE_ORGANISATION_CHECK'
  | 'CREDIT_CODE_CHECK';

export interface CreditCodeFailure extends Failure<CreditCodeFailureCode> {
  /** Only a check character disagrees. Real codes like that exist: an administrator may override, on the record. */
  readonly overridable: boolean;
}

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 11714 gives the letters their place in the whole alphabet: A = 10 … Z = 35. */
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

const fail = (
  code: CreditCodeFailureCode,
  zh: string,
  en: string,
  overridable: boolean,
): CreditCodeFailure => ({ ...failure(code, zh, en), overridable });

/** C18 = (31 − Σ Ci·3^(i−1) mod 31) mod 31 over the first 17 characters. */
const checkCharacter = (body: string): string => {
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % alphabet.length;
  }
  return alphabet.charAt((alphabet.length - (sum % alphabet.length)) % alphabet.length);
};

/** 11 − Σ mod 11 over 8 characters; 10 is written X, 11 is written 0. */
const organisationCheckCharacter = (body: string): string => {
  const sum = organisationWeights.reduce(
    (total, weight, index) => total + organisationAlphabet.indexOf(body.charAt(index)) * weight,
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
};

/**
 * Checks a credit code as GB 32100 says: length, characters, division, the inner check of the organisation code
 * (positions 9–17), then C18. Spaces around and lower case are forgiven. The failure tells whether an administrator
 * may override it.
 */
export const checkCreditCode = (text: string): CreditCodeParts | CreditCodeFailure => {
  const value = text.trim().toUpperCase();
  if (value.length !== 18) {
    return fail('CREDIT_CODE_LENGTH', '统一社会信用代码应为18位', 'A credit code has 18 characters', false);
  }
  const wrong = [...value].find((character) => !alphabet.includes(character));
  if (wrong !== undefined) {
    return fail(
      'CREDIT_CODE_CHARACTER',
      `统一社会信用代码不含字符“${wrong}”（不使用I、O、S、V、Z）`,
      `A credit code never holds ${wrong} (I, O, S, V, Z are left out)`,
      false,
    );
  }
  const division = value.slice(2, 8);
  if (!/^\d{6}$/.test(division)) {
    return fail(
      'CREDIT_CODE_DIVISION',
      '统一社会信用代码第3–8位应为行政区划数字',
      'Characters 3 to 8 of a credit code are the digits of a division',
      false,
    );
  }
  const organisation = value.slice(8, 17);
  if (organisationCheckCharacter(organisation) !== organisation.charAt(8)) {
    return fail(
      'CREDIT_CODE_ORGANISATION_CHECK',
      '主体标识码（第9–17位）校验不通过，请核对',
      'The organisation code (characters 9 to 17) fails its check',
      true,
    );
  }
  const check = value.charAt(17);
  if (checkCharacter(value.slice(0, 17)) !== check) {
    return fail(
      'CREDIT_CODE_CHECK',
      '统一社会信用代码校验码不符，请核对',
      'The check character disagrees',
      true,
    );
  }
  return {
    ok: true,
    value: value as CreditCode,
    registrar: value.charAt(0),
    type: value.charAt(1),
    division,
    organisation,
    check,
  };
};

/**
 * A fictitious code that passes both checks, for demos and tests (示例, never of a real organisation by intent).
 * Throws RangeError where a part is no such part: one character, one character, 6 digits, 8 characters.
 */
export const makeCreditCode = (
  registrar: string,
  type: string,
  division: string,
  serial: string,
): CreditCode => {
  const head = `${registrar}${type}${division}${serial}`;
  if (registrar.length !== 1 || type.length !== 1 || !/^\d{6}$/.test(division) || serial.length !== 8) {
    throw new RangeError(`No parts of a credit code: ${registrar} ${type} ${division} ${serial}`);
  }
  if ([...head].some((character) => !alphabet.includes(character))) {
    throw new RangeError(`A character outside GB 32100: ${head}`);
  }
  const body = head + organisationCheckCharacter(serial);
  return (body + checkCharacter(body)) as CreditCode;
};
