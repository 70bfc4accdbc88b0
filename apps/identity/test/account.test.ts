import { readFileSync } from 'node:fs';
import { type Applied, checkTable, type DecideContext, drawTable } from '@yizhan/aggregate/machine';
import { roles } from '@yizhan/contracts';
import { officialCalendar } from '@yizhan/workdays';
import { describe, expect, it } from 'vitest';
import {
  type Account,
  type AccountCommand,
  type AccountEvent,
  accountMachine,
  minSeqOf,
} from '../src/domain/account.ts';
import { findOfficeFault, findSubstituteFault, separatedRoles, unitOfRole } from '../src/domain/roles.ts';
import { statuses, table } from '../src/domain/states.ts';

const actor = {
  id: 'acc_security',
  roles: ['securityAdministrator'],
  county: '330182',
  person: true,
} as const;
const context = {
  caseId: 'acc_person',
  now: '2026-03-02T01:00:00.000Z',
  today: '2026-03-02',
  calendar: officialCalendar,
  actor,
  receipt: () => '',
} as unknown as DecideContext;

const apply = (state: Account | undefined, event: AccountEvent, seq: number): Account =>
  accountMachine.evolve(state, {
    ...event,
    seq,
    recordedAt: context.now,
    effectiveOn: context.today,
    actor: { id: actor.id, role: 'securityAdministrator' },
  } as Applied<AccountEvent>);

const opened = apply(
  undefined,
  { type: 'AccountOpened', data: { account: 'acc_person', roles: ['department'], unit: 'water' } },
  1,
);
const decide = (state: Account | undefined, command: AccountCommand) =>
  accountMachine.decide(state, command, context);

describe('the account as a table', () => {
  it('reaches every status and leaves every one that is no end', () => {
    expect(checkTable(table, statuses)).toEqual([]);
  });
  it('is the chart that the README draws', () => {
    expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(
      drawTable(table, statuses),
    );
  });
});

describe('what a command brings about', () => {
  it.each([
    [{ type: 'changeRoles', roles: ['departmentHead'], unit: 'water' }, 'RolesChanged'],
    [{ type: 'disableAccount', reason: '离职' }, 'AccountDisabled'],
    [{ type: 'enableAccount' }, 'AccountEnabled'],
    [{ type: 'resetPassword', fingerprint: 'f' }, 'PasswordChanged'],
    [{ type: 'changePassword', fingerprint: 'f' }, 'PasswordChanged'],
    [{ type: 'nameSubstitute', substitute: 'acc_other' }, 'SubstituteNamed'],
    [{ type: 'noteAbsence', from: '2026-03-02', until: '2026-03-04' }, 'AbsenceNoted'],
  ] as const)('%o → %s', (command, event) => {
    const decision = decide(opened, command);
    expect(decision.ok && decision.events.map(({ type }) => type)).toEqual([event]);
  });

  it('keeps what is private out of every event', () => {
    const secret = { fingerprint: 'the-fingerprint' };
    for (const command of [
      { type: 'openAccount', roles: ['department'], unit: 'water', ...secret },
      { type: 'resetPassword', ...secret },
    ] as const)
      expect(
        JSON.stringify(decide(command.type === 'openAccount' ? undefined : opened, command)),
      ).not.toContain('fingerprint');
  });

  it('refuses whatever needs an account that is not there', () => {
    const decision = decide(undefined, { type: 'enableAccount' });
    expect(!decision.ok && decision.refusal.code).toBe('CASE_NOT_FOUND');
  });

  it('never turns an enterprise account into a staff account', () => {
    const decision = decide(opened, { type: 'changeRoles', roles: ['enterprise'] });
    expect(!decision.ok && decision.refusal.code).toBe('SIDE_FIXED');
  });
});

