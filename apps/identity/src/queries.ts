import {
  type AccountView,
  type Actor,
  type Applicant,
  type CompanyView,
  type ContactView,
  hasRole,
  type Refusal,
  type Role,
  refusal,
  type StaffView,
} from '@yizhan/contracts';
import type { Account } from './domain/account.ts';
import { isPublic, unitName } from './domain/roles.ts';
import { statuses } from './domain/states.ts';
import type { AccountCase, AccountFilter, Company, Profile, Store } from './store.ts';

type Result<T> =
  | { readonly ok: true; readonly answer: T }
  | { readonly ok: false; readonly refusal: Refusal };
const yes = <T>(answer: T): Result<T> => ({ ok: true, answer });
const notAllowed: Result<never> = {
  ok: false,
  refusal: refusal('forbidden', 'ROLE_NOT_ALLOWED', '您的角色不能查询', 'your role may not ask this'),
};

/** First 3, last 4 (domain §10); of a short number less. */
export const maskPhone = (phone: string): string =>
  phone.length < 10 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;

const isEnterprise = (actor: Actor): boolean => hasRole(actor, 'enterprise');
const isStaff = (actor: Actor): boolean => !isEnterprise(actor);

const factsOf = (account: AccountCase, profile: Profile | undefined) => {
  const { roles, unit } = account.state;
  return {
    id: account._id,
    name: profile?.name ?? '',
    post: profile?.post ?? null,
    roles: [...roles],
    unit,
    unitName: unit === null ? null : unitName(account.county, unit),
  };
};

const phoneFor = (account: AccountCase, profile: Profile | undefined): string | null => {
  const phone = profile?.phone ?? null;
  return phone === null || isPublic(account.state.roles) ? phone : maskPhone(phone);
};

const companyOf = ({ _id: id, name, creditCode }: Company): CompanyView => ({ id, name, creditCode });

/** An enterprise sees people of other companies no more than their projects. */
const maySee = (actor: Actor, account: AccountCase): boolean =>
  account.county === actor.county &&
  (isStaff(actor) || isPublic(account.state.roles) || account.state.company === actor.company);

const awayUntil = ({ absence }: Account, day: string): string | null =>
  absence != null && absence.from <= day && day <= absence.until ? absence.until : null;

/** Who is there comes before who is away, A before B, and both before who is neither. */
const standing = ({ handler, awayUntil: away }: ContactView): number =>
  (away === null ? 0 : 3) + (handler === 'A' ? 0 : handler === 'B' ? 1 : 2);

