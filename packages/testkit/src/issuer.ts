import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Role } from '@yizhan/contracts';
import { tokenAudience, tokenIssuer } from '@yizhan/service';
import jwt from 'jsonwebtoken';

/** Who a test signs in as. */
export interface Persona {
  readonly id?: string;
  readonly roles: readonly Role[];
  readonly county?: string;
  readonly unit?: string;
  readonly company?: string;
  readonly seq?: number;
}

/** Stands at identity's address in tests of other services: its public keys are real, its accounts are the test's. */
export const startIssuer = async (port: number) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = `test-${randomUUID()}`;
  const server = await new Promise<Server>((resolve) => {
    const listening: Server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/.well-known/jwks.json')
        response.end(
          JSON.stringify({
            keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }],
          }),
        );
      else if (request.url?.startsWith('/internal/events?') === true)
        response.end(JSON.stringify({ events: [], next: null }));
      else if (request.url === '/internal/unfiled') response.end('[]');
      else {
        response.statusCode = 404;
        response.end('{}');
      }
    }).listen(port, '127.0.0.1', () => resolve(listening));
  });

  /** An access token as identity would make it; `options` bend it for tests of refusals. */
  const token = (
    persona: Persona,
    options: { readonly expiresIn?: number; readonly key?: string; readonly kid?: string } = {},
  ): string => {
    const { id = `acc_${'0'.repeat(24)}`, roles, county = '330182', unit, company, seq = 1 } = persona;
    return jwt.sign(
      {
        roles,
        county,
        seq,
        session: 'test',
        ...(unit === undefined ? {} : { unit }),
        ...(company === undefined ? {} : { company }),
      },
      options.key ?? privateKey,
      {
        algorithm: 'ES256',
        keyid: options.kid ?? kid,
        subject: id,
        issuer: tokenIssuer,
        audience: tokenAudience,
        expiresIn: options.expiresIn ?? 900,
      },
    );
  };
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { token, stop, kid, privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
};
export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
