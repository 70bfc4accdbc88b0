import { describe, expect, it } from 'vitest';
import {
  actingFor,
  foldLeaves,
  type Leave,
  partsOfAccount,
  substituteOn,
} from '../src/domain/substitutes.ts';

const set = (from: string, until: string, substitute?: string, effectiveOn = '2026-03-02') =>
  ({
    type: 'agency.AgentLeaveSet',
    effectiveOn,
    data: { account: 'acc_a', from, until, ...(substitute === undefined ? {} : { substitute }) },
  }) as Parameters<typeof foldLeaves>[1];
const after = (...events: readonly Parameters<typeof foldLeaves>[1][]) =>
  events.reduce<readonly Leave[]>((leaves, event) => foldLeaves(leaves, event), []);

describe('who stands in', () => {
  it('is told from the first to the last day of a leave', () => {
    const leaves = after(set('2026-03-03', '2026-03-05', 'acc_b'));
    const days = ['2026-03-02', '2026-03-03', '2026-03-05', '2026-03-06'];
    expect(days.map((day) => substituteOn(leaves, day))).toEqual([null, 'acc_b', 'acc_b', null]);
  });

  it('is another when a leave that overlaps is set, and nobody where none was named', () => {
    const leaves = after(set('2026-03-03', '2026-03-09', 'acc_b'), set('2026-03-03', '2026-03-04'));
    expect(substituteOn(leaves, '2026-03-03')).toBeNull();
    expect(substituteOn(leaves, '2026-03-08')).toBeNull();
    const both = after(set('2026-03-03', '2026-03-04', 'acc_b'), set('2026-03-06', '2026-03-07', 'acc_c'));
    expect(['2026-03-03', '2026-03-06'].map((day) => substituteOn(both, day))).toEqual(['acc_b', 'acc_c']);
  });

  it('has the part of whoever is away, and holds what is his, but for himself', () => {
    const substitutes = new Map([['acc_a', 'acc_b']]);
    expect(partsOfAccount('acc_b', substitutes)).toEqual(['acc_b', 'acc_a']);
    expect(partsOfAccount('acc_c', substitutes)).toEqual(['acc_c']);
    expect(actingFor('acc_a', 'acc_b', substitutes)).toBe('acc_b');
    expect(actingFor('acc_a', 'acc_a', substitutes)).toBe('acc_a');
    expect(actingFor('acc_c', 'acc_b', substitutes)).toBe('acc_c');
  });
});
