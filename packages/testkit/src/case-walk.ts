import {
  type Applied,
  type EventShape,
  guardRole,
  guardStatus,
  type Instant,
  type Machine,
  type Moment,
  none,
} from '@yizhan/aggregate/machine';
import { type Actor, type Refusal, refusalStatus } from '@yizhan/contracts';
import { type Calendar, legalDateOf, officialCalendar } from '@yizhan/workdays';

export type WalkAnswer<E> =
  | { readonly ok: true; readonly events: readonly E[] }
  | ({ readonly ok: false } & Pick<Refusal, 'code' | 'field'>);

/**
 * One case of a machine without a database, for tables of `decide` and `elapse`: time, rights, state and decision in
 * the runtime's order, and like it this throws on a transition that the table does not declare.
 */
export const walkCase = <
  State,
  Command extends { readonly type: string },
  Event extends EventShape,
  Status extends string,
>(
  machine: Machine<State, Command, Event, Status>,
  start: Instant,
) => {
  const caseId = `${machine.prefix}_${'0'.repeat(24)}`;
  let now = new Date(start).toISOString();
  let state: State | undefined;
  let seq = 0;

  let calendar = officialCalendar;
  const moment = (): Moment => ({ caseId, now, today: legalDateOf(now), calendar });
  const status = (): Status | typeof none => (state === undefined ? none : machine.status(state));

  const apply = (
    events: readonly (Event & { readonly effectiveOn?: string })[],
    actor: Actor,
    row: string | null,
  ): readonly Event[] => {
    const before = status();
    const applied: Event[] = [];
    for (const event of events) {
      seq += 1;
      const whole = {
        effectiveOn: moment().today,
        ...event,
        seq,
        recordedAt: now,
        actor: {
          id: actor.id,
          role: actor.roles[0] ?? 'service',
          ...(actor.unit === undefined ? {} : { unit: actor.unit }),
        },
      };
      state = machine.evolve(state, whole as unknown as Applied<Event>);
      applied.push(event);
    }
    const after = status();
    const rows =
      row === null
        ? Object.values(machine.table).filter(({ by }) => by.includes('time'))
        : [machine.table[row]];
    const declared = rows.some(
      (entry) => entry?.from.includes(before) === true && (entry.to as readonly string[]).includes(after),
    );
    if (before !== after && !declared)
      throw new Error(`${row ?? 'time'} led from ${before} to ${after}, which the table does not declare`);
    return applied;
  };

  const elapse = (): readonly Event[] => {
    if (state === undefined) return [];
    return apply(
      machine.elapse(state, moment()),
      { id: 'time', roles: ['time'], county: '330182', person: false },
      null,
    );
  };

  return {
    caseId,
    now: () => now,
    /** The state so far; throws before the case is there. */
    state: (): State => {
      if (state === undefined) throw new Error('no case yet');
      return state;
    },
    status,
    dueAt: (): Instant | null => (state === undefined ? null : machine.dueAt(state, moment())),
    do: (actor: Actor, command: Command): WalkAnswer<Event> => {
      elapse();
      const because =
        guardRole(machine.table, command.type, actor) ??
        machine.mayAct(state, command, actor) ??
        guardStatus(machine.table, machine.statuses, command.type, status());
      const decision =
        because === null
          ? machine.decide(state, command, {
              ...moment(),
              actor,
              receipt: (letters) => `${letters}-${seq + 1}`,
            })
          : { ok: false as const, refusal: because };
      if (decision.ok) return { ok: true, events: apply(decision.events, actor, command.type) };
      const { kind, code, zh, en, field } = decision.refusal;
      if (!Object.hasOwn(refusalStatus, kind)) throw new Error(`${code} has no status to be answered with`);
      if (!/\p{Script=Han}/u.test(zh) || !/[a-z]/i.test(en))
        throw new Error(`${code} is not told in both languages`);
      return { ok: false, ...(field === undefined ? { code } : { code, field }) };
    },
    /** Another calendar holds from now on; what it moves is told, as the sweeper would have it. */
    importCalendar: (next: Calendar): readonly Event[] => {
      calendar = next;
      return elapse();
    },
    /** Legal time passes and no sweeper comes by. */
    sleepUntil: (instant: Instant): void => {
      now = new Date(instant).toISOString();
    },
    /** Sets legal time; what has come due meanwhile happens in order, as the sweeper would have it. */
    at: (instant: Instant): readonly Event[] => {
      const to = new Date(instant).toISOString();
      const happened: Event[] = [];
      for (;;) {
        const due = state === undefined ? null : machine.dueAt(state, moment());
        if (due === null || due > to) break;
        if (due > now) now = due;
        const events = elapse();
        if (events.length === 0) throw new Error(`due at ${due}, yet nothing happens`);
        happened.push(...events);
      }
      if (to > now) now = to;
      return happened;
    },
  };
};

const county = '330182';

/** Somebody with one role; `changed` says whose company or unit he acts for. */
export const somebody = (role: Actor['roles'][number], changed: Partial<Actor> = {}): Actor => ({
  id: `acc_${role}`,
  roles: [role],
  county,
  person: role !== 'service' && role !== 'time',
  ...changed,
});

/** For permission twins: what the table lets each role do, as `command: roles`, to hold against a written list. */
export const mayByRole = (
  table: Readonly<Record<string, { readonly by: readonly string[] }>>,
  roleList: readonly Actor['roles'][number][],
): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.keys(table).map((command) => [
      command,
      roleList.filter(
        (role) => guardRole(table as Parameters<typeof guardRole>[0], command, somebody(role)) === null,
      ),
    ]),
  );
