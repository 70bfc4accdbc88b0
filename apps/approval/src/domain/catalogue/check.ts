import { type Catalogue, type CatalogueItem, type CatalogueLimit, departmentIds } from '@yizhan/contracts';
import { conditionNames } from '../path/applicability.ts';

/** A mistake of a catalogue, in the words of whoever has to mend it. */
export interface Fault {
  readonly zh: string;
  readonly en: string;
}
const fault = (code: string, zh: string, en: string): Fault => ({
  zh: `${code}：${zh}`,
  en: `${code}: ${en}`,
});

const limitsIn = (item: CatalogueItem): readonly CatalogueLimit[] => [
  ...[item, ...item.variants].flatMap(({ statutory, promise }) =>
    [statutory, promise].filter((limit) => limit !== null),
  ),
  ...item.minimums.map(({ limit }) => limit),
  ...item.procedures.map(({ limit }) => limit),
];

const needsItself = (item: CatalogueItem, byCode: ReadonlyMap<string, CatalogueItem>): boolean => {
  const seen = new Set<string>();
  const ahead = [...item.needs];
  for (let need = ahead.pop(); need !== undefined; need = ahead.pop()) {
    if (need === item.code) return true;
    if (seen.has(need)) continue;
    seen.add(need);
    ahead.push(...(byCode.get(need)?.needs ?? []));
  }
  return false;
};

const doubles = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

const faultsOf = (item: CatalogueItem, byCode: ReadonlyMap<string, CatalogueItem>): readonly Fault[] => {
  const { code } = item;
  const workings = [item, ...item.variants];
  return [
    ...(departmentIds.includes(item.department)
      ? []
      : [fault(code, `没有部门 ${item.department}`, `unknown department ${item.department}`)]),
    ...(conditionNames.includes(item.applies)
      ? []
      : [fault(code, `没有适用条件 ${item.applies}`, `unknown condition ${item.applies}`)]),
    ...item.needs
      .filter((need) => !byCode.has(need))
      .map((need) => fault(code, `前置事项 ${need} 不在目录中`, `needs ${need}, which is not there`)),
    ...item.draftOf
      .filter((need) => !item.needs.includes(need))
      .map((need) =>
        fault(code, `${need} 不是前置事项，不能凭草案申报`, `a draft of ${need}, which it does not need`),
      ),
    ...(limitsIn(item).some(({ basis }) => basis.trim() === '')
      ? [fault(code, '有时限没有依据', 'a limit without basis')]
      : []),
    ...(workings.some(({ commitment }) => commitment !== null && commitment.basis.trim() === '')
      ? [fault(code, '告知承诺没有依据', 'a commitment without basis')]
      : []),
    ...(workings.some(({ extension, statutory }) => extension !== null && statutory?.unit !== 'WD')
      ? [
          fault(
            code,
            '法定时限不是工作日，不能按工作日延期',
            'an extension in working days of a limit that is not',
          ),
        ]
      : []),
    ...[item.materials, ...item.variants.map(({ materials = [] }) => materials)]
      .flatMap((materials) => doubles(materials.map(({ kind }) => kind)))
      .map((kind) => fault(code, `材料 ${kind} 重复`, `asks for ${kind} twice`)),
    ...(needsItself(item, byCode) ? [fault(code, '前置关系成环', 'needs itself in the end')] : []),
  ];
};

/**
 * Mistakes of a catalogue: a code twice, an unknown need, department or condition, a cycle, a limit without basis, a
 * material twice. Empty when sound.
 */
export const checkCatalogue = ({ items }: Pick<Catalogue, 'items'>): readonly Fault[] => {
  const byCode = new Map(items.map((item) => [item.code, item]));
  return [
    ...doubles(items.map(({ code }) => code)).map((code) =>
      fault(code, '事项编码重复', 'stands there twice'),
    ),
    ...items.flatMap((item) => faultsOf(item, byCode)),
  ];
};
