import {
  approvalRoutes,
  buildingKinds,
  circumstanceNames,
  environmentClasses,
  hazardClasses,
  landKinds,
  regionalEvaluationNames,
} from '@yizhan/contracts';
import { type Field, optionsOf, plainOptions, yesOrNo } from './form.ts';

/** What the approval path hangs on, in the owner's words. Left empty, it is taken from the application, or assumed. */
export const pathFactFields: readonly Field[] = [
  {
    name: 'facts.landKind',
    label: '用地从哪里来？',
    kind: 'select',
    options: optionsOf(landKinds),
  },
  {
    name: 'facts.parcelWish',
    label: '意向地块（宗地代码或地块名称）',
    kind: 'text',
    max: 40,
    help: '公开出让，不因填报而优先；公告后路径按该地块的区域评估规划',
  },
  { name: 'facts.building', label: '建什么？', kind: 'select', options: optionsOf(buildingKinds) },
  { name: 'facts.floorArea', label: '总建筑面积（平方米）', kind: 'decimal' },
  { name: 'facts.soilVolume', label: '挖填土石方（立方米）', kind: 'decimal' },
  {
    name: 'facts.hazard',
    label: '是否涉及危险化学品或高危行业？',
    kind: 'select',
    options: optionsOf(hazardClasses),
  },
  {
    name: 'facts.environmentClass',
    label: '环评类别（按分类管理名录）',
    kind: 'select',
    options: optionsOf(environmentClasses),
  },
  { name: 'facts.energyTce', label: '年综合能耗（吨标准煤）', kind: 'decimal' },
  { name: 'facts.electricityKwh', label: '年用电量（千瓦时）', kind: 'decimal' },
  { name: 'facts.coalTonnes', label: '年煤炭消费量（吨）', kind: 'decimal' },
  {
    name: 'facts.specialFire',
    label: '是否属于特殊建设工程（大型、人员密集、易燃易爆等）？',
    kind: 'yesNo',
    options: yesOrNo,
  },
  { name: 'facts.explosiveSite', label: '是否有易燃易爆场所？', kind: 'yesNo', options: yesOrNo },
  {
    name: 'facts.lowRiskSmall',
    label: '按低风险小型项目办理？',
    kind: 'yesNo',
    options: yesOrNo,
    help: '5000 平方米以下的标准厂房或普通仓库，不涉及危险品',
  },
  {
    name: 'facts.regionalEvaluations',
    label: '地块已完成哪些区域评估？',
    kind: 'selects',
    options: plainOptions(regionalEvaluationNames),
    help: '地块公告或竞得后，以自然资源和规划部门登记的结果为准',
  },
  {
    name: 'facts.circumstances',
    label: '还涉及哪些情形？',
    kind: 'selects',
    options: optionsOf(circumstanceNames),
  },
  { name: 'facts.route', label: '项目管理方式', kind: 'select', options: optionsOf(approvalRoutes) },
];
