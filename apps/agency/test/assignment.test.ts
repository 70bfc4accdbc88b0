import { type DepartmentId, departmentIds } from '@yizhan/contracts';
import { legalDate } from '@yizhan/workdays';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Agent, findObstacle } from '../src/domain/agent-case.ts';
import {
  changeTeam,
  chooseAgents,
  chooseChief,
  makeTeam,
  type Need,
  type TeamChoice,
} from '../src/domain/assignment.ts';
import { teamRule } from '../src/domain/limits.ts';

const today = legalDate('2026-03-02');
const projects = (count: number) => Array.from({ length: count }, (_, n) => `prj_${n}`);

const someAgent = (account: string, changed: Partial<Agent> = {}): Agent => ({
  status: 'active',
  account,
  role: 'agent',
  divisions: [],
  expertise: [],
  capacity: 4,
  projects: [],
  leaves: [],
  conflicts: [],
  idleSince: '2026-01-01T00:00:00.000Z',
  ...changed,
});
const someChief = (account: string, changed: Partial<Agent> = {}): Agent =>
  someAgent(account, { role: 'chiefAgent', divisions: ['330182104'], ...changed });
const need = (changed: Partial<Need> = {}): Need => ({
  division: '330182104',
  company: 'cmp_a',
  expertise: [],
  today,
  ...changed,
});
const onLeave = (substitute: string | null = null) => ({
  leaves: [{ from: today, until: legalDate('2026-03-06'), substitute }],
});
const codeOf = (choice: TeamChoice) => (choice.ok ? 'ok' : choice.refusal.code);

describe('chooseAgents', () => {
  it('takes an agent of the territory, or of the whole county', () => {
    const roster = [
      someAgent('other', { divisions: ['330182900'] }),
      someAgent('here', { divisions: ['330182104'] }),
    ];
    expect(chooseAgents(roster, need())).toEqual(['here']);
    expect(chooseAgents([someAgent('anywhere')], need())).toEqual(['anywhere']);
  });

  it('passes over who is full, on leave, declared a conflict, retired, excluded, or is a chief', () => {
    const roster = [
      someAgent('full', { capacity: 2, projects: projects(2) }),
      someAgent('away', onLeave()),
      someAgent('kin', { conflicts: ['cmp_a'] }),
      someAgent('gone', { status: 'retired' }),
      someAgent('excluded'),
      someChief('chief'),
    ];
    expect(chooseAgents(roster, need({ without: ['excluded'] }))).toEqual([]);
  });

  it('takes whoever knows most of the departments still to come, and adds who knows what is left', () => {
    const roster = [
      someAgent('water', { expertise: ['water'] }),
      someAgent('broad', { expertise: ['ecology', 'housing'], projects: projects(3) }),
      someAgent('idle'),
    ];
    const expertise: DepartmentId[] = ['ecology', 'housing', 'water'];
    expect(chooseAgents(roster, need({ expertise }))).toEqual(['broad', 'water']);
    expect(chooseAgents(roster, need({ expertise: ['ecology'] }))).toEqual(['broad']);
  });

  it('takes one where nobody knows the departments: the project is served all the same', () => {
    expect(chooseAgents([someAgent('a'), someAgent('b')], need({ expertise: ['meteorology'] }))).toEqual([
      'a',
    ]);
  });

  it('takes the lighter share of the capacity', () => {
    const roster = [
      someAgent('a', { capacity: 2, projects: projects(1) }),
      someAgent('b', { capacity: 10, projects: projects(2) }),
    ];
    expect(chooseAgents(roster, need())).toEqual(['b']);
  });

  it('breaks a tie to the longest idle, whatever the order of the roster', () => {
    const roster = [
      someAgent('a', { idleSince: '2026-02-20T01:00:00.000Z' }),
      someAgent('b', { idleSince: '2026-02-03T01:00:00.000Z' }),
      someAgent('c', { idleSince: '2026-02-11T01:00:00.000Z' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(roster, { minLength: 3 }), (shuffled) => {
        expect(chooseAgents(shuffled, need())).toEqual(['b']);
      }),
    );
  });

  const anyAgent = fc
    .record({
      role: fc.constantFrom('agent' as const, 'chiefAgent' as const),
      divisions: fc.constantFrom([], ['330182104'], ['330182900'], ['330182104', '330182900']),
      expertise: fc.subarray([...departmentIds], { maxLength: 4 }),
      capacity: fc.integer({ min: 1, max: 5 }),
      load: fc.integer({ min: 0, max: 6 }),
      away: fc.boolean(),
      kin: fc.boolean(),
      retired: fc.boolean(),
    })
    .map(({ load, away, kin, retired, ...facts }) => ({
      ...facts,
      projects: projects(load),
      ...(away ? onLeave() : {}),
      conflicts: kin ? ['cmp_a'] : [],
      ...(retired ? { status: 'retired' as const } : {}),
    }));
  const anyRoster = fc
    .array(anyAgent, { maxLength: 12 })
    .map((all) => all.map((facts, n) => someAgent(`a${n}`, facts)));

  it('never chooses who cannot, chooses somebody whenever somebody can, and not more than the rule allows', () => {
    fc.assert(
      fc.property(anyRoster, fc.subarray([...departmentIds], { maxLength: 6 }), (roster, expertise) => {
        const chosen = chooseAgents(roster, need({ expertise }));
        const can = roster.filter(
          (agent) =>
            agent.role === 'agent' &&
            (agent.divisions.length === 0 || agent.divisions.includes('330182104')) &&
            findObstacle(agent, 'cmp_a', today) === null,
        );
        expect(chosen.every((account) => can.some((agent) => agent.account === account))).toBe(true);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen.length).toBeLessThanOrEqual(teamRule.mostAgents);
        expect(chosen.length > 0).toBe(can.length > 0);
      }),
    );
  });
});

