import { type Answer, type Cases, derivedId, guardRole } from '@yizhan/aggregate';
import { type Refusal, refusal } from '@yizhan/contracts';
import type { RequestContext } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import { type Material, type MaterialCommand, materialMachine, materialNotFound } from './domain/material.ts';
import { materialExists } from './domain/states.ts';
import type { Rights } from './rights.ts';
import type { Store, StoredFile } from './store.ts';

/** With which key; `seen` is the version the person saw. */
interface Given {
  readonly key: string;
  readonly seen?: number | undefined;
}

export const projectNotFound = refusal(
  'notFound',
  'PROJECT_NOT_FOUND',
  '没有找到这个项目，或您无权办理',
  'no such project, or not yours',
  'projectId',
);
const fileNotFound = refusal(
  'notFound',
  'FILE_NOT_FOUND',
  '没有找到这个文件，请重新上传',
  'no such file: upload it again',
  'file',
);
const otherKind = refusal(
  'invalid',
  'OTHER_KIND',
  '该文件是按另一种材料上传的，请按本材料重新上传',
  'the file was uploaded as another kind of material',
  'file',
);

const refused = (because: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal: because });

/** One file is one material: its case derives from it. */
const materialIdOf = (file: string): string => derivedId(materialMachine.prefix, file);

export const createCommands = (cases: Cases, store: Store, rights: Rights) => {
  const execute = async (
    id: string,
    command: MaterialCommand,
    { actor, traceparent }: RequestContext,
    given: Given,
  ): Promise<Answer> => await cases.execute(materialMachine, { id, command, actor, traceparent, ...given });

  /** A file of this project and company that no other material holds, and that stays while it is attached. */
  const takeFile = async (
    id: string,
    projectId: string,
    company: string,
    material: string,
  ): Promise<{ ok: true; file: StoredFile } | { ok: false; refusal: Refusal }> => {
    const file = await store.findFile(id);
    if (file === null || file.projectId !== projectId || file.company !== company)
      return refused(fileNotFound);
    if ((await store.holdersOf(id)).some(({ _id }) => _id !== material)) return refused(materialExists);
    return (await store.renew(id)) ? { ok: true, file } : refused(fileNotFound);
  };

  const attachMaterial = async (
    { projectId, file: id }: { readonly projectId: string; readonly file: string },
    context: RequestContext,
    given: Given,
  ): Promise<Answer> => {
    const wrongRole = guardRole(materialMachine.table, 'attachMaterial', context.actor);
    if (wrongRole !== null) return refused(wrongRole);
    const company = await rights.ownerFor(context, projectId);
    if (company === null) return refused(projectNotFound);
    const material = materialIdOf(id);
    const taken = await takeFile(id, projectId, company, material);
    if (!taken.ok) return taken;
    const { kind, checksum } = taken.file;
    const command = { type: 'attachMaterial', projectId, company, kind, file: id, checksum } as const;
    return await execute(material, command, context, given);
  };

  /** The material, where the actor may act on it. */
  const findOwn = async (
    id: string,
    command: MaterialCommand['type'],
    context: RequestContext,
  ): Promise<{ ok: true; state: Material } | { ok: false; refusal: Refusal }> => {
    const wrongRole = guardRole(materialMachine.table, command, context.actor);
    if (wrongRole !== null) return refused(wrongRole);
    const found = await cases.find<Material>(id);
    if (found === null || found.kind !== materialMachine.kind || found.county !== context.actor.county)
      return refused(materialNotFound);
    const { company, projectId } = found.state;
    return (await rights.ownerFor(context, projectId)) === company
      ? { ok: true, state: found.state }
      : refused(materialNotFound);
  };

  const replaceMaterial = async (
    { id, file }: { readonly id: string; readonly file: string },
    context: RequestContext,
    given: Given,
  ): Promise<Answer> => {
    const own = await findOwn(id, 'replaceMaterial', context);
    if (!own.ok) return own;
    const { projectId, company, kind } = own.state;
    const taken = await takeFile(file, projectId, company, id);
    if (!taken.ok) return taken;
    if (taken.file.kind !== kind) return refused(otherKind);
    const { checksum } = taken.file;
    return await execute(id, { type: 'replaceMaterial', file, checksum }, context, given);
  };

  const removeMaterial = async (
    { id }: { readonly id: string },
    context: RequestContext,
    given: Given,
  ): Promise<Answer> => {
    const own = await findOwn(id, 'removeMaterial', context);
    if (!own.ok) return own;
    const answer = await execute(id, { type: 'removeMaterial' }, context, given);
    // A submission that was on its way may still bring it back: from now on it is free, for a day.
    if (answer.ok) for (const { file } of own.state.versions) await store.renew(file);
    return answer;
  };

  const noteHandedIn = async (
    id: string,
    number: number,
    to: string,
    asked: {
      readonly actor: RequestContext['actor'];
      readonly key: string;
      readonly causedBy: string;
      readonly session: ClientSession;
    },
  ): Promise<Answer> =>
    await cases.execute(materialMachine, { id, command: { type: 'noteHandedIn', number, to }, ...asked });

  return { attachMaterial, replaceMaterial, removeMaterial, noteHandedIn };
};
export type Commands = ReturnType<typeof createCommands>;
