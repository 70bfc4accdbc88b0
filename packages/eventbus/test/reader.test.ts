import { describe, expect, it } from 'vitest';
import { createReader, type Incoming, type Offsets, type Run } from '../src/index.ts';
import { silent, until } from './bus.ts';

const incoming = (caseId: string, seq: number, type: string): Incoming => ({
  service: 'land',
  caseId,
  seq,
  key: caseId,
  body: JSON.stringify({ type }),
});

/** An inbox whose turns end when the test says so; it acts on everything that is not called idle. */
const stage = (leaveMs = 60_000) => {
  const turns: string[][] = [];
  const commits: Offsets[] = [];
  const open: { end: () => void; fail: (error: Error) => void }[] = [];
  const reader = createReader(
    {
      take: async (events) => {
        turns.push(events.map(({ caseId, seq }) => `${caseId}.${seq}`));
        await new Promise<void>((resolve, reject) => open.push({ end: resolve, fail: reject }));
      },
      ignores: ({ body }) => JSON.parse(body).type === 'idle',
    },
    silent,
    leaveMs,
  );
  const run = (partition: number, next: number, events: readonly Incoming[]): Run => ({
    topic: 'land',
    partition,
    next: String(next),
    events,
    beat: async () => undefined,
    commit: async (offsets) => {
      commits.push(offsets);
    },
  });
  /** Lets the turn under way end. */
  const end = async (error?: Error): Promise<void> => {
    const turn = open.shift();
    if (error === undefined) turn?.end();
    else turn?.fail(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { reader, run, end, turns, commits };
};
const offsetsOf = ({ topics }: Offsets) =>
  Object.fromEntries(
    topics.flatMap(({ partitions }) => partitions.map(({ partition, offset }) => [partition, offset])),
  );

describe('the reader', () => {
  it('takes together what came while a turn was under way, and commits it at once', async () => {
    const { reader, run, end, turns, commits } = stage();
    const first = reader.read(run(0, 1, [incoming('a', 1, 'act')]));
    const rest = [1, 2].map(async (n) => await reader.read(run(n, 10 + n, [incoming(`b${n}`, 1, 'act')])));
    await end();
    await first;
    await end();
    await Promise.all(rest);
    expect(turns).toEqual([['a.1'], ['b1.1', 'b2.1']]);
    expect(commits.map(offsetsOf)).toEqual([{ 0: '1' }, { 1: '11', 2: '12' }]);
  });

  it('leaves what only moves a cursor, and files it before what follows', async () => {
    const { reader, run, end, turns, commits } = stage();
    await reader.read(run(0, 5, [incoming('a', 1, 'idle')]));
    await reader.read(run(1, 6, [incoming('b', 1, 'idle')]));
    expect([turns, commits]).toEqual([[], []]);
    const acted = reader.read(run(0, 7, [incoming('a', 2, 'act')]));
    await end();
    await acted;
    expect(turns).toEqual([['a.1', 'b.1', 'a.2']]);
    expect(commits.map(offsetsOf)).toEqual([{ 0: '7', 1: '6' }]);
  });

  it('files what was left when it is asked to', async () => {
    const { reader, run, end, turns } = stage();
    await reader.read(run(0, 5, [incoming('a', 1, 'idle')]));
    const flushed = reader.flush();
    await end();
    await flushed;
    await reader.flush();
    expect(turns).toEqual([['a.1']]);
  });

  it('files what was left by itself in time, and again when it could not', async () => {
    const { reader, run, end, turns, commits } = stage(10);
    const turned = async (count: number) =>
      await until(
        async () => turns.length,
        (length) => length === count,
      );
    await reader.read(run(0, 5, [incoming('a', 1, 'idle')]));
    await turned(1);
    await end(new Error('no database'));
    await turned(2);
    await end();
    expect(turns).toEqual([['a.1'], ['a.1']]);
    expect(commits.map(offsetsOf)).toEqual([{ 0: '5' }]);
  });

  it('keeps what was left when a turn fails, and tells whoever waited', async () => {
    const { reader, run, end, turns, commits } = stage();
    await reader.read(run(0, 5, [incoming('a', 1, 'idle')]));
    const acted = reader.read(run(0, 6, [incoming('a', 2, 'act')])).catch((error: Error) => error.message);
    await end(new Error('no database'));
    expect([await acted, commits]).toEqual(['no database', []]);
    const again = reader.read(run(0, 6, [incoming('a', 2, 'act')]));
    await end();
    await again;
    expect(turns.at(-1)).toEqual(['a.1', 'a.2']);
    expect(commits.map(offsetsOf)).toEqual([{ 0: '6' }]);
  });

  it('commits nothing of a group that was formed anew meanwhile', async () => {
    const { reader, run, end, commits } = stage();
    await reader.read(run(0, 5, [incoming('a', 1, 'idle')]));
    const acted = reader.read(run(1, 6, [incoming('b', 1, 'act')]));
    reader.forget();
    await end();
    await acted;
    await reader.flush();
    expect(commits).toEqual([]);
  });
});
