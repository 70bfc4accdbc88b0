import { request } from 'node:http';
import { someFacts, until } from '@yizhan/testkit';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOf, type Door, listen, ownInvestor, password, startDoor } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await startDoor(['identity', 'admission', 'prereview', 'insight']);
}, 180_000);
afterAll(async () => await door?.stop(), 60_000);

const submit = `mutation($input: SubmitApplicationInput!) { submitApplication(input: $input) {
  __typename ... on CommandDone { id version seq status receipt replayed } ... on Refused { kind code zh en field }
} }`;
const dossier = `query($input: GetDossierInput!) { getDossier(input: $input) {
  projectId version stale name turns { holderName contact { name phone } } timeline { byName title internal }
} }`;
let keys = 0;
const application = (changed: object = {}) => {
  keys += 1;
  return {
    input: {
      key: `door-${String(keys).padStart(6, '0')}`,
      investor: ownInvestor,
      facts: someFacts({ division: '330182104' }),
      electronicDelivery: true,
      ...changed,
    },
  };
};
const apply = async (who = 'qiye') => {
  const { data } = await door.as(who, submit, application());
  expect(data.submitApplication.__typename).toBe('CommandDone');
  const { id, seq } = data.submitApplication;
  return { id: String(id), after: { caseId: String(id), seq: Number(seq) } };
};
const codeOf = ({ errors }: { errors: readonly { extensions?: { code?: string } }[] }) =>
  errors[0]?.extensions?.code;

describe('somebody who is not signed in', () => {
  it('reads nothing, of no service', async () => {
    const { id } = await apply();
    for (const [query, input] of [
      [dossier, { projectId: id }],
      ['query($input: GetApplicationInput!) { getApplication(input: $input) { id } }', { id }],
      ['query($input: FindDossiersInput!) { findDossiers(input: $input) { total } }', { skip: 0, take: 10 }],
      ['query($input: ContactsInput!) { contacts(input: $input) { name phone } }', { ids: [id] }],
    ] as const) {
      const answer = await door.ask(query, { input });
      expect(codeOf(answer)).toBe('SIGN_IN_REQUIRED');
      expect(JSON.stringify(answer.data ?? {})).not.toContain(id);
    }
    expect(codeOf(await door.ask('{ getOverview { asOf } }'))).toBe('SIGN_IN_REQUIRED');
    expect(codeOf(await door.ask('{ findMissingEvents { service } }'))).toBe('SIGN_IN_REQUIRED');
  });
  it('does nothing', async () => {
    const { data } = await door.ask(submit, application());
    expect(data.submitApplication).toMatchObject({ __typename: 'Refused', code: 'SIGN_IN_REQUIRED' });
  });
  it('hears nothing', async () => {
    const { id } = await apply();
    const stream = await listen(
      door.url,
      'subscription($p: String!) { dossierChanged(projectId: $p) { version } }',
      { p: id },
      'rubbish',
    );
    await until(
      async () => stream.heard.length,
      (count) => count > 0,
    );
    expect(stream.heard[0]?.data ?? null).toBeNull();
    expect(stream.heard[0]?.errors?.[0]?.extensions?.code).toBe('TOKEN_INVALID');
    await stream.stop();
  });
});

