/** Days that follow each other, first and last; a day by itself is both. */
export interface DayRange {
  readonly from: string;
  readonly until: string;
}

const dayMs = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Days in order as ranges. */
export const rangesOf = (days: readonly string[]): readonly DayRange[] => {
  const ranges: { from: string; until: string }[] = [];
  for (const day of days.toSorted()) {
    const last = ranges.at(-1);
    if (last !== undefined && at(day) - at(last.until) === dayMs) last.until = day;
    else ranges.push({ from: day, until: day });
  }
  return ranges;
};

const longestRange = 60;

/** The days of ranges, each once, in order; a range that ends before it begins, or whose days are none, is taken as its first day. */
export const daysOf = (
  ranges: readonly { readonly from: string; readonly until?: string }[],
): readonly string[] => {
  const days = ranges.flatMap(({ from, until = from }) => {
    const length = Math.round((at(until) - at(from)) / dayMs) + 1;
    return length >= 1 && length <= longestRange
      ? Array.from({ length }, (_, index) => dayAt(at(from) + index * dayMs))
      : [from];
  });
  return [...new Set(days)].toSorted();
};

/** In words: 10月1日至7日. */
export const rangeWords = ({ from, until }: DayRange): string => {
  const [month, day] = [Number(from.slice(5, 7)), Number(from.slice(8))];
  const first = `${month}月${day}日`;
  if (from === until) return first;
  const lastMonth = Number(until.slice(5, 7));
  return `${first}至${lastMonth === month ? '' : `${lastMonth}月`}${Number(until.slice(8))}日`;
};
