import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkTable, drawTable } from '@yizhan/aggregate/machine';
import { refusal } from '@yizhan/contracts';
import { describe, expect, it } from 'vitest';
import type { EngagementCommand } from '../src/domain/engagement-case.ts';
import { agentStatuses, agentTable, engagementStatuses, engagementTable } from '../src/domain/states.ts';
import {
  agent,
  call,
  centre,
  chief,
  offering,
  owner,
  planning,
  service,
  team,
  walkTo,
  whole,
} from './walk.ts';

const typesOf = (answer: { ok: boolean; events?: readonly { type: string }[] }) =>
  answer.events?.map(({ type }) => type);
const refuses = (code: string, field?: string) =>
  field === undefined ? { ok: false, code } : { ok: false, code, field };

it('declares every state with a way in and a way out, and draws it in the README', () => {
  expect(checkTable(engagementTable, engagementStatuses)).toEqual([]);
  expect(checkTable(agentTable, agentStatuses)).toEqual([]);
  const readme = readFileSync(path.join(import.meta.dirname, '../README.md'), 'utf8');
  expect(readme).toContain(drawTable(engagementTable, engagementStatuses));
  expect(readme).toContain(drawTable(agentTable, agentStatuses));
});

describe('the main path', () => {
  it.each([
    ['none', service, offering, ['AgencyOffered'], 'offered'],
    ['offered', owner, whole, ['AgencyEntrusted'], 'entrusted'],
    ['offered', owner, { type: 'declineAgency', reason: '自行办理' }, ['AgencyTerminated'], 'terminated'],
    ['entrusted', centre, { type: 'assignAgents' }, ['AgentsAssigned'], 'assigned'],
    ['entrusted', chief, { type: 'assignAgents' }, ['AgentsAssigned'], 'assigned'],
    ['assigned', agent, call, ['ContactLogged'], 'assigned'],
    ['assigned', chief, planning, ['PlanConfirmed'], 'planned'],
    ['planned', agent, call, ['ContactLogged'], 'serving'],
    ['serving', chief, call, ['ContactLogged'], 'serving'],
    ['serving', chief, { type: 'pauseAgency', reason: '停' }, ['AgencyPaused'], 'paused'],
    ['paused', chief, { type: 'resumeAgency', reason: '续' }, ['AgencyResumed'], 'serving'],
    ['serving', chief, { type: 'completeAgency', summary: '办结' }, ['AgencyCompleted'], 'completed'],
    ['completed', centre, { type: 'recordFollowUp', summary: '满意' }, ['FollowedUp'], 'visited'],
    ['visited', centre, { type: 'archiveAgency' }, ['AgencyArchived'], 'archived'],
  ] as const)('from %s, %o', (from, actor, command, types, to) => {
    const walk = walkTo(from);
    expect(typesOf(walk.do(actor, command))).toEqual(types);
    expect(walk.status()).toBe(to);
  });

  it('gives the owner a number for the consent', () => {
    const answer = walkTo('offered').do(owner, whole);
    expect(answer).toMatchObject({
      events: [{ data: { receipt: 'DB-2', assignBy: { dueOn: '2026-03-03' } } }],
    });
  });

  it('goes on in the state it was in when the team changes', () => {
    for (const status of ['assigned', 'planned', 'serving', 'paused'] as const) {
      const walk = walkTo(status);
      const answer = walk.do(centre, { type: 'reassignAgents', reason: '调岗', replace: [agent.id] });
      expect(typesOf(answer)).toEqual(['AgentsAssigned']);
      expect(walk.status()).toBe(status);
    }
  });
});

