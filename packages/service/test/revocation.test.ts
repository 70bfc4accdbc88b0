import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse, until } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
  await until(
    async () => (await fetch(`${house.url}/ready`)).status,
    (status) => status === 200,
    30_000,
  );
}, 60_000);
afterAll(async () => await house?.stop());

const accountOf = (n: number): string => `acc_${String(n).padStart(24, '0')}`;
const ask = async (account: string, seq: number) => {
  const token = house.keys.token({ seq }, { subject: account });
  const { status, body } = await house.post('/api/queries/whoAmI', '{}', {
    authorization: `Bearer ${token}`,
  });
  return status === 200 ? 'answered' : body.data?.code;
};

describe('a lost right', () => {
  it.each(
    [
      ['identity.RolesChanged', { roles: ['enterprise'] }],
      ['identity.AccountDisabled', { reason: '离职' }],
      ['identity.PasswordChanged', {}],
    ]
      .entries()
      .map(([n, [type, data]]) => [type as string, data as object, accountOf(n + 1)] as const)
      .toArray(),
  )(
    'by %s ends older tokens within seconds, and only those',
    async (type, data, account) => {
      expect(await ask(account, 1)).toBe('answered');
      // The account's first event; its cursor begins before it.
      await house.publishOfIdentity(account, 1, 'identity.AccountOpened', { account, roles: ['enterprise'] });
      await house.publishOfIdentity(account, 2, type, { account, ...data });
      const before = Date.now();
      await until(
        async () => await ask(account, 1),
        (answer) => answer === 'TOKEN_REVOKED',
      );
      expect(Date.now() - before).toBeLessThan(5000);
      expect(await ask(account, 2)).toBe('answered');
      expect(await ask(accountOf(99), 1)).toBe('answered');
    },
    30_000,
  );

  it('is not given back by an event that comes late or again', async () => {
    const account = accountOf(50);
    await house.publishOfIdentity(account, 1, 'identity.AccountOpened', { account, roles: ['enterprise'] });
    await house.publishOfIdentity(account, 2, 'identity.RolesChanged', { account, roles: ['enterprise'] });
    await until(
      async () => await ask(account, 1),
      (answer) => answer === 'TOKEN_REVOKED',
    );
    await house.publishOfIdentity(account, 1, 'identity.AccountOpened', { account, roles: ['enterprise'] });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await ask(account, 1)).toBe('TOKEN_REVOKED');
  }, 30_000);
});
