import { calendarWith2027 } from '@yizhan/testkit';
import { expect, it } from 'vitest';
import { asked, service, walkTo } from './walk.ts';

/** Ten working days from the Monday before New Year. */
const demanded = () => {
  const walk = walkTo('prereviewing', { at: '2026-12-28T01:00:00.000Z' });
  walk.do(service, { type: 'demandSupplement', from: 'prereview', asked });
  return walk;
};

it('an imported calendar moves the day of a supplement, and the day before stays on record', () => {
  const walk = demanded();
  const before = walk.state().supplement?.due;
  expect(before).toMatchObject({ provisional: true });
  const [moved] = walk.importCalendar(calendarWith2027);
  expect(moved).toMatchObject({
    type: 'DueMoved',
    data: { clock: 'supplement', holder: 'enterprise', from: before?.dueOn },
  });
  expect(walk.state().supplement?.due).toMatchObject({
    calendar: calendarWith2027.version,
    provisional: false,
  });
  expect(walk.dueAt()).toBe(new Date(`${walk.state().supplement?.due.dueOn}T24:00:00+08:00`).toISOString());
});

it('it lapses by the new day, and on no other, though the sweeper comes late', () => {
  const walk = demanded();
  walk.sleepUntil('2027-03-01T01:00:00.000Z');
  const events = walk.importCalendar(calendarWith2027);
  expect(events.map(({ type }) => type)).toEqual(['DueMoved', 'ApplicationLapsed']);
  const moved = events[0]?.data as { to: { dueOn: string } };
  expect(events[1]?.data).toMatchObject({ dueOn: moved.to.dueOn });
});
