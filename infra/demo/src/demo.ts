import type { Instant } from '@yizhan/aggregate';
import { enrolRoster } from './agency.ts';
import { applicationStory } from './applications.ts';
import { createChance } from './chance.ts';
import { completedStory } from './completed.ts';
import {
  applications,
  atAcceptance,
  completedAfter,
  completedBefore,
  parcels,
  seed,
  underWay,
} from './data.ts';
import { openServices } from './one-process.ts';
import { openAccounts } from './people.ts';
import { parcelStory, passedStories, underWayStory } from './running.ts';
import { createTimetable, instantOf, type Story } from './timetable.ts';
import { day, reportDay, reportHour, type World } from './world.ts';

/** Before everything that the histories tell. */
export const begins = instantOf(day('2020-12-31'), '09:00');

/** Tells all histories of the demo; the number of events. The legal clock is left to whoever called. */
export const loadDemo = async ({
  env,
  password,
  setClock,
  tell,
}: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly password: string;
  readonly setClock: (at: Instant) => Promise<void>;
  readonly tell: (zh: string, en: string) => void;
}): Promise<number> => {
  // Accounts are older than what their people did.
  await setClock(begins);
  const people = await openAccounts(env, password);
  tell('账号已就绪', 'accounts are there');
  let now = (): Instant => begins;
  const services = await openServices(env, () => now(), people.companies);
  const timetable = createTimetable(begins, { next: services.nextDue, sweep: services.sweep });
  now = timetable.now;
  const world: World = { services, people, chance: createChance(seed) };
  const stories: readonly Story[] = [
    async (time) => await enrolRoster(world, time),
    ...completedBefore.map((project) => completedStory(world, project)),
    ...completedAfter.map((project) => completedStory(world, project)),
    ...atAcceptance.map((project) => completedStory(world, project)),
    ...passedStories(world),
    ...underWay.map((project, index) => underWayStory(world, project, index)),
    ...applications.map((application) => applicationStory(world, application)),
    ...parcels.map((parcel) => parcelStory(world, parcel)),
  ];
  let told = '';
  try {
    await timetable.tell(stories, instantOf(reportDay, reportHour), (at) => {
      const quarter = `${at.slice(0, 4)} Q${Math.ceil(Number(at.slice(5, 7)) / 3)}`;
      if (quarter === told) return;
      told = quarter;
      tell(`${at.slice(0, 4)} 年第 ${quarter.slice(-1)} 季度`, quarter);
    });
    return await services.close();
  } catch (error) {
    await services.abandon();
    throw error;
  }
};
