import { type ChildProcess, execFile } from 'node:child_process';
import { createServer, type Server, request as send } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ServiceName } from '@yizhan/contracts';
import { createInstallation, until } from '@yizhan/testkit';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);
export const password = 'Yizhan-demo-2026';
/** For whom the demo's account `qiye` files. */
export const ownInvestor = {
  kind: 'company',
  name: '建德市新安光电科技有限公司',
  creditCode: '91330182MADEMA019H',
} as const;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly cookie: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: what a query answers is checked by each test
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly zh?: string; readonly field?: string };
  }[];
}

export const askOf = async (
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data?: unknown; errors?: Answer['errors'] };
  return {
    status: response.status,
    headers: response.headers,
    cookie: response.headers.get('set-cookie'),
    data: body.data ?? null,
    errors: body.errors ?? [],
  };
};

const freePort = async (): Promise<number> =>
  await new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Stands before identity and counts what it is asked. */
const startCounter = async (target: string) => {
  const asked: string[] = [];
  const server = await new Promise<Server>((resolve) => {
    const listening: Server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const passed = send(
        `${target}${request.url}`,
        { method: request.method, headers: request.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      passed.on('error', () => response.writeHead(502).end());
      request.pipe(passed);
    }).listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  return {
    asked,
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

/** The door before real services, each a process of its own, with the demo's accounts. */
export const startDoor = async (services: readonly ServiceName[]) => {
  const installation = await createInstallation({ realIdentity: true, now: '2026-03-02T01:00:00.000Z' });
  const processes = new Map<ServiceName, ChildProcess>();
  await Promise.all(
    services.map(async (service) => processes.set(service, await installation.spawnService(service))),
  );
  await run(
    process.execPath,
    [
      path.join(root, 'apps/identity/src/seed-accounts.ts'),
      path.join(root, 'infra/local/src/demo-accounts.json'),
    ],
    { env: { ...process.env, ...installation.environment, DEMO_PASSWORD: password, PORT: '0' } },
  );
  const counter = await startCounter(installation.urlOf('identity'));
  // As processes: within vitest two copies of graphql would meet. The first one in production answers elsewhere.
  const productionPort = await freePort();
  await installation.spawnService(
    'gateway',
    { NODE_ENV: 'production', YIZHAN_CLOCK: 'real', PORT: String(productionPort) },
    false,
  );
  processes.set('gateway', await installation.spawnService('gateway', { IDENTITY_URL: counter.url }));
  const url = installation.urlOf('gateway');
  const productionUrl = `http://127.0.0.1:${productionPort}`;
  await until(
    async () =>
      await fetch(`${productionUrl}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    Boolean,
  );

  const tokens = new Map<string, string>();
  const ask = async (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
    await askOf(url, query, variables, headers);
  const signIn = async (loginName: string, secret = password): Promise<Answer> =>
    await ask(
      `mutation($input: SignInInput!) { signIn(input: $input) {
        __typename ... on SignedIn { accessToken me { id roles company companyName } } ... on Refused { kind code zh en }
      } }`,
      { input: { loginName, password: secret } },
    );
  const tokenOf = async (loginName: string): Promise<string> => {
    const known = tokens.get(loginName);
    if (known !== undefined) return known;
    const token = String((await signIn(loginName)).data.signIn.accessToken);
    tokens.set(loginName, token);
    return token;
  };
  return {
    installation,
    processes,
    url,
    productionUrl,
    asked: counter.asked,
    ask,
    signIn,
    tokenOf,
    as: async (loginName: string, query: string, variables: object = {}): Promise<Answer> =>
      await ask(query, variables, { authorization: `Bearer ${await tokenOf(loginName)}` }),
    stop: async (): Promise<void> => {
      await installation.stop();
      await counter.stop();
    },
  };
};
export type Door = Awaited<ReturnType<typeof startDoor>>;

/** Events of a subscription over SSE, as they come. */
export const listen = async (url: string, query: string, variables: object, token: string) => {
  const stopping = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query, variables }),
    signal: stopping.signal,
  });
  const heard: { at: number; data: Record<string, unknown> | null; errors?: Answer['errors'] }[] = [];
  const reading = (async () => {
    let rest = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      rest += chunk;
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const line = part.split('\n').find((text) => text.startsWith('data: '));
        if (line !== undefined && line.length > 'data: '.length)
          heard.push({ at: Date.now(), ...JSON.parse(line.slice('data: '.length)) });
      }
    }
  })().catch(() => undefined);
  return {
    response,
    heard,
    stop: async (): Promise<void> => {
      stopping.abort();
      await reading;
    },
  };
};
