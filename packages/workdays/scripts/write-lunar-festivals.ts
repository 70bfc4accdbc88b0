// Writes src/data/lunar-festivals.json: the solar days of the festivals that follow moon and sun, by tyme4ts. The
// library itself weighs 27 MB in memory, in every process; the table holds all years that the calendar supports.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { lunarFestivals } from './lunar-festivals.ts';

writeFileSync(
  path.join(import.meta.dirname, '../src/data/lunar-festivals.json'),
  `${JSON.stringify(lunarFestivals(), null, 1)}\n`,
);
