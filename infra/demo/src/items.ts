import { type LegalDate, legalDate } from '@yizhan/workdays';
import { type DemoProject, keyOf } from './project.ts';
import type { StoryTime } from './timetable.ts';
import { by, todayIn, type World, workdaysAfter } from './world.ts';

export interface PathStep {
  readonly code: string;
  readonly department: string;
  readonly doneBy: string;
  readonly doneOn: string | null;
  readonly itemId: string | null;
  readonly rank: number;
  readonly variant: string | null;
  readonly waitsFor: readonly string[];
  readonly earliestStart: string;
  readonly earliestFinish: string;
}

export const pathOf = async (
  { services, people }: World,
  project: DemoProject,
  projectId: string,
): Promise<readonly PathStep[]> =>
  (
    await services.query<{ path: readonly PathStep[] }>(people.as(project.company.login), 'getFiledProject', {
      projectId,
    })
  ).path;

/** The filing's own case. */
export const filingOf = async (
  { services, people }: World,
  project: DemoProject,
  projectId: string,
): Promise<string> =>
  (await services.query<{ id: string }>(people.as(project.company.login), 'getFiledProject', { projectId }))
    .id;

/** The items of an enterprise's path that are still to be gone through, in ranks: one rank can run together. */
export const ranksOf = (steps: readonly PathStep[]): readonly (readonly PathStep[])[] => {
  const open = steps.filter(
    ({ doneBy, doneOn, code }) => doneBy === 'approval' && doneOn === null && code !== 'A1',
  );
  return [...Map.groupBy(open, ({ rank }) => rank)].sort(([a], [b]) => a - b).map(([, rank]) => rank);
};

interface Handled {
  readonly id: string;
  readonly code: string;
  readonly department: string;
}

const idOf = ({ itemId, code }: PathStep): string => {
  if (itemId === null) throw new Error(`${code} has no item yet`);
  return itemId;
};

/** 备案 is complete with its form: in the demo, which uploads nothing, that is paper and the window's. */
const isFiling = ({ code, variant }: PathStep): boolean => code === 'X9' || variant === 'register';

export const submitItem = async (
  world: World,
  time: StoryTime,
  project: DemoProject,
  step: PathStep,
  commitment = false,
): Promise<Handled & { readonly filed: boolean }> => {
  const onPaper = isFiling(step);
  const { status } = await by(world, onPaper ? 'chuangkou' : project.company.login, 'submitItem', {
    id: idOf(step),
    key: keyOf(project, `${step.code}-submit`),
    note: '材料齐全，申请办理',
    ...(commitment ? { commitment: true } : {}),
    ...(onPaper ? { paper: { receivedOn: todayIn(time), reason: '企业到窗口递交纸质备案表' } } : {}),
  });
  return { id: idOf(step), code: step.code, department: step.department, filed: status === 'filed' };
};

export const acceptItem = async (
  { services, people }: World,
  project: DemoProject,
  { id, code, department }: Handled,
): Promise<void> => {
  await services.give(people.officersOf(department)[0], 'acceptItem', {
    id,
    key: keyOf(project, `${code}-accept`),
  });
};

/** Proposed by one, decided by another, delivered into the inbox the same day. */
export const decideItem = async (
  { services, people }: World,
  project: DemoProject,
  { id, code, department }: Handled,
): Promise<void> => {
  const [first, second] = people.officersOf(department);
  await services.give(first, 'proposeItemDecision', {
    id,
    key: keyOf(project, `${code}-propose`),
    outcome: 'granted',
    reason: '经审核符合法定条件，建议准予',
  });
  await services.give(second, 'decideItem', {
    id,
    key: keyOf(project, `${code}-decide`),
    outcome: 'granted',
    reason: '符合法定条件',
  });
  await services.give(first, 'deliverItem', {
    id,
    key: keyOf(project, `${code}-deliver`),
    channel: 'inbox',
  });
};

/** Made public where the law asks for that; the first working day on which it may then be decided, null where none is. */
const publishItem = async (
  { services, people }: World,
  project: DemoProject,
  { id, code, department }: Handled,
): Promise<LegalDate | null> => {
  const [first] = people.officersOf(department);
  const asked = async () =>
    (await services.query<{ publicity?: { readonly until: string | null } | null }>(first, 'getItem', { id }))
      .publicity;
  if ((await asked()) == null) return null;
  await services.give(first, 'publishItem', {
    id,
    key: keyOf(project, `${code}-publish`),
    place: '市政府网站公示专栏（模拟）',
  });
  const until = (await asked())?.until;
  return until == null ? null : workdaysAfter(legalDate(until), 1);
};

/** Within the sixty working days that a promise is looked into. */
const inspectedAfter = 25;

/** One item in so many working days of the government's, from its receipt to its delivery. */
export const passItem = async (
  world: World,
  time: StoryTime,
  project: DemoProject,
  step: PathStep,
  days: number,
): Promise<void> => {
  const from = todayIn(time);
  const onPromise = step.variant === 'promise' && days === 0;
  const item = await submitItem(world, time, project, step, onPromise);
  if (item.filed) return;
  // What has to be made public is taken up the same day.
  const isPublished = step.code === 'A6' || step.code === 'B1';
  await time.until(days === 0 || isPublished ? from : workdaysAfter(from, 1), '10:30');
  await acceptItem(world, project, item);
  const opens = await publishItem(world, project, item);
  const decidedOn = workdaysAfter(from, days);
  await time.until(opens !== null && opens > decidedOn ? opens : decidedOn, '15:30');
  await decideItem(world, project, item);
  if (onPromise)
    time.aside(async () => {
      await time.until(workdaysAfter(from, inspectedAfter), '10:20');
      await world.services.give(world.people.officersOf(item.department)[0], 'recordItemInspection', {
        id: item.id,
        key: keyOf(project, `${item.code}-inspect`),
        passed: true,
        finding: '现场核查与承诺一致',
      });
    });
};
