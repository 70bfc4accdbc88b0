import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelopeOf, filedId, findBrokenLink, type HistoryEvent } from '../src/index.ts';
import { officer, permitMachine } from './permit.ts';
import { createWorld, newKey, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world.stop());

const remark = async (id: string, ...texts: readonly string[]): Promise<void> => {
  for (const text of texts)
    await world.cases.execute(permitMachine, {
      id,
      command: { type: 'remark', text },
      actor: officer,
      key: newKey(),
    });
};

/** What the relay does after it has published: files some events and takes them out of the case, or not yet. */
const file = async (id: string, upTo: number, clear: boolean): Promise<void> => {
  const found = await world.cases.find(id);
  for (const event of (found?.unsent ?? []).filter(({ seq }) => seq <= upTo))
    await world.cases.models.events.updateOne(
      { _id: filedId(id, event.seq) },
      { $setOnInsert: { caseId: id, key: id, ...event, filedAt: new Date() } },
      { upsert: true },
    );
  if (clear)
    await world.cases.models.cases.updateOne({ _id: id }, { $pull: { unsent: { seq: { $lte: upTo } } } });
};

describe('the history of a case', () => {
  it('is whole while some events wait, some are filed, and some are both', async () => {
    const id = await world.ask();
    await remark(id, '一', '二', '三');
    await file(id, 2, true);
    await file(id, 3, false);
    const events = await world.history.ofCase(id);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(findBrokenLink(events)).toBeNull();
  });

  it('is read from a sequence on', async () => {
    const id = await world.ask();
    await remark(id, '一', '二');
    await file(id, 2, true);
    expect((await world.history.ofCase(id, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(await world.history.ofCase(id, 9)).toEqual([]);
  });

  it('sorts the tenth event after the ninth', async () => {
    const id = await world.ask();
    await remark(id, ...Array.from({ length: 11 }, (_, n) => `第${n}`));
    await file(id, 12, true);
    const { events } = await world.history.page('', 1000);
    const own = events.filter((event) => event.caseId === id);
    expect(own.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  });
});

describe('the export', () => {
  it('pages through all filed events, each once', async () => {
    const own = await createWorld();
    const filed = new Set<string>();
    for (let n = 0; n < 5; n += 1) {
      const id = await own.ask();
      filed.add(id);
      const found = await own.cases.find(id);
      const [event] = found?.unsent ?? [];
      await own.cases.models.events.create({
        _id: filedId(id, 1),
        caseId: id,
        key: id,
        ...event,
        filedAt: new Date(),
      });
    }
    const seen: string[] = [];
    let pages = 0;
    for (let after: string | null = ''; after !== null; pages += 1) {
      const page: { events: readonly HistoryEvent[]; next: string | null } = await own.history.page(after, 2);
      seen.push(...page.events.map(({ caseId }) => caseId));
      after = page.next;
    }
    expect(pages).toBe(3);
    expect(seen.toSorted()).toEqual([...filed].toSorted());
    await own.stop();
  });

  it('tells beside it what was saved and is not filed yet: the relay publishes before it files', async () => {
    const own = await createWorld();
    const id = await own.ask();
    expect((await own.history.page('', 10)).events).toEqual([]);
    expect((await own.history.unfiled()).map(({ caseId, seq }) => [caseId, seq])).toEqual([[id, 1]]);
    await own.stop();
  });
});

describe('the chain of hashes', () => {
  const history = async (): Promise<readonly HistoryEvent[]> => {
    const id = await world.ask();
    await remark(id, '一', '二', '三');
    return await world.history.ofCase(id);
  };

  it('is whole from the first event on, which follows on nothing', async () => {
    const events = await history();
    expect(findBrokenLink(events)).toBeNull();
    expect(envelopeOf(events[0]!.body).prev).toBe('0'.repeat(64));
    expect(findBrokenLink([])).toBeNull();
  });

  it('finds a changed byte', async () => {
    const events = await history();
    const changed = events.map((event) =>
      event.seq === 3 ? { ...event, body: event.body.replace('二', '两') } : event,
    );
    expect(findBrokenLink(changed)).toEqual({ seq: 3, fault: 'changed' });
  });

  it('finds an event that was changed together with its hash', async () => {
    const events = await history();
    const { sha256 } = await import('../src/index.ts');
    const changed = events.map((event) => {
      if (event.seq !== 2) return event;
      const body = event.body.replace('一', '壹');
      return { ...event, body, hash: sha256(body) };
    });
    expect(findBrokenLink(changed)).toEqual({ seq: 3, fault: 'not linked' });
  });

  it('finds a missing event, the first one too', async () => {
    const events = await history();
    expect(findBrokenLink(events.filter(({ seq }) => seq !== 2))).toEqual({ seq: 2, fault: 'missing' });
    expect(findBrokenLink(events.slice(1))).toEqual({ seq: 1, fault: 'missing' });
  });
});
