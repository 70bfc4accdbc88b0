import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInbox, type Inbox, type Incoming } from '../src/index.ts';
import { createEffects, eventsOf, newCaseId, newInstallation, openDatabase, silent } from './bus.ts';

let connection: Connection;
let effects: ReturnType<typeof createEffects>;
let inbox: Inbox;
/** What the owners of the cases have, for whoever asks them. */
let owned: Map<string, readonly Incoming[]>;
let ownerAnswers = true;
let asked: number;

beforeAll(async () => {
  connection = await openDatabase(`${newInstallation()}_inbox`);
});
beforeEach(async () => {
  await connection.dropDatabase();
  effects = createEffects(connection);
  await effects.prepare();
  owned = new Map();
  ownerAnswers = true;
  asked = 0;
  inbox = createInbox({
    connection,
    handler: effects.handler,
    log: silent,
    fetchMissing: async (_service, caseId, fromSeq) => {
      asked += 1;
      if (!ownerAnswers) throw new Error('the owner does not answer');
      return (owned.get(caseId) ?? []).filter(({ seq }) => seq >= fromSeq);
    },
  });
  await inbox.ensureIndexes();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const parkedAs = async () =>
  (await inbox.listParked()).map(({ _id, reason }) => [Number(_id.slice(-8)), reason]);

describe('an event', () => {
  it('has one effect, however often it comes', async () => {
    const id = newCaseId();
    const events = eventsOf(id, [{}, {}, {}]);
    await inbox.take(events);
    await inbox.take(events);
    await inbox.take([events[1]!, events[0]!, events[2]!]);
    expect(await effects.of(id)).toEqual([1, 2, 3]);
    expect(await inbox.cursor(id)).toBe(3);
    expect(effects.told).toEqual([`${id}.1`, `${id}.2`, `${id}.3`]);
  });

  it('has one effect when two processes take it at the same moment', async () => {
    const ids = Array.from({ length: 10 }, newCaseId);
    const events = ids.flatMap((id) => eventsOf(id, [{}, {}]));
    await Promise.all([inbox.take(events), inbox.take(events), inbox.take(events)]);
    for (const id of ids) expect(await effects.of(id)).toEqual([1, 2]);
    expect(await inbox.countParked()).toEqual({ failed: 0, waiting: 0, behind: 0 });
  });

  it('of a type that nobody here acts on moves the cursor alone', async () => {
    const id = newCaseId();
    await inbox.take(
      eventsOf(id, [{ type: 'land.Ignored' }, { type: 'land.Unheard' }, { type: 'land.Ignored' }]),
    );
    expect(await effects.of(id)).toEqual([2]);
    expect(await inbox.cursor(id)).toBe(3);
  });

  it('that is refused for ever is recorded with its reason, and the next goes on', async () => {
    const id = newCaseId();
    await inbox.take(eventsOf(id, [{}, { never: 'ALREADY_WITHDRAWN' }, {}]));
    expect(await effects.of(id)).toEqual([1, 3]);
    expect(await connection.collection('never').find().toArray()).toMatchObject([
      { _id: `${id}.2`, type: 'land.Noted', reason: 'ALREADY_WITHDRAWN' },
    ]);
  });

  it('that does not keep its contract is parked, not taken for another', async () => {
    const id = newCaseId();
    await inbox.take(eventsOf(id, [{ type: 'land.ObligationsFulfilled', text: 'no parcel' }]));
    expect(await inbox.listParked()).toMatchObject([{ reason: 'failed', error: /ZodError/ }]);
    expect(await inbox.cursor(id)).toBe(0);
  });
});

describe('a batch that cannot be applied as a whole', () => {
  it('is done again one event at a time, and all but the bad one have their effect', async () => {
    const ids = Array.from({ length: 5 }, newCaseId);
    await inbox.take(ids.flatMap((id, n) => eventsOf(id, [n === 2 ? { failsTimes: 99 } : {}])));
    expect(effects.batches[0]).toBe(5);
    expect(effects.batches.slice(1).every((size) => size === 1)).toBe(true);
    expect(await effects.count()).toBe(4);
    expect(await inbox.countParked()).toEqual({ failed: 1, waiting: 0, behind: 0 });
  });

  it('keeps its place in the group alive meanwhile', async () => {
    let beats = 0;
    await inbox.take(eventsOf(newCaseId(), [{ failsTimes: 1 }, {}, {}]), async () => {
      beats += 1;
    });
    expect(beats).toBe(3);
  });
});

describe('an event that cannot be handled', () => {
  it('is parked after its tries with its error, and later ones of its case wait in order', async () => {
    const [bad, good] = [newCaseId(), newCaseId()];
    await inbox.take([...eventsOf(bad, [{}, { failsTimes: 99 }, {}, {}]), ...eventsOf(good, [{}, {}])]);
    expect(await effects.of(bad)).toEqual([1]);
    expect(await effects.of(good)).toEqual([1, 2]);
    expect(await parkedAs()).toEqual([
      [2, 'failed'],
      [3, 'behind'],
      [4, 'behind'],
    ]);
    expect(await inbox.listParked()).toMatchObject([
      { error: expect.stringContaining('cannot take') },
      {},
      {},
    ]);
    // Once with the batch, three times alone.
    expect(effects.attempts.get(`${bad}.2`)).toBe(4);
  });

  it('holds up other cases of its key, and of no other key', async () => {
    const [project, item, other] = [newCaseId(), newCaseId(), newCaseId()];
    await inbox.take(eventsOf(project, [{ failsTimes: 99 }], 'prj_a'));
    await inbox.take([...eventsOf(item, [{}], 'prj_a'), ...eventsOf(other, [{}], 'prj_b')]);
    expect(await effects.of(item)).toEqual([]);
    expect(await effects.of(other)).toEqual([1]);
    await inbox.retryWaiting();
    expect(await effects.of(item)).toEqual([]);
  });

  it('stays failed when it comes again, and is not tried again by itself', async () => {
    const [bad, other] = [newCaseId(), newCaseId()];
    const events = eventsOf(bad, [{ failsTimes: 99 }, {}], 'prj_a');
    await inbox.take(events);
    const tries = effects.attempts.get(`${bad}.1`);
    await inbox.take(events);
    await inbox.retryWaiting();
    await inbox.take(eventsOf(other, [{}], 'prj_a'));
    expect(effects.attempts.get(`${bad}.1`)).toBe(tries);
    expect(await inbox.countParked()).toEqual({ failed: 1, waiting: 0, behind: 2 });
  });

  it('is healed by a replay, with all that queued behind it, in order', async () => {
    const [bad, item] = [newCaseId(), newCaseId()];
    await inbox.take(eventsOf(bad, [{ failsTimes: 99 }, {}, {}], 'prj_a'));
    await inbox.take(eventsOf(item, [{}, {}], 'prj_a'));
    expect(await inbox.replay()).toEqual({ left: 1 });
    expect(await effects.count()).toBe(0);
    effects.mend();
    expect(await inbox.replay()).toEqual({ left: 0 });
    expect(await effects.of(bad)).toEqual([1, 2, 3]);
    expect(await effects.of(item)).toEqual([1, 2]);
    expect(await inbox.countParked()).toEqual({ failed: 0, waiting: 0, behind: 0 });
  });

  it('stops a replay of its own key alone: another key is healed', async () => {
    const [a, b] = [newCaseId(), newCaseId()];
    await inbox.take([...eventsOf(a, [{ failsTimes: 99 }]), ...eventsOf(b, [{ failsTimes: 3 }, {}])]);
    expect(await inbox.replay()).toEqual({ left: 1 });
    expect(await effects.of(a)).toEqual([]);
    expect(await effects.of(b)).toEqual([1, 2]);
  });

  it('parked by one process and applied by another blocks nothing', async () => {
    const id = newCaseId();
    const [event] = eventsOf(id, [{ failsTimes: 4 }], 'prj_a');
    // The first take fails all its tries; meanwhile a second one succeeds.
    const failing = inbox.take([event!]);
    await new Promise((resolve) => setTimeout(resolve, 250));
    effects.mend();
    await Promise.all([failing, inbox.take([event!])]);
    const other = newCaseId();
    await inbox.take(eventsOf(other, [{}], 'prj_a'));
    expect(await effects.of(id)).toEqual([1]);
    expect(await effects.of(other)).toEqual([1]);
  });
});

describe('an outage is no fault of the event', () => {
  it.each([
    ['MongoServerSelectionError', 'no server'],
    ['MongoNetworkError', 'connection closed'],
    ['MongooseError', 'Operation `cases.findOne()` buffering timed out after 10000ms'],
    ['MongooseServerSelectionError', 'connect ECONNREFUSED'],
  ])('%s is thrown on, and nothing is parked', async (name, message) => {
    const away = createInbox({
      connection,
      log: silent,
      fetchMissing: async () => [],
      handler: {
        handles: () => true,
        apply: async () => {
          throw Object.assign(new Error(message), { name });
        },
      },
    });
    await expect(away.take(eventsOf(newCaseId(), [{}]))).rejects.toThrow(message);
    expect(await inbox.countParked()).toEqual({ failed: 0, waiting: 0, behind: 0 });
  });
});

describe('an event that waits', () => {
  it('is shown with what it waits for, and done when that comes', async () => {
    const id = newCaseId();
    await inbox.take(eventsOf(id, [{ waitsFor: 'prj_late' }, {}]));
    expect(await inbox.listParked()).toMatchObject([
      { reason: 'waiting', waitingFor: 'prj_late' },
      { reason: 'behind' },
    ]);
    expect(inbox.hasWaiting()).toBe(true);
    await inbox.retryWaiting();
    expect(await effects.of(id)).toEqual([]);
    await effects.bring('prj_late');
    await inbox.retryWaiting();
    expect(await effects.of(id)).toEqual([1, 2]);
    await inbox.retryWaiting();
    expect(inbox.hasWaiting()).toBe(false);
  });

  it('holds up its own case and no other, of the same key neither', async () => {
    const [late, item] = [newCaseId(), newCaseId()];
    await inbox.take([
      ...eventsOf(late, [{ waitsFor: 'prj_late' }], 'prj_a'),
      ...eventsOf(item, [{}], 'prj_a'),
    ]);
    expect(await effects.of(item)).toEqual([1]);
  });
});

describe('an event ahead of its sequence', () => {
  it('waits for nobody: what is missing is fetched from its owner', async () => {
    const id = newCaseId();
    const events = eventsOf(id, [{}, {}, {}, {}]);
    owned.set(id, events);
    await inbox.take([events[0]!]);
    await inbox.take([events[3]!]);
    expect(await effects.of(id)).toEqual([1, 2, 3, 4]);
    expect(asked).toBe(1);
  });

  it('is queued while its owner does not answer, and the others of the batch go on', async () => {
    const [gapped, other] = [newCaseId(), newCaseId()];
    const events = eventsOf(gapped, [{}, {}]);
    owned.set(gapped, events);
    ownerAnswers = false;
    await inbox.take([events[1]!, ...eventsOf(other, [{}])]);
    expect(await effects.of(other)).toEqual([1]);
    expect(await parkedAs()).toEqual([[2, 'behind']]);
    ownerAnswers = true;
    await inbox.retryWaiting();
    expect(await effects.of(gapped)).toEqual([1, 2]);
  });

  it('that its owner cannot fill leaves the other queued cases to go on', async () => {
    const [gapped, waiting] = [newCaseId(), newCaseId()].toSorted();
    ownerAnswers = false;
    await inbox.take([eventsOf(gapped!, [{}, {}])[1]!, ...eventsOf(waiting!, [{ waitsFor: 'prj_late' }])]);
    await effects.bring('prj_late');
    await inbox.retryWaiting();
    expect(await effects.of(waiting!)).toEqual([1]);
  });

  it('comes in any order and is applied in its own', async () => {
    const id = newCaseId();
    const events = eventsOf(id, [{}, {}, {}, {}, {}]);
    for (const n of [4, 2, 0, 3, 1]) await inbox.take([events[n]!]);
    await inbox.retryWaiting();
    expect(await effects.of(id)).toEqual([1, 2, 3, 4, 5]);
    expect(await inbox.countParked()).toEqual({ failed: 0, waiting: 0, behind: 0 });
  });
});

it('a message that is no event is parked, and everybody else goes on', async () => {
  const id = newCaseId();
  await inbox.take([
    { service: 'land', caseId: 'rubbish', seq: 1, key: 'rubbish', body: '{' },
    ...eventsOf(id, [{}]),
  ]);
  expect(await effects.of(id)).toEqual([1]);
  expect(await inbox.listParked()).toMatchObject([{ reason: 'failed', caseId: 'rubbish' }]);
});
