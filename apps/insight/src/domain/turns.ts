import type { Party } from '@yizhan/contracts';
import {
  type AcceptanceView,
  type AgencyView,
  admissionEnded,
  type DossierState,
  type DueView,
  type OpinionView,
  type ParcelView,
  type StepView,
} from './dossier.ts';

/** A turn as stored: its light and days left hang on the day of reading. */
export interface StoredTurn {
  readonly id: string;
  readonly projectId: string | null;
  readonly parcelId: string | null;
  readonly projectName: string;
  readonly county: string;
  readonly caseId: string;
  readonly service: string;
  readonly action: string;
  readonly what: string;
  readonly party: Party;
  readonly holder: string;
  readonly claimedBy: string | null;
  readonly since: string;
  readonly dueOn: string | null;
  readonly provisional: boolean;
  readonly optional: boolean;
  /** Whether the due date is provisional hangs on its year, as the calendar has it on the day of reading. */
  readonly byYear?: true;
  /** What is shown of it to whoever sees nothing internal; null: it is not shown. Absent: as it is. */
  readonly outside?: Pick<StoredTurn, 'id' | 'action' | 'what'> | null;
}

interface Asked {
  readonly caseId: string;
  readonly service: string;
  readonly action: string;
  readonly what: string;
  readonly party: Party;
  readonly holder: string;
  readonly since: string;
  readonly due?: DueView | null;
  readonly claimedBy?: string | null;
  readonly optional?: boolean;
  /** Tells apart two turns of one holder on one case, as two checks of one department. */
  readonly part?: string;
  /** In other words where its own tell what the state's side thinks; null where its being there tells it. */
  readonly outside?: { readonly action?: string; readonly what: string } | null;
}

const checkWords: Readonly<Record<string, string>> = {
  fire: '消防',
  civilDefence: '人防',
  lightning: '防雷',
  archives: '档案',
  drainage: '排水',
  greening: '绿化',
  land: '土地核验',
};

