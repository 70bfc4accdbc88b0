import { beginSpan, envelopeOf, filedId, type OpenSpan } from '@yizhan/aggregate';
import { type AnyEvent, type Envelope, eventSchemas } from '@yizhan/contracts';
import type { ClientSession, Connection } from 'mongoose';
import { failpoint } from './failpoint.ts';
import { type Handler, noteTrace, type Outcome } from './handler.ts';
import type { BusLog } from './log.ts';

/** One event as it came: from Kafka, or from its owner's export. */
export interface Incoming {
  readonly service: string;
  readonly caseId: string;
  readonly seq: number;
  readonly key: string;
  readonly body: string;
  /** Of the span that published it; from an export there is none. */
  readonly traceparent?: string | undefined;
}

type Reason = 'failed' | 'waiting' | 'behind';

/** An event that could not be applied yet; the case's cursor stands before it. */
export interface ParkedEvent extends Incoming {
  /** `<case>.<sequence>` */
  readonly _id: string;
  readonly reason: Reason;
  readonly waitingFor?: string;
  readonly error?: string;
  readonly attempts: number;
  /** Since when it is parked. */
  readonly at: Date;
}

interface Cursor {
  readonly _id: string;
  readonly seq: number;
}

export interface InboxConfig {
  readonly connection: Connection;
  readonly handler: Handler;
  readonly log: BusLog;
  /** What the owner of a case has of it from a sequence on. */
  readonly fetchMissing: (service: string, caseId: string, fromSeq: number) => Promise<readonly Incoming[]>;
  readonly tries?: number;
}

class NotYet extends Error {}

const isOutage = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  // Mongoose holds commands back while its server is away, then gives up with an error of its own.
  if (error.name.startsWith('Mongoose') && error.message.includes('buffering timed out')) return true;
  const labels = 'hasErrorLabel' in error && typeof error.hasErrorLabel === 'function' ? error : null;
  return (
    /MongoNetwork|Mongo(ose)?ServerSelection|MongoPoolCleared|MongoNotConnected|PoolClosed|MongoTopologyClosed|MongoExpiredSession/.test(
      error.name,
    ) ||
    (labels as { hasErrorLabel(label: string): boolean } | null)?.hasErrorLabel('RetryableWriteError') ===
      true ||
    (labels as { hasErrorLabel(label: string): boolean } | null)?.hasErrorLabel(
      'TransientTransactionError',
    ) === true
  );
};

/** Where a restore leaves word that the topics were made anew: whoever finds it reads the exports of all owners. */
export const rereadCollection = 'reread';

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Exactly once in effect: a cursor for each source case advances in one transaction with what the events bring about.
 * What cannot be applied is parked before the offset is committed; later events of the case (and, after a failure, of
 * the key) queue behind it, others go on.
 */
