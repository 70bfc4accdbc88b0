import { type Cases, createHistory, envelopeOf, type HistoryEvent } from '@yizhan/aggregate';
import { refusal, type ServiceName } from '@yizhan/contracts';
import type { EventConsumer, Inbox, Incoming, Relay } from '@yizhan/eventbus';
import type { Express } from 'express';
import type { Connection } from 'mongoose';
import type { ServiceConfig } from './config.ts';
import type { LegalClock } from './legal-clock.ts';
import type { Metrics } from './metrics.ts';
import { type Admit, refuse } from './service-door.ts';

interface Operated {
  readonly config: ServiceConfig;
  readonly connection: Connection;
  readonly cases: Cases;
  readonly clock: LegalClock;
  readonly metrics: Metrics;
  readonly relay: Relay;
  readonly consumer: EventConsumer;
  readonly inbox: Inbox;
  readonly sweep: () => Promise<number>;
  readonly admit: Admit;
  readonly isStopping: () => boolean;
}

const exportPageSize = 1000;

const incomingOf = (service: ServiceName, event: HistoryEvent): Incoming => ({
  service,
  caseId: event.caseId,
  seq: event.seq,
  key: envelopeOf(event.body).key,
  body: event.body,
});

/** What an operator, Prometheus and the other services ask of a service: its health, its figures, its events. */
export const mountOperatorRoutes = (app: Express, operated: Operated): void => {
  const { config, connection, cases, clock, metrics, relay, consumer, inbox, admit } = operated;
  const history = createHistory(connection);

  app.get('/health', (_request, response) => {
    response.json({ service: config.service, ok: true });
  });
  app.get('/ready', async (_request, response) => {
    const mongo = await connection.db?.command({ ping: 1 }).then(
      () => true,
      () => false,
    );
    const stopping = operated.isStopping();
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
    await consumer.flush();
    const [backlog, lag, parked, nextDueAt] = [
      await relay.backlog(),
      await consumer.lag(),
      await inbox.countParked(),
      await cases.findNextDue(),
    ];
    response.json({ unsent: backlog.cases, lag, parked, nextDueAt, now: await clock.now() });
  });
  app.post('/internal/sweep', async (_request, response) => {
    response.json({ fired: await operated.sweep() });
  });
  app.get('/internal/parked', async (_request, response) => {
    response.json(await inbox.listParked());
  });
  app.post('/internal/replay', async (_request, response) => {
    response.json(await inbox.replay());
  });
};
