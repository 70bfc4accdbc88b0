import { implement } from '@orpc/server';
import { type CommandAnswer, landContract, refusal } from '@yizhan/contracts';
import { answerOrRefuse, type RequestContext, refusedError, type ServiceParts } from '@yizhan/service';
import { legalDateOf } from '@yizhan/workdays';
import type { Commands } from './commands.ts';
import type { Parcel, ParcelCommand } from './domain/parcel-state.ts';
import type { LandStore } from './store.ts';
import { isPublic, maySee, publicViewOf, rowOf, viewOf } from './views.ts';

const notFound = refusal('notFound', 'CASE_NOT_FOUND', '没有找到这个地块', 'no such parcel');

interface Target {
  readonly id: string;
  readonly key: string;
  readonly seen?: number | undefined;
}

export const createRouter = (parts: ServiceParts, commands: Commands, store: LandStore) => {
  const os = implement(landContract).$context<RequestContext>();
  const asked = ({ actor, traceparent }: RequestContext) => ({ actor, traceparent });
  const act = async (
    context: RequestContext,
    { id, key, seen }: Target,
    command: ParcelCommand,
  ): Promise<CommandAnswer> =>
    answerOrRefuse(await commands.onParcel(id, command, { ...asked(context), key, seen }));

  return os.router({
    commands: {
      registerParcel: os.commands.registerParcel.handler(async ({ input: { key, ...body }, context }) =>
        answerOrRefuse(
          await commands.registerParcel({ type: 'registerParcel', ...body }, { ...asked(context), key }),
        ),
      ),
      amendParcel: os.commands.amendParcel.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.amendParcel(id, { type: 'amendParcel', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      cancelRegistration: os.commands.cancelRegistration.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'cancelRegistration', ...body }),
      ),
      linkAward: os.commands.linkAward.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.linkAward(id, { type: 'linkAward', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      recordAward: os.commands.recordAward.handler(async ({ input: { id, key, seen, ...body }, context }) =>
        answerOrRefuse(
          await commands.recordAward(id, { type: 'recordAward', ...body }, { ...asked(context), key, seen }),
        ),
      ),
      startEvaluation: os.commands.startEvaluation.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'startEvaluation', ...body }),
      ),
      completeEvaluations: os.commands.completeEvaluations.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'completeEvaluations', ...body }),
      ),
      proposeIndicators: os.commands.proposeIndicators.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'proposeIndicators', ...body }),
      ),
      countersignIndicators: os.commands.countersignIndicators.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'countersignIndicators', ...body }),
      ),
      approveScheme: os.commands.approveScheme.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'approveScheme', ...body }),
      ),
      fileStandardLand: os.commands.fileStandardLand.handler(
        async ({ input, context }) => await act(context, input, { type: 'fileStandardLand' }),
      ),
      announceListing: os.commands.announceListing.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'announceListing', ...body }),
      ),
      recordListingFailure: os.commands.recordListingFailure.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'recordListingFailure', ...body }),
      ),
      signContracts: os.commands.signContracts.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.signContracts(
              id,
              { type: 'signContracts', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      annotateRegistration: os.commands.annotateRegistration.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          answerOrRefuse(
            await commands.annotateRegistration(
              id,
              { type: 'annotateRegistration', ...body },
              { ...asked(context), key, seen },
            ),
          ),
      ),
      recordCompletionReview: os.commands.recordCompletionReview.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'recordCompletionReview', ...body }),
      ),
      reportRectification: os.commands.reportRectification.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'reportRectification', ...body }),
      ),
      startOperation: os.commands.startOperation.handler(
        async ({ input, context }) => await act(context, input, { type: 'startOperation' }),
      ),
      recordProductionReview: os.commands.recordProductionReview.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'recordProductionReview', ...body }),
      ),
      openBreach: os.commands.openBreach.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'openBreach', ...body }),
      ),
      returnParcel: os.commands.returnParcel.handler(
        async ({ input: { id, key, seen, ...body }, context }) =>
          await act(context, { id, key, seen }, { type: 'returnParcel', ...body }),
      ),
    },
    queries: {
      getParcel: os.queries.getParcel.handler(async ({ input, context: { actor } }) => {
        const found = await parts.cases.find<Parcel>(input.id);
        if (found === null || found.county !== actor.county) throw refusedError(notFound);
        if (maySee(actor, found.state)) return viewOf(found, actor, legalDateOf(await parts.clock.now()));
        if (!isPublic(found.state)) throw refusedError(notFound);
        return publicViewOf(found);
      }),
      findParcels: os.queries.findParcels.handler(async ({ input, context: { actor } }) =>
        (await store.find(actor, input)).map(rowOf),
      ),
    },
  });
};
