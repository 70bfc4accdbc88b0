import {
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  enteredDate,
  refused,
} from '@yizhan/aggregate/machine';
import { type ApprovalEvent, refusal } from '@yizhan/contracts';
import { legalDate } from '@yizhan/workdays';
import { type Item, ids, type Of, ruleOfItem } from './item-case.ts';
import { grantedUntil, usedBy } from './item-certificate.ts';
import { clockOf, dueNow, extendedClocks, resumedClocks } from './item-clocks.ts';
import { findUnheard } from './item-publicity.ts';
import { certificateOf } from './item-receipt.ts';
import { appealRight, deliveryLimit, inspectionLimit, silenceLimit } from './limits.ts';

/** By written notice with its number; where the law limits the procedure itself, that limit is watched. */
export const suspend = (
  state: Item,
  { procedure, notice, noticeNumber }: Of<'suspendItem'>,
  { calendar, today }: DecideContext,
): Decision<ApprovalEvent> => {
  const { procedures = [], catalogue: version, effectiveFrom } = ruleOfItem(state);
  const own = procedures.find((known) => known.procedure === procedure);
  const due =
    own === undefined
      ? {}
      : {
          due: dueFrom(
            calendar,
            {
              ...own.limit,
              id: `${state.plan.code}.procedure`,
              version,
              effectiveFrom: legalDate(effectiveFrom),
            },
            today,
          ),
        };
  return decided({ type: 'ItemSuspended', data: { ...ids(state), procedure, notice, noticeNumber, ...due } });
};

export const resume = (state: Item, { calendar, today }: DecideContext): Decision<ApprovalEvent> => {
  const clocks = resumedClocks(state, today);
  return decided({
    type: 'ItemResumed',
    data: {
      ...ids(state),
      promised: dueNow(calendar, clockOf(clocks, 'promise'), state.promised),
      statutory: dueNow(calendar, clockOf(clocks, 'statutory'), state.statutory),
    },
  });
};

/** Once, by the head, before the limit is over; by as much as the item's data give. The promise stays what it was. */
export const extend = (
  state: Item,
  command: Of<'extendItem'>,
  { today, calendar }: DecideContext,
): Decision<ApprovalEvent> => {
  const { extension } = ruleOfItem(state);
  if (extension === null || state.statutory === null)
    return refused(
      refusal('refused', 'NO_EXTENSION', '该事项依法不能延期', 'the law gives this item no extension'),
    );
  if (state.extended)
    return refused(refusal('refused', 'EXTENDED_ALREADY', '只能延期一次', 'an item is extended once'));
  if (today > state.statutory.dueOn)
    return refused(
      refusal(
        'refused',
        'EXTENSION_TOO_LATE',
        '法定期限已届满，不能再延期',
        'a limit that is over cannot be extended',
      ),
    );
  const longer = clockOf(extendedClocks(state, extension.value), 'statutory');
  const statutory = dueNow(calendar, longer, state.statutory);
  return decided({
    type: 'ItemExtended',
    data: { ...ids(state), days: extension.value, reason: command.reason, statutory },
  });
};

const stillWaits = (state: Item) =>
  refusal(
    'refused',
    'PREDECESSOR_NOT_NOTIFIED',
    `前序事项 ${state.waitsFor.join('、')} 的结果尚未送达，暂不能作出决定`,
    `the results of ${state.waitsFor.join(', ')} have not been notified`,
  );

/** 审核: what the handler would decide; whoever decides is another. */
export const propose = (
  state: Item,
  { outcome, reason }: Of<'proposeItemDecision'>,
): Decision<ApprovalEvent> =>
  state.waitsFor.length > 0
    ? refused(stillWaits(state))
    : decided({ type: 'DecisionProposed', data: { ...ids(state), outcome, reason } });

export const returnProposal = (state: Item, { reason }: Of<'returnItemProposal'>): Decision<ApprovalEvent> =>
  state.proposal === null
    ? refused(refusal('refused', 'NO_PROPOSAL', '还没有审核意见', 'nothing has been proposed'))
    : decided({ type: 'ProposalReturned', data: { ...ids(state), reason } });

const secondPair = (state: Item, actor: string) => {
  const { decidedBy } = ruleOfItem(state);
  if (decidedBy === 'same') return null;
  if (decidedBy === 'proposal' && state.proposal === null)
    return refusal(
      'refused',
      'PROPOSAL_MISSING',
      '该事项实行审核、审批分离，须先由经办人提出审核意见',
      'one proposes, another decides: nothing has been proposed yet',
    );
  const first = decidedBy === 'proposal' ? state.proposal?.by : state.acceptedBy;
  return first === actor
    ? refusal(
        'forbidden',
        'SAME_OFFICER',
        decidedBy === 'proposal' ? '审核人和审批人须为不同人员' : '受理人和审批人须为不同人员',
        decidedBy === 'proposal' ? 'who proposed does not decide' : 'who accepted an item does not decide it',
      )
    : null;
};

/** 审批 */
export const decideItem = (
  state: Item,
  command: Of<'decideItem'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  if (state.waitsFor.length > 0) return refused(stillWaits(state));
  const because = secondPair(state, context.actor.id);
  if (because !== null) return refused(because);
  const unheard = findUnheard(state, context);
  if (unheard !== null) return refused(unheard);
  const certificate = certificateOf(state, context);
  return decided({
    type: 'ItemDecided',
    data: {
      ...ids(state),
      outcome: command.outcome,
      reason: command.reason,
      ...(command.outcome === 'granted' ? { certificate } : {}),
      appeal: command.outcome === 'refused' ? appealRight : '',
      deliverBy: dueFrom(context.calendar, deliveryLimit, context.today),
    },
  });
};

