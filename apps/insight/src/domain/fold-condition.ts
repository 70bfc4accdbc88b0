import type { AdmissionPublished } from '@yizhan/contracts';
import type { ConditionState, DossierState } from './dossier.ts';

export type ConditionPublished = Extract<
  AdmissionPublished,
  { type: `admission.Condition${string}` | 'admission.LightTurned' }
>;

/** A condition of the conclusion; it may be read before the application itself. */
export const foldCondition = (state: DossierState, event: ConditionPublished): DossierState => {
  const on = event.effectiveOn;
  const conditions = state.conditions ?? [];
  const moved = (change: Partial<ConditionState>): DossierState => ({
    ...state,
    conditions: conditions.map((condition) =>
      condition.caseId === event.caseId ? { ...condition, since: on, ...change } : condition,
    ),
  });
  switch (event.type) {
    case 'admission.ConditionSet': {
      const { ordinal, text, department, attachedTo, holdsUp, due } = event.data;
      const added: ConditionState = {
        caseId: event.caseId,
        ordinal,
        text,
        department,
        attachedTo,
        holdsUp,
        due: { dueOn: due.dueOn, provisional: due.provisional },
        status: 'open',
        since: on,
        evidence: null,
        finding: null,
      };
      return {
        ...state,
        departments: [...new Set([...state.departments, department])].sort(),
        conditions: [...conditions, added].sort((a, b) => a.ordinal - b.ordinal),
      };
    }
    case 'admission.ConditionEvidenced':
      return moved({ status: 'evidenced', evidence: event.data.note });
    case 'admission.ConditionEvidenceReturned':
      return moved({ status: 'open', finding: event.data.reason });
    case 'admission.ConditionMet':
      return moved({ status: 'met', finding: event.data.finding });
    case 'admission.ConditionFoundUnmet':
      return moved({ status: 'unmet', finding: event.data.finding });
    case 'admission.ConditionWaived':
      return moved({ status: 'waived', finding: event.data.reason });
    case 'admission.ConditionClosed':
      return moved({ status: 'closed' });
    case 'admission.LightTurned':
      return state;
  }
};
