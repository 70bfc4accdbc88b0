import { createProjectWalk } from '@yizhan/local/project-walk';
import { simulatedPdf } from '@yizhan/local/simulated-pdf';
import { someFacts } from '@yizhan/testkit';
import { expect } from 'vitest';
import { password } from '../chain/installation.ts';
import { createKeyboard } from './keyboard.ts';
import type { Seat } from './person.ts';
import type { Stage } from './stage.ts';

const {
  industry,
  hazardousChemicals: _chemicals,
  foreignInvestment: _foreign,
  ...plain
} = someFacts({ hazardousWaste: '0', yearlyTax: '300' });
const own = {
  company: '建德市新来企业有限公司',
  creditCode: '11331002002673575G',
  loginName: 'xinqiye',
};

/** An opinion without a mouse: the button, the drawer that keeps the focus while it is open, and back again. */
const giveOpinionByKeyboard = async (person: Seat['person'], projectId: string): Promise<void> => {
  const { page } = person;
  await person.open(`/projects/${projectId}`);
  await page.getByTestId('turn-giveOpinion').waitFor();
  const keyboard = createKeyboard(page);
  await keyboard.tabTo(({ testId }) => testId === 'turn-giveOpinion');
  await page.keyboard.press('Enter');
  await page.getByTestId('command-submit').waitFor();
  // Closed by Escape, it gives the focus back; opened again, it is gone through.
  await page.waitForTimeout(300);
  await page.keyboard.press('Escape');
  await page.getByTestId('command-submit').waitFor({ state: 'detached' });
  expect((await keyboard.at()).testId).toBe('turn-giveOpinion');
  await page.keyboard.press('Enter');
  await page.getByTestId('command-submit').waitFor();
  await keyboard.tabTo(({ id }) => id.startsWith('field-opinion'));
  await page.keyboard.press('Space');
  expect(await page.locator('#field-opinion-agree').isChecked()).toBe(true);
  await keyboard.tabTo(({ id }) => id === 'field-text');
  await page.keyboard.type('符合产业政策');
  await keyboard.tabTo(({ testId }) => testId === 'command-submit');
  await page.keyboard.press('Enter');
  await page.getByTestId('receipt-close').waitFor();
  await keyboard.tabTo(({ testId }) => testId === 'receipt-close');
  await page.keyboard.press('Enter');
  await page.getByTestId('receipt-close').waitFor({ state: 'detached' });
  await keyboard.tabTo(({ testId }) => testId === 'who', true);
};

/**
 * A company registers itself and files on a phone; its town pre-reviews, departments judge, the conference concludes with
 * a condition, which is met.
 */
