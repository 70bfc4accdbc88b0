import { createServer } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { type AnyProcedure, type AnyRouter, call, implement } from '@orpc/server';
import { acceptance } from '@yizhan/acceptance/service';
import { admission } from '@yizhan/admission/service';
import { agency } from '@yizhan/agency/service';
import { type CaseDocument, type Cases, createCases, type Instant } from '@yizhan/aggregate';
import { approval } from '@yizhan/approval/service';
import { type Actor, type CommandAnswer, identityContract, type ServiceName } from '@yizhan/contracts';
import { createInbox, fromReactions, type Inbox, type Incoming } from '@yizhan/eventbus';
import { land } from '@yizhan/land/service';
import { prereview } from '@yizhan/prereview/service';
import {
  createLog,
  createMetrics,
  createServiceToken,
  parseConfig,
  type ServiceConfig,
  type ServiceDefinition,
  type ServiceParts,
  serviceActor,
} from '@yizhan/service';
import { officialCalendar } from '@yizhan/workdays';
import mongoose from 'mongoose';

/** The services that own cases of projects, parcels and agents. */
const definitions = { admission, prereview, approval, land, agency, acceptance } as const satisfies Partial<
  Record<ServiceName, ServiceDefinition>
>;
type Owner = keyof typeof definitions;

interface Place {
  readonly name: Owner;
  readonly cases: Cases;
  readonly inbox: Inbox;
  readonly router: {
    readonly commands: Record<string, AnyProcedure>;
    readonly queries: Record<string, AnyProcedure>;
  };
  readonly parts: ServiceParts;
  readonly takes: ReadonlySet<string>;
  /** Cases saved since their events were last handed on. */
  readonly touched: Set<string>;
  readonly handedOn: Map<string, number>;
  /** Handed on to this service and not applied yet: what it ignores waits for what it does not. */
  readonly queue: Incoming[];
  hasToAct: boolean;
  /** When a case is due next: nobody else writes here, so what was saved last is known without asking. */
  readonly due: Map<string, Instant>;
  readonly close: () => Promise<void>;
}

const configOf = (service: ServiceName, env: Readonly<Record<string, string | undefined>>): ServiceConfig => {
  const read = parseConfig(service, { ...env, PORT: '0', LOG_LEVEL: env['LOG_LEVEL'] ?? 'warn' });
  if (!read.ok) throw new Error(read.mistakes.join('; '));
  return read.config;
};

const queuedAtMost = 200;
/** No command brings more events about in one case. */
const newAtMost = 20;

const openPlace = async (name: Owner, config: ServiceConfig, now: () => Instant): Promise<Place> => {
  const definition: ServiceDefinition = definitions[name];
  const connection = await mongoose
    .createConnection(config.mongodbUri, {
      dbName: `${config.installation}_${name}`,
      // Nothing is told to anybody before all of it is loaded: an interrupted load is cleared, not gone on with.
      writeConcern: { w: 1, journal: false },
      serverSelectionTimeoutMS: 10_000,
    })
    .asPromise();
  const touched = new Set<string>();
  const own = createCases({
    connection,
    machines: definition.machines,
    now: async () => now(),
    calendar: () => officialCalendar,
    onSaved: (id) => touched.add(id),
  });
  // A reaction saves within its event's transaction, which `onSaved` does not tell of.
  const cases: Cases = {
    ...own,
    execute: async (machine, execution) => {
      touched.add(execution.id);
      return await own.execute(machine, execution);
    },
  };
  await Promise.all([cases.models.cases.createIndexes(), cases.models.events.createIndexes()]);
  const log = createLog(config);
  const parts: ServiceParts = {
    config,
    log,
    connection,
    cases,
    clock: { now: async () => now() },
    calendar: {
      current: () => officialCalendar,
      refresh: async () => undefined,
      start: () => undefined,
      stop: () => undefined,
    },
    metrics: createMetrics(name),
    serviceToken: createServiceToken(name, config.serviceTokenSecret),
    appliedUpTo: async (caseId) => await inbox.cursor(caseId),
  };
  const inbox = createInbox({
    connection,
    handler: definition.handler?.(parts) ?? fromReactions(definition.reactions?.(parts) ?? {}),
    log,
    fetchMissing: async () => [],
  });
  await inbox.ensureIndexes();
  // Its indexes; what it would mount for a page has nobody to answer here.
  const nowhere = new Proxy(Object.create(null), { get: () => () => nowhere });
  await definition.prepare?.(parts, nowhere, { admit: async () => null, refuse: () => undefined });
  return {
    name,
    cases,
    inbox,
    router: definition.router(parts) as Place['router'],
    parts,
    takes: new Set(definition.sources),
    touched,
    handedOn: new Map(),
    queue: [],
    hasToAct: false,
    due: new Map(),
    close: async () => await connection.close(true),
  };
};

