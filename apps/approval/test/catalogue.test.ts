import { type Catalogue, catalogueSchema } from '@yizhan/contracts';
import { somebody, walkCase } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { catalogueMachine } from '../src/domain/catalogue/catalogue-case.ts';
import { checkCatalogue } from '../src/domain/catalogue/check.ts';
import { catalogueOn, changeOf } from '../src/domain/catalogue/in-force.ts';
import { asksFor, ruleOf } from '../src/domain/catalogue/rule.ts';
import { after, before, builtIn } from '../src/domain/catalogue/versions.ts';
import { at } from './walk.ts';

const named = (code: string, catalogue: Catalogue = after) => {
  const found = catalogue.items.find((item) => item.code === code);
  if (found === undefined) throw new Error(`no ${code}`);
  return found;
};
const sixteen = 'A1 A3 A4 A5 A6 A7 A8 B1 B2 B3 C1 C2 C3 C4 C5 C6'.split(' ');

describe('the catalogue', () => {
  it.each(builtIn)('$version is sound, and as its schema says', (catalogue) => {
    expect(checkCatalogue(catalogue)).toEqual([]);
    expect(catalogueSchema.parse(catalogue)).toEqual(catalogue);
  });

  it('asks for a register where a register is filed, of the applicant, and counts it no further', () => {
    const assessment = named('A6');
    expect(asksFor(assessment, 'register').map(({ kind }) => kind)).toEqual([
      'impactRegister',
      'filingNotice',
    ]);
    for (const variant of ['report', 'form', null])
      expect(asksFor(assessment, variant)).toBe(assessment.materials);
    expect(ruleOf(after, assessment, 'register').main).toEqual([
      { kind: 'impactRegister', name: '环境影响登记表' },
    ]);
    expect(ruleOf(after, assessment, 'report')).not.toHaveProperty('main');
    expect(ruleOf(after, named('X9'), null).main?.map(({ kind }) => kind)).toEqual(['foreignReport']);
  });

  it('lost 23.7 % of its items and 21.9 % of its materials by the reform', () => {
    expect(changeOf(before, after)).toEqual({
      before: { version: 'before-2020-1', items: 38, materials: 137 },
      after: { version: 'after-2023-1', items: 29, materials: 107 },
      itemsPercent: '-23.7',
      materialsPercent: '-21.9',
    });
  });

  it.each<[string, string | null, string | null]>([
    ['A1', '0 WD', '0'],
    ['A3', null, null],
    ['A4', '10 WD', '5'],
    ['A5', '20 WD', '1'],
    ['A6', '60 CD', '12'],
    ['A7', null, '7'],
    ['A8', '10 WD', '7'],
    ['B1', null, '6'],
    ['B2', '20 WD', '3'],
    ['B3', null, '3'],
    ['C1', null, '7'],
    ['C2', '15 WD', '8'],
    ['C3', '20 WD', '5'],
    ['C4', '7 CD', '2'],
    ['C5', '20 WD', '10'],
    ['C6', null, '5'],
  ])('gives %s a statutory limit of %s and a promise of %s', (code, statutory, promise) => {
    const item = named(code);
    expect(item.statutory === null ? null : `${item.statutory.value} ${item.statutory.unit}`).toBe(statutory);
    expect(item.promise === null ? null : String(item.promise.value)).toBe(promise);
    expect(item.illustrative).toBe(false);
  });

  it('calls illustrative whatever is not among the sixteen, every promise, and gives every limit a basis', () => {
    const others = after.items.filter(
      ({ routes, illustrative }) => routes.includes('filing') && !illustrative,
    );
    expect(others.map(({ code }) => code).sort()).toEqual(sixteen);
    for (const { promise } of after.items) expect(promise?.illustrative ?? true).toBe(true);
  });

  it('waits out notice and listing in calendar days, the publicity of an assessment in working days', () => {
    const waits = (code: string) =>
      named(code).minimums.map(({ limit: { value, unit, kind } }) => `${value} ${unit} ${kind}`);
    expect(waits('A3')).toEqual(['20 CD minimum', '10 CD minimum']);
    expect(waits('A6')).toEqual(['5 WD minimum']);
  });

  it('lets no matter of safety or ecology go on a promise', () => {
    for (const code of ['A6', 'C2', 'C5'])
      for (const working of [named(code), ...named(code).variants]) expect(working.commitment).toBeNull();
    expect(named('A8').variants.find(({ id }) => id === 'promise')?.commitment?.basis).toMatch(/承诺/);
  });

  it('is the version that took effect last', () => {
    expect(catalogueOn(builtIn, '2022-12-31').version).toBe('before-2020-1');
    expect(catalogueOn(builtIn, '2023-01-01').version).toBe('after-2023-1');
    expect(() => catalogueOn(builtIn, '2019-12-31')).toThrow();
  });
});

