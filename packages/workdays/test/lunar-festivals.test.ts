import { expect, it } from 'vitest';
import { lunarFestivals } from '../scripts/lunar-festivals.ts';
import table from '../src/data/lunar-festivals.json' with { type: 'json' };

it('holds the festivals as the library computes them', () => {
  expect(table).toEqual(lunarFestivals());
});
