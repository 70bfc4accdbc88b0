import { type HandedIn, materialsContract, refusal } from '@yizhan/contracts';
import { createServiceClient } from './client.ts';
import type { ServiceConfig } from './config.ts';
import { refusedError } from './refused-error.ts';

const cannotAsk = refusal(
  'unavailable',
  'MATERIALS_UNAVAILABLE',
  '暂时无法核对所附材料，请稍后再试',
  'what is handed in cannot be checked now, try again',
);
const notThere = (count: number, field: string) =>
  refusal(
    'invalid',
    'MATERIAL_NOT_FOUND',
    `所附材料中有 ${count} 份不在本项目中，请刷新后重新选择`,
    `${count} of what is handed in is not in this project`,
    field,
  );

/**
 * Throws a refusal unless all that is handed in with a case is its project's own, in those versions. While `materials`
 * does not answer nothing is handed in; a case without materials does not ask.
 */
export const requireHandedIn = async (
  {
    config,
    serviceToken,
  }: { readonly config: Pick<ServiceConfig, 'urls'>; readonly serviceToken: () => string },
  projectId: string | undefined,
  handedIn: readonly HandedIn[] | undefined,
  field: string,
): Promise<void> => {
  if (handedIn === undefined || handedIn.length === 0) return;
  if (projectId === undefined) throw refusedError(notThere(handedIn.length, field));
  const materials = createServiceClient(materialsContract, config.urls.materials, serviceToken);
  const missing = await materials.queries
    .findMissingVersions({ projectId, handedIn: [...handedIn] })
    .catch(() => {
      throw refusedError(cannotAsk);
    });
  if (missing.length > 0) throw refusedError(notThere(missing.length, field));
};
