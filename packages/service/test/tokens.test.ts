import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServiceToken, createServiceTokenVerifier, createTokenVerifier } from '../src/index.ts';
import { gatewayToken, type House, otherServiceToken, secret, startHouse, startKeys } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
}, 60_000);
afterAll(async () => await house?.stop());

const base64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const claims = {
  sub: `acc_${'0'.repeat(24)}`,
  roles: ['administrator'],
  county: '330182',
  seq: 1,
  session: 's',
  iss: 'yizhan-identity',
  aud: 'yizhan',
  exp: Math.floor(Date.now() / 1000) + 900,
};
/** A token with a signature of its own making. */
const signedWith = (header: object, payload: object, signature: string): string =>
  `${base64(header)}.${base64(payload)}.${signature}`;

const write = async (headers: Record<string, string>) =>
  await house.post(
    '/api/commands/writeNote',
    JSON.stringify({ key: 'key-tokens', text: '一', lapsesOn: '2026-12-31' }),
    headers,
  );
const withToken = async (token: string) => await write({ authorization: `Bearer ${token}` });

describe('a token of a person', () => {
  it.each<[string, () => string, string]>([
    [
      'with alg none',
      () => signedWith({ typ: 'JWT', alg: 'none', kid: 'key-1' }, claims, ''),
      'TOKEN_INVALID',
    ],
    [
      'with alg None',
      () => signedWith({ typ: 'JWT', alg: 'None', kid: 'key-1' }, claims, ''),
      'TOKEN_INVALID',
    ],
    [
      'signed by HS256 with the public key',
      () => {
        const unsigned = `${base64({ typ: 'JWT', alg: 'HS256', kid: 'key-1' })}.${base64(claims)}`;
        const { createHmac } = process.getBuiltinModule('node:crypto');
        const signature = createHmac('sha256', house.keys.publicPem).update(unsigned).digest('base64url');
        return `${unsigned}.${signature}`;
      },
      'TOKEN_INVALID',
    ],
    ['signed by a stranger', () => house.keys.token({}, {}, stranger), 'TOKEN_INVALID'],
    ['of a key that nobody knows', () => house.keys.token({}, { keyid: 'key-2' }), 'TOKEN_INVALID'],
    [
      'without a key id',
      () => jwt.sign(claims, house.keys.privateKey, { algorithm: 'ES256' }),
      'TOKEN_INVALID',
    ],
    ['that has expired', () => house.keys.token({}, { expiresIn: -1 }), 'TOKEN_EXPIRED'],
    ['of another issuer', () => house.keys.token({}, { issuer: 'somebody' }), 'TOKEN_INVALID'],
    ['for another audience', () => house.keys.token({}, { audience: 'yizhan-internal' }), 'TOKEN_INVALID'],
    ['not valid yet', () => house.keys.token({}, { notBefore: 3600 }), 'TOKEN_INVALID'],
    ['with a role that is none', () => house.keys.token({ roles: ['service'] }), 'TOKEN_INVALID'],
    ['with the role of time', () => house.keys.token({ roles: ['time'] }), 'TOKEN_INVALID'],
    ['without roles', () => house.keys.token({ roles: [] }), 'TOKEN_INVALID'],
    [
      'whose claims were changed',
      () => {
        const [header, , signature] = house.keys.token().split('.');
        return `${header}.${base64({ ...claims, roles: ['administrator'] })}.${signature}`;
      },
      'TOKEN_INVALID',
    ],
    [
      'whose claims are no JSON',
      () => `${base64({ typ: 'JWT', alg: 'ES256', kid: 'key-1' })}.${base64('{no')}.AAAA`,
      'TOKEN_INVALID',
    ],
    [
      'whose key id is no text',
      () => signedWith({ typ: 'JWT', alg: 'ES256', kid: { a: 1 } }, claims, 'AAAA'),
      'TOKEN_INVALID',
    ],
    ['that is no token', () => 'rubbish', 'TOKEN_INVALID'],
    ['that is a service token', () => gatewayToken(), 'TOKEN_INVALID'],
  ])('%s is refused with a code, and nothing is done', async (_what, token, code) => {
    const before = await house.countCases();
    const { status, body } = await withToken(token());
    expect([status, body.data?.kind, body.data?.code]).toEqual([401, 'unauthenticated', code]);
    expect(body.data?.zh).not.toBe('');
    expect(await house.countCases()).toBe(before);
  });

  it('that identity made is accepted', async () => {
    expect((await withToken(house.keys.token())).status).toBe(200);
  });

  it('that was accepted once is refused when its end has come', async () => {
    const token = house.keys.token({}, { expiresIn: 2 });
    expect((await withToken(token)).status).toBe(200);
    await expect
      .poll(async () => (await withToken(token)).body.data?.code, { timeout: 10_000 })
      .toBe('TOKEN_EXPIRED');
  });
});

