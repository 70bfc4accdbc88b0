import { type Role, roles } from '@yizhan/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { table } from '../src/domain/states.ts';
import {
  anonymousClient,
  clientOf,
  goodPassword,
  newKey,
  otherServiceToken,
  refusedCode,
  startIdentity,
  type TestIdentity,
  unitFor,
} from './identity-service.ts';

let identity: TestIdentity;
type Client = TestIdentity['security'];
const people = new Map<Role, { id: string; client: Client }>();
let target: string;
let colleague: string;
let successor: string;
let version = 0;

beforeAll(async () => {
  identity = await startIdentity();
  const company = await identity.security.commands.registerCompany({
    key: newKey(),
    name: '示例公司',
    creditCode: null,
  });
  for (const role of roles) {
    const loginName = `person-${role.toLowerCase()}`;
    const { id } = await identity.open(loginName, [role], {
      ...unitFor(role),
      ...(role === 'enterprise' ? { companyId: company.id } : {}),
    });
    people.set(role, { id, client: await identity.signedInAs(loginName) });
  }
  target = (await identity.open('target', ['department'], { unit: 'water' })).id;
  const ownedBefore = await identity.security.commands.registerCompany({
    key: newKey(),
    name: '管理人已离开的公司',
    creditCode: null,
  });
  const joins = async (loginName: string) =>
    (await identity.open(loginName, ['enterprise'], { companyId: ownedBefore.id })).id;
  const left = await joins('owner-before');
  successor = await joins('successor');
  await identity.security.commands.disableAccount({ id: left, key: newKey(), reason: '离职' });
  colleague = (await identity.open('colleague', ['department'], { unit: 'water' })).id;
});
afterAll(async () => await identity?.stop());

/** What a refused command must leave as it is; what waits to be sent is the relay's. */
const held = async () => {
  const { cases, connection } = identity.running.parts;
  const found = await cases.find(target);
  const counts = ['cases', 'credentials', 'profiles', 'companies'].map(
    async (name) => await connection.collection(name).countDocuments(),
  );
  return {
    version: found?.version,
    state: found?.state,
    keys: found?.keys,
    counts: await Promise.all(counts),
  };
};

/** Each command as anybody might send it, on somebody else's account. */
const calls: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  openAccount: (client) => {
    version += 1;
    return client.commands.openAccount({
      key: newKey(),
      loginName: `new-${version}`,
      password: goodPassword,
      name: '新',
      phone: '13800000000',
      roles: ['agent'],
    });
  },
  changeRoles: (client) =>
    client.commands.changeRoles({ id: target, key: newKey(), roles: ['department'], unit: 'water' }),
  nameSubstitute: (client) =>
    client.commands.nameSubstitute({ id: target, key: newKey(), substitute: colleague }),
  resetPassword: (client) =>
    client.commands.resetPassword({ id: target, key: newKey(), password: 'Another-Horse-8' }),
  disableAccount: (client) => client.commands.disableAccount({ id: target, key: newKey(), reason: '离岗' }),
  enableAccount: (client) => client.commands.enableAccount({ id: target, key: newKey() }),
  nameCompanyOwner: (client) =>
    client.commands.nameCompanyOwner({ id: successor, key: newKey(), reason: '原管理人已离职' }),
  registerCompany: (client) =>
    client.commands.registerCompany({ key: newKey(), name: '另一公司', creditCode: null }),
};

const others = roles.filter((role) => role !== 'securityAdministrator');

describe.each(Object.keys(calls))('%s', (name) => {
  it.each(others)('is refused to %s, and changes nothing', async (role) => {
    const before = await held();
    expect(await refusedCode(calls[name]!(people.get(role)!.client))).toBe('ROLE_NOT_ALLOWED');
    expect(await held()).toEqual(before);
  });
  it('is refused to a service, to the gateway without a person, and to nobody at all', async () => {
    const service = clientOf(identity.url, '', otherServiceToken);
    expect(await refusedCode(calls[name]!(service))).toBe('ROLE_NOT_ALLOWED');
    expect(await refusedCode(calls[name]!(anonymousClient(identity.url)))).toBe('SIGN_IN_REQUIRED');
    expect(await refusedCode(calls[name]!(clientOf(identity.url, '', () => '')))).toBe(
      'SERVICE_TOKEN_INVALID',
    );
  });
  it('is done by the security administrator', async () => {
    expect(await refusedCode(calls[name]!(identity.security))).toBe('answered');
  });
});

describe('a credit code that fails its check', () => {
  // A real one, whose check character disagrees.
  const code = '91350100M0001TGQXM';
  const allow = (client: Client, creditCode = code) =>
    client.commands.allowCreditCode({ key: newKey(), creditCode, reason: '已核对营业执照原件' });
  it.each(roles.filter((role) => role !== 'administrator'))('is not for %s to let in', async (role) =>
    expect(await refusedCode(allow(people.get(role)!.client))).toBe('ROLE_NOT_ALLOWED'),
  );
  it('is let in by the administrator, on the record, where only a check character disagrees', async () => {
    const register = async () =>
      await refusedCode(
        identity.security.commands.registerCompany({ key: newKey(), name: '真实企业', creditCode: code }),
      );
    expect(await register()).toMatch(/^CREDIT_CODE_/);
    const administrator = people.get('administrator')!.client;
    expect(await refusedCode(allow(administrator, '11331002002673575G'))).toBe('CREDIT_CODE_SOUND');
    expect(await refusedCode(allow(administrator, '1133100200267357OG'))).toBe('CREDIT_CODE_CHARACTER');
    expect(await refusedCode(allow(administrator))).toBe('answered');
    expect(await register()).toBe('answered');
  });
});

