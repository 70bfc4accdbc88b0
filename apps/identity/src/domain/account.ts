import {
  type Applied,
  type DecideContext,
  type Decision,
  decided,
  type Machine,
  refused,
} from '@yizhan/aggregate/machine';
import { type Actor, hasRole, type IdentityEvent, type Refusal, type Role, refusal } from '@yizhan/contracts';
import { findOfficeFault } from './roles.ts';
import { type AccountStatus, statuses, table } from './states.ts';

/** What an account tells: a credit code that was let in is a case of its own. */
export type AccountEvent = Exclude<IdentityEvent, { type: 'CreditCodeAllowed' }>;

export interface Account {
  readonly account: string;
  readonly status: AccountStatus;
  readonly roles: readonly Role[];
  readonly unit: string | null;
  readonly company: string | null;
  readonly substitute: string | null;
  /** Days away, both included; absent in accounts from before it was kept. */
  readonly absence?: { readonly from: string; readonly until: string } | null;
  /** Access tokens made before this event are refused: the last disabling, change of roles or of password. */
  readonly tokensFrom: number;
  /** Sessions opened before this event are ended: the last disabling or change of password. */
  readonly sessionsFrom: number;
}

/**
 * `fingerprint` stands for the private part of a command (names, phones, passwords), which is never in a case: keyed,
 * so that the same idempotency key with another password is told, and the kept hash tells nothing of it.
 */
export type AccountCommand =
  | { readonly type: 'openFirstAdministrator'; readonly fingerprint: string }
  | {
      readonly type: 'openAccount';
      readonly roles: readonly Role[];
      readonly unit?: string | undefined;
      readonly company?: string | undefined;
      readonly fingerprint: string;
    }
  | { readonly type: 'changeRoles'; readonly roles: readonly Role[]; readonly unit?: string | undefined }
  | { readonly type: 'disableAccount'; readonly reason: string }
  | { readonly type: 'enableAccount' }
  | { readonly type: 'resetPassword'; readonly fingerprint: string }
  | { readonly type: 'changePassword'; readonly fingerprint: string }
  | { readonly type: 'nameSubstitute'; readonly substitute: string }
  | { readonly type: 'openOwnAccount'; readonly company: string; readonly fingerprint: string }
  | { readonly type: 'removeColleague'; readonly reason: string }
  | { readonly type: 'handOverCompany' }
  | { readonly type: 'nameCompanyOwner'; readonly reason: string }
  | { readonly type: 'resetForgottenPassword'; readonly fingerprint: string }
  | { readonly type: 'noteAbsence'; readonly from: string; readonly until: string };

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个账号', 'no such account');

const open = (
  account: string,
  county: string,
  office: {
    readonly roles: readonly Role[];
    readonly unit?: string | undefined;
    readonly company?: string | undefined;
  },
): Decision<AccountEvent> => {
  const fault = findOfficeFault(county, office);
  if (fault !== null) return refused(fault);
  const { roles, unit, company } = office;
  return decided({
    type: 'AccountOpened',
    data: {
      account,
      roles: [...roles],
      ...(unit === undefined ? {} : { unit }),
      ...(company === undefined ? {} : { company }),
    },
  });
};

const changeRoles = (
  state: Account,
  command: Extract<AccountCommand, { type: 'changeRoles' }>,
  { caseId: account, actor }: DecideContext,
): Decision<AccountEvent> => {
  const { roles, unit } = command;
  if (roles.includes('enterprise') !== state.roles.includes('enterprise'))
    return refused(
      refusal(
        'refused',
        'SIDE_FIXED',
        '企业账号与工作人员账号不能互改，请另开账号',
        'an enterprise account never becomes a staff account, nor the other way: open another',
        'roles',
      ),
    );
  const fault = findOfficeFault(actor.county, { roles, unit, company: state.company ?? undefined });
  if (fault !== null) return refused(fault);
  return decided({
    type: 'RolesChanged',
    data: { account, roles: [...roles], ...(unit === undefined ? {} : { unit }) },
  });
};

