import { type DecideContext, type Decision, decided, type Machine, refused } from '@yizhan/aggregate/machine';
import { type Actor, type ApprovalEvent, hasRole, type Refusal, refusal } from '@yizhan/contracts';
import { dueOnOf, type Item, type ItemCommand, ids, isRecused } from './item-case.ts';
import { applyExtension, decideExtension, inspect, noteConstruction, rectified } from './item-certificate.ts';
import {
  consentAmendment,
  decideItem,
  deliver,
  extend,
  propose,
  requestAmendment,
  resume,
  returnProposal,
  suspend,
} from './item-decision.ts';
import { handOver, recuse, substitute } from './item-desk.ts';
import { evolve } from './item-evolve.ts';
import { replanNextRound, unblock } from './item-plan.ts';
import { publish } from './item-publicity.ts';
import {
  accept,
  acceptWithGaps,
  correct,
  decline,
  revokeAcceptance,
  submit,
  supplyCorrection,
  supplyGaps,
  withdraw,
} from './item-receipt.ts';
import { type ItemStatus, itemStatuses, itemTable } from './item-states.ts';
import { dueAt, elapse } from './item-time.ts';

const decide = (
  state: Item | undefined,
  command: ItemCommand,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  if (state === undefined)
    return command.type === 'planItem'
      ? decided({ type: 'ItemPlanned', data: command.plan })
      : refused(refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个事项', 'no such item'));
  const { actor } = context;
  switch (command.type) {
    case 'planItem':
      return refused(refusal('conflict', 'CASE_EXISTS', '这个事项已经存在', 'the item exists already'));
    case 'replanItem':
      return decided({ type: 'ItemReplanned', data: { ...ids(state), ...command.plan } });
    case 'replanNextRound':
      return replanNextRound(state, command);
    case 'dropItem':
      return decided({ type: 'ItemDropped', data: { ...ids(state), why: command.why } });
    case 'unblockItem':
      return unblock(state, command, context);
    case 'submitItem':
      return submit(state, command, context);
    case 'claimItem':
      return decided({ type: 'ItemClaimed', data: { ...ids(state), officer: actor.id } });
    case 'handOverItem':
      return handOver(state, command, context);
    case 'substituteHandler':
      return substitute(state, command);
    case 'recuseFromItem':
      return recuse(state, command, context);
    case 'addItemNote':
      return decided({ type: 'ItemNoteAdded', data: { ...ids(state), text: command.text } });
    case 'requestItemCorrection':
      return correct(state, command, context);
    case 'supplyItemCorrection':
      return supplyCorrection(state, command, context);
    case 'acceptItem':
      return accept(state, context);
    case 'acceptItemWithGaps':
      return acceptWithGaps(state, command, context);
    case 'supplyItemGaps':
      return supplyGaps(state, command, context);
    case 'revokeItemAcceptance':
      return revokeAcceptance(state, command);
    case 'declineItem':
      return decline(state, command);
    case 'withdrawItem':
      return withdraw(state, command, context);
    case 'suspendItem':
      return suspend(state, command, context);
    case 'resumeItem':
      return resume(state, context);
    case 'extendItem':
      return extend(state, command, context);
    case 'proposeItemDecision':
      return propose(state, command);
    case 'returnItemProposal':
      return returnProposal(state, command);
    case 'publishItem':
      return publish(state, command, context);
    case 'decideItem':
      return decideItem(state, command, context);
    case 'deliverItem':
      return deliver(state, command, context);
    case 'recordItemInspection':
      return inspect(state, command, context);
    case 'reportItemRectification':
      return rectified(state, command, context);
    case 'applyCertificateExtension':
      return applyExtension(state, command, context);
    case 'decideCertificateExtension':
      return decideExtension(state, command);
    case 'noteConstruction':
      return noteConstruction(state, command);
    case 'requestItemAmendment':
      return requestAmendment(state, command);
    case 'consentItemAmendment':
      return consentAmendment(state, command, context);
    case 'closeItem':
      return decided({ type: 'ItemClosed', data: { ...ids(state), because: 'givenUp' } });
  }
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
  if (isRecused(state, actor.id))
    return refusal(
      'forbidden',
      'RECUSED',
      '您已就本事项申请回避，不能再办理',
      'you have declared kin or interest in this item',
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
  dueAt,
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
