import path from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Tests of approval's domain alone, without MongoDB and Kafka; they import it by path, as the copy with the mutants. What
 * stands on a running service is left out, and `states`, which asks every command in every state and takes seconds for
 * each mutant: the figure is what the others reach without them.
 */
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../../apps/approval'),
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/service.test.ts',
      'test/after-decision.test.ts',
      'test/land-service.test.ts',
      'test/states.test.ts',
    ],
  },
});
