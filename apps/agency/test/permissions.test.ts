import { type ActingRole, roles } from '@yizhan/contracts';
import { mayByRole, somebody, walkCase } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import { agentMachine } from '../src/domain/agent.ts';
import type { EngagementCommand } from '../src/domain/engagement-case.ts';
import { agentTable, engagementTable } from '../src/domain/states.ts';
import { maySee } from '../src/views.ts';
import {
  agent,
  call,
  centre,
  chief,
  division,
  monday,
  owner,
  planning,
  service,
  walkTo,
  whole,
} from './walk.ts';

const acting: readonly ActingRole[] = [...roles, 'service', 'time'];

/** Who may, written by hand; whoever is not named may not. */
const mayOnEngagement: Record<keyof typeof engagementTable, readonly ActingRole[]> = {
  offerAgency: ['service'],
  entrustAgency: ['enterprise'],
  declineAgency: ['enterprise'],
  assignAgents: ['chiefAgent', 'agencyCentre'],
  reassignAgents: ['agencyCentre', 'service'],
  logContact: ['agent', 'chiefAgent'],
  confirmAgencyPlan: ['chiefAgent'],
  pauseAgency: ['chiefAgent'],
  resumeAgency: ['chiefAgent'],
  completeAgency: ['chiefAgent'],
  recordFollowUp: ['agencyCentre'],
  archiveAgency: ['agencyCentre'],
  terminateAgency: ['enterprise', 'agencyCentre'],
  endWithProject: ['service'],
};
const mayOnAgent: Record<keyof typeof agentTable, readonly ActingRole[]> = {
  enrolAgent: ['agencyCentre'],
  reviseAgent: ['agencyCentre'],
  setAgentLeave: ['agencyCentre'],
  declareConflict: ['agent', 'chiefAgent', 'agencyCentre'],
  setAgentAside: ['service'],
  reinstateAgent: ['service'],
  takeOn: ['service'],
  release: ['service'],
  retireAgent: ['agencyCentre'],
};

it('lets each role do what is written here, and nothing else', () => {
  expect(mayByRole(engagementTable, acting)).toEqual(mayOnEngagement);
  expect(mayByRole(agentTable, acting)).toEqual(mayOnAgent);
});

const hidden = { ok: false, code: 'CASE_NOT_FOUND' };

describe('whose case', () => {
  it.each([
    ['offered', whole],
    ['offered', { type: 'declineAgency', reason: '自行办理' }],
    ['serving', { type: 'terminateAgency', reason: '终止' }],
  ] as const)('in %s, %o is for the owner’s company alone', (status, command) => {
    const other = somebody('enterprise', { company: 'cmp_other' });
    expect(walkTo(status).do(other, command)).toEqual(hidden);
    expect(walkTo(status).do(somebody('enterprise'), command)).toEqual(hidden);
    expect(walkTo(status).do(owner, command).ok).toBe(true);
  });

  it('an assignment is for the centre and the chief of the territory', () => {
    const other = somebody('chiefAgent', { unit: '330182900' });
    expect(walkTo('entrusted').do(other, { type: 'assignAgents' })).toEqual(hidden);
    expect(walkTo('entrusted').do(somebody('chiefAgent'), { type: 'assignAgents' })).toEqual(hidden);
  });

  it('before the owner’s consent there is nothing for an agent, nor for the chief of the territory', () => {
    const walk = walkTo('offered');
    expect(walk.do(chief, { type: 'assignAgents' })).toEqual(hidden);
    expect(walk.do(agent, call)).toEqual(hidden);
    for (const actor of [agent, chief]) expect(maySee(actor, walk.state(), [])).toBe(false);
    // Not even for one who stands in for everybody.
    expect(maySee(agent, walk.state(), [chief.id, agent.id])).toBe(false);
  });

  it.each([
    ['assigned', call],
    ['assigned', planning],
    ['serving', { type: 'pauseAgency', reason: '停' }],
    ['paused', { type: 'resumeAgency', reason: '续' }],
    ['serving', { type: 'completeAgency', summary: '办结' }],
  ] as const)('in %s, %o is for those who serve it', (status, command: EngagementCommand) => {
    const other = somebody('chiefAgent', { id: 'acc_other', unit: division });
    expect(walkTo(status).do(other, command)).toEqual(hidden);
    expect(walkTo(status).do(chief, command).ok).toBe(true);
    // Standing in for the chief on leave (AB 岗).
    expect(walkTo(status, { covers: [chief.id] }).do(other, command).ok).toBe(true);
  });

  it('an agent of another project logs nothing here', () => {
    expect(walkTo('assigned').do({ ...agent, id: 'acc_other' }, call)).toEqual(hidden);
  });

  it('an agent declares conflicts of his own alone', () => {
    const walk = walkCase(agentMachine, monday);
    const duties = { divisions: [], expertise: [], capacity: 1 };
    walk.do(centre, { type: 'enrolAgent', account: agent.id, role: 'agent', ...duties });
    const conflict = { type: 'declareConflict', company: 'cmp_a', reason: '亲属任职' } as const;
    expect(walk.do({ ...agent, id: 'acc_other' }, conflict)).toEqual(hidden);
    expect(walk.do(agent, conflict).ok).toBe(true);
    expect(walk.do(centre, conflict).ok).toBe(true);
  });
});

describe('who sees', () => {
  const other = somebody('chiefAgent', { id: 'acc_other', unit: '330182900' });

  it.each(['offered', 'entrusted', 'assigned', 'serving', 'paused', 'completed', 'archived'] as const)(
    'in %s the owner, the centre and services, and no other company, department or territory',
    (status) => {
      const state = walkTo(status).state();
      for (const actor of [owner, centre, service]) expect(maySee(actor, state, [])).toBe(true);
      expect(maySee(somebody('enterprise', { company: 'cmp_other' }), state, [])).toBe(false);
      for (const role of roles) {
        if (role === 'agencyCentre') continue;
        expect(maySee(somebody(role, { id: 'acc_x', unit: 'water' }), state, [])).toBe(false);
      }
    },
  );

  it('those who serve, from the assignment on; the chief of the territory while he has to assign', () => {
    const entrusted = walkTo('entrusted').state();
    expect(maySee(chief, entrusted, [])).toBe(true);
    expect(maySee(other, entrusted, [])).toBe(false);
    expect(maySee(agent, entrusted, [])).toBe(false);
    for (const status of ['assigned', 'planned', 'serving', 'paused', 'completed'] as const) {
      const state = walkTo(status).state();
      expect([chief, agent, other].map((actor) => maySee(actor, state, []))).toEqual([true, true, false]);
      expect(maySee(other, state, [chief.id])).toBe(true);
    }
  });

  it('nobody who served any more, once the owner took the consent back', () => {
    const walk = walkTo('serving');
    walk.do(owner, { type: 'terminateAgency', reason: '自行办理' });
    for (const actor of [agent, chief]) expect(maySee(actor, walk.state(), [])).toBe(false);
  });
});
