import {
  type DecideContext,
  type Decision,
  decided,
  enteredDate,
  type Machine,
  refused,
} from '@yizhan/aggregate/machine';
import { checkIndustry } from '@yizhan/codes';
import {
  type Actor,
  type ApprovalEvent,
  hasRole,
  pathFactsSchema,
  type Refusal,
  refusal,
} from '@yizhan/contracts';
import type { LegalDate } from '@yizhan/workdays';
import { file, pathPlanned } from './filing.ts';
import { evolveProject, type FiledProject, type ProjectCommand, type ProjectOf } from './project-case.ts';
import {
  changedNames,
  followParcel,
  noteLandStep,
  noteParcelLost,
  noteSaleFailed,
  revokeSteps,
  withEvaluations,
} from './project-land.ts';
import { receipted } from './receipts.ts';
import { type ProjectStatus, projectStatuses, projectTable } from './states.ts';

const filingOffices: readonly string[] = ['developmentReform', 'economyInformation'];

/** What has to be there before construction (domain §5): missing at the start, it is flagged red to its department. */
const beforeConstruction: readonly string[] = ['A6', 'A7', 'A8', 'C2'];

/** Notified by that day: what came only after the start was missing when it started. */
const isDoneBy = (state: FiledProject, code: string, on: LegalDate): boolean => {
  const done = state.done[code];
  return done !== undefined && done <= on;
};

const startConstruction = (
  state: FiledProject,
  command: ProjectOf<'reportConstructionStart'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const { today } = context;
  const { projectId } = state.filing;
  const started = enteredDate(command.on, today, state.filedOn, 'on');
  if (!started.ok) return started;
  const missing = state.path.steps.filter(({ code }) => code !== 'A1' && !isDoneBy(state, code, started.on));
  const flagged = missing
    .filter(({ code }) => beforeConstruction.includes(code))
    .map(({ code, department }) => ({ code, department }));
  return receipted(context, 'KG', (receipt) => [
    {
      type: 'ConstructionStarted',
      effectiveOn: started.on,
      data: { projectId, on: started.on, missing: missing.map(({ code }) => code), flagged, receipt },
    },
    ...flagged.map(({ code, department }) => ({
      type: 'LightTurned' as const,
      effectiveOn: started.on,
      data: {
        projectId,
        code,
        clock: `construction:${code}`,
        light: 'red' as const,
        dueOn: started.on,
        holder: department,
      },
    })),
  ]);
};

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((entry) => b.includes(entry));

/** A fact changed: the path is planned anew under the catalogue that the project has, and keeps what is done. */
const changeFacts = (
  state: FiledProject,
  command: ProjectOf<'changeProjectFacts'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const { calendar, today } = context;
  const { projectId } = state.filing;
  const before = state.path.facts;
  const catalogue = command.catalogues.find(({ version }) => version === state.path.catalogue);
  if (before === undefined || catalogue === undefined)
    return refused(
      refusal(
        'refused',
        'PATH_WITHOUT_FACTS',
        '该项目的路径不是按事实规划的，不能重新规划',
        'the path was not planned by facts',
      ),
    );
  const stated = Object.fromEntries(Object.entries(command.facts).filter(([, value]) => value !== undefined));
  const land = state.path.land ?? null;
  const given = pathFactsSchema.parse({ ...before, ...stated });
  // What was told of a parcel that is wished for no longer falls with the wish.
  const stays =
    land?.won === true || (given.landKind === 'auction' && given.parcelWish === before.parcelWish);
  const own = command.facts.regionalEvaluations;
  if (land !== null && stays && own !== undefined && !isSameSet(own, before.regionalEvaluations))
    return refused(
      refusal(
        'refused',
        'EVALUATIONS_TOLD_BY_LAND',
        '区域评估以自然资源和规划部门登记的地块评估结果为准，不能自行填报',
        'the parcel’s evaluations are as the land desk has recorded them',
        'facts.regionalEvaluations',
      ),
    );
  const assumedStill = (state.path.assumed ?? []).filter((name) => !Object.hasOwn(stated, name));
  const { facts, assumed } =
    land === null || stays || own !== undefined
      ? { facts: given, assumed: assumedStill }
      : withEvaluations(given, assumedStill, null);
  const changed = changedNames(before, facts);
  if (changed.length === 0)
    return refused(
      refusal('invalid', 'NOTHING_CHANGED', '所填事实与原来一致，路径不变', 'no fact has changed', 'facts'),
    );
  const done = { A1: state.filedOn, ...state.done };
  const because = command.reason;
  return receipted(context, 'SS', (receipt) => [
    {
      type: 'ProjectFactsChanged',
      data: { projectId, facts, changed: [...changed], reason: because, receipt },
    },
    pathPlanned(
      { projectId, catalogue, facts, assumed, done, because, land: stays ? land : null },
      calendar,
      today,
    ),
  ]);
};

const isZero = (decimal: string): boolean => !/[1-9]/.test(decimal);

