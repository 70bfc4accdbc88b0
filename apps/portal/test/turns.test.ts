import { describe, expect, it } from 'vitest';
import { commandsOf, isMine } from '../src/parts/turns.ts';

const person = (roles: string[], of: { unit?: string; company?: string; id?: string } = {}) => ({
  id: of.id ?? 'acc_me',
  roles,
  unit: of.unit ?? null,
  company: of.company ?? null,
});
const turn = (party: string, holder: string, action = 'acceptItem') => ({ action, party, holder });

describe('whose turn it is', () => {
  it.each([
    ['an enterprise, its own', turn('enterprise', 'cmp_a'), person(['enterprise'], { company: 'cmp_a' })],
    ['a department, its own', turn('department', 'housing'), person(['department'], { unit: 'housing' })],
    ['a utility', turn('department', 'utilities'), person(['utility'], { unit: 'utilities' })],
    ['a territory', turn('territory', '330182104'), person(['territory'], { unit: '330182104' })],
    ['an agent, by account', turn('agent', 'acc_me'), person(['agent'])],
    ['a chief agent, by account', turn('chiefAgent', 'acc_me'), person(['chiefAgent'])],
    ['the judgement lead, by role', turn('judgementLead', 'judgementLead'), person(['judgementLead'])],
    ['the land office, by role', turn('land', 'naturalResources'), person(['land'])],
    ['the acceptance lead, by role', turn('acceptanceLead', 'housing'), person(['acceptanceLead'])],
    ['the window, by role', turn('windowClerk', 'window'), person(['windowClerk'])],
    ['the agency centre, by role', turn('agencyCentre', 'agencyCentre'), person(['agencyCentre'])],
  ])('is %s', (_who, held, me) => {
    expect(isMine(held, me)).toBe(true);
  });

  it.each([
    ['another company', turn('enterprise', 'cmp_a'), person(['enterprise'], { company: 'cmp_b' })],
    ['another department', turn('department', 'housing'), person(['department'], { unit: 'water' })],
    [
      'the head, who does not decide',
      turn('department', 'housing'),
      person(['departmentHead'], { unit: 'housing' }),
    ],
    ['another town', turn('territory', '330182104'), person(['territory'], { unit: '330182001' })],
    ['another agent', turn('agent', 'acc_other'), person(['agent'])],
    [
      'a department officer of the land office',
      turn('land', 'naturalResources'),
      person(['department'], { unit: 'naturalResources' }),
    ],
    ['an administrator', turn('judgementLead', 'judgementLead'), person(['administrator'])],
    [
      'a staff member without a company, for an ownerless turn',
      turn('enterprise', 'cmp_a'),
      person(['department']),
    ],
  ])('is not %s', (_who, held, me) => {
    expect(isMine(held, me)).toBe(false);
  });

  it('offers the command that is asked for first, then what may be done instead', () => {
    const officer = person(['department'], { unit: 'housing' });
    const offered = commandsOf(turn('department', 'housing', 'acceptItem'), officer);
    expect(offered[0]).toBe('acceptItem');
    expect(offered).toEqual(expect.arrayContaining(['requestItemCorrection', 'declineItem']));
  });

  it('offers the head what is his alone: a second correction, an extension; the acceptance and decision are not', () => {
    const head = person(['departmentHead'], { unit: 'housing' });
    expect(commandsOf(turn('department', 'housing', 'acceptItem'), head)).toEqual([
      'requestItemCorrection',
      'handOverItem',
      'recuseFromItem',
    ]);
    expect(commandsOf(turn('department', 'housing', 'decideItem'), head)).toEqual([
      'extendItem',
      'returnItemProposal',
      'handOverItem',
      'recuseFromItem',
    ]);
  });

  it('offers to end an award whose contracts are not signed in time, and not before', () => {
    const officer = person(['land']);
    for (const action of ['linkAward', 'signContracts']) {
      const held = turn('land', 'naturalResources', action);
      expect(commandsOf({ ...held, light: 'yellow' }, officer)).toEqual([action]);
      expect(commandsOf({ ...held, light: 'red' }, officer)).toEqual([action, 'recordListingFailure']);
    }
  });

  it('offers nothing on the turn of somebody else', () => {
    const other = person(['department'], { unit: 'water' });
    expect(commandsOf(turn('department', 'housing', 'acceptItem'), other)).toEqual([]);
  });
});
