import type { ServiceDefinition } from '@yizhan/service';
import { createCommands } from './commands.ts';
import { createReactions } from './reactions.ts';
import { createRouter } from './routes.ts';
import { createLandStore, storedParcelMachine } from './store.ts';

/** The parts of `land`, for its process and for its tests. */
export const land: ServiceDefinition = {
  machines: [storedParcelMachine],
  sources: ['admission', 'approval', 'acceptance'],
  reactions: ({ cases, connection }) => {
    const store = createLandStore(connection);
    return createReactions(createCommands(cases, store), store);
  },
  router: (parts) => {
    const store = createLandStore(parts.connection);
    return createRouter(parts, createCommands(parts.cases, store), store);
  },
  prepare: async ({ connection }) => await createLandStore(connection).ensureIndexes(),
};
