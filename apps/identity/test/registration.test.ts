import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegistration } from '../src/registration.ts';
import { createAttempts } from '../src/sessions.ts';
import {
  county,
  goodPassword,
  newKey,
  refusedCode,
  startIdentity,
  type TestIdentity,
} from './identity-service.ts';

let identity: TestIdentity;
beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(async () => await identity?.stop());

let count = 0;
const newPhone = (): string => {
  count += 1;
  return `1380000${String(count).padStart(4, '0')}`;
};
const confirm = async (to = newPhone()) =>
  await identity.anonymous.open.requestConfirmation({ purpose: 'register', to });
const registering = async (loginName: string, changed: object = {}) => {
  const { confirmation, simulatedCode: code } = await confirm();
  return {
    confirmation,
    code,
    companyName: '建德市示例企业有限公司',
    creditCode: null,
    loginName,
    password: goodPassword,
    name: '钱示例',
    ...changed,
  };
};
const registered = async (loginName: string, changed: object = {}) =>
  await identity.anonymous.open.registerEnterprise(await registering(loginName, changed));

describe('an enterprise registers itself', () => {
  it('by a confirmed phone, with its credit code and legal representative, and signs in', async () => {
    const { company, account } = await registered('zhuce', {
      creditCode: '91330182madema019h',
      legalRepresentative: '钱法人',
    });
    const mine = await (await identity.signedInAs('zhuce')).queries.myCompany({});
    expect(mine).toMatchObject({
      id: company,
      creditCode: '91330182MADEMA019H',
      legalRepresentative: '钱法人',
      owner: true,
      people: [{ id: account, owner: true, loginName: 'zhuce' }],
    });
  });

  it('by a confirmed e-mail, as a natural person for one that is to be founded', async () => {
    const { confirmation, simulatedCode: code, sentTo } = await confirm('qian@example.com');
    expect(sentTo).toBe('qian@example.com');
    await identity.anonymous.open.registerEnterprise({
      ...(await registering('nisheli')),
      confirmation,
      code,
    });
    const client = await identity.signedInAs('nisheli');
    expect(await client.queries.myCompany({})).toMatchObject({ creditCode: null });
    expect(await client.queries.me({})).toMatchObject({ email: 'qian@example.com', roles: ['enterprise'] });
  });

  it('binds the credit code once, when the company is founded', async () => {
    const client = await identity.signedInAs('nisheli');
    const binding = { name: '新设企业', creditCode: '91330182MADEMA027C', legalRepresentative: '钱法人' };
    expect(
      await refusedCode(client.commands.bindCreditCode({ ...binding, key: newKey(), creditCode: '9133' })),
    ).toBe('CREDIT_CODE_LENGTH');
    expect(
      await refusedCode(
        client.commands.bindCreditCode({ ...binding, key: newKey(), creditCode: '91330182MADEMA019H' }),
      ),
    ).toBe('CREDIT_CODE_TAKEN');
    expect(await client.commands.bindCreditCode({ ...binding, key: newKey() })).toMatchObject({
      replayed: false,
    });
    expect(await client.commands.bindCreditCode({ ...binding, key: newKey() })).toMatchObject({
      replayed: true,
    });
    expect(
      await refusedCode(
        client.commands.bindCreditCode({ ...binding, key: newKey(), creditCode: '11331002002673575G' }),
      ),
    ).toBe('CREDIT_CODE_BOUND');
  });

  it('is refused what does not prove it', async () => {
    const { open } = identity.anonymous;
    expect(await refusedCode(confirm('not a phone'))).toBe('RECEIVER_INVALID');
    const sound = await registering('weizhuce');
    const wrong = sound.code === '000000' ? '000001' : '000000';
    expect(await refusedCode(open.registerEnterprise({ ...sound, code: wrong }))).toBe('CONFIRMATION_WRONG');
    expect(await refusedCode(open.registerEnterprise({ ...sound, password: 'short' }))).toMatch(/^PASSWORD_/);
    const coded = { ...sound, creditCode: '11331002002673575G' };
    expect(await refusedCode(open.registerEnterprise(coded))).toBe('LEGAL_REPRESENTATIVE_MISSING');
    expect(await refusedCode(open.registerEnterprise({ ...sound, loginName: 'anquan' }))).toBe(
      'LOGIN_NAME_TAKEN',
    );
    for (let tries = 0; tries < 5; tries += 1)
      await refusedCode(open.registerEnterprise({ ...sound, code: wrong }));
    // Guessed at too often, the right one is no longer good either.
    expect(await refusedCode(open.registerEnterprise(sound))).toBe('CONFIRMATION_WRONG');
  });

  it('asked twice, as its answer was lost, is registered once', async () => {
    const asked = await registering('liangci');
    const first = await identity.anonymous.open.registerEnterprise(asked);
    expect(await identity.anonymous.open.registerEnterprise(asked)).toEqual({ ...first, replayed: true });
  });

  it('is refused in production, where nothing sends a code yet', async () => {
    const registration = createRegistration({
      commands: identity.commands,
      store: identity.store,
      attempts: createAttempts(),
      county,
      simulated: false,
    });
    expect(
      await registration.requestConfirmation({ purpose: 'register', to: '13800000000' }, 'a'),
    ).toMatchObject({
      refusal: { code: 'CONFIRMATION_UNAVAILABLE' },
    });
  });
});

