import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { envelopeOf, type Machine } from '../src/index.ts';
import {
  fridayMorning,
  monday,
  officer,
  type Permit,
  type PermitCommand,
  type PermitEvent,
  type PermitStatus,
  permitMachine,
} from './permit.ts';
import { createWorld, newKey, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => world.setNow(monday));
afterAll(async () => await world.stop());

const run = async (id: string, command: PermitCommand, more: object = {}) =>
  await world.cases.execute(permitMachine, { id, command, actor: officer, key: newKey(), ...more });

describe('time', () => {
  it('is applied before a command, and what it brought is saved even when the command is refused', async () => {
    const id = await world.ask();
    world.setNow(fridayMorning);
    expect(await run(id, { type: 'grant' })).toMatchObject({ refusal: { code: 'WRONG_STATE' } });
    expect(await world.cases.find(id)).toMatchObject({ status: 'lapsed', version: 2, seq: 2 });
    expect(await world.typesOf(id)).toEqual(['land.Asked', 'land.Lapsed']);
  });

  it('tells both days: when it was recorded, and from when it holds', async () => {
    const id = await world.ask();
    world.setNow(fridayMorning);
    await world.cases.elapse(id);
    const last = (await world.history.ofCase(id)).at(-1);
    expect(envelopeOf(last!.body)).toMatchObject({
      recordedAt: fridayMorning,
      effectiveOn: '2026-03-06',
      actor: { id: 'time', role: 'time' },
    });
  });

  it('brings a thing about once, however many look at the same moment', async () => {
    const id = await world.ask();
    world.setNow(fridayMorning);
    const moved = await Promise.all([
      world.cases.elapse(id),
      world.cases.elapse(id),
      run(id, { type: 'grant' }).then(() => false),
    ]);
    expect(moved.filter(Boolean).length).toBeLessThanOrEqual(1);
    expect(await world.typesOf(id)).toEqual(['land.Asked', 'land.Lapsed']);
  });

  it('is no change that somebody must have seen before it is saved', async () => {
    const id = await world.ask();
    world.setNow('2026-03-04T01:00:00.000Z');
    expect((await run(id, { type: 'remark', text: '一' }, { seen: 1 })).ok).toBe(true);
  });

  it('never precedes the last event of a case, even where a clock goes back', async () => {
    const id = await world.ask();
    world.setNow('2026-03-04T01:00:00.000Z');
    await run(id, { type: 'remark', text: '一' });
    world.setNow('2026-03-03T01:00:00.000Z');
    await run(id, { type: 'remark', text: '二' });
    const recorded = (await world.history.ofCase(id)).map((event) => envelopeOf(event.body).recordedAt);
    expect(recorded).toEqual([monday, '2026-03-04T01:00:00.000Z', '2026-03-04T01:00:00.000Z']);
  });

  it('comes to the case whose deadline is first, and to none whose deadline has not come', async () => {
    const own = await createWorld();
    const early = await own.ask();
    own.setNow('2026-03-03T01:00:00.000Z');
    const late = await own.ask();
    const thursdayMidnight = '2026-03-05T16:00:00.000Z';
    expect(await own.cases.findNextDue()).toBe(thursdayMidnight);
    expect(await own.cases.findDue('2026-03-05T15:59:59.999Z', 10)).toEqual([]);
    expect(await own.cases.findDue(thursdayMidnight, 10)).toEqual([early]);
    expect(await own.cases.findDue('2026-03-31T00:00:00.000Z', 10)).toEqual([early, late]);
    own.setNow('2026-03-31T00:00:00.000Z');
    expect(await own.cases.elapse(early)).toBe(true);
    expect(await own.cases.elapse(early)).toBe(false);
    expect(await own.cases.findDue('2026-03-31T00:00:00.000Z', 10)).toEqual([late]);
    await own.stop();
  });

  it('puts a deadline right that was stored wrongly, so that the sweeper does not spin on it', async () => {
    const id = await world.ask();
    await world.cases.models.cases.updateOne({ _id: id }, { $set: { dueAt: '2026-03-01T00:00:00.000Z' } });
    expect(await world.cases.elapse(id)).toBe(false);
    expect((await world.cases.find(id))?.dueAt).toBe('2026-03-05T16:00:00.000Z');
  });

  it('leads over several declared steps at once, and not over one that is not declared', async () => {
    const leap = (
      to: PermitStatus,
      table: object,
    ): Machine<Permit, PermitCommand, PermitEvent, PermitStatus> => ({
      ...permitMachine,
      table: { ...permitMachine.table, ...table },
      evolve: (state, event) =>
        event.type === 'Lapsed' && state !== undefined
          ? { ...state, status: to }
          : permitMachine.evolve(state, event),
    });
    const byTime = { by: ['time'], zh: '到期' } as const;
    const declared = leap('rejected', { settle: { from: ['lapsed'], to: ['rejected'], ...byTime } });
    const id = await world.ask();
    world.setNow(fridayMorning);
    const grant = { id, command: { type: 'grant' } as const, actor: officer };
    await expect(world.cases.execute(leap('rejected', {}), { ...grant, key: newKey() })).rejects.toThrow(
      /elapse led from open to rejected/,
    );
    expect(await world.cases.find(id)).toMatchObject({ status: 'open' });
    await world.cases.execute(declared, { ...grant, key: newKey() });
    expect(await world.cases.find(id)).toMatchObject({ status: 'rejected' });
  });
});
