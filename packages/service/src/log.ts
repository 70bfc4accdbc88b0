import { currentWork, traceIdOf } from '@yizhan/aggregate';
import { type Logger, pino } from 'pino';
import type { ServiceConfig } from './config.ts';

export type { Logger } from 'pino';

/** JSON lines on standard output; ids only, never a name, a phone or a token. */
export const createLog = (config: Pick<ServiceConfig, 'service' | 'logLevel'>): Logger =>
  pino({
    level: config.logLevel,
    base: { service: config.service },
    mixin: () => {
      const work = currentWork();
      return work === undefined
        ? {}
        : { trace: traceIdOf(work.traceparent), case: work.case, actor: work.actor };
    },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['authorization', 'password', 'phone', 'name', '*.authorization', '*.password', '*.phone'],
  });
