import type { ApprovalPublished } from '@yizhan/contracts';
import { type DossierState, type DueView, holds, joined, released, type StepView } from './dossier.ts';
import { changeStep, placed, type Step, stepView } from './fold-step.ts';
import { reopened, resumedOn, startedOn, stoppedOn } from './limit-clock.ts';

const dueView = (due: { dueOn: string; provisional: boolean } | null): DueView | null =>
  due === null ? null : { dueOn: due.dueOn, provisional: due.provisional };
const dueOnly = (dueOn: string | null): DueView | null =>
  dueOn === null ? null : { dueOn, provisional: false };

const publicityOf = (
  rule: { readonly publicity?: { readonly name: string } | undefined } | undefined,
): NonNullable<StepView['publicity']> | null =>
  rule?.publicity === undefined ? null : { name: rule.publicity.name, until: null };

const limitsOf = ({ promise, statutory }: Step): Pick<StepView, 'promise' | 'statutory'> => ({
  promise,
  statutory,
});

/** The project with what became of one of its items. */
export const foldItem = (state: DossierState, event: ApprovalPublished): DossierState => {
  const on = event.effectiveOn;
  if (!('code' in event.data) || event.type === 'approval.LightTurned') return state;
  const { code } = event.data;
  const key = `${event.caseId}:item`;
  const step = state.steps.find((known) => known.code === code);
  const department = step?.department ?? null;
  const moved = (change: Partial<StepView>): DossierState =>
    changeStep(state, code, (known) => ({ ...known, caseId: event.caseId, since: on, due: null, ...change }));
  const ran = step?.ran ?? null;
  /** The item is over, for now: nobody holds it, and its limits run no longer. */
  const ended = (status: StepView['status']): DossierState =>
    released(moved({ status, ran: stoppedOn(ran, on) }), key, on);
  const government = (next: DossierState): DossierState =>
    holds(next, key, department === 'utilities' ? 'utility' : 'government', department, on);
  switch (event.type) {
    case 'approval.ItemPlanned':
      // The path lists all that it needs; the item knows what of it is still to come.
      return joined(
        changeStep(placed(state, stepView(event.data.step, on, event.caseId)), code, (known) => ({
          ...known,
          since: on,
          draftOf: event.data.rule?.draftOf ?? [],
          publicity: publicityOf(event.data.rule),
          waitsFor: event.data.waitsFor,
          own: limitsOf(event.data.step),
        })),
        [event.data.step.department],
      );
    case 'approval.ItemReplanned':
      return joined(
        changeStep(placed(state, stepView(event.data.step, on, event.caseId)), code, (known) => {
          const { rule, step: planned, waitsFor } = event.data;
          const anew = {
            waitsFor,
            draftOf: rule.draftOf,
            publicity: publicityOf(rule),
            own: limitsOf(planned),
          };
          // What was applied for stays what it is, and keeps its rules.
          return known.status === 'planned'
            ? { ...known, ...anew, caseId: event.caseId, since: on }
            : { ...known, anew };
        }),
        [event.data.step.department],
      );
    case 'approval.ItemDropped':
      return { ...state, steps: state.steps.filter((known) => known.code !== code) };
    case 'approval.ItemFiled':
      return released(
        moved({
          status: 'filed',
          acceptedOn: on,
          decidedOn: on,
          deliveredOn: on,
          outcome: 'granted',
          certificate: event.data.number,
          ran: [{ start: on, end: on }],
        }),
        key,
        on,
      );
    case 'approval.ItemUnblocked':
      return changeStep(state, code, (known) => ({
        ...known,
        caseId: event.caseId,
        since: on,
        waitsFor: event.data.ready ? [] : known.waitsFor.filter((need) => need !== event.data.by),
        ...(known.anew == null
          ? {}
          : {
              anew: {
                ...known.anew,
                waitsFor: known.anew.waitsFor.filter((need) => need !== event.data.by),
              },
            }),
      }));
    case 'approval.ItemSubmitted': {
      const { draftOf, publicity = null, own } = step?.anew ?? step ?? {};
      return government(
        moved({
          status: 'received',
          submittedOn: on,
          due: dueView(event.data.acceptBy),
          acceptedOn: null,
          decidedOn: null,
          deliveredOn: null,
          promisedDueOn: null,
          statutoryDueOn: null,
          outcome: null,
          certificate: null,
          validUntil: null,
          waitsFor: [],
          anew: null,
          extendedBy: 0,
          ran: null,
          ...(own === undefined ? {} : { own }),
          ...(draftOf === undefined ? {} : { draftOf }),
          // Of another round than the one before.
          publicity: publicity === null ? null : { ...publicity, until: null },
        }),
      );
    }
    case 'approval.ItemClaimed':
      return changeStep(state, code, (known) => ({ ...known, officer: event.data.officer }));
    case 'approval.OfficerRecused': {
      const { officer, to } = event.data;
      return changeStep(state, code, (known) => ({
        ...known,
        officer: to ?? (known.officer === officer ? null : known.officer),
      }));
    }
    case 'approval.ItemHandedOver':
      return changeStep(state, code, (known) => ({ ...known, officer: event.data.to }));
    case 'approval.CorrectionRequested':
      return holds(
        moved({ status: 'correcting', due: dueView(event.data.due) }),
        key,
        'correction',
        null,
        on,
      );
    case 'approval.ItemCorrected':
      return government(moved({ status: 'received', due: dueView(event.data.acceptBy) }));
    case 'approval.ItemAccepted':
      return moved({
        status: 'accepted',
        acceptedOn: on,
        ran: event.data.onDraft === true ? null : startedOn(event.data.clockFrom),
        due: dueView(event.data.promised ?? event.data.statutory),
        promisedDueOn: event.data.promised?.dueOn ?? null,
        statutoryDueOn: event.data.statutory?.dueOn ?? null,
      });
    case 'approval.ItemAcceptedWithGaps':
      return moved({
        status: 'acceptedWithGaps',
        acceptedOn: on,
        ran: event.data.onDraft === true ? null : startedOn(event.data.clockFrom),
        due: dueView(event.data.due),
        afterGaps: dueView(event.data.promised ?? event.data.statutory),
        promisedDueOn: event.data.promised?.dueOn ?? null,
        statutoryDueOn: event.data.statutory?.dueOn ?? null,
      });
    case 'approval.ItemGapsSupplied':
      // A clock that was ended by 撤销受理 runs on: what came in time had not lapsed.
      return government(
        changeStep(state, code, (known) => ({
          ...known,
          status: 'accepted',
          since: on,
          ran: known.status === 'acceptanceRevoked' ? reopened(known.ran) : known.ran,
          due: known.afterGaps ?? null,
        })),
      );
    case 'approval.ItemAcceptanceRevoked':
      return ended('acceptanceRevoked');
    case 'approval.ItemDueMoved': {
      const { which, from, to } = event.data;
      return changeStep(state, code, (known) => ({
        ...known,
        due: known.due?.dueOn === from ? dueView(to) : known.due,
        afterGaps:
          which !== 'gaps' && known.afterGaps?.dueOn === from ? dueView(to) : (known.afterGaps ?? null),
        publicity:
          which === 'publicity' && known.publicity != null
            ? { ...known.publicity, until: to.dueOn }
            : (known.publicity ?? null),
        promisedDueOn: which === 'promised' ? to.dueOn : known.promisedDueOn,
        statutoryDueOn: which === 'statutory' ? to.dueOn : known.statutoryDueOn,
      }));
    }
    case 'approval.ItemClockStarted':
      return changeStep(state, code, (known) => ({
        ...known,
        // What it waited for was notified in the midst of a pause: it goes on with the pause's end.
        ran:
          known.status === 'suspended'
            ? stoppedOn(startedOn(event.data.clockFrom), event.data.clockFrom)
            : startedOn(event.data.clockFrom),
        due: known.status === 'accepted' ? dueView(event.data.promised ?? event.data.statutory) : known.due,
        afterGaps: dueView(event.data.promised ?? event.data.statutory),
        promisedDueOn: event.data.promised?.dueOn ?? null,
        statutoryDueOn: event.data.statutory?.dueOn ?? null,
      }));
    case 'approval.ItemPublished': {
      const { name, until } = event.data;
      return changeStep(state, code, (known) => ({ ...known, publicity: { name, until: until.dueOn } }));
    }
    case 'approval.DecisionProposed':
      return changeStep(state, code, (known) => ({ ...known, open: 'proposal' }));
    case 'approval.ProposalReturned':
    case 'approval.AmendmentRefused':
    case 'approval.DecisionCorrected':
      return changeStep(state, code, (known) => ({ ...known, open: null }));
    case 'approval.AmendmentRequested':
      return changeStep(state, code, (known) => ({ ...known, open: 'amendment' }));
    case 'approval.CertificateExtensionApplied':
      return changeStep(state, code, (known) => ({
        ...known,
        extension: {
          since: on,
          due: event.data.due === undefined ? dueOnly(known.validUntil ?? null) : dueView(event.data.due),
        },
      }));
    case 'approval.CertificateExtensionRefused':
      return changeStep(state, code, (known) => ({ ...known, extension: null }));
    case 'approval.CertificateExtended':
      return changeStep(state, code, (known) => ({
        ...known,
        extension: null,
        validUntil: event.data.until,
        expiring: false,
      }));
    case 'approval.CertificateExpiring':
      return changeStep(state, code, (known) => ({ ...known, expiring: true }));
    case 'approval.CertificateUsed':
      return changeStep(state, code, (known) => ({ ...known, expiring: false, extension: null }));
    case 'approval.CertificateExpired':
      return moved({ status: 'expired', expiring: false });
    case 'approval.DecisionWithdrawn':
      return government(
        moved({
          status: 'accepted',
          ran: reopened(ran),
          due: dueView(event.data.promised ?? event.data.statutory),
          promisedDueOn: event.data.promised?.dueOn ?? null,
          statutoryDueOn: event.data.statutory?.dueOn ?? null,
          decidedOn: null,
          deliveredOn: null,
          outcome: null,
          certificate: null,
          validUntil: null,
          extension: null,
          open: null,
        }),
      );
    case 'approval.DeclineWithdrawn':
      return government(moved({ status: 'received', due: dueView(event.data.acceptBy), open: null }));
    case 'approval.ItemInspected':
      return event.data.passed
        ? moved({ status: 'delivered', open: null })
        : moved({ status: 'rectifying', due: dueView(event.data.due ?? null), open: null });
    case 'approval.ItemRectified':
      return changeStep(state, code, (known) => ({
        ...known,
        since: on,
        due: dueView(event.data.inspectBy),
        open: 'rectified',
      }));
    case 'approval.ItemRevoked':
      return moved({ status: 'revoked', open: null, certificate: null });
    case 'approval.ItemSuspended':
      return holds(moved({ status: 'suspended', ran: stoppedOn(ran, on) }), key, 'special', department, on);
    case 'approval.ItemResumed':
      return government(
        moved({
          status: 'accepted',
          ran: resumedOn(ran, on),
          due: dueView(event.data.promised ?? event.data.statutory),
          promisedDueOn: event.data.promised?.dueOn ?? null,
          statutoryDueOn: event.data.statutory?.dueOn ?? null,
        }),
      );
    case 'approval.ItemExtended': {
      const { statutory, days } = event.data;
      // What was promised stands; without a promise the extended limit is what the department is held to.
      return changeStep(state, code, (known) => ({
        ...known,
        due: known.status === 'accepted' && known.promisedDueOn === null ? dueView(statutory) : known.due,
        statutoryDueOn: statutory.dueOn,
        extendedBy: known.extendedBy + days,
      }));
    }
    case 'approval.ItemDecided':
      return moved({
        status: 'decided',
        ran: stoppedOn(ran, on),
        decidedOn: on,
        outcome: event.data.outcome,
        certificate: event.data.certificate ?? null,
        due: dueView(event.data.deliverBy),
        open: null,
      });
    case 'approval.ItemDelivered':
      return released(
        moved({
          status: event.data.inspectBy === undefined ? 'delivered' : 'onPromise',
          deliveredOn: on,
          due: dueView(event.data.inspectBy ?? null),
          validUntil: event.data.validUntil ?? null,
        }),
        key,
        on,
      );
    case 'approval.ItemNotRequired':
      return ended('notRequired');
    case 'approval.ItemNotAccepted':
      return ended('notAccepted');
    case 'approval.ItemLapsed':
      return ended('lapsed');
    case 'approval.ItemWithdrawn':
      return ended('withdrawn');
    case 'approval.ItemClosed':
      return ended('closed');
    default:
      return state;
  }
};
