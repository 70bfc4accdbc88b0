// node_modules/.bin/node infra/docker/trial.ts
// Brings the whole up from compose.yaml under a name of its own with fresh secrets; the first administrator opens
// accounts, an enterprise files through the gateway, its township sees the application in pre-review; takes it down.
import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { signIn } from '../local/src/door.ts';
import { createWalk } from '../local/src/walk.ts';

const run = promisify(execFile);
const here = import.meta.dirname;
const began = Date.now();
const tell = (words: string): void =>
  console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${words}`);

const freePort = async (): Promise<number> =>
  await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const password = `Trial-${randomBytes(12).toString('hex')}`;
const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const env = {
  ...process.env,
  COMPOSE_PROJECT_NAME: `yizhan-trial-${randomBytes(3).toString('hex')}`,
  COMPOSE_FILE: path.join(here, 'compose.yaml'),
  GATEWAY_PORT: String(port),
  SERVICE_TOKEN_SECRET: randomBytes(32).toString('hex'),
  IDENTITY_SIGNING_KEY: privateKey,
  IDENTITY_KEY_ID: randomBytes(4).toString('hex'),
  MATERIALS_PUBLIC_URL: address,
};
const hasPlugin = await run('docker', ['compose', 'version']).then(
  () => true,
  () => false,
);
const compose = async (...args: string[]): Promise<string> =>
  (
    await run(hasPlugin ? 'docker' : 'docker-compose', [...(hasPlugin ? ['compose'] : []), ...args], {
      env,
      maxBuffer: 64 * 1024 * 1024,
    })
  ).stdout;

/** Every container that should be well, until it is. */
const untilHealthy = async (): Promise<void> => {
  const end = Date.now() + 300_000;
  for (;;) {
    const ids = (await compose('ps', '-q')).trim().split('\n');
    const format =
      '{{.Name}} {{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}} {{.State.ExitCode}}';
    const states = (await run('docker', ['inspect', '--format', format, ...ids])).stdout.trim().split('\n');
    const ill = states.filter((state) => !/ running healthy | exited .*0$/.test(state));
    if (ill.length === 0) return;
    if (Date.now() > end) throw new Error(`not healthy in time:\n${ill.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
};

const creditCode = '91330182MADEMA019H';
const facts = {
  name: '容器试运行项目',
  division: '330182104',
  industry: '3976',
  product: '光电组件',
  process: '加工、装配、检测',
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
};

const fileAnApplication = async (): Promise<void> => {
  const admin = await signIn(address, 'first-admin', password);
  const registered = await admin.query<{ registerCompany: { id: string } }>(
    'mutation($input: RegisterCompanyInput!) { registerCompany(input: $input) { __typename ... on RegisterCompanyDone { id } ... on Refused { code zh } } }',
    { input: { key: 'trial-company', name: '试运行光电有限公司', creditCode } },
  );
  const open = async (loginName: string, changed: object): Promise<void> => {
    await admin.command('openAccount', {
      key: `trial-${loginName}`,
      loginName,
      password,
      name: '试示例',
      phone: '13800000001',
      ...changed,
    });
  };
  await open('qiye', { roles: ['enterprise'], companyId: registered.registerCompany.id });
  await open('meicheng', { roles: ['territory'], unit: '330182104' });
  tell('signed in through the gateway, accounts opened');
  const walk = createWalk(address, password);
  const enterprise = await walk.as('qiye');
  const { id } = await enterprise.command('submitApplication', {
    key: 'trial-application',
    investor: { kind: 'company', name: '试运行光电有限公司', creditCode },
    facts,
    electronicDelivery: true,
  });
  const seen = await walk.until('meicheng', id, 'pre-review', ({ turns }) =>
    turns.some(({ action }) => action === 'startPrereview'),
  );
  tell(`application ${id}: its pre-review is the turn of ${seen.turns[0]?.holder ?? 'nobody'}`);
};

try {
  await compose('up', '-d');
  tell(`up, by ${hasPlugin ? 'docker compose' : 'docker-compose'}`);
  await untilHealthy();
  tell('every service is healthy');
  await compose(
    'exec',
    '-T',
    '-e',
    `FIRST_ADMIN_PASSWORD=${password}`,
    'identity',
    'yizhan',
    'identity',
    'create-first-administrator',
    '--login',
    'first-admin',
  );
  await fileAnApplication();
  const page = await fetch(address);
  tell(`the portal answers ${page.status}`);
} catch (error) {
  console.error(error);
  console.error(await compose('logs', '--tail', '15').catch(String));
  process.exitCode = 1;
} finally {
  await compose('down', '--volumes');
  tell('down, its volumes gone');
}
