import { type DecideContext, type Decision, dueFrom, refused } from '@yizhan/aggregate/machine';
import { type AcceptanceEvent, hasRole, refusal } from '@yizhan/contracts';
import { parseLegalDate } from '@yizhan/workdays';
import type { Acceptance, Of } from './case.ts';
import { limitOf } from './limits.ts';

/** At the window with the true day of receipt: the past with a reason, never the future, never before the step before. */
const receivedOn = (state: Acceptance, { paper }: Of<'applyAcceptance'>, { actor, today }: DecideContext) => {
  const clerk = hasRole(actor, 'windowClerk');
  if (clerk && paper === undefined)
    return refused(
      refusal(
        'invalid',
        'PAPER_DETAILS_MISSING',
        '窗口代办须填写收件日期和原因',
        'filing on paper needs the day of receipt',
        'paper',
      ),
    );
  if (!clerk && paper !== undefined)
    return refused(
      refusal(
        'forbidden',
        'PAPER_BY_CLERK_ONLY',
        '只有窗口人员可以登记纸质件',
        'only a window clerk files on paper',
        'paper',
      ),
    );
  if (paper === undefined) return { ok: true as const, on: today };
  const field = 'paper.receivedOn';
  const read = parseLegalDate(paper.receivedOn);
  if (!read.ok) return refused(refusal('invalid', read.code, read.zh, read.en, field));
  if (read.value > today)
    return refused(
      refusal('invalid', 'DATE_IN_FUTURE', '日期不能晚于今天', 'the date lies in the future', field),
    );
  if (read.value < state.since)
    return refused(
      refusal(
        'invalid',
        'DATE_BEFORE_STEP',
        '日期不能早于上一环节',
        'the date lies before the step before',
        field,
      ),
    );
  return { ok: true as const, on: read.value };
};

/** Asks for 规划核实; its clock runs from the day of receipt. */
export const applyForAcceptance = (
  state: Acceptance,
  command: Of<'applyAcceptance'>,
  context: DecideContext,
): Decision<AcceptanceEvent> => {
  const received = receivedOn(state, command, context);
  if (!received.ok) return received;
  const { on } = received;
  const { paper, surveyReport } = command;
  const receipt = context.receipt('YS');
  return {
    ok: true,
    receipt,
    events: [
      {
        type: 'AcceptanceApplied',
        effectiveOn: on,
        data: {
          projectId: state.projectId,
          receipt,
          surveyReport,
          verifyBy: dueFrom(context.calendar, limitOf('acceptance.planning', on), on),
          onPaper: paper !== undefined,
          ...(paper === undefined ? {} : { paperReason: paper.reason }),
        },
      },
    ],
  };
};
