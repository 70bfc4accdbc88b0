import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { useGraphQlJit } from '@envelop/graphql-jit';
import { EnvelopArmor } from '@escape.tech/graphql-armor';
import { type Refusal, refusal } from '@yizhan/contracts';
import {
  beginSpan,
  createLegalClock,
  createLog,
  createRegistry,
  createServiceToken,
  createTokenVerifier,
  readTraceparent,
  type ServiceConfig,
  setLegalClock,
  startTracing,
} from '@yizhan/service';
import express, { type Request, type Response } from 'express';
import { type DocumentNode, getOperationAST, NoSchemaIntrospectionCustomRule } from 'graphql';
import { createYoga } from 'graphql-yoga';
import helmet from 'helmet';
import mongoose from 'mongoose';
import { Histogram } from 'prom-client';
import type { GatewaySettings } from './config.ts';
import { createLoaders, type GatewayContext } from './context.ts';
import { createFeed } from './feed.ts';
import { createFileDoor } from './files.ts';
import { createFloodgate } from './flood.ts';
import { createOwnFields } from './schema/own-fields.ts';
import { createSchema } from './schema/schema.ts';
import { mountVerification } from './verification.ts';

const cookieName = 'yizhan_session';
const cookieDays = 7;
const portalFolder = path.resolve(import.meta.dirname, '../../portal/dist');
/** For each account, or address of nobody who is signed in, in production: it alone is open to the world. */
const requestsPerMinute = 1200;
const bodyLimit = 1024 * 1024;

const tooMany = refusal('tooMany', 'TOO_MANY_REQUESTS', '请求过于频繁，请稍后再试', 'too many requests');
const bodyTooLarge = refusal('tooLarge', 'BODY_TOO_LARGE', '提交的内容过大', 'the body is too large');
const notJson = refusal('invalid', 'NOT_JSON', '请求须为 JSON', 'the request must be JSON');
const malformed = refusal('invalid', 'MALFORMED_REQUEST', '请求格式有误', 'the request is malformed');

/** Answers in GraphQL's shape before GraphQL is asked. */
const refuse = (response: Response, status: number, because: Refusal): void => {
  response.status(status).json({ errors: [{ message: because.en, extensions: { ...because } }] });
};

