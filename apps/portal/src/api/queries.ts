import { queryOptions } from '@tanstack/react-query';
import {
  ClockDocument,
  CompaniesDocument,
  ContactsDocument,
  FindCataloguesDocument,
  FindCompaniesByNameDocument,
  FindCompaniesDocument,
  FindDossiersDocument,
  type FindDossiersInput,
  type FindDossiersQuery,
  FindDraftsDocument,
  type FindDraftsQuery,
  FindEngagementsDocument,
  FindItemsDocument,
  FindMaterialsDocument,
  FindMyTasksDocument,
  FindNoticesDocument,
  type FindNoticesQuery,
  FindParcelsDocument,
  FindRosterDocument,
  FindSimilarApplicationsDocument,
  type FindSimilarApplicationsInput,
  FindStaffDocument,
  GetApplicationDocument,
  type GetApplicationQuery,
  GetCalendarDocument,
  GetDossierDocument,
  type GetDossierQuery,
  GetEngagementDocument,
  GetFunnelDocument,
  GetItemMaterialsDocument,
  type GetItemMaterialsQuery,
  GetOverviewDocument,
  GetParcelDocument,
  type GetParcelQuery,
  ListAccountsDocument,
  type MaterialFieldsFragment,
  MeDocument,
  MyCompanyDocument,
  OperationsDocument,
  ReformDocument,
  type TurnFieldsFragment,
} from '../generated/graphql.ts';
import { ask } from './graphql.ts';

export type Turn = TurnFieldsFragment;
export type Material = MaterialFieldsFragment;
export type ItemMaterials = GetItemMaterialsQuery['getItemMaterials'];
export type Notice = FindNoticesQuery['findNotices'][number];
export type Dossier = GetDossierQuery['getDossier'];
export type DossierRow = FindDossiersQuery['findDossiers']['rows'][number];
export type Draft = FindDraftsQuery['findDrafts'][number];
export type Application = GetApplicationQuery['getApplication'];
export type Parcel = GetParcelQuery['getParcel'];

/** A person's own change, for which a read waits. */
export interface After {
  readonly caseId: string;
  readonly seq: number;
}

const waiting = (after: After | undefined) => (after === undefined ? {} : { after });

export const fetchDossier = async (projectId: string, after?: After): Promise<Dossier> =>
  (await ask(GetDossierDocument, { input: { projectId, ...waiting(after) } })).getDossier;

export const dossierQuery = (projectId: string) =>
  queryOptions({ queryKey: ['dossier', projectId], queryFn: async () => await fetchDossier(projectId) });

export const fetchMaterials = async (projectId: string): Promise<readonly Material[]> =>
  (await ask(FindMaterialsDocument, { input: { projectId } })).findMaterials;

/** `enabled` where a person may see any: others are told that there is no such project. */
export const materialsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['materials', projectId],
    queryFn: async () => await fetchMaterials(projectId),
    retry: false,
  });

export const itemMaterialsQuery = (item: string) =>
  queryOptions({
    queryKey: ['materials', item],
    queryFn: async () => (await ask(GetItemMaterialsDocument, { input: { item } })).getItemMaterials,
    retry: false,
  });

export const noticesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['notices', projectId],
    queryFn: async () => (await ask(FindNoticesDocument, { input: { projectId } })).findNotices,
  });

export const dossiersQuery = (filter: FindDossiersInput) =>
  queryOptions({
    queryKey: ['dossiers', filter],
    queryFn: async () => (await ask(FindDossiersDocument, { input: filter })).findDossiers,
  });

export const fetchTasks = async (skip: number, take: number, after?: After) =>
  (await ask(FindMyTasksDocument, { input: { skip, take, ...waiting(after) } })).findMyTasks;

export const tasksQuery = (skip: number, take: number) =>
  queryOptions({ queryKey: ['tasks', skip, take], queryFn: async () => await fetchTasks(skip, take) });

export const queueQuery = (search: string) =>
  queryOptions({
    queryKey: ['queue', search],
    queryFn: async () => (await ask(FindItemsDocument, { input: search === '' ? {} : { search } })).findItems,
  });

export const clockQuery = queryOptions({
  queryKey: ['clock'],
  queryFn: async () => (await ask(ClockDocument)).clock,
  staleTime: 60_000,
  // A page that stays open over midnight goes on with the new day.
  refetchInterval: 60_000,
});

export const draftsQuery = queryOptions({
  queryKey: ['drafts'],
  queryFn: async () => (await ask(FindDraftsDocument)).findDrafts,
  // A form that is being filled in must not be overwritten by what was saved of it.
  refetchOnWindowFocus: false,
});

