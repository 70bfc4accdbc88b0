import { type Answer, type Cases, createdId } from '@yizhan/aggregate';
import { checkParcelCode } from '@yizhan/codes';
import { type Actor, refusal } from '@yizhan/contracts';
import type { ClientSession } from 'mongoose';
import { type CommandOf, cadastralAreaOf, type ParcelCommand } from './domain/parcel-state.ts';
import { type LandStore, storedParcelMachine } from './store.ts';

/** Who asks, with which key; `seen` is the version he saw. */
export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly seen?: number | undefined;
  readonly causedBy?: string;
  readonly traceparent?: string;
  readonly session?: ClientSession;
}

const codeTaken = refusal(
  'conflict',
  'PARCEL_CODE_TAKEN',
  '这个宗地代码已经登记',
  'the parcel code has been registered already',
  'parcelCode',
);

const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

export const createCommands = (cases: Cases, store: LandStore) => {
  /** Any command on a parcel that is there. */
  const onParcel = async (id: string, command: ParcelCommand, asked: Asked): Promise<Answer> =>
    await cases.execute(storedParcelMachine, { id, command, ...asked });

  /**
   * The unique index decides between two at once; what it refuses is told as what it is. One that is drawn is saved with
   * the lock of its cadastral area: of two that overlap, the later one sees the other.
   */
  const registerParcel = async (command: CommandOf<'registerParcel'>, asked: Asked): Promise<Answer> => {
    const id = createdId(storedParcelMachine.prefix, asked.actor, command.type, asked.key);
    const code = checkParcelCode(command.parcelCode);
    const execution = { id, ...asked, payload: command };
    if (command.polygon !== undefined && code.ok) {
      const area = cadastralAreaOf(code.value);
      try {
        return await cases.transaction(async (session) => {
          await store.lockCadastralArea(area, session);
          const neighbours = await store.findDrawn(area, id, session);
          return await cases.execute(storedParcelMachine, {
            ...execution,
            command: { ...command, neighbours },
            session,
          });
        });
      } catch (error) {
        if (isDuplicateKey(error)) return { ok: false, refusal: codeTaken };
        throw error;
      }
    }
    const answer = await cases.execute(storedParcelMachine, { ...execution, command });
    if (answer.ok || answer.refusal.code !== 'KEY_REUSED') return answer;
    const holder = code.ok ? await store.findByCode(code.value) : null;
    return holder === null || holder === id ? answer : { ok: false, refusal: codeTaken };
  };

  /** With what is known here of the project's 备案. */
  const recordAward = async (
    id: string,
    command: Omit<CommandOf<'recordAward'>, 'filed'>,
    asked: Asked,
  ): Promise<Answer> => {
    const { projectId } = command;
    const filed = projectId === null ? null : await store.findProject(projectId, asked.actor.county);
    return await onParcel(id, { ...command, filed }, asked);
  };

  /** With what is known here of the project's conditions: a contract may wait for them, and nothing else does. */
  const signContracts = async (
    id: string,
    command: Omit<CommandOf<'signContracts'>, 'holding'>,
    asked: Asked,
  ): Promise<Answer> =>
    await onParcel(id, { ...command, holding: await store.findHolding(id, asked.actor.county) }, asked);

  return { onParcel, registerParcel, recordAward, signContracts };
};
export type Commands = ReturnType<typeof createCommands>;
