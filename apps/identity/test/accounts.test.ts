import { createHistory, findBrokenLink } from '@yizhan/aggregate';
import { makeCreditCode } from '@yizhan/codes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  clientOf,
  goodPassword,
  newKey,
  otherServiceToken,
  refusedCode,
  startIdentity,
  type TestIdentity,
} from './identity-service.ts';

let identity: TestIdentity;
beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(async () => await identity?.stop());

const account = (loginName: string) => ({
  key: newKey(),
  loginName,
  password: goodPassword,
  name: '张示例',
  phone: '13912345678',
  roles: ['agent' as const],
});

describe('opening an account', () => {
  it('is done once for a key, however often and however fast it is sent', async () => {
    const input = account('once');
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => await identity.security.commands.openAccount(input)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });
  it('refuses the same key with another name, phone or password: what is private counts too', async () => {
    const input = account('keyed');
    await identity.security.commands.openAccount(input);
    for (const other of [{ name: '李示例' }, { phone: '13912345679' }, { password: 'Another-Horse-8' }])
      expect(await refusedCode(identity.security.commands.openAccount({ ...input, ...other }))).toBe(
        'KEY_REUSED',
      );
  });
  it('gives a login name to one of two, and leaves nothing of the other', async () => {
    const inputs = [account('wanted'), account('wanted')];
    const codes = await Promise.all(
      inputs.map(async (input) => await refusedCode(identity.security.commands.openAccount(input))),
    );
    expect(codes.sort()).toEqual(['LOGIN_NAME_TAKEN', 'answered']);
    const { connection } = identity.running.parts;
    const cases = await connection.collection('cases').countDocuments();
    expect(await connection.collection('credentials').countDocuments()).toBe(cases);
    expect(await connection.collection('profiles').countDocuments()).toBe(cases);
  });
  it.each([
    [{ password: 'short' }, 'PASSWORD_WEAK'],
    [{ roles: ['administrator', 'auditor'] }, 'DUTIES_NOT_SEPARATED'],
    [{ roles: ['enterprise'], companyId: `cmp_${'0'.repeat(24)}` }, 'COMPANY_NOT_FOUND'],
    [{ roles: ['department'], unit: 'moon' }, 'UNIT_UNKNOWN'],
    [{ loginName: '1' }, 'INVALID_INPUT'],
    [{ phone: '12' }, 'INVALID_INPUT'],
    [{ roles: ['emperor'] }, 'INVALID_INPUT'],
    [{ rank: 'high' }, 'UNKNOWN_FIELD'],
  ])('refuses %o: %s', async (wrong, code) => {
    const input = { ...account(`wrong-${newKey()}`.slice(0, 30)), ...wrong } as ReturnType<typeof account>;
    expect(await refusedCode(identity.security.commands.openAccount(input))).toBe(code);
  });
  it('puts no name, phone, login name or password into case, event or log', async () => {
    const { id } = await identity.security.commands.openAccount({
      ...account('hidden-login'),
      name: '密密示例',
      phone: '13711112222',
    });
    const { connection } = identity.running.parts;
    const events = await createHistory(connection).ofCase(id);
    const held = JSON.stringify([
      await connection.collection<{ _id: string }>('cases').findOne({ _id: id }),
      events,
    ]);
    for (const word of ['密密示例', '13711112222', 'hidden-login', goodPassword])
      expect(held).not.toContain(word);
    expect(findBrokenLink(events)).toBeNull();
  });
  it('reaches Kafka: nothing stays unsent', async () => {
    await expect
      .poll(
        async () => {
          const answer = await fetch(`${identity.url}/internal/settled`, {
            headers: { 'x-service-token': otherServiceToken() },
          });
          return ((await answer.json()) as { unsent: number }).unsent;
        },
        { timeout: 10_000 },
      )
      .toBe(0);
  });
});

describe('companies', () => {
  const creditCode = makeCreditCode('9', '1', '330182', 'MATEXT01');
  it('are registered with a good credit code, once', async () => {
    const input = { key: newKey(), name: '建德示例一号有限公司', creditCode };
    const { register } = { register: identity.security.commands.registerCompany };
    const first = await register(input);
    expect(await register(input)).toEqual({ ...first, replayed: true });
    expect(await refusedCode(register({ ...input, name: '别的名字' }))).toBe('KEY_REUSED');
    expect(await refusedCode(register({ ...input, key: newKey() }))).toBe('CREDIT_CODE_TAKEN');
    expect(
      await refusedCode(
        register({
          ...input,
          key: newKey(),
          creditCode: `${creditCode.slice(0, 17)}${creditCode.endsWith('1') ? '2' : '1'}`,
        }),
      ),
    ).toBe('CREDIT_CODE_CHECK');
  });
  it('may be yet to be founded: several without a code', async () => {
    for (const name of ['拟设立甲', '拟设立乙'])
      expect(
        await identity.security.commands.registerCompany({ key: newKey(), name, creditCode: null }),
      ).toMatchObject({ name, creditCode: null });
  });
  it('are found by the window with the people that may sign', async () => {
    const [company] = await identity.security.queries.findCompanies({ text: creditCode.toLowerCase() });
    const { id } = await identity.open('signer', ['enterprise'], { companyId: company!.id });
    expect((await identity.security.queries.findCompanies({ text: '建德示例' }))[0]).toMatchObject({
      creditCode,
      people: [{ id, name: '示例' }],
    });
    expect(await identity.security.queries.findCompanies({ text: '.*' })).toEqual([]);
  });
});

