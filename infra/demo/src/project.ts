import type { StatedFacts } from '@yizhan/contracts';
import type { DemoCompany } from './companies.ts';
import { by, type World } from './world.ts';

/** One project of the demo (示例), as its enterprise states it. */
export interface DemoProject {
  /** Stands in every key: the same project told twice is one project. */
  readonly key: string;
  readonly company: DemoCompany;
  readonly name: string;
  readonly division: string;
  readonly landMu: string;
  readonly totalInvestment: string;
  readonly pathFacts?: StatedFacts;
}

const share = (amount: string, part: number): string => String(Math.round(Number(amount) * part));

/** Its sizes, the same wherever it states them: by its land, at a plot ratio of 1.35 (示例). */
const sizesOf = ({ landMu, pathFacts }: DemoProject) => ({
  landArea: share(landMu, 2000 / 3),
  floorArea: share(landMu, 900),
  energyTce: pathFacts?.energyTce ?? '700',
  electricityKwh: '2600000',
});

/** What the application states beside the project's name and size: in proportion to its investment (示例). */
export const factsOf = (project: DemoProject) => {
  const { name, division, company, landMu, totalInvestment } = project;
  const { floorArea, energyTce, electricityKwh } = sizesOf(project);
  return {
    name,
    division,
    industry: company.industry,
    product: company.product,
    process: '下料、加工、装配、检测',
    totalInvestment,
    fixedInvestment: share(totalInvestment, 0.85),
    investmentConstruction: share(totalInvestment, 0.4),
    investmentEquipment: share(totalInvestment, 0.35),
    investmentLand: share(totalInvestment, 0.1),
    landMu,
    floorArea,
    plotRatio: '1.35',
    constructionMonths: 12,
    yearlyOutput: share(totalInvestment, 1.6),
    yearlyRevenue: share(totalInvestment, 1.5),
    yearlyAddedValue: share(totalInvestment, 0.4),
    yearlyTax: share(totalInvestment, 0.08),
    research: share(totalInvestment, 0.03),
    energyTce,
    electricityKwh,
    water: '12000',
    cod: '0.4',
    ammoniaNitrogen: '0.04',
    sulphurDioxide: '0',
    nitrogenOxides: '0',
    vocs: '0.6',
    solidWaste: '40',
    hazardousWaste: '2',
    hazardousChemicals: false,
    jobs: 120,
    foreignInvestment: false,
  };
};

export const keyOf = ({ key }: DemoProject, step: string): string => `${key}-${step}`;

export const investorOf = ({ company }: DemoProject) => ({
  kind: 'company' as const,
  name: company.name,
  creditCode: company.creditCode,
});

export const apply = async (world: World, project: DemoProject): Promise<string> =>
  (
    await by(world, project.company.login, 'submitApplication', {
      key: keyOf(project, 'apply'),
      investor: investorOf(project),
      facts: factsOf(project),
      electronicDelivery: true,
    })
  ).id;

/** 备案: of an application's project, or of one that comes without admission. */
export const file = async (world: World, project: DemoProject, projectId?: string): Promise<string> =>
  (
    await by(world, project.company.login, 'fileProject', {
      key: keyOf(project, 'file'),
      ...(projectId === undefined ? {} : { projectId }),
      investorName: project.company.name,
      creditCode: project.company.creditCode,
      name: project.name,
      division: project.division,
      industry: project.company.industry,
      totalInvestment: project.totalInvestment,
      landMu: project.landMu,
      electronicDelivery: true,
      ...(project.pathFacts === undefined ? {} : { facts: { ...project.pathFacts, ...sizesOf(project) } }),
    })
  ).subject;
