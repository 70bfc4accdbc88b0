import { describe, expect, it } from 'vitest';
import { agentsOf, type Entry } from '../src/parts/agent-choice.ts';
import { commandForms } from '../src/parts/command-forms.ts';

const entry = (id: string, role: string, aside: string | null = null): Entry =>
  ({ id, account: `acc_${id}`, role, aside }) as Entry;
const roster = [
  entry('a', 'chiefAgent'),
  entry('b', 'chiefAgent'),
  entry('c', 'chiefAgent', 'accountDisabled'),
  entry('d', 'agent'),
  entry('e', 'agent', 'roleLost'),
];
const ids = (found: readonly Entry[]) => found.map(({ id }) => id);

describe('whom a form lets choose', () => {
  it('of the roster by role, but nobody who was set aside', () => {
    expect(ids(agentsOf('chiefs', roster, null))).toEqual(['a', 'b']);
    expect(ids(agentsOf('agents', roster, null))).toEqual(['d']);
  });

  it('a stand-in of the role of whose leave it is, but not himself', () => {
    expect(ids(agentsOf('standIns', roster, 'a'))).toEqual(['b']);
    expect(ids(agentsOf('standIns', roster, 'd'))).toEqual([]);
  });

  it.each([
    ['enrolAgent', 'account', 'accounts'],
    ['assignAgents', 'chief', 'chiefs'],
    ['assignAgents', 'agents', 'agents'],
    ['reassignAgents', 'replace', 'team'],
    ['reassignAgents', 'chief', 'chiefs'],
    ['setAgentLeave', 'substitute', 'standIns'],
  ])('%s.%s from %s', (command, name, from) => {
    expect(commandForms[command]?.fields.find((field) => field.name === name)?.from).toBe(from);
  });

  it('an enrolment asks for the role before the account, which depends on it', () => {
    expect(commandForms['enrolAgent']?.fields.slice(0, 2).map(({ name }) => name)).toEqual([
      'role',
      'account',
    ]);
  });
});
