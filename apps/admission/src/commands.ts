import { type Answer, type Cases, createdId, derivedId } from '@yizhan/aggregate';
import { checkCreditCode } from '@yizhan/codes';
import { type Actor, refusal } from '@yizhan/contracts';
import type { AllowedCodes } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import { applicationMachine } from './domain/application.ts';
import type { Application, ApplicationCommand } from './domain/case.ts';
import { type ConditionCommand, conditionMachine } from './domain/condition.ts';
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

type SubmitCommand = Extract<ApplicationCommand, { type: 'submitApplication' }>;

export const createCommands = (cases: Cases, drafts: DraftStore, codes: AllowedCodes) => {
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
    const command: SubmitCommand = {
      ...submission,
      ...(refiling === undefined ? {} : { refiling }),
      ...(codeAllowed ? { codeAllowed } : {}),
    };
    const { actor } = asked;
    const holder = draftHolderOf(actor);
    const id = draft ?? createdId(applicationMachine.prefix, actor, command.type, asked.key);
    const submitted = draft === undefined ? null : await cases.find(draft);
    if (
      draft !== undefined &&
      submitted === null &&
      (holder === null || !(await drafts.belongsTo(draft, holder)))
    )
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

  return { onApplication, onCondition, submitApplication };
};
export type Commands = ReturnType<typeof createCommands>;
