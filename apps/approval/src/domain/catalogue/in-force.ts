import type { Catalogue, PathFacts } from '@yizhan/contracts';

/** The version in force on a day: the one that took effect last. */
export const catalogueOn = (versions: readonly Catalogue[], on: string): Catalogue => {
  const inForce = versions
    .filter(({ effectiveFrom }) => effectiveFrom <= on)
    .toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0];
  if (inForce === undefined) throw new Error(`no catalogue is in force on ${on}`);
  return inForce;
};

/** Counted over the whole catalogue of a route, completion included. */
const countsOf = ({ version, items }: Catalogue, route: PathFacts['route']) => {
  const ofRoute = items.filter(({ routes }) => routes.includes(route));
  const materials = ofRoute.reduce((sum, item) => sum + item.materials.length, 0);
  return { version, items: ofRoute.length, materials };
};

const percent = (from: number, to: number): string =>
  from === 0 ? '0.0' : (Math.round(((to - from) * 1000) / from) / 10).toFixed(1);

/** What changed from one version to another. */
export const changeOf = (before: Catalogue, after: Catalogue, route: PathFacts['route'] = 'filing') => {
  const [from, to] = [countsOf(before, route), countsOf(after, route)];
  return {
    before: from,
    after: to,
    itemsPercent: percent(from.items, to.items),
    materialsPercent: percent(from.materials, to.materials),
  };
};

export const catalogueRow = (catalogue: Catalogue) => {
  const { items, materials } = countsOf(catalogue, 'filing');
  const { version, name, effectiveFrom } = catalogue;
  return { version, name, effectiveFrom, items, materials };
};
