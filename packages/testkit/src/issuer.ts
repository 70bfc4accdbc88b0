import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Applicant, Role } from '@yizhan/contracts';
import { tokenAudience, tokenIssuer } from '@yizhan/service';
import jwt from 'jsonwebtoken';
import { someInvestor } from './facts.ts';

/** Who a test signs in as. */
export interface Persona {
  readonly id?: string;
  readonly roles: readonly Role[];
  readonly county?: string;
  readonly unit?: string;
  readonly company?: string;
  readonly seq?: number;
}

/** Every company of a test is there, has bound the code of `someInvestor`, and everybody is of it. */
const anyApplicant: Applicant = {
  known: true,
  creditCode: someInvestor.kind === 'company' ? someInvestor.creditCode : null,
  isMember: true,
};

const bodyOf = async (request: IncomingMessage): Promise<{ readonly company?: string }> =>
  JSON.parse((await request.toArray()).join('') || '{}');

/**
 * Stands at identity's address in tests of other services: its public keys are real, its accounts are the test's. Of
 * companies it knows what a test has put into `applicants`, and of all others what makes for no refusal.
 */
export const startIssuer = async (port: number) => {
  const applicants = new Map<string, Partial<Applicant>>();
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
      else if (request.url === '/api/queries/getApplicant')
        void bodyOf(request).then(({ company = '' }) =>
          response.end(JSON.stringify({ ...anyApplicant, ...applicants.get(company) })),
        );
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
  return {
    token,
    stop,
    kid,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    applicants,
  };
};
export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
