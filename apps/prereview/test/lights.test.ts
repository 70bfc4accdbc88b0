import { legalDate } from '@yizhan/workdays';
import { expect, it } from 'vitest';
import type { PrereviewCommand } from '../src/domain/case.ts';
import { agreeing, department, division, opening, plainFacts, service, walkTo } from './walk.ts';

const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`).toISOString();
const told = (events: readonly { type: string; data: object; effectiveOn?: string }[]) =>
  events.map(({ data, effectiveOn }) => {
    const { clock, light, holder } = data as { clock: string; light: string; holder: string };
    return [clock, holder, light, effectiveOn];
  });

it('turns the pre-review yellow on its last day and red the day after, each once', () => {
  const walk = walkTo('submitted');
  expect(told(walk.at(midnight('2026-04-01')))).toEqual([
    ['prereview', '330182104', 'yellow', '2026-03-04'],
    ['prereview', '330182104', 'red', '2026-03-05'],
  ]);
  expect(walk.dueAt()).toBeNull();
  expect(walk.at(midnight('2026-05-01'))).toEqual([]);
});

it('takes silence for overdue, never for consent: only the lights of the silent departments turn', () => {
  const walk = walkTo('judging');
  walk.do(department('ecology'), agreeing);
  const events = told(walk.at(midnight('2026-06-01')));
  expect(events).toHaveLength(8);
  expect(events.map(([clock]) => clock)).not.toContain('opinion:ecology');
  expect(events).toContainEqual(['opinion:financeTax', 'financeTax', 'yellow', '2026-03-04']);
  expect(events).toContainEqual(['opinion:financeTax', 'financeTax', 'red', '2026-03-06']);
  expect(walk.status()).toBe('judging');
});

it('counts no holiday: an application of the eve of 国庆 is overdue only after it', () => {
  const walk = walkTo('none');
  walk.at(midnight('2026-09-30'));
  walk.do(service, { ...opening(), submittedOn: legalDate('2026-09-30') } as PrereviewCommand);
  const [yellow, red] = told(walk.at(midnight('2026-10-31')));
  expect([yellow?.[3], red?.[3]]).toEqual(['2026-10-09', '2026-10-10']);
});

it('tells a light that was due before the paper was entered as of its own day', () => {
  const walk = walkTo('none');
  walk.do(service, { ...opening(), submittedOn: legalDate('2026-02-25') } as PrereviewCommand);
  expect(told(walk.at(midnight('2026-03-03')))).toEqual([
    ['prereview', '330182104', 'yellow', '2026-02-27'],
    ['prereview', '330182104', 'red', '2026-02-28'],
  ]);
});

it.each([
  ['summarising', 'summary', '2026-03-03', '2026-03-04'],
  ['conferring', 'conference', '2026-03-06', '2026-03-10'],
] as const)('watches %s too, and the lead holds its clock', (status, clock, yellowOn, redOn) => {
  expect(told(walkTo(status).at(midnight('2026-04-01')))).toEqual([
    [clock, 'judgementLead', 'yellow', yellowOn],
    [clock, 'judgementLead', 'red', redOn],
  ]);
});

it('stands still while the application is sent back, however long that takes, and has its whole limit after it', () => {
  const walk = walkTo('returned');
  // Nine of the ten days that the applicant has: no light turns, and nothing is due of the town.
  expect(walk.dueAt()).toBeNull();
  expect(walk.at(midnight('2026-03-14'))).toEqual([]);
  walk.do(service, {
    type: 'renewPrereview',
    facts: plainFacts(),
    suppliedOn: legalDate('2026-03-16'),
    drafter: 'acc_enterprise',
  });
  expect(told(walk.at(midnight('2026-04-01')))).toEqual([
    ['prereview', division, 'yellow', '2026-03-18'],
    ['prereview', division, 'red', '2026-03-19'],
  ]);
});

it('stands still while the conference waits for what it asked for', () => {
  const walk = walkTo('proposed', {
    proposal: { conclusion: 'supplement', reason: '待补', asked: [{ what: '用能说明', why: '未列' }] },
  });
  expect(walk.dueAt()).toBeNull();
  expect(walk.at(midnight('2026-03-16'))).toEqual([]);
});
