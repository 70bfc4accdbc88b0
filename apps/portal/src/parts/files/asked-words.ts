import type { ItemMaterials } from '../../api/queries.ts';

type Asked = Pick<ItemMaterials['asked'][number], 'kind' | 'name' | 'source' | 'required' | 'state'>;

/** 共享: the office that has it sends it; the applicant is not asked. */
export const isShared = ({ source }: Pick<Asked, 'source'>): boolean => source === 'government';

/** 还缺: what the applicant has still to bring. */
export const stillMissing = <A extends Asked>(asked: readonly A[]): readonly A[] =>
  asked.filter((one) => one.state === 'missing' && !isShared(one));

/** 容缺: what the catalogue lets the applicant bring later, by its name. */
export const mayFollow = <A extends Asked>(asked: readonly A[]): readonly A[] =>
  asked.filter((one) => one.required === 'mayFollow' && !isShared(one));
