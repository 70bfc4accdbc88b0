import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

export const pictures = path.resolve(import.meta.dirname, '../../.local/pictures');

export const openBrowser = async (): Promise<Browser> => {
  mkdirSync(pictures, { recursive: true });
  return await chromium.launch({
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
};

/** What goes into a form: field id after `field-`, and its value. Radios are named by their value. */
export type Filled = Readonly<
  Record<
    string,
    string | { readonly radio: string } | { readonly choose: string } | { readonly search: string }
  >
>;

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const heightOf = (width: number): number => (width < 600 ? 844 : 900);

/**
 * A desk, or a phone, at which people take turns: whoever sits down signs out who sat there before. A page that is loaded
 * already is the quickest, and an open one that nobody looks at costs as much as the walk itself.
 */
export const openSeat = async (browser: Browser, address: string, password: string, width = 1440) => {
  const context = await browser.newContext({
    viewport: { width, height: heightOf(width) },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Nobody here looks at things sliding in.
    reducedMotion: 'reduce',
  });
  const page: Page = await context.newPage();
  page.setDefaultTimeout(30_000);
  let sitting: string | null = null;
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${sitting ?? 'nobody'}: ${error.message}`));
  await page.goto(`${address}/login`);

  /** Leaves the seat to whoever comes next, at the door. */
  const leave = async (): Promise<void> => {
    if (sitting === null) return;
    await page.getByTestId('who').click();
    await page.getByTestId('sign-out').click();
    await page.getByTestId('login-submit').waitFor();
    sitting = null;
  };

  const fill = async (filled: Filled): Promise<void> => {
    for (const [field, value] of Object.entries(filled)) {
      const input = page.locator(`#field-${field}`);
      if (typeof value === 'string') await input.fill(value);
      else if ('radio' in value) await page.locator(`#field-${field}-${value.radio}`).check();
      else if ('search' in value) {
        // What is found comes from the server.
        await input.click();
        await input.fill(value.search);
        await page.locator('.ant-select-item-option').filter({ hasText: value.search }).first().click();
      } else {
        await input.click();
        await input.fill(value.choose);
        await page.keyboard.press('Enter');
      }
    }
  };

  /** Through the steps of an application, filling in what each one shows; ends on the last. Each is looked at under a name. */
  const fillApplication = async (facts: Filled, seenAs?: string): Promise<void> => {
    const left = new Map(Object.entries(facts));
    for (let step = 1; ; step += 1) {
      for (const [field, value] of [...left]) {
        if (!(await page.locator(`#field-facts-${field}`).isVisible())) continue;
        await fill({ [`facts-${field}`]: value });
        left.delete(field);
      }
      if (left.size === 0) return;
      if (seenAs !== undefined) await look(`${seenAs}-${step}`);
      await page.getByTestId('apply-next').click();
      await page.locator(`#field-facts-${[...left.keys()][0]}`).waitFor();
    }
  };

  const picture = async (name: string): Promise<string> => {
    const file = path.join(pictures, `${name}-${width}.png`);
    await page.screenshot({ path: file, fullPage: true });
    return file;
  };

  /**
   * Looks at a screen as it stands at the desk and on a phone: pictures of both, nothing wider than the screen, and nothing
   * that keeps out whoever cannot see it or has no mouse. What is wrong is told among the faults.
   */
  const look = async (name: string): Promise<void> => {
    for (const [wide, high] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width: wide, height: high });
      await page.screenshot({ path: path.join(pictures, `${name}-${wide}.png`), fullPage: true });
      const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (needed > wide) faults.push(`${name}: ${needed} px wide on a screen of ${wide}`);
    }
    const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze();
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        faults.push(`${name}: ${id} at ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    await page.setViewportSize({ width, height: heightOf(width) });
  };

  /** Looks at a screen as it comes out on paper, A4: nothing beside the sheet, and nothing to press. */
  const printed = async (name: string): Promise<void> => {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1047 });
    await page.screenshot({ path: path.join(pictures, `${name}-print.png`), fullPage: true });
    const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (needed > 718) faults.push(`${name}: ${needed} px wide on paper of 718`);
    // What opens a document on the screen is its name on paper.
    const pressed = await page.locator(':not(.name) > button:visible').count();
    if (pressed > 0) faults.push(`${name}: ${pressed} buttons on paper`);
    await page.pdf({
      path: path.join(pictures, `${name}.pdf`),
      format: 'A4',
      margin: { top: '1cm', bottom: '1cm' },
    });
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width, height: heightOf(width) });
  };

  /** What is folded away, unfolded. By the keyboard: news that comes in at this moment moves what the mouse points at. */
  const unfold = async (label: string): Promise<void> => {
    const head = page.getByRole('button', { name: label, expanded: false });
    await head.press('Enter');
    await page.getByRole('button', { name: label, expanded: true }).waitFor();
  };

  /** Presses until it shows; where news moved the page under the mouse, whoever missed presses again. */
  const pressFor = async (button: Locator, shown: Locator): Promise<void> => {
    await button.click();
    try {
      await shown.waitFor({ timeout: 5_000 });
    } catch {
      if (!(await shown.isVisible())) await button.click();
      await shown.waitFor();
    }
  };

  const person = {
    page,
    faults,
    look,
    printed,
    unfold,
    open: async (where: string): Promise<void> => {
      await page.goto(`${address}${where}`);
    },
    fill,
    fillApplication,
    /** Takes one's turn on a project, or `at` a parcel: its button, the form behind it, the receipt or the confirmation; `of` which item. */
    act: async (
      projectId: string,
      action: string,
      filled: Filled = {},
      {
        of = '',
        seenAs,
        at = `/projects/${projectId}`,
      }: { readonly of?: string; readonly seenAs?: string; readonly at?: string } = {},
    ): Promise<void> => {
      try {
        // Whoever stands at the project already has what follows pushed to him.
        const there = `${address}${at}`;
        if (page.url() !== there) await page.goto(there);
        const button = page.getByTestId(`turn-${action}`);
        await pressFor(
          (of === '' ? button : button.and(page.getByLabel(of))).first(),
          page.getByTestId('command-submit'),
        );
        await fill(filled);
        if (seenAs !== undefined) await look(seenAs);
        await page.getByTestId('command-submit').click();
        await page.getByTestId('receipt-close').click();
      } catch (error) {
        await picture(`failed-${action}`);
        throw error;
      }
    },
    picture,
  };

  /** Who sits there and what he sees, for whoever reads of a failure elsewhere. */
  const witness = async (): Promise<string> => {
    await picture('failed');
    const seen = await page.locator('body').textContent({ timeout: 5_000 });
    return `${sitting ?? 'nobody'} at ${page.url()} (${width} px) sees: ${(seen ?? '').replaceAll(/\s+/g, ' ').slice(0, 3_000)}`;
  };

  return {
    person,
    leave,
    witness,
    /** Told of whoever came in by himself, as one who has just registered. */
    taken: (loginName: string): void => {
      sitting = loginName;
    },
    /** Told that who sat there was put out. */
    gone: async (): Promise<void> => {
      sitting = null;
      await page.goto(`${address}/login`);
    },
    /** Signs in, unless it is he who sits there. */
    sit: async (loginName: string): Promise<typeof person> => {
      if (sitting === loginName) return person;
      await leave();
      await page.getByTestId('login-name').fill(loginName);
      await page.getByTestId('login-password').fill(password);
      await page.getByTestId('login-submit').click();
      await page.getByTestId('who').waitFor();
      sitting = loginName;
      return person;
    },
  };
};
export type Seat = Awaited<ReturnType<typeof openSeat>>;