const decide = (
  state: Account | undefined,
  command: AccountCommand,
  context: DecideContext,
): Decision<AccountEvent> => {
  const { caseId: account, actor } = context;
  if (command.type === 'openFirstAdministrator')
    return open(account, actor.county, { roles: ['securityAdministrator'] });
  if (command.type === 'openAccount') return open(account, actor.county, command);
  if (command.type === 'openOwnAccount')
    return open(account, actor.county, { roles: ['enterprise'], company: command.company });
  if (state === undefined) return refused(notFound);
  switch (command.type) {
    case 'removeColleague':
      return decided({ type: 'AccountDisabled', data: { account, reason: command.reason } });
    // Whose a company's place is, is private to it: nothing of the account changes, and nothing is told.
    case 'handOverCompany':
      return decided();
    case 'nameCompanyOwner':
      return state.company === null
        ? refused(
            refusal(
              'refused',
              'NOT_OF_A_COMPANY',
              '这个账号不属于任何企业，不能担任企业管理人',
              'the account is of no company',
              'id',
            ),
          )
        : decided({
            type: 'CompanyOwnerNamed',
            data: { account, company: state.company, reason: command.reason },
          });
    case 'changeRoles':
      return changeRoles(state, command, context);
    case 'disableAccount':
      return decided({ type: 'AccountDisabled', data: { account, reason: command.reason } });
    case 'enableAccount':
      return decided({ type: 'AccountEnabled', data: { account } });
    case 'resetPassword':
    case 'resetForgottenPassword':
    case 'changePassword':
      return decided({ type: 'PasswordChanged', data: { account } });
    case 'noteAbsence':
      return command.until < command.from
        ? refused(
            refusal(
              'invalid',
              'ABSENCE_ENDS_BEFORE',
              '结束日期不能早于开始日期',
              'the absence ends before it begins',
              'until',
            ),
          )
        : decided({ type: 'AbsenceNoted', data: { account, from: command.from, until: command.until } });
    case 'nameSubstitute':
      return decided({ type: 'SubstituteNamed', data: { account, substitute: command.substitute } });
  }
};

const evolve = (state: Account | undefined, event: Applied<AccountEvent>): Account => {
  if (event.type === 'AccountOpened') {
    const { account, roles, unit, company } = event.data;
    return {
      account,
      status: 'active',
      roles,
      unit: unit ?? null,
      company: company ?? null,
      substitute: null,
      tokensFrom: event.seq,
      sessionsFrom: event.seq,
    };
  }
  if (state === undefined) throw new Error(`${event.type} before AccountOpened`);
  switch (event.type) {
    case 'RolesChanged':
      // Whoever stood in for the old office does not stand in for the new one.
      return {
        ...state,
        roles: event.data.roles,
        unit: event.data.unit ?? null,
        substitute: null,
        tokensFrom: event.seq,
      };
    case 'PasswordChanged':
      return { ...state, tokensFrom: event.seq, sessionsFrom: event.seq };
    case 'AccountDisabled':
      return { ...state, status: 'disabled', tokensFrom: event.seq, sessionsFrom: event.seq };
    case 'AccountEnabled':
      return { ...state, status: 'active' };
    case 'AbsenceNoted':
      return { ...state, absence: { from: event.data.from, until: event.data.until } };
    // Whose the place is, is kept with the company.
    case 'CompanyOwnerNamed':
      return state;
    case 'SubstituteNamed':
      return { ...state, substitute: event.data.substitute };
  }
};

const neverOnOneself: readonly AccountCommand['type'][] = ['changeRoles', 'disableAccount', 'resetPassword'];

const ofColleagues: readonly AccountCommand['type'][] = ['removeColleague', 'handOverCompany'];

/** One's own password is one's own affair; nobody gives himself roles, nor locks himself out. */
const mayAct = (state: Account | undefined, command: AccountCommand, actor: Actor): Refusal | null => {
  if (state === undefined) return null;
  const own = state.account === actor.id;
  if (command.type === 'changePassword' && !own) return notFound;
  if (ofColleagues.includes(command.type) && (state.company === null || state.company !== actor.company))
    return notFound;
  if (own && ofColleagues.includes(command.type))
    return refusal('forbidden', 'SELF_ADMINISTRATION', '不能对本人账号办理', 'not on one’s own account');
  if (
    command.type === 'noteAbsence' &&
    !hasRole(actor, 'securityAdministrator') &&
    (actor.unit === undefined || actor.unit !== state.unit)
  )
    return refusal(
      'forbidden',
      'NOT_YOUR_UNIT',
      '只能登记本部门人员的请假',
      'only the absence of people of your own department',
    );
  if (own && neverOnOneself.includes(command.type))
    return refusal(
      'forbidden',
      'SELF_ADMINISTRATION',
      '不能对本人账号办理，须由另一名安全管理员办理',
      'nobody administers his own account: ask another security administrator',
    );
  return null;
};

/** 账号: one case an account; its id is the person's wherever he acts. */
export const accountMachine: Machine<Account, AccountCommand, AccountEvent, AccountStatus> = {
  service: 'identity',
  kind: 'account',
  prefix: 'acc',
  table,
  statuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse: () => [],
  evolve,
  dueAt: () => null,
  search: ({ roles, unit, company, substitute }) => ({ roles, unit, company, substitute }),
  key: (caseId) => caseId,
};

/** The lowest sequence whose tokens hold; none hold of a disabled account. */
export const minSeqOf = (state: Account): number =>
  state.status === 'active' ? state.tokensFrom : Number.MAX_SAFE_INTEGER;
