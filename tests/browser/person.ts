import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

export const pictures = path.resolve(import.meta.dirname, '../../.local/pictures');

export const openBrowser = async (): Promise<Browser> =>
  await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** What goes into a form: field id after `field-`, and its value. Radios are named by their value. */
export type Filled = Readonly<
  Record<string, string | { readonly radio: string } | { readonly choose: string }>
>;

/** One person at the page, in a context of his own. */
export const signInByPage = async (
  browser: Browser,
  address: string,
  loginName: string,
  password: string,
  width = 1440,
) => {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page: Page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${loginName}: ${error.message}`));
  await page.goto(`${address}/login`);
  await page.getByTestId('login-name').fill(loginName);
  await page.getByTestId('login-password').fill(password);
  await page.getByTestId('login-submit').click();
  await page.getByTestId('login-submit').waitFor({ state: 'detached' });

  const fill = async (filled: Filled): Promise<void> => {
    for (const [field, value] of Object.entries(filled)) {
      const input = page.locator(`#field-${field}`);
      if (typeof value === 'string') await input.fill(value);
      else if ('radio' in value) await page.locator(`#field-${field}-${value.radio}`).check();
      else {
        await input.click();
        await input.fill(value.choose);
        await page.keyboard.press('Enter');
      }
    }
  };

  /** Through the steps of an application, filling in what each one shows; ends on the last. */
  const fillApplication = async (facts: Filled): Promise<void> => {
    const left = new Map(Object.entries(facts));
    for (;;) {
      for (const [field, value] of [...left]) {
        if (!(await page.locator(`#field-facts-${field}`).isVisible())) continue;
        await fill({ [`facts-${field}`]: value });
        left.delete(field);
      }
      if (left.size === 0) return;
      await page.getByTestId('apply-next').click();
      await page.locator(`#field-facts-${[...left.keys()][0]}`).waitFor();
    }
  };

  const picture = async (name: string): Promise<string> => {
    mkdirSync(pictures, { recursive: true });
    const file = path.join(pictures, `${name}-${width}.png`);
    await page.screenshot({ path: file, fullPage: true });
    return file;
  };

  return {
    page,
    faults,
    open: async (where: string): Promise<void> => {
      await page.goto(`${address}${where}`);
    },
    fill,
    fillApplication,
    /** Takes one's turn on a project: its button, the form behind it, the receipt or the confirmation; `of` which item. */
    act: async (projectId: string, action: string, filled: Filled = {}, of = ''): Promise<void> => {
      try {
        await page.goto(`${address}/projects/${projectId}`);
        const button = page.getByTestId(`turn-${action}`);
        await (of === '' ? button : button.and(page.getByLabel(of))).first().click();
        await page.getByTestId('command-submit').waitFor();
        await fill(filled);
        await page.getByTestId('command-submit').click();
        await page.getByTestId('receipt-close').click();
      } catch (error) {
        await picture(`failed-${action}`);
        throw error;
      }
    },
    picture,
  };
};
export type PersonAtPage = Awaited<ReturnType<typeof signInByPage>>;
