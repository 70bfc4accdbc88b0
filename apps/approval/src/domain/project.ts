import {
  type Applied,
  type DecideContext,
  type Decision,
  decided,
  type Machine,
  refused,
} from '@yizhan/aggregate/machine';
import { checkCreditCode, checkIndustry, findDivision, issueProjectCode } from '@yizhan/codes';
import { type Actor, type ApprovalEvent, hasRole, type Refusal, refusal } from '@yizhan/contracts';
import { type LegalDate, legalDate } from '@yizhan/workdays';
import { catalogue, planPath } from './catalogue.ts';
import { enteredDate } from './dates.ts';
import { type ProjectStatus, projectStatuses, projectTable } from './states.ts';

type DataOf<T extends ApprovalEvent['type']> = Extract<ApprovalEvent, { type: T }>['data'];

export interface FiledProject {
  readonly status: ProjectStatus;
  readonly filing: DataOf<'FilingCompleted'>;
  readonly filedOn: LegalDate;
  readonly steps: DataOf<'PathPlanned'>['steps'];
  readonly catalogue: string;
  /** Steps that are done, with the day of the notice. */
  readonly done: Readonly<Record<string, LegalDate>>;
  readonly construction: { readonly on: LegalDate; readonly missing: readonly string[] } | null;
}

export type ProjectCommand =
  | {
      readonly type: 'fileProject';
      readonly projectId: string;
      readonly investorName: string;
      readonly creditCode: string;
      readonly name: string;
      readonly division: string;
      readonly industry: string;
      readonly totalInvestment: string;
      readonly landMu: string;
      readonly admitted: boolean;
      /** How many codes of this case were taken by others before it. */
      readonly draw?: number | undefined;
      readonly paper?:
        | {
            readonly company: string;
            readonly owner: string;
            readonly receivedOn: string;
            readonly reason: string;
          }
        | undefined;
    }
  | {
      readonly type: 'noteLandStep';
      readonly step: 'A3' | 'A4';
      readonly on: string;
      readonly parcelId: string;
    }
  | { readonly type: 'notePermit'; readonly code: string; readonly on: string }
  | { readonly type: 'reportConstructionStart'; readonly on: string }
  | { readonly type: 'giveUpFiledProject'; readonly reason: string }
  | { readonly type: 'closeProject'; readonly because: 'givenUp' | 'completed' };

type Of<T extends ProjectCommand['type']> = Extract<ProjectCommand, { type: T }>;

/** Items of these departments' codes appear in the project code: 04 发改, 07 经信. */
const filingDepartment = '04';
const newBuilding = '01';

const isZero = (decimal: string): boolean => !/[1-9]/.test(decimal);

const findFault = (county: string, command: Of<'fileProject'>): Refusal | null => {
  const code = checkCreditCode(command.creditCode);
  if (!code.ok) return refusal('invalid', code.code, code.zh, code.en, 'creditCode');
  const division = findDivision(command.division);
  if (division === undefined || division.kind === 'county' || !command.division.startsWith(county))
    return refusal(
      'invalid',
      'DIVISION_UNKNOWN',
      '建设地点不在本县市的乡镇、街道、园区之内',
      'no such division of this county',
      'division',
    );
  const industry = checkIndustry(command.industry);
  if (!industry.ok) return refusal('invalid', industry.code, industry.zh, industry.en, 'industry');
  return isZero(command.totalInvestment)
    ? refusal(
        'invalid',
        'INVESTMENT_MISSING',
        '总投资须大于零',
        'total investment must be above zero',
        'totalInvestment',
      )
    : null;
};

/**
 * Five digits that make the code unique, derived from the case so that the same filing has the same code. Two cases
 * may come to the same digits: the later one takes the next `draw`.
 */
