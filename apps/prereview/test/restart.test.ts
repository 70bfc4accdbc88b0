import { afterAll, beforeAll, expect, it } from 'vitest';
import { prereview } from '../src/service.ts';
import { type Chain, startChain } from './chain.ts';

let chain: Chain;
beforeAll(async () => {
  chain = await startChain('2026-03-02T01:00:00.000Z');
}, 60_000);
afterAll(async () => await chain?.installation.stop());

it('reminds each department once on its last day and once when overdue, though the service stops in between', async () => {
  const { installation, judging, askedOf, eventsOf, service } = chain;
  const id = await judging();
  const asked = await askedOf(id);
  const lights = async () =>
    (await eventsOf(id))
      .filter(
        ({ type, data }) => type === 'prereview.LightTurned' && String(data['clock']).startsWith('opinion:'),
      )
      .map(({ data, effectiveOn }) => `${data['holder']} ${data['light']} ${effectiveOn}`);
  const [last, after] =
    asked.length >= 7 ? (['2026-03-06', '2026-03-10'] as const) : (['2026-03-04', '2026-03-06'] as const);

  await installation.advanceTo(`${last}T01:00:00.000Z`);
  await installation.advanceTo('2026-03-09T01:00:00.000Z');
  const before = await lights();
  expect(new Set(before).size).toBe(before.length);
  await service.stop();
  await installation.start('prereview', prereview);
  await installation.ready();
  await installation.advanceTo('2026-04-01T01:00:00.000Z');

  const told = await lights();
  expect(told.filter((line) => line.includes('yellow'))).toHaveLength(asked.length);
  expect(told.filter((line) => line.includes('red')).sort()).toEqual(
    asked.map((unit) => `${unit} red ${after}`).sort(),
  );
  expect(told.slice(0, before.length)).toEqual(before);
}, 60_000);