export const createInbox = (config: InboxConfig) => {
  const { connection, handler, log } = config;
  const tries = config.tries ?? 3;
  const cursors = () => connection.collection<Cursor>('cursors');
  const parked = () => connection.collection<ParkedEvent>('parked');
  const refusedReactions = () =>
    connection.collection<{ _id: string; type: string; reason: string; at: Date }>('never');
  const sources = () => connection.collection<{ _id: string }>('sources');
  const reread = () => connection.collection<{ _id: string }>(rereadCollection);
  const takenFrom = new Set<string>();
  let waitingCount = 0;

  const transaction = async <T>(run: (session: ClientSession) => Promise<T>): Promise<T> => {
    const session = await connection.startSession();
    try {
      return await session.withTransaction(async () => await run(session));
    } finally {
      await session.endSession();
    }
  };

  /** Of what is in hand; it is asked for several times on the way. */
  const envelopes = new WeakMap<Incoming, Envelope>();
  const envelopeIn = (incoming: Incoming): Envelope => {
    const known = envelopes.get(incoming);
    if (known !== undefined) return known;
    const envelope = envelopeOf(incoming.body);
    envelopes.set(incoming, envelope);
    return envelope;
  };

  const read = (incoming: Incoming): AnyEvent => {
    const envelope = envelopeIn(incoming);
    const schema = eventSchemas.get(envelope.type);
    // A type this build does not know only moves the cursor; one that it handles must fit its schema.
    const data =
      schema !== undefined && handler.handles(envelope.type) ? schema.parse(envelope.data) : envelope.data;
    return { ...envelope, data } as AnyEvent;
  };

  const typeOf = (incoming: Incoming): string => envelopeIn(incoming).type;

  /** Queues an event; one that is parked already keeps its reason, however often it comes. */
  const queue = async (incoming: Incoming, session?: ClientSession): Promise<void> => {
    const { service, caseId, seq, key, body } = incoming;
    await parked().updateOne(
      { _id: filedId(caseId, seq) },
      { $setOnInsert: { service, caseId, seq, key, body, reason: 'behind', attempts: 0, at: new Date() } },
      { upsert: true, ...(session === undefined ? {} : { session }) },
    );
  };

  /** Parks what was tried, unless another process has applied it meanwhile: it would block its key for nothing. */
  const park = async (
    incoming: Incoming,
    reason: Exclude<Reason, 'behind'>,
    detail: { waitingFor?: string; error?: string },
  ): Promise<void> => {
    const { service, caseId, seq, key, body } = incoming;
    await transaction(async (session) => {
      const at = (await cursorsOf([caseId], session)).get(caseId) ?? 0;
      if (seq <= at) return;
      await parked().updateOne(
        { _id: filedId(caseId, seq) },
        {
          $set: { service, caseId, seq, key, body, reason, ...detail },
          $setOnInsert: { at: new Date() },
          $inc: { attempts: 1 },
        },
        { upsert: true, session },
      );
    });
    if (reason === 'waiting') waitingCount += 1;
  };

  const blockedBy = async (incoming: readonly Incoming[], session: ClientSession) => {
    const found = await parked()
      .find(
        {
          $or: [
            { caseId: { $in: [...new Set(incoming.map((event) => event.caseId))] } },
            { key: { $in: [...new Set(incoming.map((event) => event.key))] }, reason: 'failed' },
          ],
        },
        { projection: { caseId: 1, key: 1, reason: 1, seq: 1 }, session },
      )
      .toArray();
    return {
      cases: new Set(found.map((event) => event.caseId)),
      keys: new Set(found.filter((event) => event.reason === 'failed').map((event) => event.key)),
    };
  };

  const cursorsOf = async (
    caseIds: readonly string[],
    session: ClientSession,
  ): Promise<Map<string, number>> => {
    const found = await cursors()
      .find({ _id: { $in: [...caseIds] } }, { session })
      .toArray();
    return new Map(found.map((cursor) => [cursor._id, cursor.seq]));
  };

  const advance = async (moved: ReadonlyMap<string, number>, session: ClientSession): Promise<void> => {
    if (moved.size === 0) return;
    await cursors().bulkWrite(
      [...moved].map(([_id, seq]) => ({
        updateOne: { filter: { _id }, update: { $set: { seq } }, upsert: true },
      })),
      { session },
    );
  };

  const recordNever = async (event: AnyEvent, reason: string, session: ClientSession): Promise<void> => {
    await refusedReactions().updateOne(
      { _id: event.id },
      { $set: { type: event.type, reason, at: new Date() } },
      { upsert: true, session },
    );
    log.info({ event: event.id, type: event.type, reason }, 'reaction will never apply');
  };

  const settle = async (
    events: readonly AnyEvent[],
    outcomes: readonly Outcome[],
    session: ClientSession,
  ): Promise<void> => {
    for (const [index, outcome] of outcomes.entries()) {
      const event = events[index];
      if (event === undefined) continue;
      if (outcome.end === 'waiting') throw new NotYet(outcome.for);
      if (outcome.end === 'never') await recordNever(event, outcome.reason, session);
    }
  };

  /** A span for each event that came with a trace, open until what it brought about is committed. */
  const beginAll = (incoming: readonly Incoming[], events: readonly AnyEvent[]): readonly OpenSpan[] => {
    const came = new Map(incoming.map((event) => [`${event.caseId}.${event.seq}`, event.traceparent]));
    return events.flatMap((event) => {
      const published = came.get(event.id);
      if (published === undefined) return [];
      const span = beginSpan(`consume ${event.type}`, 'consumer', published, {
        'messaging.system': 'kafka',
        'messaging.operation.type': 'process',
        'yizhan.case': event.caseId,
        'yizhan.event': event.id,
      });
      noteTrace(event, span.traceparent);
      return [span];
    });
  };

  /** Applies what can be, in one transaction; the rest of it is parked in the same. Returns cases with a gap. */
  const applyTogether = async (incoming: readonly Incoming[]): Promise<readonly string[]> => {
    let spans: readonly OpenSpan[] = [];
    const endAll = (error?: unknown): void => {
      for (const span of spans) span.end(error);
    };
    const { handled, gaps } = await transaction(async (session) => {
      failpoint('consumer.applying');
      const position = await cursorsOf([...new Set(incoming.map((event) => event.caseId))], session);
      const blocked = await blockedBy(incoming, session);
      const moved = new Map<string, number>();
      const apply: AnyEvent[] = [];
      const ahead = new Set<string>();
      for (const event of incoming) {
        const at = position.get(event.caseId) ?? 0;
        if (event.seq <= at) continue;
        if (blocked.cases.has(event.caseId) || blocked.keys.has(event.key) || event.seq > at + 1) {
          if (event.seq > at + 1) ahead.add(event.caseId);
          blocked.cases.add(event.caseId);
          await queue(event, session);
          continue;
        }
        position.set(event.caseId, event.seq);
        moved.set(event.caseId, event.seq);
        if (handler.handles(typeOf(event))) apply.push(read(event));
      }
      endAll('tried again');
      spans = beginAll(incoming, apply);
      await settle(apply, apply.length === 0 ? [] : await handler.apply(apply, session), session);
      await advance(moved, session);
      return { handled: apply, gaps: [...ahead] };
    }).catch((error: unknown) => {
      endAll(error);
      throw error;
    });
    endAll();
    if (handled.length > 0) handler.committed?.(handled);
    return gaps;
  };

  /** One event with its tries; parked when they are used up. An outage is no fault of the event and is thrown on. */
  const applyAlone = async (incoming: Incoming): Promise<readonly string[]> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await applyTogether([incoming]);
      } catch (error) {
        if (error instanceof NotYet) {
          await park(incoming, 'waiting', { waitingFor: error.message });
          return [];
        }
        if (isOutage(error)) throw error;
        if (attempt >= tries) {
          const told =
            error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 2000) : String(error);
          log.error(
            { event: `${incoming.caseId}.${incoming.seq}`, error: told },
            'event parked after its tries',
          );
          await park(incoming, 'failed', { error: told });
          return [];
        }
        await pause(100 * 4 ** (attempt - 1));
      }
    }
  };

  const noteSources = async (incoming: readonly Incoming[]): Promise<void> => {
    for (const service of new Set(incoming.map((event) => event.service))) {
      if (takenFrom.has(service)) continue;
      await sources().updateOne({ _id: service }, { $setOnInsert: { _id: service } }, { upsert: true });
      takenFrom.add(service);
    }
  };

  /**
   * Takes a run of events in the order of their partition. When it returns, each is applied or parked. `beat` is called
   * between steps that may take long.
   */
  const take = async (
    incoming: readonly Incoming[],
    beat: () => Promise<void> = async () => undefined,
  ): Promise<void> => {
    failpoint('consumer.received');
    await noteSources(incoming);
    const gaps = new Set<string>();
    try {
      for (const caseId of await applyTogether(incoming)) gaps.add(caseId);
    } catch (error) {
      if (isOutage(error)) throw error;
      for (const event of incoming) {
        for (const caseId of await applyAlone(event)) gaps.add(caseId);
        await beat();
      }
    }
    failpoint('consumer.applied');
    for (const caseId of gaps) {
      await drainOrLeave(caseId, false);
      await beat();
    }
  };

  /** Drains a case; one that cannot be drained now (its owner does not answer) is left to the next try. */
  const drainOrLeave = async (caseId: string, retryFailed: boolean): Promise<void> => {
    try {
      await drain(caseId, retryFailed);
    } catch (error) {
      if (isOutage(error)) throw error;
      log.warn({ caseId, error: String(error) }, 'queued events were not taken up, trying again later');
    }
  };

  /** Applies what is parked of one case, in order, as far as it goes; `retryFailed` takes failed ones up again. */
  const drain = async (caseId: string, retryFailed: boolean): Promise<void> => {
    for (;;) {
      const next = await parked().find({ caseId }).sort({ seq: 1 }).limit(1).next();
      if (next === null) return;
      const at = (await cursors().findOne({ _id: caseId }))?.seq ?? 0;
      if (next.seq <= at) {
        await parked().deleteOne({ _id: next._id });
        continue;
      }
      if (next.seq > at + 1) {
        const missing = (await config.fetchMissing(next.service, caseId, at + 1)).filter(
          (event) => event.seq > at && event.seq < next.seq,
        );
        if (missing[0]?.seq !== at + 1) {
          log.warn(
            { caseId, from: at + 1, until: next.seq - 1 },
            'missing events are not to be had from their owner yet',
          );
          return;
        }
        for (const event of missing) await queue(event);
        continue;
      }
      if (next.reason === 'failed' && !retryFailed) return;
      if (
        next.reason !== 'failed' &&
        (await parked().countDocuments({ key: next.key, reason: 'failed', caseId: { $ne: caseId } })) > 0
      )
        return;
      if (!(await drainOne(next))) return;
    }
  };

  const drainOne = async (next: ParkedEvent): Promise<boolean> => {
    try {
      const event = await transaction(async (session) => {
        const at = (await cursors().findOne({ _id: next.caseId }, { session }))?.seq ?? 0;
        await parked().deleteOne({ _id: next._id }, { session });
        if (next.seq !== at + 1) return null;
        const applied = handler.handles(typeOf(next)) ? read(next) : null;
        if (applied !== null) await settle([applied], await handler.apply([applied], session), session);
        await advance(new Map([[next.caseId, next.seq]]), session);
        return applied;
      });
      if (event !== null) handler.committed?.([event]);
      return true;
    } catch (error) {
      if (error instanceof NotYet) {
        await park(next, 'waiting', { waitingFor: error.message });
        return false;
      }
      if (isOutage(error)) throw error;
      await park(next, 'failed', { error: String(error).slice(0, 2000) });
      return false;
    }
  };

  const drainCases = async (filter: object, retryFailed: boolean): Promise<void> => {
    const caseIds = await parked().distinct('caseId', filter);
    for (const caseId of caseIds) await drainOrLeave(caseId, retryFailed);
  };

  return {
    take,
    /** Is there nothing to be done for it here, but to move the cursor? */
    ignores: (incoming: Incoming): boolean => !handler.handles(typeOf(incoming)),
    /** Tries again what waits and what queues; called by a timer and whenever a case here changes. */
    retryWaiting: async (): Promise<void> => {
      const found = await parked().countDocuments({ reason: { $in: ['waiting', 'behind'] } });
      waitingCount = found;
      if (found > 0) await drainCases({ reason: { $in: ['waiting', 'behind'] } }, false);
    },
    hasWaiting: () => waitingCount > 0,
    /** Takes up what failed, in order, then what queued behind it on the same keys. */
    replay: async (): Promise<{ left: number }> => {
      await drainCases({ reason: 'failed' }, true);
      await drainCases({}, false);
      return { left: await parked().countDocuments({ reason: 'failed' }) };
    },
    listParked: async (): Promise<readonly Omit<ParkedEvent, 'body'>[]> =>
      await parked()
        .find({}, { projection: { body: 0 } })
        .sort({ at: 1, _id: 1 })
        .limit(500)
        .toArray(),
    countParked: async (): Promise<Readonly<Record<Reason, number>>> => {
      const counts = { failed: 0, waiting: 0, behind: 0 };
      for (const { _id, n } of await parked()
        .aggregate<{ _id: Reason; n: number }>([{ $group: { _id: '$reason', n: { $sum: 1 } } }])
        .toArray())
        counts[_id] = n;
      return counts;
    },
    /** Has anything ever come from this service? Then a group without a place has lost it. */
    hasTakenFrom: async (service: string): Promise<boolean> =>
      (await sources().findOne({ _id: service })) !== null,
    /** Was it told by a restore to read the exports, whatever its places in the topics? */
    mustReread: async (): Promise<boolean> => (await reread().findOne()) !== null,
    hasReread: async (): Promise<void> => {
      await reread().deleteMany();
    },
    /** The last applied sequence of a source case. */
    cursor: async (caseId: string): Promise<number> => (await cursors().findOne({ _id: caseId }))?.seq ?? 0,
    ensureIndexes: async (): Promise<void> => {
      // Collections must exist before a transaction of an older server may write to them.
      await cursors().createIndex({ seq: 1 });
      await parked().createIndex({ caseId: 1, seq: 1 });
      await parked().createIndex({ key: 1, reason: 1 });
      await parked().createIndex({ reason: 1 });
      await refusedReactions().createIndex({ at: 1 });
    },
  };
};

export type Inbox = ReturnType<typeof createInbox>;
