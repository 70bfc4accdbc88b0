import {
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  type Machine,
  type Moment,
  movedDues,
  nextTurnAt,
  refused,
  turnsDue,
} from '@yizhan/aggregate/machine';
import { type Actor, hasRole, type PrereviewEvent, type Refusal, refusal } from '@yizhan/contracts';
import type { Of, Prereview, PrereviewCommand } from './case.ts';
import { call, conclude } from './conference.ts';
import { evolve } from './evolve.ts';
import { asksForMore, giveOpinion, notAsked, openJudgement, summarise } from './judgement.ts';
import { limitOf } from './limits.ts';
import { type PrereviewStatus, statuses, table } from './states.ts';

const open = (command: Of<'openPrereview'>, { calendar }: DecideContext): Decision<PrereviewEvent> => {
  const { projectId, company, facts, toBeFounded, drafters, submittedOn } = command;
  return decided({
    type: 'PrereviewOpened',
    effectiveOn: submittedOn,
    data: {
      projectId,
      company,
      division: facts.division,
      projectName: facts.name,
      facts,
      toBeFounded,
      drafters: [...drafters],
      round: 1,
      due: dueFrom(calendar, limitOf('prereview.prereview', submittedOn), submittedOn),
    },
  });
};

/** Closed for good: not by a supplement that lapsed, for paper that came in time may be entered late. */
const isOver = ({ status, closedBecause }: Prereview): boolean =>
  status === 'closed' && closedBecause !== 'lapsed';
const over = refusal('conflict', 'WRONG_STATE', '这个项目的预审研判已结束', 'the pre-review is over');

/** Back from the supplement: the clock starts anew, and anybody of the division may take it up. */
const renew = (
  state: Prereview,
  command: Of<'renewPrereview'>,
  { calendar }: DecideContext,
): Decision<PrereviewEvent> => {
  const { projectId, company, toBeFounded, drafters, openedOn, round } = state;
  const { facts, suppliedOn, drafter } = command;
  return decided({
    type: 'PrereviewOpened',
    effectiveOn: suppliedOn,
    data: {
      projectId,
      company,
      division: facts.division,
      projectName: facts.name,
      facts,
      toBeFounded,
      drafters: [...new Set([...drafters, drafter])],
      round: round + 1,
      due: dueFrom(calendar, limitOf('prereview.prereview', openedOn), suppliedOn),
    },
  });
};

const handOver = (state: Prereview, command: Of<'handOverPrereview'>): Decision<PrereviewEvent> => {
  const { projectId, officer, drafters } = state;
  const { to, reason } = command;
  if (officer === null || to === officer)
    return refused(
      refusal('invalid', 'SAME_OFFICER', '该事项已由此人办理', 'that officer holds it already', 'to'),
    );
  if (drafters.includes(to))
    return refused(
      refusal('invalid', 'DRAFTER_MAY_NOT_REVIEW', '填报人不能预审本项目', 'a drafter may not review', 'to'),
    );
  return decided({ type: 'TaskHandedOver', data: { projectId, from: officer, to, reason } });
};

const refuse = ({ projectId }: Prereview, { reason }: Of<'refusePrereview'>): Decision<PrereviewEvent> =>
  decided<PrereviewEvent>(
    { type: 'PrereviewRefused', data: { projectId, reason } },
    {
      type: 'ProposalMade',
      data: { projectId, proposal: { conclusion: 'disagreed', reason }, by: 'prereview' },
    },
  );

const agree = (
  state: Prereview,
  command: Of<'agreePrereview'>,
  context: DecideContext,
): Decision<PrereviewEvent> => {
  const { projectId, company, division } = state;
  return decided<PrereviewEvent>(
    { type: 'PrereviewAgreed', data: { projectId, company, division, opinion: command.opinion } },
    openJudgement(state, state, context),
  );
};

/** Back to 汇总; where the supplemented facts call for departments that were not asked, they are asked first. */
const reopen = (
  state: Prereview,
  command: Of<'reopenSummary'>,
  context: DecideContext,
): Decision<PrereviewEvent> => {
  const { projectId, openedOn, toBeFounded } = state;
  const { because, facts, on } = command;
  const reopened: Emitted<PrereviewEvent> = {
    type: 'SummaryReopened',
    effectiveOn: on,
    data: {
      projectId,
      because,
      ...(facts === undefined ? {} : { facts }),
      due: dueFrom(context.calendar, limitOf('prereview.summary', openedOn), on),
    },
  };
  const subject = { facts: facts ?? state.facts, toBeFounded };
  return asksForMore(state.judgement, subject, state)
    ? decided<PrereviewEvent>(reopened, openJudgement(state, subject, context))
    : decided(reopened);
};

