import { type DecideContext, type Decision, decided, type Machine, refused } from '@yizhan/aggregate/machine';
import { type ApprovalEvent, type Catalogue, type Refusal, refusal } from '@yizhan/contracts';
import { type CatalogueStatus, catalogueStatuses, catalogueTable } from '../states.ts';
import { checkCatalogue } from './check.ts';
import { builtIn } from './versions.ts';

/** The versions that administrators added to those that come with the build. */
export interface KeptCatalogues {
  readonly versions: readonly Catalogue[];
}

export interface CatalogueCommand {
  readonly type: 'addCatalogueVersion';
  readonly catalogue: Catalogue;
}

export const allVersions = (kept: KeptCatalogues | undefined): readonly Catalogue[] => [
  ...builtIn,
  ...(kept?.versions ?? []),
];

const faultIn = (catalogue: Catalogue, known: readonly Catalogue[], today: string): Refusal | null => {
  const { version, effectiveFrom } = catalogue;
  if (known.some((other) => other.version === version))
    return refusal(
      'conflict',
      'CATALOGUE_VERSION_EXISTS',
      `目录版本 ${version} 已存在；已用过的版本不能改动，请另取版本号`,
      `version ${version} is there already, and is never changed`,
      'catalogue.version',
    );
  if (effectiveFrom <= today)
    return refusal(
      'invalid',
      'CATALOGUE_IN_THE_PAST',
      '生效日期须晚于今天：在办项目按受理时的目录办理，不追溯',
      'a version takes effect after today: nothing is changed in retrospect',
      'catalogue.effectiveFrom',
    );
  if (known.some((other) => other.effectiveFrom === effectiveFrom))
    return refusal(
      'conflict',
      'CATALOGUE_DATE_TAKEN',
      '已有目录版本在同一天生效',
      'another version takes effect on that day',
      'catalogue.effectiveFrom',
    );
  const faults = checkCatalogue(catalogue);
  return faults.length === 0
    ? null
    : refusal(
        'invalid',
        'CATALOGUE_INVALID',
        `目录有误：${faults.map(({ zh }) => zh).join('；')}`,
        `the catalogue does not hold: ${faults.map(({ en }) => en).join('; ')}`,
        'catalogue.items',
      );
};

const decide = (
  state: KeptCatalogues | undefined,
  { catalogue }: CatalogueCommand,
  { today }: DecideContext,
): Decision<ApprovalEvent> => {
  const fault = faultIn(catalogue, allVersions(state), today);
  return fault === null ? decided({ type: 'CatalogueVersionAdded', data: { catalogue } }) : refused(fault);
};

/** The county's catalogue: one case, so that every process of the service plans by the same versions. */
export const catalogueMachine: Machine<KeptCatalogues, CatalogueCommand, ApprovalEvent, CatalogueStatus> = {
  service: 'approval',
  kind: 'catalogue',
  prefix: 'cat',
  table: catalogueTable,
  statuses: catalogueStatuses,
  status: () => 'kept',
  mayAct: () => null,
  decide,
  elapse: () => [],
  evolve: (state, event) => {
    if (event.type !== 'CatalogueVersionAdded') throw new Error(`${event.type} is no event of a catalogue`);
    return { versions: [...(state?.versions ?? []), event.data.catalogue] };
  },
  dueAt: () => null,
  search: () => ({}),
  key: (caseId) => caseId,
};
