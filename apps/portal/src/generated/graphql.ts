/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type BindCreditCodeInput = {
  creditCode: string;
  key: string;
  legalRepresentative: string;
  name: string;
};

export type CompaniesInput = {
  ids: Array<string>;
};

export type ContactsInput = {
  ids: Array<string>;
};

export type ContactsOfUnitInput = {
  role?: string | null | undefined;
  unit?: string | null | undefined;
};

export type DiscardDraftInput = {
  id: string;
  key: string;
};

export type FindCompaniesByNameInput = {
  search?: string | null | undefined;
};

export type FindCompaniesInput = {
  text: string;
};

export type FindDossiersInput = {
  after?: GetDossierAfterInput | null | undefined;
  ended?: boolean | null | undefined;
  search?: string | null | undefined;
  skip: number;
  stage?: string | null | undefined;
  take: number;
};

export type FindEngagementsInput = {
  status?: string | null | undefined;
};

export type FindItemsInput = {
  search?: string | null | undefined;
  status?: string | null | undefined;
};

export type FindMaterialsInput = {
  projectId: string;
};

export type FindMyTasksInput = {
  after?: GetDossierAfterInput | null | undefined;
  skip: number;
  take: number;
};

export type FindNoticesInput = {
  item?: string | null | undefined;
  projectId: string;
};

export type FindParcelsInput = {
  minArea?: string | null | undefined;
  status?: string | null | undefined;
};

export type FindSimilarApplicationsInput = {
  creditCode?: string | null | undefined;
  except?: string | null | undefined;
  name: string;
  parcelWish?: string | null | undefined;
};

export type GetApplicationInput = {
  id: string;
};

export type GetCalendarInput = {
  year: number;
};

export type GetCatalogueInput = {
  version?: string | null | undefined;
};

export type GetDossierAfterInput = {
  caseId: string;
  seq: number;
};

export type GetDossierInput = {
  after?: GetDossierAfterInput | null | undefined;
  projectId: string;
};

export type GetEngagementInput = {
  projectId: string;
};

export type GetEnterpriseContactInput = {
  projectId: string;
};

export type GetFunnelInput = {
  from?: string | null | undefined;
  to?: string | null | undefined;
};

export type GetItemInput = {
  id: string;
};

export type GetItemMaterialsInput = {
  item: string;
};

export type GetParcelInput = {
  id: string;
};

export type GetProjectClocksInput = {
  projectId: string;
};

export type InviteColleagueInput = {
  key: string;
  name: string;
  phone: string;
  post?: string | null | undefined;
};

export type JoinCompanyInput = {
  invitation: string;
  loginName: string;
  password: string;
};

export type ListAccountsInput = {
  after?: string | null | undefined;
  limit?: number | null | undefined;
  role?: string | null | undefined;
};

export type RegisterCompanyInput = {
  creditCode?: string | null | undefined;
  key: string;
  name: string;
};

export type RegisterEnterpriseInput = {
  code: string;
  companyName: string;
  confirmation: string;
  creditCode?: string | null | undefined;
  legalRepresentative?: string | null | undefined;
  loginName: string;
  name: string;
  password: string;
  post?: string | null | undefined;
};

export type RequestConfirmationInput = {
  loginName?: string | null | undefined;
  purpose: string;
  to?: string | null | undefined;
};

export type ResetForgottenPasswordInput = {
  code: string;
  confirmation: string;
  password: string;
};

export type SaveDraftInput = {
  form: unknown;
  id?: string | null | undefined;
  key: string;
  seen?: number | null | undefined;
};

export type SignInInput = {
  loginName: string;
  password: string;
};

export type GetCalendarQueryVariables = Exact<{
  input: GetCalendarInput;
}>;


export type GetCalendarQuery = { getCalendar: { year: number, provisional: boolean, off: Array<string>, work: Array<string> } };

export type LimitFieldsFragment = { value: number, unit: string, kind: string, runsFrom: string, basis: string, illustrative: boolean };

export type GetCatalogueQueryVariables = Exact<{
  input: GetCatalogueInput;
}>;


export type GetCatalogueQuery = { getCatalogue: { version: string, name: string, effectiveFrom: string, items: Array<{ code: string, name: string, department: string, stage: string, doneBy: string, routes: Array<string>, applies: string, needs: Array<string>, draftOf: Array<string>, matter: string, decidedBy: string, illustrative: boolean, statutory: { value: number, unit: string, kind: string, runsFrom: string, basis: string, illustrative: boolean } | null, promise: { value: number, unit: string, kind: string, runsFrom: string, basis: string, illustrative: boolean } | null, extension: { value: number, basis: string } | null, commitment: { basis: string } | null, variants: Array<{ id: string, name: string, matter: string, decidedBy: string, statutory: { value: number, unit: string, kind: string, runsFrom: string, basis: string, illustrative: boolean } | null, promise: { value: number, unit: string, kind: string, runsFrom: string, basis: string, illustrative: boolean } | null, extension: { value: number, basis: string } | null, commitment: { basis: string } | null }>, minimums: Array<{ name: string, limit: { value: number, unit: string, kind: string, runsFrom: string, basis: string, illustrative: boolean } }>, procedures: Array<{ procedure: string, limit: { value: number, unit: string, kind: string, runsFrom: string, basis: string, illustrative: boolean } }>, validity: { months: number, basis: string, extensions: number, extensionMonths: number, windowDays: number } | null, materials: Array<{ kind: string, name: string, form: string, source: string, required: string }> }> } };

export type FindDraftsQueryVariables = Exact<{ [key: string]: never; }>;


export type FindDraftsQuery = { findDrafts: Array<{ id: string, form: unknown, savedAt: string, revision: number, by: string }> };

export type SaveDraftMutationVariables = Exact<{
  input: SaveDraftInput;
}>;


export type SaveDraftMutation = { saveDraft:
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
    | { __typename: 'SaveDraftDone', id: string, savedAt: string, revision: number }
   };

export type DiscardDraftMutationVariables = Exact<{
  input: DiscardDraftInput;
}>;


export type DiscardDraftMutation = { discardDraft:
    | { __typename: 'DiscardDraftDone', id: string }
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
   };

export type GetApplicationQueryVariables = Exact<{
  input: GetApplicationInput;
}>;


export type GetApplicationQuery = { getApplication: { id: string, version: number, statusZh: string, submittedOn: string, company: string, refilingOf: string | null, investor: { kind: string, name: string, creditCode: string | null }, facts: { name: string, division: string, industry: string, product: string, process: string, totalInvestment: string, fixedInvestment: string, investmentConstruction: string, investmentEquipment: string, investmentLand: string, landMu: string, parcelWish: string | null, floorArea: string, plotRatio: string, constructionMonths: number, yearlyOutput: string, yearlyRevenue: string, yearlyAddedValue: string, yearlyTax: string, research: string, energyTce: string, electricityKwh: string, water: string, cod: string, ammoniaNitrogen: string, sulphurDioxide: string, nitrogenOxides: string, vocs: string, solidWaste: string, hazardousWaste: string, hazardousChemicals: boolean, jobs: number, foreignInvestment: boolean }, supplement: { asked: Array<{ what: string, why: string }>, due: { dueOn: string, provisional: boolean } } | null } };

