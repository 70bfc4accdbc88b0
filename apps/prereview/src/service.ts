import type { ServiceDefinition } from '@yizhan/service';
import { createCommands } from './commands.ts';
import { prereviewMachine } from './domain/prereview.ts';
import { createReactions } from './reactions.ts';
import { createRouter } from './routes.ts';
import { createTaskStore } from './store.ts';

/** The parts of `prereview`, for its process and for its tests. */
export const prereview: ServiceDefinition = {
  machines: [prereviewMachine],
  sources: ['admission'],
  reactions: ({ cases }) => createReactions(createCommands(cases)),
  router: (parts) => createRouter(parts, createCommands(parts.cases), createTaskStore(parts.connection)),
  prepare: async ({ connection }) => await createTaskStore(connection).ensureIndexes(),
};
