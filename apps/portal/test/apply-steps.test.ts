import { projectFactsSchema } from '@yizhan/contracts';
import { someFacts } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { factsOf, faultsOf } from '../src/pages/apply/application-input.ts';
import { faultOfFact } from '../src/pages/apply/fact-rules.ts';
import { factSections } from '../src/pages/apply/fact-sections.ts';
import { namesOf, stepOf, stepTitles } from '../src/pages/apply/steps.ts';

const fields = factSections.flatMap((section) => section.fields);
const fieldOf = (name: string) => fields.find((field) => field.name === name)!;

describe('the steps of an application', () => {
  it('hold every fact the contract asks for, each once', () => {
    expect(fields.map(({ name }) => name).sort()).toEqual(Object.keys(projectFactsSchema.shape).sort());
    for (const { name } of fields) expect(stepOf(`facts.${name}`)).toBeGreaterThan(0);
    expect(stepTitles.flatMap((_title, step) => namesOf(step, false))).toHaveLength(fields.length + 2);
  });
});

describe('validation while one types', () => {
  const facts = factsOf(someFacts());
  it.each([
    ['totalInvestment', '', '请填写总投资'],
    ['totalInvestment', '-1', '请填写非负数字，整数不超过15位，小数不超过六位'],
    ['totalInvestment', '1.1234567', '请填写非负数字，整数不超过15位，小数不超过六位'],
    ['constructionMonths', 121, '建设周期为1至120个月'],
    ['parcelWish', '', null],
    ['jobs', 150, null],
  ] as const)('%s %o: %s', (name, value, fault) =>
    expect(faultOfFact(fieldOf(name), value, { ...facts, [name]: value })).toBe(fault),
  );
  it('tells the rules over several fields at the field that is to be mended', () => {
    const above = { ...facts, fixedInvestment: '12001' };
    expect(faultOfFact(fieldOf('fixedInvestment'), '12001', above)).toBe('固定资产投资不能大于总投资');
    expect(faultOfFact(fieldOf('totalInvestment'), '12000', above)).toBeNull();
    expect(faultsOf(above).map(({ field }) => field)).toEqual(['facts.fixedInvestment']);
  });
});

describe('a credit code', () => {
  const investor = (creditCode: string) => ({ kind: 'company', name: '示例', creditCode });
  const faults = (creditCode: string) => faultsOf(factsOf(someFacts()), investor(creditCode));
  it('is left to the server where only a check character disagrees: an administrator may have let it in', () =>
    expect(faults('91350100M0001TGQXM')).toEqual([]));
  it('is told at once where it is no code at all', () => expect(faults('9135')).not.toEqual([]));
});
