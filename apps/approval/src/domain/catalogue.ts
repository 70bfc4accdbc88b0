import { type DepartmentId, departmentIds } from '@yizhan/contracts';
import { type Limit, type LimitStart, legalDate, type Unit } from '@yizhan/workdays';

/** One item of the catalogue (domain §5). */
export interface CatalogueItem {
  readonly code: string;
  readonly name: string;
  readonly department: DepartmentId;
  readonly stage: '立项用地规划许可' | '工程建设许可' | '施工许可';
  readonly needs: readonly string[];
  readonly statutory: Limit | null;
  readonly promise: Limit | null;
  /** Working days that the statutory limit can be extended by, once; null where the law gives none. */
  readonly extension: number | null;
  readonly doneBy: 'approval' | 'land';
  /** Stands in every path of the filing route now; the others wait for the planning by facts. */
  readonly onEveryPath: boolean;
}

export interface Catalogue {
  readonly version: string;
  readonly items: readonly CatalogueItem[];
}

const effectiveFrom = legalDate('2020-01-01');
const limit = (
  id: string,
  value: number,
  unit: Unit,
  runsFrom: LimitStart,
  basis: string,
  illustrative: boolean,
): Limit => ({
  id,
  value,
  unit,
  kind: 'maximum',
  runsFrom,
  basis,
  illustrative,
  version: '2023-1',
  effectiveFrom,
});
const byLaw = (code: string, value: number, unit: Unit, basis: string): Limit =>
  limit(`${code}.statutory`, value, unit, 'acceptance', basis, false);
const promised = (code: string, value: number): Limit =>
  limit(`${code}.promise`, value, 'WD', 'acceptance', '政务服务承诺时限（示例）', true);

const licence = '《中华人民共和国行政许可法》第四十二条';
const planning = '立项用地规划许可';
const works = '工程建设许可';
const building = '施工许可';

