import { admissionContract, prereviewContract } from '@yizhan/contracts';
import { createAllowedCodes, createApplicants, type RunningService } from '@yizhan/service';
import { createInstallation, type Persona, someFacts, someInvestor, until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCommands } from '../src/commands.ts';
import { createRefilings } from '../src/refilings.ts';
import { admission } from '../src/service.ts';
import { createDraftStore } from '../src/store.ts';

let installation: Awaited<ReturnType<typeof createInstallation>>;
let running: RunningService;
beforeAll(async () => {
  installation = await createInstallation();
  running = await installation.start('admission', admission);
  await installation.spawnService('prereview');
  await installation.ready();
}, 60_000);
afterAll(async () => await installation.stop());

const as = (persona: Persona) => installation.as(persona, admissionContract, 'admission');
const company = (name: string): Persona => ({
  roles: ['enterprise'],
  company: name,
  id: `acc_${name.padEnd(24, '0')}`,
});
let count = 0;
const key = (): string => {
  count += 1;
  return `test-${String(count).padStart(8, '0')}`;
};
const input = (changed: object = {}) => ({
  key: key(),
  investor: someInvestor,
  facts: someFacts(),
  electronicDelivery: true,
  ...changed,
});
const codeOf = async (asked: Promise<unknown>): Promise<string> =>
  await asked.then(
    () => 'ok',
    (error: { data: { code: string } }) => error.data.code,
  );

describe('a key', () => {
  it('answers twice with one case, and is refused with another payload', async () => {
    const enterprise = as(company('cmpa'));
    const same = input();
    const first = await enterprise.commands.submitApplication(same);
    expect(first.receipt).toMatch(/^ZR20260302\d{10}$/);
    expect(await enterprise.commands.submitApplication(same)).toEqual({ ...first, replayed: true });
    expect(await codeOf(enterprise.commands.submitApplication({ ...same, electronicDelivery: false }))).toBe(
      'KEY_REUSED',
    );
    expect((await enterprise.queries.getApplication({ id: first.id })).id).toBe(first.id);
  });

  it('sent five times at once makes one application', async () => {
    const enterprise = as(company('cmpa'));
    const same = input();
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => await enterprise.commands.submitApplication(same)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });
});

