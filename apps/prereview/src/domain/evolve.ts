import { type Applied, watchClock, withMovedDue } from '@yizhan/aggregate/machine';
import { type Due, departmentSchema, type PrereviewEvent } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import type { DataOf, Opinion, Prereview, Step } from './case.ts';
import type { ChosenDepartment } from './department-rules.ts';
import { type LimitId, limitOf } from './limits.ts';

/** The unit of whoever leads 研判: not a department, a role. */
export const lead = 'judgementLead';

const step = (
  state: Pick<Prereview, 'openedOn'>,
  clock: string,
  holder: string,
  limit: LimitId,
  start: LegalDate,
  due: Due,
): Step => ({ ...watchClock(clock, holder, limitOf(limit, state.openedOn), start), due });

const opened = (state: Prereview | undefined, data: DataOf<'PrereviewOpened'>, on: LegalDate): Prereview => {
  const { projectId, company, division, projectName, facts, toBeFounded, drafters, round, due } = data;
  const openedOn = state?.openedOn ?? on;
  return {
    status: 'submitted',
    projectId,
    company,
    division,
    projectName,
    facts,
    toBeFounded,
    drafters,
    openedOn,
    round,
    officer: null,
    asked: [],
    judgement: null,
    conference: null,
    proposal: null,
    closedBecause: null,
    clocks: [step({ openedOn }, 'prereview', division, 'prereview.prereview', on, due)],
  };
};

/** What a department said holds for a judgement opened again, unless the new facts have given it a veto. */
const keptOpinion = (state: Prereview, chosen: ChosenDepartment): Opinion | null => {
  const before = state.judgement?.departments.find(({ department }) => department === chosen.department);
  return before === undefined || (chosen.veto && !before.veto) ? null : before.opinion;
};

const judgementOpened = (state: Prereview, data: DataOf<'JudgementOpened'>, on: LegalDate): Prereview => {
  const departments = data.departments.map((chosen) => ({ ...chosen, opinion: keptOpinion(state, chosen) }));
  const limit = data.complex ? 'prereview.complexOpinion' : 'prereview.opinion';
  return {
    ...state,
    status: 'judging',
    judgement: { complex: data.complex, reading: state.judgement?.reading ?? 1, departments },
    clocks: departments
      .filter(({ opinion }) => opinion === null)
      .map(({ department }) => step(state, `opinion:${department}`, department, limit, on, data.due)),
  };
};

const opinionGiven = (
  state: Prereview,
  data: DataOf<'OpinionGiven'>,
  by: string,
  on: LegalDate,
): Prereview => {
  if (state.judgement === null) return state;
  const { opinion, text, basis, conditions } = data;
  const department = departmentSchema.parse(data.department);
  const { reading } = state.judgement;
  const given = { opinion, text, ...(basis === undefined ? {} : { basis }), conditions, by, on, reading };
  return {
    ...state,
    judgement: {
      ...state.judgement,
      departments: state.judgement.departments.map((asked) =>
        asked.department === department ? { ...asked, opinion: given } : asked,
      ),
    },
    clocks: state.clocks.filter(({ clock }) => clock !== `opinion:${department}`),
  };
};

export const evolve = (state: Prereview | undefined, event: Applied<PrereviewEvent>): Prereview => {
  const on = event.effectiveOn;
  if (event.type === 'PrereviewOpened') return opened(state, event.data, on);
  if (state === undefined) throw new Error(`${event.type} before PrereviewOpened`);
  switch (event.type) {
    case 'PrereviewStarted':
      return { ...state, status: 'prereviewing', officer: event.data.officer };
    case 'TaskHandedOver':
      return { ...state, officer: event.data.to };
    case 'SupplementRequested':
      return { ...state, status: 'returned', asked: event.data.asked, clocks: [] };
    case 'PrereviewRefused':
      return { ...state, status: 'refused', clocks: [] };
    case 'PrereviewAgreed':
      return state;
    case 'JudgementOpened':
      return judgementOpened(state, event.data, on);
    case 'OpinionGiven':
      return opinionGiven(state, event.data, event.actor.id, on);
    case 'JudgementCompleted':
      return {
        ...state,
        status: 'summarising',
        clocks: [step(state, 'summary', lead, 'prereview.summary', on, event.data.due)],
      };
    case 'SummaryReopened':
      return {
        ...state,
        status: 'summarising',
        facts: event.data.facts ?? state.facts,
        judgement:
          state.judgement === null ? null : { ...state.judgement, reading: state.judgement.reading + 1 },
        conference: null,
        proposal: null,
        closedBecause: null,
        clocks: [step(state, 'summary', lead, 'prereview.summary', on, event.data.due)],
      };
    case 'ConferenceCalled':
      return {
        ...state,
        status: 'conferring',
        conference: {
          heldOn: event.data.heldOn,
          agenda: event.data.agenda,
          calledOn: on,
          calledBy: event.actor.id,
          ...(event.data.convenedBy === undefined ? {} : { convenedBy: event.data.convenedBy }),
          held: null,
        },
        // Whoever was silent when it was called stays overdue until he answers or it is concluded.
        clocks: [
          ...state.clocks.filter(({ clock }) => clock.startsWith('opinion:')),
          step(state, 'conference', lead, 'prereview.conference', on, event.data.due),
        ],
      };
    case 'ConferenceHeld': {
      const { projectId: _project, ...held } = event.data;
      return { ...state, conference: state.conference === null ? null : { ...state.conference, held } };
    }
    case 'ProposalMade':
      return {
        ...state,
        status: event.data.by === 'prereview' ? 'refused' : 'proposed',
        proposal: { proposal: event.data.proposal, by: event.data.by },
        clocks: [],
      };
    case 'PrereviewClosed':
      return { ...state, status: 'closed', closedBecause: event.data.because, clocks: [] };
    case 'DueMoved':
      return { ...state, clocks: withMovedDue(state.clocks, event.data) };
    case 'LightTurned':
      return {
        ...state,
        clocks: state.clocks.map((watched) =>
          watched.clock === event.data.clock ? { ...watched, light: event.data.light } : watched,
        ),
      };
  }
};
