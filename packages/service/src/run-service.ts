import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/node';
import type { AnyRouter } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import {
  type AnyMachine,
  beginSpan,
  type Cases,
  createCases,
  createHistory,
  envelopeOf,
  type HistoryEvent,
  readTraceparent,
  withinWork,
} from '@yizhan/aggregate';
import {
  type Actor,
  type AnyEvent,
  type Refusal,
  refusal,
  refusalStatus,
  type ServiceName,
  topicOf,
} from '@yizhan/contracts';
import {
  createConsumer,
  createInbox,
  createKafka,
  createRelay,
  done,
  ensureTopics,
  fromReactions,
  type Handler,
  type Incoming,
  type Reactions,
} from '@yizhan/eventbus';
import express, { type Express, type Request, type Response } from 'express';
import helmet from 'helmet';
import mongoose, { type Connection } from 'mongoose';
import { callInternal } from './client.ts';
import type { ServiceConfig } from './config.ts';
import { createLegalCalendar, type LegalCalendar } from './legal-calendar.ts';
import { createLegalClock, type LegalClock } from './legal-clock.ts';
import { createLog, type Logger } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { refusedError, toRefusedError, unreadable } from './refused-error.ts';
import { createRevocations } from './revocations.ts';
import { createSweeper } from './sweeper.ts';
import { createServiceToken, createTokenVerifier, verifyServiceToken } from './tokens.ts';
import { startTracing } from './tracing.ts';

/** What a service builds its own rooms from. */
export interface ServiceParts {
  readonly config: ServiceConfig;
  readonly log: Logger;
  readonly connection: Connection;
  readonly cases: Cases;
  readonly clock: LegalClock;
  readonly calendar: LegalCalendar;
  readonly metrics: Metrics;
  readonly serviceToken: () => string;
  /** The last sequence of a source case that this service has applied. */
  readonly appliedUpTo: (caseId: string) => Promise<number>;
}

/** What a procedure knows of its caller. */
export interface RequestContext {
  readonly actor: Actor;
  readonly caller: ServiceName;
  readonly userToken: string | undefined;
  readonly traceparent: string;
  /** Where the request came from, for the audit trail. */
  readonly source: string;
}

/** The door of a service, for routes that are no procedures (streams). */
export interface ServiceDoor {
  /** Who calls, and for which person; null where the refusal was answered already. */
  readonly admit: (request: Request, response: Response) => Promise<RequestContext | null>;
  readonly refuse: (response: Response, because: Refusal) => void;
}

export interface ServiceDefinition {
  readonly machines: readonly AnyMachine[];
  /** Services whose events this one takes; `identity` is always among them. */
  readonly sources: readonly ServiceName[];
  readonly router: (parts: ServiceParts) => AnyRouter;
  readonly reactions?: (parts: ServiceParts) => Reactions;
  /** In place of reactions, for a service that applies events in bulk. */
  readonly handler?: (parts: ServiceParts) => Handler;
  /** Indexes, seeds, further routes that are no procedures (JWKS, streams). */
  readonly prepare?: (parts: ServiceParts, app: Express, door: ServiceDoor) => Promise<void>;
  /** Only `identity` knows better than the revocations that the others learn by event. */
  readonly minSeq?: (parts: ServiceParts, account: string) => Promise<number>;
}

export interface RunningService {
  readonly url: string;
  readonly parts: ServiceParts;
  readonly stop: () => Promise<void>;
}

const bodyLimit = 1024 * 1024;
const partitions = 6;
const finishInFlightMs = 3000;
const exportPageSize = 1000;
/** Commands apply time themselves, and whoever sets a settable clock sweeps: this makes visible what nobody touches. */
const sweepEveryMs = 15_000;

const incomingOf = (service: ServiceName, event: HistoryEvent): Incoming => ({
  service,
  caseId: event.caseId,
  seq: event.seq,
  key: envelopeOf(event.body).key,
  body: event.body,
});

const signInFirst = refusal('unauthenticated', 'SIGN_IN_REQUIRED', '请先登录', 'sign in first');

/** The gateway acts for people alone: without a person's token it is nobody, and never a service. */
const nobodyOf = (county: string): Actor => ({ id: 'nobody', roles: [], county, person: true });

