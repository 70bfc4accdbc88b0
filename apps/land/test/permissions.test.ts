import { readFileSync } from 'node:fs';
import { checkTable, drawTable } from '@yizhan/aggregate/machine';
import { type ActingRole, type Actor, roles } from '@yizhan/contracts';
import { mayByRole, somebody } from '@yizhan/testkit';
import { describe, expect, it } from 'vitest';
import type { ParcelCommand } from '../src/domain/parcel-state.ts';
import { type ParcelStatus, statuses, table } from '../src/domain/states.ts';
import {
  completionValues,
  department,
  division,
  proposing,
  registering,
  town,
  walkTo,
  winner,
} from './walk.ts';

const acting: readonly ActingRole[] = [...roles, 'service', 'time'];

/** Who may, written by hand; whoever is not named may not. */
const may: Record<keyof typeof table, readonly ActingRole[]> = {
  registerParcel: ['territory', 'land'],
  amendParcel: ['territory', 'land'],
  cancelRegistration: ['territory', 'land'],
  startEvaluation: ['territory', 'land'],
  completeEvaluations: ['territory', 'land'],
  proposeIndicators: ['territory', 'land'],
  countersignIndicators: ['department', 'departmentHead'],
  approveScheme: ['land'],
  fileStandardLand: ['territory'],
  announceListing: ['land'],
  recordAward: ['land'],
  linkAward: ['land'],
  recordListingFailure: ['land'],
  signContracts: ['territory', 'land'],
  annotateRegistration: ['land'],
  noteConstruction: ['service'],
  noteProjectGivenUp: ['service'],
  openCompletionReview: ['service'],
  recordCompletionReview: ['land'],
  reportRectification: ['enterprise'],
  startOperation: ['enterprise', 'land'],
  recordProductionReview: ['land'],
  openBreach: ['land'],
  returnParcel: ['land'],
  turnLight: ['time'],
};

it('lets each role do what is written here, and nothing else', () => {
  expect(mayByRole(table, acting)).toEqual(may);
});

it('has a table whose every state is reached and left', () => {
  expect(checkTable(table, statuses)).toEqual([]);
});

it('is drawn in the README as it stands', () => {
  expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(
    drawTable(table, statuses),
  );
});

describe('whose parcel', () => {
  const byTown: readonly [ParcelStatus | 'none', ParcelCommand][] = [
    ['none', registering],
    ['reserved', { type: 'startEvaluation', evaluations: ['能评'] }],
    [
      'evaluating',
      {
        type: 'completeEvaluations',
        results: [
          { evaluation: '能评', result: '符合' },
          { evaluation: '水保', result: '符合' },
        ],
      },
    ],
    ['drafting', proposing],
    ['approved', { type: 'fileStandardLand' }],
    ['awarded', { type: 'signContracts', legalityOpinion: '模拟-1' }],
  ];
  const strangers: readonly Actor[] = [somebody('territory', { unit: '330182001' }), somebody('territory')];

  it.each(byTown)('in %s, %o is for the territory of the division alone', (status, command) => {
    expect(walkTo(status).do(town, command).ok).toBe(true);
    for (const stranger of strangers)
      expect(walkTo(status).do(stranger, command)).toEqual({ ok: false, code: 'NOT_YOUR_UNIT' });
  });

  it.each(byTown.filter(([, { type }]) => type !== 'fileStandardLand'))(
    'in %s, %o is open to the land office for any division',
    (status, command) => {
      expect(walkTo(status).do(somebody('land'), command).ok).toBe(true);
    },
  );

  it('lets a department countersign where it was asked, whoever of it signs', () => {
    const signing: ParcelCommand = { type: 'countersignIndicators', opinion: '同意' };
    expect(walkTo('countersigning').do(department('ecology'), signing).ok).toBe(true);
    expect(walkTo('countersigning').do(somebody('departmentHead', { unit: 'ecology' }), signing).ok).toBe(
      true,
    );
    for (const stranger of [department('water'), somebody('department')])
      expect(walkTo('countersigning').do(stranger, signing)).toEqual({ ok: false, code: 'NOT_ASKED' });
  });

  const byWinner: readonly ParcelCommand[] = [
    { type: 'startOperation' },
    { type: 'reportRectification', report: '已整改' },
  ];
  it.each(byWinner)('hides the parcel from every company but the winner for %o', (command) => {
    const walk = walkTo('completionReview');
    const intensity = command.type === 'startOperation' ? '300' : '200';
    walk.do(somebody('land'), {
      type: 'recordCompletionReview',
      measured: completionValues(intensity, '1.2', '7'),
    });
    for (const stranger of [somebody('enterprise', { company: 'cmp_b' }), somebody('enterprise')])
      expect(walk.do(stranger, command)).toEqual({ ok: false, code: 'CASE_NOT_FOUND' });
    expect(walk.do(winner, command).ok).toBe(true);
  });

  it('judges an actor of two roles by the one that reaches the parcel', () => {
    const both = somebody('territory', { unit: '330182001', roles: ['territory', 'land'] });
    expect(walkTo('none').do(both, registering).ok).toBe(true);
    expect(walkTo('approved').do(both, { type: 'fileStandardLand' })).toEqual({
      ok: false,
      code: 'NOT_YOUR_UNIT',
    });
    expect(division).not.toBe(both.unit);
  });
});
