import type { Investor, ProjectFacts } from '@yizhan/contracts';

/** A sound project of 梅城镇; a test changes what it is about. */
export const someFacts = (changed: Partial<ProjectFacts> = {}): ProjectFacts => ({
  name: '年产10万套光电组件项目',
  division: '330182104',
  industry: '3829',
  product: '光电组件',
  process: '切割、封装、检测',
  totalInvestment: '12000',
  fixedInvestment: '10000',
  investmentConstruction: '5000',
  investmentEquipment: '4000',
  investmentLand: '1000',
  landMu: '30',
  floorArea: '26000',
  plotRatio: '1.3',
  constructionMonths: 18,
  yearlyOutput: '20000',
  yearlyRevenue: '18000',
  yearlyAddedValue: '5000',
  yearlyTax: '900',
  research: '500',
  energyTce: '600',
  electricityKwh: '2000000',
  water: '12000',
  cod: '0.4',
  ammoniaNitrogen: '0.04',
  sulphurDioxide: '0',
  nitrogenOxides: '0',
  vocs: '0.2',
  solidWaste: '40',
  hazardousWaste: '2',
  hazardousChemicals: false,
  jobs: 150,
  foreignInvestment: false,
  ...changed,
});

export const someInvestor: Investor = {
  kind: 'company',
  name: '建德市示例光电有限公司',
  creditCode: '11331002002673575G',
};
