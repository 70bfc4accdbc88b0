import type { Catalogue, CatalogueItem, ItemRule } from '@yizhan/contracts';
import { type Limit, legalDate } from '@yizhan/workdays';
import { after } from './versions.ts';

type Working = Pick<
  CatalogueItem,
  'matter' | 'statutory' | 'promise' | 'extension' | 'decidedBy' | 'commitment'
>;

/** How an item is worked in one of its variants; its own way where it has none of that name. */
const workingOf = (item: CatalogueItem, variant: string | null): Working => {
  const { matter, statutory, promise, extension, decidedBy, commitment } =
    item.variants.find(({ id }) => id === variant) ?? item;
  return { matter, statutory, promise, extension, decidedBy, commitment };
};

/** What an item asks for in one of its variants. */
export const asksFor = (item: CatalogueItem, variant: string | null): CatalogueItem['materials'] =>
  item.variants.find(({ id }) => id === variant)?.materials ?? item.materials;

/** 备案: of what it asks for, that without which it is not complete, and which is the applicant's to bring. */
const mainOf = (item: CatalogueItem, variant: string | null): Pick<ItemRule, 'main'> =>
  workingOf(item, variant).matter === 'filing'
    ? {
        main: asksFor(item, variant)
          .filter(({ required, source }) => required === 'main' && source === 'applicant')
          .map(({ kind, name }) => ({ kind, name })),
      }
    : {};

/** 公示 before a decision: a filing is not decided, and what `land` announces is waited out there. */
const publicityOf = (item: CatalogueItem, variant: string | null): Pick<ItemRule, 'publicity'> => {
  const [publicity] = item.minimums;
  return publicity === undefined || item.doneBy !== 'approval' || workingOf(item, variant).matter === 'filing'
    ? {}
    : { publicity };
};

/** What an item keeps of the catalogue it is planned under. */
export const ruleOf = (
  { version, effectiveFrom }: Pick<Catalogue, 'version' | 'effectiveFrom'>,
  item: CatalogueItem,
  variant: string | null,
): ItemRule => ({
  catalogue: version,
  effectiveFrom,
  variant,
  ...workingOf(item, variant),
  draftOf: [...item.draftOf],
  validity: item.validity,
  procedures: [...item.procedures],
  ...publicityOf(item, variant),
  mayFollow: asksFor(item, variant)
    .filter(({ required }) => required === 'mayFollow')
    .map(({ kind }) => kind),
  ...mainOf(item, variant),
});

/** A limit of the rule as a clock takes it: its id is the item's, its version the catalogue's. */
export const limitOf = (code: string, which: 'statutory' | 'promise', rule: ItemRule): Limit | null => {
  const limit = rule[which];
  return limit === null
    ? null
    : {
        id: `${code}.${which}`,
        ...limit,
        version: rule.catalogue,
        effectiveFrom: legalDate(rule.effectiveFrom),
      };
};

/** The rule of an item that was planned before items kept theirs: that of the catalogue then in force. */
export const ruleBefore = (code: string): ItemRule => {
  const item = after.items.find((known) => known.code === code);
  if (item === undefined) throw new Error(`no item ${code}`);
  return ruleOf(after, item, null);
};
