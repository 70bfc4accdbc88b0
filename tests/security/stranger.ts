import { randomUUID } from 'node:crypto';
import { someFacts, someInvestor } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { type Answer, idOf, type Target } from './installation.ts';

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const mutation = (name: string, done = '... on CommandDone { id version status }'): string =>
  `mutation($input: ${capital(name)}Input!) { ${name}(input: $input) { __typename ${done} ... on Refused { code field zh } } }`;

/** Somebody who knows the forms and means no good: admission, pre-review and accounts by the door, as he pleases. */
export const tryAsStranger = (target: () => Target): void => {
  const send = async (who: string, name: string, input: object, done?: string): Promise<Answer> =>
    await target().as(who, mutation(name, done), { input: { key: randomUUID(), ...input } });
  /** What it was refused with; the type of the answer where it was not. */
  const told = ({ body }: Answer): string => {
    const [error] = body?.errors ?? [];
    if (error !== undefined) return String(error.extensions?.code ?? 'GRAPHQL');
    const [answer] = Object.values(
      (body?.data ?? {}) as Record<string, { code?: string; __typename: string }>,
    );
    return answer?.code ?? answer?.__typename ?? 'nothing';
  };
  const apply = async (changed: object = {}): Promise<Answer> =>
    await target().as('qiye', target().submit, target().application(randomUUID(), changed));
  const filed = async (): Promise<string> => String((await apply()).body.data.submitApplication.id);
  const application = async (id: string) =>
    (
      await target().as(
        'qiye',
        'query($input: GetApplicationInput!) { getApplication(input: $input) { status facts { name process } } }',
        { input: { id } },
      )
    ).body.data.getApplication;
  const saved = '... on SaveDraftDone { id revision }';

  describe('what is typed to mislead or to be too much', () => {
    it('is kept as it is read: nothing that turns round, hides or is not to be seen', async () => {
      const facts = someFacts({ name: '准入\u202e意同不\u200b项目', process: '切割\u0000\r\n检测' });
      const { body } = await apply({ facts });
      expect((await application(body.data.submitApplication.id)).facts).toEqual({
        name: '准入意同不项目',
        process: '切割\n检测',
      });
      for (const name of ['\u200b', '\u202e\u2066', '\u200d', '\u3000'])
        expect(told(await apply({ facts: someFacts({ name }) }))).toBe('INVALID_INPUT');
    });

    it('is refused where it is deeper, longer or more than any form', async () => {
      let deep: object = {};
      for (let n = 0; n < 5000; n += 1) deep = { deep };
      expect(told(await send('qiye', 'saveDraft', { form: deep }, saved))).toBe('INVALID_INPUT');
      expect(told(await send('qiye', 'saveDraft', { form: { a: 'x'.repeat(70_000) } }, saved))).toBe(
        'INVALID_INPUT',
      );
      const asked = Array.from({ length: 51 }, () => ({ what: '材料', why: '缺' }));
      const id = target().prereviewId;
      expect(told(await send('meicheng', 'requestPrereviewSupplement', { id, asked }))).toBe('INVALID_INPUT');
      const raw = `{"query":"mutation($i: SaveDraftInput!) { saveDraft(input: $i) { __typename } }","variables":{"i":{"key":"deeper-0001","form":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}}}}`;
      const { body } = await target().ask('', {}, await target().tokenOf('qiye'), { body: raw });
      expect(JSON.stringify(body)).not.toMatch(/node_modules|RangeError|call stack/);
      for (const service of ['admission', 'prereview', 'gateway'] as const)
        expect(await target().installation.isReady(service)).toBe(true);
    });

    it.each<[string, string, () => object]>([
      [
        'yanpan',
        'callConference',
        () => ({ id: target().prereviewId, heldOn: '2026-02-30', agenda: '研究' }),
      ],
      ['yanpan', 'callConference', () => ({ id: target().prereviewId, heldOn: '2026-3-2', agenda: '研究' })],
      [
        'yanpan',
        'concludeConference',
        () => ({
          id: target().prereviewId,
          attended: ['ecology'],
          minutes: '纪要',
          proposal: { conclusion: 'postponed', reason: '缓', reviewOn: '2026-06-31' },
        }),
      ],
      [
        'chuangkou',
        'deliverConclusion',
        () => ({ id: target().projectId, deliveredOn: '0000-00-00', reason: '当面' }),
      ],
      ['anquan', 'noteAbsence', () => ({ id: idOf('acc'), from: '2027-02-29', until: '2027-03-01' })],
    ])('is no day: %s %s', async (who, command, input) =>
      expect(told(await send(who, command, input()))).toBe('INVALID_INPUT'),
    );
  });

  describe('the same thing at once, again, or late', () => {
    it('sent five times with one key it is one, with another content it is refused', async () => {
      const same = target().application(randomUUID());
      const answers = await Promise.all(
        Array.from({ length: 5 }, async () => await target().as('qiye', target().submit, same)),
      );
      expect(new Set(answers.map(({ body }) => body.data.submitApplication.id)).size).toBe(1);
      const other = { input: { ...same.input, electronicDelivery: false } };
      expect(told(await target().as('qiye', target().submit, other))).toBe('KEY_REUSED');
      const id = String(answers[0]?.body.data.submitApplication.id);
      const key = randomUUID();
      expect(told(await send('qiye', 'withdrawApplication', { id, key, reason: '另行选址' }))).toBe(
        'CommandDone',
      );
      expect(told(await send('qiye', 'withdrawApplication', { id, key, reason: '另有原因' }))).toBe(
        'KEY_REUSED',
      );
      expect(told(await send('qiye', 'withdrawApplication', { id, reason: '再撤' }))).toBe('WRONG_STATE');
    });

    it('one draft submitted four times with keys of its own is one application', async () => {
      const draft = String(
        (await send('qiye', 'saveDraft', { form: { a: 1 } }, saved)).body.data.saveDraft.id,
      );
      const codes = await Promise.all(Array.from({ length: 4 }, async () => told(await apply({ draft }))));
      expect(codes.sort()).toEqual(['CASE_EXISTS', 'CASE_EXISTS', 'CASE_EXISTS', 'CommandDone']);
    });

    it('withdrawn and taken up in the same moment it ends once, on both sides', async () => {
      const id = await filed();
      await target().installation.settle();
      const [withdrawn, ...started] = await Promise.all([
        send('qiye', 'withdrawApplication', { id, reason: '另行选址' }),
        ...Array.from({ length: 3 }, async () => await send('meicheng', 'startPrereview', { id })),
      ]);
      expect(told(withdrawn as Answer)).toBe('CommandDone');
      expect(started.filter((answer) => told(answer) === 'CommandDone').length).toBeLessThanOrEqual(1);
      await target().installation.settle();
      expect((await application(id)).status).toBe('withdrawn');
      expect(told(await send('meicheng', 'agreePrereview', { id, opinion: '同意' }))).toBe('WRONG_STATE');
    });

    it('by a version that is no longer, it changes nothing', async () => {
      const id = await filed();
      await target().installation.settle();
      const { body } = await send('meicheng', 'startPrereview', { id });
      const seen = Number(body.data.startPrereview.version) - 1;
      expect(told(await send('meicheng', 'agreePrereview', { id, seen, opinion: '同意' }))).toBe(
        'CASE_CHANGED',
      );
    });
  });

  describe('an id that is of something else', () => {
    it('leads nowhere: a draft, an account, a project, somebody of the state', async () => {
      const draft = String(
        (await send('qiye', 'saveDraft', { form: { b: 1 } }, saved)).body.data.saveDraft.id,
      );
      const { body } = await target().as('meicheng', '{ me { id } }');
      const staff = String(body.data.me.id);
      for (const [who, command, input] of [
        ['meicheng', 'startPrereview', { id: draft }],
        ['meicheng', 'startPrereview', { id: staff }],
        ['qiye', 'withdrawApplication', { id: target().prereviewId, reason: '撤' }],
        ['qiye', 'submitConditionEvidence', { id: target().projectId, note: '已落实' }],
        ['yanpan', 'waiveCondition', { id: target().projectId, reason: '不再要求' }],
        ['qiye', 'removeColleague', { id: staff, reason: '移除' }],
        ['qiye', 'handOverCompany', { id: staff }],
        ['anquan', 'disableAccount', { id: target().projectId, reason: '停用' }],
      ] as const)
        expect([command, told(await send(who, command, input))]).toEqual([
          command,
          expect.stringMatching(/NOT_FOUND|COMPANY_OWNER_ONLY/),
        ]);
    });
  });

  describe('whoever has no account', () => {
    const open = async (name: string, input: object, done: string): Promise<Answer> =>
      await target().ask(mutation(name, done), { input });
    const confirmed = async (asked: object) =>
      (
        await open(
          'requestConfirmation',
          asked,
          '... on RequestConfirmationDone { confirmation simulatedCode }',
        )
      ).body.data.requestConfirmation as { confirmation: string; simulatedCode: string };
    const registering = (confirmation: string, code: string, loginName: string) => ({
      confirmation,
      code,
      companyName: '建德示例企业',
      creditCode: null,
      loginName,
      password: 'Correct-Horse-9',
      name: '钱',
    });
    const registered = '... on RegisterEnterpriseDone { account }';

    it('comes in by no code of another purpose, of nobody, or of somebody of the state', async () => {
      const reset = await confirmed({ purpose: 'reset', loginName: 'qiye2' });
      const asked = registering(reset.confirmation, reset.simulatedCode, 'shengren');
      expect(told(await open('registerEnterprise', asked, registered))).toBe('CONFIRMATION_WRONG');
      for (const loginName of ['anquan', 'nobody-here']) {
        const { confirmation, simulatedCode: code } = await confirmed({ purpose: 'reset', loginName });
        const password = 'Another-Horse-10';
        expect(
          told(
            await open(
              'resetForgottenPassword',
              { confirmation, code, password },
              '... on ResetForgottenPasswordDone { done }',
            ),
          ),
        ).toBe('CONFIRMATION_WRONG');
      }
    });

    it('guesses no code: after a few wrong ones the right one is none either', async () => {
      const { confirmation, simulatedCode } = await confirmed({ purpose: 'register', to: '13900002222' });
      const wrong = simulatedCode === '000000' ? '000001' : '000000';
      for (let n = 0; n < 5; n += 1)
        expect(
          told(await open('registerEnterprise', registering(confirmation, wrong, 'shengren'), registered)),
        ).toBe('CONFIRMATION_WRONG');
      expect(
        told(
          await open('registerEnterprise', registering(confirmation, simulatedCode, 'shengren'), registered),
        ),
      ).toBe('CONFIRMATION_WRONG');
    });

    it('makes one company of one code, however many he sends at once', async () => {
      const { confirmation, simulatedCode } = await confirmed({ purpose: 'register', to: '13900003333' });
      const codes = await Promise.all(
        ['shengrena', 'shengrenb', 'shengrenc'].map(async (loginName) =>
          told(
            await open('registerEnterprise', registering(confirmation, simulatedCode, loginName), registered),
          ),
        ),
      );
      expect(codes.filter((code) => code === 'RegisterEnterpriseDone')).toHaveLength(1);
      expect(codes).not.toContain('nothing');
    });
  });

  it('the investor is who it says it is, by a code that is one', async () => {
    for (const creditCode of [
      '１１３３１００２００２６７３５７５G',
      '11331002002673575G\u200b',
      "11331002002673575'",
    ])
      expect(told(await apply({ investor: { ...someInvestor, creditCode } }))).not.toBe('CommandDone');
  });
};
