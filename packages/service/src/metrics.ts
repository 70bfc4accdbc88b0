import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** A registry with the measures that every Node process has. */
export const createRegistry = (service: string): Registry => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  // At its default of 10 ms the probe itself wakes an idle process a hundred times a second.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 200 });
  return registry;
};

/** The measures of one process, in Prometheus' form at `/metrics`. */
export const createMetrics = (service: string) => {
  const registry = createRegistry(service);
  return {
    registry,
    commands: new Counter({
      name: 'yizhan_commands_total',
      help: 'Commands by name and result',
      labelNames: ['command', 'result'],
      registers: [registry],
    }),
    requests: new Histogram({
      name: 'yizhan_http_request_seconds',
      help: 'Time of a request',
      labelNames: ['path', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
      registers: [registry],
    }),
    sent: new Counter({
      name: 'yizhan_relay_events_sent_total',
      help: 'Events sent to Kafka',
      registers: [registry],
    }),
    relayAge: new Gauge({
      name: 'yizhan_relay_age_seconds',
      help: 'Age of the oldest unsent event',
      registers: [registry],
    }),
    lag: new Gauge({
      name: 'yizhan_consumer_lag_events',
      help: 'Events in the topics of others that this service has not taken in',
      registers: [registry],
    }),
    lights: new Counter({
      name: 'yizhan_lights_turned_total',
      help: 'Lights that turned, by clock and light',
      labelNames: ['clock', 'light'],
      registers: [registry],
    }),
    disk: new Gauge({
      name: 'yizhan_database_disk_used_ratio',
      help: 'Share of the disk below MongoDB that is used, 0 to 1',
      registers: [registry],
    }),
    parked: new Gauge({
      name: 'yizhan_events_parked',
      help: 'Events parked by reason',
      labelNames: ['reason'],
      registers: [registry],
    }),
    sweeps: new Counter({
      name: 'yizhan_deadlines_fired_total',
      help: 'Cases on which time brought something about',
      registers: [registry],
    }),
  };
};
export type Metrics = ReturnType<typeof createMetrics>;
