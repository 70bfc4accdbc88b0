import { type Answer, type Cases, createdId, derivedId, guardRole } from '@yizhan/aggregate';
import { checkCreditCode } from '@yizhan/codes';
import { type Actor, type Applicant, refusal } from '@yizhan/contracts';
import type { AllowedCodes, Applicants } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import { applicationMachine } from './domain/application.ts';
import type { Application, ApplicationCommand, Of } from './domain/case.ts';
import { type ConditionCommand, conditionMachine } from './domain/condition.ts';
import type { Refilings } from './refilings.ts';
import type { DraftStore } from './store.ts';
import { draftHolderOf } from './visibility.ts';

/** Who asks, with which key; `seen` is the version he saw. */
export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly seen?: number | undefined;
  readonly causedBy?: string;
  readonly traceparent?: string;
  readonly session?: ClientSession;
}

/** The nth condition of a project's conclusion. */
export const conditionIdOf = (projectId: string, ordinal: number): string =>
  derivedId(conditionMachine.prefix, projectId, String(ordinal));

type SubmitCommand = Of<'submitApplication'>;

export const createCommands = (
  cases: Cases,
  drafts: DraftStore,
  codes: AllowedCodes,
  refilings: Refilings,
  applicants: Applicants,
) => {
  /** Any command on an application that is there. */
  const onApplication = async (id: string, command: ApplicationCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(applicationMachine, { id, command, ...asked });

  const onCondition = async (id: string, command: ConditionCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(conditionMachine, { id, command, ...asked });

  const found = async (of: string) => {
    const application = await cases.find<Application>(of);
    return application === null || application.kind !== applicationMachine.kind
      ? null
      : { of, company: application.state.company, status: application.state.status };
  };

  /** Not asked for a replay, which is answered from the case; nor for whoever may not file, or for nobody. */
  const findApplicant = async (
    id: string,
    { type, paper }: SubmitCommand,
    actor: Actor,
  ): Promise<Applicant | undefined> => {
    const company = paper?.company ?? actor.company;
    const mayFile = guardRole(applicationMachine.table, type, actor) === null;
    return company === undefined || !mayFile || (await cases.find(id)) !== null
      ? undefined
      : await applicants.find(company, paper?.owner);
  };

  /** A submitted draft keeps the project id that it minted. */
  const submitApplication = async (
    draft: string | undefined,
    refilingOf: string | undefined,
    submission: SubmitCommand,
    asked: Asked,
  ): Promise<Answer> => {
    const refiling = refilingOf === undefined ? undefined : await found(refilingOf);
    if (refiling === null)
      return {
        ok: false,
        refusal: refusal(
          'notFound',
          'PROJECT_NOT_FOUND',
          '没有找到贵企业的这个项目',
          'no such project',
          'refilingOf',
        ),
      };
    const { investor } = submission;
    const codeAllowed =
      investor.kind === 'company' &&
      !checkCreditCode(investor.creditCode).ok &&
      (await codes.has(investor.creditCode));
    const { actor } = asked;
    const id = draft ?? createdId(applicationMachine.prefix, actor, submission.type, asked.key);
    const applicant = await findApplicant(id, submission, actor);
    const command: SubmitCommand = {
      ...submission,
      ...(applicant === undefined ? {} : { applicant }),
      ...(refiling === undefined ? {} : { refiling }),
      ...(codeAllowed ? { codeAllowed } : {}),
    };
    const holder = draftHolderOf(actor);
    // The draft before the case: one that another request submits meanwhile is a case before it ceases to be a draft.
    const isOwnDraft = draft === undefined || (holder !== null && (await drafts.belongsTo(draft, holder)));
    if (!isOwnDraft && (await cases.find(draft)) === null)
      return {
        ok: false,
        refusal: refusal('notFound', 'DRAFT_NOT_FOUND', '没有找到这份草稿', 'no such draft', 'draft'),
      };
    // What is looked up here may have changed by the time of a late retry: it is told by what the person asked.
    const payload = { ...submission, draft, refilingOf };
    const answer = await cases.execute(applicationMachine, { id, command, payload, ...asked });
    // A left-over draft is hidden by the case that it became; removing it is tidiness.
    if (answer.ok && draft !== undefined) await drafts.remove(draft);
    return answer;
  };

  const supplementApplication = async (
    id: string,
    supplied: Of<'supplementApplication'>,
    asked: Asked,
  ): Promise<Answer> => {
    const command = { ...supplied, refiled: await refilings.has(id) };
    return await cases.execute(applicationMachine, { id, command, payload: supplied, ...asked });
  };

  return { onApplication, onCondition, submitApplication, supplementApplication };
};
export type Commands = ReturnType<typeof createCommands>;