export type FindSimilarApplicationsQueryVariables = Exact<{
  input: FindSimilarApplicationsInput;
}>;


export type FindSimilarApplicationsQuery = { findSimilarApplications: Array<{ because: string, id: string | null, name: string | null, statusZh: string | null, submittedOn: string | null }> };

export type FindEngagementsQueryVariables = Exact<{
  input: FindEngagementsInput;
}>;


export type FindEngagementsQuery = { findEngagements: Array<{ id: string, projectId: string, status: string, statusZh: string, companyName: string | null, division: string, chief: string | null, agents: Array<string>, toReplace: Array<string>, serves: string | null, turns: Array<{ clock: string, what: string, dueOn: string, provisional: boolean, light: string }> }> };

export type GetEngagementQueryVariables = Exact<{
  input: GetEngagementInput;
}>;


export type GetEngagementQuery = { getEngagement: { id: string, projectId: string, status: string, statusZh: string, chief: string | null, agents: Array<string>, toReplace: Array<string>, serves: string | null, scope: string | null, items: Array<string>, contacts: Array<{ channel: string, summary: string, by: string, inSteadOf: string | null, on: string }>, plan: { plan: string, on: string } | null } };

export type FindRosterQueryVariables = Exact<{ [key: string]: never; }>;


export type FindRosterQuery = { findRoster: Array<{ id: string, account: string, role: string, divisions: Array<string>, expertise: Array<string>, capacity: number, load: number, onLeave: boolean, aside: string | null, conflicts: Array<string>, leaves: Array<{ from: string, until: string, substitute: string | null }> }> };

export type FindCompaniesByNameQueryVariables = Exact<{
  input: FindCompaniesByNameInput;
}>;


export type FindCompaniesByNameQuery = { findCompaniesByName: Array<{ id: string, name: string }> };

export type ContactFieldsFragment = { id: string, name: string, post: string | null, phone: string | null };

export type TurnFieldsFragment = { id: string, projectId: string | null, parcelId: string | null, projectName: string, caseId: string, service: string, action: string, what: string, party: string, holder: string, claimedBy: string | null, since: string, dueOn: string | null, provisional: boolean, light: string, daysLeft: number | null, optional: boolean, holderName: string, contact: { id: string, name: string, post: string | null, phone: string | null } | null };

export type GetDossierQueryVariables = Exact<{
  input: GetDossierInput;
}>;


export type GetDossierQuery = { getDossier: { projectId: string, version: number, stale: boolean, name: string, company: string, investorName: string, division: string, divisionName: string | null, industry: string, totalInvestment: string | null, landMu: string | null, projectCode: string | null, stage: string, stageZh: string, ended: boolean, parts: Array<{ part: string, zh: string, caseId: string | null, state: string, statusZh: string, since: string | null }>, steps: Array<{ caseId: string | null, code: string, name: string, department: string, stage: string, status: string, statusZh: string, needs: Array<string>, waitsFor: Array<string>, promise: string | null, statutory: string | null, submittedOn: string | null, acceptedOn: string | null, decidedOn: string | null, deliveredOn: string | null, promisedDueOn: string | null, statutoryDueOn: string | null, outcome: string | null, certificate: string | null, why: string | null, critical: boolean, validUntil: string | null, clock: { state: string, statutory: { used: number, limit: number, unit: string, over: boolean } | null, promise: { used: number, limit: number, unit: string, over: boolean } | null } | null }>, path: { catalogue: string | null, criticalPath: Array<string>, earliestFinish: string | null, budget: number | null, inapplicable: Array<{ code: string, name: string, stage: string, zh: string, basis: string }> } | null, turns: Array<{ id: string, projectId: string | null, parcelId: string | null, projectName: string, caseId: string, service: string, action: string, what: string, party: string, holder: string, claimedBy: string | null, since: string, dueOn: string | null, provisional: boolean, light: string, daysLeft: number | null, optional: boolean, holderName: string, contact: { id: string, name: string, post: string | null, phone: string | null } | null }>, timeline: Array<{ id: string, on: string, recordedAt: string, service: string, type: string, title: string, detail: string, internal: boolean, receipt: string | null, byName: string, byUnitName: string | null, by: { id: string, role: string, unit: string | null } }>, agency: { caseId: string, status: string, statusZh: string, chief: string | null, agents: Array<string>, serves: string | null, chiefContact: { id: string, name: string, post: string | null, phone: string | null } | null, agentContacts: Array<{ id: string, name: string, post: string | null, phone: string | null } | null> } | null, parcels: Array<{ parcelId: string, parcelCode: string, name: string, status: string, statusZh: string }>, judgement: Array<{ department: string, because: string, veto: boolean, opinion: string | null, opinionZh: string, text: string | null, on: string | null, basis: string | null, conditions: Array<string>, at: string | null, byName: string | null, dueOn: string | null, overdue: boolean }>, conference: { heldOn: string, agenda: string, calledOn: string, silent: Array<string>, held: { on: string, attended: Array<string>, voters: Array<string>, convenedBy: string, decidedByName: string | null, minutes: string, minority: string | null } | null } | null, proposal: { conclusion: string, zh: string, reason: string, reviewOn: string | null, on: string } | null, acceptance: { caseId: string, status: string, statusZh: string, checks: Array<{ check: string, department: string, round: number, passed: boolean | null, finding: string | null }>, leftOut: Array<{ check: string, reason: string }> } | null, conclusion: { zh: string, reason: string, conditions: Array<string>, on: string } | null, conditions: Array<{ caseId: string, text: string, department: string, attachedToZh: string, holdsUp: boolean, dueOn: string, status: string, statusZh: string, light: string, evidence: string | null, finding: string | null }>, supplement: { dueOn: string, asked: Array<{ what: string, why: string }> } | null, metrics: { asOf: string, governmentDays: number | null, cumulativeDays: number | null, spanToPermit: number | null, spanToCompletion: number | null, spanSoFar: number | null, byCause: Array<{ cause: string, zh: string, days: number }>, byDepartment: Array<{ department: string, days: number }> } } };

export type FindDossiersQueryVariables = Exact<{
  input: FindDossiersInput;
}>;


export type FindDossiersQuery = { findDossiers: { total: number, stale: boolean, rows: Array<{ projectId: string, name: string, investorName: string, division: string, divisionName: string | null, industry: string, projectCode: string | null, stage: string, stageZh: string, ended: boolean, updatedOn: string, turns: Array<{ id: string, projectId: string | null, parcelId: string | null, projectName: string, caseId: string, service: string, action: string, what: string, party: string, holder: string, claimedBy: string | null, since: string, dueOn: string | null, provisional: boolean, light: string, daysLeft: number | null, optional: boolean, holderName: string, contact: { id: string, name: string, post: string | null, phone: string | null } | null }> }> } };

