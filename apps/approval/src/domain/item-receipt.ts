import {
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  enteredDate,
  refused,
} from '@yizhan/aggregate/machine';
import { type Actor, type ApprovalEvent, type HandedIn, hasRole, refusal } from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import { type Item, ids, isReady, type Of, type Paper, ruleOfItem, type Submission } from './item-case.ts';
import { acceptance, startedClocks } from './item-clocks.ts';
import { forNextRound } from './item-plan.ts';
import { appealRight, correctionLimit, gapsLimit, silenceLimit } from './limits.ts';
import { receipted } from './receipts.ts';

const paperAtWindow = refusal(
  'invalid',
  'PAPER_DETAILS',
  '纸质件由窗口登记，须填写收件日期和原因',
  'filing on paper is the window’s, with its day and reason',
  'paper',
);

const received = (
  command: { readonly paper?: Paper | undefined },
  actor: Actor,
  today: LegalDate,
  notBefore: LegalDate,
) => {
  if (hasRole(actor, 'windowClerk') !== (command.paper !== undefined)) return refused(paperAtWindow);
  return command.paper === undefined
    ? ({ ok: true, on: today } as const)
    : enteredDate(command.paper.receivedOn, today, notBefore, 'paper.receivedOn');
};

/**
 * What had a deadline. Once that has passed only paper that came in time is taken in, entered late by the window: its
 * true day counts, and nothing has lapsed.
 */
const receivedByDeadline = (
  state: Item,
  command: { readonly paper?: Paper | undefined },
  { actor, today }: DecideContext,
  isOver: boolean,
) => {
  const { deadline } = state;
  const day = received(command, actor, today, deadline?.toldOn ?? state.lastOn);
  if (!day.ok || !isOver) return day;
  // Today lies past it: what has a day in time came on paper.
  return deadline !== null && day.on <= deadline.dueOn
    ? day
    : refused(
        refusal(
          'refused',
          'DEADLINE_PASSED',
          '期限已过；只有期限内收到的纸质材料可由窗口补录，否则请重新申报',
          'the deadline has passed: only paper that came in time is entered late',
          'paper',
        ),
      );
};

const paperReasonOf = ({ paper }: { readonly paper?: Paper | undefined }) =>
  paper === undefined ? {} : { paperReason: paper.reason };

/** Absent where none was named. */
const materialsOf = ({ materials = [] }: Pick<Submission, 'materials'>): { materials?: HandedIn[] } =>
  materials.length === 0 ? {} : { materials: [...materials] };

/** A simulated number, derived from the case. */
export const certificateOf = (state: Item, context: DecideContext): string =>
  `${state.plan.code}-${context.actor.county}-${context.receipt('')}`;

const refuseCommitment = (state: Item, command: Of<'submitItem'>) => {
  if (command.commitment !== true) return null;
  if (ruleOfItem(state).commitment === null)
    return refusal(
      'refused',
      'COMMITMENT_NOT_ALLOWED',
      '该事项不适用告知承诺，请按一般程序申报',
      'the item may not go on a promise',
      'commitment',
    );
  return command.barred === true
    ? refusal(
        'refused',
        'COMMITMENT_BARRED',
        '贵企业此前承诺不实，信用修复前不适用告知承诺，请按一般程序申报',
        'a promise of the company was not kept: none until its credit is repaired',
        'commitment',
      )
    : null;
};

/**
 * A filing is done with its receipt: what it has to come with must be there, by kind. Guided to complete it, never
 * refused (domain §5). What came on paper the window has looked through.
 */
const findIncomplete = (state: Item, { kinds = [], paper }: Of<'submitItem'>) => {
  const { main = [] } = ruleOfItem(state);
  const missing = main.filter(({ kind }) => !kinds.includes(kind));
  return paper !== undefined || missing.length === 0
    ? null
    : refusal(
        'invalid',
        'FILING_INCOMPLETE',
        `还缺${missing.map(({ name }) => `“${name}”`).join('、')}，补齐后提交即完成备案`,
        `the filing is complete with ${missing.map(({ kind }) => kind).join(', ')}`,
        'materials',
      );
};