describe('a fault of a catalogue', () => {
  const faultsOf = (code: string, changed: Partial<Catalogue['items'][number]>) =>
    checkCatalogue({
      items: after.items.map((item) => (item.code === code ? { ...item, ...changed } : item)),
    }).map(({ en }) => en);

  it.each<[string, Partial<Catalogue['items'][number]>, string]>([
    ['A1', { needs: ['C4'] }, 'A1: needs itself in the end'],
    ['A5', { needs: ['Z9'] }, 'A5: needs Z9, which is not there'],
    ['A5', { department: 'post' as 'water' }, 'A5: unknown department post'],
    ['A5', { applies: 'moonlight' }, 'A5: unknown condition moonlight'],
    ['A5', { promise: { ...named('A5').promise!, basis: ' ' } }, 'A5: a limit without basis'],
    [
      'A6',
      { extension: { value: 10, basis: 'x' } },
      'A6: an extension in working days of a limit that is not',
    ],
    ['A5', { draftOf: ['B1'] }, 'A5: a draft of B1, which it does not need'],
    ['A5', { commitment: { basis: '' } }, 'A5: a commitment without basis'],
    [
      'A5',
      { materials: [...named('A5').materials, ...named('A5').materials.slice(0, 1)] },
      'A5: asks for landPermitForm twice',
    ],
  ])('of %s is found: %o', (code, changed, expected) => {
    expect(faultsOf(code, changed)).toContain(expected);
  });

  it('is found in a variant and in a period to wait out, and a code that stands there twice', () => {
    const bare = { ...named('A6').promise!, basis: '' };
    const variants = named('A6').variants.map((variant) => ({ ...variant, promise: bare }));
    expect(faultsOf('A6', { variants })).toEqual(['A6: a limit without basis']);
    expect(faultsOf('A3', { minimums: [{ name: '公告', limit: bare }] })).toEqual([
      'A3: a limit without basis',
    ]);
    expect(checkCatalogue({ items: [named('A1'), named('A1')] }).map(({ en }) => en)).toContain(
      'A1: stands there twice',
    );
  });
});

describe('an administrator', () => {
  const administrator = somebody('administrator');
  const next = (changed: Partial<Catalogue> = {}): Catalogue => ({
    ...after,
    version: 'after-2026-2',
    effectiveFrom: '2026-07-01',
    ...changed,
  });
  const start = () => walkCase(catalogueMachine, at('2026-03-02'));
  const add = (catalogue: Catalogue) => ({ type: 'addCatalogueVersion', catalogue }) as const;

  it('adds versions, each with a day from which it is in force', () => {
    const walk = start();
    expect(walk.do(administrator, add(next())).ok).toBe(true);
    const later = next({ version: 'after-2027-1', effectiveFrom: '2027-01-01' });
    expect(walk.do(administrator, add(later)).ok).toBe(true);
    expect(walk.state().versions.map(({ version }) => version)).toEqual(['after-2026-2', 'after-2027-1']);
  });

  it.each<[Partial<Catalogue>, string]>([
    [{ version: 'after-2023-1' }, 'CATALOGUE_VERSION_EXISTS'],
    [{ effectiveFrom: '2026-03-02' }, 'CATALOGUE_IN_THE_PAST'],
    [{ items: [{ ...named('A1'), needs: ['A1'] }] }, 'CATALOGUE_INVALID'],
  ])('is refused what does not hold: %o', (changed, code) => {
    expect(start().do(administrator, add(next(changed)))).toMatchObject({ ok: false, code });
  });

  it('does not give one day two versions', () => {
    const walk = start();
    walk.do(administrator, add(next()));
    expect(walk.do(administrator, add(next({ version: 'after-2026-3' })))).toMatchObject({
      code: 'CATALOGUE_DATE_TAKEN',
    });
  });

  it.each([
    'enterprise',
    'department',
    'departmentHead',
    'securityAdministrator',
    'auditor',
    'windowClerk',
  ] as const)('alone: not %s', (role) => {
    expect(start().do(somebody(role), add(next()))).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  });
});
