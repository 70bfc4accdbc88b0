import { Refusal } from '@yizhan/local/door';
import { simulatedPdf } from '@yizhan/local/simulated-pdf';
import type { Walk } from '@yizhan/local/walk';

/** What a person is answered by the file routes of the door, and by what else leads to a file. */
export const createFileAttacks = (address: string, walk: Walk) => {
  const get = async (loginName: string, path: string): Promise<{ status: number; text: string }> => {
    const { token } = await walk.as(loginName);
    const response = await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString('latin1') };
  };

  const codeOf = async (asked: Promise<unknown>): Promise<string> =>
    await asked.then(
      () => 'answered',
      (error: unknown) => {
        if (error instanceof Refusal) return error.code;
        throw error;
      },
    );

  const saveDraft = async (loginName: string, key: string, form: object): Promise<string> => {
    const { saveDraft: saved } = await (await walk.as(loginName)).query<{ saveDraft: { id: string } }>(
      'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { ... on SaveDraftDone { id } } }',
      { input: { key, form } },
    );
    return saved.id;
  };

  /** A file of a project of one's own, with the material that holds it. */
  const attach = async (
    loginName: string,
    projectId: string,
    mark: string,
  ): Promise<{ file: string; material: string; name: string }> => {
    const owner = await walk.as(loginName);
    const name = `${mark}.pdf`;
    const { id: file } = await owner.upload(projectId, 'other', name, simulatedPdf(mark));
    const { id: material } = await owner.command('attachMaterial', {
      key: `attach-${mark}`,
      projectId,
      file,
    });
    return { file, material, name };
  };

  const materialsOf = async (
    loginName: string,
    projectId: string,
  ): Promise<
    readonly { id: string; versions: readonly { file: string; handedInTo: readonly string[] }[] }[]
  > =>
    (
      await (
        await walk.as(loginName)
      ).query<{
        findMaterials: { id: string; versions: { file: string; handedInTo: string[] }[] }[];
      }>(
        'query($input: FindMaterialsInput!) { findMaterials(input: $input) { id versions { file handedInTo } } }',
        { input: { projectId } },
      )
    ).findMaterials;

  return { get, codeOf, saveDraft, attach, materialsOf };
};
export type FileAttacks = ReturnType<typeof createFileAttacks>;