describe('what is refused', () => {
  it.each([
    [{ type: 'entrustAgency', scope: 'part', items: [] }, 'ITEMS_MISSING'],
    [{ type: 'entrustAgency', scope: 'whole', items: ['A5'] }, 'ITEMS_NOT_WANTED'],
  ] as const)('%o, for its items', (command, code) => {
    expect(walkTo('offered').do(owner, command)).toEqual(refuses(code, 'items'));
  });

  it('an assignment that the roster does not bear', () => {
    const none = refusal('refused', 'NO_AGENT_FREE', '无', 'none');
    const walk = walkTo('entrusted', { team: { ok: false, refusal: none } });
    expect(walk.do(centre, { type: 'assignAgents' })).toEqual(refuses('NO_AGENT_FREE'));
    expect(walk.status()).toBe('entrusted');
  });

  it.each([
    ['entrusted', owner, whole],
    ['entrusted', owner, { type: 'declineAgency', reason: '不办' }],
    ['assigned', centre, { type: 'assignAgents' }],
    ['entrusted', centre, { type: 'reassignAgents', reason: '调岗', replace: [agent.id] }],
    ['paused', agent, call],
    ['planned', chief, planning],
    ['assigned', chief, { type: 'pauseAgency', reason: '停' }],
    ['serving', chief, { type: 'resumeAgency', reason: '续' }],
    ['planned', chief, { type: 'completeAgency', summary: '办结' }],
    ['serving', centre, { type: 'recordFollowUp', summary: '满意' }],
    ['completed', centre, { type: 'archiveAgency' }],
    ['offered', centre, { type: 'terminateAgency', reason: '终止' }],
    ['completed', owner, { type: 'terminateAgency', reason: '终止' }],
    ['archived', service, { type: 'endWithProject', by: 'givenUp', reason: '放弃' }],
    ['terminated', owner, whole],
  ] as const)('in %s, what does not belong there: %o %o', (status, actor, command) => {
    expect(walkTo(status).do(actor, command as EngagementCommand)).toEqual(refuses('WRONG_STATE'));
  });

  it('a second offer', () => {
    expect(walkTo('offered').do(service, offering)).toEqual(refuses('CASE_EXISTS'));
  });
});

describe('an end', () => {
  const givenUp: EngagementCommand = { type: 'endWithProject', by: 'givenUp', reason: '企业放弃项目' };
  const completed: EngagementCommand = { type: 'endWithProject', by: 'completed', reason: '项目已办结' };

  it.each(['offered', 'entrusted', 'assigned', 'planned', 'serving', 'paused'] as const)(
    'comes to one in %s with the project given up, and no light turns any more',
    (status) => {
      const walk = walkTo(status);
      expect(typesOf(walk.do(service, givenUp))).toEqual(['AgencyTerminated']);
      expect(walk.status()).toBe('terminated');
      expect(walk.dueAt()).toBeNull();
    },
  );

  it('comes to an offer with the project completed, but a service under way is the chief’s to complete', () => {
    expect(typesOf(walkTo('offered').do(service, completed))).toEqual(['AgencyTerminated']);
    expect(typesOf(walkTo('entrusted').do(service, completed))).toEqual(['AgencyTerminated']);
    expect(walkTo('serving').do(service, completed)).toEqual(refuses('STILL_SERVED'));
  });

  it.each([
    ['owner', owner],
    ['centre', centre],
  ] as const)('says whether it was by the %s', (by, actor) => {
    expect(walkTo('serving').do(actor, { type: 'terminateAgency', reason: '终止' })).toMatchObject({
      events: [{ type: 'AgencyTerminated', data: { by } }],
    });
  });
});

