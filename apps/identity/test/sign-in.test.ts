import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempts } from '../src/domain/limits.ts';
import {
  anonymousClient,
  clientOf,
  goodPassword,
  newKey,
  refusedCode,
  serviceToken,
  startIdentity,
  type TestIdentity,
} from './identity-service.ts';

let identity: TestIdentity;
beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(async () => await identity?.stop());

const me = async (token: string) => await refusedCode(clientOf(identity.url, token).queries.me({}));

describe('signing in', () => {
  it('gives a token of 15 minutes that says who one is, and a refresh token', async () => {
    const answer = await identity.open('fagai', ['department'], { unit: 'developmentReform' });
    const signedIn = await identity.signIn(' FAGAI ');
    const claims = jwt.decode(signedIn.accessToken, { json: true })!;
    expect(claims).toMatchObject({
      sub: answer.id,
      roles: ['department'],
      unit: 'developmentReform',
      county: '330182',
      seq: 1,
      iss: 'yizhan-identity',
      aud: 'yizhan',
    });
    expect(claims.exp! - claims.iat!).toBe(900);
    expect(await clientOf(identity.url, signedIn.accessToken).queries.me({})).toMatchObject({
      id: answer.id,
      loginName: 'fagai',
      unitName: '发展和改革局',
      phone: '13800001234',
    });
  });

  it('answers a wrong name and a wrong password alike, after the same work', async () => {
    const timed = async (loginName: string) => {
      const from = performance.now();
      const code = await refusedCode(identity.signIn(loginName, 'Wrong-Horse-99'));
      return { code, ms: performance.now() - from };
    };
    await timed('nobody-warm');
    const [wrongName, wrongPassword] = [await timed('nobody'), await timed('fagai')];
    expect([wrongName.code, wrongPassword.code]).toEqual(['SIGN_IN_FAILED', 'SIGN_IN_FAILED']);
    // Hashing is what takes the time: without it the answer would come in a tenth of it.
    expect(wrongName.ms).toBeGreaterThan(wrongPassword.ms / 4);
  });

  it('is refused after too many failures by one name, and others go on', async () => {
    await identity.open('guessed', ['agent']);
    const codes = [];
    for (let i = 0; i < attempts.ofLoginName.points + 1; i += 1)
      codes.push(await refusedCode(identity.signIn('guessed', 'Wrong-Horse-99')));
    expect(codes.at(-2)).toBe('SIGN_IN_FAILED');
    expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS');
    expect(await refusedCode(identity.signIn('guessed'))).toBe('TOO_MANY_ATTEMPTS');
    expect(await refusedCode(identity.signIn('fagai'))).toBe('answered');
  });

  it('does not count what succeeded', async () => {
    await identity.open('busy', ['agent']);
    for (let i = 0; i < attempts.ofLoginName.points + 2; i += 1)
      expect(await refusedCode(identity.signIn('busy'))).toBe('answered');
  });

  it('needs the token of a service', async () => {
    const answer = await fetch(`${identity.url}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ loginName: 'fagai', password: goodPassword }),
    });
    expect(answer.status).toBe(401);
  });
});

describe('refreshing', () => {
  const refresh = async (refreshToken: string) =>
    await anonymousClient(identity.url).auth.refresh({ refreshToken });
  beforeAll(async () => await identity.open('tabs', ['agent']));

  it('replaces the token each time, and the session keeps its end', async () => {
    const first = await identity.signIn('tabs');
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);
    expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
    expect(third.sessionExpiresAt).toBe(first.sessionExpiresAt);
    expect(await me(third.accessToken)).toBe('answered');
    // Two steps back is no second tab.
    expect(await refusedCode(refresh(first.refreshToken))).toBe('SESSION_ENDED');
  });

  it('gives two tabs that come at once the same next token', async () => {
    const { refreshToken } = await identity.signIn('tabs');
    const answers = await Promise.all(Array.from({ length: 5 }, async () => await refresh(refreshToken)));
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
    expect(await refusedCode(refresh(answers[0]!.refreshToken))).toBe('answered');
  });

  it('takes the token before for ten seconds and no longer', async () => {
    const { refreshToken } = await identity.signIn('tabs');
    const next = await refresh(refreshToken);
    const sessions = identity.running.parts.connection.collection<{ _id: string }>('sessions');
    await sessions.updateOne(
      { _id: refreshToken.split('.')[0]! },
      { $set: { graceUntil: new Date(Date.now() - 1) } },
    );
    expect(await refusedCode(refresh(refreshToken))).toBe('SESSION_ENDED');
    expect(await refusedCode(refresh(next.refreshToken))).toBe('answered');
  });

  it('keeps no token, only hashes', async () => {
    const { refreshToken } = await identity.signIn('tabs');
    const { refreshToken: next } = await refresh(refreshToken);
    const [id, secret] = next.split('.');
    const stored = await identity.running.parts.connection
      .collection<{ _id: string }>('sessions')
      .findOne({ _id: id! });
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it('is over after the session has ended or was signed out of', async () => {
    const one = await identity.signIn('tabs');
    await anonymousClient(identity.url).auth.signOut({ refreshToken: one.refreshToken });
    expect(await refusedCode(refresh(one.refreshToken))).toBe('SESSION_ENDED');
    const two = await identity.signIn('tabs');
    const sessions = identity.running.parts.connection.collection<{ _id: string }>('sessions');
    await sessions.updateOne(
      { _id: two.refreshToken.split('.')[0]! },
      { $set: { expiresAt: new Date(Date.now() - 1) } },
    );
    expect(await refusedCode(refresh(two.refreshToken))).toBe('SESSION_ENDED');
  });

  describe('after half an hour without activity', () => {
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const lastActive = async (refreshToken: string, minutes: number): Promise<void> => {
      const sessions = identity.running.parts.connection.collection<{ _id: string }>('sessions');
      const [id = ''] = refreshToken.split('.');
      await sessions.updateOne({ _id: id }, { $set: { activeAt: minutesAgo(minutes) } });
    };
    const tell = async (refreshToken: string, idleSeconds: number) =>
      await anonymousClient(identity.url).auth.refresh({ refreshToken, idleSeconds });

    it('ends the session, though it was refreshed all the while; whoever opens the browser is not signed in', async () => {
      const { refreshToken } = await identity.signIn('tabs');
      await lastActive(refreshToken, 29);
      const { refreshToken: next } = await refresh(refreshToken);
      await lastActive(next, 31);
      expect(await refusedCode(refresh(next))).toBe('SESSION_IDLE');
      expect(await refusedCode(refresh(next))).toBe('SESSION_ENDED');
    });

    it('is counted from what the person did last, as his page tells; what another tab told later holds', async () => {
      const { refreshToken } = await identity.signIn('tabs');
      await lastActive(refreshToken, 31);
      const { refreshToken: next } = await tell(refreshToken, 60);
      const { refreshToken: third } = await tell(next, 25 * 60);
      await lastActive(third, 20);
      const { refreshToken: fourth } = await tell(third, 40 * 60);
      await lastActive(fourth, 40);
      expect(await refusedCode(tell(fourth, 31 * 60))).toBe('SESSION_IDLE');
    });

    it('is ended by nobody who lacks its token', async () => {
      const { refreshToken } = await identity.signIn('tabs');
      await lastActive(refreshToken, 31);
      expect(await refusedCode(refresh(`${refreshToken.split('.')[0]}.other`))).toBe('SESSION_ENDED');
      expect(await refusedCode(tell(refreshToken, 0))).toBe('answered');
    });
  });

  it.each(['', '.', 'ses_x.y', '{"$ne":null}.x'])('takes no token like %j', async (refreshToken) => {
    expect(await refusedCode(refresh(refreshToken))).toBe('SESSION_ENDED');
    expect(await refusedCode(anonymousClient(identity.url).auth.signOut({ refreshToken }))).toBe('answered');
  });
});

describe('a token holds no longer than what it says', () => {
  it('is refused when the account was disabled, and still after enabling; so is its session', async () => {
    const { id } = await identity.open('leaver', ['agent']);
    const signedIn = await identity.signIn('leaver');
    expect(await me(signedIn.accessToken)).toBe('answered');
    await identity.security.commands.disableAccount({ id, key: newKey(), reason: '离岗' });
    expect(await me(signedIn.accessToken)).toBe('TOKEN_REVOKED');
    expect(await refusedCode(identity.signIn('leaver'))).toBe('ACCOUNT_DISABLED');
    expect(await refusedCode(identity.signIn('leaver', 'Wrong-Horse-99'))).toBe('SIGN_IN_FAILED');
    await identity.security.commands.enableAccount({ id, key: newKey() });
    expect(await me(signedIn.accessToken)).toBe('TOKEN_REVOKED');
    expect(await refusedCode(identity.anonymous.auth.refresh({ refreshToken: signedIn.refreshToken }))).toBe(
      'SESSION_ENDED',
    );
    expect(await refusedCode(identity.signIn('leaver'))).toBe('answered');
  });

  it('is refused when the roles changed; a refresh brings the new ones', async () => {
    const { id } = await identity.open('mover', ['agent']);
    const signedIn = await identity.signIn('mover');
    await identity.security.commands.changeRoles({ id, key: newKey(), roles: ['department'], unit: 'water' });
    expect(await me(signedIn.accessToken)).toBe('TOKEN_REVOKED');
    const refreshed = await identity.anonymous.auth.refresh({ refreshToken: signedIn.refreshToken });
    expect(await clientOf(identity.url, refreshed.accessToken).queries.me({})).toMatchObject({
      roles: ['department'],
      unit: 'water',
    });
  });

  it('is refused after a change of password; the session it was done in goes on, others end', async () => {
    const { id } = await identity.open('changer', ['agent']);
    const [here, elsewhere] = [await identity.signIn('changer'), await identity.signIn('changer')];
    const own = clientOf(identity.url, here.accessToken);
    const change = { id, key: newKey(), current: goodPassword, next: 'Another-Horse-8' };
    expect(
      await refusedCode(own.commands.changePassword({ ...change, key: newKey(), current: 'Wrong-Horse-99' })),
    ).toBe('CURRENT_PASSWORD_WRONG');
    expect(await refusedCode(own.commands.changePassword({ ...change, key: newKey(), next: 'weak' }))).toBe(
      'PASSWORD_WEAK',
    );
    await own.commands.changePassword(change);
    expect(await me(here.accessToken)).toBe('TOKEN_REVOKED');
    const refreshed = await identity.anonymous.auth.refresh({ refreshToken: here.refreshToken });
    expect(
      (await clientOf(identity.url, refreshed.accessToken).commands.changePassword(change)).replayed,
    ).toBe(true);
    expect(await refusedCode(identity.anonymous.auth.refresh({ refreshToken: elsewhere.refreshToken }))).toBe(
      'SESSION_ENDED',
    );
    expect(await refusedCode(identity.signIn('changer'))).toBe('SIGN_IN_FAILED');
    expect(await refusedCode(identity.signIn('changer', 'Another-Horse-8'))).toBe('answered');
  });
});

describe('a token that identity did not make', () => {
  const claims = () => ({
    sub: identity.adminId,
    roles: ['securityAdministrator'],
    county: '330182',
    seq: 99,
    session: 'ses_forged',
    iss: 'yizhan-identity',
    aud: 'yizhan',
    exp: Math.floor(Date.now() / 1000) + 600,
  });
  const signed = (key: KeyObject, options: jwt.SignOptions, more: object = {}) =>
    jwt.sign({ ...claims(), ...more }, key, { keyid: 'test-key', ...options });

  it('is taken if our key signed it: the tests below differ in one thing each', async () => {
    expect(await me(signed(identity.keys.privateKey, { algorithm: 'ES256' }))).toBe('answered');
  });
  it('is refused with alg none', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await me(`${part({ alg: 'none', typ: 'JWT', kid: 'test-key' })}.${part(claims())}.`)).toBe(
      'TOKEN_INVALID',
    );
  });
  it('is refused when another key signed it', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await me(signed(privateKey, { algorithm: 'ES256' }))).toBe('TOKEN_INVALID');
  });
  it('is refused when the public key was used as a shared secret', async () => {
    const pem = createPublicKey(identity.keys.privateKey).export({ type: 'spki', format: 'pem' }).toString();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = `${part({ alg: 'HS256', typ: 'JWT', kid: 'test-key' })}.${part(claims())}`;
    expect(await me(`${body}.${createHmac('sha256', pem).update(body).digest('base64url')}`)).toBe(
      'TOKEN_INVALID',
    );
  });
  it('is refused when expired, for another audience, by another issuer, of an unknown key or account', async () => {
    const { privateKey } = identity.keys;
    const now = Math.floor(Date.now() / 1000);
    expect(await me(signed(privateKey, { algorithm: 'ES256' }, { exp: now - 1 }))).toBe('TOKEN_EXPIRED');
    expect(await me(signed(privateKey, { algorithm: 'ES256' }, { aud: 'other' }))).toBe('TOKEN_INVALID');
    expect(await me(signed(privateKey, { algorithm: 'ES256' }, { iss: 'other' }))).toBe('TOKEN_INVALID');
    expect(await me(signed(privateKey, { algorithm: 'ES256', keyid: 'unknown' }))).toBe('TOKEN_INVALID');
    expect(
      await me(signed(privateKey, { algorithm: 'ES256' }, { sub: 'acc_000000000000000000000000' })),
    ).toBe('TOKEN_REVOKED');
    expect(await me(signed(privateKey, { algorithm: 'ES256' }, { roles: ['emperor'] }))).toBe(
      'TOKEN_INVALID',
    );
    expect(await me('rubbish')).toBe('TOKEN_INVALID');
  });
});

describe('the public keys', () => {
  it('stand at /.well-known/jwks.json without the private part, for all to read', async () => {
    const { keys } = (await (await fetch(`${identity.url}/.well-known/jwks.json`)).json()) as {
      keys: Record<string, string>[];
    };
    expect(keys).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        x: expect.any(String),
        y: expect.any(String),
        kid: 'test-key',
        use: 'sig',
        alg: 'ES256',
      },
    ]);
  });
  it('the service is ready without any other', async () => {
    expect((await fetch(`${identity.url}/ready`)).status).toBe(200);
    expect(serviceToken()).not.toBe('');
  });
});