/** Who files is checked by `identity`, which is not here: the accounts that it has loaded file each for their own. */
const identityRouter = (companies: ReadonlyMap<string, string | null>): AnyRouter => {
  const { getApplicant } = identityContract.queries;
  const os = implement({ queries: { getApplicant } });
  return os.router({
    queries: {
      getApplicant: os.queries.getApplicant.handler(({ input: { company } }) => ({
        known: companies.has(company),
        creditCode: companies.get(company) ?? null,
        isMember: true,
      })),
    },
  });
};

/** What one service asks another for while something is filed, answered by the same router. */
const answerBy = async (router: () => AnyRouter, county: string) => {
  const server = createServer((request, response) => {
    void new OpenAPIHandler(router()).handle(request, response, {
      prefix: '/api',
      context: {
        actor: serviceActor('approval', county),
        caller: 'approval',
        userToken: undefined,
        traceparent: '',
        source: 'loader',
      },
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
};

/**
 * The services that own cases, in one process and without Kafka: the same machines, commands, reactions, inboxes and the
 * same save; legal time is an input. Whoever started them afterwards finds their events unsent and their cursors moved.
 */
export const openServices = async (
  env: Readonly<Record<string, string | undefined>>,
  now: () => Instant,
  companies: ReadonlyMap<string, string | null>,
) => {
  let admissionRouter: AnyRouter = {};
  const { county } = configOf('admission', env);
  const admissionDoor = await answerBy(() => admissionRouter, county);
  const identityDoor = await answerBy(() => identityRouter(companies), county);
  const urls = { ADMISSION_URL: admissionDoor.url, IDENTITY_URL: identityDoor.url };
  const places = await Promise.all(
    (Object.keys(definitions) as Owner[]).map(
      async (name) => await openPlace(name, configOf(name, { ...env, ...urls }), now),
    ),
  );
  admissionRouter = places.find(({ name }) => name === 'admission')?.router as AnyRouter;
  let events = 0;

  const newEventsOf = async (place: Place): Promise<readonly Incoming[]> => {
    const ids = [...place.touched];
    place.touched.clear();
    const found = await place.cases.models.cases
      .find({ _id: { $in: ids } })
      .select({ key: 1, dueAt: 1, unsent: { $slice: -newAtMost } })
      .lean<Pick<CaseDocument, '_id' | 'key' | 'dueAt' | 'unsent'>[]>();
    const byId = new Map(found.map((one) => [one._id, one]));
    return ids.flatMap((id) => {
      const document = byId.get(id);
      if (document?.dueAt === undefined) place.due.delete(id);
      else place.due.set(id, document.dueAt);
      const before = place.handedOn.get(id) ?? 0;
      const fresh = (document?.unsent ?? []).filter(({ seq }) => seq > before);
      const last = fresh.at(-1);
      if (document === undefined || last === undefined) return [];
      if (fresh[0]?.seq !== before + 1) throw new Error(`${id}: more than ${newAtMost} events at once`);
      place.handedOn.set(id, last.seq);
      return fresh.map(({ seq, body }) => ({
        service: place.name,
        caseId: id,
        seq,
        key: document.key,
        body,
      }));
    });
  };

  const flush = async (place: Place): Promise<void> => {
    const batch = place.queue.splice(0);
    place.hasToAct = false;
    if (batch.length > 0) await place.inbox.take(batch);
  };

  /** Hands every new event on and applies what follows, until nothing does. */
  const settle = async (): Promise<void> => {
    for (;;) {
      const saved = places.filter(({ touched }) => touched.size > 0);
      if (saved.length === 0) return;
      for (const place of saved) {
        for (const event of await newEventsOf(place)) {
          events += 1;
          for (const target of places) {
            if (!target.takes.has(event.service)) continue;
            target.queue.push(event);
            target.hasToAct ||= !target.inbox.ignores(event);
          }
        }
      }
      for (const place of places) {
        if (place.hasToAct || place.queue.length >= queuedAtMost) await flush(place);
        if (place.inbox.hasWaiting()) await place.inbox.retryWaiting();
      }
    }
  };

  const owners = new Map(
    places.flatMap((place) => [
      ...Object.keys(place.router.commands ?? {}).map((name) => [name, place] as const),
      ...Object.keys(place.router.queries ?? {}).map((name) => [name, place] as const),
    ]),
  );
  const ask = async (
    actor: Actor,
    kind: 'commands' | 'queries',
    name: string,
    input: object,
  ): Promise<unknown> => {
    const place = owners.get(name);
    const procedure = place?.router[kind][name];
    if (place === undefined || procedure === undefined) throw new Error(`no ${name}`);
    try {
      return await call(procedure, input, {
        context: { actor, caller: 'gateway', userToken: undefined, traceparent: '', source: 'loader' },
      });
    } catch (error) {
      throw new Error(`${now()} ${actor.id} ${name} ${JSON.stringify(input).slice(0, 300)}: ${told(error)}`, {
        cause: error,
      });
    }
  };

  /** A due case is gone through at its own moment, so that no rung is skipped. The earliest; null where none is left. */
  const nextDue = (): Instant | null => {
    let earliest: Instant | null = null;
    for (const { due } of places)
      for (const at of due.values()) if (earliest === null || at < earliest) earliest = at;
    return earliest;
  };

  /** One command at a time, with all that follows from it: parts of one history act side by side. */
  let last = Promise.resolve();
  const inTurn = async <T>(run: () => Promise<T>): Promise<T> => {
    const before = last;
    const own = (async () => {
      await before;
      return await run();
    })();
    // Whoever comes next waits for its end; how it ended is its caller's.
    last = own.then(
      () => undefined,
      () => undefined,
    );
    return await own;
  };

  return {
    give: async (actor: Actor, name: string, input: object): Promise<CommandAnswer> =>
      await inTurn(async () => {
        const answer = (await ask(actor, 'commands', name, input)) as CommandAnswer;
        await settle();
        return answer;
      }),
    query: async <T>(actor: Actor, name: string, input: object): Promise<T> =>
      (await ask(actor, 'queries', name, input)) as T,
    nextDue,
    sweep: async (): Promise<void> => {
      for (const { cases, due } of places) {
        const ids = [...due]
          .filter(([, at]) => at <= now())
          .sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
        for (const [id] of ids) await cases.elapse(id);
      }
      await settle();
    },
    /** Applies what is left and closes; throws where anything could not be applied. */
    close: async (): Promise<number> => {
      for (const place of places) await flush(place);
      await settle();
      for (const place of places) {
        const left = await place.inbox.listParked();
        if (left.length > 0)
          throw new Error(`${place.name} could not apply ${left.length} events: ${JSON.stringify(left[0])}`);
      }
      admissionDoor.close();
      identityDoor.close();
      // Written one by one without waiting for the disk; one flush covers all databases of the server.
      await places[0]?.parts.connection.db?.admin().command({ fsync: 1 });
      for (const place of places) await place.close();
      return events;
    },
    abandon: async (): Promise<void> => {
      admissionDoor.close();
      identityDoor.close();
      for (const place of places) await place.close();
    },
  };
};
export type Services = Awaited<ReturnType<typeof openServices>>;

const told = (error: unknown): string => {
  const data = error instanceof Error && 'data' in error ? error.data : undefined;
  return `${error instanceof Error ? error.message : String(error)} ${JSON.stringify(data ?? '').slice(0, 500)}`;
};
