import type { Actor } from '@yizhan/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { county, newKey, startIdentity, type TestIdentity } from './identity-service.ts';

let identity: TestIdentity;
let second: string;
beforeAll(async () => {
  identity = await startIdentity();
  second = (await identity.open('anquan2', ['securityAdministrator'])).id;
});
afterAll(async () => await identity?.stop());

/** One whose token was made before he was disabled, as the service that has not heard of it yet sees him. */
const security = (id: string): Actor => ({ id, roles: ['securityAdministrator'], county, person: true });
const codeOf = (answer: Awaited<ReturnType<TestIdentity['commands']['keepingSecurity']>>): string =>
  answer.ok ? 'done' : answer.refusal.code;
const disable = async (id: string, by: string): Promise<string> =>
  codeOf(
    await identity.commands.keepingSecurity(
      id,
      { type: 'disableAccount', reason: '离岗' },
      { actor: security(by), key: newKey() },
    ),
  );
const active = async (): Promise<number> =>
  (await identity.store.findAccounts({ county, role: 'securityAdministrator', active: true })).length;
const enable = async (id: string, by: string): Promise<void> => {
  await identity.commands.onAccount(id, { type: 'enableAccount' }, { actor: security(by), key: newKey() });
};

describe('the last active security administrator', () => {
  it('is not disabled, nor given another office, by one who was disabled a moment ago', async () => {
    expect(await disable(second, identity.adminId)).toBe('done');
    expect(await disable(identity.adminId, second)).toBe('LAST_SECURITY_ADMINISTRATOR');
    const moved = await identity.commands.keepingSecurity(
      identity.adminId,
      { type: 'changeRoles', roles: ['auditor'] },
      { actor: security(second), key: newKey() },
    );
    expect(codeOf(moved)).toBe('LAST_SECURITY_ADMINISTRATOR');
    expect(await active()).toBe(1);
    await enable(second, identity.adminId);
  });

  it('is left where two disable each other at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([
        disable(second, identity.adminId),
        disable(identity.adminId, second),
      ]);
      expect(answers.toSorted()).toEqual(['LAST_SECURITY_ADMINISTRATOR', 'done']);
      expect(await active()).toBe(1);
      await enable(second, identity.adminId);
      await enable(identity.adminId, second);
    }
  });
});