const admissionTurns = (state: DossierState): readonly Asked[] => {
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

const conditionTurns = (state: DossierState): readonly Asked[] =>
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

/** Done for what needed it. */
export const isDone = ({ status, outcome }: StepView): boolean =>
  status === 'filed' ||
  status === 'done' ||
  status === 'onPromise' ||
  status === 'rectifying' ||
  // 不受理: no approval is needed.
  status === 'notRequired' ||
  (status === 'delivered' && outcome === 'granted');

const openAgain = new Set<StepView['status']>([
  'notAccepted',
  'lapsed',
  'acceptanceRevoked',
  'withdrawn',
  'revoked',
  'expired',
]);

/** An item that ended is applied for again by the path as it is now. */
const asPlanned = (step: StepView): StepView => ({
  ...step,
  ...(openAgain.has(step.status) || (step.status === 'delivered' && step.outcome === 'refused')
    ? step.anew
    : null),
});
/** What it waits for before it may be applied for, or applied for again. */
export const waitsForOf = (step: StepView): readonly string[] => asPlanned(step).waitsFor;

/** Nothing that it waits for is to come, or what is to come is enough as a draft (C1 on the draft of B2). */
const isReady = ({ waitsFor, draftOf = [] }: StepView): boolean =>
  waitsFor.every((need) => draftOf.includes(need));

const stepTurns = (state: DossierState, step: StepView): readonly Asked[] => {
  if (step.caseId === null || step.doneBy !== 'approval') return [];
  const common = { caseId: step.caseId, service: 'approval', since: step.since, due: step.due };
  const mine = { ...common, party: 'enterprise' as const, holder: state.company };
  const theirs = {
    ...common,
    party: 'department' as const,
    holder: step.department,
    claimedBy: step.officer,
  };
  const named = `${step.code} ${step.name}`;
  const amendment: readonly Asked[] =
    step.open === 'amendment'
      ? [
          {
            ...theirs,
            party: 'departmentHead' as const,
            action: 'consentItemAmendment',
            what: `审定 ${named} 的更正或撤回`,
            due: null,
            claimedBy: null,
            outside: null,
          },
        ]
      : [];
  switch (step.status) {
    case 'planned':
      if (!isReady(step)) return [];
      return step.waitsFor.length === 0
        ? [{ ...mine, action: 'submitItem', what: `申报 ${named}` }]
        : [
            {
              ...mine,
              action: 'submitItem',
              what: `可凭 ${step.waitsFor.join('、')} 的草案先行申报 ${named}`,
              optional: true,
            },
          ];
    case 'received':
      return [{ ...theirs, action: 'acceptItem', what: `受理 ${named}` }];
    case 'correcting':
      return [{ ...mine, action: 'supplyItemCorrection', what: `补正 ${named}` }];
    case 'acceptedWithGaps':
      return [{ ...mine, action: 'supplyItemGaps', what: `补齐 ${named} 的容缺材料` }];
    case 'accepted': {
      const { publicity } = step;
      // Nothing is decided before it was made public, where the law asks for that.
      if (publicity?.until === null)
        return [{ ...theirs, action: 'publishItem', what: `${publicity.name}：${named}` }];
      const heard = publicity == null ? '' : `（公示至 ${publicity.until}，次日起可决定）`;
      const decide = { ...theirs, action: 'decideItem', what: `审批 ${named}${heard}` };
      return step.open === 'proposal'
        ? [{ ...decide, what: `审批（已有审核意见） ${named}${heard}`, outside: { what: decide.what } }]
        : [decide];
    }
    case 'suspended':
      return [{ ...theirs, action: 'resumeItem', what: `特别程序进行中：${named}` }];
    case 'decided':
      return [{ ...theirs, action: 'deliverItem', what: `送达 ${named} 的结果` }, ...amendment];
    case 'onPromise':
      return [{ ...theirs, action: 'recordItemInspection', what: `核查 ${named} 的告知承诺` }, ...amendment];
    case 'rectifying':
      return step.open === 'rectified'
        ? [{ ...theirs, action: 'recordItemInspection', what: `复查 ${named} 的整改` }]
        : [{ ...mine, action: 'reportItemRectification', what: `整改 ${named} 的承诺事项` }];
    case 'delivered':
      return [
        ...amendment,
        ...(step.outcome === 'refused' && isReady(asPlanned(step))
          ? [{ ...mine, action: 'submitItem', what: `可重新申报 ${named}`, optional: true }]
          : []),
        ...(step.extension != null
          ? [
              {
                ...theirs,
                ...step.extension,
                action: 'decideCertificateExtension',
                what: `决定 ${named} 的证照延期，逾期视为准予延续`,
              },
            ]
          : []),
        ...(step.expiring === true && step.extension == null
          ? [
              {
                ...mine,
                action: 'applyCertificateExtension',
                what: `${named} 有效期至 ${step.validUntil ?? ''}，可申请延期`,
                due: step.validUntil == null ? null : { dueOn: step.validUntil, provisional: false },
              },
            ]
          : []),
      ];
    default:
      return [
        ...amendment,
        ...(openAgain.has(step.status) && isReady(asPlanned(step))
          ? [{ ...mine, action: 'submitItem', what: `可重新申报 ${named}`, optional: true }]
          : []),
      ];
  }
};

/** What should have been there before construction, and is not yet: red to its department. */
const flaggedTurns = (state: DossierState): readonly Asked[] => {
  const { construction, filing } = state;
  return (construction?.flagged ?? []).flatMap(({ code, department }) => {
    const step = state.steps.find((known) => known.code === code);
    return construction === null || (step !== undefined && isDone(step))
      ? []
      : [
          {
            caseId: step?.caseId ?? filing?.caseId ?? '',
            service: 'approval',
            action: 'followUpMissing',
            what: `开工时缺少 ${code} ${step?.name ?? ''}，请督促补办`,
            party: 'department' as const,
            holder: department,
            since: construction.on,
            due: { dueOn: construction.on, provisional: false },
            part: code,
          },
        ];
  });
};

const filingTurns = ({ filing, filingToCorrect, company }: DossierState): readonly Asked[] =>
  filing === null || filingToCorrect === undefined || filingToCorrect === null
    ? []
    : [
        {
          caseId: filing.caseId,
          service: 'approval',
          action: 'changeFiling',
          what: `告知纠正：${filingToCorrect.reason}`,
          party: 'enterprise',
          holder: company,
          since: filingToCorrect.on,
        },
      ];

const constructionTurns = (state: DossierState): readonly Asked[] => {
  const permit = state.steps.find((step) => step.code === 'C4');
  if (
    state.filing === null ||
    state.construction !== null ||
    permit?.status !== 'delivered' ||
    permit.outcome !== 'granted'
  )
    return [];
  return [
    {
      caseId: state.filing.caseId,
      service: 'approval',
      action: 'reportConstructionStart',
      what: '报告开工',
      party: 'enterprise',
      holder: state.company,
      since: permit.since,
    },
  ];
};

const agencyTurns = (state: DossierState, agency: AgencyView): readonly Asked[] => {
  const { assign, contact, plan, visit } = agency.dues;
  const common = { caseId: agency.caseId, service: 'agency', since: agency.since };
  const centre = { ...common, party: 'agencyCentre' as const, holder: 'agencyCentre' };
  const chief = { ...common, party: 'chiefAgent' as const, holder: agency.chief ?? '' };
  const contacts = agency.agents.map((account) => ({
    ...common,
    since: contact?.since ?? agency.since,
    due: contact ?? null,
    action: 'logContact',
    what: agency.contacted ? '定期联系企业' : '首次联系企业',
    party: 'agent' as const,
    holder: account,
  }));
  switch (agency.status) {
    case 'offered':
      // What came to nothing before its 备案 has nothing to be run for.
      if (state.filing === null && admissionEnded.has(state.admission?.status ?? '')) return [];
      return [
        {
          ...common,
          action: 'entrustAgency',
          what: '可委托无偿代办',
          party: 'enterprise',
          holder: state.company,
          optional: true,
        },
      ];
    case 'entrusted':
      return [{ ...centre, action: 'assignAgents', what: '指派首席代办员和代办员', due: assign ?? null }];
    case 'assigned':
      return [
        {
          ...chief,
          since: plan?.since ?? agency.since,
          due: plan ?? null,
          action: 'confirmAgencyPlan',
          what: '确定代办方案',
        },
        ...contacts,
      ];
    case 'planned':
    case 'serving':
      return contacts;
    case 'paused':
      return [{ ...chief, action: 'resumeAgency', what: '代办已中止', optional: true }];
    case 'completed':
      return [{ ...centre, action: 'recordFollowUp', what: '回访企业', due: visit ?? null }];
    case 'visited':
      return [{ ...centre, action: 'archiveAgency', what: '代办归档' }];
    default:
      return [];
  }
};

const underContract = new Set<ParcelView['status']>([
  'building',
  'completionReview',
  'rectifying',
  'completionReviewed',
  'operating',
  'productionReview',
]);

/** What is to be done on a parcel, sold or not. */
export const parcelTurns = (parcel: ParcelView, company: string): readonly Asked[] => [
  ...parcelStatusTurns(parcel, company),
  ...(underContract.has(parcel.status) && !parcel.annotated
    ? [
        {
          caseId: parcel.parcelId,
          service: 'land',
          since: parcel.since,
          party: 'land' as const,
          holder: 'naturalResources',
          action: 'annotateRegistration',
          what: '补办不动产登记备注“标准地”',
        },
      ]
    : []),
];

const parcelStatusTurns = (parcel: ParcelView, company: string): readonly Asked[] => {
  const common = { caseId: parcel.parcelId, service: 'land', since: parcel.since, due: parcel.due };
  const land = { ...common, party: 'land' as const, holder: 'naturalResources' };
  const territory = { ...common, party: 'territory' as const, holder: parcel.division };
  switch (parcel.status) {
    case 'reserved':
      return [{ ...territory, action: 'startEvaluation', what: '启动区域评估' }];
    case 'evaluating':
      return [{ ...territory, action: 'completeEvaluations', what: '登记区域评估结果' }];
    case 'drafting':
      return [{ ...territory, action: 'proposeIndicators', what: '拟定控制指标' }];
    case 'countersigning':
      return parcel.askedOf.map((department) => ({
        ...common,
        action: 'countersignIndicators',
        what: '会签控制指标',
        party: 'department' as const,
        holder: department,
      }));
    case 'countersigned':
      return [{ ...land, action: 'approveScheme', what: '批准出让方案' }];
    case 'approved':
      return [{ ...territory, action: 'fileStandardLand', what: '申报标准地备案' }];
    case 'filed':
    case 'failed':
      return [{ ...land, action: 'announceListing', what: '发布出让公告' }];
    case 'listed':
      return [{ ...land, action: 'recordAward', what: '登记成交结果', due: null }];
    case 'awarded':
      return parcel.projectId === null
        ? [{ ...land, action: 'linkAward', what: '补充竞得项目' }]
        : [{ ...land, action: 'signContracts', what: '签订出让合同和标准地投资建设合同' }];
    case 'contracted':
      return [{ ...land, action: 'annotateRegistration', what: '不动产登记备注“标准地”' }];
    case 'abandoned':
      return [{ ...land, action: 'returnParcel', what: '处置已放弃项目的地块' }];
    case 'breach':
      return [{ ...land, action: 'returnParcel', what: '违约处置：收回地块' }];
    case 'completionReview':
      return [{ ...land, action: 'recordCompletionReview', what: '标准地竣工复核' }];
    case 'rectifying':
      return [
        {
          ...common,
          action: 'reportRectification',
          what: '标准地整改',
          party: 'enterprise',
          holder: company,
        },
      ];
    case 'completionReviewed':
      return [{ ...land, action: 'startOperation', what: '转入初始运行' }];
    case 'productionReview':
      return [{ ...land, action: 'recordProductionReview', what: '标准地达产复核' }];
    case 'operating':
      return [{ ...land, action: 'recordProductionReview', what: '达产后复核', optional: true }];
    default:
      return [];
  }
};

const acceptanceTurns = (state: DossierState, acceptance: AcceptanceView): readonly Asked[] => {
  const dueOf = (clock: string): DueView | null => acceptance.dues[clock] ?? null;
  const common = { caseId: acceptance.caseId, service: 'acceptance', since: acceptance.since };
  const round = acceptance.status === 'rechecking' ? 'recheck' : 'visit';
  const mine = { ...common, party: 'enterprise' as const, holder: state.company };
  const lead = { ...common, party: 'acceptanceLead' as const, holder: 'housing' };
  const checks = acceptance.checks
    .filter((check) => check.passed === null)
    .map((check) => ({
      ...common,
      action: 'recordCheck',
      what: `联合验收查验：${checkWords[check.check] ?? check.check}`,
      party: 'department' as const,
      holder: check.department,
      due: dueOf(`${round}:${check.check}`),
      part: check.check,
    }));
  switch (acceptance.status) {
    case 'open':
    case 'withdrawn':
    case 'lapsed':
      return [{ ...mine, action: 'applyAcceptance', what: '申请联合竣工验收', optional: true }];
    case 'applied':
      return [
        {
          ...common,
          action: 'verifyPlanning',
          what: '规划核实',
          party: 'land',
          holder: 'naturalResources',
          due: dueOf('planning'),
        },
      ];
    case 'planningFailed':
      return [{ ...mine, action: 'applyAcceptance', what: '规划核实未通过，整改后重新申请' }];
    case 'verified':
      return [{ ...mine, action: 'recordFivePartyAcceptance', what: '组织五方竣工验收' }];
    case 'fivePartyDone':
      return [{ ...lead, action: 'acceptJointAcceptance', what: '受理联合验收', due: dueOf('check') }];
    case 'noticed':
      return [{ ...mine, action: 'supplyAcceptance', what: '补齐验收材料', due: dueOf('supply') }];
    case 'accepted':
    case 'rechecking':
      return checks;
    case 'rectifying':
      return [{ ...mine, action: 'reportAcceptanceRectification', what: '整改并申请复验' }];
    case 'passed':
      return [{ ...lead, action: 'issueJointOpinion', what: '出具联合验收意见书', due: dueOf('opinion') }];
    case 'opinionIssued':
      return [{ ...mine, action: 'fileCompletion', what: '办理竣工验收备案', due: dueOf('filing') }];
    default:
      return [];
  }
};

const idOf = ({ caseId, holder, part }: Asked, action: string): string =>
  [caseId, action, holder, part].filter((one) => one !== undefined).join(':');

const shownOutside = (asked: Asked, { action = asked.action, what }: NonNullable<Asked['outside']>) => ({
  id: idOf(asked, action),
  action,
  what,
});

const stored = (
  asked: Asked,
  frame: { projectId: string | null; parcelId: string | null; projectName: string; county: string },
): StoredTurn => ({
  id: idOf(asked, asked.action),
  ...frame,
  caseId: asked.caseId,
  service: asked.service,
  action: asked.action,
  what: asked.what,
  party: asked.party,
  holder: asked.holder,
  claimedBy: asked.claimedBy ?? null,
  since: asked.since,
  dueOn: asked.due?.dueOn ?? null,
  provisional: asked.due?.provisional ?? false,
  optional: asked.optional ?? false,
  ...(asked.due?.byYear === true ? { byYear: true } : {}),
  ...(asked.outside === undefined
    ? {}
    : { outside: asked.outside === null ? null : shownOutside(asked, asked.outside) }),
});

/** The turns as whoever sees nothing internal may know them: no opinion shows in who is asked for what. */
export const turnsOutside = (turns: readonly StoredTurn[]): readonly StoredTurn[] =>
  turns.flatMap((turn) => (turn.outside === null ? [] : { ...turn, ...turn.outside }));

/** Everything that somebody has to do, or may do, on a project now. */
export const turnsOf = (state: DossierState): readonly StoredTurn[] => {
  const frame = { projectId: state.projectId, parcelId: null, projectName: state.name, county: state.county };
  // Nothing of a project that was given up is left to do, but with its land.
  const givenUp = state.givenUpOn !== null;
  const parcels = state.parcels
    .filter(({ status }) => !givenUp || status === 'abandoned' || status === 'breach')
    .flatMap((parcel) => parcelTurns(parcel, state.company))
    .map((turn) => stored(turn, { ...frame, parcelId: turn.caseId }));
  if (givenUp) return parcels;
  const asked = [
    ...admissionTurns(state),
    ...conditionTurns(state),
    ...state.steps.flatMap((step) => stepTurns(state, step)),
    ...filingTurns(state),
    ...flaggedTurns(state),
    ...constructionTurns(state),
    ...(state.agency === null ? [] : agencyTurns(state, state.agency)),
    ...(state.acceptance === null ? [] : acceptanceTurns(state, state.acceptance)),
  ];
  return [...asked.map((turn) => stored(turn, frame)), ...parcels];
};

/** What is to be done on a parcel that no project has. */
export const freeParcelTurns = (parcel: ParcelView, county: string): readonly StoredTurn[] =>
  parcel.projectId === null
    ? parcelTurns(parcel, '').map((turn) =>
        stored(turn, { projectId: null, parcelId: parcel.parcelId, projectName: parcel.name, county }),
      )
    : [];
