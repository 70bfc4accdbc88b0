import type { CatalogueItem, CatalogueLimit, ItemRule } from '@yizhan/contracts';
import { type Limit, legalDate } from '@yizhan/workdays';

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

/** What an item keeps of the catalogue it is planned under. */
export const ruleOf = (catalogue: string, item: CatalogueItem, variant: string | null): ItemRule => ({
  catalogue,
  variant,
  ...workingOf(item, variant),
  draftOf: [...item.draftOf],
  validity: item.validity,
  mayFollow: item.materials.filter(({ required }) => required === 'mayFollow').map(({ kind }) => kind),
});

/** A limit of the catalogue as a clock takes it: its id is the item's, its version the catalogue's. */
export const limitOf = (
  code: string,
  which: 'statutory' | 'promise',
  catalogue: { readonly version: string; readonly effectiveFrom: string },
  limit: CatalogueLimit | null,
): Limit | null =>
  limit === null
    ? null
    : {
        id: `${code}.${which}`,
        ...limit,
        version: catalogue.version,
        effectiveFrom: legalDate(catalogue.effectiveFrom),
      };
