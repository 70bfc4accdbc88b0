import { describe, expect, it } from 'vitest';
import { cohortsOf, median } from '../src/domain/cohorts.ts';

const project = (catalogue: string | null, days: number, span = 100) => ({
  projectId: 'prj',
  name: '项目',
  catalogue,
  days,
  span,
});

describe('the completed projects of a catalogue', () => {
  it('have a median and a mean of their own', () => {
    const told = cohortsOf([
      project('before', 80),
      project('after', 20, 200),
      project('before', 90),
      project('after', 31, 240),
      project('after', 40, 300),
    ]);
    expect(told).toEqual([
      {
        catalogue: 'after',
        completed: 3,
        medianDays: 31,
        meanDays: '30.3',
        medianSpan: 240,
      },
      {
        catalogue: 'before',
        completed: 2,
        medianDays: 85,
        meanDays: '85.0',
        medianSpan: 100,
      },
    ]);
  });
  it('are counted in no cohort where no path was planned', () => {
    expect(cohortsOf([project(null, 12)])).toEqual([]);
    expect(cohortsOf([])).toEqual([]);
  });
});

describe('a median', () => {
  it('is the middle one, or between the two of the middle, and null of nothing', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null]);
  });
});
