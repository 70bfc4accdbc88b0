import { implement } from '@orpc/server';
import { acceptanceContract, refusal } from '@yizhan/contracts';
import { answerOrRefuse, type RequestContext, refusedError, type ServiceParts } from '@yizhan/service';
import { acceptanceIdOf, type Commands } from './commands.ts';
import type { Acceptance, AcceptanceCommand } from './domain/case.ts';
import { maySee } from './domain/rights.ts';
import type { TaskStore } from './store.ts';
import { tasksOf, viewOf } from './views.ts';

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个验收事项', 'no such acceptance');

interface Target {
  readonly id: string;
  readonly key: string;
  readonly seen?: number | undefined;
}

export const createRouter = (parts: ServiceParts, commands: Commands, tasks: TaskStore) => {
  const os = implement(acceptanceContract).$context<RequestContext>();
  const on = async (
    { id, key, seen }: Target,
    { actor, traceparent }: RequestContext,
    command: AcceptanceCommand,
  ) => answerOrRefuse(await commands.onAcceptance(id, command, { actor, traceparent, key, seen }));

  return os.router({
    commands: {
      applyAcceptance: os.commands.applyAcceptance.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await on({ id, key, seen }, context, { type: 'applyAcceptance', ...body }),
      ),
      verifyPlanning: os.commands.verifyPlanning.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await on({ id, key, seen }, context, { type: 'verifyPlanning', ...body }),
      ),
      recordFivePartyAcceptance: os.commands.recordFivePartyAcceptance.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await on({ id, key, seen }, context, { type: 'recordFivePartyAcceptance', ...body }),
      ),
      giveAcceptanceNotice: os.commands.giveAcceptanceNotice.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await on({ id, key, seen }, context, { type: 'giveAcceptanceNotice', ...body }),
      ),
      supplyAcceptance: os.commands.supplyAcceptance.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await on({ id, key, seen }, context, { type: 'supplyAcceptance', ...body }),
      ),
      acceptJointAcceptance: os.commands.acceptJointAcceptance.handler(
        async ({ input: { id, key, seen, ...body }, context: { actor, traceparent } }) =>
          answerOrRefuse(
            await commands.acceptJoint(
              id,
              { type: 'acceptJointAcceptance', ...body },
              { actor, traceparent, key, seen },
            ),
          ),
      ),
      recordCheck: os.commands.recordCheck.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await on({ id, key, seen }, context, { type: 'recordCheck', ...body }),
      ),
      reportAcceptanceRectification: os.commands.reportAcceptanceRectification.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await on({ id, key, seen }, context, { type: 'reportAcceptanceRectification', ...body }),
      ),
      issueJointOpinion: os.commands.issueJointOpinion.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await on({ id, key, seen }, context, { type: 'issueJointOpinion', ...body }),
      ),
      fileCompletion: os.commands.fileCompletion.handler(
        async ({ input: { id, key, seen }, context }) =>
          await on({ id, key, seen }, context, { type: 'fileCompletion' }),
      ),
      withdrawAcceptance: os.commands.withdrawAcceptance.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await on({ id, key, seen }, context, { type: 'withdrawAcceptance', ...body }),
      ),
    },
    queries: {
      getAcceptance: os.queries.getAcceptance.handler(async ({ input, context: { actor } }) => {
        const found = await parts.cases.find<Acceptance>(acceptanceIdOf(input.projectId));
        if (found === null || found.county !== actor.county || !maySee(actor, found.state))
          throw refusedError(notFound);
        return viewOf(found);
      }),
      findAcceptanceTasks: os.queries.findAcceptanceTasks.handler(async ({ context: { actor } }) =>
        (await tasks.findQueue(actor)).flatMap((found) => tasksOf(found, actor)),
      ),
    },
  });
};
