import { type DecideContext, type Decision, enteredDate, refused } from '@yizhan/aggregate/machine';
import { findApplicantFault, type HandedIn, hasRole, type Refusal, refusal } from '@yizhan/contracts';
import type { Application, ApplicationEvent, Of } from './case.ts';
import { findFactFault } from './facts.ts';
import type { ApplicationStatus } from './states.ts';

/** Absent where nothing is handed in. */
const attached = (attachments: readonly HandedIn[] = []): { attachments?: HandedIn[] } =>
  attachments.length === 0 ? {} : { attachments: [...attachments] };

/** A clerk files and receives paper, and says from when; nobody else does. */
const findPaperFault = (onPaper: boolean, paper: object | undefined): Refusal | null => {
  if (onPaper && paper === undefined)
    return refusal(
      'invalid',
      'PAPER_DETAILS_MISSING',
      '窗口代办须填写纸质件的收件日期等信息',
      'filing on paper needs its details',
      'paper',
    );
  if (!onPaper && paper !== undefined)
    return refusal(
      'forbidden',
      'PAPER_BY_CLERK_ONLY',
      '只有窗口人员可以登记纸质件',
      'only a window clerk files on paper',
      'paper',
    );
  return null;
};

/** Filing anew is open once the earlier one came to nothing: withdrawn, lapsed, given up, or concluded. */
const mayBeRefiled: readonly ApplicationStatus[] = ['withdrawn', 'lapsed', 'givenUp', 'disagreed', 'replied'];

export const submit = (
  command: Of<'submitApplication'>,
  context: DecideContext,
): Decision<ApplicationEvent> => {
  const { actor, today } = context;
  const fault = findFactFault(actor.county, command.investor, command.facts, command.codeAllowed === true);
  if (fault !== null) return refused(fault);
  const onPaper = hasRole(actor, 'windowClerk');
  const paperFault = findPaperFault(onPaper, command.paper);
  if (paperFault !== null) return refused(paperFault);
  const company = command.paper?.company ?? actor.company;
  if (company === undefined)
    return refused(
      refusal('forbidden', 'NO_COMPANY', '您的账号还没有关联企业', 'the account speaks for no company'),
    );
  const { refiling, investor, applicant } = command;
  const creditCode = investor.kind === 'company' ? investor.creditCode : null;
  if (refiling !== undefined && refiling.company !== company)
    return refused(
      refusal('notFound', 'PROJECT_NOT_FOUND', '没有找到贵企业的这个项目', 'no such project', 'refilingOf'),
    );
  if (refiling !== undefined && !mayBeRefiled.includes(refiling.status))
    return refused(
      refusal(
        'refused',
        'NOT_ENDED',
        '原申请尚在办理，不能重新申报',
        'the earlier application has not ended',
        'refilingOf',
      ),
    );
  const received =
    command.paper === undefined
      ? ({ ok: true, on: today } as const)
      : enteredDate(command.paper.receivedOn, today, null, 'paper.receivedOn');
  if (!received.ok) return received;
  const stranger =
    applicant === undefined
      ? null
      : findApplicantFault(applicant, { creditCode, field: 'investor.creditCode', onPaper });
  if (stranger !== null) return refused(stranger);
  const receipt = context.receipt('ZR');
  return {
    ok: true,
    receipt,
    events: [
      {
        type: 'ApplicationSubmitted',
        effectiveOn: received.on,
        data: {
          receipt,
          company,
          owner: command.paper?.owner ?? actor.id,
          investor: command.investor,
          facts: command.facts,
          onPaper,
          ...(command.paper === undefined ? {} : { paperReason: command.paper.reason }),
          electronicDelivery: command.electronicDelivery,
          ...(refiling === undefined ? {} : { refilingOf: refiling.of }),
          ...attached(command.attachments),
        },
      },
    ],
  };
};

const deadlinePassed = refusal(
  'refused',
  'DEADLINE_PASSED',
  '补充期限已过；只有期限内收到的纸质材料可由窗口补录，否则请重新申报',
  'the deadline has passed: only paper that came in time is entered late',
  'paper',
);
const refiledMeanwhile = refusal(
  'refused',
  'REFILED',
  '该项目已重新申报，请在新的申请中办理',
  'the project has been filed anew meanwhile: go on there',
);

/** The true day of what was supplied; once the deadline has passed, of paper that came in time. */
const suppliedOn = (
  { status, supplement: demanded }: Application,
  { paper }: Of<'supplementApplication'>,
  { actor, today }: DecideContext,
): ReturnType<typeof enteredDate> => {
  const paperFault = findPaperFault(hasRole(actor, 'windowClerk'), paper);
  if (paperFault !== null) return refused(paperFault);
  const on =
    paper === undefined
      ? ({ ok: true, on: today } as const)
      : enteredDate(paper.receivedOn, today, demanded?.on ?? null, 'paper.receivedOn');
  if (!on.ok || status !== 'lapsed') return on;
  return demanded !== null && on.on <= demanded.due.dueOn ? on : refused(deadlinePassed);
};

export const supplement = (
  state: Application,
  command: Of<'supplementApplication'>,
  context: DecideContext,
): Decision<ApplicationEvent> => {
  const received = suppliedOn(state, command, context);
  if (!received.ok) return received;
  if (command.refiled === true) return refused(refiledMeanwhile);
  // The investor was admitted with the application, its code checked or allowed.
  const fault = findFactFault(context.actor.county, state.investor, command.facts, true);
  if (fault !== null) return refused(fault);
  if (command.facts.division !== state.facts.division)
    return refused(
      refusal(
        'invalid',
        'DIVISION_FIXED',
        '补充时不能更换属地，请撤回后重新申请',
        'the division cannot change in a supplement',
        'facts.division',
      ),
    );
  const { paper } = command;
  const receipt = context.receipt('ZR');
  return {
    ok: true,
    receipt,
    events: [
      {
        type: 'ApplicationSupplemented',
        effectiveOn: received.on,
        data: {
          receipt,
          round: state.round,
          facts: command.facts,
          note: command.note,
          ...attached(command.attachments),
          ...(paper === undefined ? {} : { paperReason: paper.reason }),
          backTo: state.supplement?.from === 'conference' ? 'summarising' : 'submitted',
        },
      },
    ],
  };
};
