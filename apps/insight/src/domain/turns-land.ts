import type { ParcelView } from './dossier.ts';
import type { Asked } from './turn.ts';

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
