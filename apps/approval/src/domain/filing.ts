import {
  type DecideContext,
  type Decision,
  type Emitted,
  enteredDate,
  refused,
} from '@yizhan/aggregate/machine';
import { checkCreditCode, checkIndustry, findDivision, issueProjectCode } from '@yizhan/codes';
import {
  type ApprovalEvent,
  type Catalogue,
  findApplicantFault,
  hasRole,
  type PathFacts,
  type Refusal,
  refusal,
  type ToldByLand,
} from '@yizhan/contracts';
import type { Calendar, LegalDate } from '@yizhan/workdays';
import { catalogueOn } from './catalogue/in-force.ts';
import { planPath } from './path/plan.ts';
import { scheduleOf } from './path/schedule.ts';
import type { ProjectOf } from './project-case.ts';

/** Items of these departments' codes appear in the project code: 04 发改, 07 经信. */
const filingDepartment = '04';
const newBuilding = '01';

const isZero = (decimal: string): boolean => !/[1-9]/.test(decimal);

const findFault = (county: string, command: ProjectOf<'fileProject'>): Refusal | null => {
  const code = checkCreditCode(command.creditCode);
  if (!code.ok && !(code.overridable && command.codeAllowed === true))
    return refusal('invalid', code.code, code.zh, code.en, 'creditCode');
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

/** The path by the facts, as an event: what applies and what does not, the critical path and the budget. */
export const pathPlanned = (
  given: {
    readonly projectId: string;
    readonly catalogue: Catalogue;
    readonly facts: PathFacts;
    readonly assumed: readonly string[];
    readonly done: Readonly<Record<string, LegalDate>>;
    readonly because?: string;
    readonly land?: ToldByLand | null;
  },
  calendar: Calendar,
  on: LegalDate,
): Emitted<ApprovalEvent> => {
  const { projectId, catalogue, facts, assumed, done, because, land = null } = given;
  const { steps, inapplicable } = planPath(catalogue, facts, on, new Set(Object.keys(done)));
  const { criticalPath, earliestFinish, plannedUnion } = scheduleOf(calendar, steps, on, done);
  return {
    type: 'PathPlanned',
    data: {
      projectId,
      catalogue: catalogue.version,
      steps: [...steps],
      inapplicable: [...inapplicable],
      facts,
      assumed: [...assumed],
      criticalPath: [...criticalPath],
      earliestFinish,
      plannedUnion,
      ...(because === undefined ? {} : { because }),
      ...(land === null ? {} : { land }),
    },
  };
};

/** 备案: what is incomplete is guided by field, what is complete is filed; there is no reject. */
export const file = (command: ProjectOf<'fileProject'>, context: DecideContext): Decision<ApprovalEvent> => {
  const { actor, today, calendar } = context;
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
  const { applicant, creditCode } = command;
  const received =
    command.paper === undefined
      ? ({ ok: true, on: today } as const)
      : enteredDate(command.paper.receivedOn, today, null, 'paper.receivedOn');
  if (!received.ok) return received;
  const stranger =
    applicant === undefined
      ? null
      : findApplicantFault(applicant, { creditCode, field: 'creditCode', onPaper });
  if (stranger !== null) return refused(stranger);
  const code = issueProjectCode({
    on: received.on,
    region: actor.county,
    department: filingDepartment,
    type: newBuilding,
    random5: fiveDigits(context.caseId, command.draw),
  });
  if (!code.ok) return refused(refusal('invalid', code.code, code.zh, code.en));
  const receipt = context.receipt('BA');
  const { projectId, facts, assumed } = command;
  const catalogue = catalogueOn(command.catalogues, received.on);
  return {
    ok: true,
    receipt,
    events: [
      {
        type: 'FilingCompleted',
        effectiveOn: received.on,
        data: {
          projectId,
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
          ...(command.electronicDelivery === undefined
            ? {}
            : { electronicDelivery: command.electronicDelivery }),
          ...(command.replaces === undefined ? {} : { replaces: command.replaces }),
        },
      },
      pathPlanned({ projectId, catalogue, facts, assumed, done: {} }, calendar, received.on),
    ],
  };
};
