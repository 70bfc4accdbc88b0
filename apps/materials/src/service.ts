import { createLease } from '@yizhan/eventbus';
import type { ServiceDefinition, ServiceParts } from '@yizhan/service';
import { createCommands } from './commands.ts';
import type { FileLimits } from './config.ts';
import { materialMachine } from './domain/material.ts';
import { createFileRoutes } from './file-routes.ts';
import { createItemReader } from './item-materials.ts';
import { createReactions } from './reactions.ts';
import { createRights } from './rights.ts';
import { createRouter } from './routes.ts';
import { createGridFsStorage } from './storage.ts';
import { createStore } from './store.ts';
import { createUploads, type Uploads } from './uploads.ts';

const sweepEveryMs = 15 * 60_000;

/** Takes away what nobody holds, by one instance at a time, as long as the service is connected. */
const sweepFiles = ({ connection, log }: ServiceParts, uploads: Uploads): void => {
  const lease = createLease(connection, 'files', 2 * sweepEveryMs);
  const timer = setInterval(() => {
    if (connection.readyState !== 1) {
      clearInterval(timer);
      return;
    }
    void (async () => {
      if (await lease.hold()) await uploads.sweep(new Date());
    })().catch((error: unknown) =>
      log.error({ error: String(error) }, 'files were not swept, trying again later'),
    );
  }, sweepEveryMs);
  timer.unref();
};

/** The parts of `materials`, for its process and for its tests. */
export const createMaterials = (limits: FileLimits): ServiceDefinition => ({
  machines: [materialMachine],
  sources: ['admission', 'approval'],
  reactions: (parts) => {
    const store = createStore(parts.connection);
    return createReactions(store, createCommands(parts.cases, store, createRights(parts, store)));
  },
  router: (parts) => {
    const store = createStore(parts.connection);
    const rights = createRights(parts, store);
    return createRouter(
      parts,
      store,
      rights,
      createCommands(parts.cases, store, rights),
      createItemReader(parts),
    );
  },
  prepare: async (parts, app, door) => {
    const store = createStore(parts.connection);
    await store.ensureIndexes();
    const storage = createGridFsStorage(parts.connection);
    const uploads = createUploads({ store, storage, limits });
    const rights = createRights(parts, store);
    createFileRoutes({ parts, store, storage, uploads, rights, limits }).mount(app, door);
    sweepFiles(parts, uploads);
  },
});
