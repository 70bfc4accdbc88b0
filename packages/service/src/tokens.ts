import { createPublicKey, createSecretKey, type KeyObject, type webcrypto } from 'node:crypto';
import {
  type Actor,
  type Refusal,
  refusal,
  roleSchema,
  type ServiceName,
  serviceNames,
} from '@yizhan/contracts';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

export const tokenIssuer = 'yizhan-identity';
export const tokenAudience = 'yizhan';
const internalAudience = 'yizhan-internal';

const accessClaims = z.object({
  sub: z.string(),
  roles: z.array(roleSchema).min(1),
  county: z.string(),
  unit: z.string().optional(),
  company: z.string().optional(),
  /** Sequence of the account's last event when the token was made: an older one is revoked by a newer event. */
  seq: z.int(),
  session: z.string(),
});
const verifiedClaims = accessClaims.extend({ exp: z.int() });
export type AccessClaims = z.infer<typeof accessClaims>;

export interface SignedIn {
  readonly actor: Actor;
  readonly seq: number;
  readonly session: string;
}

const bad = (code: string, zh: string, en: string): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: refusal('unauthenticated', code, zh, en),
});
const verifiedAtMost = 1000;
const refetchMs = 5000;
const keepMs = 300_000;

/** Verifies access tokens against the public keys of `identity`; ES256 alone, by `kid`. */
export const createTokenVerifier = (jwksUrl: string) => {
  let keys = new Map<string, KeyObject>();
  let fetchedAt = 0;
  let fetching: Promise<void> | null = null;
  /** A signature that was found good stays so while its key is known; its end is looked at each time. */
  const verified = new Map<string, z.infer<typeof verifiedClaims>>();

  const claimsOf = (token: string, key: KeyObject): z.infer<typeof verifiedClaims> => {
    const known = verified.get(token);
    if (known !== undefined && known.exp * 1000 > Date.now()) return known;
    verified.delete(token);
    const claims = verifiedClaims.parse(
      jwt.verify(token, key, { algorithms: ['ES256'], issuer: tokenIssuer, audience: tokenAudience }),
    );
    if (verified.size >= verifiedAtMost) verified.clear();
    verified.set(token, claims);
    return claims;
  };

  const refresh = async (): Promise<void> => {
    const answer = await fetch(jwksUrl, { signal: AbortSignal.timeout(3000) });
    if (!answer.ok) throw new Error(`JWKS answered ${answer.status}`);
    const { keys: found } = z
      .object({ keys: z.array(z.looseObject({ kid: z.string() })) })
      .parse(await answer.json());
    verified.clear();
    keys = new Map(
      found.map((jwk) => [jwk.kid, createPublicKey({ key: jwk as webcrypto.JsonWebKey, format: 'jwk' })]),
    );
    fetchedAt = Date.now();
  };

  const keyOf = async (kid: string): Promise<KeyObject | undefined> => {
    const age = Date.now() - fetchedAt;
    if ((!keys.has(kid) && age > refetchMs) || age > keepMs) {
      fetching ??= refresh().finally(() => {
        fetching = null;
      });
      await fetching.catch((error: unknown) => {
        // A key that is known goes on to hold while identity does not answer.
        if (!keys.has(kid)) throw error;
      });
    }
    return keys.get(kid);
  };

  /** The `kid` in a token's header, which nothing vouches for yet. */
  const kidOf = (token: string): string | undefined => {
    try {
      const kid: unknown = jwt.decode(token, { complete: true })?.header.kid;
      return typeof kid === 'string' ? kid : undefined;
    } catch {
      // No token at all, then.
      return undefined;
    }
  };

  /** Throws when the keys of `identity` cannot be had: an outage, no fault of the token. */
  return async (
    token: string,
  ): Promise<{ ok: true; signedIn: SignedIn } | { ok: false; refusal: Refusal }> => {
    const kid = kidOf(token);
    const key = kid === undefined ? undefined : await keyOf(kid);
    if (key === undefined) return bad('TOKEN_INVALID', '登录凭证无效，请重新登录', 'the token is not valid');
    try {
      const claims = claimsOf(token, key);
      const { sub: id, roles, county, unit, company } = claims;
      return {
        ok: true,
        signedIn: {
          actor: {
            id,
            roles,
            county,
            person: true,
            ...(unit === undefined ? {} : { unit }),
            ...(company === undefined ? {} : { company }),
          },
          seq: claims.seq,
          session: claims.session,
        },
      };
    } catch (error) {
      if (error instanceof jwt.TokenExpiredError)
        return bad('TOKEN_EXPIRED', '登录已过期，请重新登录', 'the token has expired');
      return bad('TOKEN_INVALID', '登录凭证无效，请重新登录', 'the token is not valid');
    }
  };
};
export type TokenVerifier = ReturnType<typeof createTokenVerifier>;

/** A service's own short-lived token (60 s), made anew when half of it is gone. */
export const createServiceToken = (service: ServiceName, secret: string): (() => string) => {
  let token = '';
  let until = 0;
  return () => {
    if (until - Date.now() < 30_000) {
      token = jwt.sign({}, secret, {
        algorithm: 'HS256',
        issuer: service,
        audience: internalAudience,
        expiresIn: 60,
      });
      until = Date.now() + 60_000;
    }
    return token;
  };
};

/** Tells which service made a token; null when none did. */
export const createServiceTokenVerifier = (secret: string): ((token: string) => ServiceName | null) => {
  // Given as text, each look would try it as a public key first.
  const key = createSecretKey(secret, 'utf8');
  return (token) => {
    try {
      const { iss } = z
        .object({ iss: z.enum(serviceNames), exp: z.int() })
        .parse(jwt.verify(token, key, { algorithms: ['HS256'], audience: internalAudience }));
      return iss;
    } catch {
      // Whatever is wrong with it, it opens nothing.
      return null;
    }
  };
};

/** The actor of a service's reactions, in the county of the event it answers. */
export const serviceActor = (service: ServiceName, county: string): Actor => ({
  id: `service:${service}`,
  roles: ['service'],
  county,
  person: false,
});
