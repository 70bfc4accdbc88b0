import type { DecideContext, Decision, Emitted } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';

/** Whatever is handed in is answered by a number, which stands in its event too. */
export const receipted = (
  context: Pick<DecideContext, 'receipt'>,
  letters: string,
  eventsOf: (receipt: string) => readonly Emitted<ApprovalEvent>[],
): Decision<ApprovalEvent> => {
  const receipt = context.receipt(letters);
  return { ok: true, receipt, events: eventsOf(receipt) };
};