describe('which tokens and sessions hold', () => {
  const disabled = apply(
    opened,
    { type: 'AccountDisabled', data: { account: 'acc_person', reason: 'r' } },
    2,
  );

  it('none of a disabled account, and after enabling none from before', () => {
    expect(minSeqOf(disabled)).toBe(Number.MAX_SAFE_INTEGER);
    const enabled = apply(disabled, { type: 'AccountEnabled', data: { account: 'acc_person' } }, 3);
    expect([minSeqOf(enabled), enabled.sessionsFrom]).toEqual([2, 2]);
  });
  it('a change of roles ends the tokens and leaves the sessions', () => {
    const changed = apply(
      opened,
      { type: 'RolesChanged', data: { account: 'acc_person', roles: ['agent'] } },
      2,
    );
    expect([minSeqOf(changed), changed.sessionsFrom, changed.unit]).toEqual([2, 1, null]);
  });
  it('a change of password ends both', () => {
    const changed = apply(opened, { type: 'PasswordChanged', data: { account: 'acc_person' } }, 2);
    expect([minSeqOf(changed), changed.sessionsFrom]).toEqual([2, 2]);
  });
  it('a substitute does not outlast the office he was named for', () => {
    const named = apply(
      opened,
      { type: 'SubstituteNamed', data: { account: 'acc_person', substitute: 'acc_b' } },
      2,
    );
    expect(named.substitute).toBe('acc_b');
    expect(
      apply(named, { type: 'RolesChanged', data: { account: 'acc_person', roles: ['agent'] } }, 3).substitute,
    ).toBeNull();
  });
});

describe('三员分立: the three never meet in one account', () => {
  const pairs = separatedRoles.flatMap((one) =>
    roles.filter((other) => other !== one).map((other) => [one, other] as const),
  );
  it.each(pairs)('%s with %s is refused', (one, other) => {
    expect(findOfficeFault('330182', { roles: [one, other] })?.code).toBe('DUTIES_NOT_SEPARATED');
  });
});

describe('role, unit and company fit together', () => {
  it.each(roles.filter((role) => unitOfRole[role] === 'department'))('%s is of a department', (role) => {
    expect(findOfficeFault('330182', { roles: [role], unit: 'water' })).toBeNull();
    expect(findOfficeFault('330182', { roles: [role] })?.code).toBe('UNIT_MISSING');
    expect(findOfficeFault('330182', { roles: [role], unit: '330182104' })?.code).toBe('UNIT_UNKNOWN');
  });
  it.each(roles.filter((role) => unitOfRole[role] === 'division'))(
    '%s is of a division of the county',
    (role) => {
      expect(findOfficeFault('330182', { roles: [role], unit: '330182104' })).toBeNull();
      expect(findOfficeFault('330182', { roles: [role], unit: '330182103' })?.code).toBe('UNIT_UNKNOWN');
      expect(findOfficeFault('330182', { roles: [role], unit: 'water' })?.code).toBe('UNIT_UNKNOWN');
    },
  );
  it.each(roles.filter((role) => unitOfRole[role] === 'none' && role !== 'enterprise'))(
    '%s has no unit',
    (role) => {
      expect(findOfficeFault('330182', { roles: [role] })).toBeNull();
      expect(findOfficeFault('330182', { roles: [role], unit: 'water' })?.code).toBe('UNIT_UNWANTED');
    },
  );
  it('an enterprise account is of one company and of nothing else', () => {
    expect(findOfficeFault('330182', { roles: ['enterprise'], company: 'cmp_1' })).toBeNull();
    expect(findOfficeFault('330182', { roles: ['enterprise'] })?.code).toBe('COMPANY_MISSING');
    expect(findOfficeFault('330182', { roles: ['enterprise', 'agent'], company: 'cmp_1' })?.code).toBe(
      'ENTERPRISE_ALONE',
    );
    expect(findOfficeFault('330182', { roles: ['agent'], company: 'cmp_1' })?.code).toBe('COMPANY_UNWANTED');
  });
  it('roles of a department and of a division need two accounts, a role twice is refused', () => {
    expect(findOfficeFault('330182', { roles: ['department', 'territory'], unit: 'water' })?.code).toBe(
      'UNITS_CONFLICT',
    );
    expect(findOfficeFault('330182', { roles: ['agent', 'agent'] })?.code).toBe('ROLE_TWICE');
  });
});

describe('AB 岗: one of the same unit and role stands in', () => {
  const person = { id: 'a', roles: ['department'], unit: 'water' } as const;
  const other = { id: 'b', roles: ['department', 'departmentHead'], unit: 'water', active: true } as const;
  it.each([
    ['a colleague', other, undefined],
    ['nobody', null, 'ACCOUNT_NOT_FOUND'],
    ['himself', { ...person, active: true }, 'SUBSTITUTE_IS_SELF'],
    ['one who has left', { ...other, active: false }, 'SUBSTITUTE_DISABLED'],
    ['one of another unit', { ...other, unit: 'housing' }, 'SUBSTITUTE_ELSEWHERE'],
    ['one of another role', { ...other, roles: ['land'] }, 'SUBSTITUTE_ELSEWHERE'],
  ] as const)('%s', (_who, substitute, code) => {
    expect(findSubstituteFault(person, substitute)?.code).toBe(code);
  });
});
