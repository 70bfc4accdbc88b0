import type { AgencyPublished } from '@yizhan/contracts';

export interface Leave {
  readonly from: string;
  /** The last day. */
  readonly until: string;
  readonly substitute: string | null;
}

/** AB 岗 of the roster: who stands in today, by whose leave it is. */
export type Substitutes = ReadonlyMap<string, string>;
export const noSubstitutes: Substitutes = new Map();

type LeaveEvent = Extract<AgencyPublished, { type: 'agency.AgentEnrolled' | 'agency.AgentLeaveSet' }>;

/** An agent's leaves after an event of his, as `agency` keeps them: what overlaps is replaced. */
export const foldLeaves = (leaves: readonly Leave[], event: LeaveEvent): readonly Leave[] => {
  if (event.type === 'agency.AgentEnrolled') return [];
  const { from, until, substitute = null } = event.data;
  const others = leaves.filter(
    (leave) => leave.until >= event.effectiveOn && (leave.until < from || until < leave.from),
  );
  return [...others, { from, until, substitute }];
};

export const substituteOn = (leaves: readonly Leave[], today: string): string | null =>
  leaves.find(({ from, until }) => from <= today && today <= until)?.substitute ?? null;

/** Whose part somebody has today: his own, and that of those for whom he stands in. */
export const partsOfAccount = (account: string, substitutes: Substitutes): readonly string[] => [
  account,
  ...[...substitutes].flatMap(([away, substitute]) => (substitute === account ? [away] : [])),
];

/** Who is to act in somebody's place today; he himself where he asks, or where nobody stands in. */
export const actingFor = (holder: string, asking: string, substitutes: Substitutes): string =>
  holder === asking ? holder : (substitutes.get(holder) ?? holder);
