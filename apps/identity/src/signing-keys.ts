import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { type AccessClaims, tokenAudience, tokenIssuer } from '@yizhan/service';
import jwt from 'jsonwebtoken';
import { accessTokenMs } from './domain/limits.ts';

export interface SigningKeys {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** Public keys whose tokens still hold, by key id: the one before a rotation. */
  readonly previous: ReadonlyMap<string, KeyObject>;
}

const isP256 = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';

/** A PEM from the environment, where line ends may be written as `\n`. Null when it is no key on P-256. */
const readPem = (pem: string, create: (text: string) => KeyObject): KeyObject | null => {
  try {
    const key = create(pem.replaceAll('\\n', '\n'));
    return isP256(key) ? key : null;
  } catch {
    // What is wrong with a secret is not told: the text might hold part of it.
    return null;
  }
};

export const readPrivateKey = (pem: string): KeyObject | null => readPem(pem, createPrivateKey);
export const readPublicKey = (pem: string): KeyObject | null => readPem(pem, createPublicKey);

/** JSON Web Key Set (RFC 7517): what the other services verify access tokens with. */
export const publicKeySet = ({ keyId, privateKey, previous }: SigningKeys) => ({
  keys: [[keyId, createPublicKey(privateKey)] as const, ...previous].map(([kid, key]) => ({
    ...key.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    alg: 'ES256',
  })),
});

/** An access token of 15 minutes, and when it ends. */
export const signAccessToken = (
  { keyId, privateKey }: SigningKeys,
  claims: AccessClaims,
): { readonly accessToken: string; readonly accessExpiresAt: string } => {
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + accessTokenMs.value / 1000;
  const accessToken = jwt.sign({ ...claims, iat, exp }, privateKey, {
    algorithm: 'ES256',
    keyid: keyId,
    issuer: tokenIssuer,
    audience: tokenAudience,
  });
  return { accessToken, accessExpiresAt: new Date(exp * 1000).toISOString() };
};

/** The session of a token that was verified before. */
export const sessionOf = (verifiedToken: string): string | null => {
  const payload = jwt.decode(verifiedToken, { json: true });
  return typeof payload?.session === 'string' ? payload.session : null;
};

/** Key of the fingerprints that stand for private input in kept idempotency keys. */
export const fingerprintKeyOf = ({ privateKey }: SigningKeys): Buffer =>
  Buffer.from(
    hkdfSync(
      'sha256',
      privateKey.export({ type: 'pkcs8', format: 'der' }),
      '',
      'yizhan identity fingerprints',
      32,
    ),
  );
