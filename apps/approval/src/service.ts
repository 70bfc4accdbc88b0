import {
  createAllowedCodes,
  createApplicants,
  publishNotice,
  type ServiceDefinition,
  type ServiceParts,
} from '@yizhan/service';
import { createCommands } from './commands.ts';
import { absenceMachine } from './domain/absence.ts';
import { calendarMachine } from './domain/calendar-case.ts';
import { catalogueMachine } from './domain/catalogue/catalogue-case.ts';
import { checkCatalogue } from './domain/catalogue/check.ts';
import { builtIn } from './domain/catalogue/versions.ts';
import { creditMachine } from './domain/credit.ts';
import { itemMachine } from './domain/item.ts';
import { projectMachine } from './domain/project.ts';
import { createParcels } from './parcels.ts';
import { createQueue } from './queue.ts';
import { mountQueueExport } from './queue-export.ts';
import { createReactions } from './reactions.ts';
import { createRouter } from './routes.ts';

const commandsOf = ({ cases, config, connection, serviceToken }: ServiceParts) =>
  createCommands(
    cases,
    config,
    serviceToken,
    createAllowedCodes(connection),
    createApplicants({ config, serviceToken }),
  );

/** The parts of `approval`. It takes its own events too: a path makes its items, a notice unblocks what needed it. */
export const approval: ServiceDefinition = {
  machines: [projectMachine, itemMachine, catalogueMachine, creditMachine, calendarMachine, absenceMachine],
  sources: ['approval', 'identity', 'admission', 'land', 'acceptance'],
  reactions: (parts) =>
    createReactions(
      parts.cases,
      commandsOf(parts),
      async (notice, session) =>
        await publishNotice(parts.connection, parts.config.installation, notice, session),
      createAllowedCodes(parts.connection),
      createParcels(parts.connection),
    ),
  router: (parts) => createRouter(parts, commandsOf(parts), createQueue(parts)),
  prepare: async (parts, app, door) => {
    const { connection } = parts;
    const faults = builtIn.flatMap((catalogue) => checkCatalogue(catalogue));
    if (faults.length > 0)
      throw new Error(`the catalogue does not hold: ${faults.map(({ en }) => en).join('; ')}`);
    const cases = connection.collection('cases');
    // A code is unique in the whole installation: a second one would be refused by the database itself.
    await cases.createIndex(
      { 'search.projectCode': 1 },
      { unique: true, partialFilterExpression: { 'search.projectCode': { $exists: true } } },
    );
    await cases.createIndex({ 'search.department': 1, status: 1, 'search.dueOn': 1 });
    await cases.createIndex(
      { county: 1, 'search.parcelWish': 1 },
      { partialFilterExpression: { 'search.parcelWish': { $exists: true } } },
    );
    await createParcels(connection).ensureIndexes();
    mountQueueExport(parts, app, door, createQueue(parts));
  },
};
