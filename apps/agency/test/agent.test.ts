import { somebody, walkCase } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { agentMachine } from '../src/domain/agent.ts';
import type { AgentCommand } from '../src/domain/agent-case.ts';
import { agent, centre, monday, service } from './walk.ts';

const enrolment: AgentCommand = {
  type: 'enrolAgent',
  account: agent.id,
  role: 'agent',
  divisions: ['330182104'],
  expertise: ['ecology', 'water'],
  capacity: 2,
};
const enrolled = () => {
  const walk = walkCase(agentMachine, monday);
  expect(walk.do(centre, enrolment).ok).toBe(true);
  return walk;
};
const project = (n: number) => `prj_${String(n).padStart(24, '0')}`;
const taking = (n: number, company = 'cmp_a'): AgentCommand => ({
  type: 'takeOn',
  projectId: project(n),
  company,
  as: 'agent',
});
const refuses = (code: string, field?: string) =>
  field === undefined ? { ok: false, code } : { ok: false, code, field };

describe('the roster', () => {
  it('refuses a division that is none of this county, and a chief without one', () => {
    const walk = walkCase(agentMachine, monday);
    for (const divisions of [['330182103'], ['330102001'], ['330182']])
      expect(walk.do(centre, { ...enrolment, divisions })).toEqual(refuses('DIVISION_UNKNOWN', 'divisions'));
    expect(walk.do(centre, { ...enrolment, role: 'chiefAgent', divisions: [] })).toEqual(
      refuses('CHIEF_WITHOUT_DIVISION', 'divisions'),
    );
  });

  it('takes on up to the capacity, and counts the load in its events', () => {
    const walk = enrolled();
    expect(walk.do(service, taking(1))).toMatchObject({
      events: [{ type: 'AgentTookOn', data: { load: 1 } }],
    });
    expect(walk.do(service, taking(2))).toMatchObject({
      events: [{ type: 'AgentTookOn', data: { load: 2 } }],
    });
    expect(walk.do(service, taking(3))).toEqual(refuses('AGENT_FULL'));
    expect(walk.do(service, { type: 'release', projectId: project(1) })).toMatchObject({
      events: [{ type: 'AgentReleased', data: { load: 1 } }],
    });
    expect(walk.do(service, taking(3)).ok).toBe(true);
  });

  it('refuses what he serves already, what he does not serve, and another role', () => {
    const walk = enrolled();
    walk.do(service, taking(1));
    expect(walk.do(service, taking(1))).toEqual(refuses('AGENT_SERVES_IT'));
    expect(walk.do(service, { type: 'release', projectId: project(2) })).toEqual(refuses('AGENT_SERVES_NOT'));
    expect(walk.do(service, { ...taking(2), as: 'chiefAgent' } as AgentCommand)).toEqual(
      refuses('AGENT_ROLE'),
    );
  });

  it('takes on nothing of a company that a conflict was declared for', () => {
    const walk = enrolled();
    walk.do(agent, { type: 'declareConflict', company: 'cmp_a', reason: '亲属任职' });
    expect(walk.do(service, taking(1))).toEqual(refuses('AGENT_CONFLICT'));
    expect(walk.do(service, taking(1, 'cmp_b')).ok).toBe(true);
  });

  it('takes on nothing from the first to the last day of a leave', () => {
    const walk = enrolled();
    walk.do(centre, { type: 'setAgentLeave', from: '2026-03-03', until: '2026-03-04' });
    expect(walk.do(service, taking(1)).ok).toBe(true);
    walk.at('2026-03-02T16:00:00.000Z');
    expect(walk.do(service, taking(2))).toEqual(refuses('AGENT_ON_LEAVE'));
    walk.at('2026-03-04T15:59:59.000Z');
    expect(walk.do(service, taking(2))).toEqual(refuses('AGENT_ON_LEAVE'));
    walk.at('2026-03-04T16:00:00.000Z');
    expect(walk.do(service, taking(2)).ok).toBe(true);
  });

  it('shortens a leave by another that overlaps it, and keeps one that does not', () => {
    const walk = enrolled();
    const leave = (from: string, until: string): AgentCommand => ({ type: 'setAgentLeave', from, until });
    walk.do(centre, leave('2026-03-10', '2026-03-20'));
    walk.do(centre, leave('2026-04-01', '2026-04-02'));
    walk.do(centre, leave('2026-03-10', '2026-03-12'));
    expect(walk.state().leaves.map(({ from, until }) => `${from} ${until}`)).toEqual([
      '2026-03-10 2026-03-12',
      '2026-04-01 2026-04-02',
    ]);
  });

  it.each([
    ['2026-02-30', '2026-03-04', 'DATE_NOT_EXISTING', 'from'],
    ['2026-03-05', '2026-03-04', 'LEAVE_ENDS_BEFORE', 'until'],
    ['2026-02-20', '2026-03-01', 'LEAVE_IS_PAST', 'until'],
  ])('refuses a leave from %s until %s', (from, until, code, field) => {
    expect(enrolled().do(centre, { type: 'setAgentLeave', from, until })).toEqual(refuses(code, field));
  });

  it('refuses that somebody stands in for himself', () => {
    const leave = {
      type: 'setAgentLeave',
      from: '2026-03-03',
      until: '2026-03-04',
      substitute: agent.id,
    } as const;
    expect(enrolled().do(centre, leave)).toEqual(refuses('OWN_SUBSTITUTE', 'substitute'));
  });

  it('lets nobody go who still serves; who went may be enrolled again, his conflicts kept', () => {
    const walk = enrolled();
    walk.do(agent, { type: 'declareConflict', company: 'cmp_b', reason: '亲属任职' });
    walk.do(service, taking(1));
    expect(walk.do(centre, { type: 'retireAgent', reason: '退休' })).toEqual(refuses('AGENT_HAS_LOAD'));
    walk.do(service, { type: 'release', projectId: project(1) });
    expect(walk.do(centre, { type: 'retireAgent', reason: '退休' }).ok).toBe(true);
    expect(walk.do(service, taking(2))).toEqual(refuses('WRONG_STATE'));
    expect(walk.do(centre, enrolment).ok).toBe(true);
    expect(walk.do(service, taking(2, 'cmp_b'))).toEqual(refuses('AGENT_CONFLICT'));
  });

  it.each([
    [{ active: false, roles: ['agent'] }, 'ACCOUNT_DISABLED'],
    [{ active: true, roles: ['chiefAgent'] }, 'ACCOUNT_ROLE'],
    [{ active: false, roles: null }, 'ACCOUNT_DISABLED'],
  ] as const)('enrols no account that is known to be %o', (known, code) => {
    expect(walkCase(agentMachine, monday).do(centre, { ...enrolment, known })).toEqual(
      refuses(code, 'account'),
    );
  });

  it('enrols one that has the role, and one of which nothing is known yet', () => {
    for (const known of [
      { active: true, roles: ['agent', 'department'] },
      { active: true, roles: null },
      null,
    ])
      expect(walkCase(agentMachine, monday).do(centre, { ...enrolment, known } as AgentCommand).ok).toBe(
        true,
      );
  });

  it('sets aside who serves no more: nothing is given to him, what he has is released; told once', () => {
    const walk = enrolled();
    walk.do(service, taking(1));
    expect(walk.do(service, { type: 'setAgentAside', because: 'accountDisabled' })).toMatchObject({
      events: [{ type: 'AgentSetAside', data: { account: agent.id, because: 'accountDisabled' } }],
    });
    expect(walk.do(service, { type: 'setAgentAside', because: 'accountDisabled' })).toMatchObject({
      events: [],
    });
    expect(walk.do(service, taking(2))).toEqual(refuses('AGENT_ASIDE'));
    expect(walk.do(service, { type: 'release', projectId: project(1) }).ok).toBe(true);
    expect(walk.do(service, { type: 'reinstateAgent' })).toMatchObject({
      events: [{ type: 'AgentReinstated' }],
    });
    expect(walk.do(service, { type: 'reinstateAgent' })).toMatchObject({ events: [] });
    expect(walk.do(service, taking(2)).ok).toBe(true);
  });

  it('forgets that somebody was set aside when he is enrolled anew', () => {
    const walk = enrolled();
    walk.do(service, { type: 'setAgentAside', because: 'roleLost' });
    walk.do(centre, { type: 'retireAgent', reason: '调离' });
    expect(walk.do(service, { type: 'setAgentAside', because: 'roleLost' })).toEqual(refuses('WRONG_STATE'));
    walk.do(centre, enrolment);
    expect(walk.do(service, taking(1)).ok).toBe(true);
  });

  it('revises territory, expertise and capacity; less capacity than load gives nothing more', () => {
    const walk = enrolled();
    walk.do(service, taking(1));
    const revision = { type: 'reviseAgent', divisions: [], expertise: ['fire'], capacity: 1 };
    expect(walk.do(centre, { ...revision, expertise: ['housing'] } as AgentCommand).ok).toBe(true);
    expect(walk.do(service, taking(2))).toEqual(refuses('AGENT_FULL'));
    expect(walk.do(somebody('agencyCentre'), enrolment)).toEqual(refuses('WRONG_STATE'));
  });
});