describe('the absence of somebody', () => {
  const away = (client: Client) =>
    client.commands.noteAbsence({ id: target, key: newKey(), from: '2026-03-02', until: '2026-03-03' });
  it.each(roles.filter((role) => role !== 'securityAdministrator' && role !== 'departmentHead'))(
    'is not for %s to note',
    async (role) => expect(await refusedCode(away(people.get(role)!.client))).toBe('ROLE_NOT_ALLOWED'),
  );
  it('is noted by the head of the same department, not of another', async () => {
    await identity.open('other-head', ['departmentHead'], { unit: 'ecology' });
    expect(await refusedCode(away(await identity.signedInAs('other-head')))).toBe('NOT_YOUR_UNIT');
    expect(await refusedCode(away(people.get('departmentHead')!.client))).toBe('answered');
  });
});

describe('on his own account the security administrator', () => {
  const own = {
    key: 'own-account-1',
    get id() {
      return identity.adminId;
    },
  };
  it('changes no roles, disables nothing, resets nothing', async () => {
    const { commands } = identity.security;
    expect(await refusedCode(commands.changeRoles({ ...own, id: own.id, roles: ['administrator'] }))).toBe(
      'SELF_ADMINISTRATION',
    );
    expect(await refusedCode(commands.disableAccount({ ...own, id: own.id, reason: 'r' }))).toBe(
      'SELF_ADMINISTRATION',
    );
    expect(
      await refusedCode(commands.resetPassword({ ...own, id: own.id, password: 'Another-Horse-8' })),
    ).toBe('SELF_ADMINISTRATION');
  });
});

describe('changePassword', () => {
  it.each(roles)('is done by %s on the own account, and on no other', async (role) => {
    const { id, client } = people.get(role)!;
    const passwords = { current: goodPassword, next: 'Another-Horse-8' };
    expect(
      await refusedCode(client.commands.changePassword({ id: target, key: newKey(), ...passwords })),
    ).toBe('CASE_NOT_FOUND');
    expect(await refusedCode(client.commands.changePassword({ id, key: newKey(), ...passwords }))).toBe(
      'answered',
    );
    people.set(role, {
      id,
      client: clientOf(
        identity.url,
        (await identity.signIn(`person-${role.toLowerCase()}`, 'Another-Horse-8')).accessToken,
      ),
    });
  });
  it('is refused to a service', async () => {
    const service = clientOf(identity.url, '', otherServiceToken);
    const call = service.commands.changePassword({
      id: target,
      key: newKey(),
      current: goodPassword,
      next: 'Another-Horse-8',
    });
    expect(await refusedCode(call)).toBe('ROLE_NOT_ALLOWED');
  });
});

describe('openFirstAdministrator', () => {
  it('is no procedure, and no person may', () => {
    expect(table.openFirstAdministrator.by).toEqual(['service']);
  });
  it('is refused once there is an account', async () => {
    const actor = { id: 'service:identity', roles: ['service'], county: '330182', person: false } as const;
    const answer = await identity.commands.openFirstAdministrator(
      { loginName: 'second', password: goodPassword, name: '二' },
      { actor, key: newKey() },
    );
    expect(!answer.ok && answer.refusal.code).toBe('ACCOUNTS_EXIST');
  });
});

describe('questions', () => {
  it.each(roles)('listAccounts by %s', async (role) => {
    const expected = role === 'securityAdministrator' ? 'answered' : 'ROLE_NOT_ALLOWED';
    expect(await refusedCode(people.get(role)!.client.queries.listAccounts({}))).toBe(expected);
  });
  it.each(roles)('findStaff by %s', async (role) => {
    const expected = role === 'enterprise' ? 'ROLE_NOT_ALLOWED' : 'answered';
    expect(await refusedCode(people.get(role)!.client.queries.findStaff({ unit: 'water' }))).toBe(expected);
  });
  it.each(roles)('findCompanies by %s', async (role) => {
    const expected =
      role === 'windowClerk' || role === 'securityAdministrator' ? 'answered' : 'ROLE_NOT_ALLOWED';
    expect(await refusedCode(people.get(role)!.client.queries.findCompanies({ text: '示例' }))).toBe(
      expected,
    );
  });
  it.each(roles)('contacts and contactsOfUnit by %s', async (role) => {
    const { queries } = people.get(role)!.client;
    expect(await refusedCode(queries.contacts({ ids: [target] }))).toBe('answered');
    expect(await refusedCode(queries.contactsOfUnit({ unit: 'water' }))).toBe('answered');
  });
});
