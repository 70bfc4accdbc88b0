import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';

it('the MongoDB driver is patched: a pool that need not be filled is looked at every five seconds (npm --ignore-scripts would have left the patch out)', () => {
  const entry = createRequire(import.meta.url).resolve('mongodb');
  const pool = readFileSync(path.join(path.dirname(entry), 'cmap/connection_pool.js'), 'utf8');
  expect(pool).toContain('options.minPoolSizeCheckFrequencyMS ?? (options.minPoolSize ? 100 : 5000)');
});
