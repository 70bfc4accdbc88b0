import { checkDepartments, owedChecks } from '@yizhan/contracts';
import { countWorkdays, type LegalDate, officialCalendar } from '@yizhan/workdays';
import { beginAgency, endAgency, pauseAgency, resumeAgency } from './agency.ts';
import { filingOf, type PathStep, passItem, pathOf, ranksOf } from './items.ts';
import {
  awardParcel,
  contractParcel,
  type DemoParcel,
  listParcel,
  prepareParcel,
  reviewCompletion,
} from './parcels.ts';
import { type DemoProject, file, keyOf } from './project.ts';
import type { Story, StoryTime } from './timetable.ts';
import { by, day, todayIn, type World, workdaysAfter, workdaysAgo, workdaysBefore } from './world.ts';

/** A project that went the whole way, from 赋码 to 竣工验收备案, without admission. */
export interface CompletedProject extends DemoProject {
  readonly filedOn: string;
  /** Government time in working days that its offices take in all: M3 as the offices spend it. */
  readonly governmentDays: number;
  /** Working days that the owner builds, and takes between one step and the next. */
  readonly buildingDays: number;
  readonly ownerDays: number;
  readonly acceptance: { readonly planning: number; readonly joint: number };
  /** Bought as standard land; otherwise the land is held. */
  readonly parcel?: DemoParcel;
  readonly agency?: true;
  /** 竣工复核 of its parcel was recorded. */
  readonly reviewed?: true;
  /** Not completed yet: it has applied for acceptance, or the owner has accepted it with the five parties. */
  readonly stopAt?: 'applied' | 'fiveParty';
}

const contractDays = 3;

/** Divides days among ranks in proportion to what each promises, one at least; the parts add up. */
const divided = (days: number, weights: readonly number[]): readonly number[] => {
  if (days <= weights.length) return weights.map(() => 1);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = weights.map((weight) => Math.max(1, Math.floor((days * weight) / whole)));
  for (let left = days - parts.reduce((sum, part) => sum + part, 0); left !== 0; ) {
    const step = Math.sign(left);
    const index = parts.indexOf(step > 0 ? Math.min(...parts) : Math.max(...parts));
    parts[index] = (parts[index] ?? 0) + step;
    left -= step;
  }
  return parts;
};

/** What a rank's longest item promises, by the plan's own dates. */
const weightOf = (rank: readonly PathStep[]): number =>
  Math.max(
    1,
    ...rank.map(({ earliestStart, earliestFinish }) =>
      Math.round((Date.parse(earliestFinish) - Date.parse(earliestStart)) / 86_400_000),
    ),
  );

/** From when on an item may go on a promise at all. */
const promisesSince = '2023-01-01';

/**
 * The longest items take all of the rank's days, the others some of them; on a promise it takes none. What is made public
 * first may take longer: the working days that the rank took.
 */
const passRank = async (
  world: World,
  time: StoryTime,
  project: CompletedProject,
  rank: readonly PathStep[],
  days: number,
): Promise<number> => {
  const longest = weightOf(rank);
  const from = todayIn(time);
  await time.together(
    rank.map((step) => {
      const some = world.chance.between(1, days);
      const atOnce = step.variant === 'promise' && project.filedOn >= promisesSince;
      const own = weightOf([step]) === longest ? days : atOnce ? 0 : some;
      return async () => await passItem(world, time, project, step, own);
    }),
  );
  await time.until(workdaysAfter(from, days), '16:30');
  return countWorkdays(officialCalendar, from, todayIn(time));
};

