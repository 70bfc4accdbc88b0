import { withinWork } from '@yizhan/aggregate';
import type { AnyEvent, EventOfType, EventType } from '@yizhan/contracts';
import type { ClientSession } from 'mongoose';

/** How a reaction ends: done, never (recorded, final), or waiting for something that has not come (shown, tried again when it comes). */
export type Outcome =
  | { readonly end: 'done' }
  | { readonly end: 'never'; readonly reason: string }
  | { readonly end: 'waiting'; readonly for: string };

export const done: Outcome = { end: 'done' };
export const never = (reason: string): Outcome => ({ end: 'never', reason });
export const waitingFor = (what: string): Outcome => ({ end: 'waiting', for: what });

export interface Handler {
  /** Types it acts on; the others only move the cursor. */
  readonly handles: (type: string) => boolean;
  /** Applies events in order within the given transaction; one outcome each. */
  readonly apply: (events: readonly AnyEvent[], session: ClientSession) => Promise<readonly Outcome[]>;
  /** After the commit. */
  readonly committed?: (events: readonly AnyEvent[]) => void;
}

export type Reactions = {
  readonly [T in EventType]?: (event: EventOfType<T>, session: ClientSession) => Promise<Outcome>;
};

const traces = new WeakMap<AnyEvent, string>();

/** Notes under which span an event is applied: what it leads to belongs to the same trace. */
export const noteTrace = (event: AnyEvent, traceparent: string | undefined): void => {
  if (traceparent !== undefined) traces.set(event, traceparent);
};

/** A handler that calls one function a type, one event after the other. */
export const fromReactions = (reactions: Reactions): Handler => ({
  handles: (type) => Object.hasOwn(reactions, type),
  apply: async (events, session) => {
    const outcomes: Outcome[] = [];
    for (const event of events) {
      const react = reactions[event.type] as
        | ((event: AnyEvent, session: ClientSession) => Promise<Outcome>)
        | undefined;
      outcomes.push(
        react === undefined
          ? done
          : await withinWork({ traceparent: traces.get(event) }, async () => await react(event, session)),
      );
    }
    return outcomes;
  },
});
