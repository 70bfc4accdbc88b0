import { implement } from '@orpc/server';
import { type Actor, identityContract, refusal } from '@yizhan/contracts';
import { answerOrRefuse, type RequestContext, refusedError } from '@yizhan/service';
import type { Commands } from './commands.ts';
import type { EnterpriseContacts } from './enterprise-contact.ts';
import type { Queries } from './queries.ts';
import type { Registration } from './registration.ts';
import type { Sessions } from './sessions.ts';
import { sessionOf } from './signing-keys.ts';

const signInFirst = refusal('unauthenticated', 'SIGN_IN_REQUIRED', '请先登录', 'sign in first');

/** The gateway acts for people alone: without a person's token it may sign somebody in, and nothing else. */
const actorOf = ({ actor, caller }: RequestContext): Actor => {
  if (!actor.person && caller === 'gateway') throw refusedError(signInFirst);
  return actor;
};

const asked = (context: RequestContext) => ({ actor: actorOf(context), traceparent: context.traceparent });

export const createRouter = (
  commands: Commands,
  queries: Queries,
  sessions: Sessions,
  registration: Registration,
  enterprises: EnterpriseContacts,
) => {
  const os = implement(identityContract).$context<RequestContext>();

  return os.router({
    open: {
      requestConfirmation: os.open.requestConfirmation.handler(async ({ input, context }) => {
        const { purpose, to, loginName } = input;
        const asked = {
          purpose,
          ...(to === undefined ? {} : { to }),
          ...(loginName === undefined ? {} : { loginName }),
        };
        return answerOrRefuse(await registration.requestConfirmation(asked, context.source));
      }),
      registerEnterprise: os.open.registerEnterprise.handler(async ({ input }) =>
        answerOrRefuse(await registration.registerEnterprise(input)),
      ),
      joinCompany: os.open.joinCompany.handler(async ({ input }) =>
        answerOrRefuse(await registration.joinCompany(input)),
      ),
      resetForgottenPassword: os.open.resetForgottenPassword.handler(
        async ({ input: { confirmation, code, password } }) =>
          answerOrRefuse(await registration.resetForgottenPassword(confirmation, code, password)),
      ),
    },
    auth: {
      signIn: os.auth.signIn.handler(async ({ input, context }) =>
        answerOrRefuse(await sessions.signIn(input.loginName, input.password, context.source)),
      ),
      refresh: os.auth.refresh.handler(async ({ input }) =>
        answerOrRefuse(await sessions.refresh(input.refreshToken, input.idleSeconds)),
      ),
      signOut: os.auth.signOut.handler(async ({ input }) => {
        await sessions.signOut(input.refreshToken);
        return { signedOut: true as const };
      }),
    },
    commands: {
      openAccount: os.commands.openAccount.handler(async ({ input: { key, ...account }, context }) =>
        answerOrRefuse(await commands.openAccount(account, { ...asked(context), key })),
      ),
      changeRoles: os.commands.changeRoles.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.keepingSecurity(
            id,
            { type: 'changeRoles', ...body },
            { ...asked(context), key, seen },
          ),
        ),
      ),
      disableAccount: os.commands.disableAccount.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.keepingSecurity(
              id,
              { type: 'disableAccount', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      enableAccount: os.commands.enableAccount.handler(async ({ input: { id, key, seen }, context }) =>
        answerOrRefuse(
          await commands.onAccount(id, { type: 'enableAccount' }, { ...asked(context), key, seen }),
        ),
      ),
      resetPassword: os.commands.resetPassword.handler(
        async ({ input: { id, key, seen, password }, context }) =>
          answerOrRefuse(await commands.resetPassword(id, password, { ...asked(context), key, seen })),
      ),
      nameSubstitute: os.commands.nameSubstitute.handler(
        async ({ input: { id, key, seen, substitute }, context }) =>
          answerOrRefuse(await commands.nameSubstitute(id, substitute, { ...asked(context), key, seen })),
      ),
      inviteColleague: os.commands.inviteColleague.handler(async ({ input, context }) =>
        answerOrRefuse(await registration.inviteColleague(actorOf(context), input)),
      ),
      removeColleague: os.commands.removeColleague.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.asOwner(
              id,
              { type: 'removeColleague', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      handOverCompany: os.commands.handOverCompany.handler(async ({ input: { id, key, seen }, context }) =>
        answerOrRefuse(
          await commands.asOwner(id, { type: 'handOverCompany' }, { ...asked(context), key, seen }),
        ),
      ),
      nameCompanyOwner: os.commands.nameCompanyOwner.handler(
        async ({ input: { id, key, seen, reason }, context }) =>
          answerOrRefuse(await commands.nameCompanyOwner(id, reason, { ...asked(context), key, seen })),
      ),
      bindCreditCode: os.commands.bindCreditCode.handler(async ({ input: { key: _key, ...body }, context }) =>
        answerOrRefuse(await registration.bindCreditCode(actorOf(context), body)),
      ),
      allowCreditCode: os.commands.allowCreditCode.handler(async ({ input: { key, ...body }, context }) =>
        answerOrRefuse(await commands.allowCreditCode(body, { ...asked(context), key })),
      ),
      noteAbsence: os.commands.noteAbsence.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.onAccount(id, { type: 'noteAbsence', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      changePassword: os.commands.changePassword.handler(
        async ({ input: { id, key, seen, ...passwords }, context }) => {
          const request = { ...asked(context), key, seen, source: context.source };
          const session = context.userToken === undefined ? null : sessionOf(context.userToken);
          return answerOrRefuse(await commands.changePassword(id, passwords, session, request));
        },
      ),
      registerCompany: os.commands.registerCompany.handler(async ({ input: { key, ...company }, context }) =>
        answerOrRefuse(await commands.registerCompany(company, { ...asked(context), key })),
      ),
    },
    queries: {
      me: os.queries.me.handler(async ({ context }) => answerOrRefuse(await queries.me(actorOf(context)))),
      myCompany: os.queries.myCompany.handler(async ({ context }) =>
        answerOrRefuse(await queries.myCompany(actorOf(context))),
      ),
      contacts: os.queries.contacts.handler(async ({ input, context }) =>
        answerOrRefuse(await queries.contacts(actorOf(context), input.ids)),
      ),
      contactsOfUnit: os.queries.contactsOfUnit.handler(async ({ input, context }) =>
        answerOrRefuse(await queries.contactsOfUnit(actorOf(context), input)),
      ),
      findStaff: os.queries.findStaff.handler(async ({ input, context }) =>
        answerOrRefuse(await queries.findStaff(actorOf(context), input)),
      ),
      getEnterpriseContact: os.queries.getEnterpriseContact.handler(async ({ input, context }) =>
        answerOrRefuse(
          await enterprises.getEnterpriseContact(actorOf(context), input.projectId, context.source),
        ),
      ),
      findContactLooks: os.queries.findContactLooks.handler(async ({ input, context }) =>
        answerOrRefuse(await enterprises.findContactLooks(actorOf(context), input.projectId)),
      ),
      listAccounts: os.queries.listAccounts.handler(async ({ input, context }) =>
        answerOrRefuse(await queries.listAccounts(actorOf(context), input)),
      ),
      companies: os.queries.companies.handler(async ({ input, context }) =>
        answerOrRefuse(await queries.companies(actorOf(context), input.ids)),
      ),
      getApplicant: os.queries.getApplicant.handler(async ({ input, context }) =>
        answerOrRefuse(await queries.getApplicant(actorOf(context), input)),
      ),
      findCompanies: os.queries.findCompanies.handler(async ({ input, context }) =>
        answerOrRefuse(await queries.findCompanies(actorOf(context), input.text)),
      ),
    },
  });
};