describe('a draft', () => {
  const drafting = { name: '未完成' };

  it('keeps what was typed, is its company’s own, and gives its id to the project', async () => {
    const [owner, other] = [as(company('cmpd')), as(company('cmpe'))];
    const draft = await owner.commands.saveDraft({ key: key(), form: drafting });
    const again = await owner.commands.saveDraft({ key: key(), id: draft.id, form: { name: '改过' } });
    expect(again.id).toBe(draft.id);
    expect(await owner.queries.findDrafts({})).toMatchObject([{ id: draft.id, form: { name: '改过' } }]);
    expect(await other.queries.findDrafts({})).toEqual([]);
    expect(await codeOf(other.commands.saveDraft({ key: key(), id: draft.id, form: drafting }))).toBe(
      'DRAFT_NOT_FOUND',
    );
    expect(await codeOf(other.commands.submitApplication(input({ draft: draft.id })))).toBe(
      'DRAFT_NOT_FOUND',
    );
    const submitted = await owner.commands.submitApplication(input({ draft: draft.id }));
    expect(submitted.id).toBe(draft.id);
    expect(await owner.queries.findDrafts({})).toEqual([]);
    expect(await codeOf(owner.commands.submitApplication(input({ draft: draft.id })))).toBe('CASE_EXISTS');
    expect(await codeOf(other.commands.submitApplication(input({ draft: draft.id })))).toBe('CASE_NOT_FOUND');
  });

  it('that another request submits at the same moment is there, as the case it became', async () => {
    const owner = company('cmph');
    const { id } = await as(owner).commands.saveDraft({ key: key(), form: drafting });
    const { cases, connection } = running.parts;
    const drafts = createDraftStore(connection);
    const overtaken = createCommands(
      cases,
      {
        ...drafts,
        belongsTo: async (...asked) => {
          await as(owner).commands.submitApplication(input({ draft: id }));
          return await drafts.belongsTo(...asked);
        },
      },
      createAllowedCodes(connection),
      createRefilings(connection),
      createApplicants(running.parts),
    );
    const { key: asked, ...stated } = input();
    const actor = {
      id: String(owner.id),
      roles: owner.roles,
      company: 'cmph',
      county: '330182',
      person: true,
    };
    const submission = { type: 'submitApplication', ...stated } as const;
    expect(await overtaken.submitApplication(id, undefined, submission, { actor, key: asked })).toMatchObject(
      { ok: false, refusal: { code: 'CASE_EXISTS' } },
    );
  });

  it('saved on two devices is a conflict that is told, and what was saved first stays', async () => {
    const owner = as(company('cmpf'));
    const { id, revision } = await owner.commands.saveDraft({ key: key(), form: drafting });
    const phone = await owner.commands.saveDraft({ key: key(), id, seen: revision, form: { name: '手机' } });
    expect(phone.revision).toBe(revision + 1);
    const late = { key: key(), id, seen: revision, form: { name: '电脑' } };
    expect(await codeOf(owner.commands.saveDraft(late))).toBe('DRAFT_CHANGED');
    expect(await owner.queries.findDrafts({})).toMatchObject([
      { revision: phone.revision, form: { name: '手机' } },
    ]);
    // Its answer lost, the same is sent again, and is no conflict with itself.
    const again = { key: key(), id, seen: revision, form: { name: '手机' } };
    expect(await owner.commands.saveDraft(again)).toMatchObject({ revision: phone.revision });
    await owner.commands.saveDraft({ ...late, seen: phone.revision });
    expect(await owner.queries.findDrafts({})).toMatchObject([{ form: { name: '电脑' } }]);
  });

  it('saved twice at the same moment keeps one, and tells the other', async () => {
    const owner = as(company('cmpg'));
    const { id, revision } = await owner.commands.saveDraft({ key: key(), form: drafting });
    const codes = await Promise.all(
      ['一', '二', '三'].map(
        async (name) =>
          await codeOf(owner.commands.saveDraft({ key: key(), id, seen: revision, form: { name } })),
      ),
    );
    expect(codes.sort()).toEqual(['DRAFT_CHANGED', 'DRAFT_CHANGED', 'ok']);
  });

  it('of a window clerk is his own, in his county, and becomes the application of whoever came', async () => {
    const clerk = (id: string, county = '330182'): Persona => ({ roles: ['windowClerk'], id, county });
    const [mine, colleague, elsewhere] = [
      as(clerk('acc_clerk1')),
      as(clerk('acc_clerk2')),
      as(clerk('acc_clerk1', '330127')),
    ];
    const paper = { company: 'cmpk', owner: 'acc_owner', receivedOn: '2026-02-27', reason: '窗口收件' };
    const draft = await mine.commands.saveDraft({ key: key(), form: { paper } });
    const phone = await mine.commands.saveDraft({
      key: key(),
      id: draft.id,
      seen: draft.revision,
      form: { paper, facts: drafting },
    });
    expect(await mine.queries.findDrafts({})).toMatchObject([
      { id: draft.id, revision: phone.revision, form: { facts: drafting } },
    ]);
    // Not his colleague's, nor of a county where he has no seat, nor yet of the company that he files for.
    for (const other of [colleague, elsewhere, as(company('cmpk'))]) {
      expect(await other.queries.findDrafts({})).toEqual([]);
      const overwriting = { key: key(), id: draft.id, form: {} };
      expect(await codeOf(other.commands.saveDraft(overwriting))).toBe('DRAFT_NOT_FOUND');
    }
    expect(await codeOf(colleague.commands.submitApplication(input({ draft: draft.id, paper })))).toBe(
      'DRAFT_NOT_FOUND',
    );
    const filed = await mine.commands.submitApplication(input({ draft: draft.id, paper }));
    expect(filed.id).toBe(draft.id);
    expect(await mine.queries.findDrafts({})).toEqual([]);
    expect((await as(company('cmpk')).queries.getApplication({ id: filed.id })).submittedOn).toBe(
      '2026-02-27',
    );
  });

  it('of a company is not the window’s to file', async () => {
    const draft = await as(company('cmpm')).commands.saveDraft({ key: key(), form: drafting });
    const paper = { company: 'cmpm', owner: 'acc_owner', receivedOn: '2026-02-27', reason: '窗口收件' };
    const clerk = as({ roles: ['windowClerk'] });
    expect(await codeOf(clerk.commands.submitApplication(input({ draft: draft.id, paper })))).toBe(
      'DRAFT_NOT_FOUND',
    );
  });

  it('is discarded by its own, and there are no more than somebody can look through', async () => {
    const [owner, other] = [as(company('cmpn')), as(company('cmpo'))];
    const save = async (form: Record<string, unknown>) =>
      await owner.commands.saveDraft({ key: key(), form });
    const { id } = await save(drafting);
    expect(await codeOf(other.commands.discardDraft({ id, key: key() }))).toBe('DRAFT_NOT_FOUND');
    for (let n = 1; n < 50; n += 1) await save({ n });
    expect(await codeOf(save(drafting))).toBe('TOO_MANY_DRAFTS');
    // What is there may still be gone on with.
    await owner.commands.saveDraft({ key: key(), id, form: { name: '续' } });
    await owner.commands.discardDraft({ id, key: key() });
    expect(await codeOf(owner.commands.discardDraft({ id, key: key() }))).toBe('DRAFT_NOT_FOUND');
    expect((await owner.queries.findDrafts({})).map((draft) => draft.id)).not.toContain(id);
    expect((await save(drafting)).revision).toBe(1);
  });

  it('holds whatever keys a form has, and nothing deeper or longer than a form', async () => {
    const owner = as(company('cmpr'));
    const odd = {
      $where: '1',
      'a.b': { $ne: null },
      '': '空',
      __proto__x: 1,
      constructor: { prototype: {} },
    };
    const { id } = await owner.commands.saveDraft({ key: key(), form: odd });
    expect(await owner.queries.findDrafts({})).toMatchObject([{ id, form: odd }]);
    let deep: Record<string, unknown> = {};
    for (let n = 0; n < 1000; n += 1) deep = { deep };
    for (const form of [deep, { long: '长'.repeat(60_001) }])
      expect(await codeOf(owner.commands.saveDraft({ key: key(), form }))).toBe('INVALID_INPUT');
  });

  it('is for enterprises and the window', async () => {
    for (const role of ['territory', 'department', 'judgementLead', 'administrator'] as const) {
      expect(await codeOf(as({ roles: [role] }).commands.saveDraft({ key: key(), form: drafting }))).toBe(
        'ROLE_NOT_ALLOWED',
      );
      expect(await codeOf(as({ roles: [role] }).queries.findDrafts({}))).toBe('ROLE_NOT_ALLOWED');
    }
  });
});

