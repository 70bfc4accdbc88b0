import type { DemoApplication, Ending } from './applications.ts';
import { createChance } from './chance.ts';
import { type DemoCompany, materials, otherCompanies, photonics } from './companies.ts';
import type { CompletedProject } from './completed.ts';
import type { DemoParcel } from './parcels.ts';
import type { DemoProject } from './project.ts';

/** All of the demo's data is fictitious (示例); the seed makes it the same every time. */
export const seed = 330_182;
const chance = createChance(seed);

const kinds = ['生产线建设', '智能化技改', '扩产', '二期', '产业化', '数字化车间'] as const;

const companyAt = (index: number): DemoCompany => {
  const company = otherCompanies[index % otherCompanies.length];
  if (company === undefined) throw new Error('no companies');
  return company;
};

const projectOf = (key: string, company: DemoCompany, kind: string, scale: number): DemoProject => ({
  key,
  company,
  name: `${company.name.replace('建德市', '').replace('有限公司', '')}${company.product}${kind}项目`,
  division: company.division,
  landMu: String(12 + (scale % 30)),
  totalInvestment: String(4000 + scale * 650),
});

/** Reasons for which an enterprise withdrew while it was being judged; admission is advice, and bars no 备案. */
const withdrawals = [
  '项目急于开工，改为直接办理备案，不再等待研判',
  '扩大投资规模，重新编制方案后再行申报',
  '资金安排调整，项目缓建',
  '改为租赁厂房实施，不再新增用地',
  '与其他项目合并申报',
] as const;

const judgingAgo: readonly (readonly [number, number])[] = [
  [3, 2],
  [3, 0],
  [3, 1],
  [4, 2],
  [5, 3],
  [5, 1],
  [6, 4],
  [7, 5],
  [7, 2],
  [9, 5],
  [10, 4],
  [11, 5],
  [12, 6],
];

const endings: readonly (readonly [submittedAgo: number, ending: Ending])[] = [
  ...Array.from({ length: 20 }, (_, index): readonly [number, Ending] => [
    24 + index * 23 + chance.between(0, 6),
    {
      is: 'withdrawnInJudgement',
      reason: withdrawals[index % withdrawals.length] ?? withdrawals[0],
      opinions: 1 + (index % 4),
    },
  ]),
  ...judgingAgo.map(([ago, opinions]): readonly [number, Ending] => [ago, { is: 'judging', opinions }]),
  [11, { is: 'conferring' }],
  [12, { is: 'conferring' }],
  [13, { is: 'conferring' }],
  [300, { is: 'refused', reason: '拟选址位于永久基本农田范围内，不符合国土空间规划' }],
  [165, { is: 'refused', reason: '项目属于产业结构调整目录淘汰类' }],
  [58, { is: 'refused', reason: '用地强度明显低于属地准入标准，且无调整方案' }],
  [11, { is: 'returned' }],
  [7, { is: 'returned' }],
  [92, { is: 'lapsed' }],
  [71, { is: 'withdrawn', reason: '企业内部投资计划调整' }],
  [3, { is: 'prereviewing' }],
  [1, { is: 'submitted' }],
];

/** Who signs in for the demo finds his own among them: by place in the list above. */
const ownApplications: Readonly<Record<number, DemoCompany>> = {
  2: photonics,
  22: photonics,
  28: materials,
  33: materials,
  39: photonics,
  40: materials,
  43: photonics,
  44: materials,
};

/** 45 of the 48 applications; the 3 that were judged and passed go on, and stand with `passed`. */
export const applications: readonly DemoApplication[] = endings.map(([submittedAgo, ending], index) => ({
  ...projectOf(
    `application-${index + 1}`,
    ownApplications[index] ?? companyAt(index * 5 + 3),
    `${kinds[index % kinds.length] ?? ''}${index < 24 ? '' : '（2023）'}`,
    index + 3,
  ),
  submittedAgo,
  ending,
  ...(index === 22 ? { agency: 'entrusted' as const } : {}),
  ...(index === 28 ? { agency: 'planning' as const } : {}),
}));

