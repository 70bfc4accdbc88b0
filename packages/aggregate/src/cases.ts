import {
  type Actor,
  type CommandAnswer,
  type Envelope,
  eventSchemas,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import { type Calendar, legalDateOf } from '@yizhan/workdays';
import type { ClientSession, Connection } from 'mongoose';
import { canonicalJson, derivedId, genesisHash, receiptNumber, sha256 } from './canonical.ts';
import { type CaseDocument, caseModels, type KeptAnswer, type StoredEvent } from './case-document.ts';
import type { AnyMachine, Applied, EventShape, Instant, Machine, Moment } from './machine.ts';
import { beginSpan, currentWork } from './trace.ts';
import { guardRole, guardStatus, none } from './transition-table.ts';

export type Answer =
  | { readonly ok: true; readonly answer: CommandAnswer }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Execution<Command> {
  /** The case; a created one's id is made by `createdId`. */
  readonly id: string;
  readonly command: Command;
  readonly actor: Actor;
  /** Idempotency key, scoped to actor and command. */
  readonly key: string;
  /** The version the person saw: sent, a newer one is a conflict. */
  readonly seen?: number | undefined;
  /** What the person asked, where the command carries what the service added to it: a replay is told by this alone. */
  readonly payload?: unknown;
  readonly causedBy?: string;
  readonly traceparent?: string;
  readonly session?: ClientSession;
}

export interface CasesConfig {
  readonly connection: Connection;
  readonly machines: readonly AnyMachine[];
  /** Legal time, shared by all processes of the installation. */
  readonly now: () => Promise<Instant>;
  readonly calendar: () => Calendar;
  /** Called after each committed save outside a caller's transaction. */
  readonly onSaved: (caseId: string) => void;
}

export type Cases = ReturnType<typeof createCases>;

const keysKeptMs = 30 * 24 * 3600 * 1000;
const saveAttempts = 60;
/** What a broker takes as one message is 1 MiB by default, headers included. */
const eventBytesAtMost = 768 * 1024;

/** The id of a case that a command creates: derived, so that a create done twice is one case. */
export const createdId = (prefix: string, actor: Actor, command: string, key: string): string =>
  derivedId(prefix, actor.id, command, key);

const timeActor = (county: string): Actor => ({ id: 'time', roles: ['time'], county, person: false });

interface Loaded {
  readonly document: CaseDocument | null;
  state: unknown;
  status: string;
  seq: number;
  lastHash: string;
  readonly events: StoredEvent[];
}

/** An event that breaks its contract could never be taken back, and would park at every consumer. */
const keepsContract = ({ type, data }: Envelope): void => {
  const read = eventSchemas.get(type)?.safeParse(data);
  if (read?.success === false)
    throw new Error(
      `${type} does not keep its contract: ${read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
    );
};

const isTooLarge = ({ body }: StoredEvent): boolean =>
  body.length * 3 > eventBytesAtMost && Buffer.byteLength(body) > eventBytesAtMost;

const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

/** The runtime of a service's cases: load, apply time, guard, decide, save once; a lost race is decided again. */
export const createCases = (config: CasesConfig) => {
  const models = caseModels(config.connection);

  const append = (
    machine: AnyMachine,
    loaded: Loaded,
    frame: {
      id: string;
      key: string;
      county: string;
      now: Instant;
      actor: Actor;
      row: string;
      causedBy?: string | undefined;
      traceparent?: string | undefined;
    },
    emitted: readonly (EventShape & { effectiveOn?: string })[],
  ): void => {
    const before = loaded.status;
    const today = legalDateOf(frame.now);
    for (const event of emitted) {
      const seq = loaded.seq + 1;
      const role = frame.actor.roles[0] ?? 'service';
      const actor =
        frame.actor.unit === undefined
          ? { id: frame.actor.id, role }
          : { id: frame.actor.id, role, unit: frame.actor.unit };
      const envelope: Envelope = {
        id: `${frame.id}.${seq}`,
        service: machine.service,
        kind: machine.kind,
        caseId: frame.id,
        seq,
        key: frame.key,
        county: frame.county,
        type: `${machine.service}.${event.type}`,
        schema: 1,
        recordedAt: frame.now,
        effectiveOn: event.effectiveOn ?? today,
        actor,
        ...(frame.causedBy === undefined ? {} : { causedBy: frame.causedBy }),
        data: event.data as Record<string, unknown>,
        prev: loaded.lastHash,
      };
      keepsContract(envelope);
      const body = canonicalJson(envelope);
      const applied = {
        ...event,
        seq,
        recordedAt: frame.now,
        effectiveOn: envelope.effectiveOn,
        actor,
      } as Applied<EventShape>;
      loaded.state = machine.evolve(loaded.state, applied);
      loaded.status = machine.status(loaded.state);
      loaded.seq = seq;
      loaded.lastHash = sha256(body);
      loaded.events.push({
        seq,
        type: envelope.type,
        recordedAt: frame.now,
        body,
        hash: loaded.lastHash,
        savedAt: new Date(),
        ...(frame.traceparent === undefined ? {} : { traceparent: frame.traceparent }),
      });
    }
    const after = loaded.status;
    if (emitted.length > 0 && !declares(machine, frame.row, before, after))
      throw new Error(
        `${machine.service}/${machine.kind}: ${frame.row} led from ${before} to ${after}, which the table does not declare`,
      );
  };

  /** Time's upshots are rows of the table too, by `time`: any of them may have led here. */
  const declares = (machine: AnyMachine, row: string, before: string, after: string): boolean => {
    if (before === after) return true;
    const rows =
      row === 'elapse'
        ? Object.values(machine.table).filter((entry) => entry.by.includes('time'))
        : [machine.table[row]];
    return (
      rows.some(
        (entry) =>
          entry !== undefined &&
          (entry.from as string[]).includes(before) &&
          (entry.to as string[]).includes(after),
      ) ||
      (row === 'elapse' && leadsThrough(rows, before, after))
    );
  };

  const leadsThrough = (
    rows: readonly (AnyMachine['table'][string] | undefined)[],
    before: string,
    after: string,
  ): boolean => {
    const reached = new Set([before]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const row of rows)
        if (row?.from.some((from) => reached.has(from))) for (const to of row.to) reached.add(to);
    }
    return reached.has(after);
  };

  const momentOf = (id: string, now: Instant): Moment => ({
    caseId: id,
    now,
    today: legalDateOf(now),
    calendar: config.calendar(),
  });

  const load = async (id: string, session: ClientSession | undefined): Promise<CaseDocument | null> =>
    await models.cases
      .findById(id)
      .session(session ?? null)
      .lean<CaseDocument | null>();

  /** False on a lost race. */
  const save = async (
    machine: AnyMachine,
    loaded: Loaded,
    frame: {
      id: string;
      key: string;
      county: string;
      now: Instant;
      answer?: KeptAnswer;
      session: ClientSession | undefined;
    },
  ): Promise<boolean> => {
    const { document } = loaded;
    const keys = (document?.keys ?? []).filter((kept) => Date.now() - kept.at.getTime() < keysKeptMs);
    if (frame.answer !== undefined) keys.push(frame.answer);
    const dueAt = machine.dueAt(loaded.state, momentOf(frame.id, frame.now));
    const facts = {
      status: loaded.status,
      state: loaded.state,
      search: machine.search(loaded.state),
      seq: loaded.seq,
      lastHash: loaded.lastHash,
      lastAt: frame.now,
      keys,
      ...(dueAt === null ? {} : { dueAt }),
    };
    const options = frame.session === undefined ? {} : { session: frame.session };
    if (document === null) {
      try {
        // Past the model, as every later save is: a case is the same bytes whichever of them wrote it.
        await models.cases.collection.insertOne(
          {
            _id: frame.id as never,
            kind: machine.kind,
            county: frame.county,
            key: frame.key,
            version: 1,
            ...facts,
            unsent: loaded.events,
            unsentSince: new Date(),
          },
          { ...options, ignoreUndefined: true },
        );
        return true;
      } catch (error) {
        // Inside a transaction the driver must see the error to end it; a retry of the whole finds the case.
        if (isDuplicateKey(error) && frame.session === undefined) return false;
        throw error;
      }
    }
    // Without `ignoreUndefined` an absent field would come back as null.
    const result = await models.cases.updateOne(
      { _id: frame.id, version: document.version },
      {
        $set: facts,
        $inc: { version: 1 },
        ...(dueAt === null ? { $unset: { dueAt: 1 } } : {}),
        ...(loaded.events.length === 0
          ? {}
          : { $push: { unsent: { $each: loaded.events } }, $min: { unsentSince: new Date() } }),
      },
      { ...options, ignoreUndefined: true },
    );
    return result.matchedCount === 1;
  };

  const keyTaken = refusal(
    'conflict',
    'KEY_REUSED',
    '同一幂等键已用于另一内容的提交',
    'the idempotency key was used with another payload',
    'key',
  );
  const tooLarge = refusal(
    'tooLarge',
    'CONTENT_TOO_LARGE',
    '填写的内容过多，请精简后再提交',
    'too much was filled in for one submission',
  );

  /** Within a transaction the unique index would end all of it: a person's key is looked for beforehand. */
  const isUsedElsewhere = async (
    scope: string,
    { id, actor, session }: Execution<unknown>,
  ): Promise<boolean> =>
    session !== undefined &&
    actor.person &&
    (await models.cases
      .findOne({ 'keys.scope': scope, _id: { $ne: id } }, { _id: 1 })
      .session(session)
      .lean()) !== null;

  const execute = async <
    State,
    Command extends { readonly type: string },
    Event extends EventShape,
    Status extends string,
  >(
    machine: Machine<State, Command, Event, Status>,
    execution: Execution<Command>,
  ): Promise<Answer> => {
    const { id, command, actor, session } = execution;
    const scope = `${actor.id}|${command.type}|${execution.key}`;
    const payload = sha256(canonicalJson({ id, command: execution.payload ?? command }));
    const wrongRole = guardRole(machine.table, command.type, actor);
    if (wrongRole !== null) return { ok: false, refusal: wrongRole };
    const work = currentWork();
    if (work !== undefined) work.case = id;
    const traceparent = execution.traceparent ?? work?.traceparent;

    for (let attempt = 0; attempt < saveAttempts; attempt += 1) {
      const document = await load(id, session);
      const loaded: Loaded = {
        document,
        state: document?.state,
        status: document?.status ?? none,
        seq: document?.seq ?? 0,
        lastHash: document?.lastHash ?? genesisHash,
        events: [],
      };
      if (document !== null && document.county !== actor.county)
        return {
          ok: false,
          refusal: refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个事项', 'no such case'),
        };
      if (document !== null && document.kind !== machine.kind)
        return {
          ok: false,
          refusal: refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个事项', 'no such case'),
        };

      const kept = document?.keys.find((entry) => entry.scope === scope);
      if (kept !== undefined)
        return kept.payload === payload
          ? { ok: true, answer: answerOf(id, document?.key ?? id, kept, true) }
          : { ok: false, refusal: keyTaken };
      if (await isUsedElsewhere(scope, execution)) return { ok: false, refusal: keyTaken };

      const real = await config.now();
      const now = document !== null && document.lastAt > real ? document.lastAt : real;
      const county = document?.county ?? actor.county;
      const topicKey = document?.key ?? machine.key(id, command);
      const frame = { id, key: topicKey, county, now, session };

      if (document !== null)
        append(
          machine,
          loaded,
          { ...frame, actor: timeActor(county), row: 'elapse' },
          machine.elapse(loaded.state as State, momentOf(id, now)),
        );

      const refusedBecause = (): Refusal | null => {
        const outsider = machine.mayAct(loaded.state as State | undefined, command, actor);
        if (outsider !== null) return outsider;
        if (execution.seen !== undefined && document !== null && document.version !== execution.seen)
          return refusal(
            'conflict',
            'CASE_CHANGED',
            '这个事项在您查看后已有变化，请刷新后再办理',
            'the case has changed since you saw it',
            'seen',
          );
        return guardStatus(
          machine.table,
          machine.statuses,
          command.type,
          loaded.status as Status | typeof none,
        );
      };
      const elapsed = loaded.events.length;
      let because = refusedBecause();
      let receipt: string | undefined;
      if (because === null) {
        const decision = machine.decide(loaded.state as State | undefined, command, {
          ...momentOf(id, now),
          actor,
          receipt: (letters) => receiptNumber(letters, legalDateOf(now), id, loaded.seq + 1),
          ...(execution.causedBy === undefined ? {} : { causedBy: execution.causedBy }),
        });
        if (decision.ok) {
          receipt = decision.receipt;
          append(
            machine,
            loaded,
            {
              ...frame,
              actor,
              row: command.type,
              causedBy: execution.causedBy,
              traceparent,
            },
            decision.events,
          );
          if (loaded.events.slice(elapsed).some(isTooLarge)) return { ok: false, refusal: tooLarge };
          if (document === null && loaded.events.length === 0)
            throw new Error(`${command.type} decided to create a case without an event`);
        } else because = decision.refusal;
      }

      if (because !== null) {
        // What time brought about holds even when the command is refused.
        if (elapsed > 0 && !(await save(machine, loaded, frame))) continue;
        if (elapsed > 0 && session === undefined) config.onSaved(id);
        return { ok: false, refusal: because };
      }

      const answer: KeptAnswer = {
        scope,
        payload,
        version: (document?.version ?? 0) + 1,
        seq: loaded.seq,
        status: loaded.status,
        ...(receipt === undefined ? {} : { receipt }),
        at: new Date(),
      };
      const span = beginSpan(`save ${machine.kind}`, 'client', traceparent, {
        'db.system.name': 'mongodb',
        'db.operation.name': document === null ? 'insert' : 'update',
        'yizhan.case': id,
      });
      try {
        const saved = await save(machine, loaded, { ...frame, answer });
        span.end(saved ? undefined : 'lost race');
        if (!saved) {
          if (document === null && (await load(id, session)) === null)
            return { ok: false, refusal: keyTaken };
          await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, 2 * attempt)));
          continue;
        }
      } catch (error) {
        span.end(error);
        if (isDuplicateKey(error) && session === undefined) return { ok: false, refusal: keyTaken };
        throw error;
      }
      if (session === undefined) config.onSaved(id);
      return { ok: true, answer: answerOf(id, topicKey, answer, false) };
    }
    return {
      ok: false,
      refusal: refusal(
        'unavailable',
        'TOO_BUSY',
        '办理的人太多，请稍后再试',
        'too many changes at once, try again',
      ),
    };
  };

  const answerOf = (id: string, subject: string, kept: KeptAnswer, replayed: boolean): CommandAnswer => ({
    id,
    subject,
    version: kept.version,
    seq: kept.seq,
    status: kept.status,
    ...(kept.receipt === undefined ? {} : { receipt: kept.receipt }),
    replayed,
  });

  /** Applies what time has brought to one case; true if anything. */
  const elapse = async (id: string): Promise<boolean> => {
    for (let attempt = 0; attempt < saveAttempts; attempt += 1) {
      const document = await load(id, undefined);
      const machine = config.machines.find((candidate) => candidate.kind === document?.kind);
      if (document === null || machine === undefined) return false;
      const real = await config.now();
      const now = document.lastAt > real ? document.lastAt : real;
      const loaded: Loaded = {
        document,
        state: document.state,
        status: document.status,
        seq: document.seq,
        lastHash: document.lastHash,
        events: [],
      };
      const frame = { id, key: document.key, county: document.county, now, session: undefined };
      append(
        machine,
        loaded,
        { ...frame, actor: timeActor(document.county), row: 'elapse' },
        machine.elapse(document.state, momentOf(id, now)),
      );
      if (loaded.events.length === 0) {
        const dueAt = machine.dueAt(document.state, momentOf(id, now));
        // The stored copy may be stale (a moved calendar); put right so that the sweeper does not spin.
        if (dueAt !== (document.dueAt ?? null))
          await models.cases.updateOne(
            { _id: id, version: document.version },
            dueAt === null ? { $unset: { dueAt: 1 } } : { $set: { dueAt } },
          );
        return false;
      }
      if (!(await save(machine, loaded, frame))) continue;
      config.onSaved(id);
      return true;
    }
    return false;
  };

  /** Runs a rule over several cases; every case the rule reads must also be written in it. Loads belong inside. */
  const transaction = async <T>(run: (session: ClientSession) => Promise<T>): Promise<T> => {
    const session = await config.connection.startSession();
    try {
      const touched = await session.withTransaction(async () => await run(session));
      config.onSaved('');
      return touched;
    } finally {
      await session.endSession();
    }
  };

  /** Ids of cases whose next deadline has come by `now`, the most urgent first. */
  const findDue = async (now: Instant, limit: number): Promise<readonly string[]> =>
    (
      await models.cases
        .find({ dueAt: { $lte: now } }, { _id: 1 })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>()
    ).map((found) => found._id);

  const findNextDue = async (): Promise<Instant | null> =>
    (
      await models.cases
        .findOne({ dueAt: { $exists: true } }, { dueAt: 1 })
        .sort({ dueAt: 1 })
        .lean<{ dueAt: string } | null>()
    )?.dueAt ?? null;

  const find = async <State>(id: string, session?: ClientSession): Promise<CaseDocument<State> | null> =>
    (await load(id, session)) as CaseDocument<State> | null;

  return { execute, elapse, transaction, findDue, findNextDue, find, models };
};
