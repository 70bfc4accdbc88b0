import { type Actor, loginNameSchema, phoneSchema, roleSchema, textSchema } from '@yizhan/contracts';
import { serviceActor } from '@yizhan/service';
import { z } from 'zod';
import type { Desk } from './beside-the-service.ts';

const nameInFile = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** Accounts and companies of a demo or a test; `company` and `substitute` point within the file. */
const accountsFileSchema = z.strictObject({
  accounts: z.array(
    z.strictObject({
      loginName: loginNameSchema,
      name: textSchema(50),
      post: textSchema(50).optional(),
      phone: phoneSchema,
      roles: z.array(roleSchema).min(1),
      unit: z.string().optional(),
      company: nameInFile.optional(),
      substitute: loginNameSchema.optional(),
    }),
  ),
  companies: z.array(
    z.strictObject({ ref: nameInFile, name: textSchema(100), creditCode: z.string().nullable() }),
  ),
});
export type AccountsFile = z.infer<typeof accountsFileSchema>;

/** Throws with every mistake, a line each. */
export const parseAccountsFile = (content: string): AccountsFile => {
  const read = accountsFileSchema.safeParse(JSON.parse(content));
  if (read.success) return read.data;
  throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
};

const answered = <T>(
  what: string,
  result: { ok: true; answer: T } | { ok: false; refusal: { zh: string; en: string; code: string } },
): T => {
  if (result.ok) return result.answer;
  throw new Error(`${what}: ${result.refusal.zh} · ${result.refusal.en} (${result.refusal.code})`);
};

/**
 * Loads a file's companies and accounts through the same commands as a person's, as the security administrator of the
 * file, whom it opens first. What is there already is left as it is. Returns the number of accounts opened.
 */
export const seedAccounts = async (
  { commands, store }: Desk,
  file: AccountsFile,
  options: { readonly password: string; readonly county: string },
): Promise<number> => {
  const { password, county } = options;
  const keyOf = (kind: string, name: string) => `seed-${kind}-${name}`;
  const security = file.accounts.find(({ roles }) => roles.includes('securityAdministrator'));
  if (security === undefined) throw new Error('the file names no security administrator');
  let opened = 0;

  if (!(await store.hasAccounts())) {
    const { roles: _roles, unit: _unit, company: _company, substitute: _substitute, ...person } = security;
    const asked = { actor: serviceActor('identity', county), key: keyOf('account', security.loginName) };
    answered(security.loginName, await commands.openFirstAdministrator({ ...person, password }, asked));
    opened += 1;
  }
  const officer = await store.findCredentialByName(security.loginName);
  if (officer === null)
    throw new Error(`accounts exist, but no security administrator ${security.loginName}`);
  const actor: Actor = { id: officer._id, roles: ['securityAdministrator'], county, person: true };

  const companyIds = new Map<string, string>();
  for (const { ref, ...company } of file.companies) {
    const result = await commands.registerCompany(company, { actor, key: keyOf('company', ref) });
    companyIds.set(ref, answered(ref, result).id);
  }

  const accountIds = new Map<string, string>();
  for (const { company, substitute: _substitute, ...account } of file.accounts) {
    const present = await store.findCredentialByName(account.loginName);
    if (present !== null) {
      accountIds.set(account.loginName, present._id);
      continue;
    }
    const companyId = company === undefined ? undefined : companyIds.get(company);
    const result = await commands.openAccount(
      { ...account, password, companyId },
      { actor, key: keyOf('account', account.loginName) },
    );
    accountIds.set(account.loginName, answered(account.loginName, result).id);
    opened += 1;
  }

  for (const { loginName, substitute } of file.accounts) {
    if (substitute === undefined) continue;
    const [id, other] = [accountIds.get(loginName), accountIds.get(substitute)];
    if (id === undefined || other === undefined)
      throw new Error(`${loginName}: no account ${substitute} in the file`);
    const [account] = await store.findAccounts({ ids: [id] });
    if (account?.status !== 'active' || account.state.substitute !== null) continue;
    answered(
      loginName,
      await commands.nameSubstitute(id, other, { actor, key: keyOf('substitute', loginName) }),
    );
  }
  return opened;
};
