import { createORPCClient } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';

const callWithinMs = 15_000;

export interface ClientContext {
  /** The user's access token, forwarded beside the service's own. */
  readonly userToken?: string | undefined;
  readonly traceparent?: string | undefined;
  /** Where the person's request came from, for the limits of sign-in and the audit trail. */
  readonly source?: string | undefined;
}

interface CallContext extends ClientContext {
  readonly serviceToken: string;
}

/** A link costs milliseconds to make and nothing to keep: one a contract and address, for all callers. */
const links = new WeakMap<AnyContractRouter, Map<string, OpenAPILink<CallContext>>>();

const linkTo = (contract: AnyContractRouter, url: string): OpenAPILink<CallContext> => {
  const ofContract = links.get(contract) ?? new Map<string, OpenAPILink<CallContext>>();
  links.set(contract, ofContract);
  const known = ofContract.get(url);
  if (known !== undefined) return known;
  const link = new OpenAPILink<CallContext>(contract, {
    url: `${url}/api`,
    headers: ({ context }) => ({
      'x-service-token': context.serviceToken,
      ...(context.userToken === undefined ? {} : { authorization: `Bearer ${context.userToken}` }),
      ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
      ...(context.source === undefined ? {} : { 'x-source': context.source }),
    }),
    fetch: async (request, init) =>
      await fetch(request, { ...init, signal: AbortSignal.timeout(callWithinMs) }),
  });
  ofContract.set(url, link);
  return link;
};

/** A typed client of another service, made from its contract. Errors carry the refusal as `data`. */
export const createServiceClient = <C extends AnyContractRouter>(
  contract: C,
  url: string,
  serviceToken: () => string,
  context: ClientContext = {},
): JsonifiedClient<ContractRouterClient<C>> => {
  const link = linkTo(contract, url);
  return createORPCClient({
    call: async (path, input, options) =>
      await link.call(path, input, { ...options, context: { ...context, serviceToken: serviceToken() } }),
  });
};

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
