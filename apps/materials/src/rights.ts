import {
  type Actor,
  admissionContract,
  agencyContract,
  approvalContract,
  hasRole,
  refusal,
} from '@yizhan/contracts';
import { createServiceClient, type RequestContext, refusedError, type ServiceParts } from '@yizhan/service';
import type { Material, MaterialVersion } from './domain/material.ts';
import type { Store } from './store.ts';

/** What a person may see of a project's materials. */
export interface Look {
  /** His own company's, which nobody audits. */
  readonly own: boolean;
  readonly sees: (material: Pick<Material, 'company'>, version: MaterialVersion) => boolean;
}

const cannotAsk = refusal(
  'unavailable',
  'RIGHTS_UNKNOWN',
  '暂时无法核对您的查看权限，请稍后再试',
  'your right to see it cannot be checked now, try again',
);

/** An owner that says no says so with a refusal; one that does not answer has said nothing, and nothing opens. */
const says = async (asked: Promise<unknown>): Promise<boolean> => {
  try {
    await asked;
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'CASE_NOT_FOUND' || code === 'ROLE_NOT_ALLOWED') return false;
    throw refusedError(cannotAsk);
  }
};

const isApplication = (caseId: string, projectId: string): boolean => caseId === projectId;

/** Who may do and see what, asked of the owner of the right wherever it could have been lost. */
export const createRights = ({ config, serviceToken }: ServiceParts, store: Store) => {
  const admissionFor = (userToken: string | undefined) =>
    createServiceClient(admissionContract, config.urls.admission, serviceToken, { userToken });
  const approvalFor = (userToken: string | undefined) =>
    createServiceClient(approvalContract, config.urls.approval, serviceToken, { userToken });
  const agency = createServiceClient(agencyContract, config.urls.agency, serviceToken);

  const isServing = async (actor: Actor, projectId: string): Promise<boolean> => {
    try {
      return (await agency.queries.isServing({ account: actor.id, projectId })).serving;
    } catch {
      throw refusedError(cannotAsk);
    }
  };

  const seesApplication = async (projectId: string, userToken: string | undefined): Promise<boolean> =>
    await says(admissionFor(userToken).queries.getApplication({ id: projectId }));
  const seesFiledProject = async (projectId: string, userToken: string | undefined): Promise<boolean> =>
    await says(approvalFor(userToken).queries.getFiledProject({ projectId }));

  /** A project that no event has told of yet: a draft of the company's own, or one filed a moment ago. */
  const isOwnByItsOwners = async (projectId: string, userToken: string | undefined): Promise<boolean> => {
    const drafts = await admissionFor(userToken)
      .queries.findDrafts({})
      .catch(() => {
        throw refusedError(cannotAsk);
      });
    return (
      drafts.some(({ id }) => id === projectId) ||
      (await seesApplication(projectId, userToken)) ||
      (await seesFiledProject(projectId, userToken))
    );
  };

  /** The company whose project it is, where the actor may act on its materials; null where he may not. */
  const ownerFor = async (
    { actor, userToken }: Pick<RequestContext, 'actor' | 'userToken'>,
    projectId: string,
  ): Promise<string | null> => {
    const known = await store.findProject(projectId);
    if (known !== null && known.county !== actor.county) return null;
    if (hasRole(actor, 'enterprise')) {
      const { company } = actor;
      if (company === undefined) return null;
      const own = known === null ? await isOwnByItsOwners(projectId, userToken) : known.company === company;
      return own ? company : null;
    }
    if (known === null) return null;
    if (hasRole(actor, 'windowClerk')) return known.company;
    const serves = hasRole(actor, 'agent', 'chiefAgent') && (await isServing(actor, projectId));
    return serves ? known.company : null;
  };

  /** Null where a person sees nothing of the project at all. */
  const lookOf = async (
    { actor, userToken }: Pick<RequestContext, 'actor' | 'userToken'>,
    projectId: string,
  ): Promise<Look | null> => {
    if (hasRole(actor, 'enterprise')) return { own: true, sees: ({ company }) => company === actor.company };
    if (hasRole(actor, 'windowClerk', 'service')) return { own: false, sees: () => true };
    if (hasRole(actor, 'agent', 'chiefAgent'))
      return (await isServing(actor, projectId)) ? { own: false, sees: () => true } : null;
    const [inAdmission, inApproval] = await Promise.all([
      hasRole(actor, 'territory', 'department', 'departmentHead', 'judgementLead')
        ? seesApplication(projectId, userToken)
        : false,
      hasRole(actor, 'department', 'departmentHead', 'utility')
        ? seesFiledProject(projectId, userToken)
        : false,
    ]);
    if (!inAdmission && !inApproval) return null;
    // Staff see what was handed in to a case of theirs, and no draft.
    return {
      own: false,
      sees: (_material, { handedInTo }) =>
        handedInTo.some((caseId) => (isApplication(caseId, projectId) ? inAdmission : inApproval)),
    };
  };

  /** A document tells what an item holds: it is its applicant's and its department's, as `approval` sees it. */
  const seesNotice = async (
    { actor, userToken }: Pick<RequestContext, 'actor' | 'userToken'>,
    { projectId, item }: { readonly projectId: string; readonly item: string },
  ): Promise<boolean> => {
    if (hasRole(actor, 'windowClerk', 'service')) return true;
    if (hasRole(actor, 'enterprise'))
      return actor.company !== undefined && (await store.findProject(projectId))?.company === actor.company;
    if (hasRole(actor, 'agent', 'chiefAgent')) return await isServing(actor, projectId);
    if (!hasRole(actor, 'department', 'departmentHead', 'utility')) return false;
    return await says(approvalFor(userToken).queries.getItem({ id: item }));
  };

  return { ownerFor, lookOf, seesNotice };
};
export type Rights = ReturnType<typeof createRights>;
