import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLegalClock, setLegalClock } from '../src/index.ts';
import { gatewayToken, type House, startHouse, until } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
}, 60_000);
afterAll(async () => await house?.stop());

let keys = 0;
const write = async (text: string, lapsesOn: string): Promise<string> => {
  keys += 1;
  const key = `key-time-${String(keys).padStart(4, '0')}`;
  return (await house.as(house.keys.token()).commands.writeNote({ key, text, lapsesOn })).id;
};
const statusOf = async (id: string) => (await house.as(house.keys.token()).queries.getNote({ id })).status;
const sweep = async () =>
  (await (
    await fetch(`${house.url}/internal/sweep`, {
      method: 'POST',
      headers: { 'x-service-token': gatewayToken() },
    })
  ).json()) as { fired: number };

describe('the sweeper', () => {
  it('fires what has come due, by itself, and nothing before', async () => {
    const id = await write('一', '2026-03-03');
    await house.setTime('2026-03-03T15:59:59.000Z');
    await sweep();
    expect(await statusOf(id)).toBe('open');
    await house.setTime('2026-03-03T16:00:00.000Z');
    await until(
      async () => await statusOf(id),
      (status) => status === 'lapsed',
      25_000,
    );
  }, 40_000);

  it('is not stopped by a case on which time cannot be applied', async () => {
    const broken = await write('broken', '2026-03-04');
    const sound = await write('二', '2026-03-05');
    await house.setTime('2026-03-06T00:00:00.000Z');
    await sweep();
    expect(await statusOf(broken)).toBe('open');
    expect(await statusOf(sound)).toBe('lapsed');
  });
});

describe('the legal clock', () => {
  it('stands still or runs, and never goes back', async () => {
    const { connection } = house;
    const name = `${house.installation}x`;
    const clock = createLegalClock(connection, name, 'settable');
    await setLegalClock(connection, name, { at: '2026-03-02T01:00:00Z', running: false });
    expect(await clock.now()).toBe('2026-03-02T01:00:00.000Z');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await clock.now()).toBe('2026-03-02T01:00:00.000Z');
    await expect(
      setLegalClock(connection, name, { at: '2026-03-02T00:59:59.999Z', running: false }),
    ).rejects.toThrow(RangeError);
    // The very moment it stands at, written otherwise, is not before it.
    await setLegalClock(connection, name, { at: '2026-03-02T09:00:00+08:00', running: true });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const now = await clock.now();
    expect(now > '2026-03-02T01:00:00.000Z' && now < '2026-03-02T01:01:00.000Z').toBe(true);
    await expect(
      setLegalClock(connection, name, { at: '2026-03-02T08:00:00+08:00', running: true }),
    ).rejects.toThrow(RangeError);
    await connection.useDb(`${name}_clock`).dropDatabase();
  });

  it('is real time in production, whatever somebody set', async () => {
    await house.setTime('2030-01-01T00:00:00.000Z');
    const real = createLegalClock(house.connection, house.installation, 'real');
    expect(Math.abs(Date.parse(await real.now()) - Date.now())).toBeLessThan(1000);
  });
});
