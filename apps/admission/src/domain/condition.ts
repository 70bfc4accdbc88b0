import {
  type Applied,
  type DecideContext,
  type Decision,
  decided,
  dueFrom,
  type Emitted,
  type Machine,
  type Moment,
  nextTurnAt,
  refused,
  turnsDue,
  type WatchedClock,
  watchClock,
} from '@yizhan/aggregate/machine';
import {
  type Actor,
  type AdmissionEvent,
  type ConditionAttachment,
  conditionAttachments,
  hasRole,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import { countCalendarDays, type LegalDate, type Limit, legalDate } from '@yizhan/workdays';
import { type ConditionStatus, conditionStatuses, conditionTable } from './condition-states.ts';
import { conditionLimit } from './limits.ts';

export type ConditionEvent = Extract<AdmissionEvent, { type: `Condition${string}` | 'LightTurned' }>;
type SetData = Extract<ConditionEvent, { type: 'ConditionSet' }>['data'];

export interface Condition
  extends Pick<
    SetData,
    | 'projectId'
    | 'ordinal'
    | 'company'
    | 'division'
    | 'text'
    | 'department'
    | 'attachedTo'
    | 'holdsUp'
    | 'due'
  > {
  readonly status: ConditionStatus;
  readonly evidence: string | null;
  readonly finding: string | null;
  /** Runs until evidence is there; the time in which the department looks at it is not the owner's. */
  readonly clocks: readonly WatchedClock[];
}

export type ConditionCommand =
  | {
      readonly type: 'setCondition';
      readonly projectId: string;
      readonly ordinal: number;
      readonly company: string;
      readonly division: string;
      readonly text: string;
      readonly department: string;
      readonly attachedTo: string;
      readonly dueOn?: string | undefined;
      readonly concludedOn: LegalDate;
    }
  | { readonly type: 'submitConditionEvidence'; readonly note: string }
  | { readonly type: 'returnConditionEvidence'; readonly reason: string }
  | { readonly type: 'confirmConditionMet'; readonly finding: string }
  | { readonly type: 'recordConditionUnmet'; readonly finding: string }
  | { readonly type: 'waiveCondition'; readonly reason: string }
  | { readonly type: 'closeCondition'; readonly because: 'givenUp' };
type Of<T extends ConditionCommand['type']> = Extract<ConditionCommand, { type: T }>;

const isAttachment = (name: string): name is ConditionAttachment => Object.hasOwn(conditionAttachments, name);

/** The portal's word for what a condition is attached to. */
export const attachmentZh = (name: string): string =>
  isAttachment(name) ? conditionAttachments[name].zh : name;

/** A day that was named is a limit of its own, in calendar days: its lights turn as any other's. */
const limitUntil = (dueOn: string, from: LegalDate): Limit => ({
  ...conditionLimit,
  id: 'admission.namedDate',
  value: countCalendarDays(from, legalDate(dueOn)),
});

const set = (command: Of<'setCondition'>, { calendar }: DecideContext): Decision<ConditionEvent> => {
  const { type: _type, dueOn, concludedOn, attachedTo, ...rest } = command;
  const limit = dueOn === undefined || dueOn <= concludedOn ? conditionLimit : limitUntil(dueOn, concludedOn);
  return decided({
    type: 'ConditionSet',
    effectiveOn: concludedOn,
    data: {
      ...rest,
      attachedTo,
      holdsUp: isAttachment(attachedTo) && conditionAttachments[attachedTo].holdsUp,
      due: dueFrom(calendar, limit, concludedOn),
    },
  });
};

const findUnmet = (
  state: Condition,
  { finding }: Of<'recordConditionUnmet'>,
  today: LegalDate,
): Decision<ConditionEvent> =>
  today <= state.due.dueOn
    ? refused(
        refusal(
          'refused',
          'CONDITION_NOT_DUE',
          `落实期限${state.due.dueOn}未到，尚不能认定未落实`,
          'the owner still has time to meet it',
        ),
      )
    : decided({ type: 'ConditionFoundUnmet', data: { projectId: state.projectId, finding } });

const decide = (
  state: Condition | undefined,
  command: ConditionCommand,
  context: DecideContext,
): Decision<ConditionEvent> => {
  if (command.type === 'setCondition') return set(command, context);
  if (state === undefined) return refused(notFound);
  const { projectId } = state;
  switch (command.type) {
    case 'submitConditionEvidence': {
      const receipt = context.receipt('TJ');
      return {
        ok: true,
        receipt,
        events: [{ type: 'ConditionEvidenced', data: { projectId, receipt, note: command.note } }],
      };
    }
    case 'returnConditionEvidence':
      return decided({ type: 'ConditionEvidenceReturned', data: { projectId, reason: command.reason } });
    case 'confirmConditionMet':
      return decided({ type: 'ConditionMet', data: { projectId, finding: command.finding } });
    case 'recordConditionUnmet':
      return findUnmet(state, command, context.today);
    case 'waiveCondition':
      return decided({ type: 'ConditionWaived', data: { projectId, reason: command.reason } });
    case 'closeCondition':
      return decided({ type: 'ConditionClosed', data: { projectId, because: command.because } });
  }
};

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个准入条件', 'no such condition');

const evolve = (state: Condition | undefined, event: Applied<ConditionEvent>): Condition => {
  if (event.type === 'ConditionSet') {
    const limit = limitUntil(event.data.due.dueOn, event.effectiveOn);
    return {
      ...event.data,
      status: 'open',
      evidence: null,
      finding: null,
      clocks: [watchClock('condition', 'enterprise', limit, event.effectiveOn)],
    };
  }
  if (state === undefined) throw new Error(`${event.type} before ConditionSet`);
  switch (event.type) {
    case 'ConditionEvidenced':
      return { ...state, status: 'evidenced', evidence: event.data.note };
    case 'ConditionEvidenceReturned':
      return { ...state, status: 'open', finding: event.data.reason };
    case 'ConditionMet':
      return { ...state, status: 'met', finding: event.data.finding, clocks: [] };
    case 'ConditionFoundUnmet':
      return { ...state, status: 'unmet', finding: event.data.finding, clocks: [] };
    case 'ConditionWaived':
      return { ...state, status: 'waived', finding: event.data.reason, clocks: [] };
    case 'ConditionClosed':
      return { ...state, status: 'closed', clocks: [] };
    case 'LightTurned':
      return {
        ...state,
        clocks: state.clocks.map((watched) => ({ ...watched, light: event.data.light })),
      };
  }
};

const running = (state: Condition): readonly WatchedClock[] => (state.status === 'open' ? state.clocks : []);

const elapse = (state: Condition, moment: Moment): readonly Emitted<ConditionEvent>[] =>
  turnsDue(running(state), moment).map(({ clock, light, dueOn, holder, on }) => ({
    type: 'LightTurned',
    effectiveOn: on,
    data: { projectId: state.projectId, clock, light, dueOn, holder },
  }));

/** To another company it does not exist; only the department that set it says whether it is met. */
const mayAct = (state: Condition | undefined, _command: ConditionCommand, actor: Actor): Refusal | null => {
  if (state === undefined) return null;
  if (hasRole(actor, 'enterprise') && actor.company !== state.company) return notFound;
  if (hasRole(actor, 'department') && actor.unit !== state.department)
    return refusal(
      'forbidden',
      'NOT_YOUR_UNIT',
      '这个条件由其他部门核实',
      'another department set this condition',
    );
  return null;
};

/** 准入条件: one case a condition, from the conclusion until it is met, waived or ends with its project. */
export const conditionMachine: Machine<Condition, ConditionCommand, ConditionEvent, ConditionStatus> = {
  service: 'admission',
  kind: 'condition',
  prefix: 'cnd',
  table: conditionTable,
  statuses: conditionStatuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse,
  evolve,
  dueAt: (state, moment) => nextTurnAt(running(state), moment),
  search: ({ projectId, department, ordinal }) => ({ projectId, department, ordinal }),
  // Asked too of a condition that is not there, which is refused by and by.
  key: (caseId, command) => (command.type === 'setCondition' ? command.projectId : caseId),
};
