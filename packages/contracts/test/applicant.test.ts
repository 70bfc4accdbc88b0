import { expect, it } from 'vitest';
import { type Applicant, findApplicantFault } from '../src/index.ts';

const bound = '11331002002673575G';
const known: Applicant = { known: true, creditCode: bound, isMember: true };
const stated = { creditCode: bound, field: 'creditCode', onPaper: true };

it.each<[string, Partial<Applicant>, Partial<typeof stated>, string | null, string | undefined]>([
  ['a company with the code that it has bound', {}, {}, null, undefined],
  ['the same in small letters', {}, { creditCode: ' 11331002002673575g ' }, null, undefined],
  ['a company that is not known, on paper', { known: false }, {}, 'COMPANY_UNKNOWN', 'paper.company'],
  ['the same by itself', { known: false }, { onPaper: false }, 'COMPANY_UNKNOWN', undefined],
  ['on paper for somebody else', { isMember: false }, {}, 'OWNER_NOT_OF_COMPANY', 'paper.owner'],
  ['by itself, whoever of it', { isMember: false }, { onPaper: false }, null, undefined],
  ['a code where none is bound', { creditCode: null }, {}, 'CREDIT_CODE_NOT_BOUND', 'creditCode'],
  ['another’s code', {}, { creditCode: '91330182MADEMA019H' }, 'CREDIT_CODE_OTHER_COMPANY', 'creditCode'],
])('%s', (_what, applicant, changed, code, field) => {
  const fault = findApplicantFault({ ...known, ...applicant }, { ...stated, ...changed });
  expect(fault?.code ?? null).toBe(code);
  expect(fault?.field).toBe(field);
});

it('states no code while it is 拟设立, bound or not', () => {
  for (const creditCode of [null, bound])
    expect(findApplicantFault({ ...known, creditCode }, { ...stated, creditCode: null })).toBeNull();
});