export type FindMyTasksQueryVariables = Exact<{
  input: FindMyTasksInput;
}>;


export type FindMyTasksQuery = { findMyTasks: { total: number, overdue: number, dueToday: number, stale: boolean, rows: Array<{ id: string, projectId: string | null, parcelId: string | null, projectName: string, caseId: string, service: string, action: string, what: string, party: string, holder: string, claimedBy: string | null, since: string, dueOn: string | null, provisional: boolean, light: string, daysLeft: number | null, optional: boolean, holderName: string, contact: { id: string, name: string, post: string | null, phone: string | null } | null }> } };

export type DossierChangedSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type DossierChangedSubscription = { dossierChanged: { projectId: string, version: number } | null };

export type MyWorkChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type MyWorkChangedSubscription = { myWorkChanged: { at: string } | null };

export type GetItemQueryVariables = Exact<{
  input: GetItemInput;
}>;


export type GetItemQuery = { getItem: { id: string, projectId: string, status: string, code: string, department: string, round: number, receivedOn: string | null, acceptedOn: string | null, deemed: boolean, extended: boolean, commitment: boolean, commitmentBasis: string | null, commitmentBarred: boolean, decidedBy: string, inspectBy: string | null, promised: { dueOn: string, provisional: boolean } | null, statutory: { dueOn: string, provisional: boolean } | null, correction: { asked: Array<{ what: string, why: string }>, due: { dueOn: string } } | null, gaps: { supplied: boolean, missing: Array<{ kind: string, what: string }>, due: { dueOn: string } } | null, suspension: { procedure: string, notice: string, noticeNumber: string | null, dueOn: string | null } | null, proposal: { outcome: string, reason: string } | null, amendment: { kind: string, reason: string, text: string | null } | null, decision: { outcome: string, reason: string, appeal: string, on: string } | null, certificate: { number: string, until: string | null, extensions: number, extensionApplied: boolean, used: boolean } | null, publicity: { name: string, value: number, unit: string, basis: string, illustrative: boolean, on: string | null, place: string | null, until: string | null } | null, recused: Array<{ officer: string, kind: string, reason: string, on: string }>, notes: Array<{ text: string, on: string }>, limits: Array<{ which: string, value: number, unit: string, basis: string, illustrative: boolean }> } };

export type GetProjectClocksQueryVariables = Exact<{
  input: GetProjectClocksInput;
}>;


export type GetProjectClocksQuery = { getProjectClocks: { asOf: string, planned: number | null, used: number, intervals: Array<{ code: string, department: string, cause: string, causeZh: string, start: string, end: string | null, evidence: string | null }>, byHolder: Array<{ holder: string, cause: string, causeZh: string, workdays: number }> } };

export type FindItemsQueryVariables = Exact<{
  input: FindItemsInput;
}>;


export type FindItemsQuery = { findItems: Array<{ id: string, projectId: string, code: string, name: string, projectName: string, statusZh: string, dueOn: string | null, provisional: boolean, light: string, department: string, receivedOn: string | null, projectCode: string | null, investorName: string | null }> };

export type IndicatorFieldsFragment = { kind: string, zh: string, direction: string, value: string, unit: string, judgedAt: string };

export type FindParcelsQueryVariables = Exact<{
  input: FindParcelsInput;
}>;


export type FindParcelsQuery = { findParcels: Array<{ id: string, status: string, statusZh: string, parcelCode: string, name: string, divisionName: string, area: string, mu: string, dueOn: string | null, indicators: Array<{ kind: string, zh: string, direction: string, value: string, unit: string, judgedAt: string }> }> };

export type GetParcelQueryVariables = Exact<{
  input: GetParcelInput;
}>;


export type GetParcelQuery = { getParcel: { id: string, status: string, statusZh: string, parcelCode: string, name: string, division: string, divisionName: string, area: string, mu: string, areaExplanation: string | null, industries: Array<string>, dueOn: string | null, version: number, mayDo: Array<string>, publicOnly: boolean, holders: Array<string>, constructionOn: string | null, completionPassedOn: string | null, operatingSince: string | null, productionPassedOn: string | null, abandonedOn: string | null, polygon: { type: string, coordinates: Array<Array<Array<number>>> } | null, indicators: Array<{ kind: string, zh: string, direction: string, value: string, unit: string, judgedAt: string }>, listing: { noticeOn: string, listingFrom: string, closesOn: string, startPrice: string } | null, evaluations: Array<{ evaluation: string, result: string | null }>, countersigns: Array<{ department: string, name: string, opinion: string | null, on: string | null }>, scheme: { opinion: string, on: string } | null, filing: { receipt: string, on: string } | null, failures: Array<{ reason: string, on: string }>, award: { projectId: string | null, company: string | null, winnerName: string | null, price: string, noticeOn: string, contractDue: { dueOn: string, provisional: boolean } } | null, contracts: { legalityOpinion: string | null, on: string } | null, registration: { note: string, on: string } | null, results: Array<{ kind: string, promised: string, measured: string, met: boolean, shortfall: string, source: string }>, rectification: { at: string, months: number, dueOn: string, report: string | null } | null, breach: { reason: string, on: string } | null, returned: { reason: string, on: string } | null, cancelled: { reason: string, on: string } | null } };

export type MaterialFieldsFragment = { id: string, version: number, status: string, statusZh: string, kind: string, versions: Array<{ number: number, file: string, name: string, mediaType: string, size: number, uploadedAt: string, handedInTo: Array<string> }> };

export type FindMaterialsQueryVariables = Exact<{
  input: FindMaterialsInput;
}>;


export type FindMaterialsQuery = { findMaterials: Array<{ id: string, version: number, status: string, statusZh: string, kind: string, versions: Array<{ number: number, file: string, name: string, mediaType: string, size: number, uploadedAt: string, handedInTo: Array<string> }> }> };

export type GetItemMaterialsQueryVariables = Exact<{
  input: GetItemMaterialsInput;
}>;


export type GetItemMaterialsQuery = { getItemMaterials: { item: string, projectId: string, asked: Array<{ kind: string, name: string, form: string, source: string, required: string, state: string, materials: Array<{ id: string, version: number, status: string, statusZh: string, kind: string, versions: Array<{ number: number, file: string, name: string, mediaType: string, size: number, uploadedAt: string, handedInTo: Array<string> }> }> }>, others: Array<{ id: string, version: number, status: string, statusZh: string, kind: string, versions: Array<{ number: number, file: string, name: string, mediaType: string, size: number, uploadedAt: string, handedInTo: Array<string> }> }> } };

export type FindNoticesQueryVariables = Exact<{
  input: FindNoticesInput;
}>;


export type FindNoticesQuery = { findNotices: Array<{ id: string, item: string, code: string, noticeZh: string, number: string, on: string, size: number }> };

export type ClockQueryVariables = Exact<{ [key: string]: never; }>;


export type ClockQuery = { clock: { now: string, today: string, settable: boolean } };

export type AdvanceClockMutationVariables = Exact<{
  to: string;
}>;


