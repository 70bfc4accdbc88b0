import type { CaseDocument } from '@yizhan/aggregate';
import {
  type Actor,
  type CatalogueMaterial,
  type FiledProjectView,
  hasRole,
  type ItemRow,
  type ItemView,
} from '@yizhan/contracts';
import type { Calendar, LegalDate, Light } from '@yizhan/workdays';
import { itemCaseId } from './commands.ts';
import {
  dueOf,
  dueOnOf,
  holderOf,
  type Item,
  isExtending,
  isRecused,
  limitsOf,
  ruleOfItem,
} from './domain/item-case.ts';
import { forNextRound } from './domain/item-plan.ts';
import { itemStatuses, itemTable } from './domain/item-states.ts';
import { scheduleOf } from './domain/path/schedule.ts';
import type { FiledProject } from './domain/project-case.ts';
import { projectStatuses } from './domain/states.ts';

/** A company its own, the territory its division's, a department where it has a step; the window all. */
export const maySeeProject = (actor: Actor, state: FiledProject): boolean => {
  if (hasRole(actor, 'enterprise')) return actor.company === state.filing.company;
  if (hasRole(actor, 'territory')) return actor.unit === state.filing.division;
  if (hasRole(actor, 'department', 'departmentHead', 'utility', 'land'))
    return state.path.steps.some((step) => step.department === actor.unit);
  return hasRole(actor, 'windowClerk', 'service');
};

export const maySeeItem = (actor: Actor, state: Item): boolean => {
  if (hasRole(actor, 'enterprise')) return actor.company === state.plan.company;
  if (hasRole(actor, 'territory')) return actor.unit === state.plan.division;
  if (hasRole(actor, 'land')) return true;
  if (hasRole(actor, 'department', 'departmentHead', 'utility'))
    return actor.unit === state.plan.step.department;
  return hasRole(actor, 'windowClerk', 'service');
};

export const projectView = (
  found: CaseDocument<FiledProject>,
  items: ReadonlyMap<string, Item>,
  { calendar, today }: { readonly calendar: Calendar; readonly today: LegalDate },
): FiledProjectView => {
  const { state } = found;
  const { projectId } = state.filing;
  const { path } = state;
  const done = { A1: state.filedOn, ...state.done };
  const schedule = scheduleOf(calendar, path.steps, today, done);
  const scheduled = new Map(schedule.steps.map((step) => [step.code, step]));
  return {
    id: found._id,
    projectId,
    version: found.version,
    seq: found.seq,
    status: state.status,
    statusZh: projectStatuses[state.status].zh,
    projectCode: state.filing.projectCode,
    simulated: state.filing.simulated,
    name: state.filing.name,
    investorName: state.filing.investorName,
    filedOn: state.filedOn,
    catalogue: path.catalogue,
    path: path.steps.map(({ code, name, department, stage, needs, doneBy, why, variant }) => {
      const item = items.get(itemCaseId(projectId, code));
      const doneOn = code === 'A1' ? state.filedOn : (state.done[code] ?? null);
      const when = scheduled.get(code);
      return {
        code,
        name,
        department,
        stage,
        needs: [...needs],
        doneBy,
        doneOn,
        waitsFor: item === undefined ? [] : [...asPlanned(item).waitsFor],
        dueOn: item === undefined ? null : dueOnOf(item),
        itemId: item === undefined ? null : itemCaseId(projectId, code),
        status: item?.status ?? null,
        statusZh: item === undefined ? (doneOn === null ? '待办' : '办结') : itemStatuses[item.status].zh,
        why: why ?? null,
        variant: variant ?? null,
        rank: when?.rank ?? 0,
        earliestStart: when?.start ?? today,
        earliestFinish: when?.finish ?? today,
        critical: when?.critical ?? false,
      };
    }),
    inapplicable: [...(path.inapplicable ?? [])],
    facts: path.facts ?? null,
    assumed: [...(path.assumed ?? [])],
    land:
      path.land === undefined
        ? null
        : {
            won: path.land.won,
            parcels: path.land.parcels.map(({ parcelId, parcelCode = null }) => ({ parcelId, parcelCode })),
          },
    because: path.because ?? null,
    criticalPath: [...schedule.criticalPath],
    earliestFinish: schedule.earliestFinish,
    electronicDelivery: state.electronicDelivery,
    correctionTold: state.correctionTold,
    budget: state.budget,
    constructionOn: state.construction?.on ?? null,
    missing: [...(state.construction?.missing ?? [])],
  };
};

/** What other cases say of it: what its catalogue asks for, and whether its company may make no promise. */
interface Beside {
  readonly materials: readonly CatalogueMaterial[];
  readonly barred: boolean;
}

/**
 * Territory and land staff follow how far an item is; what it holds is between applicant and department. Proposals,
 * amendments and notes are the department's own.
 */