describe('the people of a company', () => {
  it('come by the owner’s invitation, which is good once, and go by his word', async () => {
    await registered('laoban');
    const owner = await identity.signedInAs('laoban');
    const invite = async () =>
      await owner.commands.inviteColleague({ key: newKey(), name: '孙示例', phone: '13900000000' });
    const { invitation } = await invite();
    const joining = { invitation, loginName: 'tongshi', password: goodPassword };
    const { account } = await identity.anonymous.open.joinCompany(joining);
    expect(await identity.anonymous.open.joinCompany(joining)).toMatchObject({ account, replayed: true });
    expect(
      await refusedCode(identity.anonymous.open.joinCompany({ ...joining, invitation: 'a'.repeat(32) })),
    ).toBe('INVITATION_GONE');
    // Used, it is nobody else's, and whoever tries is told so.
    expect(await refusedCode(identity.anonymous.open.joinCompany({ ...joining, loginName: 'houlai' }))).toBe(
      'INVITATION_GONE',
    );
    const colleague = await identity.signedInAs('tongshi');
    expect((await owner.queries.myCompany({})).people.map(({ loginName }) => loginName).sort()).toEqual([
      'laoban',
      'tongshi',
    ]);

    // Not the owner, he invites and removes nobody.
    const { id: ownerId } = await owner.queries.me({});
    expect(
      await refusedCode(
        colleague.commands.inviteColleague({ key: newKey(), name: '李', phone: '13900000001' }),
      ),
    ).toBe('COMPANY_OWNER_ONLY');
    expect(
      await refusedCode(colleague.commands.removeColleague({ id: ownerId, key: newKey(), reason: '夺权' })),
    ).toBe('COMPANY_OWNER_ONLY');
    expect(
      await refusedCode(owner.commands.removeColleague({ id: ownerId, key: newKey(), reason: '本人' })),
    ).toBe('SELF_ADMINISTRATION');

    // Nor does anybody of another company find him.
    await registered('waiqi');
    const stranger = await identity.signedInAs('waiqi');
    expect(
      await refusedCode(stranger.commands.removeColleague({ id: account, key: newKey(), reason: '无' })),
    ).toBe('CASE_NOT_FOUND');

    await owner.commands.handOverCompany({ id: account, key: newKey() });
    expect((await colleague.queries.myCompany({})).owner).toBe(true);
    await colleague.commands.removeColleague({ id: ownerId, key: newKey(), reason: '离职' });
    expect(await refusedCode(identity.signIn('laoban'))).toBe('ACCOUNT_DISABLED');
  });

  it('are invited once by one key, however often it is sent', async () => {
    await registered('laoban3');
    const owner = await identity.signedInAs('laoban3');
    const asked = { key: newKey(), name: '孙示例', phone: '13900000003' };
    const [one, two] = await Promise.all([
      owner.commands.inviteColleague(asked),
      owner.commands.inviteColleague(asked),
    ]);
    expect(two).toEqual(one);
    expect(await refusedCode(owner.commands.inviteColleague({ ...asked, name: '李示例' }))).toBe(
      'KEY_REUSED',
    );
    const other = await owner.commands.inviteColleague({ ...asked, key: newKey() });
    expect(other.invitation).not.toBe(one.invitation);
  });

  it('take one place between two who come with the same invitation at once', async () => {
    await registered('laoban2');
    const owner = await identity.signedInAs('laoban2');
    const { invitation } = await owner.commands.inviteColleague({
      key: newKey(),
      name: '孙示例',
      phone: '13900000002',
    });
    const codes = await Promise.all(
      ['yiren', 'erren', 'sanren'].map(
        async (loginName) =>
          await refusedCode(
            identity.anonymous.open.joinCompany({ invitation, loginName, password: goodPassword }),
          ),
      ),
    );
    expect(codes.filter((code) => code === 'answered')).toHaveLength(1);
    expect((await owner.queries.myCompany({})).people).toHaveLength(2);
  });

  it('are an enterprise’s alone', async () => {
    expect(await refusedCode(identity.security.queries.myCompany({}))).toBe('ROLE_NOT_ALLOWED');
    expect(
      await refusedCode(
        identity.security.commands.inviteColleague({ key: newKey(), name: '李', phone: '13900000001' }),
      ),
    ).toBe('ROLE_NOT_ALLOWED');
    expect(
      await refusedCode(
        identity.security.commands.bindCreditCode({
          key: newKey(),
          name: '无',
          creditCode: '11331002002673575G',
          legalRepresentative: '无',
        }),
      ),
    ).toBe('ROLE_NOT_ALLOWED');
  });
});

