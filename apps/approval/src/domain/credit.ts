import { type Decision, decided, type Machine } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { type CreditStatus, creditStatuses, creditTable } from './states.ts';

/** A company whose promise was once not kept. */
export interface Credit {
  readonly status: CreditStatus;
  readonly company: string;
}

export type CreditCommand =
  | { readonly type: 'barFromCommitment'; readonly company: string; readonly reason: string }
  | { readonly type: 'restoreCommitmentCredit'; readonly company: string; readonly reason: string };

const decide = (_state: Credit | undefined, command: CreditCommand): Decision<ApprovalEvent> => {
  const { company, reason } = command;
  return command.type === 'barFromCommitment'
    ? decided({ type: 'CommitmentBarred', data: { company, reason } })
    : decided({ type: 'CommitmentRestored', data: { company, reason } });
};

/** Whether a company may go on a promise (告知承诺); its own key. */
export const creditMachine: Machine<Credit, CreditCommand, ApprovalEvent, CreditStatus> = {
  service: 'approval',
  kind: 'credit',
  prefix: 'crd',
  table: creditTable,
  statuses: creditStatuses,
  status: (state) => state.status,
  mayAct: () => null,
  decide,
  elapse: () => [],
  evolve: (_state, event) => {
    if (event.type === 'CommitmentBarred') return { status: 'barred', company: event.data.company };
    if (event.type === 'CommitmentRestored') return { status: 'good', company: event.data.company };
    throw new Error(`${event.type} is no event of a company’s credit`);
  },
  dueAt: () => null,
  search: () => ({}),
  key: (caseId) => caseId,
};