export type AdvanceClockMutation = { advanceClock: { now: string, today: string, settable: boolean } };

export type GetOverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type GetOverviewQuery = { getOverview: { asOf: string, definition: string, funnel: { filed: number, prereviewAgreed: number, judged: number, concluded: number, coded: number, parcelsFiled: number, completed: number }, byStage: Array<{ stage: string, zh: string, count: number }>, headline: { until: string, zh: string, unit: string, untilZh: string }, cohorts: Array<{ catalogue: string, completed: number, medianDays: number, meanDays: string }>, completedProjects: Array<{ projectId: string, name: string, catalogue: string | null, days: number, span: number }>, items: Array<{ catalogue: string | null, code: string, name: string, decided: number, statutory: string | null, promise: string | null, medianStatutory: number | null, medianPromise: number | null, withinPromise: number | null }>, byDepartment: Array<{ department: string, days: number, open: number, overdue: number }> } };

export type FindCataloguesQueryVariables = Exact<{ [key: string]: never; }>;


export type FindCataloguesQuery = { findCatalogues: Array<{ version: string, name: string }> };

export type ReformQueryVariables = Exact<{ [key: string]: never; }>;


export type ReformQuery = { findCatalogues: Array<{ version: string, name: string, effectiveFrom: string, items: number, materials: number }>, getCatalogueChange: { itemsPercent: string, materialsPercent: string, before: { version: string }, after: { version: string } } };

export type GetFunnelQueryVariables = Exact<{
  input: GetFunnelInput;
}>;


export type GetFunnelQuery = { getFunnel: { asOf: string, total: { filed: number, prereviewAgreed: number, judged: number, passed: number, concluded: number }, byDivision: Array<{ key: string, filed: number, prereviewAgreed: number, judged: number, passed: number, concluded: number }>, byIndustry: Array<{ key: string, filed: number, prereviewAgreed: number, judged: number, passed: number, concluded: number }>, byInvestment: Array<{ key: string, filed: number, prereviewAgreed: number, judged: number, passed: number, concluded: number }> } };

export type OperationsQueryVariables = Exact<{ [key: string]: never; }>;


export type OperationsQuery = { services: Array<{ name: string, ready: boolean, detail: string }>, parkedEvents: Array<{ service: string, id: string, reason: string, waitingFor: string | null, error: string | null, attempts: number }>, findMissingEvents: Array<{ service: string, caseId: string, emitted: number, arrived: number }> };

export type ReplayParkedMutationVariables = Exact<{
  service: string;
}>;


export type ReplayParkedMutation = { replayParked: { left: number } };

export type FindStaffQueryVariables = Exact<{
  input: ContactsOfUnitInput;
}>;


export type FindStaffQuery = { findStaff: Array<{ id: string, name: string, post: string | null, roles: Array<string>, unitName: string | null }> };

export type ContactsQueryVariables = Exact<{
  input: ContactsInput;
}>;


export type ContactsQuery = { contacts: Array<{ id: string, name: string, post: string | null, phone: string | null }> };

export type EnterpriseContactQueryVariables = Exact<{
  input: GetEnterpriseContactInput;
}>;


export type EnterpriseContactQuery = { getEnterpriseContact: { id: string, name: string, post: string | null, phone: string | null, companyName: string } };

export type CompaniesQueryVariables = Exact<{
  input: CompaniesInput;
}>;


export type CompaniesQuery = { companies: Array<{ id: string, name: string, creditCode: string | null }> };

export type FindCompaniesQueryVariables = Exact<{
  input: FindCompaniesInput;
}>;


export type FindCompaniesQuery = { findCompanies: Array<{ id: string, name: string, creditCode: string | null, people: Array<{ id: string, name: string, owner: boolean }> }> };

export type ListAccountsQueryVariables = Exact<{
  input: ListAccountsInput;
}>;


export type ListAccountsQuery = { listAccounts: { next: string | null, accounts: Array<{ id: string, name: string, post: string | null, roles: Array<string>, unit: string | null, unitName: string | null, status: string, statusZh: string, loginName: string, company: { name: string } | null }> } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, company: { id: string, name: string, creditCode: string | null } | null } };

export type MyCompanyQueryVariables = Exact<{ [key: string]: never; }>;


export type MyCompanyQuery = { myCompany: { id: string, name: string, creditCode: string | null, legalRepresentative: string | null, owner: boolean, people: Array<{ id: string, name: string, phone: string | null, loginName: string, status: string, statusZh: string, owner: boolean }> } };

export type RequestConfirmationMutationVariables = Exact<{
  input: RequestConfirmationInput;
}>;


export type RequestConfirmationMutation = { requestConfirmation:
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
    | { __typename: 'RequestConfirmationDone', confirmation: string, sentTo: string, simulatedCode: string, expiresAt: string }
   };

export type RegisterEnterpriseMutationVariables = Exact<{
  input: RegisterEnterpriseInput;
}>;


export type RegisterEnterpriseMutation = { registerEnterprise:
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
    | { __typename: 'RegisterEnterpriseDone', account: string }
   };

export type JoinCompanyMutationVariables = Exact<{
  input: JoinCompanyInput;
}>;


export type JoinCompanyMutation = { joinCompany:
    | { __typename: 'JoinCompanyDone', account: string }
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
   };

export type ResetForgottenPasswordMutationVariables = Exact<{
  input: ResetForgottenPasswordInput;
}>;


export type ResetForgottenPasswordMutation = { resetForgottenPassword:
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
    | { __typename: 'ResetForgottenPasswordDone', done: boolean }
   };

export type InviteColleagueMutationVariables = Exact<{
  input: InviteColleagueInput;
}>;


export type InviteColleagueMutation = { inviteColleague:
    | { __typename: 'InviteColleagueDone', invitation: string, expiresAt: string }
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
   };

export type RegisterCompanyMutationVariables = Exact<{
  input: RegisterCompanyInput;
}>;


export type RegisterCompanyMutation = { registerCompany:
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
    | { __typename: 'RegisterCompanyDone', id: string, name: string }
   };

export type BindCreditCodeMutationVariables = Exact<{
  input: BindCreditCodeInput;
}>;


export type BindCreditCodeMutation = { bindCreditCode:
    | { __typename: 'BindCreditCodeDone', id: string, creditCode: string | null }
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
   };

export type SignedInFieldsFragment = { accessToken: string, expiresAt: string, me: { id: string, name: string, post: string | null, roles: Array<string>, unit: string | null, unitName: string | null, company: string | null, companyName: string | null } };

export type RefusedFieldsFragment = { kind: string, code: string, zh: string, field: string | null };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
    | { __typename: 'SignedIn', accessToken: string, expiresAt: string, me: { id: string, name: string, post: string | null, roles: Array<string>, unit: string | null, unitName: string | null, company: string | null, companyName: string | null } }
   };

export type RefreshSessionMutationVariables = Exact<{
  idleSeconds?: number | null | undefined;
}>;


