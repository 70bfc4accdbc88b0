import { type Answer, type Cases, derivedId, guardRole } from '@yizhan/aggregate';
import { checkCreditCode } from '@yizhan/codes';
import {
  type Actor,
  type ApplicationView,
  admissionContract,
  type Catalogue,
  type Refusal,
  refusal,
  type StatedFacts,
} from '@yizhan/contracts';
import {
  type AllowedCodes,
  type Applicants,
  createServiceClient,
  refusedError,
  type ServiceConfig,
} from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import { type AbsenceCommand, absenceMachine } from './domain/absence.ts';
import { type CalendarCommand, calendarMachine } from './domain/calendar-case.ts';
import { allVersions, catalogueMachine, type KeptCatalogues } from './domain/catalogue/catalogue-case.ts';
import { type Credit, type CreditCommand, creditMachine } from './domain/credit.ts';
import { fiveDigits } from './domain/filing.ts';
import { itemMachine } from './domain/item.ts';
import type { Item, ItemCommand, Of } from './domain/item-case.ts';
import { factsFrom } from './domain/path/facts.ts';
import { projectMachine } from './domain/project.ts';
import type { FiledProject, ProjectCommand, ProjectOf } from './domain/project-case.ts';
import { createKindReader } from './handed-in-kinds.ts';

/** Who asks, with which key; `seen` is the version he saw. */
export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly seen?: number | undefined;
  readonly causedBy?: string;
  readonly traceparent?: string;
  readonly session?: ClientSession;
}

/** The filing and path of a project: one case a project. */
export const absenceCaseId = (county: string, account: string): string =>
  derivedId(absenceMachine.prefix, county, account);
export const projectCaseId = (projectId: string): string => derivedId(projectMachine.prefix, projectId);
/** One item of a project. */
export const itemCaseId = (projectId: string, code: string): string =>
  derivedId(itemMachine.prefix, projectId, code);

/** The catalogue of a county. */
export const catalogueCaseId = (county: string): string => derivedId(catalogueMachine.prefix, county);

/** What is known of a company's promises. */
export const creditCaseId = (county: string, company: string): string =>
  derivedId(creditMachine.prefix, county, company);

interface Filing
  extends Omit<
    ProjectOf<'fileProject'>,
    | 'type'
    | 'projectId'
    | 'admitted'
    | 'applicant'
    | 'codeAllowed'
    | 'draw'
    | 'facts'
    | 'assumed'
    | 'catalogues'
  > {
  readonly projectId?: string | undefined;
  /** What the owner states of what the path hangs on. */
  readonly facts?: StatedFacts | undefined;
}

const drawsAtMost = 20;

/** Whose project it is cannot be told: nothing is filed under its id until it can. */
const cannotAsk = refusal(
  'unavailable',
  'ADMISSION_UNAVAILABLE',
  '暂时无法核对准入申请，请稍后再试；也可以不关联准入申请直接备案',
  'admission cannot be asked now: try again, or file without its project id',
);

