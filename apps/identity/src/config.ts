import type { KeyObject } from 'node:crypto';
import { exitOnMistakes, isDemoSecret, parseConfig, type ServiceConfig } from '@yizhan/service';
import { z } from 'zod';
import { readPrivateKey, readPublicKey, type SigningKeys } from './signing-keys.ts';

const privatePem = z.string('missing').transform((pem, context) => {
  const key = readPrivateKey(pem);
  if (key !== null) return key;
  context.addIssue({ code: 'custom', message: 'a private key on P-256, in PEM' });
  return z.NEVER;
});

/** `{"<key id>": "<PEM>"}`: keys before a rotation, whose tokens hold for their 15 minutes. */
const publicPems = z
  .string()
  .default('{}')
  .transform((text, context): ReadonlyMap<string, KeyObject> => {
    try {
      const pems = z.record(z.string(), z.string()).parse(JSON.parse(text));
      const keys = Object.entries(pems).map(([keyId, pem]) => [keyId, readPublicKey(pem)] as const);
      const good = keys.flatMap(([keyId, key]) => (key === null ? [] : [[keyId, key] as const]));
      if (good.length === keys.length) return new Map(good);
    } catch {
      // Told below, as a wrong key is.
    }
    context.addIssue({
      code: 'custom',
      message: 'a JSON object of key ids and public keys on P-256, in PEM',
    });
    return z.NEVER;
  });

const schema = z
  .object({
    NODE_ENV: z.string().default('development'),
    IDENTITY_SIGNING_KEY: privatePem,
    IDENTITY_KEY_ID: z
      .string('missing')
      .regex(/^[A-Za-z0-9._-]{1,64}$/, '1 to 64 letters, digits, dots, dashes'),
    IDENTITY_PREVIOUS_PUBLIC_KEYS: publicPems,
  })
  .superRefine((env, context) => {
    const demo = [env.IDENTITY_KEY_ID, ...env.IDENTITY_PREVIOUS_PUBLIC_KEYS.keys()].some(isDemoSecret);
    if (env.NODE_ENV === 'production' && demo)
      context.addIssue({
        code: 'custom',
        path: ['IDENTITY_KEY_ID'],
        message: 'a demo key is refused in production',
      });
    if (env.IDENTITY_PREVIOUS_PUBLIC_KEYS.has(env.IDENTITY_KEY_ID))
      context.addIssue({
        code: 'custom',
        path: ['IDENTITY_KEY_ID'],
        message: 'a new key needs an id of its own',
      });
  });

export type IdentityConfig =
  | { readonly ok: true; readonly config: ServiceConfig; readonly keys: SigningKeys }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** The common settings and the signing keys; every mistake of both at once. */
export const parseIdentityConfig = (env: Readonly<Record<string, string | undefined>>): IdentityConfig => {
  const common = parseConfig('identity', env);
  const own = schema.safeParse(env);
  const mistakes = [
    ...(common.ok ? [] : common.mistakes),
    ...(own.success ? [] : own.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
  ];
  if (!common.ok || !own.success) return { ok: false, mistakes };
  const {
    IDENTITY_KEY_ID: keyId,
    IDENTITY_SIGNING_KEY: privateKey,
    IDENTITY_PREVIOUS_PUBLIC_KEYS: previous,
  } = own.data;
  return { ok: true, config: common.config, keys: { keyId, privateKey, previous } };
};

export const readIdentityConfig = (): Extract<IdentityConfig, { ok: true }> => {
  const read = parseIdentityConfig(process.env);
  return read.ok ? read : exitOnMistakes('identity', read.mistakes);
};
