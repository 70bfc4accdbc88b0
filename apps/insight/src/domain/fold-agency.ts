import type { AcceptancePublished, AgencyPublished } from '@yizhan/contracts';
import {
  type AcceptanceView,
  type AgencyView,
  type CheckView,
  type DossierState,
  type DueView,
  dueMoved,
  holds,
  joined,
  released,
} from './dossier.ts';

const dueView = (due: { dueOn: string; provisional: boolean }): DueView => ({
  dueOn: due.dueOn,
  provisional: due.provisional,
});

export const foldAgency = (state: DossierState, event: AgencyPublished): DossierState => {
  const on = event.effectiveOn;
  const moved = (status: AgencyView['status'], change: Partial<AgencyView> = {}): DossierState =>
    state.agency === null
      ? state
      : { ...state, agency: { ...state.agency, status, since: on, due: null, ...change } };
  switch (event.type) {
    case 'agency.AgencyOffered':
      return {
        ...state,
        company: state.company || event.data.company,
        division: state.division || event.data.division,
        agency: {
          caseId: event.caseId,
          status: 'offered',
          since: on,
          chief: null,
          agents: [],
          due: null,
          contacted: false,
        },
      };
    case 'agency.AgencyEntrusted':
      return moved('entrusted', { due: dueView(event.data.assignBy) });
    case 'agency.AgentsAssigned': {
      const { chief, agents, replaces, contactBy } = event.data;
      // Who was replaced loses sight of the file.
      const kept = { ...state, accounts: state.accounts.filter((account) => !replaces.includes(account)) };
      const seen = joined(kept, [], [chief, ...agents]);
      const stays =
        state.agency?.status === 'planned' ||
        state.agency?.status === 'serving' ||
        state.agency?.status === 'paused'
          ? state.agency.status
          : 'assigned';
      return state.agency === null
        ? seen
        : {
            ...seen,
            agency: { ...state.agency, status: stays, since: on, chief, agents, due: dueView(contactBy) },
          };
    }
    case 'agency.ContactLogged':
      return state.agency === null
        ? state
        : {
            ...state,
            agency: {
              ...state.agency,
              status: state.agency.status === 'planned' ? 'serving' : state.agency.status,
              due: dueView(event.data.nextContactBy),
              contacted: true,
            },
          };
    case 'agency.PlanConfirmed':
      return moved('planned', { due: state.agency?.due ?? null });
    case 'agency.AgencyPaused':
      return moved('paused');
    case 'agency.AgencyResumed':
      return moved('serving');
    case 'agency.AgencyCompleted':
      return moved('completed', { due: dueView(event.data.visitBy) });
    case 'agency.DueMoved':
      return state.agency === null
        ? state
        : { ...state, agency: { ...state.agency, due: dueMoved(state.agency.due, event.data) } };
    case 'agency.FollowedUp':
      return moved('visited');
    case 'agency.AgencyArchived':
      return moved('archived');
    case 'agency.AgencyTerminated':
      return { ...moved('terminated'), accounts: [] };
    default:
      return state;
  }
};

export const foldAcceptance = (state: DossierState, event: AcceptancePublished): DossierState => {
  const on = event.effectiveOn;
  const key = `${event.caseId}:acceptance`;
  const moved = (status: AcceptanceView['status'], change: Partial<AcceptanceView> = {}): DossierState =>
    state.acceptance === null
      ? state
      : { ...state, acceptance: { ...state.acceptance, status, since: on, due: null, ...change } };
  const checksNow = (change: (check: CheckView) => CheckView): readonly CheckView[] =>
    (state.acceptance?.checks ?? []).map(change);
  switch (event.type) {
    case 'acceptance.AcceptanceOpened':
      return {
        ...state,
        acceptance: { caseId: event.caseId, status: 'open', since: on, due: null, checks: [] },
      };
    case 'acceptance.AcceptanceApplied':
      return holds(
        released(
          {
            ...moved('applied', { due: dueView(event.data.verifyBy), checks: [], leftOut: [] }),
            acceptanceAppliedOn: state.acceptanceAppliedOn ?? on,
          },
          `${state.projectId}:construction`,
          on,
        ),
        key,
        'government',
        'naturalResources',
        on,
      );
    case 'acceptance.PlanningVerified':
      return holds(
        moved(event.data.passed ? 'verified' : 'planningFailed'),
        key,
        event.data.passed ? 'owner' : 'rectification',
        null,
        on,
      );
    case 'acceptance.FivePartyAccepted':
      return holds(
        moved('fivePartyDone', { due: dueView(event.data.checkBy) }),
        key,
        'government',
        'housing',
        on,
      );
    case 'acceptance.AcceptanceNoticeGiven':
      return holds(moved('noticed', { due: dueView(event.data.due) }), key, 'correction', null, on);
    case 'acceptance.AcceptanceSupplied':
      return holds(
        moved('fivePartyDone', { due: dueView(event.data.checkBy) }),
        key,
        'government',
        'housing',
        on,
      );
    case 'acceptance.AcceptanceAccepted': {
      const checks = event.data.checks.map(({ check, department }) => ({
        check,
        department,
        round: 1,
        passed: null,
        finding: null,
      }));
      return joined(
        moved('accepted', { due: dueView(event.data.visitBy), checks, leftOut: event.data.leftOut ?? [] }),
        checks.map(({ department }) => department),
      );
    }
    case 'acceptance.CheckRecorded': {
      if (state.acceptance === null) return state;
      const { check, round, result } = event.data;
      return {
        ...state,
        acceptance: {
          ...state.acceptance,
          checks: checksNow((known) =>
            known.check === check
              ? { ...known, round, passed: result.passed, finding: result.finding }
              : known,
          ),
        },
      };
    }
    case 'acceptance.ChecksPassed':
      return holds(moved('passed', { due: dueView(event.data.opinionBy) }), key, 'government', 'housing', on);
    case 'acceptance.RectificationRequired':
      return holds(moved('rectifying'), key, 'rectification', null, on);
    case 'acceptance.RectificationReported': {
      const checks = checksNow((known) =>
        event.data.recheck.some((check) => check === known.check)
          ? { ...known, round: known.round + 1, passed: null, finding: null }
          : known,
      );
      return holds(
        moved('rechecking', { due: dueView(event.data.recheckBy), checks }),
        key,
        'government',
        'housing',
        on,
      );
    }
    case 'acceptance.JointOpinionIssued':
      return holds(moved('opinionIssued', { due: dueView(event.data.fileBy) }), key, 'owner', null, on);
    case 'acceptance.CompletionFiled':
      return { ...released(moved('filed'), key, on), completedOn: event.data.on };
    case 'acceptance.AcceptanceWithdrawn':
      return released(moved('withdrawn'), key, on);
    case 'acceptance.AcceptanceLapsed':
      return released(moved('lapsed'), key, on);
    case 'acceptance.AcceptanceClosed':
      return released(moved('closed'), key, on);
    case 'acceptance.DueMoved':
      return state.acceptance === null
        ? state
        : {
            ...state,
            acceptance: { ...state.acceptance, due: dueMoved(state.acceptance.due, event.data) },
          };
    case 'acceptance.LightTurned':
      return state;
  }
};