export const createCommands = (
  cases: Cases,
  config: ServiceConfig,
  serviceToken: () => string,
  codes: AllowedCodes,
  applicants: Applicants,
) => {
  /** Every version there is, read anew each time: another process may have added one. */
  const cataloguesOf = async (county: string, session?: ClientSession): Promise<readonly Catalogue[]> =>
    allVersions((await cases.find<KeptCatalogues>(catalogueCaseId(county), session))?.state);

  /** What admission knows of a project; null where it knows no such project. */
  const findApplication = async (projectId: string): Promise<ApplicationView | null> => {
    const admission = createServiceClient(admissionContract, config.urls.admission, serviceToken);
    try {
      return await admission.queries.getApplication({ id: projectId });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'CASE_NOT_FOUND') return null;
      throw refusedError(cannotAsk);
    }
  };

  /** What admission knows of it; a refusal where the id that was given is not the company's own, or ended. */
  const askAdmission = async (
    given: string | undefined,
    company: string,
  ): Promise<
    | { readonly ok: true; readonly application: ApplicationView | null }
    | { readonly ok: false; refusal: Refusal }
  > => {
    if (given === undefined) return { ok: true, application: null };
    const application = await findApplication(given);
    if (application === null || application.company !== company)
      return {
        ok: false,
        refusal: refusal(
          'notFound',
          'PROJECT_NOT_FOUND',
          '没有找到贵企业的这个项目',
          'no such project of this company',
          'projectId',
        ),
      };
    if (application.status === 'givenUp')
      return {
        ok: false,
        refusal: refusal(
          'conflict',
          'PROJECT_GIVEN_UP',
          '该项目已放弃；如重新建设，请另行备案',
          'the project was given up; file it anew',
          'projectId',
        ),
      };
    return { ok: true, application };
  };
  const isAdmitted = (application: ApplicationView | null): boolean =>
    application?.conclusion !== null &&
    application?.conclusion !== undefined &&
    application.conclusion.conclusion !== 'disagreed';

  /** A new filing takes the place of one of the company's own that has ended, and of no other. */
  const findReplaced = async (replaces: string | undefined, company: string): Promise<Refusal | null> => {
    if (replaces === undefined) return null;
    const before = await cases.find<FiledProject>(projectCaseId(replaces));
    if (before === null || before.state.filing.company !== company)
      return refusal(
        'notFound',
        'PROJECT_NOT_FOUND',
        '没有找到贵企业的原备案项目',
        'no such filed project of this company',
        'replaces',
      );
    return before.state.status === 'cancelled' || before.state.status === 'givenUp'
      ? null
      : refusal(
          'conflict',
          'FILING_STILL_OPEN',
          '原备案尚未注销，不能重新备案；有变化的请办理变更',
          'the filing before is still open: change it, or cancel it first',
          'replaces',
        );
  };

  const isTaken = async (id: string, digits: string): Promise<boolean> =>
    (await cases.models.cases.exists({
      _id: { $ne: id },
      'search.projectCode': { $regex: `-${digits}\\d$` },
    })) !== null;

  /** Admission is advice: a project may be filed without it. A project id that is given must be the company's own. */
  const fileProject = async (filing: Filing, asked: Asked): Promise<Answer> => {
    const { projectId: given, facts: stated = {}, ...filed } = filing;
    const projectId = given ?? derivedId('prj', asked.actor.id, 'fileProject', asked.key);
    const id = projectCaseId(projectId);
    const company = filing.paper?.company ?? asked.actor.company;
    const mayFile = guardRole(projectMachine.table, 'fileProject', asked.actor) === null;
    // A replay is answered from the case, whatever admission says by now; who may not file at all, or for nobody, is
    // told so by the machine: admission is not asked for him.
    const asks = mayFile && company !== undefined && (await cases.find<FiledProject>(id)) === null;
    const admission = asks ? await askAdmission(given, company) : ({ ok: true, application: null } as const);
    if (!admission.ok) return admission;
    const notReplaced = asks ? await findReplaced(filing.replaces, company) : null;
    if (notReplaced !== null) return { ok: false, refusal: notReplaced };
    const applicant = asks ? await applicants.find(company, filing.paper?.owner) : undefined;
    const { application } = admission;
    const command = {
      type: 'fileProject',
      projectId,
      ...filed,
      admitted: isAdmitted(application),
      ...(applicant === undefined ? {} : { applicant }),
      codeAllowed: !checkCreditCode(filing.creditCode).ok && (await codes.has(filing.creditCode)),
      ...factsFrom(filing.landMu, stated, application?.facts ?? null),
      catalogues: await cataloguesOf(asked.actor.county, asked.session),
    } as const;
    for (let draw = 0; ; draw += 1) {
      const drawn = draw === 0 ? command : { ...command, draw };
      const answer = await cases.execute(projectMachine, { id, command: drawn, payload: filing, ...asked });
      // The database refuses a code that another project has as it refuses a key: look which of them it was.
      const again = !answer.ok && answer.refusal.code === 'KEY_REUSED' && draw < drawsAtMost;
      if (!again || !(await isTaken(id, fiveDigits(id, draw)))) return answer;
    }
  };

  /** Planned anew under the catalogue that the project has. */
  const changeProjectFacts = async (
    { id, ...changed }: { readonly id: string; readonly facts: StatedFacts; readonly reason: string },
    asked: Asked,
  ): Promise<Answer> => {
    const catalogues = await cataloguesOf(asked.actor.county, asked.session);
    const command = { type: 'changeProjectFacts', ...changed, catalogues } as const;
    return await cases.execute(projectMachine, { id, command, payload: changed, ...asked });
  };

  const onProject = async (id: string, command: ProjectCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(projectMachine, { id, command, ...asked });
  const onItem = async (id: string, command: ItemCommand, asked: Asked, payload?: unknown): Promise<Answer> =>
    await cases.execute(itemMachine, {
      id,
      command,
      ...(payload === undefined ? {} : { payload }),
      ...asked,
    });

  const kindsOf = createKindReader(config, serviceToken);

  /** On a promise only where the company's credit allows it; a filing with all that it asks for. */
  const submitItem = async (
    { id, ...submission }: { readonly id: string } & Omit<Of<'submitItem'>, 'type' | 'barred' | 'kinds'>,
    asked: Asked,
  ): Promise<Answer> => {
    const item = await cases.find<Item>(id, asked.session);
    const company = item?.state.plan?.company;
    const credit =
      submission.commitment !== true || company === undefined
        ? null
        : await cases.find<Credit>(creditCaseId(asked.actor.county, company), asked.session);
    const barred = credit?.state.status === 'barred';
    const kinds = item?.kind === 'item' ? await kindsOf(item.state, submission) : undefined;
    return await onItem(id, { type: 'submitItem', ...submission, barred, kinds }, asked, submission);
  };

  /** Into the inbox only where the company agreed to it; where construction has begun, what is delivered is in use. */
  const deliverItem = async (
    {
      id,
      ...delivery
    }: { readonly id: string } & Omit<Of<'deliverItem'>, 'type' | 'electronic' | 'constructionOn'>,
    asked: Asked,
  ): Promise<Answer> => {
    const projectId = (await cases.find<Item>(id, asked.session))?.state.plan?.projectId;
    const project =
      projectId === undefined
        ? null
        : await cases.find<FiledProject>(projectCaseId(projectId), asked.session);
    const electronic = project?.state.electronicDelivery === true;
    const constructionOn = project?.state.construction?.on;
    const command = { type: 'deliverItem', ...delivery, electronic, constructionOn } as const;
    return await onItem(id, command, asked, delivery);
  };

  const onCredit = async (command: CreditCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(creditMachine, {
      id: creditCaseId(asked.actor.county, command.company),
      command,
      ...asked,
    });

  /** One case an officer: AB 岗, as `identity` tells of it. */
  const onAbsence = async (command: AbsenceCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(absenceMachine, {
      id: absenceCaseId(asked.actor.county, command.account),
      command,
      ...asked,
    });

  /** Steps that are done no longer. */
  const revokeSteps = async (
    projectId: string,
    codes: readonly string[],
    reason: string,
    asked: Asked,
  ): Promise<Answer> => {
    const catalogues = await cataloguesOf(asked.actor.county, asked.session);
    return await onProject(
      projectCaseId(projectId),
      { type: 'revokeStep', codes, reason, catalogues },
      asked,
    );
  };

  /** What `land` has told: the path is planned anew by it, under the catalogue that the project has. */
  const followLand = async (
    projectId: string,
    news:
      | Omit<ProjectOf<'noteLandStep'>, 'catalogues'>
      | Omit<ProjectOf<'followParcel'>, 'catalogues'>
      | Omit<ProjectOf<'noteSaleFailed'>, 'catalogues'>
      | Omit<ProjectOf<'noteParcelLost'>, 'catalogues'>,
    asked: Asked,
  ): Promise<Answer> => {
    const catalogues = await cataloguesOf(asked.actor.county, asked.session);
    return await onProject(projectCaseId(projectId), { ...news, catalogues }, asked);
  };

  const addCatalogueVersion = async (catalogue: Catalogue, asked: Asked): Promise<Answer> =>
    await cases.execute(catalogueMachine, {
      id: catalogueCaseId(asked.actor.county),
      command: { type: 'addCatalogueVersion', catalogue },
      ...asked,
    });

  const importCalendar = async (notice: Omit<CalendarCommand, 'type'>, asked: Asked): Promise<Answer> =>
    await cases.execute(calendarMachine, {
      id: derivedId(calendarMachine.prefix, asked.actor.county),
      command: { type: 'importCalendar', ...notice },
      ...asked,
    });

  return {
    importCalendar,
    fileProject,
    changeProjectFacts,
    onProject,
    onItem,
    submitItem,
    deliverItem,
    onCredit,
    onAbsence,
    revokeSteps,
    followLand,
    addCatalogueVersion,
    cataloguesOf,
  };
};
export type Commands = ReturnType<typeof createCommands>;
