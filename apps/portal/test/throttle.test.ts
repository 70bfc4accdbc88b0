import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { throttle } from '../src/parts/throttle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('calls at once, then once for all that came meanwhile, and at once again after a rest', () => {
  const call = vi.fn();
  const { ask } = throttle(call, 2000);
  ask();
  expect(call).toHaveBeenCalledTimes(1);
  for (let n = 0; n < 50; n += 1) ask();
  vi.advanceTimersByTime(1999);
  expect(call).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10_000);
  expect(call).toHaveBeenCalledTimes(2);
  ask();
  expect(call).toHaveBeenCalledTimes(3);
});

it('forgets what waits when it is stopped', () => {
  const call = vi.fn();
  const { ask, stop } = throttle(call, 2000);
  ask();
  ask();
  stop();
  vi.advanceTimersByTime(10_000);
  expect(call).toHaveBeenCalledTimes(1);
});
