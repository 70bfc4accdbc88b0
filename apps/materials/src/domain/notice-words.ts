import type { NoticeKind } from '@yizhan/contracts';

/** What a kind of document is called, by what law it is given, and whether it may be appealed against. */
interface NoticeForm {
  readonly title: string;
  /** In its number. */
  readonly word: string;
  readonly basis: string;
  readonly appeal: boolean;
}

const licenceLaw = '《中华人民共和国行政许可法》';

export const noticeForms: Readonly<Record<NoticeKind, NoticeForm>> = {
  accepted: {
    title: '受理通知书',
    word: '受',
    basis: `${licenceLaw}第三十二条第一款第（五）项`,
    appeal: false,
  },
  correction: {
    title: '补正通知书（一次性告知）',
    word: '补',
    basis: `${licenceLaw}第三十二条第一款第（四）项`,
    appeal: false,
  },
  notRequired: {
    title: '不受理通知书',
    word: '免',
    basis: `${licenceLaw}第三十二条第一款第（一）项`,
    appeal: false,
  },
  notAccepted: { title: '不予受理决定书', word: '不受', basis: `${licenceLaw}第三十二条`, appeal: true },
  acceptanceRevoked: {
    title: '撤销受理决定书',
    word: '撤受',
    basis: `${licenceLaw}第三十二条、容缺受理工作规则（示例）`,
    appeal: true,
  },
  granted: {
    title: '准予行政许可决定书',
    word: '准',
    basis: `${licenceLaw}第三十四条、第三十八条第一款`,
    appeal: false,
  },
  refused: {
    title: '不予行政许可决定书',
    word: '不准',
    basis: `${licenceLaw}第三十八条第二款`,
    appeal: true,
  },
  extended: {
    title: '延长办理期限通知书',
    word: '延',
    basis: `${licenceLaw}第四十二条第一款`,
    appeal: false,
  },
};

/** Times in which an applicant may appeal: by law, in its own units. */
export const appealLimits = {
  reconsideration: { value: 60, unit: '日', basis: '《中华人民共和国行政复议法》第二十条第一款' },
  lawsuit: { value: 6, unit: '个月', basis: '《中华人民共和国行政诉讼法》第四十六条第一款' },
} as const;

/** The rights of appeal, in the words of a decision. */
export const appealWords = (government: string): string => {
  const { reconsideration, lawsuit } = appealLimits;
  return (
    `申请人如不服本决定，可以自收到本决定书之日起${reconsideration.value}${reconsideration.unit}内，` +
    `依据${reconsideration.basis}向${government}申请行政复议；也可以自收到本决定书之日起${lawsuit.value}${lawsuit.unit}内，` +
    `依据${lawsuit.basis}依法向有管辖权的人民法院提起行政诉讼。`
  );
};

/** Number of a document; it is simulated, and derived from the case so that the same event has the same one. */
export const numberOf = (kind: NoticeKind, code: string, on: string, noticeId: string): string =>
  `建审${noticeForms[kind].word}字〔${on.slice(0, 4)}〕${code}-${noticeId.slice(4, 12).toUpperCase()}号`;

/** Printed beside the number; whoever holds the document has it. */
export const checkCodeOf = (noticeId: string): string => noticeId.slice(-12);
