import { someFacts, someInvestor, until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownInvestor } from '../chain/installation.ts';
import { type Answer, idOf, startTarget, type Target } from './installation.ts';
import { tryAsStranger } from './stranger.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
}, 180_000);
afterAll(async () => await target?.installation.stop());

/** The code that an answer of the door refuses with: as data of a mutation, or as an error. */
const codeOf = ({ body }: Answer): string | undefined => {
  const error = body?.errors?.[0];
  if (error !== undefined) return error.extensions?.code ?? error.message;
  const [result] = Object.values((body?.data ?? {}) as Record<string, { code?: string }>);
  return result?.code;
};
/** Does it, and holds that nothing was changed by it. */
const unchanged = async <T>(attack: () => Promise<T>): Promise<T> => {
  const before = await target.holdings();
  const answer = await attack();
  expect(await target.holdings()).toBe(before);
  return answer;
};

const result = '{ __typename ... on CommandDone { id } ... on Refused { kind code zh en field } }';
const mutation = (name: string, type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`): string =>
  `mutation($input: ${type}!) { ${name}(input: $input) ${result} }`;
const key = (): string => {
  keys += 1;
  return `attack-${String(keys).padStart(6, '0')}`;
};
let keys = 0;

describe('a wrong role is refused with a code, and nothing changes', () => {
  it.each<[string, string, () => object]>([
    ['meicheng', 'submitApplication', () => target.application(key())],
    ['admin', 'submitApplication', () => target.application(key())],
    ['shenji', 'submitApplication', () => target.application(key())],
    ['qiye', 'startPrereview', () => ({ input: { id: target.prereviewId, key: key() } })],
    ['fagai', 'startPrereview', () => ({ input: { id: target.prereviewId, key: key() } })],
    ['admin', 'agreePrereview', () => ({ input: { id: target.prereviewId, key: key(), opinion: '同意' } })],
    ['qiye', 'agreePrereview', () => ({ input: { id: target.prereviewId, key: key(), opinion: '同意' } })],
    [
      'meicheng',
      'withdrawApplication',
      () => ({ input: { id: target.projectId, key: key(), reason: '代为撤回' } }),
    ],
    ['yanpan', 'giveUpProject', () => ({ input: { id: target.projectId, key: key(), reason: '放弃' } })],
  ])('%s cannot %s', async (who, command, variables) => {
    const answer = await unchanged(async () => await target.as(who, mutation(command), variables()));
    expect(codeOf(answer)).toBe('ROLE_NOT_ALLOWED');
  });
});

describe('another’s project is not there', () => {
  const reads: readonly [string, string, () => object][] = [
    [
      'getDossier',
      'query($input: GetDossierInput!) { getDossier(input: $input) { name } }',
      () => ({ projectId: target.projectId }),
    ],
    [
      'getApplication',
      'query($input: GetApplicationInput!) { getApplication(input: $input) { id } }',
      () => ({ id: target.projectId }),
    ],
    [
      'getPrereview',
      'query($input: GetPrereviewInput!) { getPrereview(input: $input) { id } }',
      () => ({ id: target.prereviewId }),
    ],
  ];
  it.each(['qiye2', 'xinanjiang', 'fagai', 'daiban1', 'shouxi-meicheng', 'shenji', 'anquan'])(
    'for %s, to read',
    async (who) => {
      for (const [name, query, input] of reads) {
        const answer = await target.as(who, query, { input: input() });
        expect([name, codeOf(answer)]).toEqual([name, expect.stringMatching(/NOT_FOUND|NOT_ALLOWED/)]);
        expect(JSON.stringify(answer.body)).not.toContain(ownInvestor.name);
      }
    },
  );

  it('for another enterprise, to change', async () => {
    for (const [command, more] of [
      ['withdrawApplication', { reason: '撤回别人的' }],
      ['giveUpProject', { reason: '放弃别人的' }],
      ['supplementApplication', { facts: someFacts(), note: '补充' }],
    ] as const) {
      const answer = await unchanged(
        async () =>
          await target.as('qiye2', mutation(command), {
            input: { id: target.projectId, key: key(), ...more },
          }),
      );
      expect([command, codeOf(answer)]).toEqual([command, 'CASE_NOT_FOUND']);
    }
  });

  it('for another territory, to change', async () => {
    const answer = await unchanged(
      async () =>
        await target.as('xinanjiang', mutation('startPrereview'), {
          input: { id: target.prereviewId, key: key() },
        }),
    );
    expect(codeOf(answer)).toBe('NOT_YOUR_UNIT');
  });

  it('a stranger’s answer and that for what does not exist are the same', async () => {
    const ask = async (projectId: string) =>
      (
        await target.as('qiye2', 'query($input: GetDossierInput!) { getDossier(input: $input) { name } }', {
          input: { projectId },
        })
      ).body;
    expect(await ask(target.projectId)).toEqual(await ask(idOf('prj')));
  });

  it('a draft of another is neither read, nor overwritten, nor submitted', async () => {
    const save =
      'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename ... on SaveDraftDone { id } ... on Refused { code } } }';
    const saved = await target.as('qiye', save, { input: { key: key(), form: { name: '机密' } } });
    const draft = String(saved.body.data.saveDraft.id);
    const drafts = await target.as('qiye2', '{ findDrafts { id form } }');
    expect(JSON.stringify(drafts.body)).not.toContain('机密');
    const overwrite = await unchanged(
      async () => await target.as('qiye2', save, { input: { id: draft, key: key(), form: {} } }),
    );
    expect(codeOf(overwrite)).toBe('DRAFT_NOT_FOUND');
    const submitted = await unchanged(
      async () => await target.as('qiye2', target.submit, target.application(key(), { draft })),
    );
    expect(codeOf(submitted)).toBe('DRAFT_NOT_FOUND');
  });

  it('a key that another used tells nothing of what it was used for', async () => {
    const answer = await target.as(
      'qiye2',
      target.submit,
      target.application('security-0001', {
        investor: { kind: 'company', name: '建德市示例新材料有限公司', creditCode: '91330182MADEMA027C' },
        facts: someFacts({ name: '另一项目' }),
      }),
    );
    expect(answer.body.data.submitApplication.__typename).toBe('CommandDone');
    expect(answer.body.data.submitApplication.id).not.toBe(target.projectId);
  });
});

describe('a token that nobody gave out', () => {
  it('opens no door: forged, expired, of alg none, of another key, with other claims', async () => {
    for (const [what, token, code] of await target.forgeries()) {
      const read = await target.ask(
        'query($input: GetDossierInput!) { getDossier(input: $input) { name } }',
        { input: { projectId: target.projectId } },
        token,
      );
      expect([what, codeOf(read)]).toEqual([what, code]);
      const write = await unchanged(
        async () =>
          await target.ask(
            mutation('startPrereview'),
            { input: { id: target.prereviewId, key: key() } },
            token,
          ),
      );
      expect([what, codeOf(write)]).toEqual([what, code]);
    }
  });

  it('and none at all opens none either', async () => {
    const read = await target.ask('query($input: GetDossierInput!) { getDossier(input: $input) { name } }', {
      input: { projectId: target.projectId },
    });
    expect(codeOf(read)).toBe('SIGN_IN_REQUIRED');
    const write = await unchanged(async () => await target.ask(target.submit, target.application(key())));
    expect(codeOf(write)).toBe('SIGN_IN_REQUIRED');
  });

  it('a service is not reached past the door: not without its token, not with a person’s in its place', async () => {
    const person = await target.tokenOf('meicheng');
    for (const service of ['identity', 'admission', 'prereview', 'insight'] as const)
      for (const path of [
        '/api/queries/anything',
        '/internal/replay',
        '/internal/sweep',
        '/internal/parked',
        '/internal/settled',
      ])
        for (const headers of [{}, { authorization: `Bearer ${person}` }, { 'x-service-token': person }]) {
          const { status, body } = await target.call(service, path, headers as Record<string, string>);
          expect([service, path, status, body?.data?.code]).toEqual([
            service,
            path,
            401,
            'SERVICE_TOKEN_INVALID',
          ]);
        }
  });

  it('a token outlives a lost right by seconds only', async () => {
    const account = await target.as(
      'anquan',
      'query($i: ListAccountsInput!) { listAccounts(input: $i) { accounts { id loginName version } } }',
      {
        i: { limit: 200 },
      },
    );
    const found = account.body.data.listAccounts.accounts.find(
      ({ loginName }: { loginName: string }) => loginName === 'xinanjiang',
    );
    const read = async () =>
      codeOf(
        await target.as('xinanjiang', 'query($i: FindMyTasksInput!) { findMyTasks(input: $i) { total } }', {
          i: { skip: 0, take: 1 },
        }),
      );
    expect(await read()).toBeUndefined();
    const disabled = await target.as('anquan', mutation('disableAccount'), {
      input: { id: found.id, key: key(), reason: '调离' },
    });
    expect(disabled.body.data.disableAccount.__typename).toBe('CommandDone');
    const before = Date.now();
    await until(read, (code) => code === 'TOKEN_REVOKED', 10_000);
    expect(Date.now() - before).toBeLessThan(5000);
  });
});

describe('what is not sound is refused with a code, and nothing changes', () => {
  it.each<[string, () => object, string | RegExp, string | undefined]>([
    [
      'a credit code whose check digit is wrong',
      () => ({ investor: { ...someInvestor, creditCode: '11331002002673575X' } }),
      /./,
      'investor.creditCode',
    ],
    [
      'a credit code with a letter that is none',
      () => ({ investor: { ...someInvestor, creditCode: '1133100200267357IO' } }),
      /./,
      'investor.creditCode',
    ],
    [
      'an industry that is not in the table',
      () => ({ facts: someFacts({ industry: '9999' }) }),
      /./,
      'facts.industry',
    ],
    [
      'a division that is not in the county',
      () => ({ facts: someFacts({ division: '330182103' }) }),
      /./,
      'facts.division',
    ],
    [
      'a division of another county',
      () => ({ facts: someFacts({ division: '330183104' }) }),
      /./,
      'facts.division',
    ],
    [
      'an amount that is no number',
      () => ({ facts: someFacts({ totalInvestment: '一亿' }) }),
      'INVALID_INPUT',
      'facts.totalInvestment',
    ],
    ['a negative amount', () => ({ facts: someFacts({ landMu: '-1' }) }), 'INVALID_INPUT', 'facts.landMu'],
    ['a name of blanks', () => ({ facts: someFacts({ name: '   ' }) }), 'INVALID_INPUT', 'facts.name'],
    [
      'a name without end',
      () => ({ facts: someFacts({ name: '长'.repeat(101) }) }),
      'INVALID_INPUT',
      'facts.name',
    ],
    ['a draft’s id that is no id', () => ({ draft: 'prj_$ne' }), 'INVALID_INPUT', 'draft'],
    [
      'paper by somebody who is no clerk',
      () => ({ paper: { company: idOf('cmp'), owner: idOf('acc'), receivedOn: '2026-03-01', reason: '代' } }),
      'PAPER_BY_CLERK_ONLY',
      'paper',
    ],
  ])('%s', async (_what, changed, code, field) => {
    const answer = await unchanged(
      async () => await target.as('qiye', target.submit, target.application(key(), changed())),
    );
    const refused = answer.body.data?.submitApplication;
    expect(refused?.__typename).toBe('Refused');
    expect(refused.code).toMatch(code);
    expect(refused.field).toBe(field);
    expect(refused.zh).toMatch(/[一-鿿]/);
  });

  it.each(['2026-02-30', '2026-13-01', '2027-01-01', '01/03/2026', ''])(
    'a day of receipt that cannot be: “%s”',
    async (receivedOn) => {
      const paper = { company: idOf('cmp'), owner: idOf('acc'), receivedOn, reason: '窗口代收' };
      const answer = await unchanged(
        async () => await target.as('chuangkou', target.submit, target.application(key(), { paper })),
      );
      expect(answer.body.data?.submitApplication).toMatchObject({
        __typename: 'Refused',
        field: 'paper.receivedOn',
      });
    },
  );

  it('an unknown field, at the door and past it', async () => {
    const atDoor = await unchanged(
      async () => await target.as('qiye', target.submit, target.application(key(), { status: 'agreed' })),
    );
    expect(atDoor.body.errors[0].message).toMatch(/"status" is not defined/);
    const { key: _key, ...rest } = target.application(key()).input as Record<string, unknown>;
    const past = await unchanged(
      async () =>
        await target.call(
          'admission',
          '/api/commands/submitApplication',
          {
            'x-service-token': target.installation.serviceToken(),
            authorization: `Bearer ${await target.tokenOf('qiye')}`,
          },
          JSON.stringify({ key: key(), ...rest, facts: { ...someFacts(), approved: true } }),
        ),
    );
    expect([past.status, past.body.data.code, past.body.data.field]).toEqual([
      400,
      'UNKNOWN_FIELD',
      'facts.approved',
    ]);
  });

  it('operators of the database in place of words', async () => {
    for (const id of [{ $ne: null }, { $gt: '' }, ['a']]) {
      const { status, body } = await unchanged(
        async () =>
          await target.call(
            'admission',
            '/api/queries/getApplication',
            {
              'x-service-token': target.installation.serviceToken(),
              authorization: `Bearer ${await target.tokenOf('qiye2')}`,
            },
            JSON.stringify({ id }),
          ),
      );
      expect([status, body.data.code]).toEqual([400, 'INVALID_INPUT']);
    }
  });

  it('an oversized body, at the door and past it', async () => {
    const atDoor = await unchanged(
      async () =>
        await target.as('qiye', target.submit, target.application(key(), { note: 'x'.repeat(1_200_000) })),
    );
    expect([atDoor.status, codeOf(atDoor)]).toEqual([413, 'BODY_TOO_LARGE']);
    const past = await unchanged(
      async () =>
        await target.call(
          'admission',
          '/api/commands/submitApplication',
          {
            'x-service-token': target.installation.serviceToken(),
            authorization: `Bearer ${await target.tokenOf('qiye')}`,
          },
          JSON.stringify({ note: 'x'.repeat(1_200_000) }),
        ),
    );
    expect([past.status, past.body.data.code]).toEqual([413, 'BODY_TOO_LARGE']);
    for (const service of ['admission', 'prereview', 'insight', 'gateway'] as const)
      expect(await target.installation.isReady(service)).toBe(true);
  });

  it('malformed JSON, at the door and past it', async () => {
    const token = await target.tokenOf('qiye');
    const atDoor = await unchanged(async () => await target.ask('', {}, token, { body: '{"query":' }));
    expect([atDoor.status, codeOf(atDoor)]).toEqual([400, 'MALFORMED_REQUEST']);
    const past = await unchanged(
      async () =>
        await target.call(
          'admission',
          '/api/commands/submitApplication',
          { 'x-service-token': target.installation.serviceToken(), authorization: `Bearer ${token}` },
          '{"key":',
        ),
    );
    expect([past.status, past.body.data.code]).toEqual([400, 'MALFORMED_REQUEST']);
  });

  it('a version that was not seen', async () => {
    const answer = await unchanged(
      async () =>
        await target.as('qiye', mutation('withdrawApplication'), {
          input: { id: target.projectId, key: key(), seen: 0, reason: '撤' },
        }),
    );
    expect(codeOf(answer)).toBe('CASE_CHANGED');
  });
});

tryAsStranger(() => target);

describe('what leaves the house', () => {
  it('holds no secret, no stack and no address of the inside', async () => {
    const answers = await Promise.all([
      target.ask('{ nothing }'),
      target.ask('{'),
      target.as('qiye', 'query($i: GetDossierInput!) { getDossier(input: $i) { name } }', {
        i: { projectId: idOf('prj') },
      }),
      target.as('qiye', target.submit, target.application('x')),
    ]);
    for (const { body } of answers) {
      const text = JSON.stringify(body);
      expect(text).not.toMatch(/node_modules|\.ts:\d|mongodb:\/\/|127\.0\.0\.1/);
    }
  });

  it('names a phone to nobody outside: masked for whoever does not need it', async () => {
    const me = await target.as('qiye', '{ me { id phone } }');
    const { id, phone } = me.body.data.me;
    expect(phone).toMatch(/^1\d{10}$/);
    const seen = await target.as('qiye2', 'query($i: ContactsInput!) { contacts(input: $i) { id phone } }', {
      i: { ids: [id] },
    });
    expect(JSON.stringify(seen.body)).not.toContain(phone);
  });

  it('the events carry no name of a person and no phone of the accounts', async () => {
    const names = ['钱示例', '梅示例', '13800000001', '13800000004'];
    const { connection, name } = target.installation;
    for (const service of ['identity', 'admission', 'prereview'] as const) {
      const events = await connection
        .useDb(`${name}_${service}`, { useCache: true })
        .collection('events')
        .find()
        .toArray();
      expect(events.length).toBeGreaterThan(0);
      for (const { body } of events) for (const word of names) expect(String(body)).not.toContain(word);
    }
  });
});
