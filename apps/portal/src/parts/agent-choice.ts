import type { FindRosterQuery } from '../generated/graphql.ts';

export type Entry = FindRosterQuery['findRoster'][number];

/**
 * Whom a form lets choose: accounts that may be enrolled, chiefs or agents of the roster, the project's present team,
 * or who may stand in for the entry that the form is about.
 */
export type AgentChoice = 'accounts' | 'chiefs' | 'agents' | 'team' | 'standIns';

/** Of the roster whoever may be chosen; one set aside takes nothing on and stands in for nobody. */
export const agentsOf = (
  choice: 'chiefs' | 'agents' | 'standIns',
  roster: readonly Entry[],
  caseId: string | null,
): readonly Entry[] => {
  const own = roster.find(({ id }) => id === caseId);
  const role = choice === 'chiefs' ? 'chiefAgent' : choice === 'agents' ? 'agent' : (own?.role ?? 'agent');
  return roster.filter(
    (entry) => entry.role === role && entry.aside === null && (choice !== 'standIns' || entry.id !== own?.id),
  );
};
