import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createdId } from '../src/index.ts';
import { enterprise, officer, type Permit, type PermitCommand, permitMachine, someone } from './permit.ts';
import { createWorld, newKey, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world.stop());

const run = async (id: string, command: PermitCommand, key: string, actor = officer) =>
  await world.cases.execute(permitMachine, { id, command, actor, key });
const ask = async (key: string, unit = 'water', actor = enterprise) =>
  await run(createdId('pmt', actor, 'askPermit', key), { type: 'askPermit', unit }, key, actor);

describe('an idempotency key', () => {
  it('sent twice has one effect and the same answer', async () => {
    const id = await world.ask();
    const key = newKey();
    const first = await run(id, { type: 'remark', text: '一' }, key);
    await run(id, { type: 'remark', text: '二' }, newKey());
    const again = await run(id, { type: 'remark', text: '一' }, key);
    expect(first).toMatchObject({ ok: true, answer: { seq: 2, version: 2, replayed: false } });
    expect(again).toEqual({ ok: true, answer: { ...(first.ok ? first.answer : {}), replayed: true } });
    expect((await world.cases.find<Permit>(id))?.state.remarks).toEqual(['一', '二']);
  });

  it('sent nine times at the same moment has one effect and the same answer', async () => {
    const id = await world.ask();
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 9 }, async () => await run(id, { type: 'remark', text: '一' }, key)),
    );
    expect(answers.filter((answer) => answer.ok && !answer.answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.ok && answer.answer.seq))).toEqual(new Set([2]));
    expect((await world.cases.find<Permit>(id))?.state.remarks).toEqual(['一']);
  });

  it('creates one case, however often and at whichever moment it is sent', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 9 }, async () => await ask(key)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(new Set(answers.map((answer) => answer.ok && answer.answer.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && !answer.answer.replayed)).toHaveLength(1);
    const later = await ask(key);
    expect(later).toMatchObject({ ok: true, answer: { replayed: true, seq: 1 } });
  });

  it('with another payload is refused, and nothing is changed', async () => {
    const id = await world.ask();
    const key = newKey();
    await run(id, { type: 'remark', text: '一' }, key);
    const before = await world.cases.find(id);
    expect(await run(id, { type: 'remark', text: '别的' }, key)).toMatchObject({
      refusal: { kind: 'conflict', code: 'KEY_REUSED', field: 'key' },
    });
    expect(await world.cases.find(id)).toEqual(before);
  });

  it('with another payload for a creation is refused too, also at the same moment', async () => {
    const key = newKey();
    const answers = await Promise.all([ask(key, 'water'), ask(key, 'ecology')]);
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.refusal.code)).sort()).toEqual([
      'KEY_REUSED',
      'done',
    ]);
  });

  it('on another case is refused, and that case stays as it was', async () => {
    const [a, b] = [await world.ask(), await world.ask()];
    const key = newKey();
    await run(a, { type: 'remark', text: '一' }, key);
    expect(await run(b, { type: 'remark', text: '一' }, key)).toMatchObject({
      refusal: { code: 'KEY_REUSED' },
    });
    expect(await world.cases.find(b)).toMatchObject({ version: 1 });
  });

  it('on two cases at the same moment is used by one of them', async () => {
    const [a, b] = [await world.ask(), await world.ask()];
    const key = newKey();
    const answers = await Promise.all(
      [a, b].map(async (id) => await run(id, { type: 'remark', text: '一' }, key)),
    );
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.refusal.code)).sort()).toEqual([
      'KEY_REUSED',
      'done',
    ]);
  });

  it('on another case is refused within a transaction too, which goes on', async () => {
    const [a, b] = [await world.ask(), await world.ask()];
    const key = newKey();
    await run(a, { type: 'remark', text: '一' }, key);
    const within = await world.cases.transaction(
      async (session) =>
        await world.cases.execute(permitMachine, {
          id: b,
          command: { type: 'remark', text: '一' },
          actor: officer,
          key,
          session,
        }),
    );
    expect(within).toMatchObject({ refusal: { code: 'KEY_REUSED' } });
  });

  it('is one person’s and one command’s: another’s is another', async () => {
    const id = await world.ask();
    const key = newKey();
    expect((await run(id, { type: 'remark', text: '一' }, key)).ok).toBe(true);
    const colleague = someone('department', { id: 'acc_colleague', unit: 'water' });
    expect((await run(id, { type: 'remark', text: '二' }, key, colleague)).ok).toBe(true);
    expect((await run(id, { type: 'grant' }, key)).ok).toBe(true);
  });

  it('of a refused command is not kept: tried again, it may be answered otherwise', async () => {
    const id = await world.ask();
    const key = newKey();
    expect((await run(id, { type: 'remark', text: '' }, key)).ok).toBe(false);
    expect((await run(id, { type: 'remark', text: '一' }, key)).ok).toBe(true);
  });

  it('is kept for thirty days and then dropped with the next change', async () => {
    const id = await world.ask();
    const [old, young] = [newKey(), newKey()];
    await run(id, { type: 'remark', text: '旧' }, old);
    await run(id, { type: 'remark', text: '新' }, young);
    const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000);
    await world.cases.models.cases.updateOne(
      { _id: id },
      { $set: { 'keys.$[old].at': daysAgo(31), 'keys.$[young].at': daysAgo(29) } },
      { arrayFilters: [{ 'old.scope': { $regex: `${old}$` } }, { 'young.scope': { $regex: `${young}$` } }] },
    );
    await run(id, { type: 'remark', text: '再' }, newKey());
    const scopes = (await world.cases.find(id))?.keys.map((kept) => kept.scope) ?? [];
    expect(scopes.some((scope) => scope.endsWith(old))).toBe(false);
    expect(scopes.some((scope) => scope.endsWith(young))).toBe(true);
  });
});