describe('a command', () => {
  it('answers what was done, with version, sequence and receipt; the same key twice is once', async () => {
    const variables = application();
    const { data } = await door.as('qiye', submit, variables);
    expect(data.submitApplication).toMatchObject({
      __typename: 'CommandDone',
      version: 1,
      seq: 1,
      status: 'submitted',
      receipt: expect.stringMatching(/^ZR20260302\d{10}$/),
      replayed: false,
    });
    const again = await door.as('qiye', submit, variables);
    expect(again.data.submitApplication).toEqual({ ...data.submitApplication, replayed: true });
  });

  it.each<[string, string, object, object]>([
    ['of another role', 'meicheng', {}, { code: 'ROLE_NOT_ALLOWED', kind: 'forbidden' }],
    [
      'with a bad code',
      'qiye',
      { investor: { ...ownInvestor, creditCode: '11331002002673575X' } },
      { field: 'investor.creditCode' },
    ],
    [
      'with an industry that is none',
      'qiye',
      { facts: someFacts({ industry: '9999' }) },
      { field: 'facts.industry' },
    ],
    [
      'with a number that is none',
      'qiye',
      { facts: someFacts({ totalInvestment: '1e9' }) },
      { code: 'INVALID_INPUT', field: 'facts.totalInvestment' },
    ],
    ['with a key that is none', 'qiye', { key: '短' }, { code: 'INVALID_INPUT', field: 'key' }],
  ])('%s is refused as data, in both languages, not as an error', async (_what, who, changed, expected) => {
    const { status, data, errors } = await door.as(who, submit, application(changed));
    expect(status).toBe(200);
    expect(errors).toEqual([]);
    expect(data.submitApplication).toMatchObject({ __typename: 'Refused', ...expected });
    expect(data.submitApplication.zh).toMatch(/[一-鿿]/);
  });

  it('that GraphQL itself cannot read is an error: an unknown field, a missing one', async () => {
    for (const changed of [{ admin: true }, { investor: null }]) {
      const { data, errors } = await door.as('qiye', submit, application(changed));
      expect(data).toBeNull();
      expect(errors.length).toBeGreaterThan(0);
    }
  });

  it('gives null where the contract asks for it: a company that is yet to be founded has no credit code', async () => {
    const { data } = await door.as(
      'anquan',
      `mutation($input: RegisterCompanyInput!) { registerCompany(input: $input) {
        __typename ... on RegisterCompanyDone { id name creditCode } ... on Refused { code field }
      } }`,
      { input: { key: 'door-company-1', name: '筹建中的公司', creditCode: null } },
    );
    expect(data.registerCompany).toMatchObject({ __typename: 'RegisterCompanyDone', creditCode: null });
  });

  it('keeps a draft as it was typed, its empty fields too', async () => {
    const form = { name: '草', landMu: null, facts: { industry: null, jobs: 0 } };
    const { data } = await door.as(
      'qiye',
      'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename ... on SaveDraftDone { id } } }',
      { input: { key: 'door-draft-01', form } },
    );
    const found = await door.as('qiye', '{ findDrafts { id form } }');
    expect(found.data.findDrafts).toContainEqual({ id: data.saveDraft.id, form });
  });
});

describe('a query', () => {
  it('that is refused is an error with the refusal in it', async () => {
    const { id } = await apply();
    await until(
      async () => await door.as('qiye', dossier, { input: { projectId: id } }),
      ({ errors }) => errors.length === 0,
    );
    const { errors } = await door.as('qiye2', dossier, { input: { projectId: id } });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'PROJECT_NOT_FOUND',
      field: 'projectId',
      kind: 'notFound',
    });
    expect(errors[0]?.extensions?.zh).toMatch(/[一-鿿]/);
  });

  it('waits for the event of the command before it', async () => {
    const { id, after } = await apply();
    const { data } = await door.as('qiye', dossier, { input: { projectId: id, after } });
    expect(data.getDossier).toMatchObject({ projectId: id, stale: false });
  });

  it('asks identity once for all the names in it', async () => {
    const { id, after } = await apply();
    await until(
      async () =>
        (await door.as('yanpan', dossier, { input: { projectId: id, after } })).data?.getDossier?.turns
          .length,
      (count) => count === 1,
    );
    door.asked.length = 0;
    const { data } = await door.as('yanpan', dossier, { input: { projectId: id } });
    expect(data.getDossier.timeline.length).toBeGreaterThan(1);
    expect(door.asked.filter((url) => url.endsWith('/queries/contacts'))).toHaveLength(1);
    expect(data.getDossier.timeline[0]).toMatchObject({ byName: '钱示例' });
    expect(data.getDossier.turns[0]).toMatchObject({ holderName: '梅城镇', contact: { name: '梅示例' } });
  });

  it('asks identity once for each unit in a list, however long it is', async () => {
    for (let n = 0; n < 4; n += 1) await apply();
    await door.installation.settle();
    door.asked.length = 0;
    const { data } = await door.as(
      'yanpan',
      'query($input: FindDossiersInput!) { findDossiers(input: $input) { rows { turns { contact { name } } } } }',
      { input: { skip: 0, take: 50 } },
    );
    expect(data.findDossiers.rows.length).toBeGreaterThan(4);
    expect(door.asked.filter((url) => url.endsWith('/queries/contactsOfUnit'))).toHaveLength(1);
  });
});

