import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests of approval's domain alone, without MongoDB and Kafka; they import it by path, as the copy with the mutants. */
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../../apps/approval'),
    include: ['test/**/*.test.ts'],
    exclude: ['test/service.test.ts', 'test/after-decision.test.ts'],
  },
});
