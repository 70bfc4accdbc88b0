import { type Answer, type Cases, derivedId } from '@yizhan/aggregate';
import type { Actor } from '@yizhan/contracts';
import type { ClientSession } from 'mongoose';
import type { PrereviewCommand } from './domain/case.ts';
import { prereviewMachine } from './domain/prereview.ts';

/** Who asks, with which key; `seen` is the version he saw. */
export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly seen?: number | undefined;
  readonly causedBy?: string;
  readonly traceparent?: string;
  readonly session?: ClientSession;
}

/** The pre-review of a project, by the project's id or its own. */
export const prereviewIdOf = (id: string): string =>
  id.startsWith('prj_') ? derivedId(prereviewMachine.prefix, id) : id;

export const createCommands = (cases: Cases) => ({
  onPrereview: async (id: string, command: PrereviewCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(prereviewMachine, { id: prereviewIdOf(id), command, ...asked }),
});
export type Commands = ReturnType<typeof createCommands>;
