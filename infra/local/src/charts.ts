// Draws the state charts in the services' READMEs from their transition tables; with --check it only says which are not true.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { drawTable, type StatusTable, type TransitionTable } from '@yizhan/aggregate/machine';

const root = path.resolve(import.meta.dirname, '../../..');
/** `<!-- drawn by npm run charts from src/domain/states.ts: itemTable, itemStatuses -->`, above the chart. */
const place = /(<!-- drawn by npm run charts from (\S+): (\w+), (\w+) -->\n+```mermaid\n)[\s\S]*?(\n```)/g;

const chartOf = async (folder: string, file: string, table: string, statuses: string): Promise<string> => {
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(path.join(folder, file)).href);
  if (module[table] === undefined || module[statuses] === undefined)
    throw new Error(`${path.join(folder, file)} exports no ${table} or no ${statuses}`);
  return drawTable(module[table] as TransitionTable<string>, module[statuses] as StatusTable<string>);
};

/** The text with every chart drawn anew. */
export const redrawn = async (text: string, folder: string): Promise<string> => {
  const charts = new Map<string, string>();
  for (const [, , file = '', table = '', statuses = ''] of text.matchAll(place))
    charts.set(`${file} ${table}`, await chartOf(folder, file, table, statuses));
  return text.replace(
    place,
    (_all, before: string, file: string, table: string, _statuses: string, after: string) =>
      `${before}${charts.get(`${file} ${table}`)}${after}`,
  );
};

if (import.meta.main) {
  const only = process.argv.includes('--check');
  const untrue: string[] = [];
  let drawn = 0;
  for (const readme of globSync('apps/*/README.md', { cwd: root })) {
    const file = path.join(root, readme);
    const text = readFileSync(file, 'utf8');
    const fresh = await redrawn(text, path.dirname(file));
    drawn += text.match(place)?.length ?? 0;
    if (fresh === text) continue;
    untrue.push(readme);
    if (!only) writeFileSync(file, fresh);
  }
  // A check of nothing would pass for ever.
  if (drawn === 0) throw new Error('no README has a chart to draw');
  if (only && untrue.length > 0) {
    console.error(`charts that are not true (npm run charts draws them anew): ${untrue.join(', ')}`);
    process.exitCode = 1;
  } else console.log(`${drawn} charts, ${untrue.length} changed`);
}
