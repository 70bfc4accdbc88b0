import type { Logger, TokenVerifier } from '@yizhan/service';
import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/**
 * Counts requests a minute for whoever is signed in, else for the address they came from: a town hall comes from one
 * address, and one of its people must not use up what the others need.
 */
export const createFloodgate = (verify: TokenVerifier, perMinute: number, log: Logger) => {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });

  const countedFor = async (request: Request): Promise<string> => {
    const address = `address ${request.ip ?? ''}`;
    const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    if (token === undefined) return address;
    // A token that is not good buys nothing; where the keys cannot be had it is not known to be.
    const read = await verify(token).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'whose token it is cannot be told: counted for its address');
      return null;
    });
    return read?.ok === true ? `account ${read.signedIn.actor.id}` : address;
  };

  /** Counts this one; is it within the limit? */
  return async (request: Request): Promise<boolean> =>
    await limiter.consume(await countedFor(request)).then(
      () => true,
      (reason: unknown) => {
        if (reason instanceof Error) throw reason;
        return false;
      },
    );
};
