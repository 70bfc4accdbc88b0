import { type Applied, watchClock } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { legalDate } from '@yizhan/workdays';
import type { Certificate, Item } from './item-case.ts';
import {
  certificateExtensionLimit,
  deliveryLimit,
  inspectionLimit,
  rectificationLimit,
  silenceLimit,
} from './limits.ts';

const withCertificate = (state: Item, change: Partial<Certificate>): Item =>
  state.certificate === null ? state : { ...state, certificate: { ...state.certificate, ...change } };

const withoutExtension = (state: Item): Item => ({
  ...withCertificate(state, { extensionApplied: false, extensionDue: null }),
  clocks: state.clocks.filter(({ clock }) => clock !== 'extension'),
});

/** After `CertificateExtended`: its end is warned of anew. */
export const certificateExtended = (state: Item, until: string): Item =>
  withCertificate(withoutExtension(state), {
    until: legalDate(until),
    extensions: (state.certificate?.extensions ?? 0) + 1,
    warned: false,
  });

/** From the proposal to the end of the certificate's life, and what is taken back of it. */
export const evolveResult = (state: Item, event: Applied<ApprovalEvent>): Item => {
  const on = event.effectiveOn;
  const { department } = state.plan.step;
  switch (event.type) {
    case 'DecisionProposed':
      return { ...state, proposal: { ...event.data, by: event.actor.id } };
    case 'ProposalReturned':
      return { ...state, proposal: null };
    case 'ItemDecided':
      return {
        ...state,
        status: event.data.outcome,
        decision: { ...event.data, on, by: event.actor.id },
        stopped: state.clocks,
        clocks: [watchClock('delivery', department, deliveryLimit, on)],
      };
    case 'ItemDelivered': {
      const { outcome, validUntil, inspectBy } = event.data;
      const number = state.decision?.certificate;
      return {
        ...state,
        status:
          outcome === 'refused' ? 'deliveredRefusal' : inspectBy === undefined ? 'delivered' : 'onPromise',
        deliveredOn: on,
        certificate:
          number === undefined
            ? null
            : {
                number,
                until: validUntil === undefined ? null : legalDate(validUntil),
                extensions: 0,
                extensionApplied: false,
                warned: false,
                used:
                  state.constructionOn !== undefined &&
                  validUntil !== undefined &&
                  state.constructionOn <= validUntil,
              },
        inspectBy: inspectBy ?? null,
        clocks:
          inspectBy === undefined
            ? []
            : [watchClock('inspection', department, inspectionLimit, state.decision?.on ?? on)],
      };
    }
    case 'ItemInspected':
      return event.data.passed
        ? { ...state, status: 'delivered', inspectBy: null, rectifyBy: null, clocks: [] }
        : {
            ...state,
            status: 'rectifying',
            rectifyBy: event.data.due ?? null,
            rectifyFrom: { on, days: event.data.days },
            clocks:
              event.data.due === undefined
                ? []
                : [
                    watchClock(
                      'rectification',
                      'enterprise',
                      { ...rectificationLimit, value: event.data.days ?? rectificationLimit.value },
                      on,
                    ),
                  ],
          };
    case 'ItemRectified':
      return {
        ...state,
        rectifyBy: null,
        rectifyFrom: null,
        inspectBy: event.data.inspectBy,
        clocks: [watchClock('inspection', department, inspectionLimit, on)],
      };
    case 'ItemRevoked':
      return { ...state, status: 'revoked', certificate: null, inspectBy: null, rectifyBy: null, clocks: [] };
    case 'CertificateExtensionApplied':
      return {
        ...withCertificate(state, { extensionApplied: true, extensionDue: event.data.due ?? null }),
        clocks:
          state.certificate?.until == null
            ? state.clocks
            : [
                ...state.clocks,
                watchClock(
                  'extension',
                  department,
                  certificateExtensionLimit(on, state.certificate.until),
                  on,
                ),
              ],
      };
    case 'CertificateExtended':
      return certificateExtended(state, event.data.until);
    case 'CertificateExtensionRefused':
      return withoutExtension(state);
    case 'CertificateExpiring':
      return withCertificate(state, { warned: true });
    case 'CertificateUsed':
      return {
        // What no longer runs out needs no extension.
        ...withCertificate(withoutExtension(state), { used: true }),
        constructionOn: state.constructionOn ?? legalDate(event.data.on),
      };
    case 'CertificateExpired':
      return { ...state, status: 'expired', clocks: [] };
    case 'AmendmentRequested':
      return { ...state, amendment: { ...event.data, by: event.actor.id } };
    case 'AmendmentRefused':
      return { ...state, amendment: null };
    case 'DecisionCorrected':
      return {
        ...state,
        amendment: null,
        decision: state.decision === null ? null : { ...state.decision, reason: event.data.text },
      };
    case 'DecisionWithdrawn':
      return {
        ...state,
        status: 'accepted',
        amendment: null,
        proposal: null,
        decision: null,
        deliveredOn: null,
        certificate: null,
        inspectBy: null,
        rectifyBy: null,
        promised: event.data.promised,
        statutory: event.data.statutory,
        clocks: state.stopped,
        stopped: [],
      };
    case 'DeclineWithdrawn':
      return {
        ...state,
        status: 'received',
        amendment: null,
        receivedOn: on,
        acceptBy: event.data.acceptBy,
        clocks: [watchClock('silence', department, silenceLimit, on)],
      };
    default:
      throw new Error(`${event.type} is no event of an item`);
  }
};
