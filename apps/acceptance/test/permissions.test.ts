import { readFileSync } from 'node:fs';
import { checkTable, drawTable } from '@yizhan/aggregate/machine';
import { type Actor, roles } from '@yizhan/contracts';
import { mayByRole, somebody } from '@yizhan/testkit';
import { limitTableSchema } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import type { AcceptanceCommand } from '../src/domain/case.ts';
import { limits } from '../src/domain/limits.ts';
import { maySee } from '../src/domain/rights.ts';
import { statuses, table } from '../src/domain/states.ts';
import { caseAt, check, command, company, lead, of, owner, type Place, planner } from './walk.ts';

it('is a sound table: every state is reached, only an end has no way out', () => {
  expect(checkTable(table, statuses)).toEqual([]);
});

it('is drawn in the README as it stands', () => {
  expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(
    drawTable(table, statuses),
  );
});

it('lets each role do this and nothing else', () => {
  expect(mayByRole(table, [...roles, 'service', 'time'])).toEqual({
    openAcceptance: ['service'],
    applyAcceptance: ['enterprise', 'windowClerk'],
    verifyPlanning: ['department', 'land'],
    recordFivePartyAcceptance: ['enterprise'],
    giveAcceptanceNotice: ['acceptanceLead'],
    supplyAcceptance: ['enterprise'],
    lapse: ['time'],
    acceptJointAcceptance: ['acceptanceLead'],
    recordCheck: ['department'],
    reportAcceptanceRectification: ['enterprise'],
    issueJointOpinion: ['acceptanceLead'],
    fileCompletion: ['enterprise'],
    withdrawAcceptance: ['enterprise'],
    closeAcceptance: ['service'],
  });
});

describe('whose case', () => {
  it.each<[Place, AcceptanceCommand]>([
    ['open', command.apply],
    ['verified', command.fiveParties],
    ['noticed', command.supply],
    ['rectifying', command.rectified],
    ['opinionIssued', command.file],
    ['applied', command.withdraw],
  ])('at %s $type is its own company’s; to another the case does not exist', (place, what) => {
    const others = [somebody('enterprise', { company: 'cmp_b' }), somebody('enterprise')];
    for (const other of others)
      expect(caseAt(place).do(other, what)).toEqual({ ok: false, code: 'CASE_NOT_FOUND' });
    expect(caseAt(place).do(owner, what)).toMatchObject({ ok: true });
  });

  it('has planning verified by 规划和自然资源 alone', () => {
    for (const who of [planner, of('naturalResources')])
      expect(caseAt('applied').do(who, command.verify)).toMatchObject({ ok: true });
    for (const who of [of('housing'), somebody('department')])
      expect(caseAt('applied').do(who, command.verify)).toEqual({ ok: false, code: 'NOT_YOUR_UNIT' });
  });

  it('has each part recorded by its own department', () => {
    for (const who of [of('naturalResources'), of('housing'), somebody('department')])
      expect(caseAt('accepted').do(who, check('drainage'))).toEqual({ ok: false, code: 'NOT_YOUR_UNIT' });
    expect(caseAt('accepted').do(of('water'), check('drainage'))).toMatchObject({ ok: true });
  });

  it('tells only a department that could be asked that a check is not open yet', () => {
    expect(caseAt('verified').do(of('housing'), check('fire'))).toEqual({ ok: false, code: 'WRONG_STATE' });
    expect(caseAt('verified').do(of('meteorology'), check('fire'))).toEqual({
      ok: false,
      code: 'NOT_YOUR_UNIT',
    });
  });
});

describe('who sees an acceptance', () => {
  const sees = (who: Actor, place: Place) => maySee(who, caseAt(place).state());
  it.each<[string, Actor, boolean]>([
    ['its own company', owner, true],
    ['another company', somebody('enterprise', { company: 'cmp_b' }), false],
    ['the acceptance lead', lead, true],
    ['land', planner, true],
    ['规划和自然资源', of('naturalResources'), true],
    ['a department with a part', of('water'), true],
    ['its head', somebody('departmentHead', { unit: 'water' }), true],
    ['a department without one', of('meteorology'), false],
    ['an enterprise account of no company', somebody('enterprise'), false],
    ...(
      [
        'territory',
        'agent',
        'chiefAgent',
        'agencyCentre',
        'judgementLead',
        'utility',
        'administrator',
        'auditor',
      ] as const
    ).map((role): [string, Actor, boolean] => [role, somebody(role, { unit: 'housing', company }), false]),
  ])('%s: %o → %s', (_who, actor, may) => {
    expect(sees(actor, 'accepted')).toBe(may);
  });

  it('a department sees it from when its part is named', () => {
    expect(sees(of('water'), 'fivePartyDone')).toBe(false);
  });
});

it('names a legal basis for every limit, and marks what no law gives', () => {
  expect(
    limits.filter(({ illustrative }) => !illustrative).map(({ id, value, unit }) => [id, value, unit]),
  ).toEqual([
    ['acceptance.planning', 15, 'WD'],
    ['acceptance.specialFire', 15, 'WD'],
    ['acceptance.filing', 15, 'CD'],
  ]);
  expect(limitTableSchema.safeParse(limits).success).toBe(true);
  expect(new Set(limits.map(({ kind }) => kind))).toEqual(new Set(['maximum']));
});
