import {
  identityContract,
  insightContract,
  refusalSchema,
  type ServiceName,
  serviceNames,
} from '@yizhan/contracts';
import { callInternal, createServiceClient, type LegalClock, type ServiceConfig } from '@yizhan/service';
import { legalDateOf } from '@yizhan/workdays';
import {
  GraphQLBoolean,
  GraphQLError,
  type GraphQLFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql';
import { createClockAdvance } from '../clock-advance.ts';
import { type GatewayContext, noAnswer, refusalOf, refusedQuery } from '../context.ts';
import type { Feed } from '../feed.ts';

type Fields = GraphQLFieldConfigMap<unknown, GatewayContext>;

const text = { type: GraphQLString };
const required = { type: new GraphQLNonNull(GraphQLString) };
const int = { type: new GraphQLNonNull(GraphQLInt) };

const meType = new GraphQLObjectType({
  name: 'SignedInPerson',
  fields: {
    id: required,
    name: required,
    post: text,
    roles: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString))) },
    unit: text,
    unitName: text,
    company: text,
    companyName: text,
  },
});
const signedInType = new GraphQLObjectType({
  name: 'SignedIn',
  fields: { accessToken: required, expiresAt: required, me: { type: new GraphQLNonNull(meType) } },
});
const signInInput = new GraphQLInputObjectType({
  name: 'SignInInput',
  fields: { loginName: required, password: required },
});
const serviceHealth = new GraphQLObjectType({
  name: 'ServiceHealth',
  fields: { name: required, ready: { type: new GraphQLNonNull(GraphQLBoolean) }, detail: required },
});
const parkedType = new GraphQLObjectType({
  name: 'ParkedEvent',
  fields: { service: required, id: required, reason: required, waitingFor: text, error: text, attempts: int },
});
const clockType = new GraphQLObjectType({
  name: 'LegalClock',
  fields: { now: required, today: required, settable: { type: new GraphQLNonNull(GraphQLBoolean) } },
});

export interface OwnFieldsConfig {
  readonly config: ServiceConfig;
  readonly serviceToken: () => string;
  readonly feed: Feed;
  readonly clock: LegalClock;
  readonly setClock: (at: string) => Promise<void>;
}

const backends = serviceNames.filter((name) => name !== 'gateway');

