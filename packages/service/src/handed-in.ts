import { type HandedIn, materialsContract, type Refusal, refusal } from '@yizhan/contracts';
import { createServiceClient } from './client.ts';
import type { ServiceConfig } from './config.ts';

const cannotAsk = refusal(
  'unavailable',
  'MATERIALS_UNAVAILABLE',
  '暂时无法核对所附材料，请稍后再试',
  'what is handed in cannot be checked now, try again',
);

/**
 * What is handed in with a case must be the project's own: null where it is, a refusal with the field otherwise. While
 * `materials` does not answer nothing is handed in; a case without materials does not ask.
 */
export const findHandInFault = async (
  { config, serviceToken }: { readonly config: Pick<ServiceConfig, 'urls'>; readonly serviceToken: () => string },
  projectId: string,
  handedIn: readonly HandedIn[] | undefined,
  field: string,
): Promise<Refusal | null> => {
  if (handedIn === undefined || handedIn.length === 0) return null;
  const materials = createServiceClient(materialsContract, config.urls.materials, serviceToken);
  try {
    const missing = await materials.queries.findMissingVersions({ projectId, handedIn: [...handedIn] });
    return missing.length === 0
      ? null
      : refusal(
          'invalid',
          'MATERIAL_NOT_FOUND',
          `所附材料中有 ${missing.length} 份不在本项目中，请刷新后重新选择`,
          `${missing.length} of what is handed in is not in this project`,
          field,
        );
  } catch {
    return cannotAsk;
  }
};
