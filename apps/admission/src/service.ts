import type { ServiceDefinition } from '@yizhan/service';
import { createCommands } from './commands.ts';
import { createConditionStore } from './condition-store.ts';
import { applicationMachine } from './domain/application.ts';
import { conditionMachine } from './domain/condition.ts';
import { createReactions } from './reactions.ts';
import { createRouter } from './routes.ts';
import { createDraftStore } from './store.ts';

/** The parts of `admission`. It takes its own events too: a conclusion makes its conditions. */
export const admission: ServiceDefinition = {
  machines: [applicationMachine, conditionMachine],
  sources: ['admission', 'prereview'],
  reactions: ({ cases, connection }) =>
    createReactions(createCommands(cases, createDraftStore(connection)), createConditionStore(connection)),
  router: (parts) => {
    const drafts = createDraftStore(parts.connection);
    const commands = createCommands(parts.cases, drafts);
    return createRouter(parts, commands, drafts, createConditionStore(parts.connection));
  },
  prepare: async ({ connection }) => {
    await createDraftStore(connection).ensureIndexes();
    await createConditionStore(connection).ensureIndexes();
  },
};