/** What is placed in an inbox is there at once; only paper arrives on another day, and late on record with a reason. */
export const deliver = (
  state: Item,
  { channel, deliveredOn, dateReason, electronic, constructionOn }: Of<'deliverItem'>,
  { today, calendar }: DecideContext,
): Decision<ApprovalEvent> => {
  if (channel === 'inbox' && !electronic)
    return refused(
      refusal(
        'refused',
        'NO_ELECTRONIC_DELIVERY',
        '企业未同意电子送达，须纸质送达并留存送达凭证',
        'the company has not agreed to electronic delivery: deliver on paper, with proof',
        'channel',
      ),
    );
  if (channel === 'inbox' && deliveredOn !== undefined && deliveredOn !== today)
    return refused(
      refusal(
        'invalid',
        'INBOX_IS_TODAY',
        '电子送达以当日为准，不能另填日期',
        'what is placed in an inbox is delivered today',
        'deliveredOn',
      ),
    );
  const decidedOn = state.decision?.on ?? today;
  const day =
    deliveredOn === undefined
      ? ({ ok: true, on: today } as const)
      : enteredDate(deliveredOn, today, decidedOn, 'deliveredOn');
  if (!day.ok) return day;
  if (day.on < today && dateReason === undefined)
    return refused(
      refusal(
        'invalid',
        'DATE_REASON_MISSING',
        '补录以前的日期须说明原因',
        'a past date needs a reason',
        'dateReason',
      ),
    );
  const outcome = state.decision?.outcome ?? 'granted';
  const until = grantedUntil(state);
  const delivered: Emitted<ApprovalEvent> = {
    type: 'ItemDelivered',
    effectiveOn: day.on,
    data: {
      ...ids(state),
      outcome,
      channel,
      ...(day.on < today ? { dateReason } : {}),
      ...(until === null ? {} : { validUntil: until }),
      ...(outcome === 'granted' && state.commitment
        ? { inspectBy: dueFrom(calendar, inspectionLimit, decidedOn) }
        : {}),
    },
  };
  const isUsed = constructionOn !== undefined && state.constructionOn === undefined;
  const used = isUsed ? usedBy(state, until, constructionOn) : [];
  return decided<ApprovalEvent>(delivered, ...used.map((event) => ({ ...event, effectiveOn: day.on })));
};

const amends: Readonly<Record<Of<'requestItemAmendment'>['kind'], readonly Item['status'][]>> = {
  withdrawDecision: ['granted', 'refused', 'delivered', 'onPromise', 'rectifying', 'deliveredRefusal'],
  correctReason: ['granted', 'refused', 'delivered', 'onPromise', 'rectifying', 'deliveredRefusal'],
  withdrawDecline: ['notAccepted', 'notRequired'],
};

/** 更正, 撤回: an officer asks, his head consents; nothing is edited. */
export const requestAmendment = (
  state: Item,
  { kind, reason, text }: Of<'requestItemAmendment'>,
): Decision<ApprovalEvent> => {
  if (state.amendment !== null)
    return refused(
      refusal('conflict', 'AMENDMENT_OPEN', '已有一项更正待负责人审定', 'an amendment is open already'),
    );
  if (!amends[kind].includes(state.status))
    return refused(
      refusal(
        'refused',
        'NOTHING_TO_AMEND',
        '当前状态没有可更正或撤回的内容',
        'there is nothing of the kind',
        'kind',
      ),
    );
  if (kind === 'correctReason' && text === undefined)
    return refused(
      refusal('invalid', 'TEXT_MISSING', '请填写更正后的内容', 'say what it should read', 'text'),
    );
  return decided({
    type: 'AmendmentRequested',
    data: { ...ids(state), kind, reason, ...(text === undefined ? {} : { text }) },
  });
};

export const consentAmendment = (
  state: Item,
  { agreed, reason }: Of<'consentItemAmendment'>,
  { calendar, today, actor }: DecideContext,
): Decision<ApprovalEvent> => {
  const { amendment } = state;
  if (amendment === null)
    return refused(refusal('refused', 'NO_AMENDMENT', '没有待审定的更正', 'no amendment has been asked for'));
  if (amendment.by === actor.id)
    return refused(refusal('forbidden', 'SAME_OFFICER', '提请人不能自己审定', 'who asks does not consent'));
  if (!agreed) return decided({ type: 'AmendmentRefused', data: { ...ids(state), reason } });
  switch (amendment.kind) {
    case 'correctReason':
      return decided({
        type: 'DecisionCorrected',
        data: { ...ids(state), text: amendment.text ?? '', reason: amendment.reason },
      });
    case 'withdrawDecision':
      return decided({
        type: 'DecisionWithdrawn',
        data: {
          ...ids(state),
          reason: amendment.reason,
          wasDone: ['delivered', 'onPromise', 'rectifying'].includes(state.status),
          promised: dueNow(calendar, clockOf(state.stopped, 'promise'), state.promised),
          statutory: dueNow(calendar, clockOf(state.stopped, 'statutory'), state.statutory),
        },
      });
    case 'withdrawDecline':
      return decided({
        type: 'DeclineWithdrawn',
        data: {
          ...ids(state),
          reason: amendment.reason,
          wasDone: state.status === 'notRequired',
          acceptBy: dueFrom(calendar, silenceLimit, today),
        },
      });
  }
};
