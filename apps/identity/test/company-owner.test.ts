import { afterAll, beforeAll, expect, it } from 'vitest';
import { newKey, refusedCode, startIdentity, type TestIdentity } from './identity-service.ts';

let identity: TestIdentity;
beforeAll(async () => {
  identity = await startIdentity();
}, 60_000);
afterAll(async () => await identity?.stop());

const startCompany = async (name: string) => {
  const { id: companyId } = await identity.security.commands.registerCompany({
    key: newKey(),
    name,
    creditCode: null,
  });
  const join = async (loginName: string) =>
    (await identity.open(loginName, ['enterprise'], { companyId })).id;
  return { companyId, join };
};
const disable = async (id: string) =>
  await identity.security.commands.disableAccount({ id, key: newKey(), reason: '离职' });
const nameOwner = async (id: string, key = newKey()) =>
  await identity.security.commands.nameCompanyOwner({ id, key, reason: '原管理人已离职' });
const bind = async (loginName: string) =>
  await (await identity.signedInAs(loginName)).commands.bindCreditCode({
    key: newKey(),
    name: '示例光电有限公司',
    creditCode: '11331002002673575G',
    legalRepresentative: '钱法人',
  });

it('is another of the company once the owner has left: he binds the code of a 拟设立, which nobody could', async () => {
  const { companyId, join } = await startCompany('拟设立公司');
  const owner = await join('owner-a');
  const colleague = await join('colleague-a');
  expect(await refusedCode(nameOwner(colleague))).toBe('COMPANY_OWNER_ACTIVE');
  await disable(owner);
  expect(await refusedCode(bind('colleague-a'))).toBe('COMPANY_OWNER_ONLY');

  const key = newKey();
  const answer = await nameOwner(colleague, key);
  expect(await nameOwner(colleague, key)).toEqual({ ...answer, replayed: true });
  const [found] = await identity.security.queries.findCompanies({ text: '拟设立' });
  expect(found).toMatchObject({ id: companyId, people: [{ id: colleague, owner: true }] });
  expect(await refusedCode(bind('colleague-a'))).toBe('answered');
  // On the record, with the reason and by whom.
  const events = await identity.running.parts.connection
    .collection('events')
    .find({ caseId: colleague })
    .toArray();
  const unsent = (await identity.running.parts.cases.find(colleague))?.unsent ?? [];
  expect([...events, ...unsent].map(({ body }) => JSON.parse(body))).toContainEqual(
    expect.objectContaining({
      type: 'identity.CompanyOwnerNamed',
      actor: expect.objectContaining({ id: identity.adminId }),
      data: { account: colleague, company: companyId, reason: '原管理人已离职' },
    }),
  );
  // He is there now: named again, somebody else is not.
  const third = await join('third-a');
  expect(await refusedCode(nameOwner(third))).toBe('COMPANY_OWNER_ACTIVE');
});

it('is nobody who has left, nor one of the state’s side', async () => {
  const { join } = await startCompany('另一公司');
  const owner = await join('owner-b');
  await disable(owner);
  expect(await refusedCode(nameOwner(owner))).toBe('WRONG_STATE');
  expect(await refusedCode(nameOwner(identity.adminId))).toBe('NOT_OF_A_COMPANY');
});
