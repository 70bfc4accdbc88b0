import { type ServiceName, serviceNames } from '@yizhan/contracts';
import { z } from 'zod';

const demoMark = 'demo-';
const url = z.url({ protocol: /^https?$/ });

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  YIZHAN_INSTALLATION: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,19}$/)
    .default('yizhan'),
  YIZHAN_COUNTY: z
    .string()
    .regex(/^\d{6}$/)
    .default('330182'),
  YIZHAN_CLOCK: z.enum(['real', 'settable']).default('real'),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'a mongodb:// address'),
  KAFKA_BROKERS: z
    .string()
    .transform((list) => list.split(',').map((broker) => broker.trim()))
    .pipe(z.array(z.string().regex(/^\S+:\d+$/, 'host:port, separated by commas'))),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  SERVICE_TOKEN_SECRET: z.string().min(32, 'at least 32 characters'),
  IDENTITY_URL: url.default('http://127.0.0.1:8101'),
  ADMISSION_URL: url.default('http://127.0.0.1:8102'),
  PREREVIEW_URL: url.default('http://127.0.0.1:8103'),
  APPROVAL_URL: url.default('http://127.0.0.1:8104'),
  LAND_URL: url.default('http://127.0.0.1:8105'),
  AGENCY_URL: url.default('http://127.0.0.1:8106'),
  ACCEPTANCE_URL: url.default('http://127.0.0.1:8107'),
  MATERIALS_URL: url.default('http://127.0.0.1:8109'),
  INSIGHT_URL: url.default('http://127.0.0.1:8108'),
  GATEWAY_URL: url.default('http://127.0.0.1:8080'),
});

/** What holds in production alone; asked of the bare environment, so that it is told with the other mistakes. */
const mistakesInProduction = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  env['NODE_ENV'] !== 'production'
    ? []
    : [
        ...(isDemoSecret(env['SERVICE_TOKEN_SECRET'] ?? '')
          ? ['SERVICE_TOKEN_SECRET: a demo secret is refused in production']
          : []),
        ...(env['YIZHAN_CLOCK'] !== undefined && env['YIZHAN_CLOCK'] !== 'real'
          ? ['YIZHAN_CLOCK: the legal clock cannot be set in production']
          : []),
      ];

export interface ServiceConfig {
  readonly service: ServiceName;
  readonly environment: 'development' | 'test' | 'production';
  readonly installation: string;
  readonly county: string;
  readonly clock: 'real' | 'settable';
  readonly mongodbUri: string;
  readonly kafkaBrokers: readonly string[];
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly serviceTokenSecret: string;
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** Where spans go (OTLP over HTTP), and which share of the traces; null where none are recorded. */
  readonly tracing: { readonly endpoint: string; readonly share: number } | null;
}

const portOf = (address: string): number => {
  const { port, protocol } = new URL(address);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
};

/** Every mistake in the environment, a line each. */
export type ConfigFailure = { readonly ok: false; readonly mistakes: readonly string[] };

/** Is this the mark of a secret that exists for the demo alone? */
export const isDemoSecret = (secret: string): boolean => secret.startsWith(demoMark);

/** Reads the common settings of a service; tells every mistake at once. */
export const parseConfig = (
  service: ServiceName,
  env: Readonly<Record<string, string | undefined>>,
): { readonly ok: true; readonly config: ServiceConfig } | ConfigFailure => {
  // An empty variable is one that was not set.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = schema.safeParse(set);
  const mistakes = [
    ...(read.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...mistakesInProduction(set),
  ];
  if (!read.success || mistakes.length > 0) return { ok: false, mistakes };
  const e = read.data;
  const urls = Object.fromEntries(
    serviceNames.map((name) => [name, e[`${name.toUpperCase()}_URL` as keyof typeof e] as string]),
  ) as Record<ServiceName, string>;
  return {
    ok: true,
    config: {
      service,
      environment: e.NODE_ENV,
      installation: e.YIZHAN_INSTALLATION,
      county: e.YIZHAN_COUNTY,
      clock: e.YIZHAN_CLOCK,
      mongodbUri: e.MONGODB_URI,
      kafkaBrokers: e.KAFKA_BROKERS,
      host: e.HOST,
      // Where the others look for it, unless it is told.
      port: e.PORT ?? portOf(urls[service]),
      logLevel: e.LOG_LEVEL,
      serviceTokenSecret: e.SERVICE_TOKEN_SECRET,
      urls,
      tracing:
        e.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
          ? null
          : { endpoint: e.OTEL_EXPORTER_OTLP_ENDPOINT, share: e.OTEL_TRACES_SAMPLER_ARG },
    },
  };
};

/** Prints every mistake and ends the process: a service with a wrong setting must not start. */
export const exitOnMistakes = (service: string, mistakes: readonly string[]): never => {
  process.stderr.write(`${service} cannot start; the environment has ${mistakes.length} mistake(s):\n`);
  for (const mistake of mistakes) process.stderr.write(`  ${mistake}\n`);
  process.exit(1);
};

/** The settings from the process environment, or the end of the process with every mistake told. */
export const readConfig = (service: ServiceName): ServiceConfig => {
  const read = parseConfig(service, process.env);
  return read.ok ? read.config : exitOnMistakes(service, read.mistakes);
};
