import { implement } from '@orpc/server';
import type { CaseDocument } from '@yizhan/aggregate';
import {
  type Actor,
  approvalContract,
  type Catalogue,
  type HandedIn,
  hasRole,
  refusal,
} from '@yizhan/contracts';
import {
  answerOrRefuse,
  type RequestContext,
  refusedError,
  requireHandedIn,
  type ServiceParts,
} from '@yizhan/service';
import { holidaysOf, legalDateOf } from '@yizhan/workdays';
import { type Commands, creditCaseId, projectCaseId } from './commands.ts';
import { catalogueOn, catalogueRow, changeOf } from './domain/catalogue/in-force.ts';
import { asksFor } from './domain/catalogue/rule.ts';
import type { Credit } from './domain/credit.ts';
import { type Item, type ItemCommand, ruleOfItem } from './domain/item-case.ts';
import type { FiledProject, ProjectCommand } from './domain/project-case.ts';
import { projectClocks } from './domain/project-clocks.ts';
import type { Queue } from './queue.ts';
import { asPlanned, itemView, maySeeItem, maySeeProject, projectView } from './views.ts';

const notFound = refusal(
  'notFound',
  'CASE_NOT_FOUND',
  '没有找到这个事项，或您无权查看',
  'no such case, or not yours to see',
);

const noCatalogue = refusal(
  'notFound',
  'CATALOGUE_NOT_FOUND',
  '没有这个目录版本',
  'no such version of the catalogue',
  'version',
);

const asked = (context: RequestContext) => ({ actor: context.actor, traceparent: context.traceparent });

interface Given {
  readonly id: string;
  readonly key: string;
  readonly seen?: number | undefined;
}

