import { implement } from '@orpc/server';
import { prereviewContract, refusal } from '@yizhan/contracts';
import { answerOrRefuse, type RequestContext, refusedError, type ServiceParts } from '@yizhan/service';
import { type Commands, prereviewIdOf } from './commands.ts';
import type { Prereview } from './domain/case.ts';
import type { TaskStore } from './store.ts';
import { maySee, tasksOf, viewOf } from './views.ts';

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个预审事项', 'no such pre-review');

export const createRouter = (parts: ServiceParts, commands: Commands, tasks: TaskStore) => {
  const os = implement(prereviewContract).$context<RequestContext>();
  const asked = ({ actor, traceparent }: RequestContext) => ({ actor, traceparent });

  return os.router({
    commands: {
      startPrereview: os.commands.startPrereview.handler(async ({ input: { id, key, seen }, context }) =>
        answerOrRefuse(
          await commands.onPrereview(id, { type: 'startPrereview' }, { ...asked(context), key, seen }),
        ),
      ),
      handOverPrereview: os.commands.handOverPrereview.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onPrereview(
              id,
              { type: 'handOverPrereview', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      requestPrereviewSupplement: os.commands.requestPrereviewSupplement.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onPrereview(
              id,
              { type: 'requestPrereviewSupplement', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      agreePrereview: os.commands.agreePrereview.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onPrereview(
              id,
              { type: 'agreePrereview', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      refusePrereview: os.commands.refusePrereview.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onPrereview(
              id,
              { type: 'refusePrereview', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      giveOpinion: os.commands.giveOpinion.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.onPrereview(id, { type: 'giveOpinion', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      reviseOpinion: os.commands.reviseOpinion.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onPrereview(
              id,
              { type: 'reviseOpinion', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      summariseJudgement: os.commands.summariseJudgement.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onPrereview(
              id,
              { type: 'summariseJudgement', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      callConference: os.commands.callConference.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onPrereview(
              id,
              { type: 'callConference', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      concludeConference: os.commands.concludeConference.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.onPrereview(
              id,
              { type: 'concludeConference', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
    },
    queries: {
      getPrereview: os.queries.getPrereview.handler(async ({ input, context: { actor } }) => {
        const found = await parts.cases.find<Prereview>(prereviewIdOf(input.id));
        if (found === null || found.county !== actor.county || !maySee(actor, found.state))
          throw refusedError(notFound);
        return viewOf(found, actor);
      }),
      findPrereviewTasks: os.queries.findPrereviewTasks.handler(async ({ context: { actor } }) =>
        (await tasks.findQueue(actor)).flatMap((found) => tasksOf(found, actor)),
      ),
    },
  });
};
