import { hash, verify } from '@node-rs/argon2';

// argon2id at 19 MiB, t = 2, p = 1 (OWASP); the algorithm is the package's default.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = async (password: string): Promise<string> => await hash(password, cost);

export const verifyPassword = async (stored: string, password: string): Promise<boolean> =>
  await verify(stored, password);

let dummy: Promise<string> | null = null;

/** Spends the time of a check, so that an unknown login name is answered no sooner than a wrong password. */
export const spendCheck = async (password: string): Promise<void> => {
  dummy ??= hashPassword('no account has this password');
  await verify(await dummy, password);
};
