import { createLease, fromReactions } from '@yizhan/eventbus';
import type { ServiceDefinition, ServiceParts } from '@yizhan/service';
import { createCommands } from './commands.ts';
import type { MaterialsSettings } from './config.ts';
import { materialMachine } from './domain/material.ts';
import { noticeMachine } from './domain/notice.ts';
import { createFileRoutes } from './file-routes.ts';
import { createItemReader } from './item-materials.ts';
import { createNoticeStore } from './notice-store.ts';
import { createNotices, type Notices } from './notices.ts';
import { createReactions } from './reactions.ts';
import { createRights } from './rights.ts';
import { createRouter } from './routes.ts';
import { createGridFsStorage } from './storage.ts';
import { createStore } from './store.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { mountVerification } from './verification.ts';

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
export const createMaterials = (settings: MaterialsSettings): ServiceDefinition => {
  const made = new WeakMap<ServiceParts, Notices>();
  /** One maker of documents a service: what a reaction asks for, it makes after the commit. */
  const noticesOf = (parts: ServiceParts): Notices => {
    const { connection } = parts;
    const notices =
      made.get(parts) ??
      createNotices(
        parts,
        createNoticeStore(connection),
        createGridFsStorage(connection),
        settings.publicUrl,
      );
    made.set(parts, notices);
    return notices;
  };

  return {
    machines: [materialMachine, noticeMachine],
    sources: ['admission', 'approval'],
    handler: (parts) => {
      const store = createStore(parts.connection);
      const commands = createCommands(parts.cases, store, createRights(parts, store));
      return {
        ...fromReactions(createReactions(store, commands, createNoticeStore(parts.connection))),
        committed: () => noticesOf(parts).nudge(),
      };
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
        createNoticeStore(parts.connection),
      );
    },
    prepare: async (parts, app, door) => {
      const store = createStore(parts.connection);
      const notices = createNoticeStore(parts.connection);
      await Promise.all([store.ensureIndexes(), notices.ensureIndexes()]);
      const storage = createGridFsStorage(parts.connection);
      const uploads = createUploads({ store, storage, limits: settings });
      const rights = createRights(parts, store);
      createFileRoutes({ parts, store, notices, storage, uploads, rights, limits: settings }).mount(
        app,
        door,
      );
      mountVerification(app, notices);
      sweepFiles(parts, uploads);
      noticesOf(parts).start();
    },
  };
};
