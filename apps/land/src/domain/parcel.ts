import {
  type DecideContext,
  type Decision,
  decided,
  type Emitted,
  type Machine,
  type Moment,
  movedDues,
  nextTurnAt,
  refused,
  turnsDue,
} from '@yizhan/aggregate/machine';
import {
  type ActingRole,
  type Actor,
  hasRole,
  type LandEvent,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import { evolve } from './evolve.ts';
import { cadastralAreaOf, type Parcel, type ParcelCommand } from './parcel-state.ts';
import * as performance from './performance.ts';
import * as preparation from './preparation.ts';
import * as registration from './registration.ts';
import { type ParcelStatus, statuses, table } from './states.ts';
import * as supply from './supply.ts';

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个地块', 'no such parcel');

const decide = (
  state: Parcel | undefined,
  command: ParcelCommand,
  context: DecideContext,
): Decision<LandEvent> => {
  if (state === undefined)
    return command.type === 'registerParcel' ? registration.register(command, context) : refused(notFound);
  switch (command.type) {
    case 'registerParcel':
      return refused(
        refusal('conflict', 'CASE_EXISTS', '这个地块已经登记', 'the parcel was registered already'),
      );
    case 'amendParcel':
      return registration.amend(state, command, context);
    case 'cancelRegistration':
      return decided({
        type: 'ParcelRegistrationCancelled',
        data: { parcelId: context.caseId, reason: command.reason },
      });
    case 'startEvaluation':
      return preparation.startEvaluation(command, context);
    case 'completeEvaluations':
      return preparation.completeEvaluations(state, command, context);
    case 'proposeIndicators':
      return preparation.proposeIndicators(command, context);
    case 'countersignIndicators':
      return preparation.countersign(state, command, context);
    case 'approveScheme':
      return preparation.approveScheme(state, command, context);
    case 'fileStandardLand':
      return preparation.fileStandardLand(state, context);
    case 'announceListing':
      return supply.announce(state, command, context);
    case 'recordAward':
      return supply.award(state, command, context);
    case 'linkAward':
      return supply.linkAward(state, command, context);
    case 'recordListingFailure':
      return supply.fail(state, command, context);
    case 'signContracts':
      return performance.signContracts(state, command, context);
    case 'annotateRegistration':
      return performance.annotate(state, command, context);
    case 'noteConstruction':
      return performance.noteConstruction(state, command, context);
    case 'openCompletionReview':
      return performance.openCompletionReview(state, context);
    case 'noteProjectGivenUp':
      return performance.noteProjectGivenUp(state, context);
    case 'recordCompletionReview':
      return performance.reviewCompletion(state, command, context);
    case 'reportRectification':
      return performance.reportRectification(state, command, context);
    case 'startOperation':
      return performance.startOperation(state, context);
    case 'recordProductionReview':
      return performance.reviewProduction(state, command, context);
    case 'openBreach':
      return performance.openBreach(state, command, context);
    case 'returnParcel':
      return performance.returnParcel(state, command, context);
  }
};

/** Each light that turned is told once; another calendar moves the day by which both contracts are due. */
const elapse = (state: Parcel, moment: Moment): readonly Emitted<LandEvent>[] => {
  const projectId = performance.projectOf(state);
  const { award } = state;
  const contract = state.clocks.find(({ clock }) => clock === 'contract');
  const moved =
    award === null || contract === undefined
      ? []
      : movedDues([{ ...contract, due: award.contractDue }], moment.calendar);
  const told = moved.map((data) => ({
    type: 'DueMoved' as const,
    data: { parcelId: moment.caseId, ...(projectId === null ? {} : { projectId }), ...data },
  }));
  return [...told, ...lightsTurned(state, projectId, moment)];
};

const lightsTurned = (
  state: Parcel,
  projectId: string | null,
  moment: Moment,
): readonly Emitted<LandEvent>[] => {
  return turnsDue(state.clocks, moment).map(({ on, ...turn }) => ({
    type: 'LightTurned',
    effectiveOn: on,
    data: { parcelId: moment.caseId, ...(projectId === null ? {} : { projectId }), ...turn },
  }));
};

/** Whether a role that an actor has reaches this parcel: a territory its division's, a company the one it won. */
export const reaches = (
  role: ActingRole,
  state: Pick<Parcel, 'division' | 'countersigns' | 'award'> | undefined,
  actor: Actor,
  division = state?.division,
): boolean => {
  switch (role) {
    case 'territory':
      return actor.unit === division;
    case 'department':
    case 'departmentHead':
      return state?.countersigns.some(({ department }) => department === actor.unit) === true;
    case 'enterprise':
      return actor.company !== undefined && actor.company === state?.award?.company;
    default:
      return true;
  }
};

const mayAct = (state: Parcel | undefined, command: ParcelCommand, actor: Actor): Refusal | null => {
  if (state === undefined && command.type !== 'registerParcel') return null;
  const roles: readonly ActingRole[] = table[command.type].by;
  const held = roles.filter((role) => hasRole(actor, role));
  const division = command.type === 'registerParcel' ? command.division : state?.division;
  if (held.some((role) => reaches(role, state, actor, division))) return null;
  if (held.includes('territory'))
    return refusal('forbidden', 'NOT_YOUR_UNIT', '这个地块属于其他属地', 'the parcel is of another division');
  return held.includes('enterprise')
    ? notFound
    : refusal(
        'forbidden',
        'NOT_ASKED',
        '没有请本部门会签这个地块',
        'the department was not asked to countersign',
      );
};

const isGone = ({ status }: Parcel): boolean => status === 'returned' || status === 'cancelled';

/** 标准地: one case a parcel. */
export const parcelMachine: Machine<Parcel, ParcelCommand, LandEvent, ParcelStatus> = {
  service: 'land',
  kind: 'parcel',
  prefix: 'pcl',
  table,
  statuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse,
  evolve,
  dueAt: (state, moment) => nextTurnAt(state.clocks, moment),
  search: (state) => ({
    // A parcel that was given back, or registered by mistake, leaves its code free, to be registered anew.
    ...(isGone(state) ? {} : { parcelCode: state.parcelCode }),
    division: state.division,
    // Live and drawn: what the next one of its cadastral area must not overlap.
    ...(isGone(state) || state.polygon == null ? {} : { drawnIn: cadastralAreaOf(state.parcelCode) }),
    ...(state.award?.projectId == null ? {} : { projectId: state.award.projectId }),
    ...(state.award?.company == null ? {} : { company: state.award.company }),
    askedOf: state.countersigns.map(({ department }) => department),
  }),
  key: (caseId) => caseId,
};
