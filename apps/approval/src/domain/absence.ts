import { type Decision, decided, type Emitted, type Machine, type Moment } from '@yizhan/aggregate/machine';
import type { ApprovalEvent } from '@yizhan/contracts';
import { endOfDay, type LegalDate, legalDate, startOfDay } from '@yizhan/workdays';
import { type AbsenceStatus, absenceStatuses, absenceTable } from './states.ts';

/** AB 岗 as `identity` has told of it: who stands in for an officer, and when he is away. */
export interface Absence {
  readonly account: string;
  readonly substitute: string | null;
  /** Both days are days of absence. */
  readonly away: { readonly from: LegalDate; readonly until: LegalDate } | null;
  readonly begun: boolean;
}

export type AbsenceCommand =
  | { readonly type: 'followSubstitute'; readonly account: string; readonly substitute: string | null }
  | {
      readonly type: 'followAbsence';
      readonly account: string;
      readonly from: string;
      readonly until: string;
    };

const decide = (_state: Absence | undefined, command: AbsenceCommand): Decision<ApprovalEvent> => {
  const { type: _type, ...told } = command;
  return decided({ type: 'HandlerNoted', data: told });
};

/** An absence begins once, on its first day, or when a substitute is named for one that has begun. */
const elapse = ({ account, substitute, away, begun }: Absence, { now }: Moment): Emitted<ApprovalEvent>[] => {
  const due =
    !begun &&
    away !== null &&
    substitute !== null &&
    now >= startOfDay(away.from) &&
    now < endOfDay(away.until);
  return due
    ? [
        {
          type: 'AbsenceBegan',
          data: { account, substitute, from: away.from, until: away.until },
        },
      ]
    : [];
};

/** One officer's absence and who stands in for him; its own key. */
export const absenceMachine: Machine<Absence, AbsenceCommand, ApprovalEvent, AbsenceStatus> = {
  service: 'approval',
  kind: 'absence',
  prefix: 'abs',
  table: absenceTable,
  statuses: absenceStatuses,
  status: () => 'kept',
  mayAct: () => null,
  decide,
  elapse,
  evolve: (state, event) => {
    if (event.type === 'AbsenceBegan' && state !== undefined) return { ...state, begun: true };
    if (event.type !== 'HandlerNoted') throw new Error(`${event.type} is no event of an absence`);
    const { account, substitute, from, until } = event.data;
    const before = state ?? { account, substitute: null, away: null, begun: false };
    if (substitute !== undefined) return { ...before, substitute };
    return from === undefined || until === undefined
      ? before
      : { ...before, away: { from: legalDate(from), until: legalDate(until) }, begun: false };
  },
  dueAt: ({ substitute, away, begun }, { now }) =>
    begun || away === null || substitute === null || now >= endOfDay(away.until)
      ? null
      : startOfDay(away.from),
  search: () => ({}),
  key: (caseId) => caseId,
};