/** 变更: only what is said to change; the project code stays what it is. */
const changeFiling = (
  state: FiledProject,
  { name, totalInvestment, industry, landMu, reason }: ProjectOf<'changeFiling'>,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  const { filing } = state;
  if (industry !== undefined) {
    const known = checkIndustry(industry);
    if (!known.ok) return refused(refusal('invalid', known.code, known.zh, known.en, 'industry'));
  }
  if (totalInvestment !== undefined && isZero(totalInvestment))
    return refused(
      refusal(
        'invalid',
        'INVESTMENT_MISSING',
        '总投资须大于零',
        'total investment must be above zero',
        'totalInvestment',
      ),
    );
  const changed = {
    ...(name === undefined || name === filing.name ? {} : { name }),
    ...(totalInvestment === undefined || totalInvestment === filing.totalInvestment
      ? {}
      : { totalInvestment }),
    ...(industry === undefined || industry === filing.industry ? {} : { industry }),
    ...(landMu === undefined || landMu === filing.landMu ? {} : { landMu }),
  };
  return Object.keys(changed).length === 0
    ? refused(refusal('invalid', 'NOTHING_CHANGED', '没有变更任何内容', 'nothing was changed'))
    : receipted(context, 'BG', (receipt) => [
        { type: 'FilingChanged', data: { projectId: filing.projectId, ...changed, receipt, reason } },
      ]);
};

const decide = (
  state: FiledProject | undefined,
  command: ProjectCommand,
  context: DecideContext,
): Decision<ApprovalEvent> => {
  if (state === undefined)
    return command.type === 'fileProject'
      ? file(command, context)
      : refused(refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个项目', 'no such project'));
  const { projectId } = state.filing;
  switch (command.type) {
    case 'fileProject':
      return refused(
        refusal('conflict', 'ALREADY_FILED', '这个项目已经备案', 'the project has been filed already'),
      );
    case 'changeProjectFacts':
      return changeFacts(state, command, context);
    case 'changeFiling':
      return changeFiling(state, command, context);
    case 'cancelFiling':
      // What is open elsewhere closes as with a project that is given up.
      return receipted(context, 'ZX', (receipt) => [
        { type: 'ProjectClosed', data: { projectId, because: 'givenUp', reason: command.reason } },
        { type: 'FilingCancelled', data: { projectId, receipt, reason: command.reason } },
      ]);
    case 'tellFilingCorrection':
      return decided({
        type: 'FilingCorrectionTold',
        data: { projectId, found: command.found, reason: command.reason },
      });
    case 'settleFilingCorrection':
      return state.correctionTold === null
        ? refused(
            refusal('refused', 'NO_CORRECTION_TOLD', '没有待纠正的告知', 'nothing was told to be corrected'),
          )
        : decided({ type: 'FilingCorrectionSettled', data: { projectId, reason: command.reason } });
    case 'agreeElectronicDelivery':
      return state.electronicDelivery === command.agreed
        ? decided()
        : decided({ type: 'ElectronicDeliveryAgreed', data: { projectId, agreed: command.agreed } });
    case 'revokeStep':
      return revokeSteps(state, command, context);
    case 'noteLandStep':
      return noteLandStep(state, command, context);
    case 'followParcel':
      return followParcel(state, command, context);
    case 'noteSaleFailed':
      return noteSaleFailed(state, command, context);
    case 'noteParcelLost':
      return noteParcelLost(state, command, context);
    case 'notePermit':
      return decided({ type: 'StepDone', data: { projectId, code: command.code, on: command.on } });
    case 'reportConstructionStart':
      return startConstruction(state, command, context);
    case 'giveUpFiledProject':
      return receipted(context, 'FQ', (receipt) => [
        { type: 'ProjectClosed', data: { projectId, because: 'givenUp', reason: command.reason, receipt } },
      ]);
    case 'closeProject':
      return decided({ type: 'ProjectClosed', data: { projectId, because: command.because } });
  }
};

/** Own company for the enterprise; the office that keeps the filings for what is told of one. */
const mayAct = (state: FiledProject | undefined, _command: ProjectCommand, actor: Actor): Refusal | null => {
  if (state === undefined) return null;
  if (hasRole(actor, 'enterprise') && actor.company !== state.filing.company)
    return refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个项目', 'no such project');
  if (hasRole(actor, 'department', 'departmentHead') && !filingOffices.includes(actor.unit ?? 'none'))
    return refusal(
      'forbidden',
      'OTHER_DEPARTMENT',
      '备案由发改、经信部门管理',
      'filings are another office’s',
    );
  return null;
};

/** A filed project and its path; key = project id. */
export const projectMachine: Machine<FiledProject, ProjectCommand, ApprovalEvent, ProjectStatus> = {
  service: 'approval',
  kind: 'project',
  prefix: 'apl',
  table: projectTable,
  statuses: projectStatuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse: () => [],
  evolve: evolveProject,
  dueAt: () => null,
  search: (state) => {
    const { company, division, projectId, projectCode } = state.filing;
    const wish = state.path.facts?.parcelWish?.trim() ?? '';
    return { company, division, projectId, projectCode, ...(wish === '' ? {} : { parcelWish: wish }) };
  },
  key: (caseId, command) => (command.type === 'fileProject' ? command.projectId : caseId),
};
