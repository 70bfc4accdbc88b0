import { calendarWith2027 } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import type { PrereviewCommand } from '../src/domain/case.ts';
import { five, officer, opening, service, walkTo } from './walk.ts';

/** Opened on the Wednesday before New Year: two working days lead into a year without a notice. */
const opened = () => {
  const walk = walkTo('none');
  walk.at('2026-12-30T01:00:00.000Z');
  walk.do(service, { ...opening(), submittedOn: legalDate('2026-12-30') } as PrereviewCommand);
  return walk;
};
const dues = (walk: ReturnType<typeof opened>) => walk.state().clocks.map(({ due }) => due.dueOn);

describe('an imported calendar', () => {
  it('moves the day by which the territory answers, and keeps the day before on record', () => {
    const walk = opened();
    expect(walk.state().clocks[0]?.due).toMatchObject({ dueOn: '2027-01-04', provisional: true });
    expect(walk.importCalendar(calendarWith2027)).toMatchObject([
      {
        type: 'DueMoved',
        data: {
          clock: 'prereview',
          holder: '330182104',
          from: '2027-01-04',
          to: { dueOn: '2027-01-05', provisional: false },
        },
      },
    ]);
    expect(dues(walk)).toEqual(['2027-01-05']);
  });

  it('moves it once, and lets the light turn by the new day', () => {
    const walk = opened();
    walk.importCalendar(calendarWith2027);
    const lights = walk.at('2027-01-06T16:00:00.000Z');
    expect(lights).toMatchObject([
      { type: 'LightTurned', effectiveOn: '2027-01-05', data: { light: 'yellow', dueOn: '2027-01-05' } },
      { type: 'LightTurned', effectiveOn: '2027-01-06', data: { light: 'red', dueOn: '2027-01-05' } },
    ]);
  });

  it('moves what each department was asked, and not what has been answered', () => {
    const walk = opened();
    walk.do(officer, { type: 'startPrereview' });
    walk.do(officer, { type: 'agreePrereview', opinion: '同意' });
    expect(walk.importCalendar(calendarWith2027)).toHaveLength(five.length);
    expect(new Set(dues(walk))).toEqual(new Set(['2027-01-06']));
  });
});