it('warns of what looks like the same project, and names to an enterprise its own alone', async () => {
  const [owner, other] = [as(company('cmph')), as(company('cmpi'))];
  const facts = someFacts({ name: '年产30万吨精细碳酸钙项目', parcelWish: '梅城A-77' });
  const { id } = await owner.commands.submitApplication(input({ facts }));
  const wanted = { name: '年产50万吨精细碳酸钙生产项目', parcelWish: '梅城A-77' };
  expect(await owner.queries.findSimilarApplications(wanted)).toMatchObject([
    { because: 'name', id },
    { because: 'parcel', id },
  ]);
  expect(await other.queries.findSimilarApplications(wanted)).toEqual([
    { because: 'parcel', id: null, name: null, statusZh: null, submittedOn: null },
  ]);
  // Nor does a department that was not asked learn what others plan.
  const department = as({ roles: ['department'], unit: 'ecology' });
  expect((await department.queries.findSimilarApplications(wanted)).map((found) => found.name)).toEqual([
    null,
  ]);
  const clerk = as({ roles: ['windowClerk'] });
  const byCode = { ...wanted, creditCode: '11331002002673575G', except: id };
  expect((await clerk.queries.findSimilarApplications(byCode)).map((found) => found.id)).not.toContain(id);
  expect(await codeOf(as({ roles: ['agent'] }).queries.findSimilarApplications(wanted))).toBe(
    'ROLE_NOT_ALLOWED',
  );
  await owner.commands.withdrawApplication({ id, key: key(), reason: '另行选址' });
  expect(await other.queries.findSimilarApplications(wanted)).toEqual([]);
  const refiled = await owner.commands.submitApplication(input({ facts, refilingOf: id }));
  expect((await owner.queries.getApplication({ id: refiled.id })).refilingOf).toBe(id);
  expect(await codeOf(other.commands.submitApplication(input({ refilingOf: id })))).toBe('PROJECT_NOT_FOUND');
});