/** Items of an industrial project on the filing route; limits of the promise are illustrative (domain §5). */
export const catalogue: Catalogue = {
  version: 'after-2023-1',
  items: [
    {
      code: 'A1',
      name: '企业投资项目备案',
      department: 'developmentReform',
      stage: planning,
      needs: [],
      statutory: null,
      promise: promised('A1', 0),
      extension: null,
      doneBy: 'approval',
      onEveryPath: true,
    },
    {
      code: 'A3',
      name: '国有建设用地使用权招拍挂出让',
      department: 'naturalResources',
      stage: planning,
      needs: [],
      statutory: null,
      promise: null,
      extension: null,
      doneBy: 'land',
      onEveryPath: true,
    },
    {
      code: 'A4',
      name: '出让合同及标准地投资建设合同',
      department: 'naturalResources',
      stage: planning,
      needs: ['A3'],
      statutory: limit(
        'A4.statutory',
        10,
        'WD',
        'award',
        '《招标拍卖挂牌出让国有建设用地使用权规定》第二十条',
        false,
      ),
      promise: limit('A4.promise', 5, 'WD', 'award', '政务服务承诺时限（示例）', true),
      extension: null,
      doneBy: 'land',
      onEveryPath: true,
    },
    {
      code: 'A5',
      name: '建设用地规划许可证核发',
      department: 'naturalResources',
      stage: planning,
      needs: ['A1', 'A4'],
      statutory: byLaw('A5', 20, 'WD', licence),
      promise: promised('A5', 1),
      extension: 10,
      doneBy: 'approval',
      onEveryPath: true,
    },
    {
      code: 'A6',
      name: '环境影响评价文件审批',
      department: 'ecology',
      stage: works,
      needs: ['A1'],
      statutory: byLaw('A6', 60, 'CD', '《中华人民共和国环境影响评价法》第二十二条'),
      promise: promised('A6', 12),
      extension: null,
      doneBy: 'approval',
      onEveryPath: false,
    },
    {
      code: 'A7',
      name: '固定资产投资项目节能审查',
      department: 'developmentReform',
      stage: works,
      needs: ['A1'],
      statutory: null,
      promise: promised('A7', 7),
      extension: null,
      doneBy: 'approval',
      onEveryPath: false,
    },
    {
      code: 'A8',
      name: '生产建设项目水土保持方案审批',
      department: 'water',
      stage: works,
      needs: ['A1'],
      statutory: byLaw('A8', 10, 'WD', '《生产建设项目水土保持方案管理办法》'),
      promise: promised('A8', 7),
      extension: 10,
      doneBy: 'approval',
      onEveryPath: false,
    },
    {
      code: 'B1',
      name: '设计方案联合审查',
      department: 'naturalResources',
      stage: works,
      needs: ['A4'],
      statutory: null,
      promise: promised('B1', 6),
      extension: null,
      doneBy: 'approval',
      onEveryPath: false,
    },
    {
      code: 'B2',
      name: '建设工程规划许可证核发',
      department: 'naturalResources',
      stage: works,
      needs: ['A5', 'B1'],
      statutory: byLaw('B2', 20, 'WD', licence),
      promise: promised('B2', 3),
      extension: 10,
      doneBy: 'approval',
      onEveryPath: true,
    },
    {
      code: 'B3',
      name: '结合民用建筑修建防空地下室审批',
      department: 'civilDefence',
      stage: works,
      needs: ['B1'],
      statutory: null,
      promise: promised('B3', 3),
      extension: null,
      doneBy: 'approval',
      onEveryPath: false,
    },
    {
      code: 'C1',
      name: '施工图设计文件联合审查',
      department: 'housing',
      stage: building,
      needs: ['B2'],
      statutory: null,
      promise: promised('C1', 7),
      extension: null,
      doneBy: 'approval',
      onEveryPath: false,
    },
    {
      code: 'C2',
      name: '特殊建设工程消防设计审查',
      department: 'housing',
      stage: building,
      needs: ['C1'],
      statutory: byLaw('C2', 15, 'WD', '《建设工程消防设计审查验收管理暂行规定》'),
      promise: promised('C2', 8),
      extension: null,
      doneBy: 'approval',
      onEveryPath: false,
    },
    {
      code: 'C3',
      name: '雷电防护装置设计审核',
      department: 'meteorology',
      stage: building,
      needs: ['C1'],
      statutory: byLaw('C3', 20, 'WD', licence),
      promise: promised('C3', 5),
      extension: 10,
      doneBy: 'approval',
      onEveryPath: false,
    },
    {
      code: 'C4',
      name: '建筑工程施工许可证核发',
      department: 'housing',
      stage: building,
      needs: ['B2', 'C1'],
      statutory: byLaw('C4', 7, 'CD', '《建筑工程施工许可管理办法》第五条'),
      promise: promised('C4', 2),
      extension: null,
      doneBy: 'approval',
      onEveryPath: true,
    },
    {
      code: 'C5',
      name: '建设项目安全设施设计审查',
      department: 'emergency',
      stage: building,
      needs: ['A1'],
      statutory: limit(
        'C5.statutory',
        20,
        'WD',
        'acceptance',
        '《建设项目安全设施“三同时”监督管理办法》（示例）',
        true,
      ),
      promise: promised('C5', 10),
      extension: 10,
      doneBy: 'approval',
      onEveryPath: false,
    },
    {
      code: 'C6',
      name: '水电气接入',
      department: 'utilities',
      stage: building,
      needs: ['B2'],
      statutory: null,
      promise: promised('C6', 5),
      extension: null,
      doneBy: 'approval',
      onEveryPath: false,
    },
  ],
};

/** Mistakes of a catalogue: an unknown need or department, a cycle, a limit without basis. Empty when sound. */
export const checkCatalogue = ({ items }: Catalogue): readonly string[] => {
  const byCode = new Map(items.map((item) => [item.code, item]));
  const faults: string[] = [];
  for (const item of items) {
    if (items.filter(({ code }) => code === item.code).length > 1)
      faults.push(`${item.code}: stands there twice`);
    if (item.extension !== null && item.statutory?.unit !== 'WD')
      faults.push(`${item.code}: an extension in working days of a limit that is not`);
    if (!departmentIds.includes(item.department))
      faults.push(`${item.code}: unknown department ${item.department}`);
    for (const need of item.needs)
      if (!byCode.has(need)) faults.push(`${item.code}: needs ${need}, which is not there`);
    for (const one of [item.statutory, item.promise])
      if (one !== null && one.basis === '') faults.push(`${item.code}: a limit without basis`);
    const seen = new Set<string>();
    const ahead = [...item.needs];
    for (let need = ahead.pop(); need !== undefined; need = ahead.pop()) {
      if (need === item.code) {
        faults.push(`${item.code}: needs itself in the end`);
        break;
      }
      if (seen.has(need)) continue;
      seen.add(need);
      ahead.push(...(byCode.get(need)?.needs ?? []));
    }
  }
  return faults;
};

/** The items of a project's path, in order, with their needs cut to what is on it. */
export const planPath = ({ items }: Catalogue): readonly CatalogueItem[] => {
  const planned = items.filter((item) => item.onEveryPath);
  const codes = new Set(planned.map((item) => item.code));
  return planned.map((item) => ({ ...item, needs: item.needs.filter((need) => codes.has(need)) }));
};

export const findItem = (code: string): CatalogueItem | undefined =>
  catalogue.items.find((item) => item.code === code);
