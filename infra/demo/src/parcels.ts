import { addCalendarDays, type LegalDate, officialCalendar, rollToWorkday } from '@yizhan/workdays';
import { illustrativePolygon } from './places.ts';
import type { DemoProject } from './project.ts';
import type { StoryTime } from './timetable.ts';
import { todayIn, type World, workdaysAfter } from './world.ts';

/** A parcel of the demo (示例). */
export interface DemoParcel {
  readonly serial: number;
  readonly name: string;
  readonly division: string;
  readonly area: string;
  readonly industries: readonly string[];
}

const evaluations = ['能评', '规划环评', '水保', '地灾', '压矿'];
const signers = ['developmentReform', 'ecology'] as const;

const indicator = (kind: string, value: string, unit: string, judgedAt: string) => ({
  kind,
  direction: 'atLeast',
  value,
  unit,
  judgedAt,
});
const indicators = [
  indicator('investmentIntensity', '300', '万元/亩', 'completion'),
  indicator('plotRatio', '1.2', '', 'completion'),
  indicator('taxPerMu', '20', '万元/亩·年', 'fullProduction'),
  indicator('addedValuePerEnergy', '1', '万元/吨标煤', 'fullProduction'),
  indicator('researchIntensity', '1.5', '%', 'fullProduction'),
];

export type ParcelStation = 'reserved' | 'evaluating' | 'drafting' | 'countersigning' | 'approved' | 'filed';
const stations: readonly ParcelStation[] = [
  'reserved',
  'evaluating',
  'drafting',
  'countersigning',
  'approved',
  'filed',
];

export const codeOf = ({ serial }: DemoParcel): string => `330182001001GB${String(serial).padStart(5, '0')}`;

/** Every ninth parcel was drawn with the road that is taken off it; the others agree to within some per cent. */
const drawn = ({ division, serial, area }: DemoParcel) => {
  const withRoad = serial % 9 === 8;
  const square = Number(area) * (withRoad ? 1.08 : 1 + ((serial % 5) - 2) / 100);
  return {
    polygon: illustrativePolygon(division, serial, square),
    ...(withRoad ? { areaExplanation: '登记面积已扣除代征道路用地（示例）' } : {}),
  };
};

/** From the register to the filing as standard land, or as far as it has come; the parcel's id. */
export const prepareParcel = async (
  { services, people }: World,
  time: StoryTime,
  parcel: DemoParcel,
  from: LegalDate,
  upTo: ParcelStation = 'filed',
): Promise<string> => {
  const key = (step: string): string => `parcel-${parcel.serial}-${step}`;
  const reaches = (station: ParcelStation): boolean => stations.indexOf(station) <= stations.indexOf(upTo);
  const town = people.territoryOf(parcel.division);
  const land = people.as('tudi');
  await time.until(from, '09:40');
  const { id } = await services.give(town, 'registerParcel', {
    key: key('register'),
    parcelCode: codeOf(parcel),
    name: parcel.name,
    division: parcel.division,
    area: parcel.area,
    industries: [...parcel.industries],
    ...drawn(parcel),
  });
  if (!reaches('evaluating')) return id;
  await time.until(workdaysAfter(from, 2));
  await services.give(town, 'startEvaluation', { id, key: key('evaluate'), evaluations });
  if (!reaches('drafting')) return id;
  await time.until(workdaysAfter(from, 22));
  await services.give(town, 'completeEvaluations', {
    id,
    key: key('evaluated'),
    results: evaluations.map((evaluation) => ({ evaluation, result: '符合要求，评估结果供落地项目共享' })),
  });
  if (!reaches('countersigning')) return id;
  await time.until(workdaysAfter(from, 25));
  await services.give(town, 'proposeIndicators', {
    id,
    key: key('indicators'),
    indicators,
    askedOf: [...signers],
  });
  if (!reaches('approved')) return id;
  for (const [index, department] of signers.entries()) {
    await time.until(workdaysAfter(from, 27 + index), '14:20');
    await services.give(people.officersOf(department)[0], 'countersignIndicators', {
      id,
      key: key(`sign-${department}`),
      opinion: '同意所拟控制性指标',
    });
  }
  await time.until(workdaysAfter(from, 31));
  await services.give(land, 'approveScheme', { id, key: key('scheme'), opinion: '同意出让方案' });
  if (!reaches('filed')) return id;
  await time.until(workdaysAfter(from, 33), '10:10');
  await services.give(town, 'fileStandardLand', { id, key: key('file') });
  return id;
};

/** Open auction: notice twenty days, listing ten; the day it closes. */
export const listParcel = async (
  { services, people }: World,
  time: StoryTime,
  parcel: DemoParcel,
  id: string,
): Promise<LegalDate> => {
  const noticeOn = todayIn(time);
  // The hammer falls on a day on which the office is open.
  const closesOn = rollToWorkday(officialCalendar, addCalendarDays(noticeOn, 32));
  await services.give(people.as('tudi'), 'announceListing', {
    id,
    key: `parcel-${parcel.serial}-list-${noticeOn}`,
    noticeOn,
    listingFrom: addCalendarDays(noticeOn, 21),
    closesOn,
    startPrice: String(Math.round(Number(parcel.area) * 0.036)),
  });
  return closesOn;
};

export const failParcel = async (
  { services, people }: World,
  parcel: DemoParcel,
  id: string,
): Promise<void> => {
  await services.give(people.as('tudi'), 'recordListingFailure', {
    id,
    key: `parcel-${parcel.serial}-fail`,
    reason: '挂牌截止时无人报价',
  });
};

/** 成交 */
export const awardParcel = async (
  { services, people }: World,
  time: StoryTime,
  parcel: DemoParcel,
  id: string,
  project: DemoProject,
  projectId: string,
): Promise<void> => {
  await services.give(people.as('tudi'), 'recordAward', {
    id,
    key: `parcel-${parcel.serial}-award`,
    projectId,
    company: people.as(project.company.login).company ?? null,
    price: String(Math.round(Number(parcel.area) * 0.04)),
    noticeOn: todayIn(time),
  });
};

/** 双合同, then the note in the register. */
export const contractParcel = async (
  { services, people }: World,
  time: StoryTime,
  parcel: DemoParcel,
  id: string,
): Promise<void> => {
  const land = people.as('tudi');
  const year = todayIn(time).slice(0, 4);
  await services.give(land, 'signContracts', {
    id,
    key: `parcel-${parcel.serial}-contracts`,
    legalityOpinion: `模拟-${year}-${String(parcel.serial).padStart(3, '0')}`,
  });
  await time.until(workdaysAfter(todayIn(time), 2), '11:00');
  await services.give(land, 'annotateRegistration', {
    id,
    key: `parcel-${parcel.serial}-annotate`,
    note: '标准地',
  });
};

/** 竣工复核: what is judged at completion, as audited and surveyed. */
export const reviewCompletion = async (
  { services, people }: World,
  parcel: DemoParcel,
  id: string,
): Promise<void> => {
  await services.give(people.as('tudi'), 'recordCompletionReview', {
    id,
    key: `parcel-${parcel.serial}-review`,
    measured: [
      { kind: 'investmentIntensity', value: '318', source: '固定资产投资专项审计报告（模拟）' },
      { kind: 'plotRatio', value: '1.36', source: '竣工测绘报告（模拟）' },
    ],
  });
};
