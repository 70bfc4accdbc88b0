import { createHash, randomBytes, randomInt } from 'node:crypto';
import { derivedId } from '@yizhan/aggregate';
import { type Actor, type CompanyView, phoneSchema, type Refusal, refusal } from '@yizhan/contracts';
import { serviceActor } from '@yizhan/service';
import { z } from 'zod';
import { type Commands, creditCodeTaken, keyReused, type NewPerson, ownerOnly } from './commands.ts';
import { accountMachine } from './domain/account.ts';
import { confirmationMs, confirmationTries, invitationMs } from './domain/limits.ts';
import { findPasswordFault } from './domain/password.ts';
import { hashPassword } from './password-hash.ts';
import { maskPhone } from './queries.ts';
import { type Attempts, tooManyAttempts } from './sessions.ts';
import type { Confirmation, Store } from './store.ts';

type Result<T> =
  | { readonly ok: true; readonly answer: T }
  | { readonly ok: false; readonly refusal: Refusal };
const yes = <T>(answer: T): Result<T> => ({ ok: true, answer });
const no = (because: Refusal): Result<never> => ({ ok: false, refusal: because });

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
const emailSchema = z.email().max(100);

const notSent = refusal(
  'unavailable',
  'CONFIRMATION_UNAVAILABLE',
  '短信和邮件尚未接通，不能自行办理；开户和重置密码请联系系统安全管理员',
  'no message can be sent yet: accounts are opened, and passwords reset, by the security administrator',
);
const codeWrong = refusal(
  'refused',
  'CONFIRMATION_WRONG',
  '验证码不正确或已失效，请重新获取',
  'the code is wrong or no longer good: ask for another',
  'code',
);
const invitationGone = refusal(
  'notFound',
  'INVITATION_GONE',
  '邀请已使用或已过期，请向企业管理人重新索取',
  'the invitation was used or has run out: ask the owner for another',
  'invitation',
);
const receiverWrong = refusal(
  'invalid',
  'RECEIVER_INVALID',
  '请填写手机号码或电子邮箱',
  'a mobile phone or an e-mail',
  'to',
);
const representativeMissing = refusal(
  'invalid',
  'LEGAL_REPRESENTATIVE_MISSING',
  '已登记的企业须填写法定代表人',
  'a registered company names its legal representative',
  'legalRepresentative',
);
const notEnterprise = refusal('forbidden', 'ROLE_NOT_ALLOWED', '只有企业可以办理', 'enterprises only');

interface Registering {
  readonly confirmation: string;
  readonly code: string;
  readonly companyName: string;
  readonly creditCode: string | null;
  readonly legalRepresentative?: string | undefined;
  readonly loginName: string;
  readonly password: string;
  readonly name: string;
  readonly post?: string | undefined;
}

export interface RegistrationConfig {
  readonly commands: Commands;
  readonly store: Store;
  readonly attempts: Attempts;
  readonly county: string;
  /** Codes come back with the answer, as nothing sends them yet; not in production. */
  readonly simulated: boolean;
}

