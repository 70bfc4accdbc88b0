import { somebody, walkCase } from '@yizhan/testkit';
import type { Team, TeamChoice } from '../src/domain/assignment.ts';
import { engagementWith, type Known } from '../src/domain/engagement.ts';
import type { EngagementCommand } from '../src/domain/engagement-case.ts';
import type { EngagementStatus } from '../src/domain/states.ts';

export const projectId = `prj_${'0'.repeat(24)}`;
export const division = '330182104';
export const company = 'cmp_a';

export const service = somebody('service');
export const owner = somebody('enterprise', { company });
export const centre = somebody('agencyCentre');
export const chief = somebody('chiefAgent', { unit: division });
export const agent = somebody('agent');

export const team = (changed: Partial<Team> = {}): TeamChoice => ({
  ok: true,
  team: {
    chief: chief.id,
    agents: [agent.id],
    because: '按属地选派',
    joining: [],
    leaving: [],
    ...changed,
  },
});

export const offering: EngagementCommand = {
  type: 'offerAgency',
  projectId,
  company,
  division,
  trigger: 'prereviewAgreed',
};
export const whole: EngagementCommand = { type: 'entrustAgency', scope: 'whole', items: [] };
export const call: EngagementCommand = { type: 'logContact', channel: 'call', summary: '电话沟通' };
export const planning: EngagementCommand = { type: 'confirmAgencyPlan', plan: '先办A5，同步A6' };

/** Monday, 09:00 in Shanghai. */
export const monday = '2026-03-02T01:00:00.000Z';

const must = (answer: { readonly ok: boolean }): void => {
  if (!answer.ok) throw new Error(`the way there was refused: ${JSON.stringify(answer)}`);
};

/** A case taken along the main path to a status. */
export const walkTo = (status: EngagementStatus | 'none', known: Partial<Known> = {}) => {
  /** What the roster says; a test may change it on the way. */
  const roster: { team: TeamChoice | null; covers: readonly string[] } = {
    team: team(),
    covers: [],
    ...known,
  };
  const walk = { ...walkCase(engagementWith(roster), monday), roster };
  const steps: Record<Exclude<EngagementStatus, 'terminated'>, () => void> = {
    offered: () => must(walk.do(service, offering)),
    entrusted: () => must(walk.do(owner, whole)),
    assigned: () => must(walk.do(centre, { type: 'assignAgents' })),
    planned: () => must(walk.do(chief, planning)),
    serving: () => must(walk.do(agent, call)),
    paused: () => must(walk.do(chief, { type: 'pauseAgency', reason: '企业调整方案' })),
    completed: () => {
      must(walk.do(chief, { type: 'resumeAgency', reason: '方案已定' }));
      must(walk.do(chief, { type: 'completeAgency', summary: '全部事项办结' }));
    },
    visited: () => must(walk.do(centre, { type: 'recordFollowUp', summary: '企业满意' })),
    archived: () => must(walk.do(centre, { type: 'archiveAgency' })),
  };
  if (status === 'none') return walk;
  if (status === 'terminated') {
    steps.offered();
    must(walk.do(owner, { type: 'declineAgency', reason: '自行办理' }));
    return walk;
  }
  for (const [name, step] of Object.entries(steps)) {
    step();
    if (name === status) break;
  }
  return walk;
};