const cookieOf = (request: Request): string | undefined =>
  new RegExp(`(?:^|; )${cookieName}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];

/** The span of one operation, below the one that the page began; what is asked on the way belongs to it. */
const beginTrace = (
  request: Request,
  response: Response,
  query: string | undefined,
  operations: Histogram,
): string | undefined => {
  const [operation, kind] = /\b(query|mutation|subscription)\s+\w+/.exec(query ?? '') ?? ['query', 'query'];
  const end = operations.startTimer();
  const span = beginSpan(operation, 'server', readTraceparent(request.get('traceparent')), {
    'url.path': '/graphql',
  });
  response.once('close', () => {
    span.end();
    end({ kind, status: String(response.statusCode) });
  });
  return span.traceparent;
};

/** In production nobody asks the schema for itself. */
const noIntrospection = () => ({
  onValidate: ({
    addValidationRule,
  }: {
    addValidationRule: (rule: typeof NoSchemaIntrospectionCustomRule) => void;
  }) => addValidationRule(NoSchemaIntrospectionCustomRule),
});

/** Starts the door: GraphQL, the portal's files, health. It owns no data and decides no rule. */
export const startGateway = async (
  config: ServiceConfig,
  { trustedProxies }: GatewaySettings,
): Promise<{ url: string; stop: () => Promise<void> }> => {
  const log = createLog(config);
  const serviceToken = createServiceToken('gateway', config.serviceTokenSecret);
  const production = config.environment === 'production';
  const registry = createRegistry('gateway');
  const operations = new Histogram({
    name: 'yizhan_graphql_seconds',
    help: 'Time of a GraphQL operation by kind; a subscription counts until it ends',
    labelNames: ['kind', 'status'],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const connection = await mongoose
    .createConnection(config.mongodbUri, { dbName: `${config.installation}_clock`, maxPoolSize: 5 })
    .asPromise();
  const clock = createLegalClock(connection, config.installation, config.clock);
  const feed = createFeed(config, serviceToken, log);
  const schema = createSchema(
    config,
    serviceToken,
    createOwnFields({
      config,
      serviceToken,
      feed,
      clock,
      setClock: async (at) => await setLegalClock(connection, config.installation, { at, running: true }),
    }),
  );
  const armor = new EnvelopArmor({
    maxDepth: { n: 8 },
    maxAliases: { n: 15 },
    maxTokens: { n: 2000 },
    costLimit: { maxCost: 20_000, objectCost: 2, scalarCost: 1, depthCostFactor: 1.2 },
    blockFieldSuggestion: { enabled: production },
  });
  const protection = armor.protect();

  const yoga = createYoga<{ req: Request; res: Response }, GatewayContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: !production,
    maskedErrors: { isDev: false },
    multipart: false,
    batching: false,
    // One origin: the portal is served from here.
    cors: false,
    logging: {
      debug: () => undefined,
      info: () => undefined,
      warn: (...args) => log.warn({ args: args.map(String) }, 'graphql'),
      error: (...args) => log.error({ args: args.map(String) }, 'graphql'),
    },
    plugins: [
      ...protection.plugins,
      ...(production ? [noIntrospection()] : []),
      // JIT on a subscription ends its stream at once: queries only, by the selected operation.
      useGraphQlJit({}, {
        enableIf: ({ document, operationName }: { document: DocumentNode; operationName?: string }) =>
          getOperationAST(document, operationName)?.operation === 'query',
      } as never),
    ],
    context: ({ req, res, params }) => {
      const userToken = /^Bearer (.+)$/.exec(req.get('authorization') ?? '')?.[1];
      return {
        userToken,
        traceparent: beginTrace(req, res, params.query, operations),
        source: req.ip ?? '',
        refreshToken: cookieOf(req),
        keepRefreshToken: (token) => {
          if (token === null) res.clearCookie(cookieName, { path: '/graphql' });
          else
            res.cookie(cookieName, token, {
              httpOnly: true,
              sameSite: 'strict',
              secure: production,
              path: '/graphql',
              maxAge: cookieDays * 24 * 3600 * 1000,
            });
        },
        ...createLoaders(config, serviceToken, userToken),
      };
    },
  });

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', [...trustedProxies]);
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          'script-src': production ? ["'self'"] : ["'self'", "'unsafe-inline'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          // What a person looks at was fetched with his token and stands in a blob of this page.
          'img-src': ["'self'", 'data:', 'blob:'],
          'frame-src': ["'self'", 'blob:'],
          'upgrade-insecure-requests': null,
        },
      },
      strictTransportSecurity: production,
    }),
  );
  let stopping = false;
  app.get('/health', (_request, response) => {
    response.json({ service: 'gateway', ok: true });
  });
  app.get('/ready', async (_request, response) => {
    const identity = await fetch(`${config.urls.identity}/health`, {
      signal: AbortSignal.timeout(2000),
    }).then(
      (answer) => answer.ok,
      () => false,
    );
    const ready = identity && !stopping;
    response.status(ready ? 200 : 503).json({ service: 'gateway', ready, identity, stopping });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  const verify = createTokenVerifier(`${config.urls.identity}/.well-known/jwks.json`);
  const isWithin = createFloodgate(verify, requestsPerMinute, log);
  app.use('/graphql', async (request, response, next) => {
    if (production && !(await isWithin(request))) return refuse(response, 429, tooMany);
    next();
  });
  const readBody = express.json({ limit: bodyLimit });
  app.use('/graphql', (request, response, next) => {
    if (request.method === 'GET') return next();
    // A form of another site can be sent without asking; JSON cannot.
    if (!request.is('application/json')) return refuse(response, 415, notJson);
    readBody(request, response, (error?: unknown) => {
      if (error === undefined) return next();
      const tooLarge = error instanceof Error && 'status' in error && error.status === 413;
      refuse(response, tooLarge ? 413 : 400, tooLarge ? bodyTooLarge : malformed);
    });
  });
  app.use(yoga.graphqlEndpoint, yoga as never);
  createFileDoor({ config, serviceToken, log, verify, production }).mount(app);
  mountVerification(app, config, serviceToken);
  if (existsSync(portalFolder)) {
    app.use('/assets', express.static(path.join(portalFolder, 'assets'), { immutable: true, maxAge: '1y' }));
    app.use(express.static(portalFolder, { index: false }));
    app.get('/{*page}', (_request, response) => {
      response.sendFile(path.join(portalFolder, 'index.html'));
    });
  }

  feed.start();
  const server = await new Promise<Server>((resolve, reject) => {
    const listening: Server = app.listen(config.port, config.host, (error) =>
      error === undefined ? resolve(listening) : reject(error),
    );
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  log.info({ port }, 'listening');
  return {
    url: `http://${config.host}:${port}`,
    stop: async () => {
      stopping = true;
      feed.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2000).unref();
      });
      await connection.close();
    },
  };
};

/** Starts the gateway as this process; ends on SIGTERM and SIGINT. */
export const runGateway = async (config: ServiceConfig, settings: GatewaySettings): Promise<void> => {
  const flushTraces = await startTracing(config);
  const { stop } = await startGateway(config, settings);
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    stop()
      .then(flushTraces)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
};
