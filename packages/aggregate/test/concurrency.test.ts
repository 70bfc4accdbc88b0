import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrokenLink } from '../src/index.ts';
import { officer, type Permit, type PermitCommand, permitMachine, someone } from './permit.ts';
import { createWorld, newKey, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world.stop());

const run = async (id: string, command: PermitCommand, actor = officer) =>
  await world.cases.execute(permitMachine, { id, command, actor, key: newKey() });
const nine = Array.from({ length: 9 }, (_, n) => String(n + 1));

describe('nine commands on one case at once', () => {
  it('are all applied in some order, none is lost, and nobody sees a conflict', async () => {
    const id = await world.ask();
    const answers = await Promise.all(nine.map(async (text) => await run(id, { type: 'remark', text })));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    const found = await world.cases.find<Permit>(id);
    expect([...(found?.state.remarks ?? [])].sort()).toEqual(nine);
    expect(found).toMatchObject({ version: 10, seq: 10 });
    expect(new Set(answers.map((answer) => answer.ok && answer.answer.seq)).size).toBe(9);
    expect(findBrokenLink(await world.history.ofCase(id))).toBeNull();
  });

  it('of people who saw the version: one passes, the others learn that it has changed', async () => {
    const id = await world.ask();
    const answers = await Promise.all(
      nine.map(
        async (text) =>
          await world.cases.execute(permitMachine, {
            id,
            command: { type: 'remark', text },
            actor: officer,
            key: newKey(),
            seen: 1,
          }),
      ),
    );
    const codes = answers.map((answer) => (answer.ok ? 'done' : answer.refusal.code)).sort();
    expect(codes).toEqual([...Array<string>(8).fill('CASE_CHANGED'), 'done']);
  });
});

it('of two that exclude each other exactly one wins, whichever comes first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await world.ask();
    const answers = await Promise.all([run(id, { type: 'grant' }), run(id, { type: 'reject' })]);
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.refusal.code)).sort()).toEqual([
      'WRONG_STATE',
      'done',
    ]);
    const winner = answers[0]?.ok === true ? 'granted' : 'rejected';
    expect(await world.cases.find(id)).toMatchObject({ status: winner, seq: 2 });
  }
});

it('a rule over two cases is held by a transaction that writes every case it reads: no write skew', async () => {
  // Of two permits one may be granted; the other is then remarked upon.
  const grantOne = async (own: string, other: string): Promise<boolean> =>
    await world.cases.transaction(async (session) => {
      const both = [await world.cases.find(own, session), await world.cases.find(other, session)];
      if (both.some((found) => found?.status === 'granted')) return false;
      const step = async (id: string, command: PermitCommand) =>
        await world.cases.execute(permitMachine, { id, command, actor: officer, key: newKey(), session });
      await step(own, { type: 'grant' });
      await step(other, { type: 'remark', text: '另一件已准予' });
      return true;
    });
  for (let round = 0; round < 5; round += 1) {
    const [a, b] = [await world.ask(), await world.ask()];
    const granted = await Promise.all([grantOne(a, b), grantOne(b, a)]);
    expect(granted.filter(Boolean)).toHaveLength(1);
    const found = await Promise.all([world.cases.find(a), world.cases.find(b)]);
    expect(found.map((one) => one?.status).sort()).toEqual(['granted', 'open']);
  }
});

it('a transaction that fails leaves both cases as they were', async () => {
  const [a, b] = [await world.ask(), await world.ask()];
  await expect(
    world.cases.transaction(async (session) => {
      for (const id of [a, b])
        await world.cases.execute(permitMachine, {
          id,
          command: { type: 'grant' },
          actor: officer,
          key: newKey(),
          session,
        });
      throw new Error('after both');
    }),
  ).rejects.toThrow('after both');
  for (const id of [a, b]) expect(await world.cases.find(id)).toMatchObject({ version: 1, status: 'open' });
});

it('a stranger in the crowd changes nothing for the others', async () => {
  const id = await world.ask();
  const answers = await Promise.all(
    nine.map(async (text, n) =>
      run(id, { type: 'remark', text }, n % 2 === 0 ? officer : someone('department', { unit: 'ecology' })),
    ),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(5);
  expect((await world.cases.find<Permit>(id))?.state.remarks).toHaveLength(5);
});
