import { describe, expect, it } from 'vitest';
import type { Dossier } from '../src/api/queries.ts';
import { mayWithdraw, possibleOn } from '../src/parts/turns.ts';

const part = (name: string, caseId: string | null, state = 'running') => ({ part: name, caseId, state });
/** What the menu looks at, of a whole dossier. */
const dossier = (of: object): Dossier =>
  ({
    company: 'cmp_a',
    ended: false,
    projectCode: null,
    parts: [part('admission', 'prj_a'), part('prereview', 'prv_a'), part('filing', null, 'waiting')],
    judgement: [],
    conclusion: null,
    conditions: [],
    agency: null,
    acceptance: null,
    ...of,
  }) as unknown as Dossier;
const person = (roles: string[], of: { unit?: string; company?: string; id?: string } = {}) => ({
  id: of.id ?? 'acc_me',
  roles,
  unit: of.unit ?? null,
  company: of.company ?? null,
});
const owner = person(['enterprise'], { company: 'cmp_a' });
const commands = (found: Dossier, me: ReturnType<typeof person>) =>
  possibleOn(found, me).map(({ command }) => command);
const agency = (status: string, serves: 'chief' | 'agent' | null = null) => ({
  caseId: 'eng_a',
  status,
  chief: 'acc_chief',
  agents: ['acc_agent'],
  serves,
});

describe('what may be done at any time', () => {
  it('lets the owner withdraw before the conclusion and give up after it', () => {
    expect(commands(dossier({}), owner)).toEqual(['withdrawApplication']);
    expect(commands(dossier({ conclusion: { zh: '同意' } }), owner)).toEqual(['giveUpProject']);
  });

  it('lets the owner give up what was filed without admission', () => {
    const filed = dossier({ parts: [part('admission', null, 'none'), part('filing', 'fil_a', 'done')] });
    expect(possibleOn(filed, owner)).toEqual([{ command: 'giveUpFiledProject', caseId: 'fil_a' }]);
  });

  describe('of what was filed', () => {
    const endings = ['withdrawApplication', 'giveUpProject', 'giveUpFiledProject', 'cancelFiling'] as const;
    const filed = (admission: string, construction: string, of: object = {}) =>
      possibleOn(
        dossier({
          projectCode: '2603-330182-04-01-123456',
          parts: [
            part('admission', admission === 'none' ? null : 'prj_a', admission),
            part('filing', 'fil_a', 'done'),
            part('construction', null, construction),
          ],
          ...of,
        }),
        owner,
      )
        .filter(({ command }) => endings.some((ending) => ending === command))
        .map(({ command, caseId }) => `${command} ${caseId}`);
    const conclusion = { conclusion: { zh: '同意' } };

    it.each<[string, string, string, object, readonly string[]]>([
      ['no application', 'none', 'waiting', {}, ['giveUpFiledProject fil_a', 'cancelFiling fil_a']],
      [
        'an application under review',
        'running',
        'waiting',
        {},
        ['withdrawApplication prj_a', 'cancelFiling fil_a'],
      ],
      [
        'an application that lapsed or was withdrawn',
        'ended',
        'waiting',
        {},
        ['giveUpFiledProject fil_a', 'cancelFiling fil_a'],
      ],
      ['a conclusion', 'done', 'waiting', conclusion, ['giveUpProject prj_a', 'cancelFiling fil_a']],
      ['no application, building', 'none', 'done', {}, ['giveUpFiledProject fil_a']],
      ['an application that lapsed, building', 'ended', 'done', {}, ['giveUpFiledProject fil_a']],
      ['a conclusion, building', 'done', 'done', conclusion, ['giveUpProject prj_a']],
      ['nothing left of it', 'ended', 'ended', { ended: true }, []],
    ])(
      'with %s the owner is offered the endings that there are',
      (_with, admission, construction, of, expected) => {
        expect(filed(admission, construction, of)).toEqual(expected);
      },
    );
  });

  it('lets the owner take back a joint acceptance or an item for as long as it is under way', () => {
    const withdrawn = (status: string) =>
      commands(dossier({ acceptance: { caseId: 'acp_a', status } }), owner).includes('withdrawAcceptance');
    for (const status of ['applied', 'noticed', 'accepted', 'rectifying', 'rechecking', 'passed'])
      expect([status, withdrawn(status)]).toEqual([status, true]);
    for (const status of ['open', 'opinionIssued', 'filed', 'withdrawn'])
      expect([status, withdrawn(status)]).toEqual([status, false]);
    const item = (status: string) =>
      mayWithdraw({ caseId: 'itm_a', status } as Parameters<typeof mayWithdraw>[0], dossier({}), owner);
    expect(item('acceptedWithGaps')).toBe(true);
    expect(item('decided')).toBe(false);
  });

  it('offers nothing on the project of another company, or on one that has ended', () => {
    expect(commands(dossier({}), person(['enterprise'], { company: 'cmp_b' }))).toEqual([]);
    expect(commands(dossier({ ended: true }), owner)).toEqual([]);
  });

  it('lets who serves it log a contact, and the chief alone pause and complete', () => {
    const servedBy = (serves: 'chief' | 'agent' | null) => dossier({ agency: agency('serving', serves) });
    expect(commands(servedBy('agent'), person(['agent']))).toEqual(['logContact']);
    // Whoever stands in for a chief on leave, too.
    expect(commands(servedBy('chief'), person(['chiefAgent']))).toEqual([
      'logContact',
      'pauseAgency',
      'completeAgency',
    ]);
    expect(commands(servedBy(null), person(['agent'], { id: 'acc_agent' }))).toEqual([]);
    expect(commands(dossier({ agency: agency('paused', 'agent') }), person(['agent']))).toEqual([]);
  });

  it('lets a department mend the opinion it gave until the conclusion', () => {
    const judged = { judgement: [{ department: 'ecology', opinion: 'disagree' }] };
    const officer = person(['department'], { unit: 'ecology' });
    expect(possibleOn(dossier(judged), officer)).toEqual([{ command: 'reviseOpinion', caseId: 'prv_a' }]);
    expect(commands(dossier({ ...judged, conclusion: { zh: '同意' } }), officer)).toEqual([]);
    const withdrawn = [part('admission', 'prj_a', 'ended'), part('prereview', 'prv_a', 'done')];
    expect(commands(dossier({ ...judged, parts: withdrawn }), officer)).toEqual([]);
    expect(commands(dossier(judged), person(['department'], { unit: 'water' }))).toEqual([]);
  });
});