describe('too much of a question', () => {
  const deep = (levels: number): string => {
    let inner = 'name';
    for (let n = 0; n < levels; n += 1) inner = `ofType { ${inner} }`;
    return `{ __type(name: "Query") { ${inner} } }`;
  };
  /** A few words that a thousand others follow from. */
  const ten = (fragment: string): string => ` ...${fragment}`.repeat(10);
  const costly = `query($i: FindMyTasksInput!) { findMyTasks(input: $i) { rows {${ten('A')} } } }
    fragment A on Turn {${ten('B')} }
    fragment B on Turn {${ten('C')} }
    fragment C on Turn { id what action party holder since dueOn light daysLeft caseId service projectName }`;
  it.each<[string, string, RegExp]>([
    ['too deep', deep(9), /depth/i],
    [
      'too many aliases',
      `{ ${Array.from({ length: 16 }, (_, n) => `a${n}: clock { now }`).join(' ')} }`,
      /alias/i,
    ],
    ['too many words', `{ ${'clock { now } '.repeat(700)} }`, /token/i],
    ['too dear', costly, /cost/i],
  ])('%s is refused before anybody is asked', async (_what, query, message) => {
    const { data, errors } = await door.ask(query, { i: { skip: 0, take: 1 } });
    expect(data).toBeNull();
    expect(errors[0]?.message).toMatch(message);
  });

  it('in one request there is one question', async () => {
    const response = await fetch(`${door.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ clock { now } }' }, { query: '{ clock { now } }' }]),
    });
    expect(response.status).toBe(400);
  });

  it('a body over one megabyte is refused, whether or not it tells its length', async () => {
    const { status, errors } = await door.ask(`{ clock { now } } # ${'x'.repeat(1_200_000)}`);
    expect([status, errors[0]?.extensions?.code]).toEqual([413, 'BODY_TOO_LARGE']);
    const { port } = new URL(door.url);
    const chunked = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(
        {
          port,
          host: '127.0.0.1',
          path: '/graphql',
          method: 'POST',
          headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', reject);
      sent.write('{"query":"{ clock { now } } #');
      for (let n = 0; n < 20; n += 1) sent.write('x'.repeat(100_000));
      sent.end('"}');
    });
    expect(chunked).toBe(413);
  });

  it('malformed JSON is refused with a code', async () => {
    const response = await fetch(`${door.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query": "{ clock',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'MALFORMED_REQUEST' } }] });
  });
});

describe('in production', () => {
  it('nobody asks the schema for itself, and no word is suggested', async () => {
    const { data, errors } = await askOf(door.productionUrl, getIntrospectionQuery());
    expect(data).toBeNull();
    expect(errors[0]?.message).toMatch(/introspection/i);
    const close = await askOf(door.productionUrl, '{ clok { now } }');
    expect(close.errors[0]?.message).not.toContain('clock');
  });
  it('there is no GraphiQL', async () => {
    const page = await fetch(`${door.productionUrl}/graphql`, { headers: { accept: 'text/html' } });
    expect(await page.text()).not.toMatch(/graphiql/i);
  });
  it('an address that asks too much is told to wait', async () => {
    const codes = new Map<number, number>();
    for (let n = 0; n < 13; n += 1) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, async () => (await askOf(door.productionUrl, '{ __typename }')).status),
      );
      for (const code of answers) codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(codes.get(429)).toBeGreaterThan(0);
    expect(codes.get(200)).toBeGreaterThan(1000);

    // Whoever comes from elsewhere through the proxy is another, and so is whoever signed in, from wherever he comes.
    const through = async (headers: Record<string, string>): Promise<number> =>
      (await askOf(door.productionUrl, '{ __typename }', {}, headers)).status;
    expect(await through({ 'x-forwarded-for': '203.0.113.7' })).toBe(200);
    expect(await through({ 'x-forwarded-for': '203.0.113.7, 198.51.100.4' })).toBe(200);
    expect(await through({ authorization: `Bearer ${await door.tokenOf('qiye')}` })).toBe(200);
    expect(await through({ authorization: 'Bearer made.up.token' })).toBe(429);
  }, 60_000);
  it('while at home there are both, and no limit', async () => {
    expect((await door.ask(getIntrospectionQuery())).errors).toEqual([]);
    const page = await fetch(`${door.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toMatch(/graphiql/i);
  });
});

describe('the session', () => {
  const refresh =
    'mutation { refreshSession { __typename ... on SignedIn { accessToken me { id } } ... on Refused { code } } }';
  const cookieOf = (header: string | null) => header?.split(';')[0] ?? '';

  it('stands in a cookie that no script reads and no other site sends', async () => {
    const { cookie, data } = await door.signIn('qiye');
    expect(data.signIn).toMatchObject({
      __typename: 'SignedIn',
      me: { roles: ['enterprise'], companyName: expect.any(String) },
    });
    expect(cookie).toMatch(/^yizhan_session=[^;]+;/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Strict/i);
    expect(cookie).toMatch(/; Path=\/graphql/i);
    expect(JSON.stringify(data)).not.toContain(cookieOf(cookie).split('=')[1]);
  });

  it('in production goes over TLS alone', async () => {
    const { cookie } = await askOf(
      door.productionUrl,
      'mutation($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { input: { loginName: 'qiye', password } },
      { 'x-forwarded-for': '203.0.113.9' },
    );
    expect(cookie).toMatch(/; Secure/i);
  });

  it('is refreshed by the cookie alone, which is another one then', async () => {
    const first = cookieOf((await door.signIn('qiye')).cookie);
    const second = await door.ask(refresh, {}, { cookie: first });
    expect(second.data.refreshSession).toMatchObject({ __typename: 'SignedIn' });
    expect(cookieOf(second.cookie)).not.toBe(first);
    expect(cookieOf(second.cookie)).toMatch(/^yizhan_session=./);
  });

  it('is not refreshed for a page of another site: no form is read, no origin is allowed', async () => {
    const cookie = cookieOf((await door.signIn('qiye')).cookie);
    for (const contentType of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await fetch(`${door.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': contentType, cookie, origin: 'https://evil.example' },
        body: `query=${encodeURIComponent(refresh)}`,
      });
      expect(response.status).toBe(415);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
    const asked = await fetch(`${door.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    const byGet = await fetch(`${door.url}/graphql?query=${encodeURIComponent(refresh)}`, {
      headers: { cookie },
    });
    expect(byGet.status).toBe(405);
    expect(byGet.headers.get('set-cookie')).toBeNull();
  });

  it('without a cookie, or with a made-up one, is refused as data', async () => {
    expect((await door.ask(refresh)).data.refreshSession).toMatchObject({ code: 'NOT_SIGNED_IN' });
    const made = await door.ask(refresh, {}, { cookie: 'yizhan_session=made-up' });
    expect(made.data.refreshSession.__typename).toBe('Refused');
    expect(made.cookie).toMatch(/yizhan_session=;/);
  });

  it('ends with signing out: the cookie is cleared and refreshes nothing any more', async () => {
    const cookie = cookieOf((await door.signIn('qiye')).cookie);
    const out = await door.ask('mutation { signOut }', {}, { cookie });
    expect(out.data).toEqual({ signOut: true });
    expect(out.cookie).toMatch(/yizhan_session=;/);
    expect((await door.ask(refresh, {}, { cookie })).data.refreshSession.__typename).toBe('Refused');
  });

  it('a wrong password is refused as data, and tells nothing of the account', async () => {
    const wrong = await door.signIn('qiye', 'wrong-Password-1');
    const unknown = await door.signIn('nobody-here', 'wrong-Password-1');
    expect(wrong.data.signIn).toMatchObject({ __typename: 'Refused', kind: 'unauthenticated' });
    expect(unknown.data.signIn).toEqual(wrong.data.signIn);
  });

  it('an old token that was left in the browser does not stand in the way of signing in', async () => {
    const { data } = await door.ask(
      'mutation($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { input: { loginName: 'qiye', password } },
      { authorization: 'Bearer old' },
    );
    expect(data.signIn.__typename).toBe('SignedIn');
  });
});

describe('a subscription', () => {
  const versionIn = (heard: { data: Record<string, unknown> | null } | undefined): number =>
    Number((heard?.data?.['dossierChanged'] as { version?: number } | undefined)?.version);
  const changed = 'subscription($p: String!) { dossierChanged(projectId: $p) { projectId version } }';

  it('pushes after the change can be read', async () => {
    const { id, after } = await apply();
    await door.as('qiye', dossier, { input: { projectId: id, after } });
    await door.installation.settle();
    const stream = await listen(door.url, changed, { p: id }, await door.tokenOf('qiye'));
    await until(
      async () => stream.heard.length,
      (count) => count === 1,
    );
    const before = versionIn(stream.heard[0]);
    const { data } = await door.as(
      'qiye',
      'mutation($input: WithdrawApplicationInput!) { withdrawApplication(input: $input) { __typename } }',
      { input: { id, key: `door-w-${id.slice(-8)}`, reason: '不办了' } },
    );
    expect(data.withdrawApplication.__typename).toBe('CommandDone');
    const [, push] = await until(
      async () => stream.heard,
      (heard) => heard.length >= 2,
    );
    const version = versionIn(push);
    expect(version).toBeGreaterThan(before);
    const read = await door.as('qiye', dossier, { input: { projectId: id } });
    expect(read.data.getDossier.version).toBeGreaterThanOrEqual(version);
    await stream.stop();
  });

  it.each(['qiye2', 'xinanjiang', 'daiban1', 'shenji'])(
    'of another’s project tells %s nothing',
    async (who) => {
      const { id, after } = await apply();
      await door.as('qiye', dossier, { input: { projectId: id, after } });
      const stream = await listen(door.url, changed, { p: id }, await door.tokenOf(who));
      await until(
        async () => stream.heard.length,
        (count) => count > 0,
      );
      expect(stream.heard[0]?.data?.['dossierChanged'] ?? null).toBeNull();
      expect(stream.heard[0]?.errors?.[0]?.extensions?.code).toBe('PROJECT_NOT_FOUND');
      await stream.stop();
    },
  );

  it('of one’s work tells that something has changed', async () => {
    const stream = await listen(
      door.url,
      'subscription { myWorkChanged { at } }',
      {},
      await door.tokenOf('meicheng'),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    await apply();
    await until(
      async () => stream.heard.length,
      (count) => count > 0,
    );
    expect(stream.heard[0]?.data?.['myWorkChanged']).toMatchObject({ at: expect.any(String) });
    await stream.stop();
  });
});

describe('what an administrator looks at', () => {
  const health = '{ services { name ready detail } }';
  it('are the services, those that are away too', async () => {
    const { data } = await door.as('admin', health);
    const ready = new Map(
      data.services.map(({ name, ready: is }: { name: string; ready: boolean }) => [name, is]),
    );
    expect(ready.get('admission')).toBe(true);
    expect(ready.get('approval')).toBe(false);
  });
  it('are the parked events of those that answer', async () => {
    const { errors, data } = await door.as('admin', '{ parkedEvents { service id reason } }');
    expect(errors).toEqual([]);
    expect(data.parkedEvents).toEqual([]);
  });
  it.each(['qiye', 'meicheng', 'anquan', 'shenji'])('is not for %s', async (who) => {
    for (const query of [
      health,
      '{ parkedEvents { id } }',
      'mutation { replayParked(service: "admission") { left } }',
      'mutation { advanceClock(to: "2030-01-01T00:00:00Z") { now } }',
    ]) {
      expect(codeOf(await door.as(who, query))).toBe('ROLE_NOT_ALLOWED');
    }
  });
  it('is not for somebody who is not signed in', async () => {
    expect(codeOf(await door.ask(health))).toBe('NOT_SIGNED_IN');
  });
  it('a service that does not answer is told as that', async () => {
    expect(codeOf(await door.as('admin', 'mutation { replayParked(service: "approval") { left } }'))).toBe(
      'SERVICE_UNAVAILABLE',
    );
    expect(codeOf(await door.as('admin', 'mutation { replayParked(service: "nowhere") { left } }'))).toBe(
      'UNKNOWN_SERVICE',
    );
  });
  it('the clock goes to no time that is none, and never back', async () => {
    const to = async (at: string) =>
      codeOf(await door.as('admin', 'mutation($t: String!) { advanceClock(to: $t) { now } }', { t: at }));
    expect(await to('yesterday')).toBe('DATE_MALFORMED');
    expect(await to('2020-01-01T00:00:00Z')).toBe('CLOCK_GOES_BACK');
  });
});

it('tells whether it is there and ready', async () => {
  expect((await fetch(`${door.url}/health`)).status).toBe(200);
  expect(await (await fetch(`${door.url}/ready`)).json()).toMatchObject({ ready: true, identity: true });
  expect(await (await fetch(`${door.url}/metrics`)).text()).toContain('process_cpu');
});