describe('a forgotten password', () => {
  const reset = async (loginName: string) =>
    await identity.anonymous.open.requestConfirmation({ purpose: 'reset', loginName });

  it('is replaced by whoever has the code, and ends the sessions of the old one', async () => {
    await registered('wangji');
    const before = await identity.signIn('wangji');
    const { confirmation, simulatedCode: code } = await reset('wangji');
    const password = 'Another-Horse-8';
    await identity.anonymous.open.resetForgottenPassword({ confirmation, code, password });
    expect(await refusedCode(identity.signIn('wangji'))).toBe('SIGN_IN_FAILED');
    expect(await refusedCode(identity.anonymous.auth.refresh({ refreshToken: before.refreshToken }))).toBe(
      'SESSION_ENDED',
    );
    expect(await refusedCode(identity.signIn('wangji', password))).toBe('answered');
    expect(
      await refusedCode(identity.anonymous.open.resetForgottenPassword({ confirmation, code, password })),
    ).toBe('CONFIRMATION_WRONG');
  });

  it('tells nobody which login names there are, and is no way into an account of staff', async () => {
    for (const loginName of ['nobody-here', 'anquan']) {
      const { confirmation, simulatedCode: code, sentTo } = await reset(loginName);
      expect(sentTo).toBe((await reset('wangji')).sentTo);
      expect(
        await refusedCode(
          identity.anonymous.open.resetForgottenPassword({ confirmation, code, password: 'Another-Horse-8' }),
        ),
      ).toBe('CONFIRMATION_WRONG');
    }
    expect(await refusedCode(identity.signIn('anquan'))).toBe('answered');
  });
});
