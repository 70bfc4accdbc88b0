import { type Actor, agencyContract, hasRole, type Refusal, refusal } from '@yizhan/contracts';
import { createServiceClient, type ServiceParts } from '@yizhan/service';
import { type ContactLooks, createContactLooks } from './contact-looks.ts';
import type { Store } from './store.ts';

type Result<T> =
  | { readonly ok: true; readonly answer: T }
  | { readonly ok: false; readonly refusal: Refusal };

interface EnterpriseContact {
  readonly id: string;
  readonly name: string;
  readonly post: string | null;
  readonly phone: string | null;
  readonly companyName: string;
}

const no = (refused: Refusal): Result<never> => ({ ok: false, refusal: refused });
const notAllowed = refusal('forbidden', 'ROLE_NOT_ALLOWED', '您的角色不能查询', 'your role may not ask this');
/** The same whether there is no such project, no consent, or another who serves it. */
const notServed = refusal(
  'notFound',
  'CONTACT_NOT_FOUND',
  '没有找到由您代办的这个项目，企业委托后才能查看联系人',
  'no such project that you serve: a contact is told from the owner’s consent on',
);
const cannotAsk = refusal(
  'unavailable',
  'RIGHTS_UNKNOWN',
  '暂时无法核对您的查看权限，请稍后再试',
  'your right to see it cannot be checked now, try again',
);

/** Whom of an enterprise its agents call: told by the owner's consent, asked of `agency` at each look, and on record. */
export const createEnterpriseContacts = (
  { connection, clock, config, serviceToken, log }: ServiceParts,
  store: Store,
) => {
  const looks: ContactLooks = createContactLooks(connection);
  const agency = createServiceClient(agencyContract, config.urls.agency, serviceToken);

  /** Who gave the consent, while he is there; else the owner of the company's place, else one of its people. */
  const findPerson = async (companyId: string, entrustedBy: string | null) => {
    const [[company], people] = await Promise.all([
      store.findCompanies([companyId]),
      store.findAccounts({ companies: [companyId], active: true }),
    ]);
    if (company === undefined) return null;
    const person =
      people.find(({ _id }) => _id === entrustedBy) ??
      people.find(({ _id }) => _id === company.owner) ??
      people[0];
    if (person === undefined) return null;
    const profile = (await store.findProfiles([person._id])).get(person._id);
    return profile === undefined ? null : { profile, companyName: company.name };
  };

  const getEnterpriseContact = async (
    actor: Actor,
    projectId: string,
    source: string,
  ): Promise<Result<EnterpriseContact>> => {
    if (!hasRole(actor, 'agent', 'chiefAgent')) return no(notAllowed);
    const served = await agency.queries
      .isServing({ account: actor.id, projectId })
      .catch((error: unknown) => {
        log.warn({ error: String(error) }, 'agency does not say who serves, and nothing is told');
        return null;
      });
    if (served === null) return no(cannotAsk);
    const found =
      served.serving && served.company !== null ? await findPerson(served.company, served.entrustedBy) : null;
    // Noted first: where it cannot be, nothing is told.
    await looks.record({
      at: new Date(await clock.now()),
      county: actor.county,
      projectId,
      account: actor.id,
      role: actor.roles.find((role) => role === 'agent' || role === 'chiefAgent') ?? '',
      person: found?.profile._id ?? null,
      result: found === null ? 'refused' : 'given',
      source,
    });
    if (found === null) return no(notServed);
    const { _id: id, name, post, phone } = found.profile;
    return { ok: true, answer: { id, name, post, phone, companyName: found.companyName } };
  };

  const findContactLooks = async (actor: Actor, projectId: string) => {
    if (!hasRole(actor, 'auditor')) return no(notAllowed);
    const found = await looks.find(actor.county, projectId);
    return {
      ok: true as const,
      answer: found.map(({ at, account, role, person, result, source }) => ({
        at: at.toISOString(),
        account,
        role,
        person,
        result,
        source,
      })),
    };
  };

  return { getEnterpriseContact, findContactLooks };
};
export type EnterpriseContacts = ReturnType<typeof createEnterpriseContacts>;
