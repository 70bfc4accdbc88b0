import { divisionsOf, industries } from '@yizhan/codes';
import { indicatorCatalogue } from '@yizhan/contracts';
import { polygonOf } from '../coordinates.ts';
import {
  type CommandForm,
  departmentOptions,
  type Field,
  oneEmpty,
  optionsOf,
  plainOptions,
  reason,
  text,
} from './form.ts';

const evaluations = plainOptions([
  '能评',
  '规划环评',
  '防洪',
  '水保',
  '水资源论证',
  '压矿',
  '地灾',
  '地震',
  '文物',
  '气候',
]);
const indicatorOptions = Object.entries(indicatorCatalogue).map(([value, { zh, unit }]) => ({
  value,
  label: unit === '' ? zh : `${zh}（${unit}）`,
}));
type Kind = keyof typeof indicatorCatalogue;

const reviewFields: readonly Field[] = [
  {
    name: 'measured',
    label: '实测值',
    kind: 'objects',
    required: true,
    of: [
      { name: 'kind', label: '指标', kind: 'select', required: true, options: indicatorOptions },
      { name: 'value', label: '实测', kind: 'decimal', required: true },
      { name: 'source', label: '出处', kind: 'text', required: true, help: '如：审计报告', max: 200 },
    ],
  },
  { name: 'rectificationMonths', label: '未达标时的整改期限（月）', kind: 'integer', help: '不填按标准期限' },
];
const lateDate: Field = {
  name: 'dateReason',
  label: '补录原因（日期早于今天时填写）',
  kind: 'text',
  max: 200,
};

const registration: readonly Field[] = [
  { name: 'parcelCode', label: '宗地代码（19位）', kind: 'text', required: true },
  { name: 'name', label: '地块名称', kind: 'text', required: true, max: 100 },
  {
    name: 'division',
    label: '所属区域',
    kind: 'select',
    required: true,
    options: divisionsOf('330182').map(({ code, name }) => ({ value: code, label: name })),
  },
  { name: 'area', label: '面积（平方米）', kind: 'decimal', required: true },
  {
    name: 'industries',
    label: '准入行业',
    kind: 'selects',
    required: true,
    options: industries.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  },
  {
    name: 'polygon',
    label: '界址点坐标',
    kind: 'coordinates',
    help: '可不填；每行一个点：经度,纬度（十进制度），按顺序，首尾自动闭合',
  },
  {
    name: 'areaExplanation',
    label: '面积与图形不一致的原因',
    kind: 'text',
    max: 500,
    help: '登记面积与图形面积相差较大时填写',
  },
];

/** With the border as it goes into the command. */
const withBorder = ({ polygon: text, ...input }: Readonly<Record<string, unknown>>) => {
  const polygon = polygonOf(text);
  return polygon === null ? input : { ...input, polygon };
};

