import { type Checked, failure } from './result.ts';

/** 项目代码 (GB/T 40058): 'YYMM' in four digits, region, department, type, five random digits and a check digit. */
export type ProjectCode = string & { readonly __brand: 'ProjectCode' };

/** 主管部门. Those that this system knows; another table may be given. */
export const projectDepartments: Readonly<Record<string, string>> = {
  '04': '发展改革',
  '07': '工业和信息化',
};
/** 项目类型. */
export const projectTypes: Readonly<Record<string, string>> = { '01': '基本建设', '02': '技术改造' };

export type ProjectCodeFailureCode =
  | 'PROJECT_CODE_SHAPE'
  | 'PROJECT_CODE_MONTH'
  | 'PROJECT_CODE_REGION'
  | 'PROJECT_CODE_DEPARTMENT'
  | 'PROJECT_CODE_TYPE';

/** Gives the check digit of the 19 digits before it. The real algorithm is not public: this is pluggable. */
export type ProjectCheckDigit = (digits: string) => string;

export interface ProjectCodeParts {
  readonly value: ProjectCode;
  /** Four digits: 2024. */
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly region: string;
  readonly department: string;
  readonly type: string;
  readonly random: string;
  readonly check: string;
  /** What the given check digit function says; null where none was given. A hint, never a reason to reject. */
  readonly checkAgrees: boolean | null;
}

export interface ProjectCodeOptions {
  /** The regions that are taken; without it, any of a province (first two digits of GB/T 2260). */
  readonly regions?: readonly string[];
  readonly departments?: Readonly<Record<string, string>>;
  readonly types?: Readonly<Record<string, string>>;
  readonly checkDigit?: ProjectCheckDigit;
}

const shape = /^(\d{2})(\d{2})-(\d{6})-(\d{2})-(\d{2})-(\d{5})(\d)$/;

/** GB/T 2260: the provinces, autonomous regions, municipalities and special administrative regions. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  ),
);

/**
 * Checks shape, month, region, department and type, and splits the parts. Uniqueness is the caller's (it takes a
 * store); the check digit is compared and reported, never refused.
 */
export const checkProjectCode = (
  text: string,
  options: ProjectCodeOptions = {},
): Checked<ProjectCodeParts, ProjectCodeFailureCode> => {
  const value = text.trim();
  const [, yy = '', mm = '', region = '', department = '', type = '', random = '', check = ''] =
    shape.exec(value) ?? [];
  if (yy === '') {
    return failure(
      'PROJECT_CODE_SHAPE',
      '项目代码格式应为 YYMM-行政区划6位-部门2位-类型2位-序号6位',
      'A project code is written YYMM-region(6)-department(2)-type(2)-serial(6)',
    );
  }
  const month = Number(mm);
  if (month < 1 || month > 12) {
    return failure('PROJECT_CODE_MONTH', `项目代码月份 ${mm} 不存在`, `There is no month ${mm}`);
  }
  const knownRegion = options.regions?.includes(region) ?? provinces.has(region.slice(0, 2));
  if (!knownRegion) {
    return failure('PROJECT_CODE_REGION', `行政区划 ${region} 不在范围内`, `${region} is no region in range`);
  }
  if (!Object.hasOwn(options.departments ?? projectDepartments, department)) {
    return failure(
      'PROJECT_CODE_DEPARTMENT',
      `主管部门代码 ${department} 未知`,
      `Unknown department ${department}`,
    );
  }
  if (!Object.hasOwn(options.types ?? projectTypes, type)) {
    return failure('PROJECT_CODE_TYPE', `项目类型代码 ${type} 未知`, `Unknown project type ${type}`);
  }
  return {
    ok: true,
    value: value as ProjectCode,
    year: 2000 + Number(yy),
    month,
    region,
    department,
    type,
    random,
    check,
    checkAgrees: options.checkDigit === undefined ? null : options.checkDigit(digitsOf(value)) === check,
  };
};

/** The 19 digits before the check digit. */
const digitsOf = (value: string): string => value.replaceAll('-', '').slice(0, -1);

/** 模拟: ISO 7064 MOD 11,10 in the place of the algorithm that is not public. */
export const simulatedCheckDigit: ProjectCheckDigit = (digits) => {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
};

/** Shown beside every code that is issued here. */
export const simulatedLabel = '模拟';

export interface ProjectCodeRequest {
  /** The legal date of the filing, 'YYYY-MM-DD'. */
  readonly on: string;
  readonly region: string;
  readonly department: string;
  readonly type: string;
  /** Five random digits, drawn by the caller, who also keeps codes unique. */
  readonly random5: string;
}

export interface IssuedProjectCode {
  readonly value: ProjectCode;
  /** Always: no code issued here is a national one. */
  readonly simulated: true;
  readonly label: typeof simulatedLabel;
}

/** Puts the parts of a project code together, without a check of what they mean. */
export const formatProjectCode = (
  parts: Pick<ProjectCodeParts, 'year' | 'month' | 'region' | 'department' | 'type' | 'random' | 'check'>,
): string => {
  const two = (number: number) => String(number).padStart(2, '0');
  const time = two(parts.year % 100) + two(parts.month);
  return `${time}-${parts.region}-${parts.department}-${parts.type}-${parts.random}${parts.check}`;
};

/**
 * Issues a project code, labelled 模拟. Fails like `checkProjectCode` where a part does not hold. A code is
 * immutable: a re-filing gets a new one, linked to the old.
 */
export const issueProjectCode = (
  request: ProjectCodeRequest,
  checkDigit: ProjectCheckDigit = simulatedCheckDigit,
  options: Omit<ProjectCodeOptions, 'checkDigit'> = {},
): Checked<IssuedProjectCode, ProjectCodeFailureCode> => {
  const { on, region, department, type, random5: random } = request;
  const [, year = '', month = ''] = /^20(\d{2})-(\d{2})-\d{2}$/.exec(on) ?? [];
  const body = `${year}${month}-${region}-${department}-${type}-${random}`;
  const checked = checkProjectCode(body + checkDigit(digitsOf(`${body}0`)), options);
  return checked.ok ? { ok: true, value: checked.value, simulated: true, label: simulatedLabel } : checked;
};
