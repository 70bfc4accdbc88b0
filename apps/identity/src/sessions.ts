import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Refusal, refusal, type SignedInAnswer } from '@yizhan/contracts';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { attempts, idleMs, refreshGraceMs, sessionMs } from './domain/limits.ts';
import { spendCheck, verifyPassword } from './password-hash.ts';
import { type SigningKeys, signAccessToken } from './signing-keys.ts';
import type { AccountCase, Session, Store } from './store.ts';

type SignInAnswer =
  | { readonly ok: true; readonly answer: SignedInAnswer }
  | { readonly ok: false; readonly refusal: Refusal };

const no = (because: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: because,
});

/** One answer for an unknown login name and a wrong password. */
const signInFailed = refusal(
  'unauthenticated',
  'SIGN_IN_FAILED',
  '登录名或密码不正确',
  'wrong login name or password',
);
const accountDisabled = refusal(
  'forbidden',
  'ACCOUNT_DISABLED',
  '账号已停用，请联系安全管理员',
  'the account is disabled: ask the security administrator',
);
const sessionEnded = refusal(
  'unauthenticated',
  'SESSION_ENDED',
  '登录已失效，请重新登录',
  'the session has ended: sign in again',
);
const sessionIdle = refusal(
  'unauthenticated',
  'SESSION_IDLE',
  `超过${idleMs.value / 60_000}分钟没有操作，已自动退出，请重新登录`,
  'nothing was done for too long: sign in again',
);
export const tooManyAttempts = refusal(
  'tooMany',
  'TOO_MANY_ATTEMPTS',
  '尝试次数过多，请稍后再试',
  'too many attempts, try again later',
);

/** Counts failed attempts by login name and by address, in this process; a right password is given back. */
export const createAttempts = () => {
  const names = new RateLimiterMemory({
    points: attempts.ofLoginName.points,
    duration: attempts.ofLoginName.seconds,
  });
  const addresses = new RateLimiterMemory({
    points: attempts.ofAddress.points,
    duration: attempts.ofAddress.seconds,
  });
  // Counted before the password is looked at, so that many at once are no way around. It rejects with a count, no error.
  const taken = async (limiter: RateLimiterMemory, key: string): Promise<boolean> =>
    await limiter.consume(key).then(
      () => true,
      (reason: unknown) => {
        if (reason instanceof Error) throw reason;
        return false;
      },
    );
  return {
    take: async (name: string, address: string): Promise<boolean> =>
      (await taken(addresses, address)) && (await taken(names, name)),
    /** Only this attempt is given back: what failed before stays counted. */
    giveBack: async (name: string, address: string): Promise<void> => {
      await Promise.all([names.reward(name), addresses.reward(address)]);
    },
  };
};
export type Attempts = ReturnType<typeof createAttempts>;

const sha256 = (value: string): string => createHash('sha256').update(value).digest('base64url');
const tokenOf = (session: string, secret: string): string => `${session}.${secret}`;
/** Derived, so that two tabs that come with the same token leave with the same next one. */
const nextSecret = (salt: string, secret: string): string =>
  createHmac('sha256', salt).update(secret).digest('base64url');

