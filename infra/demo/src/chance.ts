/** Chance with a seed: the same every time (mulberry32). */
export const createChance = (seed: number) => {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** A whole number from `least` to `most`, both included. */
    between: (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1)),
    oneOf: <T>(all: readonly T[]): T => {
      const chosen = all[Math.floor(fraction() * all.length)];
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen;
    },
  };
};
export type Chance = ReturnType<typeof createChance>;
