import { describe, expect, it } from 'vitest';
import type { Dossier } from '../src/api/queries.ts';
import { possibleOn } from '../src/parts/turns.ts';

const part = (name: string, caseId: string | null) => ({ part: name, caseId });
/** What the menu looks at, of a whole dossier. */
const dossier = (of: object): Dossier =>
  ({
    company: 'cmp_a',
    ended: false,
    parts: [part('admission', 'prj_a'), part('prereview', 'prv_a'), part('filing', null)],
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
const agency = (status: string) => ({ caseId: 'eng_a', status, chief: 'acc_chief', agents: ['acc_agent'] });

describe('what may be done at any time', () => {
  it('lets the owner withdraw before the conclusion and give up after it', () => {
    expect(commands(dossier({}), owner)).toEqual(['withdrawApplication']);
    expect(commands(dossier({ conclusion: { zh: '同意' } }), owner)).toEqual(['giveUpProject']);
  });

  it('lets the owner give up what was filed without admission', () => {
    const filed = dossier({ parts: [part('admission', null), part('filing', 'fil_a')] });
    expect(possibleOn(filed, owner)).toEqual([{ command: 'giveUpFiledProject', caseId: 'fil_a' }]);
  });

  it('offers nothing on the project of another company, or on one that has ended', () => {
    expect(commands(dossier({}), person(['enterprise'], { company: 'cmp_b' }))).toEqual([]);
    expect(commands(dossier({ ended: true }), owner)).toEqual([]);
  });

  it('lets who serves it log a contact, and the chief alone pause and complete', () => {
    const served = dossier({ agency: agency('serving') });
    expect(commands(served, person(['agent'], { id: 'acc_agent' }))).toEqual(['logContact']);
    expect(commands(served, person(['chiefAgent'], { id: 'acc_chief' }))).toEqual([
      'logContact',
      'pauseAgency',
      'completeAgency',
    ]);
    expect(commands(served, person(['agent'], { id: 'acc_other' }))).toEqual([]);
  });

  it('lets a department mend the opinion it gave until the conclusion', () => {
    const judged = { judgement: [{ department: 'ecology', opinion: 'disagree' }] };
    const officer = person(['department'], { unit: 'ecology' });
    expect(possibleOn(dossier(judged), officer)).toEqual([{ command: 'reviseOpinion', caseId: 'prv_a' }]);
    expect(commands(dossier({ ...judged, conclusion: { zh: '同意' } }), officer)).toEqual([]);
    expect(commands(dossier(judged), person(['department'], { unit: 'water' }))).toEqual([]);
  });
});
