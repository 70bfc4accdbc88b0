import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { account, filing, key, type Station, startStation } from './station.ts';

let station: Station;
beforeAll(async () => {
  station = await startStation();
}, 120_000);
afterAll(async () => await station?.installation.stop());
beforeEach(() => station.installation.issuer.applicants.clear());

const paper = { company: 'cmp_a', owner: account('owner'), receivedOn: '2026-03-02', reason: '窗口收件' };

it('files for the company with the code that it has bound (domain §4: before A1), and for no other', async () => {
  const { applicants } = station.installation.issuer;
  const clerk = station.at({ roles: ['windowClerk'], id: account('clerk') });
  const filed = { key: key(), ...filing };
  const answer = await station.owner.commands.fileProject(filed);
  for (const [applicant, changed, code, field] of [
    [{ creditCode: null }, {}, 'CREDIT_CODE_NOT_BOUND', 'creditCode'],
    [{ creditCode: '91330182MADEMA019H' }, {}, 'CREDIT_CODE_OTHER_COMPANY', 'creditCode'],
    [{ known: false, creditCode: null }, { paper }, 'COMPANY_UNKNOWN', 'paper.company'],
    [{ isMember: false }, { paper }, 'OWNER_NOT_OF_COMPANY', 'paper.owner'],
  ] as const) {
    applicants.set('cmp_a', applicant);
    const by = 'paper' in changed ? clerk : station.owner;
    await expect(by.commands.fileProject({ key: key(), ...filing, ...changed })).rejects.toMatchObject({
      data: { code, field },
    });
  }
  // What was answered before is answered so again, whatever is bound by now.
  expect(await station.owner.commands.fileProject(filed)).toEqual({ ...answer, replayed: true });
});
