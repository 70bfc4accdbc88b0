import { type Answer, type Cases, derivedId } from '@yizhan/aggregate';
import type { Actor } from '@yizhan/contracts';
import type { ClientSession } from 'mongoose';
import { acceptanceMachine } from './domain/acceptance.ts';
import type { Acceptance, AcceptanceCommand, Of } from './domain/case.ts';
import type { ProjectStore } from './store.ts';

/** Who asks, with which key; `seen` is the version he saw. */
export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly seen?: number | undefined;
  readonly causedBy?: string;
  readonly traceparent?: string;
  readonly session?: ClientSession;
}

/** The acceptance of a project, by the project's id or its own. */
export const acceptanceIdOf = (id: string): string =>
  id.startsWith(`${acceptanceMachine.prefix}_`) ? id : derivedId(acceptanceMachine.prefix, id);

export const createCommands = (cases: Cases, projects: ProjectStore) => ({
  onAcceptance: async (id: string, command: AcceptanceCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(acceptanceMachine, { id: acceptanceIdOf(id), command, ...asked }),
  /** What the joint visit owes follows from the project's path, which the lead does not tell. */
  acceptJoint: async (
    id: string,
    named: Omit<Of<'acceptJointAcceptance'>, 'items'>,
    asked: Asked,
  ): Promise<Answer> => {
    const found = await cases.find<Acceptance>(acceptanceIdOf(id));
    const items = found === null ? [] : await projects.itemsOf(found.state.projectId);
    return await cases.execute(acceptanceMachine, {
      id: acceptanceIdOf(id),
      command: { ...named, items },
      payload: named,
      ...asked,
    });
  },
});
export type Commands = ReturnType<typeof createCommands>;