export const createRouter = (parts: ServiceParts, commands: Commands, queue: Queue) => {
  const os = implement(approvalContract).$context<RequestContext>();
  const { cases } = parts;

  const project = async (
    { id, key, seen, ...body }: Given & Record<string, unknown>,
    type: ProjectCommand['type'],
    context: RequestContext,
  ) =>
    answerOrRefuse(
      await commands.onProject(id, { type, ...body } as ProjectCommand, { ...asked(context), key, seen }),
    );
  const item = async (
    { id, key, seen, ...body }: Given & Record<string, unknown>,
    type: ItemCommand['type'],
    context: RequestContext,
  ) =>
    answerOrRefuse(
      await commands.onItem(id, { type, ...body } as ItemCommand, { ...asked(context), key, seen }),
    );
  /** What is handed in with it must be its project's own. */
  const ownMaterials = async (
    input: Given & { readonly materials?: readonly HandedIn[] | undefined },
  ): Promise<void> => {
    const found = input.materials === undefined ? null : await cases.find<Item>(input.id);
    await requireHandedIn(parts, found?.key, input.materials, 'materials');
  };
  const submission = async (
    input: Given & { readonly materials?: readonly HandedIn[] | undefined },
    type: 'supplyItemCorrection' | 'supplyItemGaps',
    context: RequestContext,
  ) => {
    await ownMaterials(input);
    return await item({ ...input }, type, context);
  };
  const seenProject = async (projectId: string, actor: Actor): Promise<CaseDocument<FiledProject>> => {
    const found = await cases.find<FiledProject>(projectCaseId(projectId));
    if (found === null || found.county !== actor.county || !maySeeProject(actor, found.state))
      throw refusedError(notFound);
    return found;
  };
  const itemsOf = async (projectId: string) =>
    await cases.models.cases
      .find({ key: projectId, kind: 'item' }, { state: 1 })
      .lean<Pick<CaseDocument<Item>, '_id' | 'state'>[]>();
  const catalogueNamed = async (version: string | undefined, county: string): Promise<Catalogue> => {
    const versions = await commands.cataloguesOf(county);
    if (version === undefined) return catalogueOn(versions, legalDateOf(await parts.clock.now()));
    const found = versions.find((catalogue) => catalogue.version === version);
    if (found === undefined) throw refusedError(noCatalogue);
    return found;
  };
  const c = os.commands;

  return os.router({
    commands: {
      fileProject: c.fileProject.handler(async ({ input: { key, ...body }, context }) =>
        answerOrRefuse(await commands.fileProject(body, { ...asked(context), key })),
      ),
      reportConstructionStart: c.reportConstructionStart.handler(
        async ({ input, context }) => await project(input, 'reportConstructionStart', context),
      ),
      changeProjectFacts: c.changeProjectFacts.handler(
        async ({ input: { key, seen, ...changed }, context }) =>
          answerOrRefuse(await commands.changeProjectFacts(changed, { ...asked(context), key, seen })),
      ),
      giveUpFiledProject: c.giveUpFiledProject.handler(
        async ({ input, context }) => await project(input, 'giveUpFiledProject', context),
      ),
      submitItem: c.submitItem.handler(async ({ input, context }) => {
        await ownMaterials(input);
        const { key, seen, ...body } = input;
        return answerOrRefuse(await commands.submitItem(body, { ...asked(context), key, seen }));
      }),
      claimItem: c.claimItem.handler(async ({ input, context }) => await item(input, 'claimItem', context)),
      handOverItem: c.handOverItem.handler(
        async ({ input, context }) => await item(input, 'handOverItem', context),
      ),
      recuseFromItem: c.recuseFromItem.handler(
        async ({ input, context }) => await item(input, 'recuseFromItem', context),
      ),
      requestItemCorrection: c.requestItemCorrection.handler(
        async ({ input, context }) => await item(input, 'requestItemCorrection', context),
      ),
      supplyItemCorrection: c.supplyItemCorrection.handler(
        async ({ input, context }) => await submission(input, 'supplyItemCorrection', context),
      ),
      acceptItem: c.acceptItem.handler(
        async ({ input, context }) => await item(input, 'acceptItem', context),
      ),
      declineItem: c.declineItem.handler(
        async ({ input, context }) => await item(input, 'declineItem', context),
      ),
      withdrawItem: c.withdrawItem.handler(
        async ({ input, context }) => await item(input, 'withdrawItem', context),
      ),
      suspendItem: c.suspendItem.handler(
        async ({ input, context }) => await item(input, 'suspendItem', context),
      ),
      resumeItem: c.resumeItem.handler(
        async ({ input, context }) => await item(input, 'resumeItem', context),
      ),
      extendItem: c.extendItem.handler(
        async ({ input, context }) => await item(input, 'extendItem', context),
      ),
      publishItem: c.publishItem.handler(
        async ({ input, context }) => await item(input, 'publishItem', context),
      ),
      decideItem: c.decideItem.handler(
        async ({ input, context }) => await item(input, 'decideItem', context),
      ),
      importCalendar: c.importCalendar.handler(async ({ input: { key, ...notice }, context }) =>
        answerOrRefuse(await commands.importCalendar(notice, { ...asked(context), key })),
      ),
      addCatalogueVersion: c.addCatalogueVersion.handler(async ({ input: { key, catalogue }, context }) =>
        answerOrRefuse(await commands.addCatalogueVersion(catalogue, { ...asked(context), key })),
      ),
      deliverItem: c.deliverItem.handler(async ({ input: { key, seen, ...body }, context }) =>
        answerOrRefuse(await commands.deliverItem(body, { ...asked(context), key, seen })),
      ),
      restoreCommitmentCredit: c.restoreCommitmentCredit.handler(
        async ({ input: { key, ...body }, context }) =>
          answerOrRefuse(
            await commands.onCredit({ type: 'restoreCommitmentCredit', ...body }, { ...asked(context), key }),
          ),
      ),
      supplyItemGaps: c.supplyItemGaps.handler(
        async ({ input, context }) => await submission(input, 'supplyItemGaps', context),
      ),
      acceptItemWithGaps: c.acceptItemWithGaps.handler(
        async ({ input, context }) => await item(input, 'acceptItemWithGaps', context),
      ),
      revokeItemAcceptance: c.revokeItemAcceptance.handler(
        async ({ input, context }) => await item(input, 'revokeItemAcceptance', context),
      ),
      addItemNote: c.addItemNote.handler(
        async ({ input, context }) => await item(input, 'addItemNote', context),
      ),
      proposeItemDecision: c.proposeItemDecision.handler(
        async ({ input, context }) => await item(input, 'proposeItemDecision', context),
      ),
      returnItemProposal: c.returnItemProposal.handler(
        async ({ input, context }) => await item(input, 'returnItemProposal', context),
      ),
      recordItemInspection: c.recordItemInspection.handler(
        async ({ input, context }) => await item(input, 'recordItemInspection', context),
      ),
      reportItemRectification: c.reportItemRectification.handler(
        async ({ input, context }) => await item(input, 'reportItemRectification', context),
      ),
      applyCertificateExtension: c.applyCertificateExtension.handler(
        async ({ input, context }) => await item(input, 'applyCertificateExtension', context),
      ),
      decideCertificateExtension: c.decideCertificateExtension.handler(
        async ({ input, context }) => await item(input, 'decideCertificateExtension', context),
      ),
      requestItemAmendment: c.requestItemAmendment.handler(
        async ({ input, context }) => await item(input, 'requestItemAmendment', context),
      ),
      consentItemAmendment: c.consentItemAmendment.handler(
        async ({ input, context }) => await item(input, 'consentItemAmendment', context),
      ),
      agreeElectronicDelivery: c.agreeElectronicDelivery.handler(
        async ({ input, context }) => await project(input, 'agreeElectronicDelivery', context),
      ),
      changeFiling: c.changeFiling.handler(
        async ({ input, context }) => await project(input, 'changeFiling', context),
      ),
      cancelFiling: c.cancelFiling.handler(
        async ({ input, context }) => await project(input, 'cancelFiling', context),
      ),
      tellFilingCorrection: c.tellFilingCorrection.handler(
        async ({ input, context }) => await project(input, 'tellFilingCorrection', context),
      ),
      settleFilingCorrection: c.settleFilingCorrection.handler(
        async ({ input, context }) => await project(input, 'settleFilingCorrection', context),
      ),
    },
    queries: {
      getFiledProject: os.queries.getFiledProject.handler(async ({ input, context }) => {
        const found = await seenProject(input.projectId, context.actor);
        const items = await itemsOf(input.projectId);
        return projectView(found, new Map(items.map(({ _id, state }) => [_id, state])), {
          calendar: parts.calendar.current(),
          today: legalDateOf(await parts.clock.now()),
        });
      }),
      getProjectClocks: os.queries.getProjectClocks.handler(async ({ input, context }) => {
        const { state } = await seenProject(input.projectId, context.actor);
        const items = (await itemsOf(input.projectId)).map((item) => item.state);
        const today = legalDateOf(await parts.clock.now());
        const clocks = projectClocks(items, state.budget, parts.calendar.current(), today);
        // What a pause says is between applicant and department.
        return hasRole(context.actor, 'territory', 'land')
          ? { ...clocks, intervals: clocks.intervals.map((held) => ({ ...held, by: null, evidence: null })) }
          : clocks;
      }),
      getCalendar: os.queries.getCalendar.handler(({ input: { year } }) => {
        const calendar = parts.calendar.current();
        const { off, work, provisional } = holidaysOf(calendar, year);
        return { version: calendar.version, year, provisional, off: [...off], work: [...work] };
      }),
      getItem: os.queries.getItem.handler(async ({ input, context }) => {
        const found = await cases.find<Item>(input.id);
        if (
          found === null ||
          found.kind !== 'item' ||
          found.county !== context.actor.county ||
          !maySeeItem(context.actor, found.state)
        )
          throw refusedError(notFound);
        const rule = ruleOfItem(asPlanned(found.state));
        const catalogue = (await commands.cataloguesOf(found.county)).find(
          ({ version }) => version === rule.catalogue,
        );
        const item = catalogue?.items.find(({ code }) => code === found.state.plan.code);
        const { company } = found.state.plan;
        const credit = await cases.find<Credit>(creditCaseId(found.county, company));
        return itemView(found, context.actor, {
          materials: item === undefined ? [] : asksFor(item, rule.variant),
          barred: credit?.state.status === 'barred',
        });
      }),
      getCatalogue: os.queries.getCatalogue.handler(
        async ({ input, context }) => await catalogueNamed(input.version, context.actor.county),
      ),
      findCatalogues: os.queries.findCatalogues.handler(async ({ context }) =>
        (await commands.cataloguesOf(context.actor.county)).map(catalogueRow),
      ),
      getCatalogueChange: os.queries.getCatalogueChange.handler(async ({ input, context }) => {
        const { county } = context.actor;
        const [first] = await commands.cataloguesOf(county);
        return changeOf(
          await catalogueNamed(input.before ?? first?.version, county),
          await catalogueNamed(input.after, county),
        );
      }),
      findItems: os.queries.findItems.handler(async ({ input, context }) => [
        ...(await queue.find(context.actor, input)),
      ]),
    },
  });
};
