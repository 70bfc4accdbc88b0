import type { AnyContractRouter } from '@orpc/contract';
import type { ServiceName } from '@yizhan/contracts';
import * as contracts from '@yizhan/contracts';
import type { ZodLike } from './types-from-zod.ts';

export interface Procedure {
  readonly service: ServiceName;
  /** `open`: to whoever has no account yet. */
  readonly group: 'commands' | 'queries' | 'open';
  readonly name: string;
  readonly input: ZodLike;
  readonly output: ZodLike;
}

/** Every service whose contract stands in `contracts` as `<service>Contract`: a new one needs no change here. */
export const serviceContracts: readonly {
  readonly service: ServiceName;
  readonly contract: AnyContractRouter;
}[] = contracts.serviceNames.flatMap((service) => {
  const contract = (contracts as Readonly<Record<string, unknown>>)[`${service}Contract`];
  return contract === undefined ? [] : [{ service, contract: contract as AnyContractRouter }];
});

interface ContractProcedure {
  readonly '~orpc': { readonly inputSchema?: ZodLike; readonly outputSchema?: ZodLike };
}

/** The commands and queries of all contracts; a name that stands twice is a mistake and ends the start. */
export const proceduresOf = (list: typeof serviceContracts): readonly Procedure[] => {
  const procedures: Procedure[] = [];
  const names = new Set<string>();
  for (const { service, contract } of list) {
    for (const group of ['commands', 'queries', 'open'] as const) {
      const members =
        (contract as Readonly<Record<string, Readonly<Record<string, ContractProcedure>> | undefined>>)[
          group
        ] ?? {};
      for (const [name, member] of Object.entries(members)) {
        if (names.has(name)) throw new Error(`two contracts have a procedure ${name}`);
        names.add(name);
        const { inputSchema: input, outputSchema: output } = member['~orpc'];
        if (input === undefined || output === undefined) throw new Error(`${service}.${name} has no schema`);
        procedures.push({ service, group, name, input, output });
      }
    }
  }
  return procedures;
};

/** Schemas that keep one name wherever they are used. */
export const namedSchemas: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [contracts.commandAnswerSchema, 'CommandDone'],
  [contracts.dossierSchema, 'Dossier'],
  [contracts.dossierRowSchema, 'DossierRow'],
  [contracts.turnSchema, 'Turn'],
  [contracts.timelineEntrySchema, 'TimelineEntry'],
  [contracts.stepSchema, 'Step'],
  [contracts.limitUseSchema, 'LimitUse'],
  [contracts.chainPartSchema, 'ChainPart'],
  [contracts.parcelPartSchema, 'ParcelPart'],
  [contracts.projectMetricsSchema, 'ProjectMetrics'],
  [contracts.overviewSchema, 'Overview'],
  [contracts.projectFactsSchema, 'ProjectFacts'],
  [contracts.investorSchema, 'Investor'],
  [contracts.askedSchema, 'Asked'],
  [contracts.conditionSchema, 'Condition'],
  [contracts.dueSchema, 'Due'],
  [contracts.applicationViewSchema, 'Application'],
  [contracts.materialViewSchema, 'Material'],
  [contracts.contactSchema, 'ContactView'],
  [contracts.companySchema, 'Company'],
  [contracts.accountViewSchema, 'Account'],
  [contracts.staffSchema, 'Staff'],
]);