/** Sign-in, refresh and sign-out. Real time throughout. */
export const createSessions = (store: Store, keys: SigningKeys, limits: Attempts) => {
  const answerFor = (
    account: AccountCase,
    session: Pick<Session, '_id' | 'expiresAt'>,
    secret: string,
  ): SignedInAnswer => {
    const { roles, unit, company } = account.state;
    return {
      account: account._id,
      ...signAccessToken(keys, {
        sub: account._id,
        roles: [...roles],
        county: account.county,
        ...(unit === null ? {} : { unit }),
        ...(company === null ? {} : { company }),
        seq: account.seq,
        session: session._id,
      }),
      refreshToken: tokenOf(session._id, secret),
      sessionExpiresAt: session.expiresAt.toISOString(),
    };
  };

  const findAccount = async (id: string): Promise<AccountCase | undefined> =>
    (await store.findAccounts({ ids: [id] }))[0];

  const signIn = async (typedName: string, password: string, address: string): Promise<SignInAnswer> => {
    const loginName = typedName.trim().toLowerCase();
    if (!(await limits.take(loginName, address))) return no(tooManyAttempts);
    const credential = await store.findCredentialByName(loginName);
    if (credential === null) {
      await spendCheck(password);
      return no(signInFailed);
    }
    if (!(await verifyPassword(credential.hash, password))) return no(signInFailed);
    await limits.giveBack(loginName, address);
    const account = await findAccount(credential._id);
    if (account === undefined) throw new Error(`credential ${credential._id} has no account`);
    // A reset between the two readings would open a session of the new password with the old one.
    if ((await store.findCredential(account._id))?.hash !== credential.hash) return no(signInFailed);
    if (account.status !== 'active') return no(accountDisabled);
    const secret = randomBytes(32).toString('base64url');
    const session: Session = {
      _id: `ses_${randomBytes(18).toString('base64url')}`,
      account: account._id,
      seq: account.seq,
      tokenHash: sha256(secret),
      previousHash: null,
      graceUntil: null,
      salt: randomBytes(18).toString('base64url'),
      expiresAt: new Date(Date.now() + sessionMs.value),
      activeAt: new Date(),
    };
    await store.addSession(session);
    return { ok: true, answer: answerFor(account, session, secret) };
  };

  /** The secret that follows the one presented, or null: not a token of this session, or no longer. */
  const rotate = async (
    id: string,
    secret: string,
    activeAt: Date,
  ): Promise<{ session: Session; secret: string } | null> => {
    const presented = sha256(secret);
    const session = await store.findSession(id);
    if (session === null || session.expiresAt.getTime() <= Date.now()) return null;
    if (session.tokenHash === presented) {
      const salt = randomBytes(18).toString('base64url');
      const next = nextSecret(salt, secret);
      const graceUntil = new Date(Date.now() + refreshGraceMs.value);
      if (await store.rotate(id, presented, { tokenHash: sha256(next), salt, graceUntil, activeAt }))
        return { session, secret: next };
    }
    // Another tab was first: within the grace both get the same next token.
    const rotated = await store.findSession(id);
    if (rotated === null || rotated.previousHash !== presented) return null;
    if (rotated.graceUntil === null || rotated.graceUntil.getTime() <= Date.now()) return null;
    return { session: rotated, secret: nextSecret(rotated.salt, secret) };
  };

  /** `idleSeconds`: how long ago the person did something, where the page knows; else what was told before holds. */
  const refresh = async (refreshToken: string, idleSeconds?: number): Promise<SignInAnswer> => {
    const [id = '', secret = ''] = refreshToken.split('.');
    const known = await store.findSession(id);
    // Sessions of before the idle limit have no activity on record.
    const before = known?.activeAt?.getTime() ?? Date.now();
    const activeAt = Math.max(before, idleSeconds === undefined ? 0 : Date.now() - idleSeconds * 1000);
    const isIdle = Date.now() - activeAt > idleMs.value;
    const next = await rotate(id, secret, new Date(activeAt));
    if (next === null) return no(sessionEnded);
    // Only whoever holds its token ends it.
    if (isIdle) {
      await store.removeSession(id);
      return no(sessionIdle);
    }
    const account = await findAccount(next.session.account);
    if (account?.status !== 'active' || next.session.seq < account.state.sessionsFrom) {
      await store.removeSession(id);
      return no(sessionEnded);
    }
    return { ok: true, answer: answerFor(account, next.session, next.secret) };
  };

  /** Ends the session of a token that is or was just good; any other token ends nothing, and is told the same. */
  const signOut = async (refreshToken: string): Promise<void> => {
    const [id = '', secret = ''] = refreshToken.split('.');
    const session = await store.findSession(id);
    const presented = sha256(secret);
    if (session !== null && [session.tokenHash, session.previousHash].includes(presented))
      await store.removeSession(id);
  };

  return { signIn, refresh, signOut };
};
export type Sessions = ReturnType<typeof createSessions>;