it('shows an application to its company, its division, the window and the lead, and to no one else', async () => {
  const { id } = await as(company('cmpv')).commands.submitApplication(input());
  const seen = async (persona: Persona) => await codeOf(as(persona).queries.getApplication({ id }));
  const may: readonly Persona[] = [
    company('cmpv'),
    { roles: ['territory'], unit: '330182104' },
    { roles: ['windowClerk'] },
    { roles: ['judgementLead'] },
  ];
  const mayNot: readonly Persona[] = [
    company('cmpw'),
    { roles: ['enterprise'] },
    { roles: ['territory'], unit: '330182001' },
    { roles: ['department'], unit: 'ecology' },
    { roles: ['departmentHead'], unit: 'ecology' },
    { roles: ['agent'] },
    { roles: ['chiefAgent'], unit: '330182104' },
    { roles: ['administrator'] },
    { roles: ['securityAdministrator'] },
    { roles: ['auditor'] },
    { roles: ['windowClerk'], county: '330127' },
  ];
  for (const persona of may) expect(await seen(persona), JSON.stringify(persona)).toBe('ok');
  for (const persona of mayNot) expect(await seen(persona), JSON.stringify(persona)).toBe('CASE_NOT_FOUND');
});

it.each<[string, object, string, string]>([
  ['an unknown field', { colour: 'red' }, 'UNKNOWN_FIELD', 'colour'],
  ['an unknown fact', { facts: { ...someFacts(), colour: 'red' } }, 'UNKNOWN_FIELD', 'facts.colour'],
  ['a number that is none', { facts: someFacts({ landMu: '1e3' }) }, 'INVALID_INPUT', 'facts.landMu'],
  ['a negative one', { facts: someFacts({ landMu: '-1' }) }, 'INVALID_INPUT', 'facts.landMu'],
  [
    'a short credit code',
    { investor: { ...someInvestor, creditCode: '1133' } },
    'INVALID_INPUT',
    'investor.creditCode',
  ],
])('refuses %s, with the field', async (_what, changed, code, field) => {
  const send = as(company('cmpa')).commands.submitApplication as unknown as (
    body: object,
  ) => Promise<unknown>;
  await expect(send(input(changed))).rejects.toMatchObject({ data: { code, field } });
});

