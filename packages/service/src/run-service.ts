import type { Server } from 'node:http';
import { createCases, envelopeOf } from '@yizhan/aggregate';
import { type AnyEvent, type refusal, type ServiceName, topicOf } from '@yizhan/contracts';
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
} from '@yizhan/eventbus';
import express from 'express';
import helmet from 'helmet';
import mongoose from 'mongoose';
import { callInternal } from './client.ts';
import type { ServiceConfig } from './config.ts';
import { createLegalCalendar } from './legal-calendar.ts';
import { createLegalClock } from './legal-clock.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { commonMigrations, migrate } from './migrations.ts';
import { mountOperatorRoutes } from './operator-routes.ts';
import { mountProcedures } from './procedure-routes.ts';
import { refusedError } from './refused-error.ts';
import { createRevocations } from './revocations.ts';
import { createServiceDoor } from './service-door.ts';
import type { RunningService, ServiceDefinition, ServiceParts } from './service-parts.ts';
import { createSweeper } from './sweeper.ts';
import { createServiceToken } from './tokens.ts';
import { startTracing } from './tracing.ts';
import { requireFinishedRestore } from './unfinished-restore.ts';

const partitions = 6;
const finishInFlightMs = 3000;
/** Commands apply time themselves, and whoever sets a settable clock sweeps: this makes visible what nobody touches. */
const sweepEveryMs = 15_000;

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
  await requireFinishedRestore(connection);
  await migrate(connection, [...commonMigrations, ...(definition.migrations ?? [])], log);
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
    calendarVersion: () => calendar.current().version,
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

  const { admit, door } = createServiceDoor(
    config,
    async (account) =>
      await (definition.minSeq === undefined
        ? revocations.minSeq(account)
        : definition.minSeq(parts, account)),
  );
  mountOperatorRoutes(app, {
    config,
    connection,
    cases,
    clock,
    metrics,
    relay,
    consumer,
    inbox,
    sweep: sweeper.sweep,
    admit,
    isStopping: () => stopping,
  });
  await definition.prepare?.(parts, app, door);
  mountProcedures(app, definition.router(parts), { config, log, metrics, admit });

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
