import { type AnyEvent, departmentNames, type NoticeKind } from '@yizhan/contracts';
import { appealWords, noticeForms } from './domain/notice-words.ts';

/** What an event says that a document tells: texts of officers and days, no names. */
export interface NoticeFacts {
  readonly kind: NoticeKind;
  readonly on: string;
  readonly reason: string | null;
  readonly certificate: string | null;
  readonly asked: readonly { readonly what: string; readonly why: string }[];
  readonly dueOn: string | null;
  readonly promisedOn: string | null;
  readonly days: number | null;
  readonly deemed: boolean;
  /** 容缺受理: when what is missing is due. */
  readonly gapsBy: string | null;
}

/** Names, from their owners: no event carries them. */
export interface NoticeNames {
  readonly project: string;
  readonly projectCode: string;
  readonly applicant: string;
  readonly item: string;
  readonly department: string;
  readonly government: string;
}

const nothing = {
  reason: null,
  certificate: null,
  asked: [],
  dueOn: null,
  promisedOn: null,
  days: null,
  deemed: false,
  gapsBy: null,
} as const;

/** The facts of a document that this event asks for; null where it asks for none. */
export const factsOf = (event: AnyEvent): NoticeFacts | null => {
  const on = event.effectiveOn;
  switch (event.type) {
    case 'approval.ItemAccepted': {
      const { deemed, promised, statutory } = event.data;
      return {
        ...nothing,
        kind: 'accepted',
        on,
        deemed,
        dueOn: statutory?.dueOn ?? null,
        promisedOn: promised?.dueOn ?? null,
      };
    }
    case 'approval.ItemAcceptedWithGaps': {
      const { missing, due, promised, statutory } = event.data;
      return {
        ...nothing,
        kind: 'accepted',
        on,
        asked: missing.map(({ what }) => ({ what, why: '' })),
        gapsBy: due.dueOn,
        dueOn: statutory?.dueOn ?? null,
        promisedOn: promised?.dueOn ?? null,
      };
    }
    case 'approval.CorrectionRequested':
      return { ...nothing, kind: 'correction', on, asked: event.data.asked, dueOn: event.data.due.dueOn };
    case 'approval.ItemNotRequired':
      return { ...nothing, kind: 'notRequired', on, reason: event.data.reason };
    case 'approval.ItemAcceptanceRevoked': {
      const { reason, dueOn } = event.data;
      return {
        ...nothing,
        kind: 'acceptanceRevoked',
        on,
        reason: reason ?? null,
        dueOn: dueOn ?? null,
      };
    }
    case 'approval.ItemNotAccepted':
      return { ...nothing, kind: 'notAccepted', on, reason: event.data.reason };
    case 'approval.ItemDecided': {
      const { outcome, reason, certificate } = event.data;
      return { ...nothing, kind: outcome, on, reason, certificate: certificate ?? null };
    }
    case 'approval.ItemExtended': {
      const { days, reason, statutory } = event.data;
      return { ...nothing, kind: 'extended', on, days, reason, dueOn: statutory.dueOn };
    }
    default:
      return null;
  }
};

const day = (date: string): string => {
  const [year, month, date2] = date.split('-').map(Number);
  return `${year}年${month}月${date2}日`;
};
const ended = (text: string): string => (/[。！？；]$/.test(text) ? text : `${text}。`);

/** The paragraphs between address and rights. */
export const bodyOf = (facts: NoticeFacts, { item, project }: NoticeNames): readonly string[] => {
  const about = `你单位就“${project}”申请的“${item}”事项`;
  switch (facts.kind) {
    case 'accepted':
      return [
        facts.deemed
          ? `${about}，本机关收到申请材料后逾期未告知需要补正的内容，依法自收到申请材料之日（${day(facts.on)}）起即为受理。`
          : facts.gapsBy === null
            ? `${about}，经审查，申请材料齐全、符合法定形式，决定自${day(facts.on)}起予以受理。`
            : `${about}，经审查，主要申请材料齐全、符合法定形式，决定自${day(facts.on)}起容缺受理。请于${day(facts.gapsBy)}前补齐：${facts.asked.map(({ what }) => what).join('、')}；逾期未补齐的，撤销受理。`,
        ...(facts.dueOn === null ? [] : [`法定办结期限为${day(facts.dueOn)}。`]),
        ...(facts.promisedOn === null ? [] : [`承诺办结期限为${day(facts.promisedOn)}。`]),
        '办理中依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在上述期限内，本机关将书面告知。',
      ];
    case 'correction':
      return [
        `${about}，申请材料不齐全或者不符合法定形式，现将需要补正的全部内容一次告知如下：`,
        ...facts.asked.map(({ what, why }, index) => `${index + 1}. ${what}：${ended(why)}`),
        ...(facts.dueOn === null ? [] : [`请于${day(facts.dueOn)}前补正；逾期不补正的，视为撤回申请。`]),
      ];
    case 'notRequired':
      return [
        `${about}，经审查，依法不需要取得行政许可，本机关不受理，你单位可以不经本事项继续办理后续事项。理由：`,
        ended(facts.reason ?? ''),
      ];
    case 'acceptanceRevoked':
      return facts.dueOn === null
        ? [`${about}，容缺受理后补交的材料仍不符合要求，决定撤销受理。理由：`, ended(facts.reason ?? '')]
        : [
            `${about}，容缺受理后未在${day(facts.dueOn)}前补齐所缺材料，决定撤销受理。`,
            '你单位补齐材料后可以重新提出申请。',
          ];
    case 'notAccepted':
      return [`${about}，经审查，决定不予受理。理由：`, ended(facts.reason ?? '')];
    case 'granted':
      return [
        `${about}，经审查，符合法定条件、标准，决定准予行政许可。`,
        ...(facts.reason === null ? [] : [`审查意见：${ended(facts.reason)}`]),
        ...(facts.certificate === null ? [] : [`证照编号：${facts.certificate}（模拟）。`]),
      ];
    case 'refused':
      return [`${about}，经审查，决定不予行政许可。理由：`, ended(facts.reason ?? '')];
    case 'extended':
      return [
        `${about}，因“${facts.reason ?? ''}”，在法定期限内不能作出决定，经本机关负责人批准，延长${facts.days ?? 0}个工作日。`,
        ...(facts.dueOn === null ? [] : [`延长后的法定办结期限为${day(facts.dueOn)}。`]),
      ];
  }
};

/** All that stands on a document, in order; what is drawn follows it. */
export const noticeText = (facts: NoticeFacts, names: NoticeNames) => {
  const form = noticeForms[facts.kind];
  return {
    office: names.department,
    title: form.title,
    to: `${names.applicant}：`,
    body: bodyOf(facts, names),
    basis: `依据：${form.basis}。`,
    rights: form.appeal ? appealWords(names.government) : null,
    table: [
      ['项目名称', names.project],
      ['项目代码', `${names.projectCode}（模拟）`],
      ['申请人', names.applicant],
      ['事项', names.item],
    ],
    on: day(facts.on),
  } as const;
};
export type NoticeText = ReturnType<typeof noticeText>;

export const departmentName = (id: string): string =>
  id in departmentNames ? departmentNames[id as keyof typeof departmentNames] : id;
