import type { AdmissionPublished, PrereviewPublished } from '@yizhan/contracts';
import {
  type AdmissionView,
  type DossierState,
  dueMoved,
  dueView,
  givenUp,
  holds,
  joined,
  type PrereviewView,
  released,
} from './dossier.ts';
import type { ConditionPublished } from './fold-condition.ts';

/** Lapsed, then entered late by the window: it was the owner's time up to the true day alone. */
const releasedLate = (state: DossierState, key: string, on: string): DossierState => {
  const last = state.intervals.findLast((interval) => interval.key === key);
  return {
    ...state,
    intervals: state.intervals.map((interval) =>
      interval === last && (interval.end === null || interval.end > on)
        ? { ...interval, end: on < interval.start ? interval.start : on }
        : interval,
    ),
  };
};

export const foldAdmission = (
  state: DossierState,
  event: Exclude<AdmissionPublished, ConditionPublished>,
): DossierState => {
  const on = event.effectiveOn;
  const key = `${event.caseId}:admission`;
  const moved = (status: string, change: Partial<AdmissionView> = {}): DossierState =>
    state.admission === null
      ? state
      : { ...state, admission: { ...state.admission, status, since: on, ...change } };
  switch (event.type) {
    case 'admission.ApplicationSubmitted': {
      const { facts, investor, company, owner } = event.data;
      return {
        ...state,
        name: state.name || facts.name,
        company: state.company || company,
        owner: state.owner || owner,
        investorName: state.investorName || investor.name,
        division: state.division || facts.division,
        industry: state.industry || facts.industry,
        totalInvestment: state.totalInvestment ?? facts.totalInvestment,
        landMu: state.landMu ?? facts.landMu,
        admission: {
          caseId: event.caseId,
          status: 'submitted',
          submittedOn: on,
          since: on,
          supplement: null,
          conclusion: null,
          notified: false,
        },
      };
    }
    case 'admission.StageReached':
      return moved(event.data.stage);
    case 'admission.SupplementDemanded':
      return holds(
        moved(event.data.from === 'conference' ? 'supplementing' : 'returned', {
          supplement: { asked: event.data.asked, due: dueView(event.data.due) },
        }),
        key,
        'correction',
        null,
        on,
      );
    case 'admission.ApplicationSupplemented': {
      const { facts } = event.data;
      const supplied = releasedLate(moved(event.data.backTo, { supplement: null }), key, on);
      // What was filed stands, whichever of the two is read first.
      return state.filing === null
        ? {
            ...supplied,
            totalInvestment: facts.totalInvestment,
            landMu: facts.landMu,
            industry: facts.industry,
            name: facts.name,
          }
        : supplied;
    }
    case 'admission.DueMoved': {
      const { admission } = state;
      if (admission === null || admission.supplement === null) return state;
      const due = dueMoved(admission.supplement.due, event.data);
      return { ...state, admission: { ...admission, supplement: { ...admission.supplement, due } } };
    }
    case 'admission.ApplicationLapsed':
      return released(moved('lapsed', { supplement: null }), key, on);
    case 'admission.ApplicationWithdrawn':
      return released(moved('withdrawn', { supplement: null }), key, on);
    case 'admission.AdmissionPostponed':
      return moved('postponed');
    case 'admission.AdmissionReviewDue':
      return moved('summarising');
    case 'admission.AdmissionConcluded':
      return moved(event.data.conclusion, {
        conclusion: {
          conclusion: event.data.conclusion,
          reason: event.data.reason,
          conditions: event.data.conditions.map((condition) => condition.text),
          on,
        },
      });
    case 'admission.ConclusionNotified':
      return moved('replied', { notified: true });
    case 'admission.ProjectGivenUp':
      return givenUp(released(moved('givenUp', { supplement: null }), key, on), on);
  }
};