/** What identity tells of accounts, people and companies, and to whom. */
export const createQueries = (store: Store, today: () => Promise<string>) => {
  const profilesOf = async (accounts: readonly AccountCase[]) =>
    await store.findProfiles(accounts.map((account) => account._id));

  const accountViews = async (accounts: readonly AccountCase[]): Promise<AccountView[]> => {
    const ids = accounts.map((account) => account._id);
    const companyIds = accounts.flatMap(({ state }) => (state.company === null ? [] : [state.company]));
    const [profiles, credentials, companies] = await Promise.all([
      store.findProfiles(ids),
      store.findCredentials(ids),
      store.findCompanies(companyIds),
    ]);
    const loginNames = new Map(credentials.map(({ _id, loginName }) => [_id, loginName]));
    return accounts.map((account) => {
      const company = companies.find(({ _id }) => _id === account.state.company);
      return {
        ...factsOf(account, profiles.get(account._id)),
        version: account.version,
        seq: account.seq,
        status: account.status,
        statusZh: statuses[account.state.status].zh,
        loginName: loginNames.get(account._id) ?? '',
        phone: phoneFor(account, profiles.get(account._id)),
        company: company === undefined ? null : companyOf(company),
        substitute: account.state.substitute,
      };
    });
  };

  const me = async (actor: Actor): Promise<Result<AccountView & { email: string | null }>> => {
    const accounts = actor.person ? await store.findAccounts({ ids: [actor.id] }) : [];
    const [view] = await accountViews(accounts);
    if (view === undefined) return notAllowed;
    const own = (await profilesOf(accounts)).get(actor.id);
    return yes({ ...view, phone: own?.phone ?? null, email: own?.email ?? null });
  };

  const contactViews = async (actor: Actor, filter: AccountFilter): Promise<ContactView[]> => {
    const accounts = (await store.findAccounts({ ...filter, county: actor.county })).filter((account) =>
      maySee(actor, account),
    );
    const [profiles, day] = await Promise.all([profilesOf(accounts), today()]);
    const standIns = new Set(accounts.map(({ state }) => state.substitute));
    return accounts.map((account) => {
      const profile = profiles.get(account._id);
      return {
        ...factsOf(account, profile),
        phone: phoneFor(account, profile),
        handler: account.state.substitute !== null ? 'A' : standIns.has(account._id) ? 'B' : null,
        awayUntil: awayUntil(account.state, day),
      };
    });
  };

  const contacts = async (actor: Actor, ids: readonly string[]): Promise<Result<ContactView[]>> =>
    yes(await contactViews(actor, { ids }));

  /** The named contacts of a step: active, and of a role that handles cases. */
  const contactsOfUnit = async (
    actor: Actor,
    who: { readonly unit?: string | undefined; readonly role?: Role | undefined },
  ): Promise<Result<ContactView[]>> =>
    yes(
      (await contactViews(actor, { ...who, active: true }))
        .filter(({ roles }) => isPublic(roles))
        .sort((one, other) => standing(one) - standing(other)),
    );

  /** To whom work can be handed over; only staff asks. */
  const findStaff = async (
    actor: Actor,
    who: { readonly unit?: string | undefined; readonly role?: Role | undefined },
  ): Promise<Result<StaffView[]>> => {
    if (isEnterprise(actor)) return notAllowed;
    const accounts = (await store.findAccounts({ ...who, county: actor.county, active: true })).filter(
      ({ state }) => isPublic(state.roles),
    );
    const named = accounts.flatMap(({ state }) => (state.substitute === null ? [] : [state.substitute]));
    const present = new Set((await store.findAccounts({ ids: named, active: true })).map(({ _id }) => _id));
    const profiles = await profilesOf(accounts);
    return yes(
      accounts.map((account) => {
        const { substitute } = account.state;
        return {
          ...factsOf(account, profiles.get(account._id)),
          substitute: substitute !== null && present.has(substitute) ? substitute : null,
        };
      }),
    );
  };

  const listAccounts = async (
    actor: Actor,
    page: { readonly role?: Role | undefined; readonly after?: string | undefined; readonly limit: number },
  ): Promise<Result<{ accounts: AccountView[]; next: string | null }>> => {
    if (!hasRole(actor, 'securityAdministrator')) return notAllowed;
    const { role, after, limit } = page;
    const found = await store.findAccounts({ county: actor.county, role, after }, limit);
    return yes({
      accounts: await accountViews(found),
      next: found.length < limit ? null : (found.at(-1)?._id ?? null),
    });
  };

  /** One's own company, with its people as they are seen by a colleague. */
  const myCompany = async (actor: Actor) => {
    const [company] =
      isEnterprise(actor) && actor.company !== undefined ? await store.findCompanies([actor.company]) : [];
    if (company === undefined) return notAllowed;
    const accounts = await store.findAccounts({ companies: [company._id] });
    const views = await accountViews(accounts);
    return yes({
      ...companyOf(company),
      legalRepresentative: company.legalRepresentative,
      owner: company.owner === actor.id,
      people: views.map(({ id, name, phone, loginName, status, statusZh }) => ({
        id,
        name,
        phone,
        loginName,
        status,
        statusZh,
        owner: company.owner === id,
      })),
    });
  };

  const companies = async (actor: Actor, ids: readonly string[]): Promise<Result<CompanyView[]>> => {
    const found = await store.findCompanies(ids);
    return yes(
      found
        .filter(({ _id, county }) => county === actor.county && (isStaff(actor) || _id === actor.company))
        .map(companyOf),
    );
  };

  /** The window files for a company and names the person who came. */
  const findCompanies = async (
    actor: Actor,
    text: string,
  ): Promise<Result<(CompanyView & { people: { id: string; name: string; owner: boolean }[] })[]>> => {
    if (!hasRole(actor, 'windowClerk', 'securityAdministrator')) return notAllowed;
    const found = await store.findCompaniesByText(actor.county, text);
    const accounts = await store.findAccounts({ companies: found.map(({ _id }) => _id), active: true });
    const profiles = await profilesOf(accounts);
    return yes(
      found.map((company) => ({
        ...companyOf(company),
        people: accounts
          .filter(({ state }) => state.company === company._id)
          .map(({ _id: id }) => ({ id, name: profiles.get(id)?.name ?? '', owner: company.owner === id })),
      })),
    );
  };

  /** Asked by the other services before something is filed in a company's name. */
  const getApplicant = async (
    actor: Actor,
    { company: id, person }: { readonly company: string; readonly person?: string | undefined },
  ): Promise<Result<Applicant>> => {
    if (!hasRole(actor, 'service')) return notAllowed;
    const company = (await store.findCompanies([id])).find(({ county }) => county === actor.county);
    if (company === undefined) return yes({ known: false, creditCode: null, isMember: false });
    const [named] =
      person === undefined ? [] : await store.findAccounts({ ids: [person], companies: [id], active: true });
    return yes({ known: true, creditCode: company.creditCode, isMember: named !== undefined });
  };

  return {
    me,
    myCompany,
    contacts,
    contactsOfUnit,
    findStaff,
    listAccounts,
    companies,
    getApplicant,
    findCompanies,
  };
};
export type Queries = ReturnType<typeof createQueries>;