/** How an enterprise comes in by itself: it registers, invites, leaves, and finds its password again. */
export const createRegistration = ({ commands, store, attempts, county, simulated }: RegistrationConfig) => {
  const self = serviceActor('identity', county);

  const requestConfirmation = async (
    asked: { readonly purpose: 'register' | 'reset'; readonly to?: string; readonly loginName?: string },
    source: string,
  ) => {
    if (!simulated) return no(notSent);
    const { purpose } = asked;
    const to = (purpose === 'register' ? asked.to : asked.loginName)?.trim().toLowerCase() ?? '';
    if (purpose === 'register' && !phoneSchema.safeParse(to).success && !emailSchema.safeParse(to).success)
      return no(receiverWrong);
    if (!(await attempts.take(`confirmation:${to}`, source))) return no(tooManyAttempts);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const _id = `cfm_${randomBytes(18).toString('base64url')}`;
    const expiresAt = new Date(Date.now() + confirmationMs.value);
    await store.addConfirmation({
      _id,
      purpose,
      to,
      codeHash: hashOf(`${_id}.${code}`),
      account: purpose === 'reset' ? await enterpriseAccount(to) : null,
      triesLeft: confirmationTries.value,
      expiresAt,
    });
    // Of a reset the same is told whether there is such an account or not.
    const sentTo = purpose === 'reset' ? '登记的手机或邮箱' : to.includes('@') ? to : maskPhone(to);
    return yes({ confirmation: _id, sentTo, simulatedCode: code, expiresAt: expiresAt.toISOString() });
  };

  /** Staff have their passwords reset by the security administrator. */
  const enterpriseAccount = async (loginName: string): Promise<string | null> => {
    const credential = await store.findCredentialByName(loginName);
    if (credential === null) return null;
    const [account] = await store.findAccounts({ ids: [credential._id], active: true });
    return account?.state.roles.includes('enterprise') === true ? account._id : null;
  };

  const confirmed = async (
    id: string,
    purpose: Confirmation['purpose'],
    code: string,
  ): Promise<Confirmation | null> => {
    const confirmation = await store.tryConfirmation(id, purpose);
    return confirmation?.codeHash === hashOf(`${id}.${code}`) ? confirmation : null;
  };

  const accountOf = (secret: string): string => derivedId(accountMachine.prefix, 'own', secret);
  /** Opened by what was asked before: its answer was lost. Asked for with another login name it is not the same. */
  const openedBefore = async (account: string, loginName: string, used: Refusal) => {
    const [found] = await store.findAccounts({ ids: [account] });
    if (found?.state.company == null) return null;
    const credential = await store.findCredential(account);
    return credential?.loginName === loginName
      ? yes({ account, company: found.state.company, replayed: true })
      : no(used);
  };

  const registerEnterprise = async (asked: Registering) => {
    const {
      confirmation: id,
      code,
      companyName,
      legalRepresentative,
      loginName,
      password,
      name,
      post,
    } = asked;
    const account = accountOf(id);
    const before = await openedBefore(account, loginName, codeWrong);
    if (before !== null) return before;
    const creditCode = asked.creditCode?.trim().toUpperCase() ?? null;
    if (creditCode !== null) {
      const wrong = await commands.findCodeFault(county, creditCode);
      if (wrong !== null) return no(wrong);
      if (legalRepresentative === undefined) return no(representativeMissing);
      if ((await store.findCompanyByCode(creditCode)) !== null) return no(creditCodeTaken);
    }
    const weak = findPasswordFault(password, loginName);
    if (weak !== null) return no(weak);
    const confirmation = await confirmed(id, 'register', code);
    if (confirmation === null) return no(codeWrong);
    const company = derivedId('cmp', 'own', id);
    const reached = confirmation.to.includes('@') ? { email: confirmation.to } : { phone: confirmation.to };
    const person: NewPerson = { loginName, password, name, post, ...reached };
    const opened = await commands.open(
      account,
      { type: 'openOwnAccount', company, fingerprint: commands.fingerprint(person) },
      person,
      { actor: self, key: id },
      async (session) => {
        if (creditCode !== null && (await store.findCompanyByCode(creditCode)) !== null)
          return creditCodeTaken;
        await store.addCompany(
          {
            _id: company,
            name: companyName,
            creditCode,
            county,
            owner: account,
            legalRepresentative: legalRepresentative ?? null,
          },
          session,
        );
        return null;
      },
    );
    if (!opened.ok) return opened;
    await store.removeConfirmation(id);
    return yes({ account, company, replayed: opened.answer.replayed });
  };

  const inviteColleague = async (
    actor: Actor,
    {
      name,
      phone,
      post,
      key,
    }: {
      readonly name: string;
      readonly phone: string;
      readonly post?: string | undefined;
      readonly key: string;
    },
  ) => {
    const company = await ownCompany(actor);
    if (!company.ok) return company;
    if (company.answer.owner !== actor.id) return no(ownerOnly);
    // Known to the owner alone, and the same however often he asks with one key.
    const invitation = commands.fingerprint({ invites: actor.id, key }).slice(0, 32);
    const wanted = { name, phone, post: post ?? null };
    const kept = await store.addInvitation({
      _id: hashOf(invitation),
      company: company.answer._id,
      county: actor.county,
      ...wanted,
      by: actor.id,
      expiresAt: new Date(Date.now() + invitationMs.value),
    });
    return kept.name === name && kept.phone === phone && kept.post === wanted.post
      ? yes({ invitation, expiresAt: kept.expiresAt.toISOString() })
      : no(keyReused);
  };

  const joinCompany = async ({
    invitation,
    loginName,
    password,
  }: {
    readonly invitation: string;
    readonly loginName: string;
    readonly password: string;
  }) => {
    const id = hashOf(invitation);
    const account = accountOf(id);
    const before = await openedBefore(account, loginName, invitationGone);
    if (before !== null) return before;
    const found = await store.findInvitation(id);
    if (found === null) return no(invitationGone);
    const { company, name, phone, post } = found;
    const person: NewPerson = { loginName, password, name, phone, post: post ?? undefined };
    const opened = await commands.open(
      account,
      { type: 'openOwnAccount', company, fingerprint: commands.fingerprint(person) },
      person,
      { actor: { ...self, county: found.county }, key: id.slice(0, 40) },
      async (session) => {
        await store.removeInvitation(id, session);
        return null;
      },
    );
    return opened.ok ? yes({ account, company, replayed: opened.answer.replayed }) : opened;
  };

  const resetForgottenPassword = async (id: string, code: string, password: string) => {
    const confirmation = await confirmed(id, 'reset', code);
    const account = confirmation?.account ?? null;
    if (confirmation === null || account === null) return no(codeWrong);
    const weak = findPasswordFault(password, confirmation.to);
    if (weak !== null) return no(weak);
    const hash = await hashPassword(password);
    const done = await commands.together(
      account,
      { type: 'resetForgottenPassword', fingerprint: commands.fingerprint({ password }) },
      { actor: self, key: id },
      async (session) => {
        await store.setHash(account, hash, session);
        return null;
      },
    );
    if (!done.ok) return done;
    await store.removeConfirmation(id);
    return yes({ done: true as const });
  };

  const ownCompany = async (actor: Actor) => {
    const [company] = actor.company === undefined ? [] : await store.findCompanies([actor.company]);
    return company === undefined ? no(notEnterprise) : yes(company);
  };

  const bindCreditCode = async (
    actor: Actor,
    asked: { readonly name: string; readonly creditCode: string; readonly legalRepresentative: string },
  ): Promise<Result<CompanyView & { replayed: boolean }>> => {
    const company = await ownCompany(actor);
    if (!company.ok) return company;
    if (company.answer.owner !== actor.id) return no(ownerOnly);
    const { _id: id } = company.answer;
    const creditCode = asked.creditCode.trim().toUpperCase();
    if (company.answer.creditCode === creditCode)
      return yes({ id, name: company.answer.name, creditCode, replayed: true });
    const wrong = await commands.findCodeFault(actor.county, creditCode);
    if (wrong !== null) return no(wrong);
    const { name, legalRepresentative } = asked;
    if ((await store.findCompanyByCode(creditCode)) !== null) return no(creditCodeTaken);
    return (await store.bindCode(id, { name, creditCode, legalRepresentative }))
      ? yes({ id, name, creditCode, replayed: false })
      : no(
          refusal(
            'conflict',
            'CREDIT_CODE_BOUND',
            '企业已绑定统一社会信用代码，不能更改',
            'a credit code is bound already',
            'creditCode',
          ),
        );
  };

  return {
    requestConfirmation,
    registerEnterprise,
    inviteColleague,
    joinCompany,
    resetForgottenPassword,
    bindCreditCode,
    ownCompany,
  };
};
export type Registration = ReturnType<typeof createRegistration>;