export const applicationQuery = (id: string) =>
  queryOptions({
    queryKey: ['application', id],
    queryFn: async () => (await ask(GetApplicationDocument, { input: { id } })).getApplication,
  });

export const similarQuery = (wanted: FindSimilarApplicationsInput) =>
  queryOptions({
    queryKey: ['similar', wanted],
    queryFn: async () =>
      (await ask(FindSimilarApplicationsDocument, { input: wanted })).findSimilarApplications,
    enabled: wanted.name.trim() !== '',
    staleTime: 30_000,
  });

export const funnelQuery = (period: { readonly from?: string; readonly to?: string }) =>
  queryOptions({
    queryKey: ['overview', 'funnel', period],
    queryFn: async () => (await ask(GetFunnelDocument, { input: period })).getFunnel,
  });

/** By name: a version is for programs. */
export const cataloguesQuery = queryOptions({
  queryKey: ['catalogues'],
  queryFn: async () => (await ask(FindCataloguesDocument)).findCatalogues,
  staleTime: 60_000,
});

/** The working calendar of a year. */
export const calendarQuery = (year: number) =>
  queryOptions({
    queryKey: ['calendar', year],
    queryFn: async () => (await ask(GetCalendarDocument, { input: { year } })).getCalendar,
  });

export const reformQuery = queryOptions({
  queryKey: ['reform'],
  queryFn: async () => await ask(ReformDocument),
});

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: async () => (await ask(GetOverviewDocument)).getOverview,
});

export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: async () => await ask(OperationsDocument),
  refetchInterval: 15_000,
});

export const parcelsQuery = (status: string | undefined) =>
  queryOptions({
    queryKey: ['parcels', status ?? ''],
    queryFn: async () =>
      (await ask(FindParcelsDocument, { input: status === undefined ? {} : { status } })).findParcels,
  });

export const parcelQuery = (id: string) =>
  queryOptions({
    queryKey: ['parcel', id],
    queryFn: async () => (await ask(GetParcelDocument, { input: { id } })).getParcel,
  });

export const engagementsQuery = queryOptions({
  queryKey: ['engagements'],
  queryFn: async () => (await ask(FindEngagementsDocument, { input: {} })).findEngagements,
});

export const engagementQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['engagement', projectId],
    queryFn: async () => (await ask(GetEngagementDocument, { input: { projectId } })).getEngagement,
  });

export const rosterQuery = queryOptions({
  queryKey: ['roster'],
  queryFn: async () => (await ask(FindRosterDocument)).findRoster,
});

export const companyNamesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['companies', ids],
    queryFn: async () =>
      ids.length === 0 ? [] : (await ask(CompaniesDocument, { input: { ids: [...ids] } })).companies,
    staleTime: 300_000,
  });

export const companiesByNameQuery = (search: string) =>
  queryOptions({
    queryKey: ['companies-by-name', search],
    queryFn: async () => (await ask(FindCompaniesByNameDocument, { input: { search } })).findCompaniesByName,
    staleTime: 60_000,
  });

export const staffQuery = (who: { readonly unit?: string; readonly role?: string }) =>
  queryOptions({
    queryKey: ['staff', who],
    queryFn: async () => (await ask(FindStaffDocument, { input: who })).findStaff,
    staleTime: 300_000,
  });

export const contactsQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['contacts', ids],
    queryFn: async () =>
      ids.length === 0 ? [] : (await ask(ContactsDocument, { input: { ids: [...ids] } })).contacts,
    staleTime: 300_000,
  });

export const accountsQuery = (role: string | undefined, after: string | undefined) =>
  queryOptions({
    queryKey: ['accounts', role ?? '', after ?? ''],
    queryFn: async () =>
      (
        await ask(ListAccountsDocument, {
          input: {
            limit: 50,
            ...(role === undefined ? {} : { role }),
            ...(after === undefined ? {} : { after }),
          },
        })
      ).listAccounts,
  });

export const myCompanyQuery = queryOptions({
  queryKey: ['my-company'],
  queryFn: async () => (await ask(MyCompanyDocument)).myCompany,
});

/** Registered companies, by the beginning of a name or a credit code, with their people in use. */
export const registeredCompaniesQuery = (text: string) =>
  queryOptions({
    queryKey: ['companies', text],
    queryFn: async () => (await ask(FindCompaniesDocument, { input: { text } })).findCompanies,
    enabled: text.trim().length >= 2,
  });

export const registeredCompanyQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['company-by-id', id],
    queryFn: async () =>
      (await ask(CompaniesDocument, { input: { ids: id === undefined ? [] : [id] } })).companies[0] ?? null,
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const companyQuery = queryOptions({
  queryKey: ['company'],
  queryFn: async () => (await ask(MeDocument)).me.company,
  staleTime: 300_000,
});
