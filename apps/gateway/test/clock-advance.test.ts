import { describe, expect, it } from 'vitest';
import { createClockAdvance } from '../src/clock-advance.ts';

/** An installation whose deadlines are given by service; sweeping fires what has come due, once. */
const house = (deadlines: Record<string, string[]>, stuck: readonly string[] = []) => {
  let now = '2026-03-02T00:00:00.000Z';
  const log: string[] = [];
  const advance = createClockAdvance({
    settled: async (service) => ({
      unsent: 0,
      lag: 0,
      nextDueAt: (deadlines[service] ?? []).toSorted()[0] ?? null,
    }),
    sweep: async (service) => {
      const due = (deadlines[service] ?? []).filter((at) => at <= now && !stuck.includes(at));
      deadlines[service] = (deadlines[service] ?? []).filter((at) => !due.includes(at));
      log.push(...due.map((at) => `${service} ${at.slice(0, 10)} at ${now.slice(0, 10)}`));
      return { fired: due.length };
    },
    setClock: async (at) => {
      expect(at > now).toBe(true);
      now = at;
    },
    now: async () => now,
  });
  return { advance, log, now: () => now };
};
const day = (text: string): string => `${text}T00:00:00.000Z`;

describe('the demo’s time', () => {
  it('goes from deadline to deadline, wherever it is, so that none is slept through', async () => {
    const { advance, log, now } = house({
      admission: [day('2026-03-05'), day('2026-03-20')],
      approval: [day('2026-03-04'), day('2026-03-05')],
      land: [day('2026-04-01')],
    });
    await advance(day('2026-03-10'));
    expect(log).toEqual([
      'approval 2026-03-04 at 2026-03-04',
      'admission 2026-03-05 at 2026-03-05',
      'approval 2026-03-05 at 2026-03-05',
    ]);
    expect(now()).toBe(day('2026-03-10'));
  });

  it('fires what is due at the very moment it goes to', async () => {
    const { advance, log } = house({ land: [day('2026-03-10')] });
    await advance(day('2026-03-10'));
    expect(log).toEqual(['land 2026-03-10 at 2026-03-10']);
  });

  it('passes by a deadline that has come and does not move', async () => {
    const stuck = day('2026-03-01');
    const { advance, log, now } = house({ land: [stuck], approval: [day('2026-03-04')] }, [stuck]);
    await advance(day('2026-03-10'));
    expect(log).toEqual(['approval 2026-03-04 at 2026-03-04']);
    expect(now()).toBe(day('2026-03-10'));
  }, 10_000);
});
