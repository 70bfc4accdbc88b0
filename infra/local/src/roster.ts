import type { Walk } from './walk.ts';

const roster = [
  { login: 'shouxi-meicheng', role: 'chiefAgent', divisions: ['330182104'] },
  { login: 'shouxi-kaifaqu', role: 'chiefAgent', divisions: ['330182900'] },
  { login: 'daiban1', role: 'agent', divisions: [] },
  { login: 'daiban2', role: 'agent', divisions: [] },
] as const;

/** The roster of the demo's agents, entered by the agency centre; entered again, it stays as it is. */
export const enrolAgents = async (walk: Walk): Promise<void> => {
  const centre = await walk.as('daiban-center');
  for (const { login, role, divisions } of roster) {
    const { me } = await walk.as(login);
    await centre.command('enrolAgent', {
      key: `enrol-${login}`,
      account: me.id,
      role,
      divisions,
      expertise: [],
      capacity: 10,
    });
  }
};