export const fiveDigits = (caseId: string, draw = 0): string => {
  let number = 0;
  for (const letter of `${caseId}${draw === 0 ? '' : `#${draw}`}`)
    number = (number * 131 + (letter.codePointAt(0) ?? 0)) % 99_991;
  return String(number).padStart(5, '0');
};

const file = (command: Of<'fileProject'>, context: DecideContext): Decision<ApprovalEvent> => {
  const { actor, today } = context;
  const fault = findFault(actor.county, command);
  if (fault !== null) return refused(fault);
  const onPaper = hasRole(actor, 'windowClerk');
  if (onPaper !== (command.paper !== undefined))
    return refused(
      refusal(
        'invalid',
        'PAPER_DETAILS',
        '纸质件由窗口登记，须填写申请企业和收件日期',
        'filing on paper is the window’s, with company and day of receipt',
        'paper',
      ),
    );
  const company = command.paper?.company ?? actor.company;
  if (company === undefined)
    return refused(
      refusal('forbidden', 'NO_COMPANY', '您的账号还没有关联企业', 'the account speaks for no company'),
    );
  const received =
    command.paper === undefined
      ? ({ ok: true, on: today } as const)
      : enteredDate(command.paper.receivedOn, today, null, 'paper.receivedOn');
  if (!received.ok) return received;
  const code = issueProjectCode({
    on: received.on,
    region: actor.county,
    department: filingDepartment,
    type: newBuilding,
    random5: fiveDigits(context.caseId, command.draw),
  });
  if (!code.ok) return refused(refusal('invalid', code.code, code.zh, code.en));
  const receipt = context.receipt('BA');
  const steps = planPath(catalogue);
  return {
    ok: true,
    receipt,
    events: [
      {
        type: 'FilingCompleted',
        effectiveOn: received.on,
        data: {
          projectId: command.projectId,
          receipt,
          projectCode: code.value,
          simulated: true,
          company,
          owner: command.paper?.owner ?? actor.id,
          investorName: command.investorName,
          creditCode: command.creditCode.trim().toUpperCase(),
          name: command.name,
          division: command.division,
          industry: command.industry,
          totalInvestment: command.totalInvestment,
          landMu: command.landMu,
          admitted: command.admitted,
          onPaper,
          ...(command.paper === undefined ? {} : { paperReason: command.paper.reason }),
        },
      },
      {
        type: 'PathPlanned',
        data: {
          projectId: command.projectId,
          catalogue: catalogue.version,
          steps: steps.map(({ code: step, name, department, stage, needs, promise, statutory, doneBy }) => ({
            code: step,
            name,
            department,
            stage,
            needs: [...needs],
            promise: promise === null ? null : { value: promise.value, unit: promise.unit },
            statutory: statutory === null ? null : { value: statutory.value, unit: statutory.unit },
            doneBy,
          })),
        },
      },
    ],
  };
};

/** Notified by that day: what came only after the start was missing when it started. */
const isDoneBy = (state: FiledProject, code: string, on: LegalDate): boolean => {
  const done = state.done[code];
  return done !== undefined && done <= on;
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
    case 'noteLandStep':
      // An award that is recorded again, unchanged, says nothing new.
      if (state.done[command.step] === command.on) return decided();
      return decided({
        type: 'LandStepReached',
        data: { projectId, step: command.step, on: command.on, parcelId: command.parcelId },
      });
    case 'notePermit':
      return decided({ type: 'StepDone', data: { projectId, code: command.code, on: command.on } });
    case 'reportConstructionStart': {
      const started = enteredDate(command.on, context.today, state.filedOn, 'on');
      if (!started.ok) return started;
      const missing = state.steps
        .map((step) => step.code)
        .filter((code) => code !== 'A1' && !isDoneBy(state, code, started.on));
      return decided({
        type: 'ConstructionStarted',
        effectiveOn: started.on,
        data: { projectId, on: started.on, missing },
      });
    }
    case 'giveUpFiledProject':
      return decided({
        type: 'ProjectClosed',
        data: { projectId, because: 'givenUp', reason: command.reason },
      });
    case 'closeProject':
      return decided({ type: 'ProjectClosed', data: { projectId, because: command.because } });
  }
};

const evolve = (state: FiledProject | undefined, event: Applied<ApprovalEvent>): FiledProject => {
  if (event.type === 'FilingCompleted')
    return {
      status: 'filed',
      filing: event.data,
      filedOn: event.effectiveOn,
      steps: [],
      catalogue: '',
      done: {},
      construction: null,
    };
  if (state === undefined) throw new Error(`${event.type} before FilingCompleted`);
  switch (event.type) {
    case 'PathPlanned':
      return { ...state, steps: event.data.steps, catalogue: event.data.catalogue };
    case 'LandStepReached':
      return { ...state, done: { ...state.done, [event.data.step]: legalDate(event.data.on) } };
    case 'StepDone':
      return { ...state, done: { ...state.done, [event.data.code]: legalDate(event.data.on) } };
    case 'ConstructionStarted':
      return {
        ...state,
        status: 'building',
        construction: { on: legalDate(event.data.on), missing: event.data.missing },
      };
    case 'ProjectClosed':
      return { ...state, status: event.data.because };
    default:
      throw new Error(`${event.type} is no event of a project`);
  }
};

/** A filed project and its path; key = project id. */
export const projectMachine: Machine<FiledProject, ProjectCommand, ApprovalEvent, ProjectStatus> = {
  service: 'approval',
  kind: 'project',
  prefix: 'apl',
  table: projectTable,
  statuses: projectStatuses,
  status: (state) => state.status,
  mayAct: (state: FiledProject | undefined, _command: ProjectCommand, actor: Actor): Refusal | null =>
    state !== undefined && hasRole(actor, 'enterprise') && actor.company !== state.filing.company
      ? refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个项目', 'no such project')
      : null,
  decide,
  elapse: () => [],
  evolve,
  dueAt: () => null,
  search: (state) => ({
    company: state.filing.company,
    division: state.filing.division,
    projectId: state.filing.projectId,
    projectCode: state.filing.projectCode,
  }),
  key: (caseId, command) => (command.type === 'fileProject' ? command.projectId : caseId),
};
