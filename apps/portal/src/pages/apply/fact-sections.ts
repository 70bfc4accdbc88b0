import { divisionsOf, industries } from '@yizhan/codes';
import type { ProjectFacts } from '@yizhan/contracts';
import type { Field } from '../../parts/forms/form.ts';

interface FactField extends Field {
  readonly name: keyof ProjectFacts;
  readonly unit?: string;
}

const number = (name: keyof ProjectFacts, label: string, unit: string, help?: string): FactField => ({
  name,
  label,
  unit,
  kind: 'decimal',
  required: true,
  ...(help === undefined ? {} : { help }),
});

export interface FactSection {
  readonly title: string;
  readonly note?: string;
  readonly fields: readonly FactField[];
}

/** What an applicant states, in the order in which he thinks of it (domain §4). */
export const factSections: readonly FactSection[] = [
  {
    title: '项目概况',
    fields: [
      {
        name: 'name',
        label: '项目名称',
        kind: 'text',
        required: true,
        max: 100,
        help: '如：年产10万套光电组件项目',
      },
      {
        name: 'division',
        label: '拟落地区域',
        kind: 'select',
        required: true,
        options: divisionsOf('330182').map(({ code, name }) => ({ value: code, label: name })),
        help: '由该乡镇、街道或开发区预审',
      },
      {
        name: 'industry',
        label: '所属行业',
        kind: 'select',
        required: true,
        options: industries.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
        help: '国民经济行业分类小类，可输入名称查找',
      },
      { name: 'product', label: '主要产品', kind: 'text', required: true, max: 200 },
      { name: 'process', label: '生产工艺', kind: 'textarea', required: true, max: 1000 },
      { name: 'foreignInvestment', label: '含外商投资', kind: 'switch' },
    ],
  },
  {
    title: '投资',
    note: '固定资产投资 = 建筑 + 设备 + 土地。',
    fields: [
      number('totalInvestment', '总投资', '万元', '固定资产投资与流动资金之和'),
      number('fixedInvestment', '固定资产投资', '万元', '不大于总投资'),
      number('investmentConstruction', '其中：建筑投资', '万元'),
      number('investmentEquipment', '其中：设备投资', '万元'),
      number('investmentLand', '其中：土地投资', '万元'),
    ],
  },
  {
    title: '用地和建设',
    fields: [
      number('landMu', '用地面积', '亩', '1 亩 = 666.67 平方米；不需要新供地的填 0'),
      { name: 'parcelWish', label: '意向地块', kind: 'text', max: 40, help: '没有可不填' },
      number('floorArea', '建筑面积', '平方米', '地上地下合计'),
      number('plotRatio', '容积率', '', '计容建筑面积 ÷ 用地面积，层高超过 8 米的加倍计'),
      { name: 'constructionMonths', label: '建设周期', unit: '月', kind: 'integer', required: true },
    ],
  },
  {
    title: '达产后的产出',
    fields: [
      number('yearlyOutput', '年产值', '万元'),
      number('yearlyRevenue', '年主营业务收入', '万元'),
      number('yearlyAddedValue', '年工业增加值', '万元'),
      number('yearlyTax', '年税收', '万元', '达产年度预计入库税收'),
      number('research', '年研发投入', '万元', '研发强度 = 年研发投入 ÷ 主营业务收入'),
      { name: 'jobs', label: '就业人数', unit: '人', kind: 'integer', required: true },
    ],
  },
  {
    title: '资源能源和环境',
    note: '均为达产后每年的数量；没有的填 0。',
    fields: [
      number('energyTce', '综合能耗', '吨标准煤', '达到 1000 吨标准煤的须节能审查'),
      number('electricityKwh', '用电量', '千瓦时'),
      number('water', '用水量', '吨'),
      number('cod', '化学需氧量（COD）', '吨'),
      number('ammoniaNitrogen', '氨氮', '吨'),
      number('sulphurDioxide', '二氧化硫', '吨'),
      number('nitrogenOxides', '氮氧化物', '吨'),
      number('vocs', '挥发性有机物（VOCs）', '吨'),
      number('solidWaste', '一般固体废物', '吨'),
      number('hazardousWaste', '危险废物', '吨', '按国家危险废物名录'),
      {
        name: 'hazardousChemicals',
        label: '涉及危险化学品',
        kind: 'switch',
        help: '涉及的，应急管理局将参加研判',
      },
    ],
  },
];
