import type { AnyEvent } from '@yizhan/contracts';
import { done } from '@yizhan/eventbus';
import type { ServiceDefinition } from '@yizhan/service';
import { createChanges } from './changes.ts';
import type { InsightSettings } from './config.ts';
import { defaultHeadline } from './domain/headline.ts';
import { migrations } from './migrations.ts';
import { createRouter } from './routes.ts';
import { createReadSide } from './store.ts';

const defaultSettings: InsightSettings = { headline: defaultHeadline };

/** The parts of `insight`: it owns no case, folds every service's events and answers what is to be seen. */
export const createInsight = ({ headline }: InsightSettings = defaultSettings): ServiceDefinition => {
  const changes = createChanges();
  return {
    machines: [],
    migrations,
    sources: ['admission', 'prereview', 'approval', 'land', 'agency', 'acceptance', 'materials'],
    handler: ({ connection }) => {
      const readSide = createReadSide(connection);
      const changedBy = new WeakMap<AnyEvent, readonly string[]>();
      return {
        handles: (type) => !type.startsWith('identity.'),
        apply: async (events, session) => {
          const changed = await readSide.apply(events, session);
          for (const event of events) changedBy.set(event, changed);
          return events.map(() => done);
        },
        committed: (events) =>
          changes.tell(events, [...new Set(events.flatMap((event) => changedBy.get(event) ?? []))]),
      };
    },
    router: (parts) => createRouter(parts, createReadSide(parts.connection), changes, headline),
    prepare: async ({ connection }, app) => {
      await createReadSide(connection).ensureIndexes();
      changes.mount(app);
    },
  };
};
