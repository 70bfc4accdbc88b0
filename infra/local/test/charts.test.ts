import path from 'node:path';
import { expect, it } from 'vitest';
import { redrawn } from '../src/charts.ts';

const identity = path.resolve(import.meta.dirname, '../../../apps/identity');
const chart = (from: string, drawn: string): string =>
  `Before.\n\n<!-- drawn by npm run charts from ${from} -->\n\`\`\`mermaid\n${drawn}\n\`\`\`\n\nAfter.`;

it('draws a chart from its table in place of what stood there, and touches nothing else', async () => {
  const fresh = await redrawn(chart('src/domain/states.ts: table, statuses', 'of old'), identity);
  expect(fresh).toMatch(/^Before\.\n\n<!-- .* -->\n```mermaid\nstateDiagram-v2\n/);
  expect(fresh).toMatch(/ {2}\[\*\] --> active: .+\n[\s\S]*\n```\n\nAfter\.$/);
  expect(fresh).not.toContain('of old');
  expect(await redrawn(fresh, identity)).toBe(fresh);
});

it('says which table is missing, where a README names one that is not there', async () => {
  await expect(redrawn(chart('src/domain/states.ts: lostTable, statuses', ''), identity)).rejects.toThrow(
    /states\.ts exports no lostTable/,
  );
});
