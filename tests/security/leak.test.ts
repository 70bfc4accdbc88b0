import { createWalk, type Walk } from '@yizhan/local/walk';
import { type Installation, someFacts, someInvestor, until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownInvestor, password, startAll } from '../chain/installation.ts';
import { createFileAttacks, type FileAttacks } from './file-attacks.ts';
import { createQuestions, introspection, type Questions, type TypeOfSchema } from './schema-questions.ts';

/** Written by the side of the state and internal to it; each can be told in any answer. */
const internal = {
  prereview: '机密甲：属地预审意见',
  agreeing: '机密乙：部门研判意见',
  disagreeing: '机密丙：不同意的意见',
  basis: '机密丁：不同意的依据',
  conditions: '机密戊：部门附加的条件',
  agenda: '机密己：会商议题',
  minutes: '机密庚：会商纪要',
  minority: '机密辛：少数意见',
};
const words = Object.values(internal);
/** Who judged and concluded: their opinion is not told, nor that it was theirs. */
const judges = ['财示例', '环示例', '经示例', '研示例'];
/** Names, posts and phones of staff are public by law of the service: whoever asks for a contact is told it. */
const publicContacts = new Set(['contacts', 'contactsOfUnit', 'findStaff']);

let installation: Installation;
let walk: Walk;
let questions: Questions;
let files: FileAttacks;
/** Handed in with the application; lying in another draft of the same company. */
let handedIn: { file: string; material: string; name: string };
let kept: { file: string; material: string; name: string };
let keptIn: string;
let projectId: string;
let prereviewId: string;

const ask = async (loginName: string, query: string, variables: object): Promise<string> => {
  const { token } = await walk.as(loginName);
  const response = await fetch(`${installation.urlOf('gateway')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return await response.text();
};

const opinionOf = (unit: string) => {
  if (unit === 'financeTax')
    return { opinion: 'disagree', text: internal.disagreeing, basis: internal.basis };
  if (unit === 'ecology')
    return {
      opinion: 'agreeWithConditions',
      text: internal.agreeing,
      conditions: [{ text: internal.conditions, attachedTo: 'landContract' }],
    };
  return { opinion: 'agree', text: internal.agreeing };
};
const officers: Readonly<Record<string, string>> = {
  developmentReform: 'fagai',
  economyInformation: 'jingxin',
  naturalResources: 'guizi',
  ecology: 'huanbao',
  emergency: 'yingji',
  housing: 'zhujian',
  commerce: 'shangwu',
  water: 'shuili',
  financeTax: 'caishui',
};

beforeAll(async () => {
  installation = await startAll(
    // All that knows of an opinion or of who may see a file; the others hold none, and the door asks them all the same.
    ['identity', 'admission', 'prereview', 'approval', 'agency', 'materials', 'insight', 'gateway'],
    '2026-03-02T01:00:00.000Z',
  );
  walk = createWalk(installation.urlOf('gateway'), password);
  const told = JSON.parse(await ask('qiye', introspection, {})) as {
    data: { __schema: { types: readonly TypeOfSchema[] } };
  };
  questions = createQuestions(told.data.__schema.types);

  files = createFileAttacks(installation.urlOf('gateway'), walk);
  projectId = await files.saveDraft('qiye', 'leak-draft', { facts: { name: '有附件' } });
  handedIn = await files.attach('qiye', projectId, 'proposal');
  keptIn = await files.saveDraft('qiye', 'leak-draft-kept', { facts: { name: '还没交' } });
  kept = await files.attach('qiye', keptIn, 'kept');
  const filed = (
    await (
      await walk.as('qiye')
    ).command('submitApplication', {
      key: 'leak-apply',
      draft: projectId,
      investor: ownInvestor,
      facts: someFacts(),
      electronicDelivery: true,
      attachments: [{ material: handedIn.material, version: 1 }],
    })
  ).id;
  expect(filed).toBe(projectId);
  await walk.take('meicheng', projectId, 'startPrereview', 'startPrereview', 'leak-start');
  const agreed = await walk.take('meicheng', projectId, 'agreePrereview', 'agreePrereview', 'leak-agree', {
    opinion: internal.prereview,
  });
  prereviewId = agreed.id;
  const seen = await walk.until('yanpan', projectId, 'opinions asked', ({ turns }) =>
    turns.some(({ action }) => action === 'giveOpinion'),
  );
  for (const { holder } of seen.turns.filter(({ action }) => action === 'giveOpinion'))
    await (await walk.as(officers[holder] ?? 'fagai')).command('giveOpinion', {
      id: prereviewId,
      key: `leak-${holder}`,
      ...opinionOf(holder),
    });
  // Not all agreed, so the lead is to call a conference; the owner's turns are those of a judgement in which all did.
  await walk.until('qiye', projectId, 'summing up, and no more', ({ turns }) =>
    turns.some(({ action }) => action === 'summariseJudgement'),
  );
  await walk.take('yanpan', projectId, 'callConference', 'callConference', 'leak-call', {
    heldOn: '2026-03-02',
    agenda: internal.agenda,
  });
}, 180_000);
afterAll(async () => await installation?.stop());

/** What of the internal words and names stands in an answer. */
const leaksIn = (name: string, answer: string): readonly string[] =>
  [...words, ...(publicContacts.has(name) ? [] : judges)].filter((secret) => answer.includes(secret));

/** Asks everything that the schema lets ask, for each id there is; what leaked, by query. */
const askEverything = async (loginName: string) => {
  const leaked: string[] = [];
  const tooMuch: string[] = [];
  const all = new Map(
    [projectId, prereviewId]
      .flatMap((id) => questions.queries(id))
      .map((question) => [JSON.stringify(question), question]),
  );
  const left = [...all.values()];
  const askOn = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { name, query, variables } = next;
      const answer = await ask(loginName, query, variables);
      if (/Syntax Error|Cannot query|limit exceeded|must have a selection|of required type/i.test(answer))
        tooMuch.push(`${name}: ${answer.slice(0, 300)}`);
      for (const secret of leaksIn(name, answer)) leaked.push(`${name} tells ${secret}`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, askOn));
  return { leaked: [...new Set(leaked)], tooMuch };
};

const commandsTell = async (loginName: string): Promise<readonly string[]> => {
  const leaked: string[] = [];
  for (const { name, query, variables } of questions.mutationsOnCase(prereviewId))
    for (const secret of leaksIn(name, await ask(loginName, query, variables)))
      leaked.push(`${name} tells ${secret}`);
  return leaked;
};

/** What a subscriber hears in a moment in which something happens. */
const heard = async (loginName: string, happen: () => Promise<unknown>): Promise<string> => {
  const { token } = await walk.as(loginName);
  const stop = new AbortController();
  const told: string[] = [];
  const listening = questions.subscriptions(projectId).map(async ({ query, variables }) => {
    const response = await fetch(`${installation.urlOf('gateway')}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query, variables }),
      signal: stop.signal,
    });
    if (response.body === null) return;
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) told.push(chunk);
  });
  await until(
    async () => told.join(''),
    (text) => text.includes('dossierChanged'),
  );
  await happen();
  await installation.settle();
  // What was pushed last is what stands there now.
  const { version } = (
    await (
      await walk.as(loginName)
    ).query<{ getDossier: { version: number } }>(
      'query($input: GetDossierInput!) { getDossier(input: $input) { version } }',
      { input: { projectId } },
    )
  ).getDossier;
  await until(
    async () => told.join(''),
    (text) => text.includes(`"version":${version}`),
  );
  stop.abort();
  await Promise.allSettled(listening);
  return told.join('');
};

