import { admissionContract } from '@yizhan/contracts';
import { createInstallation, type Persona, someFacts, someInvestor } from '@yizhan/testkit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { admission } from '../src/service.ts';

let installation: Awaited<ReturnType<typeof createInstallation>>;
beforeAll(async () => {
  installation = await createInstallation();
  await installation.start('admission', admission);
  await installation.ready();
}, 60_000);
afterAll(async () => await installation?.stop());
beforeEach(() => installation.issuer.applicants.clear());

const as = (persona: Persona) => installation.as(persona, admissionContract, 'admission').commands;
const enterprise: Persona = { roles: ['enterprise'], company: 'cmp_a' };
const clerk: Persona = { roles: ['windowClerk'], id: 'acc_clerk' };
let keys = 0;
const input = (changed: object = {}) => {
  keys += 1;
  return {
    key: `applicant-${keys}`,
    investor: someInvestor,
    facts: someFacts(),
    electronicDelivery: true,
    ...changed,
  };
};
const paper = { company: 'cmp_a', owner: 'acc_owner', receivedOn: '2026-03-02', reason: '窗口收件' };

it('files for the company with the code that it has bound, and for no other', async () => {
  const { applicants } = installation.issuer;
  const filed = input();
  const answer = await as(enterprise).submitApplication(filed);
  for (const [applicant, changed, code, field] of [
    [{ creditCode: null }, {}, 'CREDIT_CODE_NOT_BOUND', 'investor.creditCode'],
    [{ creditCode: '91330182MADEMA019H' }, {}, 'CREDIT_CODE_OTHER_COMPANY', 'investor.creditCode'],
    [{ known: false, creditCode: null }, { paper }, 'COMPANY_UNKNOWN', 'paper.company'],
    [{ isMember: false }, { paper }, 'OWNER_NOT_OF_COMPANY', 'paper.owner'],
  ] as const) {
    applicants.set('cmp_a', applicant);
    await expect(
      as('paper' in changed ? clerk : enterprise).submitApplication(input(changed)),
    ).rejects.toMatchObject({ data: { code, field } });
  }
  // What was answered before is answered so again, whatever is bound by now.
  expect(await as(enterprise).submitApplication(filed)).toEqual({ ...answer, replayed: true });
});

it('lets a company that is yet to be founded apply without a code', async () => {
  installation.issuer.applicants.set('cmp_a', { creditCode: null });
  const investor = { kind: 'toBeFounded', name: '拟设立公司' };
  await expect(
    as(enterprise).submitApplication(input({ investor }) as ReturnType<typeof input>),
  ).resolves.toMatchObject({ status: 'submitted' });
});

it('files nothing while identity does not answer, and answers what was filed before', async () => {
  const filed = input();
  const answer = await as(enterprise).submitApplication(filed);
  await installation.issuer.stop();
  await expect(as(enterprise).submitApplication(input())).rejects.toMatchObject({
    data: { kind: 'unavailable', code: 'IDENTITY_UNAVAILABLE' },
  });
  expect(await as(enterprise).submitApplication(filed)).toEqual({ ...answer, replayed: true });
});
