import { createORPCClient } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';

export interface ClientContext {
  /** The user's access token, forwarded beside the service's own. */
  readonly userToken?: string | undefined;
  readonly traceparent?: string | undefined;
}

/** A typed client of another service, made from its contract. Errors carry the refusal as `data`. */
export const createServiceClient = <C extends AnyContractRouter>(
  contract: C,
  url: string,
  serviceToken: () => string,
  context: ClientContext = {},
): JsonifiedClient<ContractRouterClient<C>> =>
  createORPCClient(
    new OpenAPILink(contract, {
      url: `${url}/api`,
      headers: () => ({
        'x-service-token': serviceToken(),
        ...(context.userToken === undefined ? {} : { authorization: `Bearer ${context.userToken}` }),
        ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
      }),
      fetch: async (request, init) => await fetch(request, { ...init, signal: AbortSignal.timeout(15_000) }),
    }),
  );

/** A plain call to another service's `/internal` door. Throws on anything but 200. */
export const callInternal = async <T>(
  url: string,
  path: string,
  serviceToken: () => string,
  method: 'GET' | 'POST' = 'GET',
  body?: unknown,
): Promise<T> => {
  const answer = await fetch(`${url}/internal${path}`, {
    method,
    headers: {
      'x-service-token': serviceToken(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`${url}/internal${path} answered ${answer.status}`);
  return (await answer.json()) as T;
};