const accept = async (
  world: World,
  time: StoryTime,
  project: CompletedProject,
  id: string,
): Promise<void> => {
  const { services, people } = world;
  const owner = project.company.login;
  const { planning, joint } = project.acceptance;
  const key = (step: string): string => keyOf(project, `acceptance-${step}`);
  const { id: caseId } = await by(world, owner, 'applyAcceptance', {
    id,
    key: key('apply'),
    surveyReport: '综合测绘报告（模拟）',
  });
  if (project.stopAt === 'applied') return;
  await time.until(workdaysAfter(todayIn(time), planning), '15:00');
  await by(world, 'tudi', 'verifyPlanning', {
    id: caseId,
    key: key('planning'),
    passed: true,
    finding: '符合规划许可内容',
  });
  await time.until(workdaysAfter(todayIn(time), 4), '10:00');
  await by(world, owner, 'recordFivePartyAcceptance', {
    id: caseId,
    key: key('five'),
    report: '五方一致同意通过竣工验收',
    parties: ['建设', '勘察', '设计', '施工', '监理'],
  });
  if (project.stopAt === 'fiveParty') return;
  const begun = todayIn(time);
  const items = (await pathOf(world, project, id)).map(({ code }) => code);
  const checks = owedChecks(items).map((check) => ({ check, department: checkDepartments[check][0] }));
  await time.until(workdaysAfter(begun, 1), '10:00');
  await by(world, 'yanshou', 'acceptJointAcceptance', { id: caseId, key: key('accept'), checks });
  await time.until(workdaysAfter(begun, Math.max(2, joint - 1)), '14:00');
  for (const { check, department } of checks)
    await services.give(people.officersOf(department)[0], 'recordCheck', {
      id: caseId,
      key: key(check),
      check,
      passed: true,
      finding: '合格',
    });
  await time.until(workdaysAfter(begun, joint), '16:00');
  await by(world, 'yanshou', 'issueJointOpinion', {
    id: caseId,
    key: key('opinion'),
    opinion: '同意通过联合验收',
  });
  await time.until(workdaysAfter(begun, joint + 2), '09:30');
  await by(world, owner, 'fileCompletion', { id: caseId, key: key('file') });
};

/** Those that are at their acceptance now applied some days ago. */
const builtOn = ({ stopAt, buildingDays, acceptance }: CompletedProject, begun: LegalDate): LegalDate =>
  stopAt === 'applied'
    ? workdaysAgo(13)
    : stopAt === 'fiveParty'
      ? workdaysAgo(acceptance.planning + 5)
      : workdaysAfter(begun, buildingDays);

/** Its whole history as a story. */
export const completedStory =
  (world: World, project: CompletedProject): Story =>
  async (time) => {
    const filedOn = day(project.filedOn);
    const { parcel } = project;
    // Listed so that the auction closes some days after the filing.
    const parcelId =
      parcel === undefined ? null : await prepareParcel(world, time, parcel, workdaysBefore(filedOn, 70));
    let closesOn: LegalDate | null = null;
    if (parcel !== undefined && parcelId !== null) {
      await time.until(workdaysBefore(filedOn, 15), '09:00');
      closesOn = await listParcel(world, time, parcel, parcelId);
    }
    await time.until(filedOn, '10:15');
    const id = await file(world, project);
    const team = project.agency === true ? await beginAgency(world, time, project, id) : null;
    const { planning, joint } = project.acceptance;
    const forItems = project.governmentDays - planning - joint - (parcel === undefined ? 0 : contractDays);
    if (parcel !== undefined && parcelId !== null && closesOn !== null) {
      await time.until(closesOn, '15:00');
      await awardParcel(world, time, parcel, parcelId, project, id);
      await time.until(workdaysAfter(closesOn, contractDays), '15:00');
      await contractParcel(world, time, parcel, parcelId);
    }
    const goThrough = async (): Promise<void> => {
      for (let left = forItems; ; ) {
        await time.until(workdaysAfter(todayIn(time), project.ownerDays), '09:50');
        // The path is read anew: it may have been planned anew, and an item has its id once it is planned.
        const ranks = ranksOf(await pathOf(world, project, id));
        const [rank] = ranks;
        if (rank === undefined) break;
        const [days = 1] = divided(left, ranks.map(weightOf));
        left -= await passRank(world, time, project, rank, days);
      }
      await time.until(workdaysAfter(todayIn(time), 3), '08:30');
      await by(world, project.company.login, 'reportConstructionStart', {
        id: await filingOf(world, project, id),
        key: keyOf(project, 'construction'),
        on: todayIn(time),
      });
    };
    await goThrough();
    if (team !== null) await pauseAgency(world, project, id, team);
    await time.until(builtOn(project, todayIn(time)), '09:20');
    if (team !== null) await resumeAgency(world, project, id, team);
    await accept(world, time, project, id);
    if (project.stopAt !== undefined) return;
    if (team !== null) await endAgency(world, time, project, id, team);
    if (parcel !== undefined && parcelId !== null && project.reviewed === true) {
      await time.until(workdaysAfter(todayIn(time), 2), '10:00');
      await reviewCompletion(world, parcel, parcelId);
    }
  };