export type RefreshSessionMutation = { refreshSession:
    | { __typename: 'Refused', kind: string, code: string, zh: string, field: string | null }
    | { __typename: 'SignedIn', accessToken: string, expiresAt: string, me: { id: string, name: string, post: string | null, roles: Array<string>, unit: string | null, unitName: string | null, company: string | null, companyName: string | null } }
   };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const LimitFieldsFragmentDoc = new TypedDocumentString(`
    fragment LimitFields on GetCatalogueItemsStatutory {
  value
  unit
  kind
  runsFrom
  basis
  illustrative
}
    `, {"fragmentName":"LimitFields"}) as unknown as TypedDocumentString<LimitFieldsFragment, unknown>;
export const ContactFieldsFragmentDoc = new TypedDocumentString(`
    fragment ContactFields on Contact {
  id
  name
  post
  phone
}
    `, {"fragmentName":"ContactFields"}) as unknown as TypedDocumentString<ContactFieldsFragment, unknown>;
export const TurnFieldsFragmentDoc = new TypedDocumentString(`
    fragment TurnFields on Turn {
  id
  projectId
  parcelId
  projectName
  caseId
  service
  action
  what
  party
  holder
  claimedBy
  since
  dueOn
  provisional
  light
  daysLeft
  optional
  holderName
  contact {
    id
    name
    post
    phone
  }
}
    `, {"fragmentName":"TurnFields"}) as unknown as TypedDocumentString<TurnFieldsFragment, unknown>;
export const IndicatorFieldsFragmentDoc = new TypedDocumentString(`
    fragment IndicatorFields on GetParcelIndicators {
  kind
  zh
  direction
  value
  unit
  judgedAt
}
    `, {"fragmentName":"IndicatorFields"}) as unknown as TypedDocumentString<IndicatorFieldsFragment, unknown>;
export const MaterialFieldsFragmentDoc = new TypedDocumentString(`
    fragment MaterialFields on Material {
  id
  version
  status
  statusZh
  kind
  versions {
    number
    file
    name
    mediaType
    size
    uploadedAt
    handedInTo
  }
}
    `, {"fragmentName":"MaterialFields"}) as unknown as TypedDocumentString<MaterialFieldsFragment, unknown>;
export const SignedInFieldsFragmentDoc = new TypedDocumentString(`
    fragment SignedInFields on SignedIn {
  accessToken
  expiresAt
  me {
    id
    name
    post
    roles
    unit
    unitName
    company
    companyName
  }
}
    `, {"fragmentName":"SignedInFields"}) as unknown as TypedDocumentString<SignedInFieldsFragment, unknown>;
export const RefusedFieldsFragmentDoc = new TypedDocumentString(`
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}
    `, {"fragmentName":"RefusedFields"}) as unknown as TypedDocumentString<RefusedFieldsFragment, unknown>;
export const GetCalendarDocument = new TypedDocumentString(`
    query GetCalendar($input: GetCalendarInput!) {
  getCalendar(input: $input) {
    year
    provisional
    off
    work
  }
}
    `) as unknown as TypedDocumentString<GetCalendarQuery, GetCalendarQueryVariables>;
export const GetCatalogueDocument = new TypedDocumentString(`
    query GetCatalogue($input: GetCatalogueInput!) {
  getCatalogue(input: $input) {
    version
    name
    effectiveFrom
    items {
      code
      name
      department
      stage
      doneBy
      routes
      applies
      needs
      draftOf
      matter
      statutory {
        ...LimitFields
      }
      promise {
        ...LimitFields
      }
      extension {
        value
        basis
      }
      decidedBy
      commitment {
        basis
      }
      variants {
        id
        name
        matter
        statutory {
          ...LimitFields
        }
        promise {
          ...LimitFields
        }
        extension {
          value
          basis
        }
        decidedBy
        commitment {
          basis
        }
      }
      minimums {
        name
        limit {
          ...LimitFields
        }
      }
      procedures {
        procedure
        limit {
          ...LimitFields
        }
      }
      validity {
        months
        basis
        extensions
        extensionMonths
        windowDays
      }
      illustrative
      materials {
        kind
        name
        form
        source
        required
      }
    }
  }
}
    fragment LimitFields on GetCatalogueItemsStatutory {
  value
  unit
  kind
  runsFrom
  basis
  illustrative
}`) as unknown as TypedDocumentString<GetCatalogueQuery, GetCatalogueQueryVariables>;
export const FindDraftsDocument = new TypedDocumentString(`
    query FindDrafts {
  findDrafts {
    id
    form
    savedAt
    revision
    by
  }
}
    `) as unknown as TypedDocumentString<FindDraftsQuery, FindDraftsQueryVariables>;
