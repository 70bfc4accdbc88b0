import { type DecideContext, type Decision, decided, type Machine, refused } from '@yizhan/aggregate/machine';
import { type ApprovalEvent, refusal } from '@yizhan/contracts';
import { checkNotice } from '@yizhan/workdays';
import { type CalendarStatus, calendarStatuses, calendarTable } from './states.ts';

/** The yearly notices that were imported, by year, with how often. */
export interface ImportedCalendar {
  readonly revisions: Readonly<Record<string, number>>;
}

export interface CalendarCommand {
  readonly type: 'importCalendar';
  readonly year: number;
  /** Name and number of the notice of the State Council. */
  readonly notice: string;
  readonly off: readonly string[];
  readonly work: readonly string[];
}

const decide = (
  state: ImportedCalendar | undefined,
  { year, notice, off, work }: CalendarCommand,
  { today }: DecideContext,
): Decision<ApprovalEvent> => {
  const checked = checkNotice(year, { off, work });
  if (!checked.ok) return refused(refusal('invalid', checked.code, checked.zh, checked.en, checked.field));
  if (year < Number(today.slice(0, 4)))
    return refused(
      refusal(
        'refused',
        'YEAR_IS_OVER',
        `${year} 年已经过去，不能再改动其工作日历`,
        'a year that is over keeps the calendar that it had',
        'year',
      ),
    );
  const revision = (state?.revisions[year] ?? 0) + 1;
  return decided({
    type: 'CalendarImported',
    data: { year, notice, off: [...off], work: [...work], revision },
  });
};

/** The county's imports of yearly notices: one case, its own key. */
export const calendarMachine: Machine<ImportedCalendar, CalendarCommand, ApprovalEvent, CalendarStatus> = {
  service: 'approval',
  kind: 'calendar',
  prefix: 'cal',
  table: calendarTable,
  statuses: calendarStatuses,
  status: () => 'kept',
  mayAct: () => null,
  decide,
  elapse: () => [],
  evolve: (state, event) => {
    if (event.type !== 'CalendarImported') throw new Error(`${event.type} is no event of a calendar`);
    return { revisions: { ...state?.revisions, [event.data.year]: event.data.revision } };
  },
  dueAt: () => null,
  search: () => ({}),
  key: (caseId) => caseId,
};
