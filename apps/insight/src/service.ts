import { done } from '@yizhan/eventbus';
import type { ServiceDefinition } from '@yizhan/service';
import { createChanges } from './changes.ts';
import { createRouter } from './routes.ts';
import { createReadSide } from './store.ts';

/** The parts of `insight`: it owns no case, folds every service's events and answers what is to be seen. */
export const createInsight = (): ServiceDefinition => {
  const changes = createChanges();
  return {
    machines: [],
    sources: ['admission', 'prereview', 'approval', 'land', 'agency', 'acceptance'],
    handler: ({ connection }) => {
      const readSide = createReadSide(connection);
      return {
        handles: (type) => !type.startsWith('identity.'),
        apply: async (events, session) => {
          await readSide.apply(events, session);
          return events.map(() => done);
        },
        committed: changes.tell,
      };
    },
    router: (parts) => createRouter(parts, createReadSide(parts.connection), changes),
    prepare: async ({ connection }, app) => {
      await createReadSide(connection).ensureIndexes();
      changes.mount(app);
    },
  };
};
