import { type Limit, legalDate } from '@yizhan/workdays';

const auctionRules = '招标拍卖挂牌出让国有建设用地使用权规定（国土资源部令第39号）';

/** From the announcement to the first day of the listing. */
export const noticeLimit: Limit = {
  id: 'land.notice',
  value: 20,
  unit: 'CD',
  kind: 'minimum',
  runsFrom: 'publication',
  basis: `${auctionRules}第八条`,
  illustrative: false,
  version: '2007-39',
  effectiveFrom: legalDate('2007-11-01'),
};

/** From the first day of the listing to its close. */
export const listingLimit: Limit = {
  id: 'land.listing',
  value: 10,
  unit: 'CD',
  kind: 'minimum',
  runsFrom: 'start',
  basis: `${auctionRules}第十八条`,
  illustrative: false,
  version: '2007-39',
  effectiveFrom: legalDate('2007-11-01'),
};

/** Both contracts (出让合同, 标准地投资建设合同) after the award (A4). */
export const contractLimit: Limit = {
  id: 'land.contract',
  value: 10,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'award',
  basis: '关于加强房地产用地供应和监管有关问题的通知（国土资发〔2010〕34号）',
  illustrative: false,
  version: '2010-34',
  effectiveFrom: legalDate('2010-03-08'),
};

/** 整改 of what a review found wanting, in months: a term of the contract. */
export const rectificationTerm = {
  id: 'land.rectification',
  least: 6,
  most: 12,
  standard: 6,
  basis: '标准地投资建设合同（示例）',
  illustrative: true,
  version: '2023-1',
  effectiveFrom: legalDate('2020-01-01'),
} as const;

/** The rectification's clock: its months as the days that they come to, so that its light can be told. */
export const rectificationLimit = (days: number): Limit => ({
  id: rectificationTerm.id,
  value: days,
  unit: 'CD',
  kind: 'maximum',
  runsFrom: 'notice',
  basis: rectificationTerm.basis,
  illustrative: rectificationTerm.illustrative,
  version: rectificationTerm.version,
  effectiveFrom: rectificationTerm.effectiveFrom,
});

/** How far area and polygon may differ before the filer is asked why, and what surveyed borders may overlap by rounding. */
export const polygonTolerance = {
  areaPercent: 5,
  overlapSquareMetres: 1,
  basis: '地块矢量与登记面积一致性要求（示例）',
  illustrative: true,
} as const;

/** The county's outermost longitudes and latitudes (建德市: 东经118°53′46″至119°45′51″，北纬29°12′20″至29°46′27″). */
export const countyExtents: Readonly<
  Record<
    string,
    { readonly west: number; readonly east: number; readonly south: number; readonly north: number }
  >
> = { '330182': { west: 118.8961, east: 119.7642, south: 29.2055, north: 29.7742 } };

/** 标准地 is sold with at least so many indicators (浙江省“标准地”改革指导意见). */
export const fewestIndicators = 5;
