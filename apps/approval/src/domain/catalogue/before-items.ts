import type { CatalogueItem, CatalogueMaterial } from '@yizhan/contracts';
import { illustrative, item, licenceLaw, material, promised } from './notation.ts';

const planning = '立项用地规划许可';
const works = '工程建设许可';
const building = '施工许可';
const common = {
  illustrative: true,
  statutory: illustrative(20, 'WD', licenceLaw),
  promise: promised(15),
} as const;
const paper = (kind: string, name: string): CatalogueMaterial => material(kind, name, 'original');

/** Nine that the reform merged into others or did away with (示例). */
export const droppedItems: readonly CatalogueItem[] = [
  item({
    ...common,
    code: 'Y1',
    name: '建设项目选址意见书核发',
    department: 'naturalResources',
    stage: planning,
    applies: 'landAuction',
    needs: ['A1', 'A2', 'A9'],
    materials: [paper('siteForm', '选址意见书申请表'), paper('siteReport', '选址论证报告')],
  }),
  item({
    ...common,
    code: 'Y2',
    name: '建设项目用地预审',
    department: 'naturalResources',
    stage: planning,
    applies: 'landAuction',
    needs: ['A1', 'A2', 'A9'],
    materials: [paper('preliminaryForm', '用地预审申请表'), paper('landUseReport', '节地评价报告')],
  }),
  item({
    ...common,
    code: 'Y3',
    name: '水资源论证报告审查',
    department: 'water',
    stage: works,
    applies: 'waterIntake',
    needs: ['A1', 'A2', 'A9'],
    materials: [paper('waterReport', '水资源论证报告'), paper('waterForm', '水资源论证审查申请')],
  }),
  item({
    ...common,
    code: 'Y4',
    name: '防洪影响评价审查',
    department: 'water',
    stage: works,
    applies: 'riverWorks',
    needs: ['A1', 'A2', 'A9'],
    materials: [paper('floodReport', '防洪影响评价报告'), paper('floodForm', '防洪影响评价审查申请')],
  }),
  item({
    ...common,
    code: 'Y5',
    name: '职业病危害预评价审核',
    department: 'emergency',
    stage: works,
    applies: 'hazard',
    needs: ['A1', 'A2', 'A9'],
    materials: [
      paper('occupationalReport', '职业病危害预评价报告'),
      paper('occupationalForm', '预评价审核申请'),
    ],
  }),
  item({
    ...common,
    code: 'Y6',
    name: '施工图消防设计审查备案',
    department: 'housing',
    stage: building,
    applies: 'newBuilding',
    needs: ['B2'],
    materials: [paper('fireDesign', '消防设计文件'), paper('fireFilingForm', '消防设计备案表')],
  }),
  item({
    ...common,
    code: 'Y7',
    name: '施工图防雷设计审查',
    department: 'meteorology',
    stage: building,
    applies: 'newBuilding',
    needs: ['B2'],
    materials: [paper('lightningDesign', '防雷设计文件'), paper('lightningFilingForm', '防雷设计审查申请')],
  }),
  item({
    ...common,
    code: 'Y8',
    name: '工程质量监督手续',
    department: 'housing',
    stage: building,
    applies: 'newBuilding',
    needs: ['C1'],
    materials: [paper('qualityForm', '质量监督登记表'), paper('supervisionContract', '监理合同')],
  }),
  item({
    ...common,
    code: 'Y9',
    name: '工程安全监督手续',
    department: 'housing',
    stage: building,
    applies: 'newBuilding',
    needs: ['C1'],
    materials: [paper('safetyForm', '安全监督登记表'), paper('safetyMeasures', '安全技术措施')],
  }),
];

/** Twelve materials that were asked for on paper and are fetched from the office that has them, or no longer asked for. */
export const droppedMaterials: Readonly<Record<string, readonly CatalogueMaterial[]>> = {
  A5: [paper('siteApproval', '选址意见书'), paper('preliminaryApproval', '用地预审意见')],
  A6: [paper('planningProof', '规划符合性证明')],
  A7: [paper('energyForm', '节能审查申请书')],
  A8: [paper('soilForm', '水土保持审批申请')],
  B1: [paper('designForm', '设计方案审查申请表')],
  B2: [paper('legalRepresentative', '法定代表人身份证明'), paper('landPermit', '建设用地规划许可证')],
  C1: [paper('drawingsForm', '施工图审查申请表')],
  C4: [
    paper('bidNotice', '中标通知书'),
    paper('qualityProof', '质量监督手续'),
    paper('wageGuarantee', '农民工工资保证金凭证'),
  ],
};

/** What was promised before the reform, in working days (示例): the law's own limits, or near them. */
export const promisesBefore: Readonly<Record<string, number>> = {
  A4: 10,
  A5: 15,
  A6: 25,
  A7: 20,
  A8: 10,
  B1: 15,
  B2: 15,
  B3: 10,
  C1: 15,
  C2: 15,
  C3: 15,
  C4: 5,
  C5: 20,
  C6: 15,
};
