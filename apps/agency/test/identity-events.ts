import { canonicalJson, genesisHash } from '@yizhan/aggregate';
import { type EventOfType, type Role, topicOf } from '@yizhan/contracts';
import { createKafka } from '@yizhan/eventbus';
import type { Installation } from '@yizhan/testkit';

type AccountEvent =
  | 'identity.AccountOpened'
  | 'identity.RolesChanged'
  | 'identity.AccountDisabled'
  | 'identity.AccountEnabled';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What `identity` tells of accounts, as its relay would: an issuer of tokens stands at its address. */
export const createAccounts = (installation: Installation, idOf: (name: string) => string) => {
  const { environment, name: installed } = installation;
  const kafka = createKafka((environment['KAFKA_BROKERS'] ?? '').split(','), 'test', log);
  const told = new Map<string, number>();
  const tell = async <T extends AccountEvent>(
    type: T,
    name: string,
    data: Omit<EventOfType<T>['data'], 'account'>,
  ): Promise<void> => {
    const account = idOf(name);
    const seq = (told.get(account) ?? 0) + 1;
    told.set(account, seq);
    const id = `${account}.${seq}`;
    const body = canonicalJson({
      id,
      service: 'identity',
      kind: 'account',
      caseId: account,
      seq,
      key: account,
      county: '330182',
      type,
      schema: 1,
      recordedAt: '2026-03-02T01:00:00.000Z',
      effectiveOn: '2026-03-02',
      actor: { id: 'acc_s', role: 'securityAdministrator' },
      data: { account, ...data },
      prev: genesisHash,
    });
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({
      topic: topicOf(installed, 'identity'),
      messages: [{ key: account, value: body, headers: { ce_id: id, ce_source: 'identity' } }],
    });
    await producer.disconnect();
  };
  return {
    open: async (name: string, ...roles: Role[]) => await tell('identity.AccountOpened', name, { roles }),
    changeRoles: async (name: string, ...roles: Role[]) =>
      await tell('identity.RolesChanged', name, { roles }),
    disable: async (name: string) => await tell('identity.AccountDisabled', name, { reason: '离职' }),
    enable: async (name: string) => await tell('identity.AccountEnabled', name, {}),
  };
};
