import { addCalendarDays, type LegalDate } from '@yizhan/workdays';
import { beginAgency, keepInTouch, pauseAgency } from './agency.ts';
import { type Ending, tellApplication } from './applications.ts';
import { type parcels, passed, type underWay } from './data.ts';
import { acceptItem, filingOf, passItem, pathOf, ranksOf, submitItem } from './items.ts';
import { awardParcel, contractParcel, failParcel, listParcel, prepareParcel } from './parcels.ts';
import { type DemoProject, file, keyOf } from './project.ts';
import type { Story, StoryTime } from './timetable.ts';
import { by, reportDay, todayIn, type World, workdaysAfter, workdaysAgo, workdaysBefore } from './world.ts';

const hasPassed: Ending = { is: 'passed' };

/** One rank after another, each item in a few days, with some of the owner's between. */
const passRanks = async (
  world: World,
  time: StoryTime,
  project: DemoProject,
  projectId: string,
  count: number,
): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    await time.until(workdaysAfter(todayIn(time), 2), '10:05');
    const rank = ranksOf(await pathOf(world, project, projectId))[0] ?? [];
    if (rank.length === 0) return;
    await time.together(
      rank.map((step) => async () => await passItem(world, time, project, step, world.chance.between(1, 4))),
    );
  }
};

/** How long ago the items of the rank that is open were submitted, and whether they were accepted. */
const present = [
  { ago: 10, accepted: true },
  { ago: 6, accepted: true },
  { ago: 2, accepted: true },
  { ago: 3, accepted: false },
  { ago: 1, accepted: false },
  { ago: 4, accepted: true },
] as const;

/** Leaves the items of the open rank where they are found: late, nearly late, in time, not taken up, not applied for. */
const leaveOpen = async (
  world: World,
  time: StoryTime,
  project: DemoProject,
  projectId: string,
  shift: number,
): Promise<void> => {
  const rank = ranksOf(await pathOf(world, project, projectId))[0] ?? [];
  await time.together(
    rank.map((step, index) => async () => {
      const at = present[(index + shift) % (present.length + 1)];
      if (at === undefined) return;
      await time.until(workdaysAgo(at.ago), '09:45');
      const item = await submitItem(world, time, project, step);
      if (item.filed || !at.accepted) return;
      await time.until(todayIn(time), '16:10');
      await acceptItem(world, project, item);
    }),
  );
};

/** A slip in the reasons of a decision: put right on record, with the head's consent, which is awaited. */
const askAmendment = async (
  world: World,
  project: DemoProject,
  projectId: string,
  code: string,
): Promise<void> => {
  const step = (await pathOf(world, project, projectId)).find((one) => one.code === code);
  if (step?.itemId == null) throw new Error(`${code} has no item`);
  await world.services.give(world.people.officersOf(step.department)[0], 'requestItemAmendment', {
    id: step.itemId,
    key: keyOf(project, `${code}-amend`),
    kind: 'correctReason',
    reason: '决定书理由中的条款序号有误',
    text: '符合法定条件，准予许可（更正所引条款序号）',
  });
};

/** The three that were judged and passed. */
export const passedStories = (world: World): readonly Story[] => {
  const begin = async (
    time: StoryTime,
    project: (typeof passed)[keyof typeof passed],
  ): Promise<{ parcelId: string; id: string }> => {
    const { parcel } = project;
    const parcelId = await prepareParcel(world, time, parcel, workdaysAgo(project.submittedAgo + 40));
    const applied = await tellApplication(world, time, { ...project, ending: hasPassed });
    const filedOn = workdaysAfter(workdaysAgo(project.submittedAgo), 8);
    await time.until(filedOn, '09:25');
    const id = await file(world, project, applied);
    return { parcelId, id };
  };
  const buy = async (
    time: StoryTime,
    project: (typeof passed)[keyof typeof passed],
    { parcelId, id }: { parcelId: string; id: string },
  ): Promise<void> => {
    const closesOn = await listParcel(world, time, project.parcel, parcelId);
    await time.until(closesOn, '15:20');
    await awardParcel(world, time, project.parcel, parcelId, project, id);
    await time.until(workdaysAfter(closesOn, 4), '15:20');
    await contractParcel(world, time, project.parcel, parcelId);
  };
  const building: Story = async (time) => {
    const project = passed.building;
    const begun = await begin(time, project);
    const team = await beginAgency(world, time, project, begun.id);
    await time.together([
      async () =>
        await keepInTouch(world, time, project, begun.id, team, addCalendarDays(todayIn(time), 150)),
      async () => {
        await buy(time, project, begun);
        await passRanks(world, time, project, begun.id, 9);
        await time.until(workdaysAfter(todayIn(time), 6), '08:40');
        await by(world, project.company.login, 'reportConstructionStart', {
          id: await filingOf(world, project, begun.id),
          key: keyOf(project, 'construction'),
          on: todayIn(time),
        });
      },
    ]);
    await pauseAgency(world, project, begun.id, team);
    await time.until(workdaysAgo(2), '15:05');
    for (const code of ['B2', 'C4']) await askAmendment(world, project, begun.id, code);
  };
  const items: Story = async (time) => {
    const project = passed.items;
    const begun = await begin(time, project);
    const team = await beginAgency(world, time, project, begun.id, ['daiban1', 'daiban2']);
    await time.together([
      // The next contact is due on the report's day.
      async () => await keepInTouch(world, time, project, begun.id, team, workdaysBefore(reportDay, 5)),
      async () => {
        await buy(time, project, begun);
        await passRanks(world, time, project, begun.id, 2);
        await leaveOpen(world, time, project, begun.id, 0);
      },
    ]);
  };
  const listing: Story = async (time) => {
    const project = passed.listing;
    const begun = await begin(time, project);
    await time.together([
      async () => {
        // Since then nobody has been in touch: overdue.
        await beginAgency(world, time, project, begun.id, ['daiban1', 'daiban3']);
      },
      async () => {
        await listParcel(world, time, project.parcel, begun.parcelId);
        await leaveOpen(world, time, project, begun.id, 1);
      },
    ]);
  };
  return [building, items, listing];
};

export const underWayStory =
  (world: World, project: (typeof underWay)[number], index: number): Story =>
  async (time) => {
    await time.until(workdaysAgo(project.filedAgo), '13:40');
    const id = await file(world, project);
    await passRanks(world, time, project, id, project.ranksDone);
    await leaveOpen(world, time, project, id, index);
  };

const listedAgo: LegalDate = workdaysAgo(9);

export const parcelStory =
  (world: World, parcel: (typeof parcels)[number]): Story =>
  async (time) => {
    const { now, beganAgo } = parcel;
    const upTo = now === 'listed' || now === 'failed' ? 'filed' : now;
    const id = await prepareParcel(world, time, parcel, workdaysAgo(beganAgo), upTo);
    if (now === 'listed') {
      await time.until(listedAgo, '09:05');
      await listParcel(world, time, parcel, id);
    }
    if (now === 'failed') {
      await time.until(workdaysAfter(todayIn(time), 5), '09:05');
      const closesOn = await listParcel(world, time, parcel, id);
      await time.until(workdaysAfter(closesOn, 1), '10:00');
      await failParcel(world, parcel, id);
    }
  };
