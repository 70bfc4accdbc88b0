import { checkTable } from '@yizhan/aggregate';
import { type ActingRole, roles } from '@yizhan/contracts';
import { mayByRole, somebody, walkCase } from '@yizhan/testkit';
import { legalDate } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import { type ConditionCommand, conditionMachine } from '../src/domain/condition.ts';
import { conditionStatuses, conditionTable } from '../src/domain/condition-states.ts';

const service = somebody('service');
const owner = somebody('enterprise', { company: 'cmp_a' });
const ecology = somebody('department', { unit: 'ecology' });
const lead = somebody('judgementLead');
const setting = (
  changed: Partial<Extract<ConditionCommand, { type: 'setCondition' }>> = {},
): ConditionCommand => ({
  type: 'setCondition',
  projectId: `prj_${'0'.repeat(24)}`,
  ordinal: 1,
  company: 'cmp_a',
  division: '330182104',
  text: '废水纳管后方可投产',
  department: 'ecology',
  attachedTo: 'landContract',
  concludedOn: legalDate('2026-03-02'),
  ...changed,
});
const evidence: ConditionCommand = { type: 'submitConditionEvidence', note: '纳管协议已签订' };
const met: ConditionCommand = { type: 'confirmConditionMet', finding: '协议有效' };
const begun = (changed = {}) => {
  const walk = walkCase(conditionMachine, '2026-03-02T01:00:00.000Z');
  walk.do(service, setting(changed));
  return walk;
};

it('declares every state with a way in and a way out', () =>
  expect(checkTable(conditionTable, conditionStatuses)).toEqual([]));

it('lets each role do what is written here, and nothing else', () => {
  const acting: readonly ActingRole[] = [...roles, 'service', 'time'];
  expect(mayByRole(conditionTable, acting)).toEqual({
    setCondition: ['service'],
    submitConditionEvidence: ['enterprise', 'windowClerk'],
    returnConditionEvidence: ['department'],
    confirmConditionMet: ['department'],
    recordConditionUnmet: ['department'],
    waiveCondition: ['judgementLead'],
    closeCondition: ['service'],
  });
});

describe('what a condition holds up', () => {
  it.each([
    ['landContract', true],
    ['approvalItem', false],
    ['construction', false],
    ['acceptance', false],
    ['completionReview', false],
    ['productionReview', false],
    ['项目备案', false],
  ] as const)('attached to %s: %s', (attachedTo, holdsUp) =>
    expect(begun({ attachedTo }).state().holdsUp).toBe(holdsUp),
  );
});

describe('a condition', () => {
  it('is met when its own department has looked at the evidence', () => {
    const walk = begun();
    expect(walk.do(ecology, met)).toEqual({ ok: false, code: 'WRONG_STATE' });
    expect(walk.do(owner, evidence)).toMatchObject({ events: [{ type: 'ConditionEvidenced' }] });
    expect(walk.do(somebody('department', { unit: 'water' }), met)).toEqual({
      ok: false,
      code: 'NOT_YOUR_UNIT',
    });
    expect(walk.do(ecology, met).ok).toBe(true);
    expect(walk.status()).toBe('met');
    expect(walk.do(lead, { type: 'waiveCondition', reason: '无' })).toEqual({
      ok: false,
      code: 'WRONG_STATE',
    });
  });

  it('is not there for another company', () => {
    expect(begun().do(somebody('enterprise', { company: 'cmp_b' }), evidence)).toEqual({
      ok: false,
      code: 'CASE_NOT_FOUND',
    });
  });

  it('is due on the day that was named, rolled to a working day, else within the time of the rules', () => {
    expect(begun({ dueOn: '2026-05-30' }).state().due.dueOn).toBe('2026-06-01');
    expect(begun().state().due).toMatchObject({ dueOn: '2026-08-31', limit: 'admission.condition@2023-1' });
  });

  it('turns yellow and red once each while it is open, and is found unmet only after its day', () => {
    const walk = begun({ dueOn: '2026-06-01' });
    const unmet: ConditionCommand = { type: 'recordConditionUnmet', finding: '未提交' };
    expect(walk.do(ecology, unmet)).toEqual({ ok: false, code: 'CONDITION_NOT_DUE' });
    const told = walk.at('2026-07-01T01:00:00.000Z').map(({ data }) => (data as { light: string }).light);
    expect(told).toEqual(['yellow', 'red']);
    expect(walk.do(ecology, unmet).ok).toBe(true);
    expect(walk.do(owner, evidence).ok).toBe(true);
    expect(walk.do(ecology, met).ok).toBe(true);
  });

  it('is no longer the owner’s time while the department looks at it', () => {
    const walk = begun({ dueOn: '2026-06-01' });
    walk.do(owner, evidence);
    expect(walk.at('2026-07-01T01:00:00.000Z')).toEqual([]);
  });

  it('ends with its project', () => {
    const walk = begun();
    walk.do(service, { type: 'closeCondition', because: 'givenUp' });
    expect(walk.status()).toBe('closed');
  });
});
