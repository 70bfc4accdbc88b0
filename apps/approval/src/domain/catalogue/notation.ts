import type { CatalogueItem, CatalogueLimit, CatalogueMaterial } from '@yizhan/contracts';

/** Short words in which the catalogue's rows are written; none of them knows a figure. */
const limit = (
  value: number,
  unit: CatalogueLimit['unit'],
  basis: string,
  changed: Partial<CatalogueLimit> = {},
): CatalogueLimit => ({
  value,
  unit,
  kind: 'maximum',
  runsFrom: 'acceptance',
  basis,
  illustrative: false,
  ...changed,
});
export const byLaw = limit;
export const illustrative = (value: number, unit: CatalogueLimit['unit'], basis: string): CatalogueLimit =>
  limit(value, unit, `${basis}（示例）`, { illustrative: true });
/** What the county promises is below the law, and its own figure. */
export const promised = (
  value: number,
  runsFrom: CatalogueLimit['runsFrom'] = 'acceptance',
): CatalogueLimit => limit(value, 'WD', '政务服务承诺时限（示例）', { illustrative: true, runsFrom });
export const atLeast = (
  name: string,
  value: number,
  basis: string,
  unit: CatalogueLimit['unit'] = 'CD',
): CatalogueItem['minimums'][number] => ({
  name,
  limit: limit(value, unit, basis, { kind: 'minimum', runsFrom: 'publication' }),
});

export const material = (
  kind: string,
  name: string,
  form: CatalogueMaterial['form'] = 'electronic',
  source: CatalogueMaterial['source'] = 'applicant',
  required: CatalogueMaterial['required'] = 'main',
): CatalogueMaterial => ({ kind, name, form, source, required });
/** One that may follow (容缺). */
export const later = (
  kind: string,
  name: string,
  form: CatalogueMaterial['form'] = 'electronic',
  source: CatalogueMaterial['source'] = 'applicant',
): CatalogueMaterial => material(kind, name, form, source, 'mayFollow');
/** Fetched from the office that has it: the applicant is not asked. */
export const shared = (kind: string, name: string): CatalogueMaterial =>
  material(kind, name, 'electronic', 'government');

type Given = Pick<CatalogueItem, 'code' | 'name' | 'department' | 'stage' | 'applies' | 'materials'> &
  Partial<CatalogueItem>;
export const item = (given: Given): CatalogueItem => ({
  doneBy: 'approval',
  routes: ['filing', 'verification', 'approval'],
  needs: [],
  draftOf: [],
  matter: 'licence',
  statutory: null,
  promise: null,
  extension: null,
  decidedBy: 'other',
  commitment: null,
  variants: [],
  minimums: [],
  procedures: [],
  validity: null,
  illustrative: false,
  ...given,
});

/** 行政许可法 第四十二条: twenty working days, and ten more by the head. */
export const licenceLaw = '《中华人民共和国行政许可法》第四十二条';
export const tenMore = { value: 10, basis: licenceLaw } as const;
