import { createWalk, type Walk } from '@yizhan/local/walk';
import { type Installation, someFacts, someInvestor, until } from '@yizhan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, startAll } from '../chain/installation.ts';
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
    // All that knows of an opinion; the others hold none, and the door asks them all the same.
    ['identity', 'admission', 'prereview', 'materials', 'insight', 'gateway'],
    '2026-03-02T01:00:00.000Z',
  );
  walk = createWalk(installation.urlOf('gateway'), password);
  const told = JSON.parse(await ask('qiye', introspection, {})) as {
    data: { __schema: { types: readonly TypeOfSchema[] } };
  };
  questions = createQuestions(told.data.__schema.types);

  projectId = (
    await (
      await walk.as('qiye')
    ).command('submitApplication', {
      key: 'leak-apply',
      investor: someInvestor,
      facts: someFacts(),
      electronicDelivery: true,
    })
  ).id;
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
