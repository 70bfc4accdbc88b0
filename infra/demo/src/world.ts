import type { CommandAnswer } from '@yizhan/contracts';
import {
  addCalendarDays,
  addWorkdays,
  isWorkday,
  type LegalDate,
  legalDate,
  legalDateOf,
  officialCalendar,
} from '@yizhan/workdays';
import type { Chance } from './chance.ts';
import type { Services } from './one-process.ts';
import type { People } from './people.ts';
import type { StoryTime } from './timetable.ts';

/** What every history needs. */
export interface World {
  readonly services: Services;
  readonly people: People;
  readonly chance: Chance;
}

/** Where the demo's legal clock stands when it starts: the last working Friday of the report's year. */
export const reportDay = legalDate('2023-12-29');
export const reportHour = '09:00';

export const day = (text: string): LegalDate => legalDate(text);
export const workdaysAfter = (from: LegalDate, count: number): LegalDate =>
  addWorkdays(officialCalendar, from, count);
export const workdaysBefore = (until: LegalDate, count: number): LegalDate => {
  let found = until;
  for (let left = count; left > 0; ) {
    found = addCalendarDays(found, -1);
    if (isWorkday(officialCalendar, found)) left -= 1;
  }
  return found;
};
/** So many working days before the demo's first day. */
export const workdaysAgo = (count: number): LegalDate => workdaysBefore(reportDay, count);
export const todayIn = (time: StoryTime): LegalDate => legalDateOf(time.now());

/** Somebody's command, by his sign-in name. */
export const by = async (
  { services, people }: World,
  login: string,
  command: string,
  input: object,
): Promise<CommandAnswer> => await services.give(people.as(login), command, input);
