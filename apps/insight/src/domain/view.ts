import {
  type ActingRole,
  type Actor,
  conditionAttachments,
  type Dossier,
  type DossierRow,
  hasRole,
  type Turn,
} from '@yizhan/contracts';
import {
  type Calendar,
  countWorkdays,
  dependsOnProvisional,
  type LegalDate,
  legalDate,
  lightOf,
} from '@yizhan/workdays';
import { partsOf } from './chain-parts.ts';
import {
  type AgencyView,
  admissionEnded,
  type ConditionState,
  type DossierState,
  type OpinionView,
  type ParcelView,
  parcelOf,
} from './dossier.ts';
import { limitClockOf, limitsOf, limitZh } from './limit-clock.ts';
import { lastDayOf, metricsOf } from './metrics.ts';
import { actingFor, noSubstitutes, partsOfAccount, type Substitutes } from './substitutes.ts';
import { type StoredTurn, turnsOutside } from './turn.ts';
import { waitsForOf } from './turns-approval.ts';
import {
  acceptanceWords,
  agencyWords,
  conclusionWords,
  conditionWords,
  opinionWords,
  parcelWords,
  proposalWords,
  stepWords,
  wordFor,
} from './words.ts';

export interface ReadingDay {
  readonly calendar: Calendar;
  readonly today: LegalDate;
  /** Who stands in for an agent on leave, on that day. */
  readonly substitutes: Substitutes;
}

/** The stages of a project, in order, with the word the portal shows. */
export const stageWords = {
  admission: '准入',
  filing: '备案',
  approval: '审批',
  construction: '建设',
  acceptance: '验收',
  completed: '已竣工备案',
  ended: '已终止',
} as const;
export type Stage = keyof typeof stageWords;

export const stageOf = (state: DossierState): Stage => {
  if (state.completedOn !== null) return 'completed';
  if (state.givenUpOn !== null) return 'ended';
  if (state.acceptance !== null && state.acceptance.status !== 'open') return 'acceptance';
  if (state.construction !== null) return 'construction';
  if (state.filing !== null) return 'approval';
  if (state.admission === null) return 'filing';
  if (admissionEnded.has(state.admission.status)) return 'ended';
  return state.admission.status === 'replied' ? 'filing' : 'admission';
};

const daysUntil = (dueOn: string, { calendar, today }: ReadingDay): number => {
  const due = legalDate(dueOn);
  return today <= due
    ? countWorkdays(calendar, today, due)
    : Math.min(-1, -countWorkdays(calendar, due, today));
};

const lightUntil = (dueOn: string, since: string, day: ReadingDay): Turn['light'] =>
  lightOf({
    limitValue: Math.max(1, countWorkdays(day.calendar, legalDate(since), legalDate(dueOn))),
    unit: 'WD',
    remaining: daysUntil(dueOn, day),
  });

/** A turn as a person sees it on a day: with its light and the working days left, held by whoever stands in. */
export const turnView = (turn: StoredTurn, { id }: Pick<Actor, 'id'>, day: ReadingDay): Turn => {
  const { county: _county, outside: _outside, byYear = false, ...told } = turn;
  const byAgent = told.party === 'agent' || told.party === 'chiefAgent';
  const shown = byAgent ? { ...told, holder: actingFor(told.holder, id, day.substitutes) } : told;
  if (turn.dueOn === null) return { ...shown, light: 'green', daysLeft: null };
  const due = legalDate(turn.dueOn);
  return {
    ...shown,
    provisional: turn.provisional || (byYear && dependsOnProvisional(day.calendar, due, due)),
    light: lightUntil(turn.dueOn, turn.since, day),
    daysLeft: daysUntil(turn.dueOn, day),
  };
};

