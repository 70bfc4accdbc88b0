import { expect, it } from 'vitest';
import { gatewayToken, startHouse, until } from './house.ts';

it('a stop lets a request in flight finish, takes no new one, and ends in time', async () => {
  const house = await startHouse();
  await until(
    async () => (await fetch(`${house.url}/ready`)).status,
    (status) => status === 200,
    30_000,
  );
  const slow = house.post('/api/queries/getSlowly', JSON.stringify({ ms: 1500 }));
  const written = house.as(house.keys.token()).commands.writeNote({
    key: 'key-00000001',
    text: '一',
    lapsesOn: '2026-12-31',
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = Date.now();
  const stopping = house.stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect(
    fetch(`${house.url}/api/queries/whoAmI`, {
      method: 'POST',
      headers: { 'x-service-token': gatewayToken() },
    }),
  ).rejects.toThrow();
  expect(await slow).toMatchObject({ status: 200, body: { done: true } });
  expect((await written).status).toBe('open');
  await stopping;
  expect(Date.now() - before).toBeLessThan(9000);
}, 60_000);
