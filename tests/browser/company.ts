import { expect } from 'vitest';
import { password } from '../chain/installation.ts';
import type { Stage } from './stage.ts';

/**
 * A company and its people, by the page: a colleague comes by invitation and is removed, a password is forgotten; and
 * what is told to whoever comes to a place that is not his, is not there, or is out of reach.
 */
export const walkCompany = async ({ desk, phone, address }: Stage): Promise<void> => {
  const owner = await phone.sit('xinqiye');
  const { page } = owner;
  await owner.open('/company');
  await page.getByTestId('invite-name').fill('孙同事');
  await page.getByTestId('invite-phone').fill('13900001111');
  await page.getByTestId('invite').click();
  const invitation = (await page.getByTestId('invitation').textContent()) ?? '';
  expect(invitation).toMatch(/\/join\?invitation=/);
  await owner.look('company');

  await desk.leave();
  const colleague = desk.person;
  await colleague.open(invitation.slice(invitation.indexOf('/join')));
  await colleague.page.getByTestId('new-login-name').fill('tongshi');
  await colleague.page.getByTestId('new-password').fill('short');
  await colleague.page.getByTestId('join').click();
  await colleague.page.getByText(/密码/).filter({ hasText: /10|十/ }).first().waitFor();
  await colleague.look('join');
  await colleague.page.getByTestId('new-password').fill(password);
  await colleague.page.getByTestId('join').click();
  await colleague.page.getByTestId('new-application').waitFor();
  desk.taken('tongshi');

  // What is not his, not there, or of nobody.
  for (const [where, status, name] of [
    ['/admin', '您没有查看此内容的权限', 'error-403'],
    ['/nowhere', '页面不存在', 'error-404'],
    [`/projects/prj_${'0'.repeat(24)}`, '没有找到', 'error-no-project'],
  ] as const) {
    await colleague.open(where);
    await colleague.page.getByText(status).first().waitFor();
    await colleague.look(name);
  }

  // Cut off, or where the house does not answer, the page says so, stays, and goes on when it is told to.
  await colleague.open('/projects');
  await colleague.page.getByTestId('new-application').waitFor();
  const context = colleague.page.context();
  const company = colleague.page.getByRole('heading', { name: '企业人员' });
  await context.setOffline(true);
  await colleague.page.getByText('网络已断开').waitFor();
  await colleague.page.getByRole('link', { name: '我的企业' }).click();
  const again = colleague.page.getByRole('button', { name: /重\s?试/ });
  await again.waitFor();
  await colleague.look('error-offline');
  await context.setOffline(false);
  await again.click();
  await company.waitFor();
  await colleague.open('/projects');
  await colleague.page.getByTestId('new-application').waitFor();
  await context.route('**/graphql', async (route) => await route.abort());
  await colleague.page.getByRole('link', { name: '我的企业' }).click();
  await again.waitFor();
  await colleague.look('error-network');
  await context.unroute('**/graphql');
  await again.click();
  await company.waitFor();

  // Removed by the owner, he is out at once.
  await owner.open('/company');
  await page.getByTestId('remove-tongshi').click();
  await page.locator('#field-reason').fill('已离职');
  await page.getByTestId('command-submit').click();
  await page.getByTestId('receipt-close').click();
  await page.getByText('停用').first().waitFor();
  await colleague.page.getByRole('link', { name: '我的项目' }).click();
  await colleague.page.getByText('登录已失效').waitFor();
  await colleague.look('session-ended');
  await desk.gone();

  // A password is forgotten; the code that is told is simulated, and says so.
  await phone.leave();
  await page.getByRole('link', { name: '忘记密码' }).click();
  await page.getByTestId('reset-login-name').fill('xinqiye');
  await page.getByTestId('send-code').click();
  const told = (await page.getByTestId('simulated-code').textContent()) ?? '';
  expect(told).toContain('模拟');
  await page.getByTestId('code').fill(/\d{6}$/.exec(told)?.[0] ?? '');
  await page.getByTestId('new-password').fill('Another-Horse-2026');
  await owner.look('reset');
  await page.getByTestId('reset').click();
  await page.getByText('密码已重新设置').waitFor();
  await page.getByRole('link', { name: '去登录' }).click();
  const enter = async (word: string): Promise<void> => {
    await page.getByTestId('login-name').fill('xinqiye');
    await page.getByTestId('login-password').fill(word);
    await page.getByTestId('login-submit').click();
  };
  await enter(password);
  await page.getByRole('alert').waitFor();
  await enter('Another-Horse-2026');
  await page.getByTestId('new-application').waitFor();
  phone.taken('xinqiye');
  expect(page.url().startsWith(address)).toBe(true);
  expect([...desk.person.faults, ...phone.person.faults]).toEqual([]);
};