export const SaveDraftDocument = new TypedDocumentString(`
    mutation SaveDraft($input: SaveDraftInput!) {
  saveDraft(input: $input) {
    __typename
    ... on SaveDraftDone {
      id
      savedAt
      revision
    }
    ...RefusedFields
  }
}
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<SaveDraftMutation, SaveDraftMutationVariables>;
export const DiscardDraftDocument = new TypedDocumentString(`
    mutation DiscardDraft($input: DiscardDraftInput!) {
  discardDraft(input: $input) {
    __typename
    ... on DiscardDraftDone {
      id
    }
    ...RefusedFields
  }
}
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<DiscardDraftMutation, DiscardDraftMutationVariables>;
export const GetApplicationDocument = new TypedDocumentString(`
    query GetApplication($input: GetApplicationInput!) {
  getApplication(input: $input) {
    id
    version
    statusZh
    investor {
      kind
      name
      creditCode
    }
    facts {
      name
      division
      industry
      product
      process
      totalInvestment
      fixedInvestment
      investmentConstruction
      investmentEquipment
      investmentLand
      landMu
      parcelWish
      floorArea
      plotRatio
      constructionMonths
      yearlyOutput
      yearlyRevenue
      yearlyAddedValue
      yearlyTax
      research
      energyTce
      electricityKwh
      water
      cod
      ammoniaNitrogen
      sulphurDioxide
      nitrogenOxides
      vocs
      solidWaste
      hazardousWaste
      hazardousChemicals
      jobs
      foreignInvestment
    }
    submittedOn
    company
    refilingOf
    supplement {
      asked {
        what
        why
      }
      due {
        dueOn
        provisional
      }
    }
  }
}
    `) as unknown as TypedDocumentString<GetApplicationQuery, GetApplicationQueryVariables>;
export const FindSimilarApplicationsDocument = new TypedDocumentString(`
    query FindSimilarApplications($input: FindSimilarApplicationsInput!) {
  findSimilarApplications(input: $input) {
    because
    id
    name
    statusZh
    submittedOn
  }
}
    `) as unknown as TypedDocumentString<FindSimilarApplicationsQuery, FindSimilarApplicationsQueryVariables>;
export const FindEngagementsDocument = new TypedDocumentString(`
    query FindEngagements($input: FindEngagementsInput!) {
  findEngagements(input: $input) {
    id
    projectId
    status
    statusZh
    companyName
    division
    chief
    agents
    toReplace
    serves
    turns {
      clock
      what
      dueOn
      provisional
      light
    }
  }
}
    `) as unknown as TypedDocumentString<FindEngagementsQuery, FindEngagementsQueryVariables>;
export const GetEngagementDocument = new TypedDocumentString(`
    query GetEngagement($input: GetEngagementInput!) {
  getEngagement(input: $input) {
    id
    projectId
    status
    statusZh
    chief
    agents
    toReplace
    serves
    scope
    items
    contacts {
      channel
      summary
      by
      inSteadOf
      on
    }
    plan {
      plan
      on
    }
  }
}
    `) as unknown as TypedDocumentString<GetEngagementQuery, GetEngagementQueryVariables>;
export const FindRosterDocument = new TypedDocumentString(`
    query FindRoster {
  findRoster {
    id
    account
    role
    divisions
    expertise
    capacity
    load
    onLeave
    aside
    leaves {
      from
      until
      substitute
    }
    conflicts
  }
}
    `) as unknown as TypedDocumentString<FindRosterQuery, FindRosterQueryVariables>;
export const FindCompaniesByNameDocument = new TypedDocumentString(`
    query FindCompaniesByName($input: FindCompaniesByNameInput!) {
  findCompaniesByName(input: $input) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<FindCompaniesByNameQuery, FindCompaniesByNameQueryVariables>;
export const GetDossierDocument = new TypedDocumentString(`
    query GetDossier($input: GetDossierInput!) {
  getDossier(input: $input) {
    projectId
    version
    stale
    name
    company
    investorName
    division
    divisionName
    industry
    totalInvestment
    landMu
    projectCode
    stage
    stageZh
    ended
    parts {
      part
      zh
      caseId
      state
      statusZh
      since
    }
    steps {
      caseId
      code
      name
      department
      stage
      status
      statusZh
      needs
      waitsFor
      promise
      statutory
      submittedOn
      acceptedOn
      decidedOn
      deliveredOn
      promisedDueOn
      statutoryDueOn
      outcome
      certificate
      why
      critical
      validUntil
      clock {
        state
        statutory {
          used
          limit
          unit
          over
        }
        promise {
          used
          limit
          unit
          over
        }
      }
    }
    path {
      catalogue
      inapplicable {
        code
        name
        stage
        zh
        basis
      }
      criticalPath
      earliestFinish
      budget
    }
    turns {
      ...TurnFields
    }
    timeline {
      id
      on
      recordedAt
      service
      type
      title
      detail
      by {
        id
        role
        unit
      }
      internal
      receipt
      byName
      byUnitName
    }
    agency {
      caseId
      status
      statusZh
      chief
      agents
      serves
      chiefContact {
        ...ContactFields
      }
      agentContacts {
        ...ContactFields
      }
    }
    parcels {
      parcelId
      parcelCode
      name
      status
      statusZh
    }
    judgement {
      department
      because
      veto
      opinion
      opinionZh
      text
      on
      basis
      conditions
      at
      byName
      dueOn
      overdue
    }
    conference {
      heldOn
      agenda
      calledOn
      silent
      held {
        on
        attended
        voters
        convenedBy
        decidedByName
        minutes
        minority
      }
    }
    proposal {
      conclusion
      zh
      reason
      reviewOn
      on
    }
    acceptance {
      caseId
      status
      statusZh
      checks {
        check
        department
        round
        passed
        finding
      }
      leftOut {
        check
        reason
      }
    }
    conclusion {
      zh
      reason
      conditions
      on
    }
    conditions {
      caseId
      text
      department
      attachedToZh
      holdsUp
      dueOn
      status
      statusZh
      light
      evidence
      finding
    }
    supplement {
      asked {
        what
        why
      }
      dueOn
    }
    metrics {
      asOf
      governmentDays
      cumulativeDays
      spanToPermit
      spanToCompletion
      spanSoFar
      byCause {
        cause
        zh
        days
      }
      byDepartment {
        department
        days
      }
    }
  }
}
    fragment ContactFields on Contact {
  id
  name
  post
  phone
}
fragment TurnFields on Turn {
  id
  projectId
  parcelId
  projectName
  caseId
  service
  action
  what
  party
  holder
  claimedBy
  since
  dueOn
  provisional
  light
  daysLeft
  optional
  holderName
  contact {
    id
    name
    post
    phone
  }
}`) as unknown as TypedDocumentString<GetDossierQuery, GetDossierQueryVariables>;
export const FindDossiersDocument = new TypedDocumentString(`
    query FindDossiers($input: FindDossiersInput!) {
  findDossiers(input: $input) {
    total
    stale
    rows {
      projectId
      name
      investorName
      division
      divisionName
      industry
      projectCode
      stage
      stageZh
      ended
      updatedOn
      turns {
        ...TurnFields
      }
    }
  }
}
    fragment TurnFields on Turn {
  id
  projectId
  parcelId
  projectName
  caseId
  service
  action
  what
  party
  holder
  claimedBy
  since
  dueOn
  provisional
  light
  daysLeft
  optional
  holderName
  contact {
    id
    name
    post
    phone
  }
}`) as unknown as TypedDocumentString<FindDossiersQuery, FindDossiersQueryVariables>;
export const FindMyTasksDocument = new TypedDocumentString(`
    query FindMyTasks($input: FindMyTasksInput!) {
  findMyTasks(input: $input) {
    total
    overdue
    dueToday
    stale
    rows {
      ...TurnFields
    }
  }
}
    fragment TurnFields on Turn {
  id
  projectId
  parcelId
  projectName
  caseId
  service
  action
  what
  party
  holder
  claimedBy
  since
  dueOn
  provisional
  light
  daysLeft
  optional
  holderName
  contact {
    id
    name
    post
    phone
  }
}`) as unknown as TypedDocumentString<FindMyTasksQuery, FindMyTasksQueryVariables>;
export const DossierChangedDocument = new TypedDocumentString(`
    subscription DossierChanged($projectId: String!) {
  dossierChanged(projectId: $projectId) {
    projectId
    version
  }
}
    `) as unknown as TypedDocumentString<DossierChangedSubscription, DossierChangedSubscriptionVariables>;
export const MyWorkChangedDocument = new TypedDocumentString(`
    subscription MyWorkChanged {
  myWorkChanged {
    at
  }
}
    `) as unknown as TypedDocumentString<MyWorkChangedSubscription, MyWorkChangedSubscriptionVariables>;
export const GetItemDocument = new TypedDocumentString(`
    query GetItem($input: GetItemInput!) {
  getItem(input: $input) {
    id
    projectId
    status
    code
    department
    round
    receivedOn
    acceptedOn
    deemed
    promised {
      dueOn
      provisional
    }
    statutory {
      dueOn
      provisional
    }
    extended
    correction {
      asked {
        what
        why
      }
      due {
        dueOn
      }
    }
    gaps {
      missing {
        kind
        what
      }
      due {
        dueOn
      }
      supplied
    }
    suspension {
      procedure
      notice
      noticeNumber
      dueOn
    }
    commitment
    commitmentBasis
    commitmentBarred
    decidedBy
    proposal {
      outcome
      reason
    }
    amendment {
      kind
      reason
      text
    }
    decision {
      outcome
      reason
      appeal
      on
    }
    certificate {
      number
      until
      extensions
      extensionApplied
      used
    }
    inspectBy
    publicity {
      name
      value
      unit
      basis
      illustrative
      on
      place
      until
    }
    recused {
      officer
      kind
      reason
      on
    }
    notes {
      text
      on
    }
    limits {
      which
      value
      unit
      basis
      illustrative
    }
  }
}
    `) as unknown as TypedDocumentString<GetItemQuery, GetItemQueryVariables>;
export const GetProjectClocksDocument = new TypedDocumentString(`
    query GetProjectClocks($input: GetProjectClocksInput!) {
  getProjectClocks(input: $input) {
    asOf
    planned
    used
    intervals {
      code
      department
      cause
      causeZh
      start
      end
      evidence
    }
    byHolder {
      holder
      cause
      causeZh
      workdays
    }
  }
}
    `) as unknown as TypedDocumentString<GetProjectClocksQuery, GetProjectClocksQueryVariables>;
export const FindItemsDocument = new TypedDocumentString(`
    query FindItems($input: FindItemsInput!) {
  findItems(input: $input) {
    id
    projectId
    code
    name
    projectName
    statusZh
    dueOn
    provisional
    light
    department
    receivedOn
    projectCode
    investorName
  }
}
    `) as unknown as TypedDocumentString<FindItemsQuery, FindItemsQueryVariables>;
export const FindParcelsDocument = new TypedDocumentString(`
    query FindParcels($input: FindParcelsInput!) {
  findParcels(input: $input) {
    id
    status
    statusZh
    parcelCode
    name
    divisionName
    area
    mu
    dueOn
    indicators {
      ...IndicatorFields
    }
  }
}
    fragment IndicatorFields on GetParcelIndicators {
  kind
  zh
  direction
  value
  unit
  judgedAt
}`) as unknown as TypedDocumentString<FindParcelsQuery, FindParcelsQueryVariables>;
export const GetParcelDocument = new TypedDocumentString(`
    query GetParcel($input: GetParcelInput!) {
  getParcel(input: $input) {
    id
    status
    statusZh
    parcelCode
    name
    division
    divisionName
    area
    mu
    polygon {
      type
      coordinates
    }
    areaExplanation
    industries
    indicators {
      ...IndicatorFields
    }
    listing {
      noticeOn
      listingFrom
      closesOn
      startPrice
    }
    dueOn
    version
    mayDo
    publicOnly
    holders
    evaluations {
      evaluation
      result
    }
    countersigns {
      department
      name
      opinion
      on
    }
    scheme {
      opinion
      on
    }
    filing {
      receipt
      on
    }
    failures {
      reason
      on
    }
    award {
      projectId
      company
      winnerName
      price
      noticeOn
      contractDue {
        dueOn
        provisional
      }
    }
    contracts {
      legalityOpinion
      on
    }
    registration {
      note
      on
    }
    constructionOn
    results {
      kind
      promised
      measured
      met
      shortfall
      source
    }
    completionPassedOn
    operatingSince
    productionPassedOn
    rectification {
      at
      months
      dueOn
      report
    }
    abandonedOn
    breach {
      reason
      on
    }
    returned {
      reason
      on
    }
    cancelled {
      reason
      on
    }
  }
}
    fragment IndicatorFields on GetParcelIndicators {
  kind
  zh
  direction
  value
  unit
  judgedAt
}`) as unknown as TypedDocumentString<GetParcelQuery, GetParcelQueryVariables>;
export const FindMaterialsDocument = new TypedDocumentString(`
    query FindMaterials($input: FindMaterialsInput!) {
  findMaterials(input: $input) {
    ...MaterialFields
  }
}
    fragment MaterialFields on Material {
  id
  version
  status
  statusZh
  kind
  versions {
    number
    file
    name
    mediaType
    size
    uploadedAt
    handedInTo
  }
}`) as unknown as TypedDocumentString<FindMaterialsQuery, FindMaterialsQueryVariables>;
export const GetItemMaterialsDocument = new TypedDocumentString(`
    query GetItemMaterials($input: GetItemMaterialsInput!) {
  getItemMaterials(input: $input) {
    item
    projectId
    asked {
      kind
      name
      form
      source
      required
      state
      materials {
        ...MaterialFields
      }
    }
    others {
      ...MaterialFields
    }
  }
}
    fragment MaterialFields on Material {
  id
  version
  status
  statusZh
  kind
  versions {
    number
    file
    name
    mediaType
    size
    uploadedAt
    handedInTo
  }
}`) as unknown as TypedDocumentString<GetItemMaterialsQuery, GetItemMaterialsQueryVariables>;
export const FindNoticesDocument = new TypedDocumentString(`
    query FindNotices($input: FindNoticesInput!) {
  findNotices(input: $input) {
    id
    item
    code
    noticeZh
    number
    on
    size
  }
}
    `) as unknown as TypedDocumentString<FindNoticesQuery, FindNoticesQueryVariables>;
export const ClockDocument = new TypedDocumentString(`
    query Clock {
  clock {
    now
    today
    settable
  }
}
    `) as unknown as TypedDocumentString<ClockQuery, ClockQueryVariables>;
export const AdvanceClockDocument = new TypedDocumentString(`
    mutation AdvanceClock($to: String!) {
  advanceClock(to: $to) {
    now
    today
    settable
  }
}
    `) as unknown as TypedDocumentString<AdvanceClockMutation, AdvanceClockMutationVariables>;
export const GetOverviewDocument = new TypedDocumentString(`
    query GetOverview {
  getOverview {
    asOf
    funnel {
      filed
      prereviewAgreed
      judged
      concluded
      coded
      parcelsFiled
      completed
    }
    byStage {
      stage
      zh
      count
    }
    headline {
      until
      zh
      unit
      untilZh
    }
    cohorts {
      catalogue
      completed
      medianDays
      meanDays
    }
    completedProjects {
      projectId
      name
      catalogue
      days
      span
    }
    items {
      catalogue
      code
      name
      decided
      statutory
      promise
      medianStatutory
      medianPromise
      withinPromise
    }
    byDepartment {
      department
      days
      open
      overdue
    }
    definition
  }
}
    `) as unknown as TypedDocumentString<GetOverviewQuery, GetOverviewQueryVariables>;
export const FindCataloguesDocument = new TypedDocumentString(`
    query FindCatalogues {
  findCatalogues {
    version
    name
  }
}
    `) as unknown as TypedDocumentString<FindCataloguesQuery, FindCataloguesQueryVariables>;
export const ReformDocument = new TypedDocumentString(`
    query Reform {
  findCatalogues {
    version
    name
    effectiveFrom
    items
    materials
  }
  getCatalogueChange(input: {}) {
    before {
      version
    }
    after {
      version
    }
    itemsPercent
    materialsPercent
  }
}
    `) as unknown as TypedDocumentString<ReformQuery, ReformQueryVariables>;
export const GetFunnelDocument = new TypedDocumentString(`
    query GetFunnel($input: GetFunnelInput!) {
  getFunnel(input: $input) {
    asOf
    total {
      filed
      prereviewAgreed
      judged
      passed
      concluded
    }
    byDivision {
      key
      filed
      prereviewAgreed
      judged
      passed
      concluded
    }
    byIndustry {
      key
      filed
      prereviewAgreed
      judged
      passed
      concluded
    }
    byInvestment {
      key
      filed
      prereviewAgreed
      judged
      passed
      concluded
    }
  }
}
    `) as unknown as TypedDocumentString<GetFunnelQuery, GetFunnelQueryVariables>;
export const OperationsDocument = new TypedDocumentString(`
    query Operations {
  services {
    name
    ready
    detail
  }
  parkedEvents {
    service
    id
    reason
    waitingFor
    error
    attempts
  }
  findMissingEvents {
    service
    caseId
    emitted
    arrived
  }
}
    `) as unknown as TypedDocumentString<OperationsQuery, OperationsQueryVariables>;
export const ReplayParkedDocument = new TypedDocumentString(`
    mutation ReplayParked($service: String!) {
  replayParked(service: $service) {
    left
  }
}
    `) as unknown as TypedDocumentString<ReplayParkedMutation, ReplayParkedMutationVariables>;
export const FindStaffDocument = new TypedDocumentString(`
    query FindStaff($input: ContactsOfUnitInput!) {
  findStaff(input: $input) {
    id
    name
    post
    roles
    unitName
  }
}
    `) as unknown as TypedDocumentString<FindStaffQuery, FindStaffQueryVariables>;
export const ContactsDocument = new TypedDocumentString(`
    query Contacts($input: ContactsInput!) {
  contacts(input: $input) {
    id
    name
    post
    phone
  }
}
    `) as unknown as TypedDocumentString<ContactsQuery, ContactsQueryVariables>;
export const EnterpriseContactDocument = new TypedDocumentString(`
    query EnterpriseContact($input: GetEnterpriseContactInput!) {
  getEnterpriseContact(input: $input) {
    id
    name
    post
    phone
    companyName
  }
}
    `) as unknown as TypedDocumentString<EnterpriseContactQuery, EnterpriseContactQueryVariables>;
export const CompaniesDocument = new TypedDocumentString(`
    query Companies($input: CompaniesInput!) {
  companies(input: $input) {
    id
    name
    creditCode
  }
}
    `) as unknown as TypedDocumentString<CompaniesQuery, CompaniesQueryVariables>;
export const FindCompaniesDocument = new TypedDocumentString(`
    query FindCompanies($input: FindCompaniesInput!) {
  findCompanies(input: $input) {
    id
    name
    creditCode
    people {
      id
      name
      owner
    }
  }
}
    `) as unknown as TypedDocumentString<FindCompaniesQuery, FindCompaniesQueryVariables>;
export const ListAccountsDocument = new TypedDocumentString(`
    query ListAccounts($input: ListAccountsInput!) {
  listAccounts(input: $input) {
    next
    accounts {
      id
      name
      post
      roles
      unit
      unitName
      status
      statusZh
      loginName
      company {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ListAccountsQuery, ListAccountsQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    company {
      id
      name
      creditCode
    }
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const MyCompanyDocument = new TypedDocumentString(`
    query MyCompany {
  myCompany {
    id
    name
    creditCode
    legalRepresentative
    owner
    people {
      id
      name
      phone
      loginName
      status
      statusZh
      owner
    }
  }
}
    `) as unknown as TypedDocumentString<MyCompanyQuery, MyCompanyQueryVariables>;
export const RequestConfirmationDocument = new TypedDocumentString(`
    mutation RequestConfirmation($input: RequestConfirmationInput!) {
  requestConfirmation(input: $input) {
    __typename
    ... on RequestConfirmationDone {
      confirmation
      sentTo
      simulatedCode
      expiresAt
    }
    ...RefusedFields
  }
}
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<RequestConfirmationMutation, RequestConfirmationMutationVariables>;
export const RegisterEnterpriseDocument = new TypedDocumentString(`
    mutation RegisterEnterprise($input: RegisterEnterpriseInput!) {
  registerEnterprise(input: $input) {
    __typename
    ... on RegisterEnterpriseDone {
      account
    }
    ...RefusedFields
  }
}
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<RegisterEnterpriseMutation, RegisterEnterpriseMutationVariables>;
export const JoinCompanyDocument = new TypedDocumentString(`
    mutation JoinCompany($input: JoinCompanyInput!) {
  joinCompany(input: $input) {
    __typename
    ... on JoinCompanyDone {
      account
    }
    ...RefusedFields
  }
}
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<JoinCompanyMutation, JoinCompanyMutationVariables>;
export const ResetForgottenPasswordDocument = new TypedDocumentString(`
    mutation ResetForgottenPassword($input: ResetForgottenPasswordInput!) {
  resetForgottenPassword(input: $input) {
    __typename
    ... on ResetForgottenPasswordDone {
      done
    }
    ...RefusedFields
  }
}
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<ResetForgottenPasswordMutation, ResetForgottenPasswordMutationVariables>;
export const InviteColleagueDocument = new TypedDocumentString(`
    mutation InviteColleague($input: InviteColleagueInput!) {
  inviteColleague(input: $input) {
    __typename
    ... on InviteColleagueDone {
      invitation
      expiresAt
    }
    ...RefusedFields
  }
}
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<InviteColleagueMutation, InviteColleagueMutationVariables>;
export const RegisterCompanyDocument = new TypedDocumentString(`
    mutation RegisterCompany($input: RegisterCompanyInput!) {
  registerCompany(input: $input) {
    __typename
    ... on RegisterCompanyDone {
      id
      name
    }
    ...RefusedFields
  }
}
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<RegisterCompanyMutation, RegisterCompanyMutationVariables>;
export const BindCreditCodeDocument = new TypedDocumentString(`
    mutation BindCreditCode($input: BindCreditCodeInput!) {
  bindCreditCode(input: $input) {
    __typename
    ... on BindCreditCodeDone {
      id
      creditCode
    }
    ...RefusedFields
  }
}
    fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<BindCreditCodeMutation, BindCreditCodeMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ...SignedInFields
    ...RefusedFields
  }
}
    fragment SignedInFields on SignedIn {
  accessToken
  expiresAt
  me {
    id
    name
    post
    roles
    unit
    unitName
    company
    companyName
  }
}
fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($idleSeconds: Int) {
  refreshSession(idleSeconds: $idleSeconds) {
    __typename
    ...SignedInFields
    ...RefusedFields
  }
}
    fragment SignedInFields on SignedIn {
  accessToken
  expiresAt
  me {
    id
    name
    post
    roles
    unit
    unitName
    company
    companyName
  }
}
fragment RefusedFields on Refused {
  kind
  code
  zh
  field
}`) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;