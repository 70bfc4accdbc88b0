import { admissionContract } from '@yizhan/contracts';
import { createInstallation, someFacts, someInvestor, until } from '@yizhan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { admission } from '../src/service.ts';

let installation: Awaited<ReturnType<typeof createInstallation>>;
beforeAll(async () => {
  installation = await createInstallation();
  await installation.start('admission', admission);
  await installation.ready();
}, 60_000);
afterAll(async () => await installation.stop());

it('answers the same key twice with one case', async () => {
  const enterprise = installation.as(
    { roles: ['enterprise'], company: 'cmp_a' },
    admissionContract,
    'admission',
  );
  const input = { key: 'key-00000001', investor: someInvestor, facts: someFacts(), electronicDelivery: true };
  const first = await enterprise.commands.submitApplication(input);
  const again = await enterprise.commands.submitApplication(input);
  expect(again).toEqual({ ...first, replayed: true });
  await expect(
    enterprise.commands.submitApplication({ ...input, electronicDelivery: false }),
  ).rejects.toMatchObject({ data: { code: 'KEY_REUSED' } });
  await expect(
    enterprise.commands.submitApplication({
      ...input,
      key: 'key-00000002',
      facts: someFacts({ industry: '9999' }),
    }),
  ).rejects.toMatchObject({ data: { field: 'facts.industry' } });
  const seen = await enterprise.queries.getApplication({ id: first.id });
  expect(seen.status).toBe('submitted');
  await installation.settle();
  expect(
    await until(
      async () => await installation.settledOf('admission'),
      (s) => s.unsent === 0,
    ),
  ).toMatchObject({ unsent: 0 });
});