/** Overdue first, then by due date; what nobody is late with comes last. */
export const byUrgency = (a: Turn, b: Turn): number =>
  (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || a.since.localeCompare(b.since);

/** Staff see judgement and internal lines; an enterprise its own side only. */
const seesInternal = (actor: Actor): boolean => !hasRole(actor, 'enterprise', 'agent', 'chiefAgent');

/** Whose turn it is, as this person may know it, most urgent first. */
const turnsSeen = (turns: readonly StoredTurn[], actor: Actor, day: ReadingDay): Turn[] =>
  (seesInternal(actor) ? turns : turnsOutside(turns))
    .map((turn) => turnView(turn, actor, day))
    .sort(byUrgency);

type Sees = (actor: Actor, state: DossierState, substitutes: Substitutes) => boolean;
const always: Sees = () => true;
const ofUnit: Sees = ({ unit }, { departments }) => unit !== undefined && departments.includes(unit);
const ofAccount: Sees = ({ id }, { accounts }, substitutes) =>
  partsOfAccount(id, substitutes).some((account) => accounts.includes(account));

/** What each role sees of the projects of its county; a role that is missing sees none. */
const seesAs: Readonly<Partial<Record<ActingRole, Sees>>> = {
  enterprise: ({ company }, state) => company !== undefined && company === state.company,
  agent: ofAccount,
  chiefAgent: ofAccount,
  territory: ({ unit }, { division }) => unit !== undefined && unit === division,
  department: ofUnit,
  departmentHead: ofUnit,
  utility: ofUnit,
  agencyCentre: (_actor, { agency }) => agency !== null,
  land: (_actor, { filing, parcels }) => filing !== null || parcels.length > 0,
  acceptanceLead: (_actor, { acceptance }) => acceptance !== null,
  judgementLead: always,
  windowClerk: always,
  administrator: always,
  service: always,
};

/** May this person open this project, by any of his roles? Fails closed. */
export const maySee = (
  actor: Actor,
  state: DossierState,
  substitutes: Substitutes = noSubstitutes,
): boolean =>
  actor.county === state.county &&
  actor.roles.some((role) => seesAs[role]?.(actor, state, substitutes) ?? false);

/** As what an agent serves the project today, himself or standing in. */
const servesAs = (
  { chief, agents }: AgencyView,
  { id }: Actor,
  substitutes: Substitutes,
): 'chief' | 'agent' | null => {
  const his = partsOfAccount(id, substitutes);
  if (chief !== null && his.includes(chief)) return 'chief';
  return agents.some((agent) => his.includes(agent)) ? 'agent' : null;
};

const stepStatusZh = (step: DossierState['steps'][number]): string => {
  if (step.status === 'planned' && step.waitsFor.length > 0) return `等待 ${step.waitsFor.join('、')}`;
  if (step.doneBy === 'land' && step.status === 'planned') return '在土地环节办理';
  if (step.status === 'delivered' && step.outcome === 'refused') return '不予许可，已送达';
  return wordFor(stepWords, step.status);
};

/** A step as everybody sees it: who has claimed it, and what was proposed on it, is not in it. */
const stepOf = (
  state: DossierState,
  step: DossierState['steps'][number],
  day: ReadingDay,
): Dossier['steps'][number] => ({
  caseId: step.caseId,
  code: step.code,
  name: step.name,
  department: step.department,
  stage: step.stage,
  status: step.status,
  statusZh: stepStatusZh(step),
  needs: [...step.needs],
  waitsFor: [...waitsForOf(step)],
  promise: limitZh(limitsOf(step).promise),
  statutory: limitZh(limitsOf(step).statutory),
  submittedOn: step.submittedOn,
  acceptedOn: step.acceptedOn,
  decidedOn: step.decidedOn,
  deliveredOn: step.deliveredOn,
  promisedDueOn: step.promisedDueOn,
  statutoryDueOn: step.statutoryDueOn,
  outcome: step.outcome,
  certificate: step.certificate,
  why: step.why ?? null,
  critical: state.path?.criticalPath.includes(step.code) ?? false,
  validUntil: step.validUntil ?? null,
  clock: limitClockOf(day.calendar, step, state.steps, lastDayOf(state, day.today)),
});

const conditionView = (
  { due, ordinal: _ordinal, since, ...condition }: ConditionState,
  day: ReadingDay,
): Dossier['conditions'][number] => ({
  ...condition,
  attachedToZh: attachmentOf(condition.attachedTo),
  dueOn: due.dueOn,
  statusZh: wordFor(conditionWords, condition.status),
  light:
    condition.status === 'open' || condition.status === 'unmet' ? lightUntil(due.dueOn, since, day) : 'green',
});

const attachmentOf = (name: string): string =>
  name in conditionAttachments ? conditionAttachments[name as keyof typeof conditionAttachments].zh : name;

const judgementView = ({ due, ...asked }: OpinionView, today: LegalDate): Dossier['judgement'][number] => {
  const silent = asked.opinion === null;
  const overdue = silent && due !== undefined && due.dueOn < today;
  const silence = overdue ? '逾期未答复' : '尚未答复';
  return {
    ...asked,
    opinionZh: asked.opinion === null ? silence : wordFor(opinionWords, asked.opinion),
    basis: asked.basis ?? null,
    conditions: [...(asked.conditions ?? [])],
    by: asked.by ?? null,
    at: asked.at ?? null,
    dueOn: due?.dueOn ?? null,
    overdue,
  };
};

const parcelView = ({ parcelId, parcelCode, name, status }: ParcelView): Dossier['parcels'][number] => ({
  parcelId,
  parcelCode,
  name,
  status,
  statusZh: wordFor(parcelWords, status),
});

const conferenceView = ({ prereview }: DossierState): Dossier['conference'] => {
  const conference = prereview?.conference ?? null;
  if (conference === null) return null;
  const { held } = conference;
  return {
    ...conference,
    silent: [...conference.silent],
    held: held === null ? null : { ...held, attended: [...held.attended], voters: [...held.voters] },
  };
};

const proposalView = ({ prereview }: DossierState): Dossier['proposal'] => {
  const proposal = prereview?.proposal ?? null;
  if (proposal === null) return null;
  const { conclusion, reason, reviewOn, on } = proposal;
  return { conclusion, zh: wordFor(proposalWords, conclusion), reason, reviewOn, on };
};

/** Whoever gave the last opinion completed the judgement: to the enterprise the line stands without him. */
const withoutJudge = (entry: DossierState['timeline'][number]): DossierState['timeline'][number] =>
  entry.type === 'prereview.JudgementCompleted'
    ? { ...entry, by: { id: 'service:prereview', role: 'service', unit: null } }
    : { ...entry };

/** The dossier as one person may see it, on a day. */
export const dossierView = (
  state: DossierState,
  turns: readonly StoredTurn[],
  actor: Actor,
  day: ReadingDay,
  stale: boolean,
): Dossier => {
  const internal = seesInternal(actor);
  const stage = stageOf(state);
  const { admission, agency, acceptance } = state;
  const parcel = parcelOf(state);
  return {
    projectId: state.projectId,
    version: state.version,
    stale,
    name: state.name,
    company: state.company,
    investorName: state.investorName,
    division: state.division,
    industry: state.industry,
    totalInvestment: state.totalInvestment,
    landMu: state.landMu,
    projectCode: state.projectCode,
    stage,
    stageZh: stageWords[stage],
    ended: stage === 'ended' || stage === 'completed',
    parts: partsOf(state),
    steps: state.steps.map((step) => stepOf(state, step, day)),
    path:
      state.path === undefined || state.path === null
        ? null
        : {
            ...state.path,
            catalogue: state.path.catalogue ?? null,
            inapplicable: [...state.path.inapplicable],
            criticalPath: [...state.path.criticalPath],
          },
    turns: turnsSeen(turns, actor, day),
    timeline: state.timeline
      .filter((entry) => internal || !entry.internal)
      .map((entry) => (internal ? { ...entry } : withoutJudge(entry))),
    agency:
      agency === null
        ? null
        : {
            caseId: agency.caseId,
            status: agency.status,
            statusZh: wordFor(agencyWords, agency.status),
            chief: agency.chief,
            agents: [...agency.agents],
            serves: servesAs(agency, actor, day.substitutes),
          },
    parcel: parcel === null ? null : parcelView(parcel),
    parcels: state.parcels.map(parcelView),
    judgement: internal
      ? (state.prereview?.judgement ?? []).map((asked) => judgementView(asked, day.today))
      : [],
    conference: internal ? conferenceView(state) : null,
    proposal: internal ? proposalView(state) : null,
    acceptance:
      acceptance === null
        ? null
        : {
            caseId: acceptance.caseId,
            status: acceptance.status,
            statusZh: wordFor(acceptanceWords, acceptance.status),
            checks: acceptance.checks.map((check) => ({ ...check })),
            leftOut: (acceptance.leftOut ?? []).map((part) => ({ ...part })),
          },
    conclusion:
      admission?.conclusion == null
        ? null
        : {
            zh: wordFor(conclusionWords, admission.conclusion.conclusion),
            reason: admission.conclusion.reason,
            conditions: [...admission.conclusion.conditions],
            on: admission.conclusion.on,
          },
    conditions: (state.conditions ?? []).map((condition) => conditionView(condition, day)),
    supplement:
      admission?.supplement == null
        ? null
        : {
            asked: admission.supplement.asked.map((entry) => ({ ...entry })),
            dueOn: admission.supplement.due.dueOn,
          },
    metrics: metricsOf(day.calendar, state, day.today),
  };
};

export const rowView = (
  state: DossierState,
  turns: readonly StoredTurn[],
  actor: Actor,
  day: ReadingDay,
): DossierRow => {
  const stage = stageOf(state);
  return {
    projectId: state.projectId,
    name: state.name,
    investorName: state.investorName,
    division: state.division,
    industry: state.industry,
    projectCode: state.projectCode,
    stage,
    stageZh: stageWords[stage],
    ended: stage === 'ended' || stage === 'completed',
    turns: turnsSeen(turns, actor, day),
    updatedOn: state.updatedOn,
  };
};
