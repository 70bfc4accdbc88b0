import type { ServiceName } from '@yizhan/contracts';

interface Settled {
  readonly unsent: number;
  readonly lag: number;
  readonly nextDueAt: string | null;
}

export interface ClockAdvanceConfig {
  readonly settled: (service: ServiceName) => Promise<Settled>;
  readonly sweep: (service: ServiceName) => Promise<{ fired: number }>;
  readonly setClock: (at: string) => Promise<void>;
  readonly now: () => Promise<string>;
}

const services = [
  'admission',
  'prereview',
  'approval',
  'land',
  'agency',
  'acceptance',
  'materials',
  'insight',
] as const satisfies readonly ServiceName[];
const drainWithinMs = 30_000;

/** Moves the demo's legal time step by step, to the next deadline anywhere, drains, and on, so that no rung is skipped. */
export const createClockAdvance = (config: ClockAdvanceConfig) => {
  const drain = async (): Promise<readonly Settled[]> => {
    const end = Date.now() + drainWithinMs;
    for (let calm = 0; ; ) {
      const states = await Promise.all(services.map(config.settled));
      calm = states.every((state) => state.unsent === 0 && state.lag === 0) ? calm + 1 : 0;
      if (calm >= 2 || Date.now() > end) return states;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  const sweepAll = async (): Promise<number> => {
    let fired = 0;
    for (const service of services) fired += (await config.sweep(service)).fired;
    return fired;
  };

  return async (to: string): Promise<void> => {
    for (;;) {
      const dues = (await drain()).map((state) => state.nextDueAt).filter((due) => due !== null);
      const now = await config.now();
      // What is due already and does not move must not hold up the rest of time.
      if (dues.some((due) => due <= now) && (await sweepAll()) > 0) continue;
      const next = dues.filter((due) => due > now).sort()[0];
      const last = next === undefined || next >= to;
      const step = last ? to : next;
      if (step > now) await config.setClock(step);
      if ((await sweepAll()) === 0 && last) return;
    }
  };
};
