import type { ApprovalPublished } from '@yizhan/contracts';
import { type DossierState, givenUp, holds, joined, released, type StepView } from './dossier.ts';
import { foldItem } from './fold-item.ts';
import { changeStep, placed, stepView } from './fold-step.ts';

/** The owner's time, until he applies for acceptance. */
const startedToBuild = (
  state: DossierState,
  { on, missing, flagged = [] }: Extract<ApprovalPublished, { type: 'approval.ConstructionStarted' }>['data'],
): DossierState => {
  const key = `${state.projectId}:construction`;
  const building = holds({ ...state, construction: { on, missing, flagged } }, key, 'owner', null, on);
  return state.acceptanceAppliedOn === null ? building : released(building, key, state.acceptanceAppliedOn);
};

const foldProject = (state: DossierState, event: ApprovalPublished): DossierState | null => {
  const on = event.effectiveOn;
  switch (event.type) {
    case 'approval.FilingCompleted': {
      const { name, company, owner, investorName, division, industry, totalInvestment, landMu, projectCode } =
        event.data;
      return {
        ...state,
        name,
        company,
        owner,
        investorName,
        division,
        industry,
        totalInvestment,
        landMu,
        projectCode,
        filing: { caseId: event.caseId, on },
      };
    }
    case 'approval.PathPlanned': {
      const { catalogue, steps, inapplicable = [], criticalPath = [] } = event.data;
      const { earliestFinish, plannedUnion } = event.data;
      const left = new Set(inapplicable.map(({ code }) => code));
      // An item says itself that it was dropped; what `land` does has no item here that would.
      const kept = state.steps.filter(
        ({ code, doneBy, status }) => doneBy !== 'land' || status === 'done' || !left.has(code),
      );
      let next = joined(
        {
          ...state,
          steps: kept,
          path: {
            catalogue,
            inapplicable,
            criticalPath,
            earliestFinish: earliestFinish ?? null,
            budget: state.path?.budget ?? plannedUnion ?? null,
          },
        },
        steps.map((step) => step.department),
      );
      for (const step of event.data.steps) {
        next = placed(next, stepView(step, on, null));
        // 备案 is done with its receipt; what issued the plan is the filing itself.
        if (step.code === 'A1')
          next = changeStep(next, 'A1', (filed) => {
            const filedOn = state.filing?.on ?? on;
            return {
              ...filed,
              status: 'delivered',
              since: filedOn,
              submittedOn: filedOn,
              acceptedOn: filedOn,
              decidedOn: filedOn,
              deliveredOn: filedOn,
              outcome: 'granted',
              ran: [{ start: filedOn, end: filedOn }],
              waitsFor: [],
            };
          });
      }
      const order = steps.map((step) => step.code);
      // What is under way and no longer asked for stands behind the rest.
      const placeOf = (code: string): number => (order.includes(code) ? order.indexOf(code) : order.length);
      return {
        ...next,
        steps: [...next.steps].sort((a, b) => placeOf(a.code) - placeOf(b.code)),
      };
    }
    case 'approval.FilingChanged': {
      const { name, totalInvestment, industry, landMu } = event.data;
      return {
        ...state,
        name: name ?? state.name,
        totalInvestment: totalInvestment ?? state.totalInvestment,
        industry: industry ?? state.industry,
        landMu: landMu ?? state.landMu,
      };
    }
    case 'approval.FilingCorrectionTold':
      return { ...state, filingToCorrect: { reason: event.data.reason, on } };
    case 'approval.FilingCorrectionSettled':
      return { ...state, filingToCorrect: null };
    case 'approval.StepRevoked': {
      const { code } = event.data;
      // An item says itself what became of it; what `land` does is to be gone through anew.
      return changeStep(state, code, (known) =>
        known.doneBy === 'land'
          ? {
              ...known,
              status: 'planned',
              since: on,
              decidedOn: null,
              deliveredOn: null,
              outcome: null,
              waitsFor: known.needs,
            }
          : known,
      );
    }
    case 'approval.LandStepReached': {
      const { step, on: reached } = event.data;
      const present = state.steps.some((known) => known.code === step);
      const done: Partial<StepView> = {
        status: 'done',
        decidedOn: reached,
        deliveredOn: reached,
        since: reached,
        outcome: 'granted',
        waitsFor: [],
      };
      return present
        ? changeStep(state, step, (known) => ({ ...known, ...done }))
        : placed(state, {
            ...stepView(
              {
                code: step,
                name: step,
                department: 'naturalResources',
                stage: '',
                needs: [],
                promise: null,
                statutory: null,
                doneBy: 'land',
              },
              on,
              null,
            ),
            ...done,
          });
    }
    case 'approval.ConstructionStarted':
      return startedToBuild(state, event.data);
    case 'approval.ProjectClosed':
      return event.data.because === 'givenUp' ? givenUp(state, on) : state;
    default:
      return null;
  }
};

export const foldApproval = (state: DossierState, event: ApprovalPublished): DossierState =>
  foldProject(state, event) ?? foldItem(state, event);
