import type { DossierState, ParcelView } from './dossier.ts';
import { type StoredTurn, stored } from './turn.ts';
import { acceptanceTurns } from './turns-acceptance.ts';
import { admissionTurns, conditionTurns } from './turns-admission.ts';
import { agencyTurns } from './turns-agency.ts';
import { constructionTurns, filingTurns, flaggedTurns, stepTurns } from './turns-approval.ts';
import { parcelTurns } from './turns-land.ts';

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
