import { describe, expect, it } from 'vitest';
import { commandForms } from '../src/parts/command-forms.ts';
import { inputOf } from '../src/parts/form-input.ts';

const fieldsOf = (name: string) => commandForms[name]!.fields;

describe('what of a form goes into its command', () => {
  it('leaves out what is not shown, so that no condition travels with a plain consent', () => {
    const values = { opinion: 'agree', text: ' 同意 ', conditions: [{}], basis: '某法' };
    expect(inputOf(fieldsOf('giveOpinion'), values)).toEqual({ opinion: 'agree', text: '同意' });
  });

  it('sends the conditions of a conditional consent', () => {
    const conditions = [{ text: '落实总量', attachedTo: '出让合同' }];
    const values = { opinion: 'agreeWithConditions', text: '同意', conditions };
    expect(inputOf(fieldsOf('giveOpinion'), values)).toEqual(values);
  });

  it('builds what is nested', () => {
    const values = {
      attended: ['housing'],
      minutes: '纪要',
      proposal: {
        conclusion: 'postponed',
        reason: '待核',
        reviewOn: '2026-09-01',
        asked: [{}],
        conditions: [{}],
      },
    };
    expect(inputOf(fieldsOf('concludeConference'), values)).toEqual({
      attended: ['housing'],
      minutes: '纪要',
      proposal: { conclusion: 'postponed', reason: '待核', reviewOn: '2026-09-01' },
    });
  });

  it('keeps a no: a check that failed is an answer', () => {
    const values = { check: 'fire', passed: false, finding: '疏散指示缺失' };
    expect(inputOf(fieldsOf('recordCheck'), values)).toEqual(values);
  });
});
