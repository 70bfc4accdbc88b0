import { type DepartmentId, departmentIds, type ProjectFacts } from '@yizhan/contracts';
import { type LegalDate, legalDate } from '@yizhan/workdays';
import { Decimal } from 'decimal.js';

/** What the rules look at. */
export interface Subject {
  readonly facts: ProjectFacts;
  /** The investor is 拟设立. */
  readonly toBeFounded: boolean;
}

type Quantity =
  | 'energyTce'
  | 'electricityKwh'
  | 'water'
  | 'landMu'
  | 'floorArea'
  | 'hazardousWaste'
  | 'totalInvestment';

type Ground =
  | { readonly always: true }
  | { readonly is: 'hazardousChemicals' | 'foreignInvestment' | 'toBeFounded' }
  | { readonly quantity: Quantity; readonly atLeast: string }
  | { readonly quantity: Quantity; readonly above: string };

export interface DepartmentRule {
  readonly department: DepartmentId;
  readonly ground: Ground;
  readonly because: string;
  /** On this ground the department's 不同意 is a veto (一票否决). */
  readonly veto?: true;
  readonly basis: string;
  readonly illustrative: boolean;
  readonly version: string;
  readonly effectiveFrom: LegalDate;
  readonly effectiveTo?: LegalDate;
}

const ours = {
  basis: '项目准入研判工作规则（示例）',
  illustrative: true,
  version: '2023-1',
  effectiveFrom: legalDate('2020-01-01'),
} as const;
const law = { ...ours, illustrative: false } as const;

/** Who takes part in 研判, and why (domain §4). Quantities as the applicant states them: mu, m², tce, kWh, m³, t, 万元. */
export const departmentRules: readonly DepartmentRule[] = [
  { ...ours, department: 'developmentReform', ground: { always: true }, because: '核对产业政策和立项方式' },
  {
    ...law,
    department: 'developmentReform',
    ground: { quantity: 'energyTce', atLeast: '1000' },
    because: '年综合能耗达1000吨标准煤，须节能审查',
    veto: true,
    basis: '固定资产投资项目节能审查办法',
  },
  {
    ...law,
    department: 'developmentReform',
    ground: { quantity: 'electricityKwh', atLeast: '5000000' },
    because: '年用电量达500万千瓦时，须节能审查',
    veto: true,
    basis: '固定资产投资项目节能审查办法（2023年第2号令）',
    effectiveTo: legalDate('2025-08-31'),
  },
  {
    ...ours,
    department: 'economyInformation',
    ground: { always: true },
    because: '核对亩均效益、工艺装备和淘汰类目录',
  },
  {
    ...ours,
    department: 'naturalResources',
    ground: { always: true },
    because: '核对规划、用地指标、红线和林地',
  },
  {
    ...ours,
    department: 'ecology',
    ground: { always: true },
    because: '核对三线一单、环评类别和排放总量',
    veto: true,
  },
  { ...ours, department: 'financeTax', ground: { always: true }, because: '测算税收和政策成本' },
  {
    ...ours,
    department: 'emergency',
    ground: { is: 'hazardousChemicals' },
    because: '涉及危险化学品，须判定危险类别和安全距离',
    veto: true,
  },
  {
    ...ours,
    department: 'emergency',
    ground: { quantity: 'hazardousWaste', above: '0' },
    because: '产生危险废物，须核对贮存安全',
    veto: true,
  },
  {
    ...ours,
    department: 'housing',
    ground: { quantity: 'floorArea', atLeast: '300' },
    because: '新建建筑300平方米及以上，须核对建设标准、消防和排水',
    basis: '建筑工程施工许可管理办法第二条；项目准入研判工作规则（示例）',
  },
  {
    ...ours,
    department: 'commerce',
    ground: { is: 'foreignInvestment' },
    because: '外商投资项目，须核对准入和资金来源',
  },
  {
    ...ours,
    department: 'commerce',
    ground: { is: 'toBeFounded' },
    because: '投资方为拟设立企业，须核对招商来源',
  },
  {
    ...ours,
    department: 'commerce',
    ground: { quantity: 'totalInvestment', atLeast: '50000' },
    because: '总投资5亿元及以上，列入重大招商项目',
  },
  {
    ...ours,
    department: 'water',
    ground: { quantity: 'landMu', atLeast: '7.5' },
    because: '占地0.5公顷及以上，涉及水土保持',
    basis: '水土保持方案管理规定；项目准入研判工作规则（示例）',
  },
  {
    ...ours,
    department: 'water',
    ground: { quantity: 'water', atLeast: '50000' },
    because: '年用水量5万立方米及以上，须核对取水',
  },
];

/** What makes a judgement complex, with the longer limit for opinions. */
export const complexity = { ...ours, departmentsAtLeast: 7, hazardousChemicals: true } as const;

const applies = (ground: Ground, { facts, toBeFounded }: Subject): boolean => {
  if ('always' in ground) return true;
  if ('is' in ground) return ground.is === 'toBeFounded' ? toBeFounded : facts[ground.is];
  const stated = new Decimal(facts[ground.quantity]);
  return 'atLeast' in ground ? stated.gte(ground.atLeast) : stated.gt(ground.above);
};

const inForce = (rule: DepartmentRule, on: LegalDate): boolean =>
  rule.effectiveFrom <= on && (rule.effectiveTo === undefined || on <= rule.effectiveTo);

export interface ChosenDepartment {
  readonly department: DepartmentId;
  readonly because: string;
  readonly veto: boolean;
}

/** The departments to ask under the rules in force on a day, in the fixed order of departments. */
export const chooseDepartments = (subject: Subject, on: LegalDate): readonly ChosenDepartment[] =>
  departmentIds.flatMap((department) => {
    const met = departmentRules.filter(
      (rule) => rule.department === department && inForce(rule, on) && applies(rule.ground, subject),
    );
    if (met.length === 0) return [];
    return [
      {
        department,
        because: met.map((rule) => rule.because).join('；'),
        veto: met.some((rule) => rule.veto),
      },
    ];
  });

export const isComplex = ({ facts }: Subject, departments: readonly unknown[]): boolean =>
  (complexity.hazardousChemicals && facts.hazardousChemicals) ||
  departments.length >= complexity.departmentsAtLeast;
