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

/** 标准地 is sold with at least so many indicators (浙江省“标准地”改革指导意见). */
export const fewestIndicators = 5;
