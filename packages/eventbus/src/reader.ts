import type { Inbox, Incoming } from './inbox.ts';
import type { BusLog } from './log.ts';

/** Offsets to commit, as kafkajs takes them; each is that of the next message to read. */
export interface Offsets {
  readonly topics: { topic: string; partitions: { partition: number; offset: string }[] }[];
}

/** A run of messages of one partition. */
export interface Run {
  readonly topic: string;
  readonly partition: number;
  /** Of the message after the last of the run. */
  readonly next: string;
  readonly events: readonly Incoming[];
  readonly beat: () => Promise<void>;
  readonly commit: (offsets: Offsets) => Promise<void>;
}

/** A run whose reader waits, or somebody who only waits until what was left is filed. */
interface Waiting {
  readonly run: Read | null;
  readonly taken: () => void;
  readonly failed: (error: unknown) => void;
}

interface Read extends Run {
  /** How often the group had been formed when it was read. */
  readonly generation: number;
}

const eventsAtOnce = 300;
/** So many may be read and left at the most: they are read again after a fall. */
const leftAtMost = 1000;

const mergeOffsets = (runs: readonly Run[]): Offsets => {
  const furthest = new Map<string, Map<number, bigint>>();
  for (const { topic, partition, next } of runs) {
    const partitions = furthest.get(topic) ?? new Map<number, bigint>();
    furthest.set(topic, partitions);
    const offset = BigInt(next);
    if (offset > (partitions.get(partition) ?? -1n)) partitions.set(partition, offset);
  }
  return {
    topics: [...furthest].map(([topic, partitions]) => ({
      topic,
      partitions: [...partitions].map(([partition, offset]) => ({ partition, offset: String(offset) })),
    })),
  };
};

/**
 * Takes runs of several partitions into the inbox together: what comes while a transaction is under way goes into the
 * next one, so that the busier it is, the fewer there are for each event. Runs with nothing to act on only move
 * cursors: they are left, their offsets uncommitted, until the next turn or for `leaveMs`.
 */
export const createReader = (inbox: Pick<Inbox, 'take' | 'ignores'>, log: BusLog, leaveMs = 1000) => {
  const waiting: Waiting[] = [];
  let left: Read[] = [];
  let generation = 0;
  let turning = false;
  let flushing = false;

  const fitting = (): readonly Waiting[] => {
    let size = 0;
    const over = waiting.findIndex(({ run }) => {
      size += run?.events.length ?? 0;
      return size > eventsAtOnce;
    });
    return waiting.splice(0, over === -1 ? waiting.length : Math.max(1, over));
  };

  const turn = async (): Promise<void> => {
    const idle = left;
    left = [];
    const mine = fitting();
    const runs = [...idle, ...mine.flatMap(({ run }) => (run === null ? [] : [run]))];
    const last = runs.at(-1);
    try {
      if (last !== undefined) {
        await inbox.take(
          runs.flatMap(({ events }) => events),
          last.beat,
        );
        // Offsets of a group that is no more are not this process's to commit.
        const offsets = mergeOffsets(runs.filter((run) => run.generation === generation));
        if (offsets.topics.length > 0) await last.commit(offsets);
      }
      for (const { taken } of mine) taken();
    } catch (error) {
      // Of a group that is no more, whoever has the partition now reads them again.
      left = [...idle.filter((run) => run.generation === generation), ...left];
      if (left.length > 0) flushLater();
      for (const { failed } of mine) failed(error);
    }
  };

  const begin = async (): Promise<void> => {
    if (turning) return;
    turning = true;
    while (waiting.length > 0) await turn();
    turning = false;
  };

  const wait = async (run: Read | null): Promise<void> => {
    const done = new Promise<void>((resolve, reject) => {
      waiting.push({ run, taken: resolve, failed: reject });
    });
    // It ends with the last who waits and fails for nobody: each is told by his own promise.
    void begin();
    await done;
  };

  const flush = async (): Promise<void> => {
    if (left.length > 0 || turning) await wait(null);
  };

  const flushLater = (): void => {
    if (flushing) return;
    flushing = true;
    setTimeout(() => {
      flushing = false;
      // A turn that fails leaves what it had to the next one, and sees to it that there is one.
      flush().catch((error: unknown) =>
        log.warn({ error: String(error) }, 'what was only read was not filed, trying again'),
      );
    }, leaveMs).unref();
  };

  return {
    /** When it resolves, each event is applied or parked and the offset committed; or nothing was to be done, and it is left. */
    read: async (run: Run): Promise<void> => {
      const read = { ...run, generation };
      if (left.length < leftAtMost && run.events.every(inbox.ignores)) {
        left.push(read);
        flushLater();
        return;
      }
      await wait(read);
    },
    /** Files what was left. Throws when it cannot be filed or committed now. */
    flush,
    /** The group is formed anew: what was left is read again by whoever has its partition now. */
    forget: (): void => {
      generation += 1;
      left = [];
    },
  };
};
