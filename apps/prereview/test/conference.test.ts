import type { ProposalInput } from '@yizhan/contracts';
import { somebody } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import type { PrereviewCommand } from '../src/domain/case.ts';
import { five, lead, plainFacts, walkTo } from './walk.ts';

const agreed: ProposalInput = { conclusion: 'agreed', reason: '同意' };
const concluding = (
  proposal: ProposalInput,
  changed: Partial<Extract<PrereviewCommand, { type: 'concludeConference' }>> = {},
): PrereviewCommand => ({
  type: 'concludeConference',
  attended: [...five],
  minutes: '纪要',
  proposal,
  ...changed,
});

describe('会商', () => {
  it('cannot be concluded before the day it is held', () => {
    const walk = walkTo('summarising');
    walk.do(lead, { type: 'callConference', heldOn: '2026-03-04', agenda: '研究' });
    expect(walk.do(lead, concluding(agreed))).toEqual({ ok: false, code: 'CONFERENCE_NOT_HELD' });
    walk.at('2026-03-04T02:00:00Z');
    expect(walk.do(lead, concluding(agreed)).ok).toBe(true);
  });

  it('records who attended, who voted and who closed it', () => {
    const answer = walkTo('conferring').do(
      lead,
      concluding(agreed, { attended: ['ecology', 'water', 'ecology'] }),
    );
    expect(answer).toMatchObject({
      events: [
        {
          type: 'ConferenceHeld',
          data: {
            attended: ['ecology', 'water'],
            voters: ['ecology'],
            convenedBy: lead.id,
            decidedBy: lead.id,
          },
        },
        { type: 'ProposalMade', data: { by: 'conference', proposal: agreed } },
      ],
    });
  });

  it('gives the unit named in the invitation no vote, whoever writes it', () => {
    const walk = walkTo('summarising');
    walk.do(lead, {
      type: 'callConference',
      heldOn: '2026-03-02',
      agenda: '研究',
      convenedBy: 'developmentReform',
    });
    expect(walk.do(lead, concluding(agreed))).toMatchObject({
      events: [
        {
          data: {
            convenedBy: 'developmentReform',
            voters: five.filter((unit) => unit !== 'developmentReform'),
          },
        },
        {},
      ],
    });
  });

  it('gives the inviting unit no vote', () => {
    const convening = somebody('judgementLead', { unit: 'developmentReform' });
    const alone = walkTo('conferring').do(convening, concluding(agreed, { attended: ['developmentReform'] }));
    expect(alone).toEqual({ ok: false, code: 'NO_VOTERS', field: 'attended' });
    expect(walkTo('conferring').do(convening, concluding(agreed))).toMatchObject({
      events: [{ data: { convenedBy: 'developmentReform', voters: five.slice(1) } }, {}],
    });
  });

  it.each<[string, ProposalInput, string, string]>([
    [
      '有条件同意 without conditions',
      { conclusion: 'agreedWithConditions', reason: '可' },
      'PROPOSAL_INCOMPLETE',
      'proposal.conditions',
    ],
    [
      '补充材料 that asks for nothing',
      { conclusion: 'supplement', reason: '补' },
      'PROPOSAL_INCOMPLETE',
      'proposal.asked',
    ],
    [
      '暂缓 without a review date',
      { conclusion: 'postponed', reason: '缓' },
      'PROPOSAL_INCOMPLETE',
      'proposal.reviewOn',
    ],
    [
      'a day that does not exist',
      { conclusion: 'postponed', reason: '缓', reviewOn: '2026-02-30' },
      'DATE_NOT_EXISTING',
      'proposal.reviewOn',
    ],
    [
      'a review today',
      { conclusion: 'postponed', reason: '缓', reviewOn: '2026-03-02' },
      'REVIEW_DATE',
      'proposal.reviewOn',
    ],
    [
      'a review after six months',
      { conclusion: 'postponed', reason: '缓', reviewOn: '2026-09-03' },
      'REVIEW_DATE',
      'proposal.reviewOn',
    ],
    [
      '同意 with conditions',
      { ...agreed, conditions: [{ text: '达标', department: 'ecology', attachedTo: 'A4' }] },
      'PROPOSAL_PARTS',
      'proposal.conditions',
    ],
    [
      '不同意 with a review date',
      { conclusion: 'disagreed', reason: '否', reviewOn: '2026-04-01' },
      'PROPOSAL_PARTS',
      'proposal.reviewOn',
    ],
    [
      '不同意 with a demand',
      { conclusion: 'disagreed', reason: '否', asked: [{ what: '材料', why: '缺' }] },
      'PROPOSAL_PARTS',
      'proposal.asked',
    ],
  ])('refuses %s', (_what, proposal, code, field) => {
    expect(walkTo('conferring').do(lead, concluding(proposal))).toEqual({ ok: false, code, field });
  });

  it.each<ProposalInput>([
    {
      conclusion: 'agreedWithConditions',
      reason: '可',
      conditions: [{ text: '达标', department: 'ecology', attachedTo: 'A4' }],
    },
    { conclusion: 'supplement', reason: '补', asked: [{ what: '材料', why: '缺' }] },
    { conclusion: 'postponed', reason: '缓', reviewOn: '2026-09-02' },
    { conclusion: 'disagreed', reason: '否' },
  ])('proposes $conclusion', (proposal) => {
    const walk = walkTo('conferring');
    expect(walk.do(lead, concluding(proposal))).toMatchObject({ events: [{}, { data: { proposal } }] });
    expect(walk.status()).toBe('proposed');
  });
});

describe('一票否决', () => {
  const conditional: ProposalInput = {
    conclusion: 'agreedWithConditions',
    reason: '可',
    conditions: [{ text: '达标', department: 'ecology', attachedTo: 'A4' }],
  };

  it.each<[string, Parameters<typeof walkTo>[1]]>([
    ['ecology', { disagreeing: ['ecology'] }],
    ['emergency', { disagreeing: ['emergency'], facts: plainFacts({ hazardousChemicals: true }) }],
    [
      'developmentReform for energy',
      { disagreeing: ['developmentReform'], facts: plainFacts({ energyTce: '1000' }) },
    ],
  ])('of %s bars 同意 and 有条件同意, minuted or not, and nothing else', (_who, options) => {
    for (const proposal of [agreed, conditional])
      expect(walkTo('conferring', options).do(lead, concluding(proposal, { minority: '不同意' }))).toEqual({
        ok: false,
        code: 'VETOED',
        field: 'proposal.conclusion',
      });
    expect(
      walkTo('conferring', options).do(lead, concluding({ conclusion: 'disagreed', reason: '否决' })).ok,
    ).toBe(true);
  });

  it.each<[string, Parameters<typeof walkTo>[1]]>([
    ['finance', { disagreeing: ['financeTax'] }],
    [
      'developmentReform below the energy threshold',
      { disagreeing: ['developmentReform'], facts: plainFacts({ energyTce: '999.9' }) },
    ],
  ])('is not in the dissent of %s, which needs its minority view minuted', (_who, options) => {
    expect(walkTo('conferring', options).do(lead, concluding(agreed))).toEqual({
      ok: false,
      code: 'MINORITY_VIEW_MISSING',
      field: 'minority',
    });
    expect(
      walkTo('conferring', options).do(lead, concluding(agreed, { minority: '税收不足' })),
    ).toMatchObject({
      events: [{ data: { minority: '税收不足' } }, {}],
    });
  });
});