export const walkAdmission = async ({ walk, desk, phone }: Stage): Promise<void> => {
  // A company that nobody knew registers itself, on a phone.
  await phone.leave();
  const { person: enterprise } = phone;
  const { page } = enterprise;
  await page.getByTestId('to-register').click();
  for (const [field, value] of Object.entries({
    'company-name': own.company,
    'credit-code': own.creditCode,
    'legal-representative': '钱法人',
    'person-name': '钱经办',
    receiver: '13800009999',
  }))
    await page.getByTestId(field).fill(value);
  await page.getByTestId('send-code').click();
  const told = (await page.getByTestId('simulated-code').textContent()) ?? '';
  expect(told).toContain('模拟');
  await page.getByTestId('code').fill(/\d{6}$/.exec(told)?.[0] ?? '');
  await page.getByTestId('new-login-name').fill(own.loginName);
  await page.getByTestId('new-password').fill(password);
  await enterprise.look('register');
  await page.getByTestId('register').click();
  await page.getByTestId('new-application').waitFor();
  phone.taken(own.loginName);

  // It files in steps; what is short of the standard is marked, and blocks nothing.
  await enterprise.open('/apply');
  await page.getByTestId('apply-step').waitFor();
  await page.getByTestId('apply-step').getByText('投资主体').waitFor();
  await enterprise.fillApplication(
    {
      ...Object.fromEntries(Object.entries(plain).map(([field, value]) => [field, String(value)])),
      division: { choose: '梅城' },
      industry: { choose: industry },
    },
    'apply-step',
  );
  // What it hands in lies with `materials`, and is its town's and its departments' to read.
  await page
    .getByTestId('attachments')
    .locator('input[type=file]')
    .last()
    .setInputFiles({
      name: '项目建议书.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(simulatedPdf('page')),
    });
  await page.getByRole('button', { name: '项目建议书.pdf' }).waitFor();
  await page.getByTestId('indicators').getByText('低于标准').first().waitFor();
  await enterprise.look('apply-last-step');
  await page.getByTestId('apply-preview').click();
  await enterprise.look('apply-look');
  await page.getByTestId('apply-submit').click();
  expect(await page.getByTestId('receipt-number').textContent()).toMatch(/^ZR\d{18}$/);
  await enterprise.look('receipt');
  await page.getByRole('link', { name: '查看项目档案' }).click();
  await page.waitForURL(/\/projects\/prj_/);
  const projectId = page.url().split('/').at(-1) ?? '';

  const town = await desk.sit('meicheng');
  await town.open('/tasks');
  await town.page.getByTestId('turn-startPrereview').waitFor();
  await town.look('tasks-territory');
  await town.act(projectId, 'startPrereview');
  await town.page.getByRole('button', { name: '项目建议书.pdf' }).waitFor();
  await town.act(projectId, 'agreePrereview', { opinion: '符合本镇产业规划' });

  // Three departments judge by the page, the others by the door.
  await giveOpinionByKeyboard(await desk.sit('fagai'), projectId);
  const ecology = await desk.sit('huanbao');
  await ecology.act(
    projectId,
    'giveOpinion',
    {
      opinion: { radio: 'agreeWithConditions' },
      text: '废水须纳管',
      'conditions-0-text': '废水纳入市政管网',
      'conditions-0-attachedTo': { choose: '出让合同' },
    },
    { seenAs: 'opinion-drawer' },
  );
  const finance = await desk.sit('caishui');
  await finance.act(projectId, 'giveOpinion', {
    opinion: { radio: 'disagree' },
    text: '亩均税收不足',
    basis: '工业项目“标准地”控制性指标指引（示例）',
  });
  const facts = async (id: string) =>
    (
      await (
        await walk.as(own.loginName)
      ).query<{
        getApplication: { refilingOf: string | null; facts: Readonly<Record<string, unknown>> };
      }>(
        `query($input: GetApplicationInput!) { getApplication(input: $input) { refilingOf facts { ${Object.keys(plain).join(' ')} } } }`,
        { input: { id } },
      )
    ).getApplication;
  const station = createProjectWalk(walk, {
    key: 'admission-page',
    enterprise: own.loginName,
    investor: { kind: 'company', name: own.company, creditCode: own.creditCode },
    facts: someFacts(),
    territory: 'meicheng',
    chief: 'shouxi-meicheng',
    parcel: { code: '330182001001GB00019', name: '不用' },
  });
  await station.judge(projectId);

  const lead = await desk.sit('yanpan');
  await lead.act(projectId, 'callConference', { agenda: '研究准入和废水纳管' });
  await lead.act(
    projectId,
    'concludeConference',
    {
      minutes: '会议听取了各部门意见，同意准入，附条件。',
      minority: '财税部门认为税收贡献不足。',
      'proposal-conclusion': { radio: 'agreedWithConditions' },
      'proposal-reason': '符合准入要求，附条件',
      'proposal-conditions-0-text': '废水纳入市政管网',
      'proposal-conditions-0-department': { choose: '生态环境' },
      'proposal-conditions-0-attachedTo': { choose: '出让合同' },
    },
    { seenAs: 'conference-drawer' },
  );
  await lead.page.getByText('结论建议', { exact: true }).waitFor();
  await lead.unfold('查看申请内容和测算指标');
  await lead.page.getByTestId('indicators').waitFor();
  await lead.look('conference');

  // The condition lives on until its department finds it met; the enterprise sees nothing of what was said.
  await enterprise.act(projectId, 'submitConditionEvidence', { note: '纳管协议已签订' });
  await desk.sit('huanbao');
  await ecology.act(projectId, 'confirmConditionMet', { finding: '协议有效，已纳管' });
  await enterprise.open(`/projects/${projectId}`);
  await page.getByText('已落实').first().waitFor();
  await enterprise.look('conditions');
  const shown = (await page.locator('main').textContent()) ?? '';
  for (const said of ['财税部门认为', '亩均税收不足', '会议听取', '废水须纳管'])
    expect(shown).not.toContain(said);

  // Like this one, another: its facts are there, its course is its own.
  await page.getByTestId('copy-application').click();
  await page.waitForURL(/\/apply\?copy=/);
  await page.getByTestId('apply-next').click();
  await page.locator('#field-facts-name').fill(`${String(plain.name)}二期`);
  for (let step = 2; step <= 5; step += 1) await page.getByTestId('apply-next').click();
  await page.getByTestId('apply-preview').click();
  await page.getByTestId('apply-submit').click();
  await page.getByRole('link', { name: '查看项目档案' }).click();
  await page.waitForURL(
    (url) => url.pathname.startsWith('/projects/prj_') && !url.pathname.endsWith(projectId),
  );
  const copiedId = page.url().split('/').at(-1) ?? '';
  const copied = await facts(copiedId);
  expect(copied).toMatchObject({ refilingOf: null, facts: { name: `${String(plain.name)}二期` } });
  expect({ ...copied.facts, name: plain.name }).toEqual((await facts(projectId)).facts);

  const administrator = await desk.sit('admin');
  await administrator.open('/admin');
  await administrator.page.getByTestId('funnel').waitFor();
  await administrator.look('funnel');
  expect([...desk.person.faults, ...phone.person.faults]).toEqual([]);
};