export const itemView = (
  found: CaseDocument<Item>,
  actor: Actor,
  { materials, barred }: Beside,
): ItemView => {
  const whole = wholeItem(found, { materials, barred });
  // Who declared kin or interest sees no more than is seen from outside.
  if (hasRole(actor, 'department', 'departmentHead', 'utility') && !isRecused(found.state, actor.id))
    return whole;
  const outside = { ...whole, proposal: null, amendment: null, notes: [], recused: [] };
  if (!hasRole(actor, 'territory', 'land')) return outside;
  const { decision } = whole;
  return {
    ...outside,
    correction: null,
    suspension: null,
    gaps: null,
    decision: decision === null ? null : { ...decision, reason: '', certificate: null, appeal: '' },
    certificate: null,
    commitmentBarred: false,
  };
};

const openAnew: readonly string[] = itemTable.submitItem.from;

/** Where it may be applied for, it is seen by the path as it is planned now. */
export const asPlanned = (state: Item): Item =>
  openAnew.includes(state.status) ? forNextRound(state) : state;

const wholeItem = (found: CaseDocument<Item>, { materials, barred }: Beside): ItemView => {
  const state = asPlanned(found.state);
  const rule = ruleOfItem(state);
  const limits = limitsOf(state);
  return {
    id: found._id,
    projectId: state.plan.projectId,
    version: found.version,
    seq: found.seq,
    status: state.status,
    statusZh: itemStatuses[state.status].zh,
    code: state.plan.code,
    name: state.plan.step.name,
    department: state.plan.step.department,
    projectName: state.plan.projectName,
    waitsFor: [...state.waitsFor],
    holder: holderOf(state),
    dueOn: dueOnOf(state),
    round: state.round,
    receivedOn: state.receivedOn,
    corrected: state.corrected,
    correction:
      state.correction === null ? null : { asked: state.correction.asked, due: state.correction.due },
    officer: state.officer,
    acceptedOn: state.acceptedOn,
    deemed: state.deemed,
    promised: state.promised,
    statutory: state.statutory,
    extended: state.extended,
    suspension:
      state.suspension === null
        ? null
        : {
            procedure: state.suspension.procedure,
            notice: state.suspension.notice,
            noticeNumber: state.suspension.noticeNumber ?? null,
            dueOn: state.suspension.due?.dueOn ?? null,
          },
    commitment: state.commitment,
    commitmentBasis: rule.commitment?.basis ?? null,
    commitmentBarred: barred,
    gaps: state.gaps === null ? null : { ...state.gaps, missing: [...state.gaps.missing] },
    decidedBy: rule.decidedBy,
    proposal:
      state.proposal === null
        ? null
        : { outcome: state.proposal.outcome, reason: state.proposal.reason, by: state.proposal.by },
    amendment:
      state.amendment === null
        ? null
        : {
            kind: state.amendment.kind,
            reason: state.amendment.reason,
            text: state.amendment.text ?? null,
            by: state.amendment.by,
          },
    certificate:
      state.certificate === null
        ? null
        : {
            number: state.certificate.number,
            until: state.certificate.until,
            extensions: state.certificate.extensions,
            extensionApplied: state.certificate.extensionApplied,
            used: state.certificate.used,
          },
    inspectBy: state.inspectBy?.dueOn ?? null,
    recused: (state.recused ?? []).map((recusal) => ({ ...recusal })),
    publicity:
      rule.publicity === undefined
        ? null
        : {
            name: rule.publicity.name,
            value: rule.publicity.limit.value,
            unit: rule.publicity.limit.unit,
            basis: rule.publicity.limit.basis,
            illustrative: rule.publicity.limit.illustrative,
            on: state.published?.on ?? null,
            place: state.published?.place ?? null,
            until: state.published?.until.dueOn ?? null,
          },
    notes: state.notes.map((note) => ({ ...note })),
    materials: [...materials],
    limits: (['statutory', 'promise'] as const).flatMap((which) => {
      const limit = limits[which];
      return limit === null
        ? []
        : [
            {
              which,
              value: limit.value,
              unit: limit.unit,
              basis: limit.basis,
              illustrative: limit.illustrative,
            },
          ];
    }),
    decision:
      state.decision === null
        ? null
        : {
            outcome: state.decision.outcome,
            reason: state.decision.reason,
            certificate: state.decision.certificate ?? null,
            appeal: state.decision.appeal,
            on: state.decision.on,
          },
    deliveredOn: state.deliveredOn,
  };
};

export const itemRow = (
  found: CaseDocument<Item>,
  filing: FiledProject['filing'] | undefined,
  light: Light,
): ItemRow => ({
  id: found._id,
  projectId: found.state.plan.projectId,
  code: found.state.plan.code,
  name: found.state.plan.step.name,
  projectName: found.state.plan.projectName,
  status: found.state.status,
  statusZh: isExtending(found.state) ? '证照延期，待决定' : itemStatuses[found.state.status].zh,
  officer: found.state.officer,
  dueOn: dueOnOf(found.state),
  provisional: dueOf(found.state)?.provisional ?? false,
  light,
  department: found.state.plan.step.department,
  receivedOn: found.state.receivedOn,
  projectCode: filing?.projectCode ?? null,
  investorName: filing?.investorName ?? null,
});