const decide = (
  state: Prereview | undefined,
  command: PrereviewCommand,
  context: DecideContext,
): Decision<PrereviewEvent> => {
  if (state === undefined)
    return command.type === 'openPrereview'
      ? open(command, context)
      : refused(refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个预审事项', 'no such pre-review'));
  const { projectId } = state;
  switch (command.type) {
    case 'openPrereview':
      return refused(
        refusal('conflict', 'CASE_EXISTS', '这个项目已在预审', 'the project is in pre-review already'),
      );
    case 'startPrereview':
      return decided({ type: 'PrereviewStarted', data: { projectId, officer: context.actor.id } });
    case 'handOverPrereview':
      return handOver(state, command);
    case 'requestPrereviewSupplement':
      return decided({
        type: 'SupplementRequested',
        data: { projectId, from: 'prereview', asked: [...command.asked] },
      });
    case 'renewPrereview':
      if (isOver(state)) return refused(over);
      return renew(state, command, context);
    case 'refusePrereview':
      return refuse(state, command);
    case 'agreePrereview':
      return agree(state, command, context);
    case 'giveOpinion':
    case 'reviseOpinion':
      return giveOpinion(state, command, context);
    case 'summariseJudgement':
      return summarise(state, command);
    case 'callConference':
      return call(state, command, context);
    case 'concludeConference':
      return conclude(state, command, context);
    case 'reopenSummary':
      if (isOver(state)) return refused(over);
      return reopen(state, command, context);
    case 'closePrereview':
      return decided({ type: 'PrereviewClosed', data: { projectId, because: command.because } });
  }
};

/** Silence does nothing but turn lights; another calendar moves what is due. */
const elapse = (state: Prereview, moment: Moment): readonly Emitted<PrereviewEvent>[] => [
  ...movedDues(state.clocks, moment.calendar).map((moved) => ({
    type: 'DueMoved' as const,
    data: { projectId: state.projectId, ...moved },
  })),
  ...lightsTurned(state, moment),
];

const lightsTurned = (state: Prereview, moment: Moment): readonly Emitted<PrereviewEvent>[] =>
  turnsDue(state.clocks, moment).map(({ clock, light, dueOn, holder, on }) => ({
    type: 'LightTurned',
    effectiveOn: on,
    data: { projectId: state.projectId, clock, light, dueOn, holder },
  }));

const byHolder = new Set(['requestPrereviewSupplement', 'agreePrereview', 'refusePrereview']);

const territoryMayNot = (state: Prereview, command: PrereviewCommand, actor: Actor): Refusal | null => {
  if (actor.unit !== state.division)
    return refusal(
      'forbidden',
      'NOT_YOUR_UNIT',
      '这个项目属于其他属地',
      'the project is of another division',
    );
  if (byHolder.has(command.type) && state.officer !== null && state.officer !== actor.id)
    return refusal(
      'forbidden',
      'NOT_YOUR_TASK',
      '这个事项由他人办理，须先移交',
      'somebody else has claimed it: have it handed over first',
    );
  return null;
};

/** A territory acts for its division, a department where it was asked; no drafter reviews, no agent judges. */
const mayAct = (state: Prereview | undefined, command: PrereviewCommand, actor: Actor): Refusal | null => {
  if (state === undefined || !actor.person) return null;
  if (state.drafters.includes(actor.id))
    return refusal('forbidden', 'DRAFTER_MAY_NOT_REVIEW', '填报人不能审查本项目', 'a drafter may not review');
  const by: readonly string[] = table[command.type].by;
  if (by.includes('territory')) return territoryMayNot(state, command, actor);
  // Whether he serves this very project is for `agency` to know; whoever may, judges none.
  if (hasRole(actor, 'agent', 'chiefAgent'))
    return refusal(
      'forbidden',
      'AGENT_MAY_NOT_JUDGE',
      '代办员不能参与研判和会商',
      'an agent takes no part in judging',
    );
  return by.includes('department') ? notAsked(state, actor) : null;
};

const awaiting = ({ status, judgement }: Prereview): readonly string[] =>
  status === 'judging' || status === 'conferring'
    ? (judgement?.departments ?? [])
        .filter(({ opinion }) => opinion === null)
        .map(({ department }) => department)
    : [];

/** 预审、研判、会商: one case a project. */
export const prereviewMachine: Machine<Prereview, PrereviewCommand, PrereviewEvent, PrereviewStatus> = {
  service: 'prereview',
  kind: 'prereview',
  prefix: 'prv',
  table,
  statuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse,
  evolve,
  dueAt: (state, moment) => nextTurnAt(state.clocks, moment),
  search: (state) => ({
    projectId: state.projectId,
    division: state.division,
    awaiting: awaiting(state),
    dueOn: state.clocks.map(({ due }) => due.dueOn).sort()[0] ?? null,
  }),
  // Asked too of a case that is not there, which is refused by and by.
  key: (caseId, command) => (command.type === 'openPrereview' ? command.projectId : caseId),
};
