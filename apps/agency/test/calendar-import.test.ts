import { calendarWith2027 } from '@yizhan/testkit';
import { expect, it } from 'vitest';
import { chief, owner, service, walkTo, whole } from './walk.ts';

const entrusted = () => {
  const walk = walkTo('none');
  walk.at('2026-12-31T01:00:00.000Z');
  walk.do(service, {
    type: 'offerAgency',
    projectId: `prj_${'0'.repeat(24)}`,
    company: 'cmp_a',
    division: '330182104',
    trigger: 'prereviewAgreed',
  });
  walk.do(owner, whole);
  return walk;
};

it('an imported calendar moves the day by which agents are assigned', () => {
  const walk = entrusted();
  expect(walk.importCalendar(calendarWith2027)).toMatchObject([
    {
      type: 'DueMoved',
      data: { clock: 'assign', holder: 'agencyCentre', from: '2027-01-04', to: { dueOn: '2027-01-05' } },
    },
  ]);
  expect(walk.state().clocks[0]?.due.dueOn).toBe('2027-01-05');
});

it('what is paused is due on no day, and is moved by nothing', () => {
  const walk = walkTo('serving');
  walk.do(chief, { type: 'pauseAgency', reason: '企业调整方案' });
  expect(walk.importCalendar(calendarWith2027)).toEqual([]);
});
