import { assignTeam, entrust } from './agency.ts';
import { apply, type DemoProject, keyOf } from './project.ts';
import type { Story, StoryTime } from './timetable.ts';
import { by, todayIn, type World, workdaysAfter, workdaysAgo } from './world.ts';

/**
 * Where an application stands at the report's day. Of the 39 that pre-review agreed to, 3 were judged and passed; the
 * others were withdrawn before judgement was complete or are being judged. Of the 9 others each stands where its name says.
 */
export type Ending =
  | { readonly is: 'passed' }
  | { readonly is: 'withdrawnInJudgement'; readonly reason: string; readonly opinions: number }
  | { readonly is: 'judging'; readonly opinions: number }
  | { readonly is: 'conferring' }
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'returned' }
  | { readonly is: 'lapsed' }
  | { readonly is: 'withdrawn'; readonly reason: string }
  | { readonly is: 'prereviewing' }
  | { readonly is: 'submitted' };

export interface DemoApplication extends DemoProject {
  /** Working days before the report's day on which it was submitted. */
  readonly submittedAgo: number;
  readonly ending: Ending;
  /** While it is being judged: entrusted yesterday, or served by a team that owes its plan. */
  readonly agency?: 'entrusted' | 'planning';
}

/** Departments that were asked and have not answered. */
const askedOf = async ({ services, people }: World, id: string): Promise<readonly string[]> =>
  (
    await services.query<{ departments: readonly { department: string; answered: boolean }[] }>(
      people.as('yanpan'),
      'getPrereview',
      { id },
    )
  ).departments.flatMap(({ department, answered }) => (answered ? [] : [department]));

const giveOpinions = async (
  world: World,
  time: StoryTime,
  project: DemoProject,
  id: string,
  count: number,
): Promise<void> => {
  const departments = await askedOf(world, id);
  for (const [index, department] of departments.slice(0, count).entries()) {
    await time.until(todayIn(time), `${String(10 + index).padStart(2, '0')}:20`);
    await world.services.give(world.people.officersOf(department)[0], 'giveOpinion', {
      id,
      key: keyOf(project, `opinion-${department}`),
      opinion: 'agree',
      text: '经研判，同意',
    });
  }
};

const supplementAsked = [
  { what: '能耗测算说明', why: '未说明主要耗能设备和测算依据' },
  { what: '排放总量来源', why: '未说明新增排放指标的来源' },
];

/** The history of one application; the project's id, once it has passed. */
export const tellApplication = async (
  world: World,
  time: StoryTime,
  application: DemoApplication,
): Promise<string> => {
  const { services, people } = world;
  const { ending, submittedAgo } = application;
  const key = (step: string): string => keyOf(application, step);
  const territory = people.territoryOf(application.division);
  const submitted = workdaysAgo(submittedAgo);
  await time.until(submitted, `${String(9 + (application.key.length % 7)).padStart(2, '0')}:40`);
  const id = await apply(world, application);
  if (ending.is === 'submitted') return id;
  await time.until(workdaysAfter(submitted, 1), '09:15');
  await services.give(territory, 'startPrereview', { id, key: key('start') });
  if (ending.is === 'prereviewing') return id;
  if (ending.is === 'refused') {
    await time.until(workdaysAfter(submitted, 2), '15:10');
    await services.give(territory, 'refusePrereview', { id, key: key('refuse'), reason: ending.reason });
    return id;
  }
  if (ending.is === 'returned' || ending.is === 'lapsed') {
    await time.until(workdaysAfter(submitted, 2), '14:30');
    await services.give(territory, 'requestPrereviewSupplement', {
      id,
      key: key('send-back'),
      asked: supplementAsked,
    });
    return id;
  }
  if (ending.is === 'withdrawn') {
    await time.until(workdaysAfter(submitted, 2), '10:50');
    await by(world, application.company.login, 'withdrawApplication', {
      id,
      key: key('withdraw'),
      reason: ending.reason,
    });
    return id;
  }
  await time.until(workdaysAfter(submitted, 2), '11:05');
  await services.give(territory, 'agreePrereview', {
    id,
    key: key('agree'),
    opinion: '符合本地产业规划和用地条件，同意申报',
  });
  const agreed = workdaysAfter(submitted, 2);
  if (ending.is === 'judging') {
    if (application.agency === 'entrusted') {
      await time.until(workdaysAgo(1), '16:20');
      await entrust(world, application, id);
    }
    if (ending.opinions > 0) {
      await time.until(workdaysAfter(agreed, 1), '09:50');
      await giveOpinions(world, time, application, id, ending.opinions);
    }
    if (application.agency === 'planning') {
      await time.until(workdaysAgo(4), '14:40');
      await entrust(world, application, id);
      await assignTeam(world, time, application, id, ['daiban1', 'daiban2']);
    }
    return id;
  }
  if (ending.is === 'withdrawnInJudgement') {
    await time.until(workdaysAfter(agreed, 1), '09:50');
    await giveOpinions(world, time, application, id, ending.opinions);
    await time.until(workdaysAfter(agreed, 3), '15:45');
    await by(world, application.company.login, 'withdrawApplication', {
      id,
      key: key('withdraw'),
      reason: ending.reason,
    });
    return id;
  }
  if (ending.is === 'conferring') {
    await time.until(workdaysAfter(agreed, 1), '09:50');
    await giveOpinions(world, time, application, id, 4);
    await time.until(workdaysAfter(agreed, 7), '09:20');
    await by(world, 'yanpan', 'callConference', {
      id,
      key: key('conference'),
      heldOn: workdaysAfter(todayIn(time), 4),
      agenda: '部门意见逾期未回复，会商项目用地、排放总量和投资强度',
    });
    return id;
  }
  await time.until(workdaysAfter(agreed, 2), '09:50');
  await giveOpinions(world, time, application, id, 20);
  await time.until(workdaysAfter(agreed, 3), '10:10');
  await by(world, 'yanpan', 'summariseJudgement', { id, key: key('summary'), reason: '各部门均同意' });
  return id;
};

export const applicationStory =
  (world: World, application: DemoApplication): Story =>
  async (time) => {
    await tellApplication(world, time, application);
  };
