import { implement } from '@orpc/server';
import type { CaseDocument } from '@yizhan/aggregate';
import { hasRole, type MaterialView, materialsContract, refusal } from '@yizhan/contracts';
import { answerOrRefuse, type RequestContext, refusedError, type ServiceParts } from '@yizhan/service';
import { type Commands, projectNotFound } from './commands.ts';
import { type Material, materialNotFound } from './domain/material.ts';
import { type ItemReader, itemMaterials } from './item-materials.ts';
import type { NoticeStore } from './notice-store.ts';
import type { Rights } from './rights.ts';
import type { Store } from './store.ts';
import { materialView, noticeView } from './views.ts';

export const createRouter = (
  { cases }: ServiceParts,
  store: Store,
  rights: Rights,
  commands: Commands,
  readItem: ItemReader,
  notices: NoticeStore,
) => {
  const os = implement(materialsContract).$context<RequestContext>();
  const c = os.commands;

  const shown = async (
    found: readonly CaseDocument<Material>[],
    projectId: string,
    context: RequestContext,
  ): Promise<readonly MaterialView[] | null> => {
    const look = await rights.lookOf(context, projectId);
    if (look === null) return null;
    const files = await store.findFiles(found.flatMap(({ state }) => state.versions.map(({ file }) => file)));
    return found.flatMap((material) => materialView(material, files, look) ?? []);
  };

  return os.router({
    commands: {
      attachMaterial: c.attachMaterial.handler(async ({ input: { key, ...body }, context }) =>
        answerOrRefuse(await commands.attachMaterial(body, context, { key })),
      ),
      replaceMaterial: c.replaceMaterial.handler(async ({ input: { key, seen, ...body }, context }) =>
        answerOrRefuse(await commands.replaceMaterial(body, context, { key, seen })),
      ),
      removeMaterial: c.removeMaterial.handler(async ({ input: { key, seen, ...body }, context }) =>
        answerOrRefuse(await commands.removeMaterial(body, context, { key, seen })),
      ),
    },
    queries: {
      findMaterials: os.queries.findMaterials.handler(async ({ input: { projectId }, context }) => {
        const found = await store.materialsOf(context.actor.county, projectId);
        const views = await shown(found, projectId, context);
        if (views === null) throw refusedError(projectNotFound);
        return [...views];
      }),
      getMaterial: os.queries.getMaterial.handler(async ({ input: { id }, context }) => {
        const found = await cases.find<Material>(id);
        const isThere =
          found !== null &&
          found.kind === 'material' &&
          found.status !== 'removed' &&
          found.county === context.actor.county;
        const [view] = isThere ? ((await shown([found], found.state.projectId, context)) ?? []) : [];
        if (view === undefined) throw refusedError(materialNotFound);
        return view;
      }),
      findNotices: os.queries.findNotices.handler(async ({ input: { projectId, item }, context }) => {
        const found = await notices.findNotices(context.actor.county, projectId, item);
        const items = [...new Set(found.map(({ state }) => state.item))];
        const seen = new Set(
          (
            await Promise.all(
              items.map(async (id) =>
                (await rights.seesNotice(context, { projectId, item: id })) ? [id] : [],
              ),
            )
          ).flat(),
        );
        const mine = found.filter(({ state }) => seen.has(state.item));
        return await Promise.all(
          mine.map(async (notice) => noticeView(notice, (await notices.findFile(notice._id))?.size ?? 0)),
        );
      }),
      getItemMaterials: os.queries.getItemMaterials.handler(async ({ input: { item }, context }) => {
        const { projectId, asks } = await readItem(item, context);
        const found = await store.materialsOf(context.actor.county, projectId);
        // Who follows an item's progress alone, as the territory does, sees what it asks for and no material.
        return itemMaterials(item, projectId, asks, (await shown(found, projectId, context)) ?? []);
      }),
      findMissingVersions: os.queries.findMissingVersions.handler(async ({ input, context }) => {
        if (!hasRole(context.actor, 'service'))
          throw refusedError(
            refusal('forbidden', 'ROLE_NOT_ALLOWED', '只供系统内部使用', 'for services only'),
          );
        const found = await store.materialsOf(context.actor.county, input.projectId);
        const versions = new Set(
          found.flatMap(({ _id, state }) => state.versions.map(({ number }) => `${_id} ${number}`)),
        );
        return input.handedIn.filter(({ material, version }) => !versions.has(`${material} ${version}`));
      }),
      findFileAccesses: os.queries.findFileAccesses.handler(async ({ input: { projectId }, context }) => {
        if (!hasRole(context.actor, 'auditor'))
          throw refusedError(refusal('forbidden', 'ROLE_NOT_ALLOWED', '只有审计员可以查看', 'auditors only'));
        const found = await store.findAccesses(context.actor.county, projectId);
        return found.map(({ at, account, role, unit, file, result, source }) => ({
          at: at.toISOString(),
          account,
          role,
          unit,
          file,
          result,
          source,
        }));
      }),
    },
  });
};
