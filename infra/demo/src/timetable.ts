import type { Instant } from '@yizhan/aggregate';
import { type LegalDate, startOfDay } from '@yizhan/workdays';

/** One history, told in legal time: it waits for a day and an hour, then acts. */
export type Story = (time: StoryTime) => Promise<void>;

export interface StoryTime {
  /** Waits until that hour of that legal day; at once where it has passed. */
  readonly until: (day: LegalDate, hour?: string) => Promise<void>;
  /** Tells parts of the story side by side, and goes on when all are told. */
  readonly together: (parts: readonly (() => Promise<void>)[]) => Promise<void>;
  /** Tells something that happens later, and goes on without it. */
  readonly aside: (part: () => Promise<void>) => void;
  readonly now: () => Instant;
}

const dueAgainAtMost = 20;

interface Waiting {
  readonly at: Instant;
  readonly order: number;
  readonly goOn: () => void;
}

/** The instant of an hour of a legal day (Asia/Shanghai). */
export const instantOf = (day: LegalDate, hour: string): Instant => {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return new Date(Date.parse(startOfDay(day)) + (hours * 60 + minutes) * 60_000).toISOString();
};

/**
 * Legal time for many histories at once. One of them acts at a time, always the earliest, so that whatever they share (an
 * agent's load, a parcel) has its events in the order of time; before each, what has come due is gone through.
 */
export const createTimetable = (
  begins: Instant,
  due: {
    readonly next: () => Instant | null;
    readonly sweep: () => Promise<void>;
  },
) => {
  let now = begins;
  let order = 0;
  let acting = 0;
  let idle: () => void = () => undefined;
  let failure: { readonly error: unknown } | null = null;
  const waiting: Waiting[] = [];

  const rest = (): void => {
    acting -= 1;
    if (acting === 0) idle();
  };
  const whenIdle = async (): Promise<void> => {
    if (acting > 0)
      await new Promise<void>((resolve) => {
        idle = resolve;
      });
    if (failure !== null) throw failure.error;
  };

  const until = async (day: LegalDate, hour = '09:30'): Promise<void> => {
    const at = instantOf(day, hour);
    if (at <= now) return;
    order += 1;
    const place = order;
    await new Promise<void>((goOn) => {
      waiting.push({ at, order: place, goOn });
      rest();
    });
  };

  const together = async (parts: readonly (() => Promise<void>)[]): Promise<void> => {
    if (parts.length === 0) return;
    let left = parts.length;
    // The story's own place goes to its first part, and comes back from the last one to end.
    acting += parts.length - 1;
    await Promise.all(
      parts.map(async (part) => {
        try {
          await part();
        } finally {
          left -= 1;
          if (left > 0) rest();
        }
      }),
    );
  };

  const aside = (part: () => Promise<void>): void => {
    acting += 1;
    part()
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(rest);
  };

  const start = async (story: Story): Promise<void> => {
    aside(async () => await story({ until, together, aside, now: () => now }));
    await whenIdle();
  };

  /** Goes through all that comes due by then, each at its own moment. */
  const passTo = async (at: Instant): Promise<void> => {
    let again = 0;
    for (let last = ''; ; ) {
      const next = due.next();
      if (next === null || next > at) break;
      again = next === last ? again + 1 : 0;
      if (again > dueAgainAtMost) throw new Error(`what came due at ${next} stays due`);
      if (next > now) now = next;
      last = next;
      await due.sweep();
    }
    if (at > now) now = at;
  };

  return {
    now: (): Instant => now,
    /** Tells all stories, to the end of time at the latest. */
    tell: async (stories: readonly Story[], ends: Instant, onDay: (now: Instant) => void): Promise<void> => {
      for (const story of stories) await start(story);
      for (;;) {
        waiting.sort((a, b) => (a.at === b.at ? a.order - b.order : a.at < b.at ? -1 : 1));
        const next = waiting[0];
        if (next === undefined || next.at > ends) break;
        waiting.shift();
        await passTo(next.at);
        onDay(now);
        acting += 1;
        next.goOn();
        await whenIdle();
      }
      await passTo(ends);
    },
  };
};
