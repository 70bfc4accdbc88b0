/** A figure with where it comes from. Real time always: none of these is a legal limit of a case. */
interface Figure {
  readonly value: number;
  readonly basis: string;
}

const minuteMs = 60_000;

export const passwordLength = { value: 10, basis: 'domain §10; GB/T 22239-2019 8.1.4.1' } satisfies Figure;
export const passwordClasses = { value: 3, basis: 'domain §10; GB/T 22239-2019 8.1.4.1' } satisfies Figure;
export const accessTokenMs = { value: 15 * minuteMs, basis: 'architecture §4' } satisfies Figure;
/** From sign-in, whatever is done: a refresh is no activity and moves nothing. */
export const sessionMs = { value: 12 * 60 * minuteMs, basis: 'a working day' } satisfies Figure;
/** Without activity of the person the session ends; a refresh that tells of none is none (domain §10). */
export const idleMs = { value: 30 * minuteMs, basis: 'domain §10; illustrative' } satisfies Figure;
/** Two tabs that refresh at once are no reuse (domain §10). */
export const refreshGraceMs = { value: 10_000, basis: 'domain §10' } satisfies Figure;

/** A code for whoever registers or has lost his password. */
export const confirmationMs = { value: 10 * minuteMs, basis: 'usual practice' } satisfies Figure;
export const confirmationTries = { value: 5, basis: 'domain §10' } satisfies Figure;
export const invitationMs = { value: 7 * 24 * 60 * minuteMs, basis: 'usual practice' } satisfies Figure;

/** Failed attempts that are answered within the window, then none. The lock of domain §10 comes in a later issue. */
export const attempts = {
  ofLoginName: { points: 10, seconds: 900 },
  ofAddress: { points: 100, seconds: 900 },
} as const;
