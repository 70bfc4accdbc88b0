import { materialsContract, refusal } from '@yizhan/contracts';
import { createServiceClient, refusedError, type ServiceConfig } from '@yizhan/service';
import { type Item, ruleOfItem, type Submission } from './domain/item-case.ts';
import { forNextRound } from './domain/item-plan.ts';

const cannotAsk = refusal(
  'unavailable',
  'MATERIALS_UNAVAILABLE',
  '暂时无法核对所附材料，请稍后再试',
  'what is handed in cannot be checked now, try again',
);

/** Of which kinds is what is handed in; asked of `materials` where a filing must come with some of them. */
export const createKindReader =
  ({ urls }: Pick<ServiceConfig, 'urls'>, serviceToken: () => string) =>
  async (
    state: Item,
    { materials: handedIn = [], paper }: Submission,
  ): Promise<readonly string[] | undefined> => {
    const { main = [] } = ruleOfItem(forNextRound(state));
    if (main.length === 0 || handedIn.length === 0 || paper !== undefined) return undefined;
    const materials = createServiceClient(materialsContract, urls.materials, serviceToken);
    const found = await materials.queries.findMaterials({ projectId: state.plan.projectId }).catch(() => {
      throw refusedError(cannotAsk);
    });
    const chosen = new Set(handedIn.map(({ material }) => material));
    return found.filter(({ id }) => chosen.has(id)).map(({ kind }) => kind);
  };
