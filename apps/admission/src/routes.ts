import { implement } from '@orpc/server';
import type { CaseDocument } from '@yizhan/aggregate';
import { type Actor, type ApplicationView, admissionContract, hasRole, refusal } from '@yizhan/contracts';
import {
  answerOrRefuse,
  type RequestContext,
  refusedError,
  requireHandedIn,
  type ServiceParts,
} from '@yizhan/service';
import type { Commands } from './commands.ts';
import type { ConditionStore } from './condition-store.ts';
import { applicationMachine } from './domain/application.ts';
import type { Application } from './domain/case.ts';
import { statuses } from './domain/states.ts';
import type { SimilarApplications } from './similar-applications.ts';
import { type DraftHolder, type DraftStore, draftsAtMost } from './store.ts';
import { draftHolderOf, maySee } from './visibility.ts';

const draftNotFound = refusal('notFound', 'DRAFT_NOT_FOUND', '没有找到这份草稿', 'no such draft', 'id');
const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个申请', 'no such application');

export const createRouter = (
  parts: ServiceParts,
  commands: Commands,
  {
    drafts,
    conditions,
    similar,
  }: {
    readonly drafts: DraftStore;
    readonly conditions: ConditionStore;
    readonly similar: SimilarApplications;
  },
) => {
  const os = implement(admissionContract).$context<RequestContext>();

  const mustDraft = (actor: Actor): DraftHolder => {
    const holder = draftHolderOf(actor);
    if (holder === null)
      throw refusedError(
        refusal(
          'forbidden',
          'ROLE_NOT_ALLOWED',
          '只有企业和窗口人员可以办理',
          'enterprises and window clerks only',
        ),
      );
    return holder;
  };

  /** The application, where this person may see it; to others it does not exist. */
  const mustSee = async (actor: Actor, id: string): Promise<CaseDocument<Application>> => {
    const found = await parts.cases.find<Application>(id);
    if (
      found === null ||
      found.kind !== applicationMachine.kind ||
      found.county !== actor.county ||
      !maySee(actor, found.state)
    )
      throw refusedError(notFound);
    return found;
  };

  return os.router({
    commands: {
      saveDraft: os.commands.saveDraft.handler(async ({ input, context }) => {
        const { id, seen, key, form } = input;
        const saved = await drafts.save(context.actor, mustDraft(context.actor), {
          key,
          form,
          ...(id === undefined ? {} : { id }),
          ...(seen === undefined ? {} : { seen }),
        });
        if (saved.at === 'missing') throw refusedError(draftNotFound);
        if (saved.at === 'tooMany')
          throw refusedError(
            refusal(
              'refused',
              'TOO_MANY_DRAFTS',
              `草稿已有 ${draftsAtMost} 份，请先提交或删除不再需要的`,
              'too many drafts: submit or discard some first',
            ),
          );
        if (saved.at === 'changed')
          throw refusedError(
            refusal(
              'conflict',
              'DRAFT_CHANGED',
              '这份草稿已在其他设备或由同事修改，本页内容没有保存',
              'the draft was changed on another device or by a colleague: nothing was saved',
              'seen',
            ),
          );
        return saved.draft;
      }),
      discardDraft: os.commands.discardDraft.handler(async ({ input: { id }, context }) => {
        if (!(await drafts.discard(id, mustDraft(context.actor)))) throw refusedError(draftNotFound);
        return { id, discarded: true as const };
      }),
      submitApplication: os.commands.submitApplication.handler(
        async ({ input: { key, draft, refilingOf, ...body }, context }) => {
          await requireHandedIn(parts, draft, body.attachments, 'attachments');
          return answerOrRefuse(
            await commands.submitApplication(
              draft,
              refilingOf,
              { type: 'submitApplication', ...body },
              { ...asked(context), key },
            ),
          );
        },
      ),
      supplementApplication: os.commands.supplementApplication.handler(
        async ({ input: { id, key, seen, ...body }, context }) => {
          await requireHandedIn(parts, id, body.attachments, 'attachments');
          return answerOrRefuse(
            await commands.supplementApplication(
              id,
              { type: 'supplementApplication', ...body },
              { ...asked(context), key, seen },
            ),
          );
        },
      ),
      withdrawApplication: os.commands.withdrawApplication.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onApplication(
              id,
              { type: 'withdrawApplication', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      deliverConclusion: os.commands.deliverConclusion.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onApplication(
              id,
              { type: 'deliverConclusion', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      giveUpProject: os.commands.giveUpProject.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onApplication(
              id,
              { type: 'giveUpProject', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      submitConditionEvidence: os.commands.submitConditionEvidence.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onCondition(
              id,
              { type: 'submitConditionEvidence', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      returnConditionEvidence: os.commands.returnConditionEvidence.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onCondition(
              id,
              { type: 'returnConditionEvidence', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      confirmConditionMet: os.commands.confirmConditionMet.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onCondition(
              id,
              { type: 'confirmConditionMet', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      recordConditionUnmet: os.commands.recordConditionUnmet.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onCondition(
              id,
              { type: 'recordConditionUnmet', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      waiveCondition: os.commands.waiveCondition.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onCondition(
              id,
              { type: 'waiveCondition', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
    },
    queries: {
      getApplication: os.queries.getApplication.handler(
        async ({ input, context }): Promise<ApplicationView> => {
          const found = await mustSee(context.actor, input.id);
          const {
            status,
            electronicDelivery: _delivery,
            askedDepartments: _asked,
            supplement,
            ...state
          } = found.state;
          return {
            id: found._id,
            version: found.version,
            seq: found.seq,
            status,
            statusZh: statuses[status].zh,
            ...state,
            refilingOf: state.refilingOf ?? null,
            supplement:
              supplement === null
                ? null
                : { from: supplement.from, asked: supplement.asked, due: supplement.due },
          };
        },
      ),
      findSimilarApplications: os.queries.findSimilarApplications.handler(
        async ({ input, context: { actor } }) => {
          if (!hasRole(actor, 'enterprise', 'windowClerk', 'territory', 'department', 'judgementLead'))
            throw refusedError(
              refusal('forbidden', 'ROLE_NOT_ALLOWED', '您的角色不能查询', 'your role may not ask this'),
            );
          return await similar.find(actor, input);
        },
      ),
      findConditions: os.queries.findConditions.handler(async ({ input, context: { actor } }) => {
        await mustSee(actor, input.projectId);
        return [...(await conditions.find(actor.county, input.projectId))];
      }),
      findDrafts: os.queries.findDrafts.handler(async ({ context }) => [
        ...(await drafts.find(mustDraft(context.actor))),
      ]),
    },
  });
};

const asked = (context: RequestContext) => ({ actor: context.actor, traceparent: context.traceparent });
