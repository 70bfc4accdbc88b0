import type { DossierState, OpinionView } from './dossier.ts';
import type { Asked } from './turn.ts';

export const admissionTurns = (state: DossierState): readonly Asked[] => {
  const { admission, prereview } = state;
  if (admission === null) return [];
  const mine = {
    caseId: admission.caseId,
    service: 'admission',
    party: 'enterprise' as const,
    holder: state.company,
    since: admission.since,
  };
  switch (admission.status) {
    case 'returned':
    case 'supplementing':
      return [
        {
          ...mine,
          action: 'supplementApplication',
          what: '补充材料',
          due: admission.supplement?.due ?? null,
        },
      ];
    case 'agreed':
    case 'agreedWithConditions':
    case 'disagreed':
      return [
        {
          ...mine,
          party: 'windowClerk',
          holder: 'window',
          action: 'deliverConclusion',
          what: '送达准入结论',
        },
      ];
    case 'withdrawn':
    case 'lapsed':
    case 'givenUp':
    case 'postponed':
      return [];
    case 'replied':
      return state.filing === null
        ? [{ ...mine, action: 'fileProject', what: '办理项目备案，取得项目代码', optional: true }]
        : [];
    default:
      return prereview === null ? [] : prereviewTurns(state, prereview);
  }
};

export const conditionTurns = (state: DossierState): readonly Asked[] =>
  (state.conditions ?? []).flatMap((condition): readonly Asked[] => {
    const common = { caseId: condition.caseId, service: 'admission', since: condition.since };
    const mine = { ...common, party: 'enterprise' as const, holder: state.company, due: condition.due };
    switch (condition.status) {
      case 'open':
      case 'unmet':
        return [{ ...mine, action: 'submitConditionEvidence', what: `落实准入条件：${condition.text}` }];
      case 'evidenced':
        return [
          {
            ...common,
            party: 'department',
            holder: condition.department,
            action: 'confirmConditionMet',
            what: `核实准入条件：${condition.text}`,
          },
        ];
      default:
        return [];
    }
  });

const prereviewTurns = (
  state: DossierState,
  prereview: NonNullable<DossierState['prereview']>,
): readonly Asked[] => {
  const common = {
    caseId: prereview.caseId,
    service: 'prereview',
    since: prereview.since,
    due: prereview.due,
  };
  const lead = { ...common, party: 'judgementLead' as const, holder: 'judgementLead' };
  switch (prereview.status) {
    case 'submitted':
      return [
        { ...common, action: 'startPrereview', what: '开始预审', party: 'territory', holder: state.division },
      ];
    case 'prereviewing':
      return [
        {
          ...common,
          action: 'agreePrereview',
          what: '作出预审意见',
          party: 'territory',
          holder: state.division,
          claimedBy: prereview.officer,
        },
      ];
    case 'judging': {
      const silent = prereview.judgement.filter((asked) => asked.opinion === null);
      const overdue = silent.length > 0 && silent.every((asked) => asked.overdue === true);
      return [
        ...opinionTurns(common, silent),
        ...(overdue
          ? [
              {
                ...lead,
                due: null,
                action: 'callConference',
                what: '有部门逾期未答复，可召集会商',
                optional: true,
                outside: null,
              },
            ]
          : []),
      ];
    }
    case 'summarising': {
      // Which of the two it is tells whether all agreed.
      const outside = { action: 'summariseJudgement', what: '汇总意见' };
      return prereview.judgement.every((asked) => asked.opinion === 'agree')
        ? [{ ...lead, action: 'summariseJudgement', what: '汇总意见，提出结论', outside }]
        : [{ ...lead, action: 'callConference', what: '汇总意见，召集会商', outside }];
    }
    case 'conferring':
      return [
        { ...lead, action: 'concludeConference', what: '会商并形成结论' },
        ...opinionTurns(
          common,
          prereview.judgement.filter((asked) => asked.opinion === null),
        ),
      ];
    default:
      return [];
  }
};

const opinionTurns = (
  common: Pick<Asked, 'caseId' | 'service' | 'since' | 'due'>,
  silent: readonly OpinionView[],
): readonly Asked[] =>
  silent.map((asked) => ({
    ...common,
    due: asked.due ?? common.due ?? null,
    action: 'giveOpinion',
    what: '提出研判意见',
    party: 'department' as const,
    holder: asked.department,
  }));
