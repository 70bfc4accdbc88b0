import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';

it('kafkajs is patched: an idle queue re-arms no timer and looks for time-outs once a second (npm --ignore-scripts would have left the patch out)', () => {
  const entry = createRequire(import.meta.url).resolve('kafkajs');
  const queue = path.join(path.dirname(entry), 'src/network/requestQueue/index.js');
  const source = readFileSync(queue, 'utf8');
  expect(source).toMatch(
    /scheduleCheckPendingRequests\(\) \{[^}]*if \(this\.pending\.length === 0 && scheduleAt <= 0\) return/,
  );
  expect(source).toContain('Math.min(this.requestTimeout, 1000)');
});
