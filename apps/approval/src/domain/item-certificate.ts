import {
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  refused,
} from '@yizhan/aggregate/machine';
import { type ApprovalEvent, refusal } from '@yizhan/contracts';
import { addCalendarDays, addMonths, type LegalDate, legalDate } from '@yizhan/workdays';
import { type Item, ids, isExtending, type Of, ruleOfItem } from './item-case.ts';
import { appealRight, certificateExtensionLimit, inspectionLimit, rectificationLimit } from './limits.ts';
import { receipted } from './receipts.ts';

/** A promise is looked into: kept, to be mended by a day, or, looked into again and still not kept, revoked. */
export const inspect = (
  state: Item,
  { passed, finding, days }: Of<'recordItemInspection'>,
  { calendar, today }: DecideContext,
): Decision<ApprovalEvent> => {
  if (passed) return decided({ type: 'ItemInspected', data: { ...ids(state), passed, finding } });
  if (state.status === 'rectifying')
    return decided({
      type: 'ItemRevoked',
      data: { ...ids(state), company: state.plan.company, reason: finding, appeal: appealRight },
    });
  const limit = days === undefined ? rectificationLimit : { ...rectificationLimit, value: days };
  return decided({
    type: 'ItemInspected',
    data: {
      ...ids(state),
      passed,
      finding,
      ...(days === undefined ? {} : { days }),
      due: dueFrom(calendar, limit, today),
    },
  });
};

export const rectified = (
  state: Item,
  { report }: Of<'reportItemRectification'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  if (state.rectifyBy === null)
    return refused(
      refusal(
        'conflict',
        'RECTIFIED_ALREADY',
        '已报告整改，等待复查',
        'reported already: it is to be looked into',
      ),
    );
  const inspectBy = dueFrom(context.calendar, inspectionLimit, context.today);
  return receipted(context, 'ZG', (receipt) => [
    { type: 'ItemRectified', data: { ...ids(state), receipt, report, inspectBy } },
  ]);
};

/** A certificate that has an end, with the rule of its validity. */
const limitedOf = (state: Item) => {
  const { certificate } = state;
  const { validity } = ruleOfItem(state);
  return certificate?.until == null || validity === null
    ? null
    : { certificate, validity, until: certificate.until };
};

/** The first day on which an extension may be applied for, and on which its holder is warned. */
export const windowOpens = (state: Item): LegalDate | null => {
  const limited = limitedOf(state);
  return limited === null || limited.certificate.used
    ? null
    : addCalendarDays(limited.until, -limited.validity.windowDays);
};

export const applyExtension = (
  state: Item,
  { reason }: Of<'applyCertificateExtension'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const { today } = context;
  const limited = limitedOf(state);
  const opens = windowOpens(state);
  if (limited === null || opens === null || limited.validity.extensions === 0)
    return refused(
      refusal(
        'refused',
        'NO_CERTIFICATE_EXTENSION',
        '该证照没有有效期，或依法不能延期',
        'this certificate has no end, or no extension',
      ),
    );
  const { certificate, validity } = limited;
  if (certificate.extensionApplied)
    return refused(
      refusal('conflict', 'EXTENSION_APPLIED', '延期申请已在办理', 'an extension has been applied for'),
    );
  if (certificate.extensions >= validity.extensions)
    return refused(
      refusal(
        'refused',
        'EXTENSIONS_USED_UP',
        `该证照最多延期${validity.extensions}次，已用完`,
        `it may be extended ${validity.extensions} times at most`,
      ),
    );
  if (today < opens)
    return refused(
      refusal(
        'refused',
        'EXTENSION_TOO_EARLY',
        `有效期届满前${validity.windowDays}日内方可申请延期，最早${opens}`,
        `an extension may be applied for from ${opens} on`,
      ),
    );
  const limit = certificateExtensionLimit(today, limited.until);
  // The certificate's own last day: no calendar moves it.
  const due = { ...dueFrom(context.calendar, limit, today), provisional: false };
  return receipted(context, 'YQ', (receipt) => [
    { type: 'CertificateExtensionApplied', data: { ...ids(state), receipt, reason, due } },
  ]);
};

const extendedUntil = ({ until, validity }: NonNullable<ReturnType<typeof limitedOf>>): LegalDate =>
  addMonths(until, validity.extensionMonths);

/** 视为准予延续, by as much as a decision would have given; null where nothing was applied for. */
export const extendedBySilence = (
  state: Item,
): Emitted<Extract<ApprovalEvent, { type: 'CertificateExtended' }>> | null => {
  const limited = limitedOf(state);
  if (limited === null || !isExtending(state)) return null;
  const { basis } = certificateExtensionLimit(limited.until, limited.until);
  return {
    type: 'CertificateExtended',
    effectiveOn: limited.until,
    data: {
      ...ids(state),
      until: extendedUntil(limited),
      reason: `有效期届满前未作出是否准予延期的决定，依${basis}视为准予延续`,
      bySilence: true,
    },
  };
};

export const decideExtension = (
  state: Item,
  { outcome, reason }: Of<'decideCertificateExtension'>,
): Decision<ApprovalEvent> => {
  const limited = limitedOf(state);
  if (limited?.certificate.extensionApplied !== true)
    return refused(
      refusal('refused', 'NO_EXTENSION_APPLIED', '没有待办的延期申请', 'no extension has been applied for'),
    );
  return outcome === 'granted'
    ? decided({ type: 'CertificateExtended', data: { ...ids(state), until: extendedUntil(limited), reason } })
    : decided({
        type: 'CertificateExtensionRefused',
        data: { ...ids(state), reason, appeal: appealRight },
      });
};

/** The last day of what is granted, from its decision; null where it has no end, or was not granted. */
export const grantedUntil = ({ decision, ...state }: Item): LegalDate | null => {
  const { validity } = ruleOfItem(state);
  return decision?.outcome !== 'granted' || validity === null
    ? null
    : addCalendarDays(addMonths(decision.on, validity.months), -1);
};

/** Construction began while a permit that ends on `until` was valid, or before it was there. */
export const usedBy = (
  state: Item,
  until: LegalDate | null,
  on: string,
): readonly Emitted<Extract<ApprovalEvent, { type: 'CertificateUsed' }>>[] =>
  until === null || until < on
    ? []
    : [{ type: 'CertificateUsed', data: { ...ids(state), on: legalDate(on) } }];

/**
 * Construction began: a permit that was valid on that day no longer runs out. One that lies granted and undelivered is
 * told too: its delivery may have looked at the project before.
 */
export const noteConstruction = (state: Item, { on }: Of<'noteConstruction'>): Decision<ApprovalEvent> => {
  if (state.status === 'granted')
    return decided(...(state.constructionOn === undefined ? usedBy(state, grantedUntil(state), on) : []));
  const limited = limitedOf(state);
  return decided(...(limited === null || limited.certificate.used ? [] : usedBy(state, limited.until, on)));
};
