import { type Applied, watchClock, withMovedDue } from '@yizhan/aggregate/machine';
import type { AgencyEvent, Due } from '@yizhan/contracts';
import { type LegalDate, pauseClock, resumeClock } from '@yizhan/workdays';
import type { ClockName, DataOf, Engagement, Step } from './engagement-case.ts';
import { contactsShown, type LimitId, limitOf } from './limits.ts';

/** Whose turn it is where no account is named. */
export const centre = 'agencyCentre';

const step = (
  state: Pick<Engagement, 'offeredOn'>,
  clock: ClockName,
  holder: string,
  limit: LimitId,
  start: LegalDate,
  due: Due,
): Step => ({ ...watchClock(clock, holder, limitOf(limit, state.offeredOn), start), clock, due });

/** The clock stands still while the service is paused: the enterprise asked for it, or cannot go on. */
export const stopped = (running: Step, on: LegalDate, by: string, evidence: string): Step => {
  const paused = pauseClock(running.run, 'owner', on, { by, evidence });
  if (!paused.ok) throw new Error(`${running.clock}: ${paused.en}`);
  return { ...running, run: paused.value };
};

/** The clock runs on with what was left. */
export const resumed = (paused: Step, on: LegalDate): Step => {
  const running = resumeClock(paused.run, on);
  if (!running.ok) throw new Error(`${paused.clock}: ${running.en}`);
  return { ...paused, run: running.value };
};

const offered = (data: DataOf<'AgencyOffered'>, on: LegalDate): Engagement => ({
  status: 'offered',
  projectId: data.projectId,
  company: data.company,
  division: data.division,
  trigger: data.trigger,
  offeredOn: on,
  scope: null,
  items: [],
  chief: null,
  agents: [],
  contacted: false,
  contacts: [],
  plan: null,
  pausedBecause: null,
  completion: null,
  followUp: null,
  terminated: null,
  clocks: [],
});

/** The plan's clock goes on when the chief changes; the contact's starts anew with a new agent. */
const assigned = (
  state: Engagement,
  data: DataOf<'AgentsAssigned'>,
  by: string,
  on: LegalDate,
): Engagement => {
  const { chief, agents, contactBy, planBy } = data;
  const known = new Set(state.agents);
  const renewed = agents.some((account) => !known.has(account));
  const lead = agents[0] ?? chief;
  const fresh = step(state, 'contact', lead, 'agency.firstContact', on, contactBy);
  const contact = renewed
    ? [state.status === 'paused' ? stopped(fresh, on, by, data.because) : fresh]
    : state.clocks
        .filter(({ clock }) => clock === 'contact')
        .map((running) => ({ ...running, holder: lead }));
  const plan =
    state.status === 'entrusted' && planBy !== undefined
      ? [step(state, 'plan', chief, 'agency.plan', on, planBy)]
      : state.clocks
          .filter(({ clock }) => clock === 'plan')
          .map((running) => ({ ...running, holder: chief }));
  return {
    ...state,
    status: state.status === 'entrusted' ? 'assigned' : state.status,
    chief,
    agents,
    contacted: state.contacted && !renewed,
    clocks: [...contact, ...plan],
  };
};

const contactLogged = (state: Engagement, data: DataOf<'ContactLogged'>, on: LegalDate): Engagement => {
  const { channel, summary, by, inSteadOf, nextContactBy } = data;
  const logged = { channel, summary, by, ...(inSteadOf === undefined ? {} : { inSteadOf }), on };
  const lead = state.agents[0] ?? by;
  return {
    ...state,
    status: state.status === 'planned' ? 'serving' : state.status,
    contacted: true,
    contacts: [logged, ...state.contacts].slice(0, contactsShown),
    clocks: [
      step(state, 'contact', lead, 'agency.contact', on, nextContactBy),
      ...state.clocks.filter(({ clock }) => clock !== 'contact'),
    ],
  };
};

export const evolve = (state: Engagement | undefined, event: Applied<AgencyEvent>): Engagement => {
  const on = event.effectiveOn;
  if (event.type === 'AgencyOffered') return offered(event.data, on);
  if (state === undefined) throw new Error(`${event.type} before AgencyOffered`);
  switch (event.type) {
    case 'AgencyEntrusted': {
      const { scope, items, assignBy } = event.data;
      return {
        ...state,
        status: 'entrusted',
        scope,
        items,
        entrustedBy: event.actor.id,
        clocks: [step(state, 'assign', centre, 'agency.assign', on, assignBy)],
      };
    }
    case 'AgentsAssigned':
      return assigned(state, event.data, event.actor.id, on);
    case 'ContactLogged':
      return contactLogged(state, event.data, on);
    case 'PlanConfirmed':
      return {
        ...state,
        status: 'planned',
        plan: { plan: event.data.plan, by: event.data.by, on },
        clocks: state.clocks.filter(({ clock }) => clock !== 'plan'),
      };
    case 'AgencyPaused': {
      const { reason } = event.data;
      return {
        ...state,
        status: 'paused',
        pausedBecause: reason,
        clocks: state.clocks.map((running) => stopped(running, on, event.actor.id, reason)),
      };
    }
    case 'AgencyResumed': {
      const due = event.data.nextContactBy;
      return {
        ...state,
        status: 'serving',
        pausedBecause: null,
        clocks: state.clocks.map((paused) => ({ ...resumed(paused, on), due })),
      };
    }
    case 'AgencyCompleted': {
      const { summary, visitBy } = event.data;
      return {
        ...state,
        status: 'completed',
        completion: { summary, on },
        clocks: [step(state, 'visit', centre, 'agency.visit', on, visitBy)],
      };
    }
    case 'FollowedUp':
      return {
        ...state,
        status: 'visited',
        followUp: { summary: event.data.summary, by: event.data.by, on },
        clocks: [],
      };
    case 'AgencyArchived':
      return { ...state, status: 'archived' };
    case 'AgencyTerminated':
      return {
        ...state,
        status: 'terminated',
        terminated: { reason: event.data.reason, by: event.data.by, on },
        clocks: [],
      };
    case 'DueMoved':
      return { ...state, clocks: withMovedDue(state.clocks, event.data) };
    case 'LightTurned':
      return {
        ...state,
        clocks: state.clocks.map((watched) =>
          watched.clock === event.data.clock ? { ...watched, light: event.data.light } : watched,
        ),
      };
    default:
      throw new Error(`${event.type} is no event of an engagement`);
  }
};
