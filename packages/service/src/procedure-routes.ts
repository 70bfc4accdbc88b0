import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/node';
import type { AnyRouter } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { beginSpan, withinWork } from '@yizhan/aggregate';
import { type Actor, refusal } from '@yizhan/contracts';
import express, { type Express, type Request, type Response } from 'express';
import type { ServiceConfig } from './config.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { toRefusedError, unreadable } from './refused-error.ts';
import { type Admit, isNobody, refuse, signInFirst } from './service-door.ts';

const bodyLimit = 1024 * 1024;

const nobodyOf = (county: string): Actor => ({ id: 'nobody', roles: [], county, person: true });

/** The commands and queries of a service below /api, and their description at /openapi.json. */
export const mountProcedures = (
  app: Express,
  router: AnyRouter,
  {
    config,
    log,
    metrics,
    admit,
  }: {
    readonly config: ServiceConfig;
    readonly log: Logger;
    readonly metrics: Metrics;
    readonly admit: Admit;
  },
): void => {
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
};