const held = { landKind: 'held' } as const;

/** What the parcels of completed and passed projects were evaluated for is shared. */
const bought = { environmentClass: 'form' } as const;
/** A parcel of 20,000 square metres. */
const boughtMu = '30';

type CompletedRow = readonly [
  filedOn: string,
  governmentDays: number,
  buildingDays: number,
  ownerDays: number,
];

/** Filed while the catalogue before the reform was in force. */
const beforeRows: readonly CompletedRow[] = [
  ['2021-01-12', 80, 205, 4],
  ['2021-02-24', 74, 190, 3],
  ['2021-04-06', 83, 210, 4],
  ['2021-05-18', 77, 180, 5],
  ['2021-07-05', 86, 200, 3],
  ['2021-08-16', 78, 195, 4],
  ['2021-10-11', 82, 185, 4],
];
/** And under the one after it. */
const afterRows: readonly CompletedRow[] = [
  ['2023-01-09', 28, 145, 2],
  ['2023-01-12', 27, 140, 3],
  ['2023-01-30', 29, 135, 2],
  ['2023-02-06', 30, 132, 2],
  ['2023-02-13', 32, 128, 2],
  ['2023-02-20', 33, 126, 2],
  ['2023-03-01', 31, 118, 2],
];

const soldParcel = (serial: number, name: string, division: string, industry: string): DemoParcel => ({
  serial,
  name,
  division,
  area: '20000',
  industries: [industry],
});

export const completedBefore: readonly CompletedProject[] = beforeRows.map(
  ([filedOn, governmentDays, buildingDays, ownerDays], index) => ({
    ...projectOf(`before-${index + 1}`, companyAt(index * 4), '新建', 10 + index * 3),
    filedOn,
    governmentDays,
    buildingDays,
    ownerDays,
    acceptance: { planning: 9 + (index % 3), joint: 8 },
    pathFacts: { ...held, environmentClass: 'form' },
  }),
);

export const completedAfter: readonly CompletedProject[] = afterRows.map(
  ([filedOn, governmentDays, buildingDays, ownerDays], index) => {
    const company = index === 1 ? photonics : index === 4 ? materials : companyAt(index * 5 + 1);
    const onParcel = index < 3;
    return {
      ...projectOf(`after-${index + 1}`, company, '扩建', 12 + index * 3),
      filedOn,
      governmentDays,
      buildingDays,
      ownerDays,
      acceptance: { planning: 3, joint: 4 },
      pathFacts: onParcel ? { ...bought } : { ...held, environmentClass: 'form' },
      ...(onParcel
        ? {
            landMu: boughtMu,
            parcel: soldParcel(
              index + 1,
              `${index === 1 ? '梅城' : '乾潭'}工业功能区${index + 1}号地块`,
              company.division,
              company.industry,
            ),
          }
        : {}),
      ...(index === 1 || index === 4 || index === 6 ? { agency: true as const } : {}),
      ...(index < 2 ? { reviewed: true as const } : {}),
    };
  },
);

/** Judged and passed: each has gone on, to a different place. */
export const passed = {
  building: {
    ...projectOf('passed-1', photonics, '一期', 20),
    landMu: boughtMu,
    pathFacts: { ...bought },
    submittedAgo: 205,
    parcel: soldParcel(4, '梅城工业功能区4号地块', '330182104', '3976'),
  },
  items: {
    ...projectOf('passed-2', photonics, '三期', 26),
    landMu: boughtMu,
    pathFacts: { ...bought },
    submittedAgo: 74,
    parcel: soldParcel(5, '梅城工业功能区5号地块', '330182104', '3976'),
  },
  listing: {
    ...projectOf('passed-3', materials, '新建', 23),
    landMu: boughtMu,
    pathFacts: { ...bought },
    submittedAgo: 22,
    parcel: soldParcel(6, '梅城工业功能区6号地块', '330182104', '2929'),
  },
} as const;

