import type { Catalogue } from '@yizhan/contracts';
import { somebody, walkCase } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { allVersions, catalogueMachine } from '../src/domain/catalogue/catalogue-case.ts';
import { checkCatalogue } from '../src/domain/catalogue/check.ts';
import { catalogueOn, catalogueRow, changeOf } from '../src/domain/catalogue/in-force.ts';
import { after, before, builtIn } from '../src/domain/catalogue/versions.ts';
import { at } from './walk.ts';

type Item = Catalogue['items'][number];
const named = (code: string): Item => after.items.find((item) => item.code === code)!;
const faultsOf = (code: string, changed: Partial<Item>) =>
  checkCatalogue({
    items: after.items.map((item) => (item.code === code ? { ...item, ...changed } : item)),
  });
const version = (effectiveFrom: string, changed: Partial<Catalogue> = {}): Catalogue => ({
  ...after,
  version: `after-${effectiveFrom}`,
  effectiveFrom,
  ...changed,
});

describe('a fault is told in Chinese, with the item and what is wrong of it', () => {
  const noBasis = { ...named('A5').promise!, basis: ' ' };
  it.each<[string, Partial<Item>, RegExp]>([
    ['A5', { department: 'post' as 'water' }, /没有部门 post/],
    ['A5', { applies: 'moonlight' }, /没有适用条件 moonlight/],
    ['A5', { needs: ['Z9'] }, /前置事项 Z9 不在目录中/],
    ['A5', { draftOf: ['B1'] }, /B1 不是前置事项/],
    ['A5', { promise: noBasis }, /时限没有依据/],
    ['A5', { commitment: { basis: ' ' } }, /承诺没有依据/],
    ['A7', { extension: { value: 10, basis: '法' } }, /不能按工作日延期/],
    ['A5', { materials: [...named('A5').materials, ...named('A5').materials] }, /landPermitForm 重复/],
    ['A5', { needs: ['A5'] }, /成环/],
  ])('%s %o', (code, changed, words) => {
    const zh = faultsOf(code, changed).map((fault) => fault.zh);
    expect(zh).toContainEqual(expect.stringMatching(words));
    for (const told of zh) expect(told.startsWith(`${code}：`)).toBe(true);
  });

  it('a code that stands there twice', () => {
    expect(checkCatalogue({ items: [named('A1'), named('A1')] })[0]?.zh).toBe('A1：事项编码重复');
  });

  it('one of several classes of an item that goes on a promise without basis', () => {
    const [first, ...others] = named('A8').variants;
    const variants = [{ ...first!, commitment: { basis: '' } }, ...others];
    expect(faultsOf('A8', { variants }).map(({ en }) => en)).toEqual(['A8: a commitment without basis']);
  });
});

describe('the versions of the catalogue', () => {
  it('are those of the build where none was added, in whatever order one looks', () => {
    expect(allVersions(undefined)).toEqual(builtIn);
    const three = [version('2026-01-01'), ...builtIn, version('2024-01-01')];
    for (const versions of [three, three.toReversed()]) {
      expect(catalogueOn(versions, '2025-12-31').effectiveFrom).toBe('2024-01-01');
      expect(catalogueOn(versions, '2026-01-01').effectiveFrom).toBe('2026-01-01');
      expect(catalogueOn(versions, '2023-06-01').effectiveFrom).toBe('2023-01-01');
    }
    expect(() => catalogueOn(builtIn, '2019-12-31')).toThrow(/2019-12-31/);
  });

  it('are told with what they ask for over the whole route of a filing', () => {
    expect(catalogueRow(after)).toEqual({
      version: 'after-2023-1',
      name: '改革后审批事项目录',
      effectiveFrom: '2023-01-01',
      items: 29,
      materials: 107,
    });
  });

  it('change by nothing from a catalogue that asked for nothing, or from themselves', () => {
    const nothing = { ...before, items: [] };
    expect(changeOf(nothing, after)).toMatchObject({ itemsPercent: '0.0', materialsPercent: '0.0' });
    expect(changeOf(after, after)).toMatchObject({ itemsPercent: '0.0', materialsPercent: '0.0' });
    expect(changeOf(after, nothing)).toMatchObject({ itemsPercent: '-100.0' });
  });
});

describe('a version that is refused', () => {
  const administrator = somebody('administrator');
  const start = () => walkCase(catalogueMachine, at('2026-03-02'));
  const add = (catalogue: Catalogue) => ({ type: 'addCatalogueVersion', catalogue }) as const;

  it.each<[Catalogue, string, string]>([
    [version('2026-07-01', { version: after.version }), 'CATALOGUE_VERSION_EXISTS', 'catalogue.version'],
    [version('2026-03-02'), 'CATALOGUE_IN_THE_PAST', 'catalogue.effectiveFrom'],
    [version('2026-05-01'), 'CATALOGUE_DATE_TAKEN', 'catalogue.effectiveFrom'],
    [
      version('2026-07-01', { items: [{ ...named('A1'), needs: ['A1'] }] }),
      'CATALOGUE_INVALID',
      'catalogue.items',
    ],
  ])('$version is told by the field at fault', (catalogue, code, field) => {
    const walk = start();
    const first = version('2026-05-01', { version: 'after-first' });
    expect(walk.do(administrator, add(first)).ok).toBe(true);
    expect(walk.do(administrator, add(catalogue))).toEqual({ ok: false, code, field });
    expect(walk.state().versions).toEqual([first]);
  });

  it('says every fault of it, and takes effect tomorrow at the earliest', () => {
    const items = [{ ...named('A1'), needs: ['Z8', 'Z9'] }];
    const decision = catalogueMachine.decide(undefined, add(version('2026-07-01', { items })), {
      today: '2026-03-02',
    } as Parameters<typeof catalogueMachine.decide>[2]);
    expect(decision).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
    const refusal = decision.ok ? undefined : decision.refusal;
    expect(refusal?.zh).toMatch(/A1：前置事项 Z8 不在目录中；A1：前置事项 Z9 不在目录中$/);
    expect(refusal?.en).toMatch(/A1: needs Z8, which is not there; A1: needs Z9, which is not there$/);
    expect(start().do(administrator, add(version('2026-03-03'))).ok).toBe(true);
  });
});
