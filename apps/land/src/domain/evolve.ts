import { type Applied, lightTold, watchClock } from '@yizhan/aggregate/machine';
import type { LandEvent } from '@yizhan/contracts';
import { countCalendarDays, legalDate } from '@yizhan/workdays';
import { withNewer } from './indicators.ts';
import { contractLimit, rectificationLimit } from './limits.ts';
import type { DataOf, Parcel } from './parcel-state.ts';
import { amendedBy } from './registration.ts';

const registered = (event: Applied<Extract<LandEvent, { type: 'ParcelRegistered' }>>): Parcel => {
  const { parcelCode, name, division, area, industries, polygon, areaExplanation } = event.data;
  return {
    status: 'reserved',
    parcelCode,
    name,
    division,
    area,
    industries,
    polygon: polygon ?? null,
    areaExplanation: areaExplanation ?? null,
    registeredOn: event.effectiveOn,
    evaluations: [],
    indicators: [],
    countersigns: [],
    scheme: null,
    filing: null,
    listing: null,
    failures: [],
    award: null,
    contracts: null,
    registration: null,
    constructionOn: null,
    results: [],
    completionPassedOn: null,
    operatingSince: null,
    productionPassedOn: null,
    rectification: null,
    abandonedOn: null,
    breach: null,
    returned: null,
    clocks: [],
  };
};

/** What was agreed upon another area, place or use is agreed upon anew. */
const amended = (state: Parcel, data: DataOf<'ParcelAmended'>): Parcel => {
  const { polygon = null, areaExplanation = null, ...registered } = amendedBy(state, data);
  const right: Parcel = { ...state, ...registered, polygon, areaExplanation };
  return data.anew
    ? { ...right, status: 'drafting', indicators: [], countersigns: [], scheme: null, filing: null }
    : right;
};

/** The parcel after an event. */
export const evolve = (state: Parcel | undefined, event: Applied<LandEvent>): Parcel => {
  if (event.type === 'ParcelRegistered') return registered(event);
  if (state === undefined) throw new Error(`${event.type} before ParcelRegistered`);
  const on = event.effectiveOn;
  switch (event.type) {
    case 'ParcelAmended':
      return amended(state, event.data);
    case 'ParcelRegistrationCancelled':
      return { ...state, status: 'cancelled', cancelled: { reason: event.data.reason, on }, clocks: [] };
    case 'EvaluationStarted':
      return {
        ...state,
        status: 'evaluating',
        evaluations: event.data.evaluations.map((evaluation) => ({ evaluation, result: null })),
      };
    case 'EvaluationsCompleted':
      return { ...state, status: 'drafting', evaluations: event.data.results };
    case 'IndicatorsProposed':
      return {
        ...state,
        status: 'countersigning',
        indicators: event.data.indicators,
        countersigns: event.data.askedOf.map((department) => ({ department, opinion: null, on: null })),
      };
    case 'IndicatorsCountersigned': {
      const { department, opinion } = event.data;
      return {
        ...state,
        countersigns: state.countersigns.map((entry) =>
          entry.department === department ? { department, opinion, on } : entry,
        ),
      };
    }
    case 'SchemeApproved':
      return { ...state, status: 'approved', scheme: { opinion: event.data.opinion, on } };
    case 'StandardLandFiled':
      return { ...state, status: 'filed', filing: { receipt: event.data.receipt, on } };
    case 'ListingAnnounced':
      return {
        ...state,
        status: 'listed',
        listing: {
          noticeOn: legalDate(event.data.noticeOn),
          listingFrom: legalDate(event.data.listingFrom),
          closesOn: legalDate(event.data.closesOn),
          startPrice: event.data.startPrice,
        },
      };
    case 'ParcelAwarded': {
      const { projectId, company, winnerName, price, noticeOn, contractDue } = event.data;
      return {
        ...state,
        status: 'awarded',
        award: {
          projectId,
          company,
          ...(winnerName === undefined ? {} : { winnerName }),
          price,
          noticeOn,
          contractDue,
        },
        // The clock of an award that gets its project later runs on, with the lights it has told.
        clocks:
          state.award === null
            ? [watchClock('contract', 'naturalResources', contractLimit, on)]
            : state.clocks,
      };
    }
    case 'ListingFailed':
      return {
        ...state,
        status: 'failed',
        award: null,
        abandonedOn: null,
        failures: [...state.failures, { reason: event.data.reason, on }],
        clocks: [],
      };
    case 'ContractsSigned':
      return {
        ...state,
        status: 'contracted',
        contracts: { legalityOpinion: event.data.legalityOpinion, on },
        clocks: [],
      };
    case 'RegistrationAnnotated':
      return {
        ...state,
        status: state.status === 'contracted' ? 'annotated' : state.status,
        registration: { note: event.data.note, on },
      };
    case 'ParcelUnderConstruction':
      return { ...state, status: 'building', constructionOn: legalDate(event.data.on) };
    case 'CompletionReviewOpened':
      return { ...state, status: 'completionReview' };
    case 'CompletionReviewed':
      return {
        ...state,
        status: 'completionReview',
        results: withNewer(state.results, event.data.results),
        completionPassedOn: event.data.passed ? on : null,
        rectification: event.data.passed ? null : state.rectification,
      };
    case 'RectificationOrdered': {
      const { at, months } = event.data;
      const dueOn = legalDate(event.data.dueOn);
      return {
        ...state,
        status: 'rectifying',
        rectification: { at, months, dueOn, report: null },
        clocks: [
          watchClock('rectification', 'enterprise', rectificationLimit(countCalendarDays(on, dueOn)), on),
        ],
      };
    }
    case 'RectificationReported':
      return {
        ...state,
        status: state.rectification?.at === 'fullProduction' ? 'productionReview' : 'completionReview',
        rectification:
          state.rectification === null ? null : { ...state.rectification, report: event.data.report },
        clocks: [],
      };
    case 'InitialOperationStarted':
      return { ...state, status: 'operating', operatingSince: on };
    case 'ProductionReviewed':
      return {
        ...state,
        status: 'productionReview',
        results: withNewer(state.results, event.data.results),
        productionPassedOn: event.data.passed ? on : null,
        rectification: event.data.passed ? null : state.rectification,
      };
    case 'ObligationsFulfilled':
      return { ...state, status: 'fulfilled' };
    case 'ParcelAbandoned':
      return { ...state, abandonedOn: on };
    case 'BreachOpened':
      return { ...state, status: 'breach', breach: { reason: event.data.reason, on }, clocks: [] };
    case 'ParcelReturned':
      return { ...state, status: 'returned', returned: { reason: event.data.reason, on }, clocks: [] };
    case 'DueMoved':
      return {
        ...state,
        award: state.award === null ? null : { ...state.award, contractDue: event.data.to },
      };
    case 'LightTurned':
      return { ...state, clocks: lightTold(state.clocks, event.data.clock, event.data.light) };
  }
};
