// Loads the demo: accounts, the agents' roster, and a few projects in different states, each brought there by the
// people whose turn it was, through the door. It begins in the past, so that some things are done and some are late,
// and ends at today. Run again, it finds its work done.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { setLegalClock } from '@yizhan/service';
import mongoose from 'mongoose';
import { createProjectWalk, type WalkedProject } from './project-walk.ts';
import { enrolAgents } from './roster.ts';
import { createWalk } from './walk.ts';

const day = 86_400_000;
const beginsDaysAgo = 50;
const root = path.resolve(import.meta.dirname, '../../..');

const needed = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is missing: the demo is loaded by npm start`);
  return value;
};
const address = needed('GATEWAY_URL');
const password = needed('DEMO_PASSWORD');
const installation = process.env.YIZHAN_INSTALLATION ?? 'yizhan';

const tell = (words: string): void => {
  process.stdout.write(`${words}\n`);
};

await promisify(execFile)(
  process.execPath,
  [
    path.join(root, 'apps/identity/src/seed-accounts.ts'),
    path.join(root, 'infra/local/src/demo-accounts.json'),
  ],
  {
    env: { ...process.env, PORT: '0' },
  },
);
tell('账号已就绪 · accounts are there');

const walk = createWalk(address, password);
const administrator = await walk.as('admin');
const { findDossiers } = await administrator.query<{ findDossiers: { total: number } }>(
  '{ findDossiers(input: { skip: 0, take: 1 }) { total } }',
);
if (findDossiers.total > 0) {
  tell('演示项目已载入 · the projects are there already');
  process.exit(0);
}

const now = Date.now();
const connection = await mongoose
  .createConnection(needed('MONGODB_URI'), { dbName: `${installation}_clock` })
  .asPromise();
const began = await connection.useDb(`${installation}_clock`).collection('clock').countDocuments();
if (began === 0)
  await setLegalClock(connection, installation, {
    at: new Date(now - beginsDaysAgo * day).toISOString(),
    running: true,
  });
await connection.close();

const clock = async () =>
  (await administrator.query<{ clock: { now: string; today: string } }>('{ clock { now today } }')).clock;
const advanceTo = async (at: number): Promise<string> => {
  const target = new Date(Math.max(at, Date.parse((await clock()).now))).toISOString();
  await administrator.query('mutation($to: String!) { advanceClock(to: $to) { today } }', { to: target });
  return (await clock()).today;
};
const advance = async (days: number): Promise<string> =>
  await advanceTo(Date.parse((await clock()).now) + days * day);

await enrolAgents(walk);

const facts = (
  name: string,
  industry: string,
  product: string,
  changed: Readonly<Record<string, unknown>> = {},
): WalkedProject['facts'] => ({
  name,
  division: '330182104',
  industry,
  product,
  process: '下料、加工、装配、检测',
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
const photonics = {
  kind: 'company',
  name: '建德市新安光电科技有限公司',
  creditCode: '91330182MADEMA019H',
} as const;
const materials = {
  kind: 'company',
  name: '建德市示例新材料有限公司',
  creditCode: '91330182MADEMA027C',
} as const;
const parts = { territory: 'meicheng', chief: 'shouxi-meicheng' };
const project = (
  key: string,
  enterprise: string,
  investor: WalkedProject['investor'],
  described: WalkedProject['facts'],
  serial: string,
) =>
  createProjectWalk(walk, {
    key,
    enterprise,
    investor,
    facts: described,
    ...parts,
    parcel: { code: `330182001001GB${serial}`, name: `梅城工业功能区${serial.slice(-2)}号地块` },
  });

const first = project(
  'demo-first',
  'qiye',
  photonics,
  facts('年产10万套光电组件项目', '3976', '光电组件'),
  '00001',
);
const second = project(
  'demo-second',
  'qiye',
  photonics,
  facts('年产500万套精密轴承项目', '3451', '精密轴承'),
  '00002',
);
const third = project(
  'demo-third',
  'qiye2',
  materials,
  facts('年产2万吨环保新材料项目', '2929', '环保塑料制品', { hazardousChemicals: true }),
  '00003',
);
const fourth = project(
  'demo-fourth',
  'qiye2',
  materials,
  facts('智能包装生产线项目', '2231', '纸和纸板容器'),
  '00004',
);
const fifth = project(
  'demo-fifth',
  'qiye',
  photonics,
  facts('光学镜片扩建项目', '4040', '光学镜片'),
  '00005',
);

tell('从申请到备案 · from application to project code');
const firstId = await first.apply();
await first.prereview(firstId);
await first.judge(firstId);
await first.conclude(firstId);
await first.file(firstId);
await first.entrust(firstId);
const secondId = await second.file(undefined);

tell('标准地出让 · standard land is listed and sold');
const [firstParcel, secondParcel] = [await first.prepareParcel(), await second.prepareParcel()];
const announced = (await clock()).today;
await first.announce(firstParcel, announced);
await second.announce(secondParcel, announced);
const awarded = await advance(33);
await first.award(firstParcel, firstId, awarded);
await second.award(secondParcel, secondId, awarded);

tell('审批、开工、验收 · items, construction, acceptance');
await first.passPath(firstId);
await first.build(firstId, (await clock()).today);
await first.accept(firstId);

await advanceTo(now - 6 * day);
const thirdId = await third.apply();
await third.prereview(thirdId);
await third.judge(thirdId, ['developmentReform', 'economyInformation', 'naturalResources']);
await second.submitItem(secondId, 'A5');

await advanceTo(now);
const fourthId = await fourth.apply();
await walk.until('meicheng', fourthId, 'pre-review', ({ turns }) => turns.length > 0);
const fifthId = await fifth.apply();
await fifth.sendBack(fifthId);
tell('演示项目已载入：一项已竣工备案，四项在办 · five projects: one completed, four under way');
process.exit(0);
