import {
  createAllowedCodes,
  createApplicants,
  type ServiceDefinition,
  type ServiceParts,
} from '@yizhan/service';
import { createCommands } from './commands.ts';
import { createConditionStore } from './condition-store.ts';
import { applicationMachine } from './domain/application.ts';
import { conditionMachine } from './domain/condition.ts';
import { createReactions } from './reactions.ts';
import { createRefilings } from './refilings.ts';
import { createRouter } from './routes.ts';
import { createSimilarApplications } from './similar-applications.ts';
import { createDraftStore } from './store.ts';

const commandsOf = (parts: ServiceParts) =>
  createCommands(
    parts.cases,
    createDraftStore(parts.connection),
    createAllowedCodes(parts.connection),
    createRefilings(parts.connection),
    createApplicants(parts),
  );

/** The parts of `admission`. It takes its own events too: a conclusion makes its conditions. */
export const admission: ServiceDefinition = {
  machines: [applicationMachine, conditionMachine],
  sources: ['identity', 'admission', 'prereview', 'approval'],
  reactions: (parts) =>
    createReactions(
      commandsOf(parts),
      createConditionStore(parts.connection),
      createAllowedCodes(parts.connection),
    ),
  router: (parts) =>
    createRouter(parts, commandsOf(parts), {
      drafts: createDraftStore(parts.connection),
      conditions: createConditionStore(parts.connection),
      similar: createSimilarApplications(parts.connection),
    }),
  prepare: async ({ connection }) => {
    await createDraftStore(connection).ensureIndexes();
    await createConditionStore(connection).ensureIndexes();
    await createSimilarApplications(connection).ensureIndexes();
    await createRefilings(connection).ensureIndexes();
  },
};
