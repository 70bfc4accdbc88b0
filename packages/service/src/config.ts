import { type ServiceName, serviceNames } from '@yizhan/contracts';
import { z } from 'zod';

const demoMark = 'demo-';
const url = z.url({ protocol: /^https?$/ });

const schema = z
  .object({
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
      .min(1)
      .transform((list) => list.split(',').map((broker) => broker.trim())),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    SERVICE_TOKEN_SECRET: z.string().min(32, 'at least 32 characters'),
    IDENTITY_URL: url.default('http://127.0.0.1:8101'),
    ADMISSION_URL: url.default('http://127.0.0.1:8102'),
    PREREVIEW_URL: url.default('http://127.0.0.1:8103'),
    APPROVAL_URL: url.default('http://127.0.0.1:8104'),
    LAND_URL: url.default('http://127.0.0.1:8105'),
    AGENCY_URL: url.default('http://127.0.0.1:8106'),
    ACCEPTANCE_URL: url.default('http://127.0.0.1:8107'),
    INSIGHT_URL: url.default('http://127.0.0.1:8108'),
    GATEWAY_URL: url.default('http://127.0.0.1:8080'),
  })
  .superRefine((env, context) => {
    if (env.NODE_ENV !== 'production') return;
    if (env.SERVICE_TOKEN_SECRET.startsWith(demoMark))
      context.addIssue({
        code: 'custom',
        path: ['SERVICE_TOKEN_SECRET'],
        message: 'a demo secret is refused in production',
      });
    if (env.YIZHAN_CLOCK !== 'real')
      context.addIssue({
        code: 'custom',
        path: ['YIZHAN_CLOCK'],
        message: 'the legal clock cannot be set in production',
      });
  });

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
}

/** Every mistake in the environment, a line each. */
export type ConfigFailure = { readonly ok: false; readonly mistakes: readonly string[] };

/** Is this the mark of a secret that exists for the demo alone? */
export const isDemoSecret = (secret: string): boolean => secret.startsWith(demoMark);

/** Reads the common settings of a service; tells every mistake at once. */
export const parseConfig = (
  service: ServiceName,
  env: Readonly<Record<string, string | undefined>>,
): { readonly ok: true; readonly config: ServiceConfig } | ConfigFailure => {
  const read = schema.safeParse(env);
  if (!read.success)
    return {
      ok: false,
      mistakes: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    };
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
      port: e.PORT,
      logLevel: e.LOG_LEVEL,
      serviceTokenSecret: e.SERVICE_TOKEN_SECRET,
      urls,
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