/** Filed without admission, and on their way. */
export const underWay: readonly (DemoProject & { readonly filedAgo: number; readonly ranksDone: number })[] =
  [
    {
      ...projectOf('under-way-1', companyAt(9), '技改', 14),
      pathFacts: { ...held, environmentClass: 'form' },
      filedAgo: 16,
      ranksDone: 0,
    },
    {
      ...projectOf('under-way-2', companyAt(17), '技改', 18),
      pathFacts: { ...held, environmentClass: 'report', hazard: 'hazardousChemicals' },
      filedAgo: 18,
      ranksDone: 0,
    },
    {
      ...projectOf('under-way-3', companyAt(23), '技改', 9),
      pathFacts: { ...held, environmentClass: 'form', energyTce: '2400' },
      filedAgo: 38,
      ranksDone: 1,
    },
    {
      ...projectOf('under-way-4', companyAt(31), '技改', 21),
      pathFacts: { ...held, environmentClass: 'form', specialFire: true, explosiveSite: true },
      filedAgo: 52,
      ranksDone: 2,
    },
  ];

/** Built, and at their joint acceptance. */
export const atAcceptance: readonly CompletedProject[] = [
  ['2023-02-08', 30, 150, 2, 'applied'] as const,
  ['2023-03-06', 30, 128, 2, 'fiveParty'] as const,
].map(([filedOn, governmentDays, buildingDays, ownerDays, stopAt], index) => ({
  ...projectOf(`acceptance-${index + 1}`, index === 0 ? photonics : companyAt(12), '仓储配套', 16 + index),
  filedOn,
  governmentDays,
  buildingDays,
  ownerDays,
  acceptance: { planning: 3, joint: 4 },
  pathFacts: { ...held, environmentClass: 'form' },
  stopAt,
}));

const parcelPlaces: readonly (readonly [division: string, name: string])[] = [
  ['330182001', '新安江街道工业园'],
  ['330182002', '洋溪街道高新园'],
  ['330182003', '更楼街道工业园'],
  ['330182101', '莲花镇工业功能区'],
  ['330182102', '乾潭镇五金产业园'],
  ['330182104', '梅城镇工业功能区'],
  ['330182106', '下涯镇智造园'],
  ['330182107', '大洋镇新材料园'],
  ['330182109', '寿昌镇航空小镇'],
  ['330182110', '航头镇工业功能区'],
  ['330182112', '大同镇碳酸钙产业园'],
  ['330182900', '经济开发区高端装备园'],
];

/** What became of a parcel that is filed, or how far one has come that is not. */
export type ParcelNow =
  | 'filed'
  | 'listed'
  | 'failed'
  | 'reserved'
  | 'evaluating'
  | 'countersigning'
  | 'approved';

/** 20 filed ones beside the 6 of completed and passed projects, and 6 on their way there. */
export const parcels: readonly (DemoParcel & { readonly beganAgo: number; readonly now: ParcelNow })[] = [
  ...Array.from({ length: 20 }, (_, index) => ({
    index,
    now: (index === 3 ? 'failed' : index === 7 || index === 12 ? 'listed' : 'filed') as ParcelNow,
    beganAgo: 60 + index * 21,
  })),
  { index: 20, now: 'reserved' as const, beganAgo: 1 },
  { index: 21, now: 'evaluating' as const, beganAgo: 12 },
  { index: 22, now: 'evaluating' as const, beganAgo: 21 },
  { index: 23, now: 'countersigning' as const, beganAgo: 27 },
  { index: 24, now: 'countersigning' as const, beganAgo: 26 },
  { index: 25, now: 'approved' as const, beganAgo: 33 },
].map(({ index, now, beganAgo }) => {
  const [division, place] = parcelPlaces[(index * 5 + (index > 19 ? 2 : 0)) % parcelPlaces.length] ?? [
    '330182104',
    '梅城',
  ];
  const { industry } = companyAt(index * 3);
  return {
    serial: 7 + index,
    name: `${place}${index + 1}号地块`,
    division,
    area: String(13_000 + (index % 8) * 2000),
    industries: [industry],
    beganAgo,
    now,
  };
});