const conclude = async () =>
  await walk.take('yanpan', projectId, 'concludeConference', 'concludeConference', 'leak-conclude', {
    attended: ['ecology', 'financeTax', 'economyInformation'],
    minutes: internal.minutes,
    minority: internal.minority,
    proposal: { conclusion: 'agreed', reason: '符合准入要求' },
  });

const outsiders = ['qiye', 'qiye2', 'daiban1'] as const;

describe('no internal opinion, note or name reaches an enterprise', { timeout: 180_000 }, () => {
  it('while the conference is under way, by any query of the schema', async () => {
    for (const who of outsiders) {
      const { leaked, tooMuch } = await askEverything(who);
      // Whose turn it is, is public: the lead is to be called while the conference is his to conclude.
      expect([who, leaked.filter((leak) => !leak.endsWith('研示例'))]).toEqual([who, []]);
      expect(tooMuch).toEqual([]);
    }
  });

  it('by any refusal of a command', async () => {
    for (const who of outsiders) expect([who, await commandsTell(who)]).toEqual([who, []]);
  });

  it('by any subscription, as the conference is concluded', async () => {
    const text = await heard('qiye', conclude);
    expect(text).toContain('dossierChanged');
    expect(leaksIn('subscription', text)).toEqual([]);
  });

  it('after the conclusion, by any query of the schema, though it is all there for the lead to read', async () => {
    await walk.until('qiye', projectId, 'conclusion', ({ stage }) => stage === 'filing');
    for (const who of outsiders) {
      const { leaked, tooMuch } = await askEverything(who);
      expect([who, leaked]).toEqual([who, []]);
      expect(tooMuch).toEqual([]);
    }
    const { leaked } = await askEverything('yanpan');
    // The territory's opinion is shown to nobody by the door.
    for (const secret of words.filter((word) => word !== internal.prereview))
      expect(leaked.some((leak) => leak.endsWith(secret))).toBe(true);
    for (const name of judges.filter((judge) => judge !== '经示例'))
      expect(leaked.some((leak) => leak.endsWith(name))).toBe(true);
  });
});