describe('lights', () => {
  const turns = (events: readonly { type: string; data: object }[]) =>
    events.map(({ data }) => {
      const { clock, light, dueOn, holder } = data as Record<string, string>;
      return `${clock} ${light} ${dueOn} ${holder}`;
    });

  it('a day to assign, to the centre: yellow on its last day, red when it is over, each told once', () => {
    const walk = walkTo('entrusted');
    const events = walk.at('2026-03-05T01:00:00.000Z');
    expect(turns(events)).toEqual([
      'assign yellow 2026-03-03 agencyCentre',
      'assign red 2026-03-03 agencyCentre',
    ]);
    expect(walk.at('2026-03-20T01:00:00.000Z')).toEqual([]);
  });

  it('a day for the first contact, to the agent; three for the plan, to the chief', () => {
    const walk = walkTo('assigned');
    expect(turns(walk.at('2026-03-06T01:00:00.000Z'))).toEqual([
      `contact yellow 2026-03-03 ${agent.id}`,
      `contact red 2026-03-03 ${agent.id}`,
      `plan yellow 2026-03-05 ${chief.id}`,
      `plan red 2026-03-05 ${chief.id}`,
    ]);
  });

  it('a week from each contact to the next; another contact begins it anew', () => {
    const walk = walkTo('serving');
    expect(walk.at('2026-03-08T15:59:00.000Z').length).toBe(1);
    expect(walk.do(agent, call)).toMatchObject({
      events: [{ data: { first: false, nextContactBy: { dueOn: '2026-03-16' } } }],
    });
    expect(turns(walk.at('2026-03-17T01:00:00.000Z'))).toEqual([
      `contact yellow 2026-03-16 ${agent.id}`,
      `contact red 2026-03-16 ${agent.id}`,
    ]);
  });

  it('stand still while the service is paused, and go on with what was left', () => {
    const walk = walkTo('serving');
    walk.at('2026-03-04T01:00:00.000Z');
    walk.do(chief, { type: 'pauseAgency', reason: '企业调整方案' });
    expect(walk.dueAt()).toBeNull();
    expect(walk.at('2026-05-06T01:00:00.000Z')).toEqual([]);
    expect(walk.do(chief, { type: 'resumeAgency', reason: '方案已定' })).toMatchObject({
      events: [{ data: { nextContactBy: { dueOn: '2026-05-11', limit: 'agency.contact@2023-1' } } }],
    });
    expect(turns(walk.at('2026-05-12T01:00:00.000Z'))).toEqual([
      `contact yellow 2026-05-11 ${agent.id}`,
      `contact red 2026-05-11 ${agent.id}`,
    ]);
  });

  it('five working days to visit after the closing', () => {
    const walk = walkTo('completed');
    expect(turns(walk.at('2026-03-10T01:00:00.000Z'))).toEqual([
      'visit yellow 2026-03-09 agencyCentre',
      'visit red 2026-03-09 agencyCentre',
    ]);
  });

  it('a new agent owes a first contact of his own; a new chief leaves the contact’s clock alone', () => {
    const walk = walkTo('serving');
    walk.roster.team = team({ agents: ['acc_other'], leaving: [agent.id] });
    expect(walk.do(centre, { type: 'reassignAgents', reason: '调岗', replace: [agent.id] })).toMatchObject({
      events: [{ data: { agents: ['acc_other'], replaces: [agent.id], contactBy: { dueOn: '2026-03-03' } } }],
    });
    expect(walk.state().contacted).toBe(false);
    expect(turns(walk.at('2026-03-03T01:00:00.000Z'))).toEqual(['contact yellow 2026-03-03 acc_other']);
    expect(walk.do({ ...agent, id: 'acc_other' }, call)).toMatchObject({
      events: [{ data: { first: true } }],
    });

    const stays = walkTo('serving');
    stays.roster.team = team({ chief: 'acc_chief2', leaving: [chief.id] });
    const before = stays.state().clocks.find(({ clock }) => clock === 'contact');
    stays.do(centre, { type: 'reassignAgents', reason: '首席调整', replace: [chief.id] });
    expect(stays.state()).toMatchObject({ chief: 'acc_chief2', contacted: true });
    expect(stays.state().clocks.find(({ clock }) => clock === 'contact')).toEqual(before);
  });
});

describe('a team that changes while paused', () => {
  it('owes its first contact only when the service goes on', () => {
    const walk = walkTo('paused');
    walk.roster.team = team({ agents: ['acc_other'], leaving: [agent.id] });
    walk.do(centre, { type: 'reassignAgents', reason: '调岗', replace: [agent.id] });
    expect(walk.dueAt()).toBeNull();
    walk.at('2026-03-09T01:00:00.000Z');
    expect(walk.do(chief, { type: 'resumeAgency', reason: '方案已定' })).toMatchObject({
      events: [{ data: { nextContactBy: { dueOn: '2026-03-10', limit: 'agency.firstContact@2023-1' } } }],
    });
  });
});

describe('AB 岗', () => {
  it('a substitute logs a contact in the stead of the agent on leave', () => {
    const walk = walkTo('assigned', { covers: [agent.id] });
    const substitute = { ...agent, id: 'acc_substitute' };
    expect(walk.do(substitute, call)).toMatchObject({
      events: [{ data: { by: 'acc_substitute', inSteadOf: agent.id } }],
    });
  });
});
