import { createHmac } from 'node:crypto';
import { type Answer, type Cases, canonicalJson, createdId, derivedId, guardRole } from '@yizhan/aggregate';
import { checkCreditCode } from '@yizhan/codes';
import { type Actor, type CompanyView, hasRole, type Refusal, type Role, refusal } from '@yizhan/contracts';
import type { ClientSession } from 'mongoose';
import { type Account, type AccountCommand, accountMachine } from './domain/account.ts';
import { creditCodeMachine } from './domain/credit-code.ts';
import { findPasswordFault } from './domain/password.ts';
import { findSubstituteFault } from './domain/roles.ts';
import { table } from './domain/states.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { type Attempts, tooManyAttempts } from './sessions.ts';
import type { Company, Credential, Profile, Store } from './store.ts';

/** Who asks, with which key; `seen` is the version he saw. */
export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly seen?: number | undefined;
  readonly traceparent?: string;
}

export interface NewPerson {
  readonly loginName: string;
  readonly password: string;
  readonly name: string;
  readonly post?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

export interface NewAccount extends NewPerson {
  readonly roles: readonly Role[];
  readonly unit?: string | undefined;
  readonly companyId?: string | undefined;
}

type CompanyAnswer =
  | { readonly ok: true; readonly answer: CompanyView & { readonly replayed: boolean } }
  | { readonly ok: false; readonly refusal: Refusal };

const no = (because: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: because,
});

const accountNotFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个账号', 'no such account');
const loginNameTaken = refusal(
  'conflict',
  'LOGIN_NAME_TAKEN',
  '登录名已被使用',
  'the login name is taken',
  'loginName',
);
const companyUnknown = refusal(
  'notFound',
  'COMPANY_NOT_FOUND',
  '没有找到这个企业',
  'no such company',
  'companyId',
);
export const creditCodeTaken = refusal(
  'conflict',
  'CREDIT_CODE_TAKEN',
  '该统一社会信用代码已登记',
  'a company with this credit code is registered',
  'creditCode',
);
export const keyReused = refusal(
  'conflict',
  'KEY_REUSED',
  '同一幂等键已用于另一内容的提交',
  'the idempotency key was used with another payload',
  'key',
);
const currentPasswordWrong = refusal(
  'refused',
  'CURRENT_PASSWORD_WRONG',
  '当前密码不正确',
  'the current password is wrong',
  'current',
);
const accountsExist = refusal(
  'conflict',
  'ACCOUNTS_EXIST',
  '已有账号，不能再以命令开立首个安全管理员',
  'accounts exist: the first administrator was made before',
);

const lastSecurityAdministrator = refusal(
  'refused',
  'LAST_SECURITY_ADMINISTRATOR',
  '这是最后一名启用中的安全管理员，请先开立或启用另一名',
  'the last active security administrator: open or enable another first',
  'id',
);

export const ownerOnly = refusal(
  'forbidden',
  'COMPANY_OWNER_ONLY',
  '只有企业管理人可以办理',
  'only the owner of the company’s place here',
);

const ownerIsThere = refusal(
  'refused',
  'COMPANY_OWNER_ACTIVE',
  '企业管理人的账号在用，由其本人移交',
  'the owner’s account is in use: he hands the place over himself',
  'id',
);

const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

/** Aborts a transaction in which more was found wrong than the case itself could tell. */
const abort = Symbol('abort');
interface Aborted {
  readonly [abort]: Refusal;
}
const isAborted = (thrown: unknown): thrown is Aborted =>
  typeof thrown === 'object' && thrown !== null && abort in thrown;

export interface CommandsConfig {
  readonly cases: Cases;
  readonly store: Store;
  readonly attempts: Attempts;
  /** Keys the fingerprints of private input. */
  readonly fingerprintKey: Buffer;
}

