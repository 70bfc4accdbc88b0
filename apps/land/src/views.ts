import type { CaseDocument } from '@yizhan/aggregate';
import { findDivision } from '@yizhan/codes';
import {
  type Actor,
  departmentNames,
  hasRole,
  indicatorCatalogue,
  type ParcelRow,
  type ParcelView,
} from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import { muOf } from './domain/indicators.ts';
import { openTo } from './domain/offers.ts';
import type { Parcel } from './domain/parcel-state.ts';
import { type ParcelStatus, statuses } from './domain/states.ts';

const staff = [
  'land',
  'windowClerk',
  'department',
  'departmentHead',
  'judgementLead',
  'acceptanceLead',
  'administrator',
  'service',
] as const;

/** Staff of the county see a parcel, a territory its division's, a company the one that it won. */
export const maySee = (actor: Actor, state: Parcel): boolean => {
  if (hasRole(actor, ...staff)) return true;
  if (hasRole(actor, 'territory')) return actor.unit === state.division;
  return (
    hasRole(actor, 'enterprise') && actor.company !== undefined && actor.company === state.award?.company
  );
};

const notOnTheMarket: ReadonlySet<ParcelStatus> = new Set([
  'reserved',
  'evaluating',
  'drafting',
  'countersigning',
  'approved',
  'filed',
  'cancelled',
]);

/** Announced, whatever came of it: what the announcement says of it is everybody's to read. */
export const isPublic = ({ status, listing }: Parcel): boolean =>
  listing !== null && !notOnTheMarket.has(status);

const landOffice = 'naturalResources';

/** Whose turn it is; nobody's while the parcel waits for what happens to its project. */
const holdersOf = (state: Parcel): string[] => {
  switch (state.status) {
    case 'reserved':
    case 'evaluating':
    case 'drafting':
    case 'approved':
      return [state.division];
    case 'countersigning': {
      const open = state.countersigns
        .filter(({ opinion }) => opinion === null)
        .map(({ department }) => department);
      return open.length === 0 ? [landOffice] : open;
    }
    case 'rectifying':
      return ['enterprise'];
    case 'completionReview':
      return state.completionPassedOn === null ? [landOffice] : ['enterprise', landOffice];
    case 'annotated':
    case 'building':
    case 'fulfilled':
    case 'returned':
    case 'cancelled':
      return [];
    default:
      return [landOffice];
  }
};

const dueOf = (state: Parcel): string | null => {
  if (state.status === 'awarded') return state.award?.contractDue.dueOn ?? null;
  return state.status === 'rectifying' ? (state.rectification?.dueOn ?? null) : null;
};

export const rowOf = ({ _id, state }: CaseDocument<Parcel>): ParcelRow => ({
  id: _id,
  status: state.status,
  statusZh: statuses[state.status].zh,
  parcelCode: state.parcelCode,
  name: state.name,
  division: state.division,
  divisionName: findDivision(state.division)?.name ?? state.division,
  area: state.area,
  mu: muOf(state.area),
  industries: [...state.industries],
  polygon: state.polygon ?? null,
  areaExplanation: state.areaExplanation ?? null,
  indicators: state.indicators.map((indicator) => ({
    ...indicator,
    zh: indicatorCatalogue[indicator.kind].zh,
  })),
  listing: state.listing,
  dueOn: dueOf(state),
});

const nothingElse = {
  mayDo: [],
  publicOnly: true,
  holders: [],
  evaluations: [],
  countersigns: [],
  scheme: null,
  filing: null,
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
  cancelled: null,
} satisfies Partial<ParcelView>;

/** What its announcement makes public; of what came after, that it was sold or was not. */
export const publicViewOf = (found: CaseDocument<Parcel>): ParcelView => {
  const { status } = found.state;
  const told = status === 'listed' || status === 'failed' ? status : 'awarded';
  return {
    ...rowOf(found),
    status: told,
    statusZh: statuses[told].zh,
    dueOn: null,
    areaExplanation: null,
    version: found.version,
    seq: found.seq,
    ...nothingElse,
  };
};

export const viewOf = (found: CaseDocument<Parcel>, actor: Actor, today: LegalDate): ParcelView => {
  const { state } = found;
  const internal = !hasRole(actor, 'enterprise');
  return {
    ...rowOf(found),
    version: found.version,
    seq: found.seq,
    mayDo: [...openTo(state, actor, today)],
    publicOnly: false,
    holders: holdersOf(state),
    evaluations: [...state.evaluations],
    countersigns: state.countersigns.map((entry) => ({
      ...entry,
      name: departmentNames[entry.department],
      opinion: internal ? entry.opinion : null,
    })),
    scheme: state.scheme,
    filing: state.filing,
    failures: [...state.failures],
    award: state.award === null ? null : { ...state.award, winnerName: state.award.winnerName ?? null },
    contracts:
      state.contracts === null
        ? null
        : {
            on: state.contracts.on,
            simulated: true,
            legalityOpinion: internal ? state.contracts.legalityOpinion : null,
          },
    registration: state.registration,
    constructionOn: state.constructionOn,
    results: [...state.results],
    completionPassedOn: state.completionPassedOn,
    operatingSince: state.operatingSince,
    productionPassedOn: state.productionPassedOn,
    rectification: state.rectification,
    abandonedOn: state.abandonedOn ?? null,
    breach: state.breach,
    returned: state.returned,
    cancelled: state.cancelled ?? null,
  };
};