describe('a service token', () => {
  const signed = (payload: object, options: jwt.SignOptions = {}, key = secret) =>
    jwt.sign(payload, key, { issuer: 'gateway', audience: 'yizhan-internal', expiresIn: 60, ...options });
  it.each<[string, () => string]>([
    ['missing', () => ''],
    ['expired', () => signed({}, { expiresIn: -1 })],
    ['forged', () => signed({}, {}, 'another-secret-of-thirty-two-characters')],
    ['of no service', () => signed({}, { issuer: 'stranger' })],
    ['for another audience', () => signed({}, { audience: 'yizhan' })],
    ['with alg none', () => signedWith({ alg: 'none' }, { iss: 'gateway', aud: 'yizhan-internal' }, '')],
    ['without an end', () => jwt.sign({}, secret, { issuer: 'gateway', audience: 'yizhan-internal' })],
    ['that is a person’s', () => house.keys.token()],
  ])('%s opens nothing, not with a good person’s token either', async (_what, token) => {
    for (const path of ['/api/commands/writeNote', '/internal/replay', '/internal/sweep']) {
      const { status, body } = await house.post(path, '{}', { 'x-service-token': token() });
      expect([status, body.data?.code]).toEqual([401, 'SERVICE_TOKEN_INVALID']);
    }
  });

  it('is made anew when half of its minute is gone, and names its service', () => {
    const make = createServiceToken('agency', secret);
    expect(make()).toBe(make());
    expect(createServiceTokenVerifier(secret)(make())).toBe('agency');
    const { exp, iat } = jwt.decode(make()) as { exp: number; iat: number };
    expect(exp - iat).toBe(60);
  });
});

describe('without a person’s token', () => {
  const whoAmI = async (token: () => string) =>
    await house.post('/api/queries/whoAmI', '{}', { authorization: '', 'x-service-token': token() });
  it('the gateway is nobody: it acts for people alone', async () => {
    const { status, body } = await whoAmI(gatewayToken);
    expect([status, body.data?.code]).toEqual([401, 'SIGN_IN_REQUIRED']);
  });
  it('the gateway reads nothing either', async () => {
    const written = await withToken(house.keys.token());
    const { status, body } = await house.post(
      '/api/queries/getNote',
      JSON.stringify({ id: written.body['id'] }),
      {
        authorization: '',
      },
    );
    expect([status, body.data?.code]).toEqual([401, 'SIGN_IN_REQUIRED']);
  });
  it.each([
    '/api/auth/../queries/whoAmI',
    '/api/auth/%2e%2e/queries/whoAmI',
    '/api//queries/whoAmI',
    '/API/queries/whoAmI',
  ])('no other spelling of the address (%s) makes it a service', async (path) => {
    const { request } = process.getBuiltinModule('node:http');
    const { port } = new URL(house.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const sent = request(
        {
          port,
          host: '127.0.0.1',
          path,
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-service-token': gatewayToken() },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += String(chunk);
          });
          response.on('end', () => resolve(text));
        },
      );
      sent.on('error', reject);
      sent.end('{}');
    });
    expect(answer).not.toContain('service');
  });
  it('another service is itself', async () => {
    expect((await whoAmI(otherServiceToken)).body).toMatchObject({
      id: 'service:agency',
      roles: ['service'],
    });
  });
});

describe('the doors between services', () => {
  it('are shut to people, but for an administrator', async () => {
    for (const role of ['enterprise', 'department', 'securityAdministrator', 'auditor']) {
      const { status, body } = await house.post('/internal/replay', '', {
        authorization: `Bearer ${house.keys.token({ roles: [role] })}`,
      });
      expect([status, body.data?.code]).toEqual([403, 'ROLE_NOT_ALLOWED']);
    }
    const { status } = await house.post('/internal/replay', '', {
      authorization: `Bearer ${house.keys.token({ roles: ['administrator'] })}`,
    });
    expect(status).toBe(200);
  });
});

describe('the public keys', () => {
  it('are asked for once, and not by every token of an unknown key', async () => {
    const keys = await startKeys();
    const verify = createTokenVerifier(`${keys.url}/.well-known/jwks.json`);
    await Promise.all(Array.from({ length: 20 }, async () => await verify(keys.token())));
    for (let n = 0; n < 20; n += 1) await verify(keys.token({}, { keyid: `made-up-${n}` }));
    expect(keys.asked()).toBe(1);
    await keys.stop();
  });

  it('that are known go on to hold while identity does not answer; others are an outage', async () => {
    const keys = await startKeys();
    const { vi } = await import('vitest');
    const verify = createTokenVerifier(`${keys.url}/.well-known/jwks.json`);
    expect((await verify(keys.token())).ok).toBe(true);
    keys.answer(false);
    const later = Date.now() + 600_000;
    vi.spyOn(Date, 'now').mockReturnValue(later);
    expect((await verify(keys.token({}, { expiresIn: 3600 }))).ok).toBe(true);
    vi.restoreAllMocks();
    const unknown = createTokenVerifier(`${keys.url}/.well-known/jwks.json`);
    await expect(unknown(keys.token())).rejects.toThrow('JWKS answered 503');
    await keys.stop();
  });
});
