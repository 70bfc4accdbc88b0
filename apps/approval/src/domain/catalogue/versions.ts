import type { Catalogue, CatalogueItem } from '@yizhan/contracts';
import { droppedItems, droppedMaterials, promisesBefore } from './before-items.ts';
import { buildingItems } from './building-items.ts';
import { illustrativeItems } from './illustrative-items.ts';
import { promised } from './notation.ts';
import { planningItems } from './planning-items.ts';

const kept = [...planningItems, ...buildingItems, ...illustrativeItems];

const asBefore = (item: CatalogueItem): CatalogueItem => {
  const days = promisesBefore[item.code];
  const promise = days === undefined ? item.promise : promised(days, item.promise?.runsFrom);
  return {
    ...item,
    promise,
    // Nothing was done on a promise then, and no class of an item faster than the item.
    commitment: null,
    variants: item.variants.map((variant) => ({
      ...variant,
      commitment: null,
      promise: variant.promise === null || days === undefined ? variant.promise : promised(days),
    })),
    materials: [...item.materials, ...(droppedMaterials[item.code] ?? [])],
  };
};

/** The catalogue after the reform (domain §5): 29 items. */
export const after: Catalogue = {
  version: 'after-2023-1',
  name: '改革后审批事项目录',
  effectiveFrom: '2023-01-01',
  items: kept,
};

/** And before it: the same with what the reform took away, 38 items. */
export const before: Catalogue = {
  version: 'before-2020-1',
  name: '改革前审批事项目录',
  effectiveFrom: '2020-01-01',
  items: [...kept.map(asBefore), ...droppedItems],
};

/** Come with the build; an administrator's are added to them. */
export const builtIn: readonly Catalogue[] = [before, after];
