import { roles } from '@yizhan/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  clientOf,
  newKey,
  otherServiceToken,
  refusedCode,
  startIdentity,
  type TestIdentity,
  unitFor,
} from './identity-service.ts';

let identity: TestIdentity;
beforeAll(async () => {
  identity = await startIdentity();
}, 60_000);
afterAll(async () => await identity?.stop());

const creditCode = '11331002002673575G';
const company = async (name: string, code: string | null = null) =>
  (await identity.security.commands.registerCompany({ key: newKey(), name, creditCode: code })).id;

it('tells another service of a company: whether it is there, its bound code, who is of it', async () => {
  const { queries } = clientOf(identity.url, '', otherServiceToken);
  const [bound, unbound] = [await company('示例光电', creditCode), await company('拟设立公司')];
  const { id: person } = await identity.open('qiye-a', ['enterprise'], { companyId: bound });
  const none = { known: false, creditCode: null, isMember: false };
  for (const [asked, answer] of [
    [{ company: bound }, { known: true, creditCode, isMember: false }],
    [
      { company: bound, person },
      { known: true, creditCode, isMember: true },
    ],
    [
      { company: bound, person: identity.adminId },
      { known: true, creditCode, isMember: false },
    ],
    [
      { company: unbound, person },
      { known: true, creditCode: null, isMember: false },
    ],
    [{ company: 'cmp_nonsense', person }, none],
  ] as const)
    expect(await queries.getApplicant(asked)).toEqual(answer);
  // Who has left is nobody of it any more.
  await identity.security.commands.disableAccount({ id: person, key: newKey(), reason: '离职' });
  expect(await queries.getApplicant({ company: bound, person })).toMatchObject({ isMember: false });
});

it.each(roles.filter((role) => role !== 'enterprise' && role !== 'securityAdministrator'))(
  'getApplicant is not for %s to ask',
  async (role) => {
    const loginName = `asks-${role.toLowerCase()}`;
    await identity.open(loginName, [role], unitFor(role));
    const { queries } = await identity.signedInAs(loginName);
    expect(await refusedCode(queries.getApplicant({ company: 'cmp_a' }))).toBe('ROLE_NOT_ALLOWED');
  },
);

it('nor for an enterprise or the security administrator', async () => {
  const companyId = await company('别家公司');
  await identity.open('qiye-b', ['enterprise'], { companyId });
  for (const { queries } of [identity.security, await identity.signedInAs('qiye-b')])
    expect(await refusedCode(queries.getApplicant({ company: companyId }))).toBe('ROLE_NOT_ALLOWED');
});
