import type { ServiceDefinition } from '@yizhan/service';
import { createCommands } from './commands.ts';
import { applicationMachine } from './domain/application.ts';
import { createReactions } from './reactions.ts';
import { createRouter } from './routes.ts';
import { createDraftStore } from './store.ts';

/** The parts of `admission`, for its process and for its tests. */
export const admission: ServiceDefinition = {
  machines: [applicationMachine],
  sources: ['prereview'],
  reactions: ({ cases, connection }) => createReactions(createCommands(cases, createDraftStore(connection))),
  router: (parts) => {
    const drafts = createDraftStore(parts.connection);
    return createRouter(parts, createCommands(parts.cases, drafts), drafts);
  },
  prepare: async ({ connection }) => await createDraftStore(connection).ensureIndexes(),
};
