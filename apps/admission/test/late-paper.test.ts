import { calendarWith2027, someFacts } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import type { Of } from '../src/domain/case.ts';
import { asked, clerk, enterprise, service, walkTo } from './walk.ts';

const supplied = (receivedOn?: string): Of<'supplementApplication'> => ({
  type: 'supplementApplication',
  facts: someFacts({ energyTce: '700' }),
  note: '已补',
  ...(receivedOn === undefined ? {} : { paper: { receivedOn, reason: '昨日窗口收件，今日补录' } }),
});
const tooLate = { ok: false, code: 'DEADLINE_PASSED', field: 'paper' };

describe('a supplement on paper that came in time and is entered once the deadline has passed', () => {
  /** Due on 2026-03-16; the next morning, and the sweeper has not come by. */
  const nextMorning = (from: 'prereview' | 'conference' = 'prereview') => {
    const walk = walkTo(from === 'prereview' ? 'prereviewing' : 'conferring');
    walk.do(service, { type: 'demandSupplement', from, asked });
    walk.sleepUntil('2026-03-17T01:00:00.000Z');
    return walk;
  };

  it.each([
    ['prereview', 'submitted'],
    ['conference', 'summarising'],
  ] as const)('asked for by %s, leads back from 视为撤回 to %s as of its true day', (from, status) => {
    for (const swept of [false, true]) {
      const walk = nextMorning(from);
      if (swept) walk.at('2026-03-17T01:00:00.000Z');
      expect(walk.do(clerk, supplied('2026-03-16'))).toMatchObject({
        events: [
          { type: 'ApplicationSupplemented', effectiveOn: '2026-03-16', data: { backTo: status, round: 1 } },
        ],
      });
      expect(walk.state()).toMatchObject({ status, supplement: null, facts: { energyTce: '700' } });
      expect(walk.dueAt()).toBeNull();
    }
  });

  it('is refused where it came too late, before the demand, or by anybody but the window', () => {
    expect(nextMorning().do(clerk, supplied('2026-03-17'))).toEqual(tooLate);
    expect(nextMorning().do(clerk, supplied('2026-03-01'))).toMatchObject({ code: 'DATE_BEFORE_STEP' });
    expect(nextMorning().do(clerk, supplied())).toMatchObject({ code: 'PAPER_DETAILS_MISSING' });
    expect(nextMorning().do(enterprise, supplied())).toEqual(tooLate);
  });

  it('is refused once the project has been filed anew', () => {
    expect(nextMorning().do(clerk, { ...supplied('2026-03-16'), refiled: true })).toMatchObject({
      code: 'REFILED',
    });
  });

  it('is held to the day by which it lapsed: another calendar moves it no more', () => {
    const walk = nextMorning();
    walk.do(enterprise, supplied());
    expect(walk.status()).toBe('lapsed');
    expect(walk.importCalendar(calendarWith2027)).toEqual([]);
    expect(walk.state().supplement?.due.dueOn).toBe('2026-03-16');
  });

  it('lapses again where another supplement is asked for and does not come', () => {
    const walk = nextMorning();
    walk.do(clerk, supplied('2026-03-16'));
    walk.do(service, { type: 'noteStage', stage: 'prereviewing' });
    walk.do(service, { type: 'demandSupplement', from: 'prereview', asked });
    walk.at('2026-06-01T01:00:00.000Z');
    expect(walk.status()).toBe('lapsed');
    expect(walk.do(clerk, supplied('2026-03-18'))).toMatchObject({ ok: true });
  });
});
