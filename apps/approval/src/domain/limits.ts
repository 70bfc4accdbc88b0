import { countCalendarDays, type LegalDate, type Limit, legalDate } from '@yizhan/workdays';

const lawOf2020 = { version: '2020-1', effectiveFrom: legalDate('2020-01-01') } as const;

/** Five working days of silence: accepted from the day of receipt. */
export const silenceLimit: Limit = {
  id: 'approval.silence',
  value: 5,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'receipt',
  basis: '《中华人民共和国行政许可法》第三十二条第一款第（四）项',
  illustrative: false,
  ...lawOf2020,
};

/** Time to supply what a correction asked for, where the officer names no other. */
export const correctionLimit: Limit = {
  id: 'approval.correction',
  value: 10,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'notice',
  basis: '一次性告知工作规则（示例）',
  illustrative: true,
  ...lawOf2020,
};

/** The result reaches the applicant within ten working days of the decision. */
export const deliveryLimit: Limit = {
  id: 'approval.delivery',
  value: 10,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'decision',
  basis: '《中华人民共和国行政许可法》第四十四条',
  illustrative: false,
  ...lawOf2020,
};

/** An extension that was applied for in time is decided before the certificate ends: that day is fixed, and rolls off nothing. */
export const certificateExtensionLimit = (appliedOn: LegalDate, until: LegalDate): Limit => ({
  id: 'approval.certificateExtension',
  value: countCalendarDays(appliedOn, until),
  unit: 'CD',
  kind: 'window',
  runsFrom: 'submission',
  basis: '《中华人民共和国行政许可法》第五十条第二款',
  illustrative: false,
  ...lawOf2020,
});

/** The right of appeal that a refusal carries. */
export const appealRight =
  '如不服本决定，可自收到之日起六十日内申请行政复议（《行政复议法》第二十条），或依法提起行政诉讼。';

/** Time to hand in what may follow (容缺), where the officer names no other. */
export const gapsLimit: Limit = {
  id: 'approval.gaps',
  value: 10,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'acceptance',
  basis: '容缺受理工作规则（示例）',
  illustrative: true,
  ...lawOf2020,
};

/** A promise is looked into within sixty working days of the decision. */
export const inspectionLimit: Limit = {
  id: 'approval.inspection',
  value: 60,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'decision',
  basis: '《国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》',
  illustrative: false,
  ...lawOf2020,
};

/** Time to mend what a promise did not keep, where the inspector names no other. */
export const rectificationLimit: Limit = {
  id: 'approval.rectification',
  value: 30,
  unit: 'WD',
  kind: 'maximum',
  runsFrom: 'notice',
  basis: '告知承诺事后核查工作规则（示例）',
  illustrative: true,
  ...lawOf2020,
};
