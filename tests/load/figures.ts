/** Figures of one run, a row each, as the table of docs/performance.md. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  /** The goal or the ratio that says what it means. */
  readonly beside: string;
}

/** The value below which a share of the samples lies (nearest rank); samples in any order, share 0 to 1. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

export const inMs = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** p50, p95 and p99 of times in ms. */
export const spread = (samples: readonly number[]): string =>
  [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${inMs(percentile(samples, share))}`).join(', ');

export const tableOf = (rows: readonly Row[]): string =>
  [
    '| what | measured here | beside |',
    '|---|---|---|',
    ...rows.map(({ what, figure, beside }) => `| ${what} | ${figure} | ${beside} |`),
  ].join('\n');
