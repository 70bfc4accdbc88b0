import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import type { AnyContractRouter } from '@orpc/contract';
import { type ServiceName, serviceNames } from '@yizhan/contracts';
import {
  callInternal,
  createServiceClient,
  createServiceToken,
  parseConfig,
  type RunningService,
  type ServiceConfig,
  type ServiceDefinition,
  setLegalClock,
  startService,
} from '@yizhan/service';
import mongoose from 'mongoose';
import { dropInstallation, infrastructure, uniqueInstallation } from './infrastructure.ts';
import { type Issuer, type Persona, startIssuer } from './issuer.ts';

const secret = 'test-secret-of-the-installation-0123456789';
/** Nine processes that start at once on two busy cores need their time. */
const readyWithinMs = 90_000;
const root = path.resolve(import.meta.dirname, '../../..');

export const freePort = async (): Promise<number> =>
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });

/** Waits for a condition, looking every 25 ms; throws with the last look when the time is up. */
export const until = async <T>(
  look: () => Promise<T>,
  isGood: (value: T) => boolean,
  withinMs = 15_000,
): Promise<T> => {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (isGood(value)) return value;
    if (Date.now() > end)
      throw new Error(`not so within ${withinMs} ms; last seen: ${JSON.stringify(value)?.slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

interface Settled {
  readonly unsent: number;
  readonly lag: number;
  readonly parked: { readonly failed: number; readonly waiting: number; readonly behind: number };
  readonly nextDueAt: string | null;
  readonly now: string;
}

export interface InstallationOptions {
  /** Where MongoDB and Kafka are; the shared ones of the run unless said. */
  readonly mongodbUri?: string;
  readonly kafkaBrokers?: string;
  /** Legal time at the start; frozen unless `running`. */
  readonly now?: string;
  readonly running?: boolean;
  /** The real `identity` will be started as a process; without it an issuer of tokens stands at its address. */
  readonly realIdentity?: boolean;
}

/** An installation of a test's own on real MongoDB and Kafka: databases and topics under a name that nobody else uses. */
export const createInstallation = async (options: InstallationOptions = {}) => {
  const shared =
    options.mongodbUri === undefined
      ? infrastructure()
      : { mongodbUri: options.mongodbUri, kafkaBrokers: options.kafkaBrokers ?? '' };
  const name = uniqueInstallation();
  const ports = Object.fromEntries(
    await Promise.all(serviceNames.map(async (service) => [service, await freePort()] as const)),
  ) as Record<ServiceName, number>;
  // Where the real identity comes, the issuer keeps out of its way; its key serves as identity's own.
  const issuer: Issuer = await startIssuer(options.realIdentity === true ? 0 : ports.identity);
  const environment: Record<string, string> = {
    NODE_ENV: 'test',
    YIZHAN_INSTALLATION: name,
    YIZHAN_CLOCK: 'settable',
    MONGODB_URI: shared.mongodbUri,
    KAFKA_BROKERS: shared.kafkaBrokers,
    SERVICE_TOKEN_SECRET: secret,
    IDENTITY_SIGNING_KEY: issuer.privateKeyPem,
    IDENTITY_KEY_ID: issuer.kid,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
    ...Object.fromEntries(
      serviceNames.map((service) => [`${service.toUpperCase()}_URL`, `http://127.0.0.1:${ports[service]}`]),
    ),
  };
  const configOf = (service: ServiceName): ServiceConfig => {
    const read = parseConfig(service, { ...environment, PORT: String(ports[service]) });
    if (!read.ok) throw new Error(read.mistakes.join('; '));
    return read.config;
  };
  const serviceToken = createServiceToken('gateway', secret);
  const running = new Map<ServiceName, RunningService>();
  const processes = new Map<ServiceName, ChildProcess>();
  const spawned: ChildProcess[] = [];
  const connection = await mongoose
    .createConnection(shared.mongodbUri, { dbName: `${name}_clock` })
    .asPromise();
  await setLegalClock(connection, name, {
    at: options.now ?? '2026-03-02T01:00:00.000Z',
    running: options.running ?? false,
  });

  const urlOf = (service: ServiceName): string => `http://127.0.0.1:${ports[service]}`;
  /** What the service says of itself, or that it does not answer. */
  const readiness = async (service: ServiceName): Promise<string> =>
    await fetch(`${urlOf(service)}/ready`).then(
      async (answer) => `${service} ${answer.status} ${await answer.text()}`,
      () => `${service} does not answer`,
    );
  const isReadyAnswer = (answer: string): boolean => / 200 /.test(answer);
  const isReady = async (service: ServiceName): Promise<boolean> => isReadyAnswer(await readiness(service));

  /** Starts a service inside this process. */
  const start = async (service: ServiceName, definition: ServiceDefinition): Promise<RunningService> => {
    const started = await startService(configOf(service), definition);
    running.set(service, started);
    return started;
  };
  const ready = async (): Promise<void> => {
    for (const service of [...running.keys(), ...processes.keys()])
      await until(async () => await readiness(service), isReadyAnswer, readyWithinMs);
  };

  /** Starts a service as a process of its own, which the test may kill or stop. */
  const spawnService = async (
    service: ServiceName,
    extra: Record<string, string> = {},
    waitReady = true,
  ): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [path.join(root, 'apps', service, 'src/main.ts')], {
      env: { ...process.env, ...environment, PORT: String(ports[service]), ...extra },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    spawned.push(child);
    processes.set(service, child);
    if (waitReady) await until(async () => await readiness(service), isReadyAnswer, readyWithinMs);
    return child;
  };

  /** The door owns no cases: there is nothing in it to settle. */
  const present = (): readonly ServiceName[] =>
    [...new Set([...running.keys(), ...processes.keys()])].filter((service) => service !== 'gateway');
  const settledOf = async (service: ServiceName): Promise<Settled> =>
    await callInternal<Settled>(urlOf(service), '/settled', serviceToken);

  /** While its broker or database comes back a service cannot tell; then the words of its failure. */
  const settledOrNot = async (service: ServiceName): Promise<Settled | string> =>
    await settledOf(service).catch((error: unknown) => String(error));

  /** Waits until no event waits to be sent or read anywhere; events parked for good do not hold it up. */
  const settle = async (withinMs = 20_000): Promise<void> => {
    let calm = 0;
    await until(
      async () => {
        const all = await Promise.all(
          present().map(async (service) => [service, await settledOrNot(service)] as const),
        );
        const busy = all.filter(
          ([, state]) => typeof state === 'string' || state.unsent > 0 || state.lag > 0,
        );
        calm = busy.length === 0 ? calm + 1 : 0;
        return busy;
      },
      () => calm >= 2,
      withinMs,
    );
  };

  const sweepAll = async (): Promise<number> => {
    let fired = 0;
    for (const service of present())
      fired += (await callInternal<{ fired: number }>(urlOf(service), '/sweep', serviceToken, 'POST')).fired;
    return fired;
  };

  return {
    name,
    issuer,
    environment,
    connection,
    urlOf,
    start,
    spawnService,
    ready,
    isReady,
    settle,
    settledOf,
    serviceToken,
    internal: async <T>(service: ServiceName, pathName: string, method: 'GET' | 'POST' = 'GET'): Promise<T> =>
      await callInternal<T>(urlOf(service), pathName, serviceToken, method),
    /** A typed client of a service, signed in as somebody. */
    as: <C extends AnyContractRouter>(persona: Persona, contract: C, service: ServiceName) =>
      createServiceClient(contract, urlOf(service), serviceToken, { userToken: issuer.token(persona) }),
    /** A typed client of a service, as another service acting for itself. */
    asService: <C extends AnyContractRouter>(caller: ServiceName, contract: C, service: ServiceName) =>
      createServiceClient(contract, urlOf(service), createServiceToken(caller, secret)),
    /** Sets legal time forward and lets every service fire what has come due, rung by rung. */
    advanceTo: async (at: string): Promise<void> => {
      const to = new Date(at).toISOString();
      for (;;) {
        await settle();
        const states = await Promise.all(present().map(settledOf));
        const now = states[0]?.now ?? to;
        const dues = states.map((state) => state.nextDueAt).filter((due) => due !== null);
        // What is due already and does not move must not hold up the rest of time.
        if (dues.some((due) => due <= now) && (await sweepAll()) > 0) continue;
        const next = dues.filter((due) => due > now).sort()[0];
        const stop = next === undefined || next > to;
        const step = stop ? to : next;
        if (step > now)
          await setLegalClock(connection, name, { at: step, running: options.running ?? false });
        const fired = await sweepAll();
        await settle();
        if (stop && fired === 0) return;
      }
    },
    stop: async (): Promise<void> => {
      for (const child of spawned) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL');
        await ended;
      }
      for (const service of running.values()) await service.stop();
      await issuer.stop();
      await connection.close();
      if (options.mongodbUri === undefined) await dropInstallation(name);
    },
  };
};
export type Installation = Awaited<ReturnType<typeof createInstallation>>;
