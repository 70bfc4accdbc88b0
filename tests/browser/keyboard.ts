import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where the keyboard stands. */
interface Stop {
  readonly id: string;
  readonly testId: string;
  readonly text: string;
  /** Told to the eye: an outline, a ring or a border of its own that is not there without the focus. */
  readonly seen: boolean;
}

const stopsAtMost = 150;

/** What the eye is told of the focus: on the element itself, on what is drawn for it, or around it. */
const look = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return { id: '', testId: '', text: '', seen: true };
  const ring = (node) => {
    const style = getComputedStyle(node);
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none';
  };
  const around = [at, at.nextElementSibling, at.parentElement, at.closest('.ant-select, .ant-input-number, .ant-input-affix-wrapper, .ant-checkbox, .ant-radio')];
  return {
    id: at.id,
    testId: at.closest('[data-testid]')?.dataset.testid ?? '',
    text: (at.textContent ?? '').slice(0, 40),
    seen: around.some((node) => node !== null && node !== undefined && ring(node)),
  };
})()`;

/** A person without a mouse: everything by Tab, Enter, arrows and what he types. */
export const createKeyboard = (page: Page) => {
  const at = async (): Promise<Stop> => await page.evaluate<Stop>(look);

  const press = async (key: string): Promise<Stop> => {
    await page.keyboard.press(key);
    return await at();
  };

  /** Tabs on until a stop is the wanted one; nothing on the way may keep him, and each may be seen. */
  const tabTo = async (isIt: (stop: Stop) => boolean, back = false): Promise<Stop> => {
    const met: string[] = [];
    for (let stops = 0; stops < stopsAtMost; stops += 1) {
      const stop = await press(back ? 'Shift+Tab' : 'Tab');
      met.push(stop.id || stop.testId || stop.text);
      if (isIt(stop)) {
        // The ring comes with a short transition.
        if (!stop.seen) await page.waitForTimeout(300);
        expect([met.at(-1), stop.seen || (await at()).seen]).toEqual([met.at(-1), true]);
        return stop;
      }
    }
    throw new Error(`not reached by Tab: ${met.join(' | ')}`);
  };

  /** Types a day into a field of dates, whose parts stand in the order of whoever looks at it. */
  const typeDay = async (day: string): Promise<void> => {
    const [year = '', month = '', date = ''] = day.split('-');
    for (const keys of [
      [month, date, year],
      [year, 'ArrowRight', month, date],
      [date, month, year],
    ]) {
      for (const key of keys)
        await (key === 'ArrowRight' ? page.keyboard.press(key) : page.keyboard.type(key));
      const value = await page.evaluate<string>('document.activeElement.value');
      if (value === day) return;
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
    }
    throw new Error(`${day} could not be typed`);
  };

  /** Fills the fields that come, each by its id, until the button is reached; goes through the button. */
  const fillUntil = async (
    values: Map<string, string | { readonly choose: string } | { readonly day: string }>,
    button: string,
  ): Promise<void> => {
    for (;;) {
      const stop = await tabTo(({ id, testId }) => values.has(id) || testId === button);
      const value = values.get(stop.id);
      if (value === undefined) {
        await page.keyboard.press('Enter');
        return;
      }
      values.delete(stop.id);
      if (typeof value === 'string') await page.keyboard.type(value);
      else if ('day' in value) await typeDay(value.day);
      else {
        await page.keyboard.type(value.choose);
        await page
          .locator('.ant-select-dropdown:visible .ant-select-item-option')
          .filter({ hasText: value.choose })
          .first()
          .waitFor();
        await page.keyboard.press('Enter');
      }
    }
  };

  return { at, press, tabTo, fillUntil };
};
