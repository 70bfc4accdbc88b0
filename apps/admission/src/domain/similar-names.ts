/** Two names count as similar from here on: the share of neighbouring characters that they have in common. */
const similarFrom = 0.6;

/** What every name has in common says nothing. */
const empty = /年产|项目|建设|新建|扩建|技改|工程|[\s\d（）()万亿台套件吨个、，。-]/g;

const pairsOf = (name: string): ReadonlySet<string> => {
  const bare = name.replace(empty, '');
  const pairs = new Set<string>();
  for (let place = 0; place < bare.length - 1; place += 1) pairs.add(bare.slice(place, place + 2));
  return pairs;
};

/** Are these the names of one project, as far as a name can tell (Dice over pairs of characters)? */
export const areSimilar = (one: string, other: string): boolean => {
  if (one.trim() === other.trim()) return true;
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  if (pairs.size === 0 || others.size === 0) return false;
  const common = [...pairs].filter((pair) => others.has(pair)).length;
  return (2 * common) / (pairs.size + others.size) >= similarFrom;
};
