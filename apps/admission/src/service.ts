import { createAllowedCodes, type ServiceDefinition } from '@yizhan/service';
import { createCommands } from './commands.ts';
import { createConditionStore } from './condition-store.ts';
import { applicationMachine } from './domain/application.ts';
import { conditionMachine } from './domain/condition.ts';
import { createReactions } from './reactions.ts';
import { createRefilings } from './refilings.ts';
import { createRouter } from './routes.ts';
import { createSimilarApplications } from './similar-applications.ts';
import { createDraftStore } from './store.ts';

/** The parts of `admission`. It takes its own events too: a conclusion makes its conditions. */
export const admission: ServiceDefinition = {
  machines: [applicationMachine, conditionMachine],
  sources: ['identity', 'admission', 'prereview'],
  reactions: ({ cases, connection }) => {
    const codes = createAllowedCodes(connection);
    const commands = createCommands(cases, createDraftStore(connection), codes, createRefilings(connection));
    return createReactions(commands, createConditionStore(connection), codes);
  },
  router: (parts) => {
    const drafts = createDraftStore(parts.connection);
    const commands = createCommands(
      parts.cases,
      drafts,
      createAllowedCodes(parts.connection),
      createRefilings(parts.connection),
    );
    return createRouter(parts, commands, {
      drafts,
      conditions: createConditionStore(parts.connection),
      similar: createSimilarApplications(parts.connection),
    });
  },
  prepare: async ({ connection }) => {
    await createDraftStore(connection).ensureIndexes();
    await createConditionStore(connection).ensureIndexes();
    await createSimilarApplications(connection).ensureIndexes();
    await createRefilings(connection).ensureIndexes();
  },
};
