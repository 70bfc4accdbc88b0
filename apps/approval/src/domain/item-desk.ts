import { type DecideContext, type Decision, decided, refused } from '@yizhan/aggregate/machine';
import { type ApprovalEvent, refusal } from '@yizhan/contracts';
import { type Item, ids, isRecused, type Of } from './item-case.ts';

const recusedColleague = refusal(
  'refused',
  'COLLEAGUE_RECUSED',
  '该同事已就本事项申请回避，不能接办',
  'this colleague has declared kin or interest in the item',
  'to',
);

export const handOver = (
  state: Item,
  { to, reason }: Of<'handOverItem'>,
  { actor }: DecideContext,
): Decision<ApprovalEvent> =>
  isRecused(state, to)
    ? refused(recusedColleague)
    : decided({
        type: 'ItemHandedOver',
        data: { ...ids(state), from: state.officer ?? actor.id, to, reason },
      });

/** AB 岗. Who declared kin or interest takes nothing on: it stays with the department, where any colleague may act. */
export const substitute = (
  state: Item,
  { from, to, reason }: Of<'substituteHandler'>,
): Decision<ApprovalEvent> =>
  state.officer !== from || isRecused(state, to)
    ? decided()
    : decided({ type: 'ItemHandedOver', data: { ...ids(state), from, to, reason } });

/** 回避: nobody decides on his kin or his own interest; the item goes to a colleague, or lies open to all others. */
export const recuse = (
  state: Item,
  { kind, reason, to }: Of<'recuseFromItem'>,
  { actor }: DecideContext,
): Decision<ApprovalEvent> => {
  if (to !== undefined && isRecused(state, to)) return refused(recusedColleague);
  if (to === actor.id)
    return refused(
      refusal('invalid', 'OWN_SUCCESSOR', '请移交给本人以外的同事', 'hand it to somebody else', 'to'),
    );
  return decided({
    type: 'OfficerRecused',
    data: { ...ids(state), officer: actor.id, kind, reason, ...(to === undefined ? {} : { to }) },
  });
};
