import {
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  earliest,
  type Machine,
  type Moment,
  nextTurnAt,
  refused,
  turnsDue,
  type WatchedClock,
} from '@yizhan/aggregate/machine';
import {
  type Actor,
  type ApprovalEvent,
  type Due,
  type HandedIn,
  hasRole,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import {
  type Calendar,
  clockDueOn,
  dependsOnProvisional,
  dueOn,
  endOfDay,
  type LegalDate,
  legalDate,
} from '@yizhan/workdays';
import { enteredDate } from './dates.ts';
import {
  dueOnOf,
  evolve,
  extendedClocks,
  type Item,
  type ItemCommand,
  ids,
  later,
  limitsOf,
  type Of,
  type Paper,
  resumedClocks,
  ruleOfItem,
  type Submission,
  watchAcceptance,
} from './item-case.ts';
import { appealRight, correctionLimit, deliveryLimit, silenceLimit } from './limits.ts';
import { type ItemStatus, itemStatuses, itemTable } from './states.ts';

const received = (
  command: { readonly paper?: Paper | undefined },
  actor: Actor,
  today: LegalDate,
  notBefore: LegalDate,
) => {
  const onPaper = hasRole(actor, 'windowClerk');
  if (onPaper !== (command.paper !== undefined))
    return refused(
      refusal(
        'invalid',
        'PAPER_DETAILS',
        '纸质件由窗口登记，须填写收件日期和原因',
        'filing on paper is the window’s, with its day and reason',
        'paper',
      ),
    );
  return command.paper === undefined
    ? ({ ok: true, on: today } as const)
    : enteredDate(command.paper.receivedOn, today, notBefore, 'paper.receivedOn');
};

const paperReasonOf = ({ paper }: { readonly paper?: Paper | undefined }) =>
  paper === undefined ? {} : { paperReason: paper.reason };

/** Absent where none was named. */
const materialsOf = ({ materials = [] }: Pick<Submission, 'materials'>): { materials?: HandedIn[] } =>
  materials.length === 0 ? {} : { materials: [...materials] };

/** A simulated number, derived from the case. */
const certificateOf = (state: Item, context: DecideContext): string =>
  `${state.plan.code}-${context.actor.county}-${context.receipt('')}`;

const submit = (state: Item, command: Of<'submitItem'>, context: DecideContext): Decision<ApprovalEvent> => {
  if (state.waitsFor.length > 0)
    return refused(
      refusal(
        'refused',
        'PREDECESSOR_NOT_NOTIFIED',
        `前序事项 ${state.waitsFor.join('、')} 的结果尚未送达，暂不能申报`,
        `the results of ${state.waitsFor.join(', ')} have not been notified`,
      ),
    );
  const day = received(command, context.actor, context.today, state.lastOn);
  if (!day.ok) return day;
  const receipt = context.receipt('SP');
  const submitted: Emitted<ApprovalEvent> = {
    type: 'ItemSubmitted',
    effectiveOn: day.on,
    data: {
      ...ids(state),
      receipt,
      note: command.note,
      ...materialsOf(command),
      onPaper: command.paper !== undefined,
      ...paperReasonOf(command),
      acceptBy: dueFrom(context.calendar, silenceLimit, day.on),
    },
  };
  // 备案 is done with the receipt of complete information; nobody accepts or decides it.
  const filed: readonly Emitted<ApprovalEvent>[] =
    ruleOfItem(state).matter === 'filing'
      ? [
          {
            type: 'ItemFiled',
            effectiveOn: day.on,
            data: { ...ids(state), receipt, number: certificateOf(state, context) },
          },
        ]
      : [];
  return { ok: true, receipt, events: [submitted, ...filed] };
};

/** Once, all of it, at once or within five working days; a second is the head's, who says why the first was at fault. */
const correct = (
  state: Item,
  command: Of<'requestItemCorrection'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const { superiorReason } = command;
  if (state.corrected && (superiorReason === undefined || !hasRole(context.actor, 'departmentHead')))
    return refused(
      refusal(
        'refused',
        'CORRECTION_ONCE',
        '补正只能一次性告知；再次补正须由部门负责人办理并说明首次告知有误的原因',
        'corrections are told once; a second is the head’s, with his reason',
        'superiorReason',
      ),
    );
  const limit = command.days === undefined ? correctionLimit : { ...correctionLimit, value: command.days };
  return decided({
    type: 'CorrectionRequested',
    data: {
      ...ids(state),
      asked: [...command.asked],
      due: dueFrom(context.calendar, limit, context.today),
      ...(state.corrected && superiorReason !== undefined ? { superiorReason } : {}),
    },
  });
};

const acceptance = (
  state: Item,
  calendar: Calendar,
  from: LegalDate,
  deemed: boolean,
): Emitted<Extract<ApprovalEvent, { type: 'ItemAccepted' }>> => {
  const { promise, statutory } = limitsOf(state);
  // A serial clock starts at the later of its own acceptance and the notice of the result before.
  const clockFrom = later(from, state.unblockedOn);
  return {
    type: 'ItemAccepted',
    effectiveOn: from,
    data: {
      ...ids(state),
      deemed,
      clockFrom,
      promised: promise === null ? null : dueFrom(calendar, promise, clockFrom),
      statutory: statutory === null ? null : dueFrom(calendar, statutory, clockFrom),
    },
  };
};

const startOf = (watched: WatchedClock, fallback: string): LegalDate =>
  watched.run.intervals[0]?.start ?? legalDate(fallback);

/** The due date as the clock stands now; a moved one may have come to lie in a year that is provisional. */
const dueNow = <D extends Due | null>(
  calendar: Calendar,
  watched: WatchedClock | undefined,
  before: D,
): D => {
  if (watched === undefined || before === null) return before;
  const on = clockDueOn(calendar, watched.limit, watched.run);
  if (on === null) return before;
  const provisional = dependsOnProvisional(calendar, startOf(watched, before.dueOn), on);
  return { ...before, dueOn: on, calendar: calendar.version, provisional };
};

const clockOf = (clocks: readonly WatchedClock[], name: string): WatchedClock | undefined =>
  clocks.find((watched) => watched.clock === name);

/** Once, by the head, before the limit is over; by as much as the item's data give. The promise stays what it was. */
const extend = (
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
  const statutory = dueNow(
    calendar,
    clockOf(extendedClocks(state, extension.value), 'statutory'),
    state.statutory,
  );
  return decided({
    type: 'ItemExtended',
    data: { ...ids(state), days: extension.value, reason: command.reason, statutory },
  });
};

const decideItem = (
  state: Item,
  command: Of<'decideItem'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  if (ruleOfItem(state).decidedBy !== 'same' && state.acceptedBy === context.actor.id)
    return refused(
      refusal(
        'forbidden',
        'SAME_OFFICER',
        '受理人和审批人须为不同人员',
        'who accepted an item does not decide it',
      ),
    );
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
const deliver = (
  state: Item,
  { channel, deliveredOn, dateReason }: Of<'deliverItem'>,
  { today }: DecideContext,
): Decision<ApprovalEvent> => {
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
  const day =
    deliveredOn === undefined
      ? ({ ok: true, on: today } as const)
      : enteredDate(deliveredOn, today, state.decision?.on ?? null, 'deliveredOn');
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
  return decided({
    type: 'ItemDelivered',
    effectiveOn: day.on,
    data: {
      ...ids(state),
      outcome: state.decision?.outcome ?? 'granted',
      channel,
      ...(day.on < today ? { dateReason } : {}),
    },
  });
};

const decide = (
  state: Item | undefined,
  command: ItemCommand,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  if (state === undefined)
    return command.type === 'planItem'
      ? decided({ type: 'ItemPlanned', data: command.plan })
      : refused(refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个事项', 'no such item'));
  const { today, calendar, actor } = context;
  switch (command.type) {
    case 'planItem':
      return refused(refusal('conflict', 'CASE_EXISTS', '这个事项已经存在', 'the item exists already'));
    case 'replanItem':
      return decided({ type: 'ItemReplanned', data: { ...ids(state), ...command.plan } });
    case 'dropItem':
      return decided({ type: 'ItemDropped', data: { ...ids(state), why: command.why } });
    case 'unblockItem': {
      if (!state.waitsFor.includes(command.by)) return decided();
      return decided({
        type: 'ItemUnblocked',
        data: {
          ...ids(state),
          by: command.by,
          noticeOn: command.noticeOn,
          ready: state.waitsFor.length === 1,
        },
      });
    }
    case 'submitItem':
      return submit(state, command, context);
    case 'claimItem':
      return decided({ type: 'ItemClaimed', data: { ...ids(state), officer: actor.id } });
    case 'handOverItem':
      return decided({
        type: 'ItemHandedOver',
        data: { ...ids(state), from: state.officer ?? actor.id, to: command.to, reason: command.reason },
      });
    case 'requestItemCorrection':
      return correct(state, command, context);
    case 'supplyItemCorrection': {
      const day = received(command, actor, today, state.lastOn);
      if (!day.ok) return day;
      const receipt = context.receipt('BZ');
      return {
        ok: true,
        receipt,
        events: [
          {
            type: 'ItemCorrected',
            effectiveOn: day.on,
            data: {
              ...ids(state),
              receipt,
              note: command.note,
              ...materialsOf(command),
              ...paperReasonOf(command),
              acceptBy: dueFrom(calendar, silenceLimit, day.on),
            },
          },
        ],
      };
    }
    case 'acceptItem':
      return decided(acceptance(state, calendar, today, false));
    case 'declineItem':
      return command.kind === 'notRequired'
        ? decided({ type: 'ItemNotRequired', data: { ...ids(state), reason: command.reason } })
        : decided({
            type: 'ItemNotAccepted',
            data: { ...ids(state), reason: command.reason, appeal: appealRight },
          });
    case 'withdrawItem':
      return decided({ type: 'ItemWithdrawn', data: { ...ids(state), reason: command.reason } });
    case 'suspendItem':
      return decided({
        type: 'ItemSuspended',
        data: { ...ids(state), procedure: command.procedure, notice: command.notice },
      });
    case 'resumeItem': {
      const clocks = resumedClocks(state, today);
      return decided({
        type: 'ItemResumed',
        data: {
          ...ids(state),
          promised: dueNow(calendar, clockOf(clocks, 'promise'), state.promised),
          statutory: dueNow(calendar, clockOf(clocks, 'statutory'), state.statutory),
        },
      });
    }
    case 'extendItem':
      return extend(state, command, context);
    case 'decideItem':
      return decideItem(state, command, context);
    case 'deliverItem':
      return deliver(state, command, context);
    case 'closeItem':
      return decided({ type: 'ItemClosed', data: { ...ids(state), because: 'givenUp' } });
  }
};

const silenceEnds = (state: Item, calendar: Calendar): LegalDate | null =>
  state.status === 'received' && state.receivedOn !== null
    ? dueOn(calendar, silenceLimit, state.receivedOn)
    : null;

const elapse = (state: Item, moment: Moment): readonly Emitted<ApprovalEvent>[] => {
  const lightsOf = (clocks: readonly WatchedClock[]): Emitted<ApprovalEvent>[] =>
    turnsDue(clocks, moment).map(({ on, ...turn }) => ({
      type: 'LightTurned',
      effectiveOn: on,
      data: { ...ids(state), ...turn },
    }));
  const turned = lightsOf(state.clocks);
  const silent = silenceEnds(state, moment.calendar);
  if (silent !== null && moment.now >= endOfDay(silent) && state.receivedOn !== null) {
    const accepted = acceptance(state, moment.calendar, state.receivedOn, true);
    // Its clocks run from the day of receipt: their lights may have turned already, and a decision would end them untold.
    return [...turned, accepted, ...lightsOf(watchAcceptance(state, accepted.data.clockFrom))];
  }
  if (state.correction !== null && moment.now >= endOfDay(legalDate(state.correction.due.dueOn))) {
    const { dueOn: lastDay } = state.correction.due;
    const data = { ...ids(state), dueOn: lastDay };
    return [...turned, { type: 'ItemLapsed', effectiveOn: legalDate(lastDay), data }];
  }
  return turned;
};

/** Own company for the enterprise, own department for its officers; nobody else's case exists for them. */
const mayAct = (state: Item | undefined, _command: ItemCommand, actor: Actor): Refusal | null => {
  if (state === undefined) return null;
  if (hasRole(actor, 'enterprise') && actor.company !== state.plan.company)
    return refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个事项', 'no such item');
  if (hasRole(actor, 'department', 'departmentHead', 'utility') && actor.unit !== state.plan.step.department)
    return refusal(
      'forbidden',
      'OTHER_DEPARTMENT',
      '该事项由其他部门办理',
      'the item is another department’s',
    );
  return null;
};

const lastOfAll = '9999-12-31';

/** One item of a project; key = project id. */
export const itemMachine: Machine<Item, ItemCommand, ApprovalEvent, ItemStatus> = {
  service: 'approval',
  kind: 'item',
  prefix: 'itm',
  table: itemTable,
  statuses: itemStatuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse,
  evolve,
  dueAt: (state, moment) => {
    const silent = silenceEnds(state, moment.calendar);
    return earliest(
      silent === null ? null : endOfDay(silent),
      state.correction === null ? null : endOfDay(legalDate(state.correction.due.dueOn)),
      nextTurnAt(state.clocks, moment),
    );
  },
  search: (state) => ({
    company: state.plan.company,
    department: state.plan.step.department,
    projectId: state.plan.projectId,
    code: state.plan.code,
    // What no day is due for stands behind the rest of a queue.
    dueOn: dueOnOf(state) ?? lastOfAll,
  }),
  key: (caseId, command) => (command.type === 'planItem' ? command.plan.projectId : caseId),
};
