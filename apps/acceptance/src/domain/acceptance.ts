import {
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  earliest,
  type Machine,
  type Moment,
  movedDues,
  nextTurnAt,
  refused,
  turnsDue,
} from '@yizhan/aggregate/machine';
import { type AcceptanceEvent, fiveParties, refusal } from '@yizhan/contracts';
import { addCalendarDays, endOfDay, legalDate } from '@yizhan/workdays';
import { applyForAcceptance } from './application.ts';
import type { Acceptance, AcceptanceCommand, Of } from './case.ts';
import { evolve } from './evolve.ts';
import { acceptJoint, recordCheck, reportRectification } from './joint-visit.ts';
import { type LimitId, limitOf } from './limits.ts';
import { mayAct } from './rights.ts';
import { type AcceptanceStatus, statuses, table } from './states.ts';
import { turnsOf } from './turns.ts';

/** A limit that starts today, as it was in force on the day of the application. */
const dueIn = (state: Acceptance, limit: LimitId, { calendar, today }: DecideContext) =>
  dueFrom(calendar, limitOf(limit, state.appliedOn ?? today), today);

/** 五方: all five, each once, nobody else. */
const recordFiveParties = (
  state: Acceptance,
  { report, parties }: Of<'recordFivePartyAcceptance'>,
  context: DecideContext,
): Decision<AcceptanceEvent> => {
  const missing = fiveParties.filter((party) => !parties.includes(party));
  if (missing.length > 0 || parties.length !== fiveParties.length)
    return refused(
      refusal(
        'invalid',
        'PARTIES_NOT_FIVE',
        missing.length > 0
          ? `五方验收还缺：${missing.join('、')}单位`
          : `五方验收须由且仅由${fiveParties.join('、')}五方参加`,
        'the five parties, each once and nobody else',
        'parties',
      ),
    );
  const receipt = context.receipt('YS');
  const checkBy = dueIn(state, 'acceptance.check', context);
  const data = { projectId: state.projectId, receipt, report, parties: [...fiveParties], checkBy };
  return { ok: true, receipt, events: [{ type: 'FivePartyAccepted', data }] };
};

const giveNotice = (
  state: Acceptance,
  { asked }: Of<'giveAcceptanceNotice'>,
  context: DecideContext,
): Decision<AcceptanceEvent> => {
  if (state.notice !== null)
    return refused(
      refusal(
        'conflict',
        'NOTICE_GIVEN_ONCE',
        '一次性告知只能一次，已经告知过',
        'the notice is given once, all of it',
      ),
    );
  const due = dueIn(state, 'acceptance.supply', context);
  return decided({
    type: 'AcceptanceNoticeGiven',
    data: { projectId: state.projectId, asked: [...asked], due },
  });
};

const supply = (
  state: Acceptance,
  { note }: Of<'supplyAcceptance'>,
  context: DecideContext,
): Decision<AcceptanceEvent> => {
  const receipt = context.receipt('YS');
  const checkBy = dueIn(state, 'acceptance.check', context);
  const data = { projectId: state.projectId, receipt, note, checkBy };
  return { ok: true, receipt, events: [{ type: 'AcceptanceSupplied', data }] };
};

/** The owner's time to file runs from the day all parts passed, however long the opinion took. */
const issueOpinion = (
  state: Acceptance,
  { opinion }: Of<'issueJointOpinion'>,
  { calendar, today, receipt }: DecideContext,
): Decision<AcceptanceEvent> => {
  const fileBy = dueFrom(
    calendar,
    limitOf('acceptance.filing', state.appliedOn ?? today),
    state.passedOn ?? today,
  );
  const { projectId } = state;
  return decided({
    type: 'JointOpinionIssued',
    data: { projectId, opinion, number: receipt('LY'), simulated: true, fileBy },
  });
};

/** A filing: complete when it comes, early or late. */
const file = (
  { projectId }: Acceptance,
  { today, receipt: numbered }: DecideContext,
): Decision<AcceptanceEvent> => {
  const receipt = numbered('JB');
  return {
    ok: true,
    receipt,
    events: [{ type: 'CompletionFiled', data: { projectId, receipt, on: today } }],
  };
};

const open = (command: Of<'openAcceptance'>): Decision<AcceptanceEvent> => {
  const { projectId, company, division, projectName, startedOn } = command;
  return decided({
    type: 'AcceptanceOpened',
    effectiveOn: startedOn,
    data: { projectId, company, division, projectName },
  });
};