/** 标准地. */
export const landForms = {
  registerParcel: { title: '登记地块', fields: registration, complete: withBorder },
  amendParcel: {
    title: '更正地块登记',
    note: '面积、位置、区域或准入行业有变化的，已拟定的指标、会签、方案和备案失效，须重新办理。',
    fields: [...registration, reason('更正原因')],
    complete: withBorder,
  },
  cancelRegistration: {
    title: '撤销地块登记',
    note: '撤销后不能恢复，宗地代码和位置可重新登记。',
    fields: [reason('撤销原因')],
    danger: true,
  },
  startEvaluation: {
    title: '启动区域评估',
    fields: [
      { name: 'evaluations', label: '评估事项', kind: 'selects', required: true, options: evaluations },
    ],
    initial: () => ({ evaluations: ['能评', '规划环评', '水保'] }),
  },
  completeEvaluations: {
    title: '登记区域评估结果',
    fields: [
      {
        name: 'results',
        label: '评估结果',
        kind: 'objects',
        required: true,
        of: [
          { name: 'evaluation', label: '评估事项', kind: 'select', required: true, options: evaluations },
          { name: 'result', label: '结果', kind: 'text', required: true, max: 500 },
        ],
      },
    ],
    initial: () => ({
      results: ['能评', '规划环评', '水保'].map((evaluation) => ({ evaluation, result: '符合要求' })),
    }),
  },
  proposeIndicators: {
    title: '拟定控制性指标',
    fields: [
      {
        name: 'indicators',
        label: '指标（至少五项）',
        kind: 'objects',
        required: true,
        of: [
          { name: 'kind', label: '指标', kind: 'select', required: true, options: indicatorOptions },
          {
            name: 'direction',
            label: '要求',
            kind: 'select',
            required: true,
            options: optionsOf({ atLeast: '不低于', atMost: '不高于' }),
          },
          { name: 'value', label: '数值', kind: 'decimal', required: true },
        ],
      },
      { name: 'askedOf', label: '会签部门', kind: 'selects', required: true, options: departmentOptions },
    ],
    initial: () => ({
      indicators: (
        ['investmentIntensity', 'plotRatio', 'taxPerMu', 'addedValuePerEnergy', 'researchIntensity'] as const
      ).map((kind) => ({ kind, direction: 'atLeast' })),
      askedOf: ['developmentReform', 'ecology'],
    }),
    complete: (input) => ({
      ...input,
      indicators: (Array.isArray(input['indicators']) ? input['indicators'] : []).map(
        (indicator: Readonly<Record<string, unknown>>) => {
          const known = indicatorCatalogue[indicator['kind'] as Kind];
          return { ...indicator, unit: known?.unit ?? '', judgedAt: known?.judgedAt ?? 'completion' };
        },
      ),
    }),
  },
  countersignIndicators: { title: '会签控制性指标', fields: [text('opinion', '会签意见')] },
  approveScheme: { title: '批准出让方案', fields: [text('opinion', '批准意见')] },
  fileStandardLand: { title: '申报标准地备案', fields: [] },
  announceListing: {
    title: '发布出让公告',
    note: '公告期不少于 20 日，挂牌时间不少于 10 日。',
    fields: [
      { name: 'noticeOn', label: '公告日期', kind: 'date', required: true },
      { name: 'listingFrom', label: '挂牌起始日', kind: 'date', required: true },
      { name: 'closesOn', label: '挂牌截止日', kind: 'date', required: true },
      { name: 'startPrice', label: '起始价（万元）', kind: 'decimal', required: true },
      lateDate,
    ],
    initial: ({ today }) => ({ noticeOn: today }),
  },
  recordAward: {
    title: '登记成交结果',
    fields: [
      {
        name: 'projectId',
        label: '竞得人的项目',
        kind: 'project',
        help: '按名称查找已备案的项目；竞得人尚无项目时不选，取得项目代码后再补充',
      },
      {
        name: 'winnerName',
        label: '竞得人名称',
        kind: 'text',
        required: true,
        max: 100,
        when: { field: 'projectId', is: ['undefined', 'null', ''] },
      },
      { name: 'price', label: '成交价（万元）', kind: 'decimal', required: true },
      { name: 'noticeOn', label: '成交公示日期', kind: 'date', required: true },
      lateDate,
    ],
    initial: ({ today, projectId }) => ({ noticeOn: today, ...(projectId ? { projectId } : {}) }),
    complete: (input) => ({ projectId: null, company: null, ...input }),
  },
  linkAward: {
    title: '关联竞得项目',
    note: '竞得人的项目备案后关联；成交价和成交公示日期不变。',
    fields: [
      {
        name: 'projectId',
        label: '竞得人的项目',
        kind: 'project',
        required: true,
        help: '按名称查找已备案的项目',
      },
    ],
  },
  recordListingFailure: {
    title: '登记流拍',
    note: '成交后逾期未签合同的，登记流拍后成交结果失效，地块可重新公告。',
    fields: [reason('流拍原因')],
  },
  signContracts: {
    title: '签订出让合同和标准地投资建设合同',
    fields: [
      { name: 'legalityOpinion', label: '合法性审查意见书编号', kind: 'text', required: true, max: 60 },
    ],
  },
  annotateRegistration: {
    title: '不动产登记备注“标准地”',
    fields: [text('note', '备注内容')],
    initial: () => ({ note: '标准地' }),
  },
  recordCompletionReview: {
    title: '标准地竣工复核',
    fields: reviewFields,
    initial: oneEmpty('measured'),
  },
  reportRectification: { title: '报告标准地整改情况', fields: [text('report', '整改情况', 2000)] },
  startOperation: { title: '转入初始运行', fields: [] },
  recordProductionReview: { title: '达产复核', fields: reviewFields, initial: oneEmpty('measured') },
  openBreach: { title: '启动违约处理', fields: [reason('违约事实和依据', 2000)], danger: true },
  returnParcel: { title: '收回地块', fields: [reason('收回原因', 2000)], danger: true },
} as const satisfies Record<string, CommandForm>;
