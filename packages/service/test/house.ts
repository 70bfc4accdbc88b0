import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { canonicalJson, genesisHash } from '@yizhan/aggregate';
import { topicOf } from '@yizhan/contracts';
import { createKafka, ensureTopics } from '@yizhan/eventbus';
import jwt from 'jsonwebtoken';
import {
  createServiceClient,
  createServiceToken,
  parseConfig,
  type RunningService,
  type ServiceConfig,
  setLegalClock,
  startService,
} from '../src/index.ts';
import { noteContract, noteService } from './note-service.ts';

export const secret = 'test-secret-of-the-service-package-01';
export const gatewayToken = createServiceToken('gateway', secret);
export const otherServiceToken = createServiceToken('agency', secret);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const environment = (installation: string): Record<string, string> => ({
  NODE_ENV: 'test',
  YIZHAN_INSTALLATION: installation,
  YIZHAN_CLOCK: 'settable',
  MONGODB_URI: process.env['MONGODB_URI'] ?? '',
  KAFKA_BROKERS: process.env['KAFKA_BROKERS'] ?? '',
  SERVICE_TOKEN_SECRET: secret,
  PORT: '0',
  LOG_LEVEL: 'silent',
});

export const until = async <T>(look: () => Promise<T>, isGood: (value: T) => boolean, withinMs = 15_000) => {
  for (const end = Date.now() + withinMs; ; ) {
    const value = await look();
    if (isGood(value)) return value;
    if (Date.now() > end) throw new Error(`not so within ${withinMs} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

/** Stands at identity's address: its public keys and its export. */
export const startKeys = async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let answers = true;
  let asked = 0;
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'ES256', use: 'sig' }];
  const server = await new Promise<Server>((resolve) => {
    const listening: Server = createServer((request, response) => {
      asked += 1;
      response.setHeader('content-type', 'application/json');
      response.statusCode = answers ? 200 : 503;
      if (request.url === '/.well-known/jwks.json') response.end(JSON.stringify({ keys }));
      else response.end(request.url === '/internal/unfiled' ? '[]' : '{"events":[],"next":null}');
    }).listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    privateKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    answer: (yes: boolean): void => {
      answers = yes;
    },
    asked: () => asked,
    token: (claims: object = {}, options: jwt.SignOptions = {}, key: jwt.Secret = privateKey): string =>
      jwt.sign(
        { roles: ['enterprise'], county: '330182', company: 'cmp_a', seq: 1, session: 's', ...claims },
        key,
        {
          algorithm: 'ES256',
          keyid: 'key-1',
          subject: `acc_${'0'.repeat(24)}`,
          issuer: 'yizhan-identity',
          audience: 'yizhan',
          expiresIn: 900,
          ...options,
        },
      ),
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

/** The toy service on real MongoDB and Kafka, under a name of its own, and whoever asks it something. */
export const startHouse = async () => {
  const installation = `t${randomBytes(5).toString('hex')}`;
  const keys = await startKeys();
  const read = parseConfig('land', { ...environment(installation), IDENTITY_URL: keys.url });
  if (!read.ok) throw new Error(read.mistakes.join('; '));
  const config: ServiceConfig = read.config;
  const service: RunningService = await startService(config, noteService);
  const url = service.url;
  const kafka = createKafka(config.kafkaBrokers, 'test', log);
  const connection = service.parts.connection;
  await setLegalClock(connection, installation, { at: '2026-03-02T01:00:00.000Z', running: false });

  return {
    installation,
    config,
    keys,
    url,
    service,
    connection,
    as: (token: string) => createServiceClient(noteContract, url, gatewayToken, { userToken: token }),
    /** A plain request; the headers are those of the gateway for somebody signed in, unless said. */
    post: async (
      path: string,
      body: string | Buffer,
      headers: Record<string, string> = {},
      init: object = {},
    ) => {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-service-token': gatewayToken(),
          authorization: `Bearer ${keys.token()}`,
          ...headers,
        },
        body: typeof body === 'string' ? body : new Uint8Array(body),
        ...init,
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Answered };
    },
    setTime: async (at: string): Promise<void> =>
      await setLegalClock(connection, installation, { at, running: false }),
    countCases: async (): Promise<number> => await connection.collection('cases').countDocuments(),
    /** Publishes an event of identity as its relay would. */
    publishOfIdentity: async (account: string, seq: number, type: string, data: object): Promise<void> => {
      const topic = topicOf(installation, 'identity');
      const admin = kafka.admin();
      await admin.connect();
      await ensureTopics(admin, [topic], 6);
      await admin.disconnect();
      const producer = kafka.producer();
      await producer.connect();
      const body = canonicalJson({
        id: `${account}.${seq}`,
        service: 'identity',
        kind: 'account',
        caseId: account,
        seq,
        key: account,
        county: '330182',
        type,
        schema: 1,
        recordedAt: '2026-03-02T01:00:00.000Z',
        effectiveOn: '2026-03-02',
        actor: { id: 'acc_s', role: 'securityAdministrator' },
        data,
        prev: genesisHash,
      });
      await producer.send({
        topic,
        messages: [
          { key: account, value: body, headers: { ce_id: `${account}.${seq}`, ce_source: 'identity' } },
        ],
      });
      await producer.disconnect();
    },
    stop: async (): Promise<void> => {
      await service.stop();
      await keys.stop();
      const admin = kafka.admin();
      await admin.connect();
      await admin.deleteTopics({
        topics: (await admin.listTopics()).filter((topic) => topic.startsWith(`${installation}.`)),
      });
      await admin.disconnect();
      const { createConnection } = (await import('mongoose')).default;
      const client = await createConnection(config.mongodbUri).asPromise();
      for (const name of ['land', 'clock']) await client.useDb(`${installation}_${name}`).dropDatabase();
      await client.close();
    },
  };
};
export type House = Awaited<ReturnType<typeof startHouse>>;

export interface Answered {
  readonly code?: string;
  readonly data?: {
    readonly kind: string;
    readonly code: string;
    readonly zh: string;
    readonly en: string;
    readonly field?: string;
  };
  readonly [other: string]: unknown;
}
