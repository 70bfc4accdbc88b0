import type {
  AcceptancePublished,
  AdmissionPublished,
  AgencyPublished,
  AnyEvent,
  ApprovalPublished,
  LandPublished,
  PrereviewPublished,
  TimelineEntry,
} from '@yizhan/contracts';
import { type DossierState, emptyDossier, type ParcelView } from './dossier.ts';
import { foldAdmission, foldPrereview } from './fold-admission.ts';
import { foldAcceptance, foldAgency } from './fold-agency.ts';
import { foldApproval } from './fold-approval.ts';
import { type ConditionPublished, foldCondition } from './fold-condition.ts';
import { foldLand } from './fold-land.ts';
import { entryOf } from './timeline.ts';

/** The project that an event is about; null where it is about none (an account, an agent, an unsold parcel). */
export const projectOf = (event: AnyEvent): string | null => {
  const id = 'projectId' in event.data ? event.data.projectId : undefined;
  if (id !== undefined) return id;
  return event.service === 'admission' ? event.caseId : null;
};

const foldService = (state: DossierState, event: AnyEvent, parcel: ParcelView | undefined): DossierState => {
  switch (event.service) {
    case 'admission':
      if (event.kind === 'condition') return foldCondition(state, event as ConditionPublished);
      return foldAdmission(state, event as Exclude<AdmissionPublished, ConditionPublished>);
    case 'prereview':
      return foldPrereview(state, event as PrereviewPublished);
    case 'approval':
      return foldApproval(state, event as ApprovalPublished);
    case 'land':
      return parcel === undefined ? state : foldLand(state, event as LandPublished, parcel);
    case 'agency':
      return foldAgency(state, event as AgencyPublished);
    case 'acceptance':
      return foldAcceptance(state, event as AcceptancePublished);
    default:
      return state;
  }
};

/** By the moment, then by case, then by sequence as a number: the tenth event comes after the ninth. */
const orderOf = ({ recordedAt, id }: { recordedAt: string; id: string }): string => {
  const dot = id.lastIndexOf('.');
  return `${recordedAt} ${id.slice(0, dot)} ${id.slice(dot + 1).padStart(8, '0')}`;
};

/** With the entry at its place, which mostly is the end; the case's events come in any order beside those of others. */
const withEntry = (timeline: readonly TimelineEntry[], entry: TimelineEntry): readonly TimelineEntry[] => {
  const order = orderOf(entry);
  const before = timeline.findLastIndex((other) => orderOf(other) < order);
  return timeline.toSpliced(before + 1, 0, entry);
};

/** Folds one event into its project's dossier; the dossier begins with whichever event comes first. */
export const fold = (
  before: DossierState | undefined,
  projectId: string,
  event: AnyEvent,
  parcel?: ParcelView,
): DossierState => {
  const state = before ?? emptyDossier(projectId, event.county, event.effectiveOn);
  const next = foldService(state, event, parcel);
  const entry = entryOf(event);
  const timeline = entry === null ? next.timeline : withEntry(next.timeline, entry);
  return {
    ...next,
    timeline,
    version: state.version + 1,
    updatedOn: event.effectiveOn > state.updatedOn ? event.effectiveOn : state.updatedOn,
  };
};
