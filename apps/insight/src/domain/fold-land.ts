import type { LandPublished } from '@yizhan/contracts';
import {
  type DossierState,
  dueMoved,
  holds,
  type ParcelStatus,
  type ParcelView,
  released,
} from './dossier.ts';

const emptyParcel = (parcelId: string, on: string): ParcelView => ({
  parcelId,
  parcelCode: '',
  name: '',
  division: '',
  status: 'reserved',
  since: on,
  due: null,
  askedOf: [],
  closesOn: null,
  rectifies: null,
  projectId: null,
});

const statusAfter: Partial<Record<LandPublished['type'], ParcelStatus>> = {
  'land.ParcelRegistered': 'reserved',
  'land.EvaluationStarted': 'evaluating',
  'land.EvaluationsCompleted': 'drafting',
  'land.IndicatorsProposed': 'countersigning',
  'land.SchemeApproved': 'approved',
  'land.StandardLandFiled': 'filed',
  'land.ListingAnnounced': 'listed',
  'land.ListingFailed': 'failed',
  'land.ParcelAwarded': 'awarded',
  'land.ContractsSigned': 'contracted',
  'land.RegistrationAnnotated': 'annotated',
  'land.ParcelUnderConstruction': 'building',
  'land.CompletionReviewOpened': 'completionReview',
  'land.RectificationOrdered': 'rectifying',
  'land.InitialOperationStarted': 'operating',
  'land.ObligationsFulfilled': 'fulfilled',
  'land.ParcelAbandoned': 'abandoned',
  'land.BreachOpened': 'breach',
  'land.ParcelReturned': 'returned',
};

/** One parcel as its events tell it. */
export const foldParcel = (before: ParcelView | undefined, event: LandPublished): ParcelView => {
  const on = event.effectiveOn;
  const state = before ?? emptyParcel(event.caseId, on);
  const status = statusAfter[event.type];
  const moved: ParcelView = status === undefined ? state : { ...state, status, since: on, due: null };
  switch (event.type) {
    case 'land.ParcelRegistered':
      return {
        ...moved,
        parcelCode: event.data.parcelCode,
        name: event.data.name,
        division: event.data.division,
      };
    case 'land.IndicatorsProposed':
      return { ...moved, askedOf: event.data.askedOf };
    case 'land.IndicatorsCountersigned':
      return event.data.complete
        ? { ...state, status: 'countersigned', since: on, askedOf: [] }
        : { ...state, askedOf: state.askedOf.filter((department) => department !== event.data.department) };
    case 'land.ListingAnnounced':
      return { ...moved, closesOn: event.data.closesOn };
    case 'land.ParcelAwarded':
      return {
        ...moved,
        projectId: event.data.projectId,
        due: { dueOn: event.data.contractDue.dueOn, provisional: event.data.contractDue.provisional },
      };
    case 'land.CompletionReviewed':
      return event.data.passed ? { ...moved, status: 'completionReviewed', since: on, due: null } : moved;
    case 'land.ProductionReviewed':
      return event.data.passed ? { ...moved, status: 'productionReviewed', since: on, due: null } : moved;
    case 'land.RectificationOrdered':
      return {
        ...moved,
        due: { dueOn: event.data.dueOn, provisional: false, byYear: true },
        rectifies: event.data.at,
      };
    case 'land.RectificationReported':
      return {
        ...moved,
        status: state.rectifies === 'fullProduction' ? 'productionReview' : 'completionReview',
        since: on,
        due: null,
        rectifies: null,
      };
    case 'land.DueMoved':
      return { ...state, due: dueMoved(state.due, event.data) };
    default:
      return moved;
  }
};

/** The project's side of its parcel. */
export const foldLand = (state: DossierState, event: LandPublished, parcel: ParcelView): DossierState => {
  const on = event.effectiveOn;
  const next: DossierState = { ...state, parcel };
  const key = `${event.caseId}:land`;
  switch (event.type) {
    case 'land.ParcelAwarded':
      return holds(next, key, 'government', 'naturalResources', on);
    case 'land.ContractsSigned':
      return released(next, key, on);
    default:
      return next;
  }
};