describe('chooseChief', () => {
  it('takes the chief of the territory; a preferred one before others', () => {
    const roster = [someChief('zone', { divisions: ['330182900'] }), someChief('town'), someChief('town2')];
    expect(chooseChief(roster, need())).toBe('town');
    expect(chooseChief(roster, need(), 'town2')).toBe('town2');
    expect(chooseChief(roster, need({ division: '330182001' }))).toBeNull();
  });

  it('takes the substitute while the chief is on leave (AB 岗), if he himself can', () => {
    const zone = someChief('zone', { divisions: ['330182900'] });
    expect(chooseChief([someChief('town', onLeave('zone')), zone], need())).toBe('zone');
    expect(chooseChief([someChief('town', onLeave()), zone], need())).toBeNull();
    expect(
      chooseChief([someChief('town', onLeave('zone')), { ...zone, conflicts: ['cmp_a'] }], need()),
    ).toBeNull();
  });
});

describe('makeTeam', () => {
  const roster = [
    someChief('town'),
    someChief('zone', { divisions: ['330182900'] }),
    someAgent('a'),
    someAgent('b'),
    someAgent('full', { capacity: 1, projects: projects(1) }),
  ];

  it('chooses whom nobody named, and takes who was', () => {
    expect(makeTeam(roster, need(), {})).toMatchObject({ ok: true, team: { chief: 'town', agents: ['a'] } });
    expect(makeTeam(roster, need(), { agents: ['b', 'a', 'b'] })).toMatchObject({
      team: {
        agents: ['b', 'a'],
        joining: [{ account: 'town', as: 'chiefAgent' }, { account: 'b' }, { account: 'a' }],
      },
    });
  });

  it.each([
    [{ chief: 'nobody' }, 'CHIEF_UNKNOWN'],
    [{ chief: 'a' }, 'CHIEF_UNKNOWN'],
    [{ chief: 'zone' }, 'CHIEF_OF_OTHER_TERRITORY'],
    [{ agents: ['town'] }, 'AGENT_UNKNOWN'],
    [{ agents: ['a', 'full'] }, 'AGENT_FULL'],
  ])('refuses %o', (wish, code) => {
    expect(codeOf(makeTeam(roster, need(), wish))).toBe(code);
  });

  it('lets the centre name a chief of elsewhere where the territory’s cannot', () => {
    const kin = roster.map((agent) =>
      agent.account === 'town' ? { ...agent, conflicts: ['cmp_a'] } : agent,
    );
    expect(codeOf(makeTeam(kin, need(), {}))).toBe('NO_CHIEF_FREE');
    expect(makeTeam(kin, need(), { chief: 'zone' })).toMatchObject({ team: { chief: 'zone' } });
  });

  it('says when nobody is free', () => {
    expect(codeOf(makeTeam([someChief('town')], need(), {}))).toBe('NO_AGENT_FREE');
    expect(codeOf(makeTeam([someAgent('a')], need(), {}))).toBe('NO_CHIEF_FREE');
  });
});

describe('changeTeam', () => {
  const roster = [
    someChief('town', { projects: ['prj_x'] }),
    someChief('town2'),
    someAgent('a', { projects: ['prj_x'], expertise: ['ecology'] }),
    someAgent('b', { expertise: ['ecology'] }),
    someAgent('c', { expertise: ['water'], projects: projects(2) }),
  ];
  const present = { chief: 'town', agents: ['a'] };
  const change = (replace: string[], wish = {}, changed: Partial<Need> = {}) =>
    changeTeam(roster, need(changed), present, replace, wish, '调岗');

  it('chooses another in the place of who steps down, and never one of the present team', () => {
    expect(change(['a'])).toMatchObject({
      team: {
        chief: 'town',
        agents: ['b'],
        joining: [{ account: 'b', as: 'agent' }],
        leaving: ['a'],
        because: '调岗',
      },
    });
    expect(change(['town'])).toMatchObject({
      team: {
        chief: 'town2',
        agents: ['a'],
        joining: [{ account: 'town2', as: 'chiefAgent' }],
        leaving: ['town'],
      },
    });
    expect(change(['a'], { agents: ['c'] })).toMatchObject({ team: { agents: ['c'] } });
  });

  it('chooses for what those who stay do not know', () => {
    const two = { chief: 'town', agents: ['a', 'b'] };
    const expertise: DepartmentId[] = ['ecology', 'water'];
    expect(changeTeam(roster, need({ expertise }), two, ['b'], {}, '调岗')).toMatchObject({
      team: { agents: ['a', 'c'] },
    });
  });

  it.each([
    [['b'], {}, 'NOT_SERVING'],
    [['a'], { agents: ['a'] }, 'SERVES_ALREADY'],
    [['a'], { chief: 'town2' }, 'CHIEF_STAYS'],
    [['a'], { agents: ['nobody'] }, 'AGENT_UNKNOWN'],
  ])('refuses %o with %o', (replace, wish, code) => {
    expect(codeOf(change(replace, wish))).toBe(code);
  });
});