export const submit = (
  before: Item,
  command: Of<'submitItem'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const state = forNextRound(before);
  if (!isReady(state))
    return refused(
      refusal(
        'refused',
        'PREDECESSOR_NOT_NOTIFIED',
        `前序事项 ${state.waitsFor.join('、')} 的结果尚未送达，暂不能申报`,
        `the results of ${state.waitsFor.join(', ')} have not been notified`,
      ),
    );
  const noPromise = refuseCommitment(state, command);
  if (noPromise !== null) return refused(noPromise);
  const day = received(command, context.actor, context.today, state.lastOn);
  if (!day.ok) return day;
  const incomplete = findIncomplete(state, command);
  if (incomplete !== null) return refused(incomplete);
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
      ...(command.commitment === true ? { commitment: true } : {}),
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
export const correct = (
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
      ...(command.days === undefined ? {} : { days: command.days }),
      due: dueFrom(context.calendar, limit, context.today),
      ...(state.corrected && superiorReason !== undefined ? { superiorReason } : {}),
    },
  });
};

export const supplyCorrection = (
  state: Item,
  command: Of<'supplyItemCorrection'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const day = receivedByDeadline(state, command, context, state.status === 'lapsed');
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
          acceptBy: dueFrom(context.calendar, silenceLimit, day.on),
        },
      },
    ],
  };
};

export const accept = (state: Item, { calendar, today }: DecideContext): Decision<ApprovalEvent> =>
  decided(acceptance(state, calendar, today, false));

/** The main documents are there: what is missing is of those that the catalogue lets follow. */
export const acceptWithGaps = (
  state: Item,
  command: Of<'acceptItemWithGaps'>,
  { calendar, today }: DecideContext,
): Decision<ApprovalEvent> => {
  const { mayFollow } = ruleOfItem(state);
  const main = command.missing.filter(({ kind }) => !mayFollow.includes(kind));
  if (main.length > 0)
    return refused(
      refusal(
        'refused',
        'MAIN_MATERIAL_MISSING',
        `${main.map(({ what }) => what).join('、')}不在可容缺材料之列，缺少时应一次性告知补正`,
        'only what the catalogue lets follow may be missing',
        'missing',
      ),
    );
  const { days } = command;
  const limit = days === undefined ? gapsLimit : { ...gapsLimit, value: days };
  return decided({
    type: 'ItemAcceptedWithGaps',
    data: {
      ...ids(state),
      missing: [...command.missing],
      ...(days === undefined ? {} : { days }),
      due: dueFrom(calendar, limit, today),
      ...startedClocks(state, calendar, today),
    },
  });
};

export const supplyGaps = (
  state: Item,
  command: Of<'supplyItemGaps'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const isOver = state.status === 'acceptanceRevoked';
  const day = receivedByDeadline(state, command, context, isOver);
  if (!day.ok) return day;
  const receipt = context.receipt('RQ');
  return {
    ok: true,
    receipt,
    events: [
      {
        type: 'ItemGapsSupplied',
        effectiveOn: day.on,
        data: {
          ...ids(state),
          receipt,
          note: command.note,
          ...materialsOf(command),
          ...paperReasonOf(command),
        },
      },
    ],
  };
};

export const revokeAcceptance = (
  state: Item,
  command: Of<'revokeItemAcceptance'>,
): Decision<ApprovalEvent> =>
  state.gaps?.supplied === true
    ? decided({
        type: 'ItemAcceptanceRevoked',
        data: { ...ids(state), because: 'stillWrong', reason: command.reason, appeal: appealRight },
      })
    : refused(
        refusal(
          'refused',
          'NO_GAPS_SUPPLIED',
          '只有容缺受理且补交材料仍不符合要求的，才能撤销受理',
          'acceptance is revoked where it was with gaps and what was supplied is still wrong',
        ),
      );

/** 不受理 or 不予受理, at once, with reasons. */
export const decline = (state: Item, command: Of<'declineItem'>): Decision<ApprovalEvent> =>
  command.kind === 'notRequired'
    ? decided({ type: 'ItemNotRequired', data: { ...ids(state), reason: command.reason } })
    : decided({
        type: 'ItemNotAccepted',
        data: { ...ids(state), reason: command.reason, appeal: appealRight },
      });

export const withdraw = (
  state: Item,
  { reason }: Of<'withdrawItem'>,
  context: DecideContext,
): Decision<ApprovalEvent> =>
  receipted(context, 'CH', (receipt) => [
    { type: 'ItemWithdrawn', data: { ...ids(state), receipt, reason } },
  ]);
