import {
  type Applied,
  lightTold,
  type WatchedClock,
  watchClock,
  withMovedDue,
} from '@yizhan/aggregate/machine';
import type { AcceptanceEvent, CheckCode, Due } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { Acceptance, Attempt, DataOf, Step } from './case.ts';
import { type LimitId, limitOf } from './limits.ts';

/** Holders of a clock that are no department. */
export const owner = 'enterprise';
export const lead = 'acceptanceLead';
/** Whose 规划核实 is. */
export const planner = 'naturalResources';

const nothingYet: Attempt = {
  appliedOn: null,
  surveyReport: null,
  planning: null,
  fiveParty: null,
  notice: null,
  round: 0,
  checks: [],
  leftOut: [],
  pending: [],
  rectification: null,
  passedOn: null,
  opinion: null,
  completion: null,
};

/** A clock under the limits that the application was made under. */
const step = (
  state: Pick<Attempt, 'appliedOn'>,
  clock: string,
  holder: string,
  limit: LimitId,
  start: LegalDate,
  due: Due,
): Step => ({ ...watchClock(clock, holder, limitOf(limit, state.appliedOn ?? start), start), due });

const accepted = (
  state: Acceptance,
  data: DataOf<'AcceptanceAccepted'>,
  on: LegalDate,
): Partial<Acceptance> => ({
  status: 'accepted',
  round: 1,
  checks: data.checks.map(({ check, department }) => ({ check, department, results: [] })),
  leftOut: data.leftOut ?? [],
  pending: data.checks.map(({ check }) => check),
  clocks: data.checks.map(({ check, department }) =>
    check === 'fire' && data.fireBy !== undefined
      ? step(state, `visit:${check}`, department, 'acceptance.specialFire', on, data.fireBy)
      : step(state, `visit:${check}`, department, 'acceptance.visit', on, data.visitBy),
  ),
});

const clockOfCheck = (state: Acceptance, check: CheckCode): string =>
  `${state.status === 'rechecking' ? 'recheck' : 'visit'}:${check}`;

const recorded = (
  state: Acceptance,
  data: DataOf<'CheckRecorded'>,
  by: string,
  on: LegalDate,
): Partial<Acceptance> => {
  const { check, round, result } = data;
  return {
    checks: state.checks.map((part) =>
      part.check === check ? { ...part, results: [...part.results, { round, ...result, by, on }] } : part,
    ),
    pending: state.pending.filter((part) => part !== check),
    clocks: state.clocks.filter(({ clock }) => clock !== clockOfCheck(state, check)),
  };
};

const rechecked = (
  state: Acceptance,
  data: DataOf<'RectificationReported'>,
  on: LegalDate,
): Partial<Acceptance> => {
  const { recheck, recheckBy, report } = data;
  return {
    status: 'rechecking',
    round: state.round + 1,
    pending: recheck,
    rectification: report,
    clocks: state.checks
      .filter(({ check }) => recheck.includes(check))
      .map(({ check, department }) =>
        step(state, `recheck:${check}`, department, 'acceptance.recheck', on, recheckBy),
      ),
  };
};

/** The parts that failed in the round that has just been recorded. */
export const failedOf = ({ checks, round }: Pick<Acceptance, 'checks' | 'round'>): readonly CheckCode[] =>
  checks
    .filter(({ results }) => results.some((result) => result.round === round && !result.passed))
    .map(({ check }) => check);

/** Lights as told, on clocks that keep their due date. */
const told = (clocks: readonly Step[], clock: string, light: WatchedClock['light']): readonly Step[] =>
  lightTold(clocks, clock, light) as readonly Step[];

const changed = (
  state: Acceptance,
  event: Exclude<Applied<AcceptanceEvent>, { type: 'AcceptanceOpened' }>,
): Partial<Acceptance> => {
  const on = event.effectiveOn;
  switch (event.type) {
    case 'AcceptanceApplied': {
      const { surveyReport, verifyBy } = event.data;
      const clock = step({ appliedOn: on }, 'planning', planner, 'acceptance.planning', on, verifyBy);
      return { ...nothingYet, status: 'applied', appliedOn: on, surveyReport, clocks: [clock] };
    }
    case 'PlanningVerified': {
      const { passed, finding } = event.data;
      return {
        status: passed ? 'verified' : 'planningFailed',
        planning: { passed, finding, on },
        clocks: [],
      };
    }
    case 'FivePartyAccepted': {
      const { report, parties, checkBy } = event.data;
      return {
        status: 'fivePartyDone',
        fiveParty: { report, parties, on },
        clocks: [step(state, 'check', lead, 'acceptance.check', on, checkBy)],
      };
    }
    case 'AcceptanceNoticeGiven': {
      const { asked, due } = event.data;
      return {
        status: 'noticed',
        notice: { asked, due, supplied: null },
        clocks: [step(state, 'supply', owner, 'acceptance.supply', on, due)],
      };
    }
    case 'AcceptanceSupplied': {
      const { note, checkBy } = event.data;
      return {
        status: 'fivePartyDone',
        notice: state.notice === null ? null : { ...state.notice, supplied: note },
        clocks: [step(state, 'check', lead, 'acceptance.check', on, checkBy)],
      };
    }
    case 'AcceptanceAccepted':
      return accepted(state, event.data, on);
    case 'CheckRecorded':
      return recorded(state, event.data, event.actor.id, on);
    case 'ChecksPassed':
      return {
        status: 'passed',
        passedOn: on,
        clocks: [step(state, 'opinion', lead, 'acceptance.opinion', on, event.data.opinionBy)],
      };
    case 'RectificationRequired':
      return { status: 'rectifying', clocks: [] };
    case 'RectificationReported':
      return rechecked(state, event.data, on);
    case 'JointOpinionIssued': {
      const { opinion, number, fileBy } = event.data;
      return {
        status: 'opinionIssued',
        opinion: { opinion, number, on },
        clocks: [step(state, 'filing', owner, 'acceptance.filing', state.passedOn ?? on, fileBy)],
      };
    }
    case 'CompletionFiled': {
      const { receipt } = event.data;
      return { status: 'filed', completion: { receipt, on: event.data.on }, clocks: [] };
    }
    case 'AcceptanceWithdrawn':
      return { status: 'withdrawn', clocks: [] };
    case 'AcceptanceLapsed':
      return { status: 'lapsed', clocks: [] };
    case 'AcceptanceClosed':
      return { status: 'closed', clocks: [] };
    case 'DueMoved': {
      const { clock, to } = event.data;
      return {
        clocks: withMovedDue(state.clocks, event.data),
        ...(clock === 'supply' && state.notice !== null ? { notice: { ...state.notice, due: to } } : {}),
      };
    }
    case 'LightTurned':
      return { clocks: told(state.clocks, event.data.clock, event.data.light) };
  }
};

export const evolve = (state: Acceptance | undefined, event: Applied<AcceptanceEvent>): Acceptance => {
  const on = event.effectiveOn;
  if (event.type === 'AcceptanceOpened') {
    const { projectId, company, division, projectName } = event.data;
    return {
      ...nothingYet,
      status: 'open',
      projectId,
      company,
      division,
      projectName,
      since: on,
      clocks: [],
    };
  }
  if (state === undefined) throw new Error(`${event.type} before AcceptanceOpened`);
  const since = event.type === 'LightTurned' || event.type === 'DueMoved' ? state.since : on;
  return { ...state, since, ...changed(state, event) };
};