describe('with prereview as a process of its own', { timeout: 60_000 }, () => {
  const division = '330182104';
  const officer = () =>
    installation.as({ roles: ['territory'], unit: division }, prereviewContract, 'prereview');
  const arrives = async (id: string) =>
    await until(
      async () => await codeOf(officer().queries.getPrereview({ id })),
      (code) => code === 'ok',
    );

  it('a paper application keeps its true day all the way, and its reply is delivered by a clerk', async () => {
    const clerk = as({ roles: ['windowClerk'], id: 'acc_clerk' });
    const paper = { company: 'cmpp', owner: 'acc_owner', receivedOn: '2026-02-27', reason: '窗口收件' };
    const { id } = await clerk.commands.submitApplication(input({ electronicDelivery: false, paper }));
    await arrives(id);
    const [turn] = (await officer().queries.getPrereview({ id })).turns;
    expect(turn?.dueOn).toBe('2026-03-02');
    await officer().commands.startPrereview({ id, key: key() });
    await officer().commands.refusePrereview({ id, key: key(), reason: '不符合产业定位' });
    await until(
      async () => (await clerk.queries.getApplication({ id })).status,
      (status) => status === 'disagreed',
    );
    expect(
      await codeOf(
        clerk.commands.deliverConclusion({ id, key: key(), deliveredOn: '2026-02-30', reason: '当面' }),
      ),
    ).toBe('INVALID_INPUT');
    const delivered = await clerk.commands.deliverConclusion({
      id,
      key: key(),
      deliveredOn: '2026-03-02',
      reason: '签收单存档',
    });
    expect(delivered).toMatchObject({ status: 'replied', receipt: expect.stringMatching(/^HG20260302/) });
    const owner = as({ roles: ['enterprise'], company: 'cmpp' });
    expect((await owner.queries.getApplication({ id })).conclusion).toMatchObject({
      conclusion: 'disagreed',
    });
    expect((await owner.commands.giveUpProject({ id, key: key(), reason: '不再投资' })).status).toBe(
      'givenUp',
    );
  });

  it('a supplement on paper is received at the window, with its true day, and the enterprise cannot say so itself', async () => {
    const owner = as(company('cmpq'));
    const clerk = as({ roles: ['windowClerk'], id: 'acc_clerk' });
    const { id } = await owner.commands.submitApplication(input());
    await arrives(id);
    await officer().commands.startPrereview({ id, key: key() });
    await officer().commands.requestPrereviewSupplement({
      id,
      key: key(),
      asked: [{ what: '用能说明', why: '未列' }],
    });
    await until(
      async () => (await owner.queries.getApplication({ id })).status,
      (status) => status === 'returned',
    );
    const supplement = { id, facts: someFacts(), note: '用能说明一份' };
    const paper = { receivedOn: '2026-03-02', reason: '窗口收件' };
    const give = async (who: typeof clerk, more: object = {}) =>
      await codeOf(who.commands.supplementApplication({ ...supplement, key: key(), ...more }));
    expect(await give(clerk)).toBe('PAPER_DETAILS_MISSING');
    expect(await give(owner, { paper })).toBe('PAPER_BY_CLERK_ONLY');
    expect(await give(clerk, { paper: { ...paper, receivedOn: '2026-03-03' } })).toBe('DATE_IN_FUTURE');
    expect(await give(clerk, { paper: { ...paper, receivedOn: '2026-03-01' } })).toBe('DATE_BEFORE_STEP');
    expect(await give(clerk, { paper })).toBe('ok');
    expect((await owner.queries.getApplication({ id })).status).toBe('submitted');
  });

  it('a demand that is not met by its last day, across a holiday, counts as withdrawn', async () => {
    await installation.advanceTo('2026-09-18T01:00:00.000Z');
    const owner = as(company('cmpl'));
    const { id } = await owner.commands.submitApplication(input());
    await arrives(id);
    await officer().commands.startPrereview({ id, key: key() });
    await officer().commands.requestPrereviewSupplement({
      id,
      key: key(),
      asked: [{ what: '用能说明', why: '未列' }],
    });
    const returned = await until(
      async () => await owner.queries.getApplication({ id }),
      ({ status }) => status === 'returned',
    );
    expect(returned.supplement?.due.dueOn).toBe('2026-10-09');
    await installation.advanceTo('2026-10-09T15:59:59.000Z');
    expect((await owner.queries.getApplication({ id })).status).toBe('returned');
    await installation.advanceTo('2026-10-09T16:00:00.000Z');
    expect((await owner.queries.getApplication({ id })).status).toBe('lapsed');
    expect(
      await codeOf(
        owner.commands.supplementApplication({ id, key: key(), facts: someFacts(), note: '晚了' }),
      ),
    ).toBe('DEADLINE_PASSED');
    const settled = await installation.settledOf('admission');
    expect(settled).toMatchObject({ unsent: 0, parked: { failed: 0, waiting: 0, behind: 0 } });
  });
});
