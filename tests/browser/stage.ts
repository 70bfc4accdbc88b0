import { serviceNames } from '@yizhan/contracts';
import { createWalk, type Walk } from '@yizhan/local/walk';
import type { Browser } from 'playwright-core';
import { password, startAll } from '../chain/installation.ts';
import { openBrowser, openSeat, type Seat } from './person.ts';

/** One installation and one browser, which the walks of this folder share: to bring them up takes longest. */
export interface Stage {
  readonly address: string;
  readonly browser: Browser;
  /** Whoever is not looked at gives his commands by the door. */
  readonly walk: Walk;
  readonly desk: Seat;
  readonly phone: Seat;
  readonly close: () => Promise<void>;
}

export const openStage = async (): Promise<Stage> => {
  const installation = await startAll(serviceNames, '2026-03-02T01:00:00.000Z');
  const browser = await openBrowser().catch(async (error: unknown) => {
    await installation.stop();
    throw error;
  });
  const address = installation.urlOf('gateway');
  return {
    address,
    browser,
    walk: createWalk(address, password),
    desk: await openSeat(browser, address, password),
    phone: await openSeat(browser, address, password, 390),
    close: async () => {
      await browser.close();
      await installation.stop();
    },
  };
};