describe('a file is for whoever has part in it', { timeout: 60_000 }, () => {
  it('handed in with an application it is there for its town and for who was asked, in that version', async () => {
    const { material, file } = handedIn;
    const known = async () => await files.materialsOf('meicheng', projectId);
    await until(known, (found) => found.length === 1);
    expect(await known()).toMatchObject([{ id: material, versions: [{ file, handedInTo: [projectId] }] }]);
    for (const who of ['qiye', 'meicheng', 'huanbao', 'yanpan', 'chuangkou'])
      expect([who, (await files.get(who, `/files/${file}`)).status]).toEqual([who, 200]);
    expect((await files.get('meicheng', `/files/${file}`)).text).toContain('Simulated material proposal');
  });

  it('is not given to another enterprise, town, agent or office, by any route of files', async () => {
    const strangers = [
      'qiye2',
      'xinanjiang',
      'qixiang',
      'daiban1',
      'shouxi-meicheng',
      'tudi',
      'admin',
      'anquan',
      'shenji',
    ];
    for (const who of strangers)
      for (const { file, name } of [handedIn, kept]) {
        const { status, text } = await files.get(who, `/files/${file}`);
        expect([who, status]).toEqual([who, 404]);
        for (const told of [name, 'Simulated', projectId, '新安光电']) expect(text).not.toContain(told);
        // Nor does he learn that it is there.
        expect(text).toBe((await files.get(who, `/files/fil_${'0'.repeat(24)}`)).text);
      }
    for (const odd of ['..%2f..%2fhealth', '%00', 'fil_%24ne', `${handedIn.file}%20`, 'ntc_*', '__proto__'])
      expect([odd, (await files.get('qiye2', `/files/${odd}`)).status]).toEqual([odd, 404]);
  });

  it('that is not handed in is nobody’s of the state', async () => {
    for (const who of ['meicheng', 'huanbao', 'yanpan'])
      expect([who, (await files.get(who, `/files/${kept.file}`)).status]).toEqual([who, 404]);
    expect((await files.get('qiye', `/files/${kept.file}`)).status).toBe(200);
  });

  it('is neither added to, taken from nor handed in by another enterprise', async () => {
    const other = await walk.as('qiye2');
    const mine = await files.saveDraft('qiye2', 'leak-draft-other', { facts: { name: '别家' } });
    const bytes = new TextEncoder().encode('%PDF-1.4 of another');
    const attach = (project: string, file: string, key: string) =>
      other.command('attachMaterial', { key, projectId: project, file });
    expect(await files.codeOf(other.upload(projectId, 'other', 'a.pdf', bytes))).toBe('PROJECT_NOT_FOUND');
    expect(await files.codeOf(attach(projectId, handedIn.file, 'steal-0001'))).toBe('PROJECT_NOT_FOUND');
    expect(await files.codeOf(attach(mine, handedIn.file, 'steal-0002'))).toMatch(/NOT_FOUND/);
    for (const command of ['removeMaterial', 'replaceMaterial'])
      expect(
        await files.codeOf(
          other.command(command, {
            id: kept.material,
            key: `steal-${command}`,
            ...(command === 'replaceMaterial' ? { file: kept.file } : {}),
          }),
        ),
      ).toMatch(/NOT_FOUND/);
    const filing = (attachments: object[], key: string) =>
      other.command('submitApplication', {
        key,
        draft: mine,
        investor: { ...someInvestor, name: '别家' },
        facts: someFacts(),
        electronicDelivery: true,
        attachments,
      });
    // A material of another's, and a version that there is none of, are told alike.
    expect(await files.codeOf(filing([{ material: handedIn.material, version: 1 }], 'steal-0003'))).toBe(
      'MATERIAL_NOT_FOUND',
    );
    const own = await files.attach('qiye2', mine, 'of-another');
    expect(await files.codeOf(filing([{ material: own.material, version: 2 }], 'steal-0004'))).toBe(
      'MATERIAL_NOT_FOUND',
    );
    expect(await files.materialsOf('qiye2', projectId)).toEqual([]);
    expect((await files.materialsOf('qiye', keptIn)).map(({ id }) => id)).toEqual([kept.material]);
  });

  it('leaves a record of each look of the state’s side, and of each try', async () => {
    const { findFileAccesses: looks } = await (await walk.as('shenji')).query<{
      findFileAccesses: { file: string; role: string; result: string }[];
    }>('query($input: FindFileAccessesInput!) { findFileAccesses(input: $input) { file role result } }', {
      input: { projectId },
    });
    const of = (result: string) =>
      new Set(
        looks.filter((look) => look.result === result && look.file === handedIn.file).map(({ role }) => role),
      );
    expect([...of('given')].sort()).toEqual(['department', 'judgementLead', 'territory', 'windowClerk']);
    expect([...of('refused')]).toEqual(
      expect.arrayContaining(['agent', 'chiefAgent', 'territory', 'administrator']),
    );
    expect(looks.some(({ role }) => role === 'enterprise')).toBe(false);
  });
});
