import { refusal } from '@yizhan/contracts';
import { describe, expect, it } from 'vitest';
import {
  checkTable,
  drawTable,
  guardRole,
  guardStatus,
  none,
  type StatusTable,
  type TransitionTable,
} from '../src/index.ts';
import { type PermitStatus, someone, statuses, table } from './permit.ts';

describe('a sound table', () => {
  it('has no mistakes', () => expect(checkTable(table, statuses)).toEqual([]));

  it('is drawn as a state chart: every state with its word, every way, every end', () => {
    const drawn = drawTable(table, statuses).split('\n');
    expect(drawn[0]).toBe('stateDiagram-v2');
    expect(drawn).toContain('  open: 在办');
    expect(drawn).toContain('  [*] --> open: 申请');
    expect(drawn).toContain('  open --> granted: 准予');
    expect(drawn).toContain('  lapsed --> [*]');
    expect(drawn.filter((line) => line.includes('批注'))).toEqual([]);
  });
});

describe('checkTable finds', () => {
  type Status = 'open' | 'stuck' | 'lost' | 'done';
  const names: StatusTable<Status> = {
    open: { zh: '在办' },
    stuck: { zh: '卡住' },
    lost: { zh: '不可达' },
    done: { zh: '办结', end: true },
  };
  const rows: TransitionTable<Status> = {
    begin: { from: [none], to: ['open', 'stuck'], by: ['enterprise'], zh: '开始' },
    finish: { from: ['open', 'lost'], to: ['done'], by: ['department'], zh: '办结' },
    stay: { from: ['stuck'], to: ['stuck'], by: ['department'], zh: '留' },
  };
  const mistakes = checkTable(rows, names);
  it('a state that cannot be reached', () => expect(mistakes).toContain('lost cannot be reached'));
  it('a state without a way out that is no end', () =>
    expect(mistakes).toContain('stuck has no way out and is no end'));
});

describe('the guard of roles', () => {
  it('opens a command to its roles alone', () => {
    expect(guardRole(table, 'grant', someone('department'))).toBeNull();
    expect(guardRole(table, 'lapse', someone('time'))).toBeNull();
    for (const role of ['enterprise', 'administrator', 'service', 'time'] as const)
      expect(guardRole(table, 'grant', someone(role))).toMatchObject({
        kind: 'forbidden',
        code: 'ROLE_NOT_ALLOWED',
      });
  });
  it('asks one of several roles', () =>
    expect(guardRole(table, 'grant', someone('agent', { roles: ['agent', 'department'] }))).toBeNull());
  it('tells who may, in the words of the portal', () =>
    expect(guardRole(table, 'grant', someone('enterprise'))?.zh).toBe(
      '您的角色不能办理“准予”，须由部门审批人员办理',
    ));
  it('knows no command by the names every object has', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      expect(guardRole(table, name, someone('department'))).toMatchObject({ code: 'UNKNOWN_COMMAND' });
  });
});

describe('the guard of states', () => {
  it('opens a command in its states alone', () => {
    expect(guardStatus(table, statuses, 'grant', 'open')).toBeNull();
    expect(guardStatus(table, statuses, 'grant', 'granted')).toMatchObject({ code: 'WRONG_STATE' });
    expect(guardStatus(table, statuses, 'grant', none)).toMatchObject({ code: 'CASE_NOT_FOUND' });
    expect(guardStatus(table, statuses, 'askPermit', 'open')).toMatchObject({ code: 'CASE_EXISTS' });
  });
  it('tells the gate where that is the reason, and the state where it is not', () => {
    const because = refusal('conflict', 'NOT_GRANTED', '尚未准予', 'not granted yet');
    const gated = {
      use: {
        from: ['granted'],
        to: ['lapsed'],
        by: ['enterprise'],
        zh: '使用',
        gates: [{ in: ['open'], refusal: because }],
      },
    } as const satisfies TransitionTable<PermitStatus>;
    expect(guardStatus(gated, statuses, 'use', 'open')).toEqual(because);
    expect(guardStatus(gated, statuses, 'use', 'granted')).toBeNull();
    expect(guardStatus(gated, statuses, 'use', 'rejected')).toMatchObject({ code: 'WRONG_STATE' });
    expect(guardStatus(gated, statuses, 'use', none)).toMatchObject({ code: 'CASE_NOT_FOUND' });
  });
});
