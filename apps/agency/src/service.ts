import type { ServiceDefinition, ServiceParts } from '@yizhan/service';
import { createCommands } from './commands.ts';
import { agentMachine } from './domain/agent.ts';
import { engagementMachine } from './domain/engagement.ts';
import { createReactions } from './reactions.ts';
import { createRouter } from './routes.ts';
import { createStore } from './store.ts';

const roomsOf = ({ cases, connection, clock }: ServiceParts) => {
  const store = createStore(connection);
  return { store, commands: createCommands(cases, store, clock.now) };
};

/**
 * The parts of `agency`, for its process and for its tests. Its own topic leads a declared conflict, or an account that
 * serves no more, to a hand-over.
 */
export const agency: ServiceDefinition = {
  machines: [engagementMachine, agentMachine],
  sources: ['identity', 'prereview', 'admission', 'approval', 'agency'],
  reactions: (parts) => {
    const { store, commands } = roomsOf(parts);
    return createReactions(parts.cases, commands, store);
  },
  router: (parts) => {
    const { store, commands } = roomsOf(parts);
    return createRouter(parts, commands, store);
  },
  prepare: async ({ connection }) => await createStore(connection).ensureIndexes(),
};