export const createCommands = ({ cases, store, attempts, fingerprintKey }: CommandsConfig) => {
  const fingerprint = (secret: object): string =>
    createHmac('sha256', fingerprintKey).update(canonicalJson(secret)).digest('base64url');

  /**
   * The case and what is written beside it, in one transaction. `beside` runs only where the command did something,
   * and its refusal undoes it: a repeated key is thus answered before anything else is asked.
   */
  const together = async (
    id: string,
    command: AccountCommand,
    asked: Asked,
    beside: (session: ClientSession, seq: number) => Promise<Refusal | null>,
  ): Promise<Answer> => {
    try {
      return await cases.transaction(async (session) => {
        const answer = await cases.execute(accountMachine, { id, command, ...asked, session });
        if (!answer.ok || answer.answer.replayed) return answer;
        const because = await beside(session, answer.answer.seq);
        if (because !== null) throw { [abort]: because } satisfies Aborted;
        return answer;
      });
    } catch (thrown) {
      if (isAborted(thrown)) return no(thrown[abort]);
      throw thrown;
    }
  };

  /** Nobody else opens accounts: a county whose last security administrator is gone could never have one again. */
  const keepingSecurity = async (
    id: string,
    command: Extract<AccountCommand, { type: 'disableAccount' | 'changeRoles' }>,
    asked: Asked,
  ): Promise<Answer> =>
    await together(id, command, asked, async (session) =>
      (await store.countActiveLocked(asked.actor.county, 'securityAdministrator', session)) === 0
        ? lastSecurityAdministrator
        : null,
    );

  const onAccount = async (id: string, command: AccountCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(accountMachine, { id, command, ...asked });

  /** Opens the case with its profile and credential. */
  const open = async (
    id: string,
    command: AccountCommand,
    person: NewPerson,
    asked: Asked,
    findFault: (session: ClientSession) => Promise<Refusal | null>,
  ): Promise<Answer> => {
    const wrongRole = guardRole(table, command.type, asked.actor);
    if (wrongRole !== null) return no(wrongRole);
    const weak = findPasswordFault(person.password, person.loginName);
    if (weak !== null) return no(weak);
    const { loginName, name, post = null, phone = null, email = null } = person;
    const profile: Profile = { _id: id, name, post, phone, email };
    const credential: Credential = { _id: id, loginName, hash: await hashPassword(person.password) };
    const attempt = async () =>
      await together(id, command, asked, async (session) => {
        const fault = await findFault(session);
        if (fault !== null) return fault;
        if ((await store.findCredentialByName(loginName, session)) !== null) return loginNameTaken;
        await store.addPerson(profile, credential, session);
        return null;
      });
    try {
      return await attempt();
    } catch (error) {
      // Another of the same name or the same key was first: now it is there to be found.
      if (isDuplicateKey(error)) return await attempt();
      throw error;
    }
  };

  const openAccount = async (
    { roles, unit, companyId, ...person }: NewAccount,
    asked: Asked,
  ): Promise<Answer> => {
    const id = createdId(accountMachine.prefix, asked.actor, 'openAccount', asked.key);
    const command: AccountCommand = {
      type: 'openAccount',
      roles,
      ...(unit === undefined ? {} : { unit }),
      ...(companyId === undefined ? {} : { company: companyId }),
      fingerprint: fingerprint(person),
    };
    return await open(id, command, person, asked, async (session) => {
      if (companyId === undefined) return null;
      const [company] = await store.findCompanies([companyId]);
      if (company?.county !== asked.actor.county) return companyUnknown;
      await store.claimCompany(companyId, id, session);
      return null;
    });
  };

  /** The id is the same whoever asks: of two installers at once, one opens it. */
  const openFirstAdministrator = async (person: NewPerson, asked: Asked): Promise<Answer> =>
    (await store.hasAccounts())
      ? no(accountsExist)
      : await open(
          derivedId(accountMachine.prefix, 'first administrator'),
          { type: 'openFirstAdministrator', fingerprint: fingerprint(person) },
          person,
          asked,
          async () => null,
        );

  const resetPassword = async (id: string, password: string, asked: Asked): Promise<Answer> => {
    const wrongRole = guardRole(table, 'resetPassword', asked.actor);
    if (wrongRole !== null) return no(wrongRole);
    const credential = await store.findCredential(id);
    if (credential === null) return no(accountNotFound);
    const weak = findPasswordFault(password, credential.loginName);
    if (weak !== null) return no(weak);
    const hash = await hashPassword(password);
    return await together(
      id,
      { type: 'resetPassword', fingerprint: fingerprint({ password }) },
      asked,
      async (session) => {
        await store.setHash(id, hash, session);
        return null;
      },
    );
  };

  /** One's own; the session it is done in goes on, every other ends. */
  const changePassword = async (
    id: string,
    passwords: { readonly current: string; readonly next: string },
    keepSession: string | null,
    asked: Asked & { readonly source: string },
  ): Promise<Answer> => {
    const wrongRole = guardRole(table, 'changePassword', asked.actor);
    if (wrongRole !== null) return no(wrongRole);
    const credential = id === asked.actor.id ? await store.findCredential(id) : null;
    if (credential === null) return no(accountNotFound);
    const weak = findPasswordFault(passwords.next, credential.loginName, 'next');
    if (weak !== null) return no(weak);
    const { source, ...request } = asked;
    if (!(await attempts.take(credential.loginName, source))) return no(tooManyAttempts);
    const [currentIsRight, hash] = await Promise.all([
      verifyPassword(credential.hash, passwords.current),
      hashPassword(passwords.next),
    ]);
    if (currentIsRight) await attempts.giveBack(credential.loginName, source);
    const command: AccountCommand = { type: 'changePassword', fingerprint: fingerprint(passwords) };
    return await together(id, command, request, async (session, seq) => {
      if (!currentIsRight || !(await store.replaceHash(id, credential.hash, hash, session)))
        return currentPasswordWrong;
      if (keepSession !== null) await store.carrySession(keepSession, seq, session);
      return null;
    });
  };

  const nameSubstitute = async (id: string, substitute: string, asked: Asked): Promise<Answer> =>
    await together(id, { type: 'nameSubstitute', substitute }, asked, async (session) => {
      const officeOf = ({ roles, unit, company }: Account) => ({
        roles,
        unit: unit ?? undefined,
        company: company ?? undefined,
      });
      const person = await cases.find<Account>(id, session);
      const other = await cases.find<Account>(substitute, session);
      if (person === null) return accountNotFound;
      // A later disabling is no fault of this: whoever asks for a substitute is told of active ones only.
      return findSubstituteFault(
        { id, ...officeOf(person.state) },
        other === null || other.county !== person.county
          ? null
          : { id: substitute, active: other.status === 'active', ...officeOf(other.state) },
      );
    });

  const codeCaseOf = (county: string, creditCode: string): string =>
    derivedId(creditCodeMachine.prefix, county, creditCode);

  /** Null where the code is sound, or was let in. */
  const findCodeFault = async (county: string, creditCode: string): Promise<Refusal | null> => {
    const checked = checkCreditCode(creditCode);
    if (checked.ok) return null;
    const code = creditCode.trim().toUpperCase();
    if (checked.overridable && (await cases.find(codeCaseOf(county, code))) !== null) return null;
    return refusal('invalid', checked.code, checked.zh, checked.en, 'creditCode');
  };

  /** Idempotent by its derived id; no case and no event: a company here is a name and a code. */
  const registerCompany = async (
    { name, creditCode }: { readonly name: string; readonly creditCode: string | null },
    { actor, key }: Asked,
  ): Promise<CompanyAnswer> => {
    if (!hasRole(actor, 'securityAdministrator'))
      return no(
        refusal(
          'forbidden',
          'ROLE_NOT_ALLOWED',
          '您的角色不能登记企业，须由安全管理员办理',
          'your role may not registerCompany',
        ),
      );
    const wrongCode = creditCode === null ? null : await findCodeFault(actor.county, creditCode);
    if (wrongCode !== null) return no(wrongCode);
    const company: Company = {
      _id: createdId('cmp', actor, 'registerCompany', key),
      name,
      creditCode: creditCode === null ? null : creditCode.trim().toUpperCase(),
      county: actor.county,
      owner: null,
      legalRepresentative: null,
    };
    const answer = (replayed: boolean): CompanyAnswer => ({
      ok: true,
      answer: { id: company._id, name, creditCode: company.creditCode, replayed },
    });
    const present = async (): Promise<CompanyAnswer | null> => {
      const [same] = await store.findCompanies([company._id]);
      if (same !== undefined)
        return same.name === name && same.creditCode === company.creditCode ? answer(true) : no(keyReused);
      if (company.creditCode === null || (await store.findCompanyByCode(company.creditCode)) === null)
        return null;
      return no(creditCodeTaken);
    };
    const before = await present();
    if (before !== null) return before;
    try {
      await store.addCompany(company);
      return answer(false);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await present()) ?? no(creditCodeTaken);
    }
  };

  const allowCreditCode = async (
    { creditCode, reason }: { readonly creditCode: string; readonly reason: string },
    asked: Asked,
  ): Promise<Answer> =>
    await cases.execute(creditCodeMachine, {
      id: codeCaseOf(asked.actor.county, creditCode),
      command: { type: 'allowCreditCode', creditCode, reason },
      ...asked,
    });

  /** Whoever owns his company's place here acts on its people; a disabled colleague is told as the table tells it. */
  const asOwner = async (
    id: string,
    command: Extract<AccountCommand, { type: 'removeColleague' | 'handOverCompany' }>,
    asked: Asked,
  ): Promise<Answer> =>
    await together(id, command, asked, async (session) => {
      const { company, id: owner } = asked.actor;
      const [own] = company === undefined ? [] : await store.findCompanies([company]);
      if (own?.owner !== owner) return ownerOnly;
      if (command.type === 'handOverCompany' && !(await store.handOver(own._id, owner, id, session)))
        return ownerOnly;
      return null;
    });

  /** Whoever owned the company's place here has left: another of its people takes it, on the record. */
  const nameCompanyOwner = async (id: string, reason: string, asked: Asked): Promise<Answer> =>
    await together(id, { type: 'nameCompanyOwner', reason }, asked, async (session) => {
      const company = (await cases.find<Account>(id, session))?.state.company;
      const [own] = company == null ? [] : await store.findCompanies([company]);
      if (own === undefined) return companyUnknown;
      const owner = own.owner === null ? null : await cases.find<Account>(own.owner, session);
      if (owner?.status === 'active') return ownerIsThere;
      return (await store.handOver(own._id, own.owner, id, session)) ? null : ownerIsThere;
    });

  return {
    onAccount,
    keepingSecurity,
    asOwner,
    nameCompanyOwner,
    open,
    together,
    fingerprint,
    findCodeFault,
    allowCreditCode,
    openAccount,
    openFirstAdministrator,
    resetPassword,
    changePassword,
    nameSubstitute,
    registerCompany,
  };
};
export type Commands = ReturnType<typeof createCommands>;
