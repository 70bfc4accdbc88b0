import { type Answer, type Cases, derivedId } from '@yizhan/aggregate';
import { type Actor, admissionContract, refusal } from '@yizhan/contracts';
import { createServiceClient, type ServiceConfig } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import { type ItemCommand, itemMachine } from './domain/item.ts';
import { type ProjectCommand, projectMachine } from './domain/project.ts';

/** Who asks, with which key; `seen` is the version he saw. */
export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly seen?: number | undefined;
  readonly causedBy?: string;
  readonly traceparent?: string;
  readonly session?: ClientSession;
}

/** The filing and path of a project: one case a project. */
export const projectCaseId = (projectId: string): string => derivedId(projectMachine.prefix, projectId);
/** One item of a project. */
export const itemCaseId = (projectId: string, code: string): string =>
  derivedId(itemMachine.prefix, projectId, code);

type Filing = Omit<Extract<ProjectCommand, { type: 'fileProject' }>, 'type' | 'projectId' | 'admitted'> & {
  readonly projectId?: string | undefined;
};

export const createCommands = (cases: Cases, config: ServiceConfig, serviceToken: () => string) => {
  /** Which company an admitted project is of; null where admission knows no such project. */
  const findAdmittedCompany = async (projectId: string): Promise<string | null> => {
    const admission = createServiceClient(admissionContract, config.urls.admission, serviceToken);
    try {
      return (await admission.queries.getApplication({ id: projectId })).company;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'CASE_NOT_FOUND') return null;
      throw error;
    }
  };

  /** Admission is advice: a project may be filed without it. A project id that is given must be the company's own. */
  const fileProject = async ({ projectId: given, ...filing }: Filing, asked: Asked): Promise<Answer> => {
    const company = filing.paper?.company ?? asked.actor.company;
    const projectId = given ?? derivedId('prj', asked.actor.id, 'fileProject', asked.key);
    if (given !== undefined) {
      const owner = await findAdmittedCompany(given);
      if (owner === null || owner !== company)
        return {
          ok: false,
          refusal: refusal(
            'notFound',
            'PROJECT_NOT_FOUND',
            '没有找到贵企业的这个项目',
            'no such project of this company',
            'projectId',
          ),
        };
    }
    return await cases.execute(projectMachine, {
      id: projectCaseId(projectId),
      command: { type: 'fileProject', projectId, ...filing, admitted: given !== undefined },
      ...asked,
    });
  };

  const onProject = async (id: string, command: ProjectCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(projectMachine, { id, command, ...asked });
  const onItem = async (id: string, command: ItemCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(itemMachine, { id, command, ...asked });

  return { fileProject, onProject, onItem };
};
export type Commands = ReturnType<typeof createCommands>;
