import { describe, expect, it } from 'vitest';
import { limitWords, overWords } from '../src/pages/dossier/limit-words.ts';

const use = (used: number, limit: number, unit: 'WD' | 'CD' = 'WD', over = false) => ({
  used,
  limit,
  unit,
  over,
});
const clock = (
  statutory: ReturnType<typeof use> | null,
  promise: ReturnType<typeof use> | null,
): Parameters<typeof limitWords>[0] => ({ state: 'running', statutory, promise });

describe('what of its limits a step has used', () => {
  it('is told at once beside what the law grants and what is promised', () => {
    expect(limitWords(clock(use(9, 20), use(9, 1)))).toBe('已用 9 / 法定 20 个工作日 · 承诺 1 个工作日');
  });
  it('is told in the unit of each limit where they differ', () => {
    expect(limitWords(clock(use(5, 60, 'CD'), use(3, 12)))).toBe(
      '已用 5 / 法定 60 个自然日 · 已用 3 / 承诺 12 个工作日',
    );
  });
  it('is told of the one limit that there is', () => {
    expect(limitWords(clock(null, use(2, 7)))).toBe('已用 2 / 承诺 7 个工作日');
    expect(limitWords(clock(use(0, 0), null))).toBe('已用 0 / 法定 即办');
    expect(limitWords(clock(null, null))).toBe('');
  });
  it('names the limit that was gone past, the law’s before the promise', () => {
    expect(overWords(clock(use(9, 20), use(9, 1, 'WD', true)))).toBe('超承诺时限');
    expect(overWords(clock(use(21, 20, 'WD', true), use(21, 1, 'WD', true)))).toBe('超法定时限');
    expect(overWords(clock(use(1, 20), use(1, 1)))).toBe('');
  });
});
