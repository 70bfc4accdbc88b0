import type { Catalogue, CatalogueItem, PathFacts, PathStep } from '@yizhan/contracts';
import { ruleOf } from '../catalogue/rule.ts';
import { judge, type Verdict } from './applicability.ts';

/** An item that does not apply, and why. */
export interface Inapplicable {
  readonly code: string;
  readonly name: string;
  readonly department: CatalogueItem['department'];
  readonly stage: string;
  readonly zh: string;
  readonly en: string;
  readonly basis: string;
}

/** The rule that an item of a path is planned under. */
export const ruleOfStep = (catalogue: Catalogue, step: Pick<PathStep, 'code' | 'variant'>) => {
  const item = catalogue.items.find(({ code }) => code === step.code);
  if (item === undefined) throw new Error(`${step.code} is not in ${catalogue.version}`);
  return ruleOf(catalogue, item, step.variant ?? null);
};

export interface Path {
  readonly steps: readonly PathStep[];
  readonly inapplicable: readonly Inapplicable[];
}

/** What an item needs that is on the path; for one that is not, what that one needs in its place. */
const needsOnPath = (
  item: CatalogueItem,
  byCode: ReadonlyMap<string, CatalogueItem>,
  onPath: ReadonlySet<string>,
): string[] => {
  const found = new Set<string>();
  const seen = new Set<string>();
  const ahead = [...item.needs];
  for (let need = ahead.shift(); need !== undefined; need = ahead.shift()) {
    if (seen.has(need)) continue;
    seen.add(need);
    if (onPath.has(need)) found.add(need);
    else ahead.push(...(byCode.get(need)?.needs ?? []));
  }
  return [...found];
};

const termOf = (limit: { value: number; unit: 'WD' | 'CD' } | null) =>
  limit === null ? null : { value: limit.value, unit: limit.unit };

/** An item of the route with what its condition says of the facts. */
interface Judged {
  readonly item: CatalogueItem;
  readonly verdict: Verdict;
}
interface Placed extends Judged {
  readonly needs: readonly string[];
}

/** Items in an order in which each comes after what it needs; the catalogue's order where there is a choice. */
const inOrder = (rows: readonly Placed[]): readonly Placed[] => {
  const ordered: Placed[] = [];
  const placed = new Set<string>();
  for (let left = rows; left.length > 0; ) {
    const next = left.find(({ needs }) => needs.every((need) => placed.has(need)));
    if (next === undefined) throw new Error('the needs of a path make a circle');
    ordered.push(next);
    placed.add(next.item.code);
    left = left.filter((row) => row !== next);
  }
  return ordered;
};

/**
 * The path of a project by its facts, under the rules in force on the day of planning: what applies, in order, with its
 * needs cut to what is on it; and what does not, with the reason. `keep` names steps that are done and stay, though a
 * changed fact would no longer ask for them.
 */
export const planPath = (
  catalogue: Catalogue,
  facts: PathFacts,
  on: string,
  keep: ReadonlySet<string> = new Set(),
): Path => {
  const judged = catalogue.items
    .filter(
      ({ code, routes, doneBy }) =>
        (routes.includes(facts.route) || keep.has(code)) && doneBy !== 'acceptance',
    )
    .map((item): Judged => ({ item, verdict: judge(item.applies, facts, on) }));
  const stays = ({ item, verdict }: Judged): boolean => verdict.applies || keep.has(item.code);
  const onPath = judged.filter(stays);
  const codes = new Set(onPath.map(({ item }) => item.code));
  const byCode = new Map(catalogue.items.map((item) => [item.code, item]));
  const placed = onPath.map((row) => ({ ...row, needs: needsOnPath(row.item, byCode, codes) }));
  return {
    steps: inOrder(placed).map(({ item, verdict, needs }): PathStep => {
      const rule = ruleOf(catalogue, item, verdict.variant);
      const variant = item.variants.find(({ id }) => id === verdict.variant);
      const wait = item.minimums.reduce((sum, { limit }) => sum + limit.value, 0);
      return {
        code: item.code,
        name: variant?.name ?? item.name,
        department: item.department,
        stage: item.stage,
        needs: [...needs],
        promise: termOf(rule.promise),
        statutory: termOf(rule.statutory),
        doneBy: item.doneBy === 'land' ? 'land' : 'approval',
        why: verdict.zh,
        ...(rule.variant === null ? {} : { variant: rule.variant }),
        // What land waits out is no promise, and still the time that passes.
        ...(item.doneBy === 'land' && wait > 0 ? { wait: { value: wait, unit: 'CD' } } : {}),
      };
    }),
    inapplicable: judged
      .filter((row) => !stays(row))
      .map(({ item: { code, name, department, stage }, verdict: { zh, en, basis } }) => ({
        code,
        name,
        department,
        stage,
        zh,
        en,
        basis,
      })),
  };
};
