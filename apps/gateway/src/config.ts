import { exitOnMistakes, parseConfig, type ServiceConfig } from '@yizhan/service';
import { z } from 'zod';

const ranges = z.enum(['loopback', 'linklocal', 'uniquelocal']);
const proxy = z.union([ranges, z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'addresses or nets (10.0.0.4, 10.0.0.0/8), loopback, linklocal, uniquelocal, or none',
});

const schema = z.object({
  /** Who may say from where a request came (X-Forwarded-For): what ends TLS in front of this door, and nobody else. */
  TRUSTED_PROXIES: z
    .string()
    .default('loopback')
    .transform((list) =>
      list.trim() === 'none' ? [] : list.split(',').map((one) => one.trim().toLowerCase()),
    )
    .pipe(z.array(proxy)),
});

export interface GatewaySettings {
  readonly trustedProxies: readonly string[];
}

export type GatewayConfig =
  | { readonly ok: true; readonly config: ServiceConfig; readonly settings: GatewaySettings }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** The common settings and the door's own; every mistake of both at once. */
export const parseGatewayConfig = (env: Readonly<Record<string, string | undefined>>): GatewayConfig => {
  const common = parseConfig('gateway', env);
  const own = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  const mistakes = [
    ...(common.ok ? [] : common.mistakes),
    ...(own.success ? [] : own.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`)),
  ];
  return common.ok && own.success
    ? { ok: true, config: common.config, settings: { trustedProxies: own.data.TRUSTED_PROXIES } }
    : { ok: false, mistakes };
};

export const readGatewayConfig = (): Extract<GatewayConfig, { ok: true }> => {
  const read = parseGatewayConfig(process.env);
  return read.ok ? read : exitOnMistakes('gateway', read.mistakes);
};
