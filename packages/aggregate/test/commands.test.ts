import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnyMachine, createdId, envelopeOf, findBrokenLink, type Machine } from '../src/index.ts';
import {
  enterprise,
  monday,
  officer,
  type Permit,
  type PermitCommand,
  type PermitEvent,
  type PermitStatus,
  permitMachine,
  someone,
} from './permit.ts';
import { createWorld, newKey, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld([permitMachine, { ...permitMachine, kind: 'other' }]);
});
afterAll(async () => await world.stop());

const run = async (id: string, command: PermitCommand, actor = officer, more: object = {}) =>
  await world.cases.execute(permitMachine, { id, command, actor, key: newKey(), ...more });
const code = async (answer: ReturnType<typeof run>) => {
  const result = await answer;
  return result.ok ? 'done' : result.refusal.code;
};

describe('a command', () => {
  it('is saved once: state, event and key in one document, of version and sequence one', async () => {
    const id = await world.ask();
    const found = await world.cases.find<Permit>(id);
    expect(found).toMatchObject({ version: 1, seq: 1, status: 'open', kind: 'permit', county: '330182' });
    expect(found?.unsent).toHaveLength(1);
    expect(found?.keys).toHaveLength(1);
    expect(found?.lastAt).toBe(monday);
    expect(world.saved).toContain(id);
  });

  it('answers with the version, the sequence, the state and the number of the receipt', async () => {
    const key = newKey();
    const id = createdId('pmt', enterprise, 'askPermit', key);
    const asked = await world.cases.execute(permitMachine, {
      id,
      command: { type: 'askPermit', unit: 'water' },
      actor: enterprise,
      key,
    });
    expect(asked).toEqual({
      ok: true,
      answer: {
        id,
        subject: id,
        version: 1,
        seq: 1,
        status: 'open',
        receipt: expect.stringMatching(/^XK20260302\d{10}$/),
        replayed: false,
      },
    });
    expect(await run(id, { type: 'grant' })).toMatchObject({
      answer: { version: 2, seq: 2, status: 'granted' },
    });
  });

  it('puts who, when, why and the event before into the envelope, and nothing of a person', async () => {
    const id = await world.ask();
    await run(id, { type: 'remark', text: '好' }, officer, { causedBy: 'prj_a.3', traceparent: '00-a-b-01' });
    const [first, second] = await world.history.ofCase(id);
    expect(envelopeOf(second!.body)).toEqual({
      id: `${id}.2`,
      service: 'land',
      kind: 'permit',
      caseId: id,
      seq: 2,
      key: id,
      county: '330182',
      type: 'land.Remarked',
      schema: 1,
      recordedAt: monday,
      effectiveOn: '2026-03-02',
      actor: { id: 'acc_department', role: 'department', unit: 'water' },
      causedBy: 'prj_a.3',
      data: { text: '好' },
      prev: first!.hash,
    });
  });

  it.each<[string, PermitCommand, ReturnType<typeof someone>, string]>([
    ['of another role', { type: 'grant' }, enterprise, 'ROLE_NOT_ALLOWED'],
    ['of another unit', { type: 'grant' }, someone('department', { unit: 'ecology' }), 'CASE_NOT_FOUND'],
    ['of another county', { type: 'grant' }, someone('department', { county: '330183' }), 'CASE_NOT_FOUND'],
    ['that nobody knows', { type: 'destroy' } as never, officer, 'UNKNOWN_COMMAND'],
    ['that decides no', { type: 'remark', text: '' }, officer, 'TEXT_MISSING'],
    ['on a case of another kind', { type: 'askPermit', unit: 'water' }, enterprise, 'CASE_EXISTS'],
  ])('%s is refused with a code, and nothing is changed', async (_what, command, actor, expected) => {
    const id = await world.ask();
    const before = await world.cases.find(id);
    expect(await code(run(id, command, actor))).toBe(expected);
    expect(await world.cases.find(id)).toEqual(before);
  });

  it('finds no case of another kind under the same id', async () => {
    const id = await world.ask();
    const other = { ...permitMachine, kind: 'other' } as typeof permitMachine;
    const result = await world.cases.execute(other, {
      id,
      command: { type: 'grant' },
      actor: officer,
      key: newKey(),
    });
    expect(result).toMatchObject({ refusal: { code: 'CASE_NOT_FOUND' } });
  });

  it('on a case that is not there tells only that', async () => {
    expect(await code(run('pmt_000000000000000000000000', { type: 'grant' }))).toBe('CASE_NOT_FOUND');
  });

  it('after the end is refused in the words of the table', async () => {
    const id = await world.ask();
    await run(id, { type: 'grant' });
    expect(await run(id, { type: 'reject' })).toMatchObject({
      refusal: { kind: 'conflict', code: 'WRONG_STATE', zh: '当前状态“准予”下不能办理“不予”' },
    });
  });

  it('of somebody who saw an older version is a conflict, and one who saw this version passes', async () => {
    const id = await world.ask();
    expect(await code(run(id, { type: 'remark', text: '一' }, officer, { seen: 1 }))).toBe('done');
    const result = await run(id, { type: 'grant' }, officer, { seen: 1 });
    expect(result).toMatchObject({ refusal: { code: 'CASE_CHANGED', field: 'seen' } });
    expect(await code(run(id, { type: 'grant' }, officer, { seen: 2 }))).toBe('done');
  });

  it('that the table does not declare is a bug, and is never saved', async () => {
    const id = await world.ask();
    await expect(run(id, { type: 'stray' })).rejects.toThrow(/stray led from open to rejected/);
    expect(await world.cases.find(id)).toMatchObject({ version: 1, status: 'open' });
  });

  it('leaves a field that is undefined absent, on the first save and on the later ones', async () => {
    const id = await world.ask();
    await run(id, { type: 'remark', text: '一', note: '附' });
    expect((await world.cases.find<Permit>(id))?.state.lastNote).toBe('附');
    await run(id, { type: 'remark', text: '二' });
    const found = await world.cases.find<Permit>(id);
    expect(found?.state).not.toHaveProperty('lastNote');
    expect(found?.search).not.toHaveProperty('lastNote');
  });
});