/** `traceparent` of the caller, or a new one (W3C trace context). */
const traceparentOf = (request: Request): string =>
  readTraceparent(request.get('traceparent')) ??
  `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;

/** Starts a service: database, relay, consumer, sweeper, HTTP. Resolves when it listens; `/ready` tells when it works. */
export const startService = async (
  config: ServiceConfig,
  definition: ServiceDefinition,
): Promise<RunningService> => {
  const log = createLog(config);
  const metrics = createMetrics(config.service);
  const serviceToken = createServiceToken(config.service, config.serviceTokenSecret);
  const connection = await mongoose
    .createConnection(config.mongodbUri, {
      dbName: `${config.installation}_${config.service}`,
      writeConcern: { w: 'majority', journal: true },
      maxPoolSize: 20,
      serverSelectionTimeoutMS: 10_000,
    })
    .asPromise();
  const clock = createLegalClock(connection, config.installation, config.clock);
  const calendar = createLegalCalendar(connection, config.installation);
  await calendar.refresh();
  const kafka = createKafka(config.kafkaBrokers, config.service, log);
  const topic = topicOf(config.installation, config.service);

  const relay = createRelay({
    connection,
    kafka,
    topic,
    source: config.service,
    log,
    onSent: (events) => {
      metrics.sent.inc(events.length);
      for (const { type, body } of events) {
        if (!type.endsWith('.LightTurned')) continue;
        const { clock: which, light } = envelopeOf(body).data as Readonly<Record<string, string>>;
        metrics.lights.inc({ clock: which ?? '', light: light ?? '' });
      }
    },
  });
  let nudge = (): void => undefined;
  const cases = createCases({
    connection,
    machines: definition.machines,
    now: clock.now,
    calendar: calendar.current,
    onSaved: () => {
      relay.wake();
      nudge();
    },
  });
  await Promise.all([cases.models.cases.createIndexes(), cases.models.events.createIndexes()]);
  const history = createHistory(connection);
  const revocations = createRevocations(connection);
  await revocations.ensureCollection();

  const parts: ServiceParts = {
    config,
    log,
    connection,
    cases,
    clock,
    calendar,
    metrics,
    serviceToken,
    appliedUpTo: async (caseId) => await inbox.cursor(caseId),
  };

  const own = definition.handler?.(parts) ?? fromReactions(definition.reactions?.(parts) ?? {});
  const revoking = new Set(['identity.AccountDisabled', 'identity.RolesChanged', 'identity.PasswordChanged']);
  const handler: Handler = {
    handles: (type) => revoking.has(type) || own.handles(type),
    apply: async (events, session) => {
      for (const event of events)
        if (revoking.has(event.type)) await revocations.learn(event.caseId, event.seq, session);
      const theirs = events.filter((event) => own.handles(event.type));
      const outcomes = theirs.length === 0 ? [] : await own.apply(theirs, session);
      const byId = new Map(theirs.map((event, index) => [event.id, outcomes[index] ?? done]));
      return events.map((event) => byId.get(event.id) ?? done);
    },
    committed: (events: readonly AnyEvent[]) => {
      relay.wake();
      own.committed?.(events);
    },
  };
  const sources = [...new Set<ServiceName>(['identity', ...definition.sources])].filter(
    (source) => source !== config.service || definition.sources.includes(source),
  );
  const inbox = createInbox({
    connection,
    handler,
    log,
    fetchMissing: async (service, caseId, fromSeq) =>
      await callInternal<Incoming[]>(
        config.urls[service as ServiceName],
        `/events/${caseId}?from=${fromSeq}`,
        serviceToken,
      ),
  });
  await inbox.ensureIndexes();
  const consumer = createConsumer({
    kafka,
    installation: config.installation,
    service: config.service,
    sources,
    inbox,
    log,
    exportPage: async (source, after) =>
      await callInternal<{ events: Incoming[]; next: string | null }>(
        config.urls[source],
        `/events?after=${encodeURIComponent(after)}`,
        serviceToken,
      ),
    exportUnfiled: async (source) =>
      await callInternal<Incoming[]>(config.urls[source], '/unfiled', serviceToken),
  });
  nudge = consumer.nudge;
  const sweeper = createSweeper({
    connection,
    cases,
    // What an import moved is swept by the calendar that moved it.
    clock: {
      now: async () => {
        await calendar.refresh();
        return await clock.now();
      },
    },
    log,
    everyMs: sweepEveryMs,
    onFired: (count) => metrics.sweeps.inc(count),
  });

  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  let stopping = false;
  app.use((request, response, next) => {
    const end = metrics.requests.startTimer();
    response.on('finish', () =>
      // What is not there is one path: a name that somebody made up is no label.
      end({
        path: response.statusCode === 404 ? 'none' : request.path.replace(/_[0-9a-z]{24}/g, '_id'),
        status: String(response.statusCode),
      }),
    );
    next();
  });

  app.get('/health', (_request, response) => {
    response.json({ service: config.service, ok: true });
  });
  app.get('/ready', async (_request, response) => {
    const mongo = await connection.db?.command({ ping: 1 }).then(
      () => true,
      () => false,
    );
    const state = { mongo: mongo === true, relay: relay.healthy(), consumer: consumer.healthy(), stopping };
    const ready = state.mongo && state.relay && state.consumer && !stopping;
    response.status(ready ? 200 : 503).json({ service: config.service, ready, ...state });
  });
  app.get('/metrics', async (_request, response) => {
    const backlog = await relay.backlog();
    metrics.relayAge.set(backlog.ageMs / 1000);
    // A broker that is away must not hide the other figures.
    metrics.lag.set(await consumer.lag().catch(() => Number.NaN));
    const disk = await connection.db?.command({ dbStats: 1 });
    if (disk !== undefined)
      metrics.disk.set(Number(disk['fsUsedSize']) / Math.max(1, Number(disk['fsTotalSize'])));
    for (const [reason, count] of Object.entries(await inbox.countParked()))
      metrics.parked.set({ reason }, count);
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  const refuse = (response: Response, because: ReturnType<typeof refusal>): void => {
    response.status(refusalStatus[because.kind]).json({
      code: because.code,
      status: refusalStatus[because.kind],
      message: because.en,
      data: because,
      defined: false,
    });
  };
  const verify = createTokenVerifier(`${config.urls.identity}/.well-known/jwks.json`);
  const minSeqOf = async (account: string): Promise<number> =>
    definition.minSeq === undefined
      ? await revocations.minSeq(account)
      : await definition.minSeq(parts, account);

  /** Who calls: a service, for itself or for a user whose token it forwards. Answers the refusal itself. */
  const admit = async (request: Request, response: Response): Promise<RequestContext | null> => {
    const caller = verifyServiceToken(request.get('x-service-token') ?? '', config.serviceTokenSecret);
    if (caller === null) {
      refuse(
        response,
        refusal('unauthenticated', 'SERVICE_TOKEN_INVALID', '服务凭证无效', 'the service token is not valid'),
      );
      return null;
    }
    const common = {
      caller,
      traceparent: traceparentOf(request),
      source: request.get('x-source') ?? request.ip ?? '',
    };
    const bearer = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    if (bearer === undefined)
      return {
        ...common,
        userToken: undefined,
        actor: { id: `service:${caller}`, roles: ['service'], county: config.county, person: false },
      };
    const verified = await verify(bearer);
    if (!verified.ok) {
      refuse(response, verified.refusal);
      return null;
    }
    if (verified.signedIn.seq < (await minSeqOf(verified.signedIn.actor.id))) {
      refuse(
        response,
        refusal(
          'unauthenticated',
          'TOKEN_REVOKED',
          '账号权限已变更，请重新登录',
          'the account has changed: sign in again',
        ),
      );
      return null;
    }
    return { ...common, userToken: bearer, actor: verified.signedIn.actor };
  };

  app.use('/internal', async (request, response, next) => {
    const context = await admit(request, response);
    if (context === null) return;
    if (context.actor.person && !context.actor.roles.includes('administrator')) {
      refuse(
        response,
        refusal('forbidden', 'ROLE_NOT_ALLOWED', '只有系统管理员可以办理', 'administrators only'),
      );
      return;
    }
    next();
  });
  app.get('/internal/events', async (request, response) => {
    const page = await history.page(String(request.query['after'] ?? ''), exportPageSize);
    response.json({ events: page.events.map((event) => incomingOf(config.service, event)), next: page.next });
  });
  app.get('/internal/events/:caseId', async (request, response) => {
    const events = await history.ofCase(String(request.params['caseId']), Number(request.query['from'] ?? 1));
    response.json(events.map((event) => incomingOf(config.service, event)));
  });
  app.get('/internal/unfiled', async (_request, response) => {
    response.json((await history.unfiled()).map((event) => incomingOf(config.service, event)));
  });
  app.get('/internal/settled', async (_request, response) => {
    const [backlog, lag, parked, nextDueAt] = [
      await relay.backlog(),
      await consumer.lag(),
      await inbox.countParked(),
      await cases.findNextDue(),
    ];
    response.json({ unsent: backlog.cases, lag, parked, nextDueAt, now: await clock.now() });
  });
  app.post('/internal/sweep', async (_request, response) => {
    response.json({ fired: await sweeper.sweep() });
  });
  app.get('/internal/parked', async (_request, response) => {
    response.json(await inbox.listParked());
  });
  app.post('/internal/replay', async (_request, response) => {
    response.json(await inbox.replay());
  });

  /** The gateway alone, without a person's token, is nobody. */
  const isNobody = ({ caller, userToken }: RequestContext): boolean =>
    caller === 'gateway' && userToken === undefined;
  const door: ServiceDoor = {
    refuse,
    admit: async (request, response) => {
      const admitted = await admit(request, response);
      if (admitted === null || !isNobody(admitted)) return admitted;
      refuse(response, signInFirst);
      return null;
    },
  };
  await definition.prepare?.(parts, app, door);

  const router = definition.router(parts);
  const orpc = new OpenAPIHandler(router, {
    clientInterceptors: [
      async (options) => {
        const command = options.path.at(-1) ?? '';
        try {
          const answer = await options.next();
          metrics.commands.inc({ command, result: 'ok' });
          if (options.path[0] === 'commands') log.info({ command, result: 'ok' }, 'command');
          return answer;
        } catch (thrown) {
          const { error, isBug } = toRefusedError(thrown);
          metrics.commands.inc({ command, result: error.code });
          if (options.path[0] === 'commands' && !isBug)
            log.info({ command, result: error.data?.code ?? error.code }, 'command');
          if (isBug)
            log.error(
              { command, error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) },
              'a procedure failed',
            );
          throw error;
        }
      },
    ],
  });
  // Read here and not by oRPC, whose own limit throws beside the request: one long body would end the process.
  const readBody = express.json({ limit: bodyLimit, strict: false, type: () => true });
  app.use('/api{/*path}', async (request, response) => {
    const admitted = await admit(request, response);
    if (admitted === null) return;
    const nobody = isNobody(admitted);
    if (nobody && !request.originalUrl.startsWith('/api/auth/')) {
      refuse(response, signInFirst);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      readBody(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
    });
    const actor = nobody ? nobodyOf(config.county) : admitted.actor;
    const span = beginSpan(`${request.method} ${request.baseUrl}`, 'server', admitted.traceparent, {
      'http.request.method': request.method,
      'url.path': request.baseUrl,
      'enduser.id': actor.id,
    });
    const traceparent = span.traceparent ?? admitted.traceparent;
    const context = { ...admitted, actor, traceparent };
    const { matched } = await withinWork(
      { traceparent, actor: actor.id },
      async () => await orpc.handle(request, response, { prefix: '/api', context }),
    );
    span.end(response.statusCode >= 500 ? `${response.statusCode}` : undefined);
    if (!matched) refuse(response, refusal('notFound', 'NOT_FOUND', '没有这个地址', 'no such address'));
  });
  app.get('/openapi.json', async (_request, response) => {
    const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
    response.json(
      await generator.generate(router, {
        info: { title: `yizhan ${config.service}`, version: '1' },
        servers: [{ url: '/api' }],
      }),
    );
  });
  app.use((error: unknown, _request: Request, response: Response, _next: unknown) => {
    const sendersFault = unreadable(error);
    if (sendersFault !== null && !response.headersSent) {
      refuse(response, sendersFault);
      return;
    }
    log.error(
      { error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      'a request failed',
    );
    if (!response.headersSent) refuse(response, toRefusedError(error).error.data);
  });

  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin, [topic], partitions);
  await admin.disconnect();

  const server = await new Promise<Server>((resolve, reject) => {
    const listening: Server = app.listen(config.port, config.host, (error) =>
      error === undefined ? resolve(listening) : reject(error),
    );
  });
  await relay.start();
  consumer.start();
  sweeper.start();
  calendar.start((error) => log.error({ error: String(error) }, 'the calendar could not be read'));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  log.info({ port }, 'listening');

  const stop = async (): Promise<void> => {
    stopping = true;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      // What is in flight may finish; a stream never would.
      setTimeout(() => server.closeAllConnections(), finishInFlightMs).unref();
    });
    await sweeper.stop();
    calendar.stop();
    await consumer.stop();
    await relay.stop();
    await connection.close();
  };
  return { url: `http://${config.host}:${port}`, parts, stop };
};

const stopWithinMs = 9000;

/** Starts a service as this process: ends on SIGTERM and SIGINT after finishing what is in flight. */
export const runService = async (config: ServiceConfig, definition: ServiceDefinition): Promise<void> => {
  const log = createLog(config);
  process.on('uncaughtException', (error) => {
    log.fatal({ error: error.stack ?? error.message }, 'uncaught: ending');
    process.exit(1);
  });
  process.on('unhandledRejection', (reason) => {
    log.fatal(
      { error: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) },
      'unhandled: ending',
    );
    process.exit(1);
  });
  const flushTraces = await startTracing(config);
  const running = await startService(config, definition);
  let ending = false;
  const end = (signal: string): void => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error({}, 'did not stop in time');
      process.exit(1);
    }, stopWithinMs).unref();
    running
      .stop()
      .then(flushTraces)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ error: String(error) }, 'stopped with an error');
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
};

/** Answers a command or throws the refusal for the procedure's error path. */
export const answerOrRefuse = <T>(
  result:
    | { readonly ok: true; readonly answer: T }
    | { readonly ok: false; readonly refusal: ReturnType<typeof refusal> },
): T => {
  if (result.ok) return result.answer;
  throw refusedError(result.refusal);
};
