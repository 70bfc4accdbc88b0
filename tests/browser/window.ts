import { someFacts } from '@yizhan/testkit';
import { expect } from 'vitest';
import { ownInvestor } from '../chain/installation.ts';
import { createKeyboard } from './keyboard.ts';
import type { Stage } from './stage.ts';

const {
  industry,
  hazardousChemicals: _chemicals,
  foreignInvestment: _foreign,
  ...plain
} = someFacts({ name: '年产5万套光学镜头项目' });
const steps = ['项目概况', '投资', '用地和建设', '达产后的产出', '资源能源和环境'];

/**
 * The window files for whoever came with papers: begun at one counter, ended at another, there without a mouse; what is
 * sent back is brought on paper too.
 */
export const walkWindow = async ({ walk, desk, phone }: Stage): Promise<void> => {
  const begun = (await phone.sit('chuangkou')).page;
  await phone.person.open('/apply');
  await begun.getByLabel('申请企业').fill(ownInvestor.name.slice(0, 5));
  await begun.locator('.ant-select-item-option').filter({ hasText: ownInvestor.name }).click();
  await begun.getByLabel('企业经办人').click();
  await begun.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  await begun.getByLabel('代为录入的原因').fill('纸质申请，窗口代收');
  await begun.getByTestId('draft-state').getByText('草稿已保存').waitFor();
  await phone.person.look('apply-window');

  // At the desk it is taken up where it was left, by Tab, Enter and what is typed.
  const clerk = await desk.sit('chuangkou');
  const { page } = clerk;
  await clerk.open('/apply');
  await page.getByTestId('drafts').waitFor();
  const keyboard = createKeyboard(page);
  await keyboard.tabTo(({ text }) => text === '继续填写');
  await page.keyboard.press('Enter');
  await page.getByText(ownInvestor.name).waitFor();
  await clerk.look('apply-window-draft');
  const values = new Map<string, string | { choose: string } | { day: string }>([
    ['paper_receivedOn', { day: '2026-02-27' }],
    ['investor_name', ownInvestor.name],
    ['investor_creditCode', ownInvestor.creditCode],
    ...Object.entries(plain).map(([field, value]) => [`field-facts-${field}`, String(value)] as const),
    ['field-facts-division', { choose: '梅城' }],
    ['field-facts-industry', { choose: industry }],
  ]);
  const stands = async (label: string): Promise<void> => {
    await page.waitForFunction(`document.activeElement?.getAttribute('aria-label') === '${label}'`);
  };
  for (const step of steps) {
    await keyboard.fillUntil(values, 'apply-next');
    await stands(step);
  }
  await keyboard.fillUntil(values, 'apply-preview');
  expect([...values.keys()]).toEqual([]);
  await stands('请核对后提交');
  // Back, too: nothing holds the focus.
  await keyboard.tabTo(({ testId }) => testId === 'apply-submit');
  await keyboard.tabTo(({ testId }) => testId === 'sign-out' || testId === 'who', true);
  await keyboard.tabTo(({ testId }) => testId === 'apply-submit');
  await page.keyboard.press('Enter');
  expect(await page.getByTestId('receipt-number').textContent()).toMatch(/^ZR\d{18}$/);
  await keyboard.tabTo(({ text }) => text === '查看项目档案');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/projects\/prj_/);
  const projectId = page.url().split('/').at(-1) ?? '';
  const owner = await walk.as('qiye');
  const { getApplication: filed } = await owner.query<{ getApplication: { submittedOn: string } }>(
    'query($input: GetApplicationInput!) { getApplication(input: $input) { submittedOn } }',
    { input: { id: projectId } },
  );
  expect(filed.submittedOn).toBe('2026-02-27');

  await walk.take('meicheng', projectId, 'startPrereview', 'startPrereview', 'window-start');
  await walk.take('meicheng', projectId, 'agreePrereview', 'requestPrereviewSupplement', 'window-send-back', {
    asked: [{ what: '能耗测算说明', why: '未说明主要耗能设备' }],
  });
  await page.getByTestId('turn-supplementApplication').click();
  await page.locator('#paper_receivedOn').fill('2026-03-02');
  await page.locator('#paper_reason').fill('纸质补充，窗口代收');
  await page.locator('#field-note').fill('能耗测算说明一份');
  await clerk.look('supplement-window');
  await page.getByTestId('supplement-submit').click();
  expect(await page.getByTestId('receipt-number').textContent()).toMatch(/^ZR\d{18}$/);
  expect([...desk.person.faults, ...phone.person.faults]).toEqual([]);
};
