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
  annotated: false,
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
  'land.ParcelUnderConstruction': 'building',
  'land.CompletionReviewOpened': 'completionReview',
  'land.RectificationOrdered': 'rectifying',
  'land.InitialOperationStarted': 'operating',
  'land.ObligationsFulfilled': 'fulfilled',
  'land.ParcelAbandoned': 'abandoned',
  'land.BreachOpened': 'breach',
  'land.ParcelReturned': 'returned',
  'land.ParcelRegistrationCancelled': 'cancelled',
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
    case 'land.ParcelAmended': {
      const { parcelCode, name, division, anew } = event.data;
      const right = {
        ...state,
        parcelCode: parcelCode ?? state.parcelCode,
        name: name ?? state.name,
        division: division ?? state.division,
      };
      return anew ? { ...right, status: 'drafting', since: on, due: null, askedOf: [] } : right;
    }
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
    // Whose award came to nothing has no part in it any more.
    case 'land.ListingFailed':
      return { ...moved, projectId: null };
    // Made up for later, it leaves the parcel where it is.
    case 'land.RegistrationAnnotated':
      return state.status === 'contracted'
        ? { ...state, status: 'annotated', since: on, due: null, annotated: true }
        : { ...state, annotated: true };
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

/** The project's side of its parcels; one that it lost again is none of them. */
export const foldLand = (state: DossierState, event: LandPublished, parcel: ParcelView): DossierState => {
  const on = event.effectiveOn;
  const others = state.parcels.filter(({ parcelId }) => parcelId !== parcel.parcelId);
  const own = parcel.projectId === state.projectId ? [parcel] : [];
  const next: DossierState = {
    ...state,
    parcels: [...others, ...own].sort((a, b) => (a.parcelId < b.parcelId ? -1 : 1)),
  };
  const key = `${event.caseId}:land`;
  switch (event.type) {
    case 'land.ParcelAwarded':
      return holds(next, key, 'government', 'naturalResources', on);
    case 'land.ContractsSigned':
    case 'land.ListingFailed':
    case 'land.ParcelAbandoned':
    case 'land.ParcelReturned':
      return released(next, key, on);
    default:
      return next;
  }
};