describe('an event', () => {
  type LandCommand = { readonly type: 'askPermit' };
  const bent = (data: object): Machine<Permit, LandCommand, PermitEvent, PermitStatus> =>
    ({
      ...permitMachine,
      kind: 'bent',
      decide: () => ({ ok: true, events: [{ type: 'ObligationsFulfilled', data }] }),
      evolve: () => ({
        status: 'open',
        owner: '',
        unit: '',
        lapsesAt: '2027-01-01T00:00:00.000Z',
        remarks: [],
      }),
    }) as unknown as Machine<Permit, LandCommand, PermitEvent, PermitStatus>;
  const create = async (machine: AnyMachine) => {
    const key = newKey();
    return await world.cases.execute(machine, {
      id: createdId('pmt', enterprise, 'askPermit', key),
      command: { type: 'askPermit' },
      actor: enterprise,
      key,
    });
  };

  it('that does not keep its contract is a bug, and is never saved: it could never be taken back', async () => {
    expect(await create(bent({ parcelId: 'pcl_a', projectId: 'prj_a' }))).toMatchObject({ ok: true });
    await expect(create(bent({ parcelId: 'pcl_a', phone: '13800000001' }))).rejects.toThrow(
      /ObligationsFulfilled/,
    );
  });

  it('too large to be sent is refused, so that it never stands in the way of the others', async () => {
    const id = await world.ask();
    expect(await run(id, { type: 'remark', text: '长'.repeat(400_000) })).toMatchObject({
      refusal: { kind: 'tooLarge', code: 'CONTENT_TOO_LARGE' },
    });
    expect(await world.cases.find(id)).toMatchObject({ version: 1 });
  });

  it('is linked to the one before it', async () => {
    const id = await world.ask();
    for (const text of ['一', '二', '三']) await run(id, { type: 'remark', text });
    expect(findBrokenLink(await world.history.ofCase(id))).toBeNull();
  });
});
