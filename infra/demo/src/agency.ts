import { addCalendarDays, type LegalDate, officialCalendar, rollToWorkday } from '@yizhan/workdays';
import { agents, chiefs } from './people.ts';
import { type DemoProject, keyOf } from './project.ts';
import type { StoryTime } from './timetable.ts';
import { by, day, todayIn, type World, workdaysAfter } from './world.ts';

const rosterDay = day('2021-01-04');
const loadAtMost = 12;

/** 代办员库: 17 chiefs and 25 agents, entered by the agency centre. */
export const enrolRoster = async (world: World, time: StoryTime): Promise<void> => {
  await time.until(rosterDay, '09:00');
  for (const { login, role, divisions, expertise } of [...chiefs, ...agents])
    await by(world, 'daiban-center', 'enrolAgent', {
      key: `enrol-${login}`,
      account: world.people.as(login).id,
      role,
      divisions: [...divisions],
      expertise: [...expertise],
      capacity: loadAtMost,
    });
};

interface Engagement {
  readonly chief: string;
  readonly agents: readonly string[];
}

/** The owner's consent. */
export const entrust = async (world: World, project: DemoProject, projectId: string): Promise<void> => {
  await by(world, project.company.login, 'entrustAgency', {
    id: projectId,
    key: keyOf(project, 'entrust'),
    scope: 'whole',
    items: [],
  });
};

/** The team, chosen by the roster unless named, and its first visit. */
export const assignTeam = async (
  world: World,
  time: StoryTime,
  project: DemoProject,
  projectId: string,
  named: readonly string[] = [],
): Promise<Engagement> => {
  const { services, people } = world;
  const entrusted = todayIn(time);
  await time.until(workdaysAfter(entrusted, 1), '09:10');
  await by(world, 'daiban-center', 'assignAgents', {
    id: projectId,
    key: keyOf(project, 'assign'),
    ...(named.length === 0 ? {} : { agents: named.map((login) => people.as(login).id) }),
  });
  const team = await services.query<Engagement>(people.as('daiban-center'), 'getEngagement', { projectId });
  await time.until(workdaysAfter(entrusted, 1), '14:00');
  await contact(world, time, project, projectId, team, '首次上门，说明流程和所需材料');
  return team;
};

/** The owner's consent, the team, the first visit and the plan. */
export const beginAgency = async (
  world: World,
  time: StoryTime,
  project: DemoProject,
  projectId: string,
  named: readonly string[] = [],
): Promise<Engagement> => {
  const { services, people } = world;
  await entrust(world, project, projectId);
  const team = await assignTeam(world, time, project, projectId, named);
  await time.until(workdaysAfter(todayIn(time), 1), '16:00');
  await services.give(people.byAccount(team.chief), 'confirmAgencyPlan', {
    id: projectId,
    key: keyOf(project, 'plan'),
    plan: '按路径图逐项推进，每周联系企业一次',
  });
  await contact(world, time, project, projectId, team, '与企业确认代办方案');
  return team;
};

const contact = async (
  { services, people }: World,
  time: StoryTime,
  project: DemoProject,
  projectId: string,
  { agents: [agent = ''] }: Engagement,
  summary: string,
): Promise<void> => {
  await services.give(people.byAccount(agent), 'logContact', {
    id: projectId,
    key: keyOf(project, `contact-${time.now().replace(/\D/g, '')}`),
    channel: 'visit',
    summary,
  });
};

/** A contact every week, and a last one on that day. */
export const keepInTouch = async (
  world: World,
  time: StoryTime,
  project: DemoProject,
  projectId: string,
  team: Engagement,
  until: LegalDate,
): Promise<void> => {
  const sixDaysOn = (from: LegalDate): LegalDate => rollToWorkday(officialCalendar, addCalendarDays(from, 6));
  for (let next = sixDaysOn(todayIn(time)); next < until; next = sixDaysOn(next)) {
    await time.until(next, '10:00');
    await contact(world, time, project, projectId, team, '了解材料准备情况，提醒下一事项的申报要点');
  }
  await time.until(rollToWorkday(officialCalendar, until), '15:20');
  await contact(world, time, project, projectId, team, '与企业核对进度，约定下周联系事项');
};

export const pauseAgency = async (
  { services, people }: World,
  project: DemoProject,
  projectId: string,
  { chief }: Engagement,
): Promise<void> => {
  await services.give(people.byAccount(chief), 'pauseAgency', {
    id: projectId,
    key: keyOf(project, 'pause'),
    reason: '项目施工期间暂无代办事项',
  });
};

/** Completed with the project, followed up and archived. */
export const endAgency = async (
  world: World,
  time: StoryTime,
  project: DemoProject,
  projectId: string,
  { chief }: Engagement,
): Promise<void> => {
  const { services, people } = world;
  await services.give(people.byAccount(chief), 'completeAgency', {
    id: projectId,
    key: keyOf(project, 'complete'),
    summary: '全程代办，项目已竣工验收备案',
  });
  const completed = todayIn(time);
  await time.until(workdaysAfter(completed, 3), '15:00');
  await by(world, 'daiban-center', 'recordFollowUp', {
    id: projectId,
    key: keyOf(project, 'follow-up'),
    summary: '企业对代办服务表示满意',
  });
  await time.until(workdaysAfter(completed, 4), '15:00');
  await by(world, 'daiban-center', 'archiveAgency', { id: projectId, key: keyOf(project, 'archive') });
};

export const resumeAgency = async (
  { services, people }: World,
  project: DemoProject,
  projectId: string,
  { chief }: Engagement,
): Promise<void> => {
  await services.give(people.byAccount(chief), 'resumeAgency', {
    id: projectId,
    key: keyOf(project, 'resume'),
    reason: '项目竣工，协助办理联合验收',
  });
};
