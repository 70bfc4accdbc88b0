import { type Calendar, legalDate, officialCalendar, withYear } from '@yizhan/workdays';

/** A notice for the first year that has none yet: New Year until its Monday, a Saturday worked for it. */
export const noticeOf2027 = {
  year: 2027,
  off: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'],
  work: ['2027-01-09'],
} as const;

/** The calendar after that notice was imported. */
export const calendarWith2027: Calendar = withYear(officialCalendar, noticeOf2027.year, {
  off: noticeOf2027.off.map(legalDate),
  work: noticeOf2027.work.map(legalDate),
});
