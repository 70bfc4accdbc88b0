import { describe, expect, it } from 'vitest';
import { itemActions, limitWords, publicityWords } from '../src/parts/items/item-words.ts';

const certificate = { number: 'x', until: '2027-03-01', extensions: 0, extensionApplied: false, used: false };
const item = (of: object = {}) => ({
  status: 'delivered',
  department: 'naturalResources',
  amendment: null,
  certificate,
  commitmentBarred: false,
  ...of,
});
const dossier = { company: 'cmp_a', ended: false };
const officer = { roles: ['department'], unit: 'naturalResources', company: null };
const owner = { roles: ['enterprise'], unit: null, company: 'cmp_a' };

describe('what may be done on an item at any time', () => {
  it('is a note and an amendment for its own department, and one amendment at a time', () => {
    expect(itemActions(item(), dossier, officer)).toEqual([
      'addItemNote',
      'recuseFromItem',
      'requestItemAmendment',
    ]);
    expect(itemActions(item({ amendment: {} }), dossier, officer)).toEqual(['addItemNote', 'recuseFromItem']);
    expect(itemActions(item({ status: 'planned' }), dossier, officer)).toEqual([]);
    expect(itemActions(item(), dossier, { ...officer, unit: 'housing' })).toEqual([]);
  });

  it('is the repair of a company’s credit for the head of its department, while it may make no promise', () => {
    const head = { ...officer, roles: ['departmentHead'] };
    const barred = item({ commitmentBarred: true });
    expect(itemActions(barred, dossier, head)).toEqual(['restoreCommitmentCredit']);
    expect(itemActions(item(), dossier, head)).toEqual([]);
    expect(itemActions(barred, dossier, { ...head, unit: 'housing' })).toEqual([]);
    expect(itemActions(barred, dossier, officer)).not.toContain('restoreCommitmentCredit');
  });

  it('is an extension for the owner of a certificate that runs out', () => {
    expect(itemActions(item(), dossier, owner)).toEqual(['applyCertificateExtension']);
    for (const changed of [{ until: null }, { used: true }, { extensionApplied: true }])
      expect(itemActions(item({ certificate: { ...certificate, ...changed } }), dossier, owner)).toEqual([]);
    expect(itemActions(item(), { ...dossier, ended: true }, owner)).toEqual([]);
    expect(itemActions(item(), dossier, { ...owner, company: 'cmp_b' })).toEqual([]);
  });
});

it('a limit is told in its own unit; one of nothing is at once', () => {
  expect(limitWords({ value: 0, unit: 'WD' })).toBe('即办');
  expect(limitWords({ value: 20, unit: 'WD' })).toBe('20 个工作日');
  expect(limitWords({ value: 60, unit: 'CD' })).toBe('60 个自然日');
});

it('公示 is told with how long it takes, and once it runs with the day on which it is over', () => {
  const asked = { value: 7, unit: 'CD', on: null, place: null, until: null };
  expect(publicityWords(asked)).toBe('决定前须公示不少于 7 个自然日，尚未公示');
  expect(publicityWords({ ...asked, on: '2026-03-02', place: '公示栏', until: '2026-03-09' })).toBe(
    '2026-03-02 公示（公示栏），至 2026-03-09 届满，次日起可作出决定',
  );
});
