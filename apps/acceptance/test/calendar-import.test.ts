import { calendarWith2027 } from '@yizhan/testkit';
import { expect, it } from 'vitest';
import { caseAt, command, owner } from './walk.ts';

it('an imported calendar moves what is due, and the day before stays on record', () => {
  const walk = caseAt('applied', '2026-12-15T01:00:00.000Z');
  const before = walk.state().clocks[0]?.due.dueOn;
  const events = walk.importCalendar(calendarWith2027);
  expect(events).toMatchObject([
    { type: 'DueMoved', data: { clock: 'planning', holder: 'naturalResources', from: before } },
  ]);
  expect(walk.state().clocks[0]?.due).toMatchObject({ provisional: false });
  expect(walk.state().clocks[0]?.due.dueOn).not.toBe(before);
});

it('what a notice asked for lapses by the new day, and not by the one before', () => {
  const walk = caseAt('noticed', '2026-12-21T01:00:00.000Z');
  const before = walk.state().notice?.due.dueOn ?? '';
  walk.importCalendar(calendarWith2027);
  const now = walk.state().notice?.due.dueOn ?? '';
  expect(now > before).toBe(true);
  expect(walk.state().clocks[0]?.due.dueOn).toBe(now);
  walk.at(`${now}T01:00:00.000Z`);
  expect(walk.status()).toBe('noticed');
  expect(walk.do(owner, command.supply).ok).toBe(true);
});
