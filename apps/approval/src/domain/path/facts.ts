import { type PathFacts, type ProjectFacts, pathFactsSchema, type StatedFacts } from '@yizhan/contracts';

/** 1 亩 = 2000/3 m². */
const squareMetresOf = (mu: string): string => ((Number(mu) * 2000) / 3).toFixed(2);

type Application = Pick<
  ProjectFacts,
  | 'floorArea'
  | 'energyTce'
  | 'electricityKwh'
  | 'hazardousChemicals'
  | 'foreignInvestment'
  | 'sulphurDioxide'
  | 'nitrogenOxides'
  | 'vocs'
  | 'hazardousWaste'
  | 'parcelWish'
>;

/** From so much a year a form is assumed in place of a register; the owner may state otherwise (示例). */
const formFrom = { airTonnes: 1, hazardousWasteTonnes: 10 } as const;

const environmentOf = (application: Application): PathFacts['environmentClass'] => {
  if (application.hazardousChemicals) return 'report';
  const { sulphurDioxide, nitrogenOxides, vocs, hazardousWaste } = application;
  const air = Number(sulphurDioxide) + Number(nitrogenOxides) + Number(vocs);
  return air >= formFrom.airTonnes || Number(hazardousWaste) >= formFrom.hazardousWasteTonnes
    ? 'form'
    : 'register';
};

/** What is known of a project's energy, building and hazards from its application for admission. */
const fromApplication = (application: Application): StatedFacts => ({
  floorArea: application.floorArea,
  energyTce: application.energyTce,
  electricityKwh: application.electricityKwh,
  hazard: application.hazardousChemicals ? 'hazardousChemicals' : 'none',
  environmentClass: environmentOf(application),
  circumstances: application.foreignInvestment ? ['foreignInvestment'] : [],
  parcelWish: application.parcelWish,
});

/** What is evaluated for an area before standard land of it is sold. */
export const assumedEvaluations: PathFacts['regionalEvaluations'] = ['压矿', '地灾', '地震', '文物'];

/** Where nothing is known: an ordinary plant on standard land, which is sold after its area was evaluated. */
const ordinary = (landArea: string): PathFacts => ({
  route: 'filing',
  landKind: 'auction',
  landArea,
  floorArea: landArea,
  soilVolume: '0',
  building: 'plant',
  hazard: 'none',
  energyTce: '0',
  electricityKwh: '0',
  coalTonnes: '0',
  environmentClass: 'register',
  specialFire: false,
  explosiveSite: false,
  lowRiskSmall: false,
  regionalEvaluations: assumedEvaluations,
  circumstances: [],
});

const withoutAbsent = (facts: StatedFacts): StatedFacts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

/** The facts that a path is planned by: stated, else from the application, else assumed; which were assumed is told. */
export const factsFrom = (
  landMu: string,
  stated: StatedFacts,
  application: Application | null,
): { readonly facts: PathFacts; readonly assumed: readonly (keyof PathFacts)[] } => {
  const base = ordinary(squareMetresOf(landMu));
  const told = application === null ? {} : withoutAbsent(fromApplication(application));
  const known = { ...told, ...withoutAbsent(stated) };
  const names = Object.keys(base) as (keyof PathFacts)[];
  return {
    facts: pathFactsSchema.parse({ ...base, ...known }),
    assumed: names.filter((name) => known[name] === undefined),
  };
};
