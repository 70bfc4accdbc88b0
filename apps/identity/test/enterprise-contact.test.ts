import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Role } from '@yizhan/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey, refusedCode, startIdentity, type TestIdentity, unitFor } from './identity-service.ts';

const projectId = `prj_${'7'.repeat(24)}`;
const phone = '13712348888';

/** What `agency` would answer: who serves the project now, by account; null while it does not answer. */
let serving: { readonly account: string; readonly company: string; readonly entrustedBy: string } | null;
let deaf = false;
let agency: Server;
let identity: TestIdentity;
let company: string;
const people: Record<string, string> = {};

beforeAll(async () => {
  agency = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const { account } = JSON.parse(body) as { account: string };
      const is = serving?.account === account ? serving : null;
      response.writeHead(deaf ? 503 : 200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          serving: is !== null,
          as: is === null ? null : 'agent',
          company: is?.company ?? null,
          entrustedBy: is?.entrustedBy ?? null,
        }),
      );
    });
  });
  await new Promise<void>((resolve) => agency.listen(0, '127.0.0.1', resolve));
  identity = await startIdentity({
    AGENCY_URL: `http://127.0.0.1:${(agency.address() as AddressInfo).port}`,
  });
  const { security } = identity;
  company = (
    await security.commands.registerCompany({ key: newKey(), name: '建德示例有限公司', creditCode: null })
  ).id;
  for (const loginName of ['owner', 'colleague'])
    people[loginName] = (
      await security.commands.openAccount({
        key: newKey(),
        loginName,
        password: 'Correct-Horse-9',
        name: loginName === 'owner' ? '王经办' : '周同事',
        post: '项目经理',
        phone: loginName === 'owner' ? phone : '13700001111',
        roles: ['enterprise'],
        companyId: company,
      })
    ).id;
  people['agent'] = (await identity.open('agent', ['agent'])).id;
  await identity.open('another', ['agent']);
  await identity.open('auditor', ['auditor']);
}, 60_000);
afterAll(async () => {
  await identity?.stop();
  agency?.close();
});

const entrusted = () => {
  serving = {
    account: people['agent'] ?? '',
    company,
    entrustedBy: people['owner'] ?? '',
  };
};
const asked = async (loginName: string) =>
  await (await identity.signedInAs(loginName)).queries.getEnterpriseContact({ projectId });

describe('the contact of an enterprise', () => {
  it('is told whole to its agent, from the consent on and until it is taken back', async () => {
    serving = null;
    expect(await refusedCode(asked('agent'))).toBe('CONTACT_NOT_FOUND');
    entrusted();
    expect(await asked('agent')).toEqual({
      id: people['owner'],
      name: '王经办',
      post: '项目经理',
      phone,
      companyName: '建德示例有限公司',
    });
    // Another agent learns no more than that he does not serve it.
    expect(await refusedCode(asked('another'))).toBe('CONTACT_NOT_FOUND');
    serving = null;
    expect(await refusedCode(asked('agent'))).toBe('CONTACT_NOT_FOUND');
    // Elsewhere the phone stays masked to him as to all.
    const agent = await identity.signedInAs('agent');
    const [seen] = await agent.queries.contacts({ ids: [people['owner'] ?? ''] });
    expect(seen?.phone).toBe('137****8888');
  });

  it('is not told while nobody can say whether he serves', async () => {
    entrusted();
    deaf = true;
    try {
      expect(await refusedCode(asked('agent'))).toBe('RIGHTS_UNKNOWN');
    } finally {
      deaf = false;
    }
  });

  it.each<Role>([
    'enterprise',
    'windowClerk',
    'territory',
    'department',
    'departmentHead',
    'judgementLead',
    'agencyCentre',
    'land',
    'acceptanceLead',
    'administrator',
  ])('is not for %s, who serves nobody', async (role) => {
    const loginName = `not-${role.toLowerCase()}`;
    const { id } = await identity.open(
      loginName,
      [role],
      role === 'enterprise' ? { companyId: company } : unitFor(role),
    );
    serving = { account: id, company, entrustedBy: people['owner'] ?? '' };
    expect(await refusedCode(asked(loginName))).toBe('ROLE_NOT_ALLOWED');
  });

  it('is that of who gave the consent, and of a colleague once he has left', async () => {
    const { id } = await identity.open('leaving', ['enterprise'], { companyId: company });
    serving = { account: people['agent'] ?? '', company, entrustedBy: id };
    expect((await asked('agent')).id).toBe(id);
    await identity.security.commands.disableAccount({ id, key: newKey(), reason: '离职' });
    expect((await asked('agent')).id).not.toBe(id);
  });

  it('is never told without a record, which the auditor alone reads', async () => {
    const auditor = await identity.signedInAs('auditor');
    const before = await auditor.queries.findContactLooks({ projectId });
    entrusted();
    await asked('agent');
    await refusedCode(asked('another'));
    const looks = await auditor.queries.findContactLooks({ projectId });
    expect(looks).toHaveLength(before.length + 2);
    expect(looks.slice(0, 2)).toMatchObject([
      { role: 'agent', person: null, result: 'refused' },
      { account: people['agent'], role: 'agent', person: people['owner'], result: 'given' },
    ]);
    for (const loginName of ['agent', 'owner', 'anquan'])
      expect(
        await refusedCode((await identity.signedInAs(loginName)).queries.findContactLooks({ projectId })),
      ).toBe('ROLE_NOT_ALLOWED');
  });
});