describe('who is told what of whom', () => {
  let own: string;
  let foreign: string;
  let staff: string;
  let enterprise: TestIdentity['security'];
  let companies: string[];
  beforeAll(async () => {
    const register = async (name: string) =>
      (await identity.security.commands.registerCompany({ key: newKey(), name, creditCode: null })).id;
    companies = [await register('本企业'), await register('他企业')];
    own = (await identity.open('own-person', ['enterprise'], { companyId: companies[0]! })).id;
    foreign = (await identity.open('foreign-person', ['enterprise'], { companyId: companies[1]! })).id;
    staff = (await identity.open('shuili', ['department'], { unit: 'water' })).id;
    enterprise = await identity.signedInAs('own-person');
  });

  it('an enterprise: staff with their phones, its own people masked, nobody of another company', async () => {
    const contacts = await enterprise.queries.contacts({ ids: [own, foreign, staff, identity.adminId] });
    expect(new Map(contacts.map(({ id, phone }) => [id, phone]))).toEqual(
      new Map([
        [own, '138****1234'],
        [staff, '13800001234'],
      ]),
    );
  });
  it('staff: an enterprise person with a masked phone, as a service is told too', async () => {
    const clients = [await identity.signedInAs('shuili'), clientOf(identity.url, '', otherServiceToken)];
    for (const client of clients)
      expect((await client.queries.contacts({ ids: [foreign] }))[0]).toMatchObject({
        name: '示例',
        phone: '138****1234',
      });
  });
  it('everybody: the own phone', async () => {
    expect(await enterprise.queries.me({})).toMatchObject({
      phone: '13800001234',
      company: { name: '本企业' },
    });
  });
  it('an enterprise: its own company alone', async () => {
    expect((await enterprise.queries.companies({ ids: companies })).map(({ name }) => name)).toEqual([
      '本企业',
    ]);
    expect(await (await identity.signedInAs('shuili')).queries.companies({ ids: companies })).toHaveLength(2);
  });
  it('the named contacts of a unit or a role, while they are there', async () => {
    await identity.open('qita', ['departmentHead'], { unit: 'water' });
    const gone = await identity.open('gone', ['department'], { unit: 'water' });
    await identity.security.commands.disableAccount({ id: gone.id, key: newKey(), reason: '调离' });
    const idsOf = async (who: Parameters<typeof enterprise.queries.contactsOfUnit>[0]) =>
      (await enterprise.queries.contactsOfUnit(who)).map(({ id }) => id);
    expect(await idsOf({ unit: 'water', role: 'department' })).toEqual([staff]);
    expect(await idsOf({ unit: 'water' })).toHaveLength(2);
    expect(await idsOf({ role: 'enterprise' })).toEqual([]);
    expect(await idsOf({ role: 'securityAdministrator' })).toEqual([]);
    expect(await refusedCode(enterprise.queries.contactsOfUnit({}))).toBe('INVALID_INPUT');
  });
  it('colleagues: who stands in for whom, until he leaves', async () => {
    const b = await identity.open('shuili-b', ['department'], { unit: 'water' });
    await identity.security.commands.nameSubstitute({ id: staff, key: newKey(), substitute: b.id });
    const substituteOf = async () =>
      (await (await identity.signedInAs('shuili')).queries.findStaff({ unit: 'water' })).find(
        ({ id }) => id === staff,
      )?.substitute;
    expect(await substituteOf()).toBe(b.id);
    const toCall = async () =>
      (await enterprise.queries.contactsOfUnit({ unit: 'water', role: 'department' })).map(
        ({ id, handler }) => `${id === staff ? 'A' : 'B'} ${handler}`,
      );
    expect(await toCall()).toEqual(['A A', 'B B']);
    const away = { id: staff, key: newKey(), from: '2020-01-01', until: '2099-12-31' };
    await (await identity.signedInAs('qita')).commands.noteAbsence(away);
    expect(await toCall()).toEqual(['B B', 'A A']);
    await identity.security.commands.noteAbsence({ ...away, key: newKey(), until: '2020-01-02' });
    expect(await toCall()).toEqual(['A A', 'B B']);
    expect(
      await refusedCode(
        identity.security.commands.noteAbsence({ ...away, key: newKey(), until: '2019-12-31' }),
      ),
    ).toBe('ABSENCE_ENDS_BEFORE');
    await identity.security.commands.disableAccount({ id: b.id, key: newKey(), reason: '调离' });
    expect(await substituteOf()).toBeNull();
    expect(
      await refusedCode(
        identity.security.commands.nameSubstitute({ id: staff, key: newKey(), substitute: b.id }),
      ),
    ).toBe('SUBSTITUTE_DISABLED');
    expect(
      await refusedCode(
        identity.security.commands.nameSubstitute({ id: staff, key: newKey(), substitute: own }),
      ),
    ).toBe('SUBSTITUTE_ELSEWHERE');
  });
  it('the security administrator: all accounts, page by page', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await identity.security.queries.listAccounts({
        limit: 3,
        ...(after === undefined ? {} : { after }),
      });
      seen.push(...page.accounts.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(await identity.running.parts.connection.collection('cases').countDocuments());
    const [first] = (await identity.security.queries.listAccounts({ role: 'enterprise' })).accounts;
    expect(first).toMatchObject({ status: 'active', statusZh: '启用', phone: '138****1234' });
  });
});

describe('an account that changed', () => {
  it('is told to whoever saw an older one', async () => {
    const { id, version } = await identity.open('seen', ['agent']);
    await identity.security.commands.disableAccount({ id, key: newKey(), reason: 'r', seen: version });
    expect(
      await refusedCode(identity.security.commands.enableAccount({ id, key: newKey(), seen: version })),
    ).toBe('CASE_CHANGED');
    expect(
      await refusedCode(identity.security.commands.disableAccount({ id, key: newKey(), reason: 'r' })),
    ).toBe('WRONG_STATE');
  });
});
