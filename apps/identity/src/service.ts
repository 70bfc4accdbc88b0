import type { ServiceDefinition, ServiceParts } from '@yizhan/service';
import { legalDateOf } from '@yizhan/workdays';
import { createCommands } from './commands.ts';
import { createContactLooks } from './contact-looks.ts';
import { accountMachine, minSeqOf } from './domain/account.ts';
import { creditCodeMachine } from './domain/credit-code.ts';
import { createEnterpriseContacts } from './enterprise-contact.ts';
import { createQueries } from './queries.ts';
import { createRegistration } from './registration.ts';
import { createRouter } from './routes.ts';
import { createAttempts, createSessions } from './sessions.ts';
import { fingerprintKeyOf, publicKeySet, type SigningKeys } from './signing-keys.ts';
import { createStore } from './store.ts';

/** A token of an account that is not here holds no longer than one of a disabled account. */
const minSeq = async ({ connection }: ServiceParts, account: string): Promise<number> => {
  const [found] = await createStore(connection).findAccounts({ ids: [account] });
  return found === undefined ? Number.MAX_SAFE_INTEGER : minSeqOf(found.state);
};

/** The parts of `identity`, for its process and for its tests. */
export const createIdentity = (keys: SigningKeys): ServiceDefinition => ({
  machines: [accountMachine, creditCodeMachine],
  sources: [],
  router: (parts) => {
    const { cases, connection, clock, config } = parts;
    const store = createStore(connection);
    const attempts = createAttempts();
    const commands = createCommands({ cases, store, attempts, fingerprintKey: fingerprintKeyOf(keys) });
    const registration = createRegistration({
      commands,
      store,
      attempts,
      county: config.county,
      simulated: config.environment !== 'production',
    });
    return createRouter(
      commands,
      createQueries(store, async () => legalDateOf(await clock.now())),
      createSessions(store, keys, attempts),
      registration,
      createEnterpriseContacts(parts, store),
    );
  },
  prepare: async ({ connection }, app) => {
    await createStore(connection).ensureIndexes();
    await createContactLooks(connection).ensureIndexes();
    const keySet = publicKeySet(keys);
    app.get('/.well-known/jwks.json', (_request, response) => {
      response.set('cache-control', 'public, max-age=300').json(keySet);
    });
  },
  minSeq,
});