export const foldPrereview = (state: DossierState, event: PrereviewPublished): DossierState => {
  const on = event.effectiveOn;
  const key = `${event.caseId}:prereview`;
  const moved = (status: PrereviewView['status'], change: Partial<PrereviewView> = {}): DossierState =>
    state.prereview === null
      ? state
      : { ...state, prereview: { ...state.prereview, status, since: on, due: null, ...change } };
  switch (event.type) {
    case 'prereview.PrereviewOpened': {
      const { division, company, projectName, due } = event.data;
      const before = state.prereview;
      return holds(
        {
          ...state,
          name: state.name || projectName,
          company: state.company || company,
          division: state.division || division,
          prereview: {
            caseId: event.caseId,
            status: 'submitted',
            since: on,
            due: dueView(due),
            officer: before?.officer ?? null,
            judgement: before?.judgement ?? [],
          },
        },
        key,
        'government',
        division,
        on,
      );
    }
    case 'prereview.PrereviewStarted':
      return moved('prereviewing', { officer: event.data.officer, due: state.prereview?.due ?? null });
    case 'prereview.TaskHandedOver':
      return state.prereview === null
        ? state
        : { ...state, prereview: { ...state.prereview, officer: event.data.to } };
    case 'prereview.SupplementRequested':
      return released(moved('returned'), key, on);
    case 'prereview.PrereviewRefused':
      return released(moved('refused'), key, on);
    case 'prereview.PrereviewAgreed':
      return released(moved('agreed'), key, on);
    case 'prereview.JudgementOpened': {
      const before = new Map(state.prereview?.judgement.map((asked) => [asked.department, asked]));
      // Asked again after a supplement, an opinion stands, unless the department has gained a veto by the new facts.
      const judgement = event.data.departments.map(({ department, because, veto }) => {
        const given = before.get(department);
        return given?.opinion != null && given.veto === veto
          ? { ...given, because }
          : { department, because, veto, opinion: null, text: null, on: null, due: dueView(event.data.due) };
      });
      let next = joined(
        moved('judging', { judgement, due: dueView(event.data.due) }),
        judgement.map(({ department }) => department),
      );
      for (const { department, opinion } of judgement)
        if (opinion === null) next = holds(next, `${key}:${department}`, 'government', department, on);
      return next;
    }
    case 'prereview.OpinionGiven': {
      const { department, opinion, text, basis = null, conditions } = event.data;
      if (state.prereview === null) return state;
      const given = {
        opinion,
        text,
        on,
        basis,
        conditions: conditions.map((condition) => condition.text),
        by: event.actor.id,
        at: event.recordedAt,
      };
      const judgement = state.prereview.judgement.map((asked) =>
        asked.department === department ? { ...asked, ...given } : asked,
      );
      return released({ ...state, prereview: { ...state.prereview, judgement } }, `${key}:${department}`, on);
    }
    case 'prereview.JudgementCompleted':
    case 'prereview.SummaryReopened':
      return holds(
        moved('summarising', { due: dueView(event.data.due) }),
        key,
        'government',
        'developmentReform',
        on,
      );
    case 'prereview.ConferenceCalled': {
      const { heldOn, agenda, silent = [], due } = event.data;
      const conference = { heldOn, agenda, calledOn: on, calledBy: event.actor.id, silent, held: null };
      const called = moved('conferring', { due: dueView(due), conference });
      // Called over a silence, it is from now on the lead's time too.
      return called.intervals.some((interval) => interval.key === key && interval.end === null)
        ? called
        : holds(called, key, 'government', 'developmentReform', on);
    }
    case 'prereview.ConferenceHeld': {
      const { attended, voters, convenedBy, decidedBy, minutes, minority = null, silent } = event.data;
      const { prereview } = state;
      if (prereview?.conference == null) return state;
      const held = { on, attended, voters, convenedBy, decidedBy, minutes, minority };
      const conference = { ...prereview.conference, silent: silent ?? [], held };
      return { ...state, prereview: { ...prereview, conference } };
    }
    case 'prereview.ProposalMade': {
      const { proposal, by } = event.data;
      const kept = {
        conclusion: proposal.conclusion,
        reason: proposal.reason,
        reviewOn: proposal.conclusion === 'postponed' ? proposal.reviewOn : null,
        by,
        on,
      };
      let next = by === 'prereview' ? state : moved('proposed', { proposal: kept });
      for (const { department, opinion } of state.prereview?.judgement ?? [])
        if (opinion === null) next = released(next, `${key}:${department}`, on);
      return released(next, key, on);
    }
    case 'prereview.PrereviewClosed': {
      let next = released(moved('closed'), key, on);
      for (const { department } of state.prereview?.judgement ?? [])
        next = released(next, `${key}:${department}`, on);
      return next;
    }
    case 'prereview.DueMoved': {
      const { prereview } = state;
      if (prereview === null) return state;
      const { clock, holder } = event.data;
      const judgement = prereview.judgement.map((asked) =>
        clock === `opinion:${holder}` && asked.department === holder && asked.due !== undefined
          ? { ...asked, due: dueMoved(asked.due, event.data) }
          : asked,
      );
      // Opinions are what the case waits for while it is judged; later one that is overdue has a day of its own.
      const itsOwn = !clock.startsWith('opinion:') || prereview.status === 'judging';
      const due = itsOwn ? dueMoved(prereview.due, event.data) : prereview.due;
      return { ...state, prereview: { ...prereview, judgement, due } };
    }
    case 'prereview.LightTurned': {
      const { clock, holder, light } = event.data;
      if (state.prereview === null || light !== 'red' || clock !== `opinion:${holder}`) return state;
      const judgement = state.prereview.judgement.map((asked) =>
        asked.department === holder && asked.opinion === null ? { ...asked, overdue: true } : asked,
      );
      return { ...state, prereview: { ...state.prereview, judgement } };
    }
  }
};
