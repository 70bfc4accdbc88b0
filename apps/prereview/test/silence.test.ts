import { describe, expect, it } from 'vitest';
import type { PrereviewCommand } from '../src/domain/case.ts';
import { agreeing, department, disagreeing, five, lead, service, walkTo } from './walk.ts';

const overdue = '2026-03-06T01:00:00Z';
const calling: PrereviewCommand = { type: 'callConference', heldOn: '2026-03-06', agenda: '逾期未答复' };
const concluding = (conclusion: 'agreed' | 'disagreed'): PrereviewCommand => ({
  type: 'concludeConference',
  attended: [...five],
  minutes: '纪要',
  minority: '少数意见',
  proposal: { conclusion, reason: '会议研究' },
});

/** All have answered but those named, and their three working days are over. */
const silent = (...units: readonly string[]) => {
  const walk = walkTo('judging');
  for (const unit of five) if (!units.includes(unit)) walk.do(department(unit), agreeing);
  walk.at(overdue);
  return walk;
};

describe('沉默是逾期，不是同意', () => {
  it('lets the lead pass nobody over while his time runs', () => {
    const walk = walkTo('judging');
    walk.at('2026-03-05T01:00:00Z');
    expect(walk.do(lead, { ...calling, heldOn: '2026-03-05' } as PrereviewCommand)).toEqual({
      ok: false,
      code: 'OPINIONS_STILL_DUE',
    });
  });

  it('calls the conference without those who are overdue, and names them', () => {
    const walk = silent('financeTax');
    const answer = walk.do(lead, calling);
    expect(answer).toMatchObject({
      events: [{ type: 'ConferenceCalled', data: { silent: ['financeTax'] } }],
    });
    expect(walk.status()).toBe('conferring');
    expect(walk.do(lead, concluding('agreed'))).toMatchObject({
      events: [{ type: 'ConferenceHeld', data: { silent: ['financeTax'] } }, { type: 'ProposalMade' }],
    });
  });

  it('bars agreement while a department with a veto is silent, and lets its answer open the way', () => {
    const walk = silent('ecology');
    walk.do(lead, calling);
    expect(walk.do(lead, concluding('agreed'))).toEqual({
      ok: false,
      code: 'VETO_DEPARTMENT_SILENT',
      field: 'proposal.conclusion',
    });
    expect(walk.do(department('ecology'), agreeing)).toMatchObject({ events: [{ type: 'OpinionGiven' }] });
    expect(walk.status()).toBe('conferring');
    expect(walk.do(lead, concluding('agreed')).ok).toBe(true);
  });

  it('takes a late 不同意 of a veto department in the conference for the veto that it is', () => {
    const walk = silent('ecology');
    walk.do(lead, calling);
    walk.do(department('ecology'), disagreeing);
    expect(walk.do(lead, concluding('agreed'))).toMatchObject({ code: 'VETOED' });
    expect(walk.do(lead, concluding('disagreed')).ok).toBe(true);
  });

  it('refuses the opinion that comes after the conclusion, with a code of its own', () => {
    const walk = silent('financeTax');
    walk.do(lead, calling);
    walk.do(lead, concluding('agreed'));
    expect(walk.do(department('financeTax'), agreeing)).toEqual({ ok: false, code: 'OPINION_TOO_LATE' });
    walk.do(service, { type: 'closePrereview', because: 'concluded' });
    expect(walk.do(department('financeTax'), agreeing)).toEqual({ ok: false, code: 'OPINION_TOO_LATE' });
  });

  it('never summarises without a conference over a silence', () => {
    const walk = silent('financeTax');
    expect(walk.do(lead, { type: 'summariseJudgement', reason: '同意' })).toEqual({
      ok: false,
      code: 'WRONG_STATE',
    });
  });
});
