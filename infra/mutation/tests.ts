// What a test file finds here under the name of vitest: `expect` is vitest's own, tests are only noted down.
export { expect, vi } from 'vitest';

export interface Test {
  /** Unique among all: its names from the outermost on, and its place. */
  readonly id: string;
  readonly body: () => unknown;
}

/** Of all files imported so far, in their order. */
export const tests: Test[] = [];
const within: string[] = [];

export const describe = (name: string, body: () => void): void => {
  within.push(name);
  body();
  within.pop();
};

const note = (name: string, body: () => unknown): void => {
  tests.push({ id: `${[...within, name].join(' > ')} #${tests.length}`, body });
};

/** A test, or `it.each` of a table: a row that is a list gives the arguments, another is the only one. */
export const it = Object.assign(note, {
  each:
    (rows: readonly unknown[]) =>
    (name: string, body: (...row: unknown[]) => unknown): void => {
      for (const row of rows) note(name, () => body(...(Array.isArray(row) ? row : [row])));
    },
});