/** What is the gateway's own: the session, health, parked events, the demo's clock, what is pushed. */
export const createOwnFields =
  ({ config, serviceToken, feed, clock, setClock }: OwnFieldsConfig) =>
  ({
    refused,
  }: {
    readonly refused: GraphQLObjectType;
  }): { query: Fields; mutation: Fields; subscription: Fields } => {
    const identity = ({ userToken, source }: Pick<GatewayContext, 'userToken' | 'source'>) =>
      createServiceClient(identityContract, config.urls.identity, serviceToken, { userToken, source });
    /** Who signs in has no token yet; an old one that was sent along must not stand in the way. */
    const session = ({ source }: GatewayContext) => identity({ userToken: undefined, source }).auth;

    const signInResult = new GraphQLUnionType({
      name: 'SignInResult',
      types: [signedInType, refused],
      resolveType: (value) => (value as { __typename: string }).__typename,
    });

    const signedIn = async (
      ask: () => Promise<{ accessToken: string; accessExpiresAt: string; refreshToken: string }>,
      context: GatewayContext,
    ) => {
      try {
        const { accessToken, accessExpiresAt, refreshToken } = await ask();
        context.keepRefreshToken(refreshToken);
        const { id, name, post, roles, unit, unitName, company } = await identity({
          userToken: accessToken,
          source: context.source,
        }).queries.me({});
        return {
          __typename: 'SignedIn',
          accessToken,
          expiresAt: accessExpiresAt,
          me: {
            id,
            name,
            post,
            roles,
            unit,
            unitName,
            company: company?.id ?? null,
            companyName: company?.name ?? null,
          },
        };
      } catch (error) {
        const because = refusalOf(error);
        if (because.kind === 'unauthenticated') context.keepRefreshToken(null);
        return { __typename: 'Refused', ...because };
      }
    };

    /** The services answer `/internal` to the person's own token: only an administrator passes. */
    const asAdministrator = async <T>(
      service: ServiceName,
      path: string,
      context: GatewayContext,
      method: 'GET' | 'POST' = 'GET',
    ): Promise<T> => {
      if (context.userToken === undefined)
        throw refusedQuery({
          kind: 'unauthenticated',
          code: 'NOT_SIGNED_IN',
          zh: '请先登录',
          en: 'sign in first',
        });
      const answer = await fetch(`${config.urls[service]}/internal${path}`, {
        method,
        headers: { 'x-service-token': serviceToken(), authorization: `Bearer ${context.userToken}` },
        signal: AbortSignal.timeout(30_000),
      }).catch(() => null);
      if (answer === null) throw refusedQuery(noAnswer);
      const body = (await answer.json().catch(() => ({}))) as { data?: unknown };
      if (answer.ok) return body as T;
      const because = refusalSchema.safeParse(body.data);
      throw refusedQuery(because.success ? because.data : noAnswer);
    };

    /** Any service can tell who somebody is: that one is away is what an administrator wants to see. */
    const mustBeAdministrator = async (context: GatewayContext): Promise<void> => {
      let last: unknown;
      for (const service of backends) {
        try {
          await asAdministrator(service, '/parked', context);
          return;
        } catch (error) {
          last = error;
          if (!(error instanceof GraphQLError && error.extensions['code'] === noAnswer.code)) throw error;
        }
      }
      throw last;
    };

    const healthOf = async (name: ServiceName): Promise<{ name: string; ready: boolean; detail: string }> => {
      try {
        const answer = await fetch(`${config.urls[name]}/ready`, { signal: AbortSignal.timeout(3000) });
        const {
          service: _service,
          ready,
          ...parts
        } = (await answer.json()) as { service: string; ready: boolean } & Record<string, boolean>;
        return {
          name,
          ready,
          detail: Object.entries(parts)
            .map(([part, good]) => `${part}: ${good}`)
            .join(', '),
        };
      } catch {
        // Not answering is what is to be told here.
        return { name, ready: false, detail: 'no answer' };
      }
    };

    const clockNow = async () => {
      const now = await clock.now();
      return { now, today: legalDateOf(now), settable: config.clock === 'settable' };
    };
    const advance = createClockAdvance({
      settled: async (service) => await callInternal(config.urls[service], '/settled', serviceToken),
      sweep: async (service) => await callInternal(config.urls[service], '/sweep', serviceToken, 'POST'),
      setClock,
      now: clock.now,
    });

    const query: Fields = {
      clock: { type: new GraphQLNonNull(clockType), resolve: clockNow },
      services: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(serviceHealth))),
        resolve: async (_source, _args, context) => {
          await mustBeAdministrator(context);
          return await Promise.all(backends.map(healthOf));
        },
      },
      parkedEvents: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(parkedType))),
        resolve: async (_source, _args, context) => {
          await mustBeAdministrator(context);
          // A service that is away is told by `services`; what the others have parked is told all the same.
          const found = await Promise.all(
            backends.map(async (service) =>
              (
                await asAdministrator<
                  { _id: string; reason: string; waitingFor?: string; error?: string; attempts: number }[]
                >(service, '/parked', context).catch(() => [])
              ).map(({ _id: id, ...parked }) => ({ service, id, ...parked })),
            ),
          );
          return found.flat();
        },
      },
    };

    const mutation: Fields = {
      signIn: {
        type: new GraphQLNonNull(signInResult),
        args: { input: { type: new GraphQLNonNull(signInInput) } },
        resolve: async (_source, { input }: { input: { loginName: string; password: string } }, context) =>
          await signedIn(async () => await session(context).signIn(input), context),
      },
      refreshSession: {
        type: new GraphQLNonNull(signInResult),
        // How long ago the person did something; without it a refresh is no activity.
        args: { idleSeconds: { type: GraphQLInt } },
        resolve: async (_source, { idleSeconds }: { idleSeconds?: number | null }, context) => {
          const { refreshToken } = context;
          if (refreshToken === undefined)
            return {
              __typename: 'Refused',
              kind: 'unauthenticated',
              code: 'NOT_SIGNED_IN',
              zh: '请先登录',
              en: 'sign in first',
            };
          return await signedIn(
            async () =>
              await session(context).refresh({
                refreshToken,
                ...(idleSeconds == null ? {} : { idleSeconds: Math.max(0, idleSeconds) }),
              }),
            context,
          );
        },
      },
      signOut: {
        type: new GraphQLNonNull(GraphQLBoolean),
        resolve: async (_source, _args, context) => {
          const { refreshToken } = context;
          context.keepRefreshToken(null);
          if (refreshToken !== undefined)
            await session(context)
              .signOut({ refreshToken })
              .catch((error: unknown) => {
                throw refusedQuery(refusalOf(error));
              });
          return true;
        },
      },
      replayParked: {
        type: new GraphQLNonNull(new GraphQLObjectType({ name: 'Replayed', fields: { left: int } })),
        args: { service: required },
        resolve: async (_source, { service }: { service: string }, context) => {
          const known = backends.find((name) => name === service);
          if (known === undefined)
            throw refusedQuery({
              kind: 'invalid',
              code: 'UNKNOWN_SERVICE',
              zh: '没有这个服务',
              en: 'no such service',
              field: 'service',
            });
          return await asAdministrator(known, '/replay', context, 'POST');
        },
      },
      advanceClock: {
        type: new GraphQLNonNull(clockType),
        args: { to: required },
        resolve: async (_source, { to }: { to: string }, context) => {
          await mustBeAdministrator(context);
          if (config.clock !== 'settable')
            throw refusedQuery({
              kind: 'refused',
              code: 'CLOCK_IS_REAL',
              zh: '正式环境的时钟不能调整',
              en: 'the legal clock cannot be set here',
            });
          const at = new Date(to);
          if (Number.isNaN(at.getTime()))
            throw refusedQuery({
              kind: 'invalid',
              code: 'DATE_MALFORMED',
              zh: '时间格式有误',
              en: 'not an instant',
              field: 'to',
            });
          if (at.toISOString() < (await clock.now()))
            throw refusedQuery({
              kind: 'invalid',
              code: 'CLOCK_GOES_BACK',
              zh: '时钟不能倒退',
              en: 'the clock never goes back',
              field: 'to',
            });
          await advance(at.toISOString());
          return await clockNow();
        },
      },
    };

    const subscription: Fields = {
      dossierChanged: {
        type: new GraphQLObjectType({
          name: 'DossierChanged',
          fields: { projectId: required, version: int },
        }),
        args: { projectId: required },
        subscribe: async function* (_source, { projectId }: { projectId: string }, context) {
          const insight = createServiceClient(insightContract, config.urls.insight, serviceToken, {
            userToken: context.userToken,
          });
          // Who may not read it is told so at once, and hears nothing.
          const look = async () =>
            await insight.queries.getDossier({ projectId }).catch((error: unknown) => {
              throw refusedQuery(refusalOf(error));
            });
          // Listening begins before the first look, so that nothing falls between the two.
          const changes = feed.changes();
          try {
            let version = (await look()).version;
            yield { dossierChanged: { projectId, version } };
            for await (const change of changes) {
              if (change !== null && !change.projects.includes(projectId)) continue;
              const now = (await look()).version;
              if (now === version) continue;
              version = now;
              yield { dossierChanged: { projectId, version } };
            }
          } finally {
            await changes.return?.();
          }
        },
      },
      myWorkChanged: {
        type: new GraphQLObjectType({ name: 'MyWorkChanged', fields: { at: required } }),
        subscribe: async function* (_source, _args, context) {
          const changes = feed.changes();
          try {
            await identity(context)
              .queries.me({})
              .catch((error: unknown) => {
                throw refusedQuery(refusalOf(error));
              });
            for await (const _change of changes) yield { myWorkChanged: { at: new Date().toISOString() } };
          } finally {
            await changes.return?.();
          }
        },
      },
    };
    return { query, mutation, subscription };
  };
