import { randomBytes } from 'node:crypto';
import { readTraceparent } from '@yizhan/aggregate';
import { type Refusal, refusal, refusalStatus } from '@yizhan/contracts';
import type { Request, Response } from 'express';
import type { ServiceConfig } from './config.ts';
import type { RequestContext, ServiceDoor } from './service-parts.ts';
import { createServiceTokenVerifier, createTokenVerifier } from './tokens.ts';

export const signInFirst = refusal('unauthenticated', 'SIGN_IN_REQUIRED', '请先登录', 'sign in first');

/** `traceparent` of the caller, or a new one (W3C trace context). */
const traceparentOf = (request: Request): string =>
  readTraceparent(request.get('traceparent')) ??
  `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;

/** The gateway acts for people alone: without a person's token it is nobody, and never a service. */
export const isNobody = ({ caller, userToken }: RequestContext): boolean =>
  caller === 'gateway' && userToken === undefined;

/** Answers a refusal in the shape of a procedure's error. */
export const refuse = (response: Response, because: Refusal): void => {
  response.status(refusalStatus[because.kind]).json({
    code: because.code,
    status: refusalStatus[because.kind],
    message: because.en,
    data: because,
    defined: false,
  });
};

/** Who may come in: services, and the people whose token the gateway forwards, while their account has not changed. */
export const createServiceDoor = (config: ServiceConfig, minSeqOf: (account: string) => Promise<number>) => {
  const verify = createTokenVerifier(`${config.urls.identity}/.well-known/jwks.json`);
  const callerOf = createServiceTokenVerifier(config.serviceTokenSecret);
  /** Who calls: a service, for itself or for a user whose token it forwards. Answers the refusal itself. */
  const admit = async (request: Request, response: Response): Promise<RequestContext | null> => {
    const caller = callerOf(request.get('x-service-token') ?? '');
    if (caller === null) {
      refuse(
        response,
        refusal('unauthenticated', 'SERVICE_TOKEN_INVALID', '服务凭证无效', 'the service token is not valid'),
      );
      return null;
    }
    const common = {
      caller,
      traceparent: traceparentOf(request),
      source: request.get('x-source') ?? request.ip ?? '',
    };
    const bearer = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    if (bearer === undefined)
      return {
        ...common,
        userToken: undefined,
        actor: { id: `service:${caller}`, roles: ['service'], county: config.county, person: false },
      };
    const verified = await verify(bearer);
    if (!verified.ok) {
      refuse(response, verified.refusal);
      return null;
    }
    if (verified.signedIn.seq < (await minSeqOf(verified.signedIn.actor.id))) {
      refuse(
        response,
        refusal(
          'unauthenticated',
          'TOKEN_REVOKED',
          '账号权限已变更，请重新登录',
          'the account has changed: sign in again',
        ),
      );
      return null;
    }
    return { ...common, userToken: bearer, actor: verified.signedIn.actor };
  };

  /** For streams and other routes that are no procedures: people and services, never nobody. */
  const door: ServiceDoor = {
    refuse,
    admit: async (request, response) => {
      const admitted = await admit(request, response);
      if (admitted === null || !isNobody(admitted)) return admitted;
      refuse(response, signInFirst);
      return null;
    },
  };
  return { admit, door };
};
export type Admit = ReturnType<typeof createServiceDoor>['admit'];
