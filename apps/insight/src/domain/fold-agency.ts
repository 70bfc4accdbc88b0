import type { AcceptancePublished, AgencyPublished } from '@yizhan/contracts';
import {
  type AcceptanceView,
  type AgencyView,
  type CheckView,
  clockMoved,
  type DossierState,
  type DueView,
  dueView,
  holds,
  joined,
  released,
} from './dossier.ts';

export const foldAgency = (state: DossierState, event: AgencyPublished): DossierState => {
  const on = event.effectiveOn;
  const moved = (status: AgencyView['status'], change: Partial<AgencyView> = {}): DossierState =>
    state.agency === null
      ? state
      : { ...state, agency: { ...state.agency, status, since: on, dues: {}, ...change } };
  const running = state.agency?.dues ?? {};
  const from = (due: DueView) => ({ ...dueView(due), since: on });
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
          dues: {},
          contacted: false,
        },
      };
    case 'agency.AgencyEntrusted':
      return moved('entrusted', { dues: { assign: from(event.data.assignBy) } });
    case 'agency.AgentsAssigned': {
      const { chief, agents, replaces, contactBy, planBy } = event.data;
      // Who was replaced loses sight of the file.
      const kept = { ...state, accounts: state.accounts.filter((account) => !replaces.includes(account)) };
      const seen = joined(kept, [], [chief, ...agents]);
      if (state.agency === null) return seen;
      const { status, contacted } = state.agency;
      const known = new Set(state.agency.agents);
      const renewed = agents.some((account) => !known.has(account));
      // A new agent is to be in touch anew; the plan's clock goes on whoever is chief.
      const dues = {
        ...(running['plan'] === undefined ? {} : { plan: running['plan'] }),
        ...(planBy === undefined ? {} : { plan: from(planBy) }),
        ...(!renewed && running['contact'] !== undefined
          ? { contact: running['contact'] }
          : status === 'paused'
            ? {}
            : { contact: from(contactBy) }),
      };
      return {
        ...seen,
        agency: {
          ...state.agency,
          status: status === 'planned' || status === 'serving' || status === 'paused' ? status : 'assigned',
          since: on,
          chief,
          agents,
          dues,
          contacted: contacted && !renewed,
        },
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
              dues: { ...running, contact: from(event.data.nextContactBy) },
              contacted: true,
            },
          };
    case 'agency.PlanConfirmed': {
      const { plan: _plan, ...dues } = running;
      return moved('planned', { dues });
    }
    case 'agency.AgencyPaused':
      return moved('paused');
    case 'agency.AgencyResumed':
      return moved('serving', { dues: { contact: from(event.data.nextContactBy) } });
    case 'agency.AgencyCompleted':
      return moved('completed', { dues: { visit: from(event.data.visitBy) } });
    case 'agency.DueMoved':
      return state.agency === null
        ? state
        : { ...state, agency: { ...state.agency, dues: clockMoved(running, event.data) } };
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
      : { ...state, acceptance: { ...state.acceptance, status, since: on, dues: {}, ...change } };
  const checksNow = (change: (check: CheckView) => CheckView): readonly CheckView[] =>
    (state.acceptance?.checks ?? []).map(change);
  switch (event.type) {
    case 'acceptance.AcceptanceOpened':
      return {
        ...state,
        acceptance: { caseId: event.caseId, status: 'open', since: on, dues: {}, checks: [] },
      };
    case 'acceptance.AcceptanceApplied':
      return holds(
        released(
          {
            ...moved('applied', {
              dues: { planning: dueView(event.data.verifyBy) },
              checks: [],
              leftOut: [],
            }),
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
        moved('fivePartyDone', { dues: { check: dueView(event.data.checkBy) } }),
        key,
        'government',
        'housing',
        on,
      );
    case 'acceptance.AcceptanceNoticeGiven':
      return holds(
        moved('noticed', { dues: { supply: dueView(event.data.due) } }),
        key,
        'correction',
        null,
        on,
      );
    case 'acceptance.AcceptanceSupplied':
      return holds(
        moved('fivePartyDone', { dues: { check: dueView(event.data.checkBy) } }),
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
      const { visitBy, fireBy, leftOut = [] } = event.data;
      // Fire acceptance of special works has a limit of its own.
      const dues = Object.fromEntries(
        checks.map(({ check }) => [
          `visit:${check}`,
          dueView(check === 'fire' && fireBy !== undefined ? fireBy : visitBy),
        ]),
      );
      return joined(
        moved('accepted', { dues, checks, leftOut }),
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
      return holds(
        moved('passed', { dues: { opinion: dueView(event.data.opinionBy) } }),
        key,
        'government',
        'housing',
        on,
      );
    case 'acceptance.RectificationRequired':
      return holds(moved('rectifying'), key, 'rectification', null, on);
    case 'acceptance.RectificationReported': {
      const checks = checksNow((known) =>
        event.data.recheck.some((check) => check === known.check)
          ? { ...known, round: known.round + 1, passed: null, finding: null }
          : known,
      );
      const dues = Object.fromEntries(
        event.data.recheck.map((check) => [`recheck:${check}`, dueView(event.data.recheckBy)]),
      );
      return holds(moved('rechecking', { dues, checks }), key, 'government', 'housing', on);
    }
    case 'acceptance.JointOpinionIssued':
      return holds(
        moved('opinionIssued', { dues: { filing: dueView(event.data.fileBy) } }),
        key,
        'owner',
        null,
        on,
      );
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
            acceptance: { ...state.acceptance, dues: clockMoved(state.acceptance.dues, event.data) },
          };
    case 'acceptance.LightTurned':
      return state;
  }
};
