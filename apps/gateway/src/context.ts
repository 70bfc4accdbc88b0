import { ORPCError } from '@orpc/client';
import type { AnyContractRouter } from '@orpc/contract';
import {
  type ContactView,
  identityContract,
  type Refusal,
  refusal,
  refusalSchema,
  type ServiceName,
} from '@yizhan/contracts';
import { createServiceClient, type ServiceConfig } from '@yizhan/service';
import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';

/** What a resolver knows of one request. */
export interface GatewayContext {
  readonly userToken: string | undefined;
  readonly traceparent: string | undefined;
  readonly source: string;
  readonly refreshToken: string | undefined;
  /** Sets or clears the cookie of the session. */
  readonly keepRefreshToken: (token: string | null) => void;
  readonly contacts: DataLoader<string, ContactView | null>;
  readonly unitContacts: DataLoader<string, ContactView | null>;
}

export const noAnswer = refusal(
  'unavailable',
  'SERVICE_UNAVAILABLE',
  '服务暂时不可用，请稍后再试',
  'a service did not answer, try again',
);

/** What a failed call tells the person: the refusal of the service, or that it did not answer. */
export const refusalOf = (error: unknown): Refusal => {
  if (error instanceof ORPCError) {
    const read = refusalSchema.safeParse(error.data);
    if (read.success) return read.data;
    if (error.code === 'BAD_REQUEST')
      return refusal('invalid', 'INVALID_INPUT', '填写有误', 'the input is not valid');
  }
  return noAnswer;
};

/** A query's failure as a GraphQL error that carries the refusal. */
export const refusedQuery = (because: Refusal): GraphQLError =>
  new GraphQLError(because.en, { extensions: { ...because } });

type AnyClient = Readonly<Record<string, Readonly<Record<string, (input: unknown) => Promise<unknown>>>>>;

/** A client of a service by the shape of its contract; the door adds nothing to what it passes on. */
export const clientOf = (
  config: ServiceConfig,
  serviceToken: () => string,
  service: ServiceName,
  contract: AnyContractRouter,
  context: Pick<GatewayContext, 'userToken' | 'traceparent' | 'source'>,
): AnyClient =>
  createServiceClient(contract, config.urls[service], serviceToken, {
    userToken: context.userToken,
    traceparent: context.traceparent,
    source: context.source,
  }) as unknown as AnyClient;

/** What identity takes in one question. */
const contactsAtOnce = 200;
const idPattern = /^[a-z]{3}_[0-9a-z]{24}$/;

/** Loaders of one request: many names, one question. */
export const createLoaders = (
  config: ServiceConfig,
  serviceToken: () => string,
  userToken: string | undefined,
) => {
  const identity = createServiceClient(identityContract, config.urls.identity, serviceToken, { userToken });
  const contacts = new DataLoader<string, ContactView | null>(
    async (ids) => {
      const wanted = ids.filter((id) => idPattern.test(id));
      const found = wanted.length === 0 ? [] : await identity.queries.contacts({ ids: wanted });
      const byId = new Map(found.map((contact) => [contact.id, contact]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    { maxBatchSize: contactsAtOnce },
  );
  /** Key: `role:unit`, either part may be empty. The first named person of the unit answers for the step. */
  const unitContacts = new DataLoader<string, ContactView | null>(
    async (keys) =>
      await Promise.all(
        keys.map(async (key) => {
          const [role = '', unit = ''] = key.split(':');
          const found = await identity.queries.contactsOfUnit({
            ...(unit === '' ? {} : { unit }),
            ...(role === '' ? {} : { role: role as 'department' }),
          });
          return found[0] ?? null;
        }),
      ),
  );
  return { contacts, unitContacts };
};
