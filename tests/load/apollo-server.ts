// Apollo Server on the gateway's own schema, resolvers and loaders, to be held against Yoga. Prints its port.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createLog, createServiceToken, parseConfig } from '@yizhan/service';
import { createLoaders, type GatewayContext } from '../../apps/gateway/src/context.ts';
import { createFeed } from '../../apps/gateway/src/feed.ts';
import { createOwnFields } from '../../apps/gateway/src/schema/own-fields.ts';
import { createSchema } from '../../apps/gateway/src/schema/schema.ts';

const read = parseConfig('gateway', { ...process.env, PORT: '0' });
if (!read.ok) throw new Error(read.mistakes.join('; '));
const { config } = read;
const serviceToken = createServiceToken('gateway', config.serviceTokenSecret);
const schema = createSchema(
  config,
  serviceToken,
  createOwnFields({
    config,
    serviceToken,
    feed: createFeed(config, serviceToken, createLog(config)),
    clock: { now: async () => new Date().toISOString() },
    setClock: async () => {
      throw new Error('only queries are asked here');
    },
  }),
);
const server = new ApolloServer<GatewayContext>({ schema });
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async ({ req }) => {
    const userToken = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1];
    return {
      userToken,
      traceparent: undefined,
      source: '127.0.0.1',
      refreshToken: undefined,
      keepRefreshToken: () => undefined,
      ...createLoaders(config, serviceToken, userToken),
    };
  },
});
console.log(new URL(url).port);
