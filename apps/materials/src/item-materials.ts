import {
  type AskedMaterial,
  approvalContract,
  type CatalogueMaterial,
  type ItemMaterials,
  type MaterialView,
  refusal,
} from '@yizhan/contracts';
import { createServiceClient, type RequestContext, refusedError, type ServiceParts } from '@yizhan/service';
import { materialNotFound } from './domain/material.ts';

const cannotAsk = refusal(
  'unavailable',
  'ITEM_UNKNOWN',
  '暂时无法读取该事项所需的材料，请稍后再试',
  'what the item asks for cannot be read now, try again',
);

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** What there is of a kind, seen from one item. */
const stateOf = (item: string, materials: readonly MaterialView[]): AskedMaterial['state'] => {
  if (materials.length === 0) return 'missing';
  const handedIn = materials.filter(({ versions }) =>
    versions.some(({ handedInTo }) => handedInTo.includes(item)),
  );
  if (handedIn.length === 0) return 'there';
  // Newest first: what was handed in is the newest, or has been replaced.
  return handedIn.every(({ versions }) => versions[0]?.handedInTo.includes(item) === true)
    ? 'handedIn'
    : 'replaced';
};

/** What an item asks for by the catalogue, beside what the project has. */
export const itemMaterials = (
  item: string,
  projectId: string,
  asks: readonly CatalogueMaterial[],
  materials: readonly MaterialView[],
): ItemMaterials => {
  const asked = asks.map(({ kind, name, form, source, required }) => {
    const ofKind = materials.filter((material) => material.kind === kind);
    return { kind, name, form, source, required, state: stateOf(item, ofKind), materials: ofKind };
  });
  const kinds = new Set(asks.map(({ kind }) => kind));
  const others = materials.filter(
    ({ kind, versions }) =>
      !kinds.has(kind) && (kind === 'other' || versions.some(({ handedInTo }) => handedInTo.includes(item))),
  );
  return { item, projectId, asked, others };
};

/** Asks `approval` with the person's token, so that whoever may not see the item has no list. */
export const createItemReader =
  ({ config, serviceToken }: ServiceParts) =>
  async (
    item: string,
    { userToken }: Pick<RequestContext, 'userToken'>,
  ): Promise<{ readonly projectId: string; readonly asks: readonly CatalogueMaterial[] }> => {
    const approval = createServiceClient(approvalContract, config.urls.approval, serviceToken, { userToken });
    try {
      const { projectId, materials: asks } = await approval.queries.getItem({ id: item });
      return { projectId, asks };
    } catch (error) {
      throw refusedError(codeOf(error) === 'CASE_NOT_FOUND' ? materialNotFound : cannotAsk);
    }
  };
export type ItemReader = ReturnType<typeof createItemReader>;
