import { type Checked, failure } from './result.ts';

/** 宗地代码: county 6, cadastral area 3, sub-area 3, right type 2, serial 5. */
export type ParcelCode = string & { readonly __brand: 'ParcelCode' };

export type ParcelCodeFailureCode =
  | 'PARCEL_CODE_SHAPE'
  | 'PARCEL_CODE_COUNTY'
  | 'PARCEL_CODE_NOT_STANDARD_LAND';

export interface ParcelCodeParts {
  readonly value: ParcelCode;
  /** 县级行政区划. */
  readonly county: string;
  /** 地籍区. */
  readonly area: string;
  /** 地籍子区. */
  readonly subArea: string;
  /** 权利类型 (宗地特征码), as GB: state-owned, right to use construction land on the surface. */
  readonly right: string;
  /** 宗地顺序号. */
  readonly serial: string;
  /** Whether the right is one that standard land can have. */
  readonly standardLand: boolean;
}

const shape = /^(\d{6})(\d{3})(\d{3})([GJZ][A-Z])(\d{5})$/;

/** 标准地: state-owned construction land, on the surface (B), above (S) or below (X) it. */
export const standardLandPattern = /^\d{12}G[BSX]\d{5}$/;

export interface ParcelCodeOptions {
  /** The county that the code must start with. */
  readonly county?: string;
  /** Take standard land only. */
  readonly standardLand?: boolean;
}

/**
 * Checks the 19 characters, the county and, where asked, the standard-land pattern, and splits the parts. Lower case
 * and spaces around are forgiven. Uniqueness is the caller's.
 */
export const checkParcelCode = (
  text: string,
  options: ParcelCodeOptions = {},
): Checked<ParcelCodeParts, ParcelCodeFailureCode> => {
  const value = text.trim().toUpperCase();
  const [, county = '', area = '', subArea = '', right = '', serial = ''] = shape.exec(value) ?? [];
  if (county === '') {
    return failure(
      'PARCEL_CODE_SHAPE',
      '宗地代码应为19位：县区6位、地籍区3位、地籍子区3位、权利类型2位、顺序号5位',
      'A parcel code has 19 characters: county 6, area 3, sub-area 3, right 2, serial 5',
    );
  }
  if (options.county !== undefined && county !== options.county) {
    return failure(
      'PARCEL_CODE_COUNTY',
      `宗地代码应以 ${options.county} 开头`,
      `The parcel code starts with ${options.county}`,
    );
  }
  const standardLand = standardLandPattern.test(value);
  if (options.standardLand === true && !standardLand) {
    return failure(
      'PARCEL_CODE_NOT_STANDARD_LAND',
      `权利类型 ${right} 不能作为“标准地”（应为GB、GS或GX）`,
      `A parcel of right ${right} is no standard land (GB, GS or GX)`,
    );
  }
  return { ok: true, value: value as ParcelCode, county, area, subArea, right, serial, standardLand };
};

/** Puts the parts of a parcel code together, without a check of what they mean. */
export const formatParcelCode = (
  parts: Pick<ParcelCodeParts, 'county' | 'area' | 'subArea' | 'right' | 'serial'>,
): string => `${parts.county}${parts.area}${parts.subArea}${parts.right}${parts.serial}`;

/** For people to read: '330182 001 002 GB 00003'. */
export const displayParcelCode = (
  parts: Pick<ParcelCodeParts, 'county' | 'area' | 'subArea' | 'right' | 'serial'>,
): string => [parts.county, parts.area, parts.subArea, parts.right, parts.serial].join(' ');
