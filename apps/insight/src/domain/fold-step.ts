import type { ApprovalPublished } from '@yizhan/contracts';
import type { DossierState, StepView } from './dossier.ts';

/** A step as a plan has it. */
export type Step = Extract<ApprovalPublished, { type: 'approval.PathPlanned' }>['data']['steps'][number];

export const stepView = (step: Step, on: string, caseId: string | null): StepView => ({
  caseId,
  code: step.code,
  name: step.name,
  department: step.department,
  stage: step.stage,
  doneBy: step.doneBy,
  needs: step.needs,
  waitsFor: step.needs,
  promise: step.promise,
  statutory: step.statutory,
  extendedBy: 0,
  ran: null,
  status: 'planned',
  since: on,
  why: step.why ?? null,
  officer: null,
  due: null,
  submittedOn: null,
  acceptedOn: null,
  decidedOn: null,
  deliveredOn: null,
  promisedDueOn: null,
  statutoryDueOn: null,
  outcome: null,
  certificate: null,
});

export const changeStep = (
  state: DossierState,
  code: string,
  change: (step: StepView) => StepView,
): DossierState => ({
  ...state,
  steps: state.steps.map((step) => (step.code === code ? change(step) : step)),
});

/** Puts a step into the path, keeping what came of it before the plan was read. */
export const placed = (state: DossierState, fresh: StepView): DossierState =>
  state.steps.some((step) => step.code === fresh.code)
    ? changeStep(state, fresh.code, (step) => ({
        ...fresh,
        ...step,
        name: fresh.name,
        department: fresh.department,
        stage: fresh.stage,
        needs: fresh.needs,
        why: fresh.why ?? null,
        promise: fresh.promise,
        statutory: fresh.statutory,
        caseId: step.caseId ?? fresh.caseId,
      }))
    : { ...state, steps: [...state.steps, fresh] };
