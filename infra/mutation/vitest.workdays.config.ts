import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests of `workdays` alone: they import its source by path, so that the copy with the mutants is what they test. */
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../../packages/workdays'),
    include: ['test/**/*.test.ts'],
  },
});
