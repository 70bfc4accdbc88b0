import {
  type Applied,
  type Decision,
  decided,
  type Machine,
  refused,
  type StatusTable,
  type TransitionTable,
} from '@yizhan/aggregate/machine';
import { checkCreditCode } from '@yizhan/codes';
import { type IdentityEvent, refusal } from '@yizhan/contracts';

type CreditCodeEvent = Extract<IdentityEvent, { type: 'CreditCodeAllowed' }>;
interface AllowedCode {
  readonly creditCode: string;
  readonly reason: string;
}
export interface CreditCodeCommand {
  readonly type: 'allowCreditCode';
  readonly creditCode: string;
  readonly reason: string;
}

export const creditCodeStatuses: StatusTable<'allowed'> = { allowed: { zh: '已放行', end: true } };
export const creditCodeTable = {
  allowCreditCode: { from: ['none'], to: ['allowed'], by: ['administrator'], zh: '放行信用代码' },
} as const satisfies TransitionTable<'allowed'>;

const decide = (
  _state: AllowedCode | undefined,
  { creditCode, reason }: CreditCodeCommand,
): Decision<CreditCodeEvent> => {
  const checked = checkCreditCode(creditCode);
  if (checked.ok)
    return refused(
      refusal('refused', 'CREDIT_CODE_SOUND', '该代码校验通过，无需放行', 'the code is sound', 'creditCode'),
    );
  // Length and characters are no matter of opinion.
  if (!checked.overridable)
    return refused(refusal('invalid', checked.code, checked.zh, checked.en, 'creditCode'));
  return decided({ type: 'CreditCodeAllowed', data: { creditCode, reason } });
};

/** 信用代码放行: one case a code, from the administrator who let it in. */
export const creditCodeMachine: Machine<AllowedCode, CreditCodeCommand, CreditCodeEvent, 'allowed'> = {
  service: 'identity',
  kind: 'creditCode',
  prefix: 'ccd',
  table: creditCodeTable,
  statuses: creditCodeStatuses,
  status: () => 'allowed',
  mayAct: () => null,
  decide,
  elapse: () => [],
  evolve: (_state, event: Applied<CreditCodeEvent>) => event.data,
  dueAt: () => null,
  search: () => ({}),
  key: (caseId) => caseId,
};
