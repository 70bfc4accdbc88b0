import type { Actor, Refusal, ServiceName } from '@yizhan/contracts';
import type { Calendar, LegalDate } from '@yizhan/workdays';
import type { none, StatusTable, TransitionTable } from './transition-table.ts';

/** An instant in ISO 8601, UTC. */
export type Instant = string;

/** What `decide`, `elapse` and `dueAt` know beside the state; all of it is an input, so that a test sets it. */
export interface Moment {
  readonly caseId: string;
  /** Legal time. */
  readonly now: Instant;
  /** The legal day (Asia/Shanghai) of `now`. */
  readonly today: LegalDate;
  readonly calendar: Calendar;
}

export interface DecideContext extends Moment {
  readonly actor: Actor;
  /** Number of the receipt for a submission made by this command. */
  readonly receipt: (letters: string) => string;
  /** Id of the event that a reaction answers. */
  readonly causedBy?: string;
}

export interface EventShape {
  readonly type: string;
  readonly data: object;
}

/** An event to be saved. `effectiveOn` is the legal day from which it holds, today unless said. */
export type Emitted<E extends EventShape> = E & { readonly effectiveOn?: LegalDate };

/** An event as `evolve` sees it. */
export type Applied<E extends EventShape> = E & {
  readonly seq: number;
  readonly recordedAt: Instant;
  readonly effectiveOn: LegalDate;
  readonly actor: { readonly id: string; readonly role: string; readonly unit?: string | undefined };
};

export type Decision<E extends EventShape> =
  | { readonly ok: true; readonly events: readonly Emitted<E>[]; readonly receipt?: string }
  | { readonly ok: false; readonly refusal: Refusal };

export const decided = <E extends EventShape>(...events: readonly Emitted<E>[]): Decision<E> => ({
  ok: true,
  events,
});
export const refused = (because: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: because,
});

/**
 * One kind of case: pure. The runtime guards role (table), `mayAct` (whose case), then state (table), then decides;
 * a transition that the table does not declare is a bug and is never saved.
 */
export interface Machine<
  State,
  Command extends { readonly type: string },
  Event extends EventShape,
  Status extends string,
> {
  readonly service: ServiceName;
  readonly kind: string;
  /** Three letters before the case's id. */
  readonly prefix: string;
  readonly table: TransitionTable<Status>;
  readonly statuses: StatusTable<Status>;
  status(state: State): Status;
  /** Whose case is it: his company's, his unit's, his own? Asked before the state, after the role. */
  mayAct(state: State | undefined, command: Command, actor: Actor): Refusal | null;
  decide(state: State | undefined, command: Command, context: DecideContext): Decision<Event>;
  /** What time alone has brought about by now: applied before any command, and by the sweeper. */
  elapse(state: State, moment: Moment): readonly Emitted<Event>[];
  evolve(state: State | undefined, event: Applied<Event>): State;
  /** When `elapse` will next have something to say. */
  dueAt(state: State, moment: Moment): Instant | null;
  /** Derived fields for the store's queries and indexes; not part of the case's truth. */
  search(state: State): Readonly<Record<string, unknown>>;
  /** The Kafka key, fixed at creation. */
  key(caseId: string, command: Command): string;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of machines of different types; each use goes through its own type
export type AnyMachine = Machine<any, any, any, any>;

export type StatusOf<M> = M extends Machine<infer _S, infer _C, infer _E, infer T> ? T | typeof none : never;
