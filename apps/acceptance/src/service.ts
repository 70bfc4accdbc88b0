import type { ServiceDefinition } from '@yizhan/service';
import { createCommands } from './commands.ts';
import { acceptanceMachine } from './domain/acceptance.ts';
import { createReactions } from './reactions.ts';
import { createRouter } from './routes.ts';
import { createProjectStore, createTaskStore } from './store.ts';

/** The parts of `acceptance`, for its process and for its tests. */
export const acceptance: ServiceDefinition = {
  machines: [acceptanceMachine],
  sources: ['approval', 'admission'],
  reactions: ({ cases, connection }) => {
    const projects = createProjectStore(connection);
    return createReactions(createCommands(cases, projects), projects);
  },
  router: (parts) =>
    createRouter(
      parts,
      createCommands(parts.cases, createProjectStore(parts.connection)),
      createTaskStore(parts.connection),
    ),
  prepare: async ({ connection }) => {
    await createProjectStore(connection).ensureCollection();
    await createTaskStore(connection).ensureIndexes();
  },
};
