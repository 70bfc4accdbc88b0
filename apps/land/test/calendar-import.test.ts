import { calendarWith2027 } from '@yizhan/testkit';
import { expect, it } from 'vitest';
import { announcing, awarding, land, walkTo } from './walk.ts';

it('an imported calendar moves the day by which both contracts are due', () => {
  const walk = walkTo('filed', '2026-11-16T01:00:00.000Z');
  walk.do(land, {
    ...announcing,
    noticeOn: '2026-11-16',
    listingFrom: '2026-12-07',
    closesOn: '2026-12-21',
  });
  walk.at('2026-12-28T01:00:00.000Z');
  walk.do(land, { ...awarding, noticeOn: '2026-12-28' });
  const before = walk.state().award?.contractDue;
  expect(before).toMatchObject({ provisional: true });
  expect(walk.importCalendar(calendarWith2027)).toMatchObject([
    {
      type: 'DueMoved',
      data: {
        clock: 'contract',
        holder: 'naturalResources',
        from: before?.dueOn,
        to: { provisional: false },
      },
    },
  ]);
  expect(walk.state().award?.contractDue).toMatchObject({ calendar: calendarWith2027.version });
  expect(walk.importCalendar(calendarWith2027)).toEqual([]);
});
