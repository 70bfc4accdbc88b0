import type { DossierState, StepView } from './dossier.ts';
import type { Asked } from './turn.ts';

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

export const stepTurns = (state: DossierState, step: StepView): readonly Asked[] => {
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
export const flaggedTurns = (state: DossierState): readonly Asked[] => {
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

export const filingTurns = ({ filing, filingToCorrect, company }: DossierState): readonly Asked[] =>
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

export const constructionTurns = (state: DossierState): readonly Asked[] => {
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