const decide = (
  state: Acceptance | undefined,
  command: AcceptanceCommand,
  context: DecideContext,
): Decision<AcceptanceEvent> => {
  if (state === undefined)
    return command.type === 'openAcceptance'
      ? open(command)
      : refused(refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个验收事项', 'no such acceptance'));
  const { projectId } = state;
  switch (command.type) {
    case 'openAcceptance':
      return refused(
        refusal('conflict', 'CASE_EXISTS', '这个项目的验收已经建立', 'the acceptance is there already'),
      );
    case 'applyAcceptance':
      return applyForAcceptance(state, command, context);
    case 'verifyPlanning': {
      const { passed, finding } = command;
      return decided({ type: 'PlanningVerified', data: { projectId, passed, finding } });
    }
    case 'recordFivePartyAcceptance':
      return recordFiveParties(state, command, context);
    case 'giveAcceptanceNotice':
      return giveNotice(state, command, context);
    case 'supplyAcceptance':
      return supply(state, command, context);
    case 'acceptJointAcceptance':
      return acceptJoint(state, command, context);
    case 'recordCheck':
      return recordCheck(state, command, context);
    case 'reportAcceptanceRectification':
      return reportRectification(state, command, context);
    case 'issueJointOpinion':
      return issueOpinion(state, command, context);
    case 'fileCompletion':
      return file(state, context);
    case 'withdrawAcceptance':
      return decided({ type: 'AcceptanceWithdrawn', data: { projectId, reason: command.reason } });
    case 'closeAcceptance':
      return decided({ type: 'AcceptanceClosed', data: { projectId, because: command.because } });
  }
};

/** Another calendar moves what is due before anything lapses by the one before. */
const elapse = (before: Acceptance, moment: Moment): readonly Emitted<AcceptanceEvent>[] => {
  const moved = movedDues(before.clocks, moment.calendar);
  const supply = moved.find(({ clock }) => clock === 'supply');
  const notice =
    before.notice === null || supply === undefined ? before.notice : { ...before.notice, due: supply.to };
  return [
    ...moved.map((data) => ({
      type: 'DueMoved' as const,
      data: { projectId: before.projectId, ...data },
    })),
    ...elapseBy({ ...before, notice }, moment),
  ];
};

/** Lights turn; what the notice asked for and did not come in time makes the application lapse. */
const elapseBy = (state: Acceptance, moment: Moment): readonly Emitted<AcceptanceEvent>[] => {
  const { projectId } = state;
  const lapsed =
    state.status === 'noticed' &&
    state.notice !== null &&
    moment.now >= endOfDay(legalDate(state.notice.due.dueOn))
      ? legalDate(state.notice.due.dueOn)
      : null;
  const lights = turnsDue(state.clocks, moment)
    .filter(({ on }) => lapsed === null || on <= lapsed)
    .map(
      ({ clock, light, dueOn, holder, on }): Emitted<AcceptanceEvent> => ({
        type: 'LightTurned',
        effectiveOn: on,
        data: { projectId, clock, light, dueOn, holder },
      }),
    );
  if (lapsed === null) return lights;
  return [
    ...lights,
    { type: 'AcceptanceLapsed', effectiveOn: addCalendarDays(lapsed, 1), data: { projectId, dueOn: lapsed } },
  ];
};

/** Sorts after every date. */
const noDueDate = '9999-12-31';

/** 联合竣工验收: one case a project, opened by its start of construction. */
export const acceptanceMachine: Machine<Acceptance, AcceptanceCommand, AcceptanceEvent, AcceptanceStatus> = {
  service: 'acceptance',
  kind: 'acceptance',
  prefix: 'acp',
  table,
  statuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse,
  evolve,
  dueAt: (state, moment) =>
    earliest(
      nextTurnAt(state.clocks, moment),
      state.status === 'noticed' && state.notice !== null
        ? endOfDay(legalDate(state.notice.due.dueOn))
        : null,
    ),
  search: (state) => {
    const turns = turnsOf(state);
    return {
      company: state.company,
      division: state.division,
      name: state.projectName,
      awaiting: [...new Set(turns.map(({ holder }) => holder))],
      dueOn: turns.map(({ due }) => due?.dueOn ?? noDueDate).sort()[0] ?? noDueDate,
    };
  },
  key: (caseId, command) => (command.type === 'openAcceptance' ? command.projectId : caseId),
};
