import { type Applied, type Decision, decided, type Machine, refused } from '@yizhan/aggregate/machine';
import { type Actor, hasRole, type MaterialsEvent, type Refusal, refusal } from '@yizhan/contracts';
import { type MaterialStatus, materialStatuses, materialTable } from './states.ts';

/** One version of a material. What the file is called stands with the file, not here: a name may be a person's. */
export interface MaterialVersion {
  readonly number: number;
  readonly file: string;
  readonly checksum: string;
  readonly by: string;
  readonly uploadedAt: string;
  /** The cases it was handed in with. */
  readonly handedInTo: readonly string[];
}

export interface Material {
  readonly status: MaterialStatus;
  readonly projectId: string;
  readonly company: string;
  readonly kind: string;
  /** Oldest first; none that was handed in is ever taken out. */
  readonly versions: readonly MaterialVersion[];
}

/** What a material tells; documents are cases of their own. */
type MaterialEvent = Exclude<MaterialsEvent, { type: 'NoticeIssued' }>;

interface Filed {
  readonly file: string;
  readonly checksum: string;
}

export type MaterialCommand =
  | ({
      readonly type: 'attachMaterial';
      readonly projectId: string;
      readonly company: string;
      readonly kind: string;
    } & Filed)
  | ({ readonly type: 'replaceMaterial' } & Filed)
  | { readonly type: 'removeMaterial' }
  | { readonly type: 'noteHandedIn'; readonly number: number; readonly to: string };

/** The same answer to whoever may not know of it and to whoever asks for what is not there. */
export const materialNotFound = refusal(
  'notFound',
  'MATERIAL_NOT_FOUND',
  '没有找到这份材料，或您无权查看',
  'no such material, or not yours to see',
);

const nextNumber = (state: Material | undefined): number => (state?.versions.at(-1)?.number ?? 0) + 1;

const replace = (state: Material, { file, checksum }: Filed): Decision<MaterialEvent> => {
  const same = state.versions.find((version) => version.checksum === checksum);
  if (same !== undefined)
    return refused(
      refusal(
        'conflict',
        'SAME_FILE',
        `内容与第 ${same.number} 版相同，无需重复上传`,
        `the content is that of version ${same.number}`,
        'file',
      ),
    );
  const { projectId, kind } = state;
  return decided({
    type: 'MaterialReplaced',
    data: { projectId, kind, number: nextNumber(state), file, checksum },
  });
};

const decide = (state: Material | undefined, command: MaterialCommand): Decision<MaterialEvent> => {
  if (command.type === 'attachMaterial') {
    const { projectId, company, kind, file, checksum } = command;
    return decided({
      type: 'MaterialAttached',
      data: { projectId, company, kind, number: nextNumber(state), file, checksum },
    });
  }
  if (state === undefined) return refused(materialNotFound);
  const { projectId, kind } = state;
  switch (command.type) {
    case 'replaceMaterial':
      return replace(state, command);
    case 'removeMaterial':
      return decided({ type: 'MaterialRemoved', data: { projectId, kind } });
    case 'noteHandedIn': {
      const { number, to } = command;
      const version = state.versions.find((candidate) => candidate.number === number);
      if (version === undefined)
        return refused(
          refusal('notFound', 'VERSION_NOT_FOUND', '材料没有这个版本', 'the material has no such version'),
        );
      // Told twice, by a submission and its correction, it is noted once.
      if (version.handedInTo.includes(to)) return decided();
      return decided({ type: 'MaterialHandedIn', data: { projectId, kind, number, to } });
    }
  }
};

const evolve = (state: Material | undefined, event: Applied<MaterialEvent>): Material => {
  const uploaded = (data: Filed & { readonly number: number }): MaterialVersion => ({
    number: data.number,
    file: data.file,
    checksum: data.checksum,
    by: event.actor.id,
    uploadedAt: event.recordedAt,
    handedInTo: [],
  });
  if (event.type === 'MaterialAttached') {
    const { projectId, company, kind } = event.data;
    return {
      status: 'draft',
      projectId,
      company,
      kind,
      // What was removed before is gone; its numbers are not used again.
      versions: [uploaded(event.data)],
    };
  }
  if (state === undefined) throw new Error(`${event.type} before MaterialAttached`);
  switch (event.type) {
    case 'MaterialReplaced':
      return { ...state, versions: [...state.versions, uploaded(event.data)] };
    case 'MaterialRemoved':
      return { ...state, status: 'removed' };
    case 'MaterialHandedIn': {
      const { number, to } = event.data;
      return {
        ...state,
        status: 'handedIn',
        versions: state.versions.map((version) =>
          version.number === number ? { ...version, handedInTo: [...version.handedInTo, to] } : version,
        ),
      };
    }
  }
};

/** An enterprise acts on its own company's materials; an agent's authority is asked of its owner beforehand. */
const mayAct = (state: Material | undefined, _command: MaterialCommand, actor: Actor): Refusal | null =>
  state !== undefined && hasRole(actor, 'enterprise') && actor.company !== state.company
    ? materialNotFound
    : null;

/** 材料: one case a material of a project, with its versions. */
export const materialMachine: Machine<Material, MaterialCommand, MaterialEvent, MaterialStatus> = {
  service: 'materials',
  kind: 'material',
  prefix: 'mat',
  table: materialTable,
  statuses: materialStatuses,
  status: (state) => state.status,
  mayAct,
  decide,
  elapse: () => [],
  evolve,
  dueAt: () => null,
  search: (state) => ({
    company: state.company,
    kind: state.kind,
    files: state.versions.map(({ file }) => file),
  }),
  key: (caseId, command) => (command.type === 'attachMaterial' ? command.projectId : caseId),
};
