import { type Answer, type Cases, createdId } from '@yizhan/aggregate';
import { checkParcelCode } from '@yizhan/codes';
import { type Actor, refusal } from '@yizhan/contracts';
import { serviceActor } from '@yizhan/service';
import type { ClientSession } from 'mongoose';
import { type CommandOf, cadastralAreaOf, type Parcel, type ParcelCommand } from './domain/parcel-state.ts';
import { amendedBy } from './domain/registration.ts';
import { table } from './domain/states.ts';
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

const keyTaken = refusal(
  'conflict',
  'KEY_REUSED',
  '同一幂等键已用于另一内容的提交',
  'the idempotency key was used with another payload',
  'key',
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

  /** Saved like a registration: with the lock of the cadastral area that it lies in then, if it is drawn. */
  const amendParcel = async (
    id: string,
    command: CommandOf<'amendParcel'>,
    asked: Asked,
  ): Promise<Answer> => {
    try {
      return await cases.transaction(async (session) => {
        const found = await cases.find<Parcel>(id, session);
        const right = found === null ? null : amendedBy(found.state, command);
        const code = checkParcelCode(right?.parcelCode ?? '');
        const drawnIn = right?.polygon === undefined || !code.ok ? null : cadastralAreaOf(code.value);
        if (drawnIn !== null) await store.lockCadastralArea(drawnIn, session);
        const neighbours = drawnIn === null ? [] : await store.findDrawn(drawnIn, id, session);
        return await cases.execute(storedParcelMachine, {
          id,
          command: { ...command, neighbours },
          payload: command,
          ...asked,
          session,
        });
      });
    } catch (error) {
      if (isDuplicateKey(error)) return { ok: false, refusal: codeTaken };
      throw error;
    }
  };

  /** With what is known here of the project's 备案, or of the company that has no project yet. */
  const recordAward = async (
    id: string,
    command: Omit<CommandOf<'recordAward'>, 'filed' | 'companyKnown'>,
    asked: Asked,
  ): Promise<Answer> => {
    const { projectId, company } = command;
    const { county } = asked.actor;
    const filed = projectId === null ? null : await store.findProject(projectId, county);
    const companyKnown = company !== null && (await store.hasFiled(company, county));
    return await cases.execute(storedParcelMachine, {
      id,
      command: { ...command, filed, companyKnown },
      payload: command,
      ...asked,
    });
  };

  const linkAward = async (
    id: string,
    command: Omit<CommandOf<'linkAward'>, 'filed'>,
    asked: Asked,
  ): Promise<Answer> => {
    const filed = await store.findProject(command.projectId, asked.actor.county);
    return await cases.execute(storedParcelMachine, {
      id,
      command: { ...command, filed },
      payload: command,
      ...asked,
    });
  };

  /**
   * A parcel that comes under contract while its project builds already, or is completed, follows at once: the events
   * that told so went by when another parcel of the project took them.
   */
  const catchUp = async (
    id: string,
    answer: Extract<Answer, { ok: true }>['answer'],
    { actor: { county }, traceparent }: Asked,
    session: ClientSession,
  ): Promise<void> => {
    const projectId = (await cases.find<Parcel>(id, session))?.state.award?.projectId ?? null;
    if (projectId === null) return;
    const { startedOn, completed } = await store.takeProgress(projectId, county, session);
    const causedBy = `${id}.${answer.seq}`;
    const follow = async (command: ParcelCommand): Promise<void> => {
      const result = await onParcel(id, command, {
        actor: serviceActor('land', county),
        key: `${causedBy.replace('.', '-')}-${command.type}`,
        causedBy,
        session,
        ...(traceparent === undefined ? {} : { traceparent }),
      });
      if (!result.ok) throw new Error(`${command.type} on ${id}: ${result.refusal.code}`);
    };
    if (startedOn !== undefined) await follow({ type: 'noteConstruction', on: startedOn });
    if (startedOn !== undefined && completed === true) await follow({ type: 'openCompletionReview' });
  };

  /** A step on the contracts, and in the same transaction what the project has come to meanwhile. */
  const onContract = async (
    id: string,
    command: CommandOf<'signContracts' | 'annotateRegistration'>,
    payload: object,
    asked: Asked,
  ): Promise<Answer> => {
    try {
      return await cases.transaction(async (session) => {
        const result = await cases.execute(storedParcelMachine, { id, command, payload, ...asked, session });
        const followed: readonly string[] = table.noteConstruction.from;
        if (result.ok && !result.answer.replayed && followed.includes(result.answer.status))
          await catchUp(id, result.answer, asked, session);
        return result;
      });
    } catch (error) {
      if (isDuplicateKey(error)) return { ok: false, refusal: keyTaken };
      throw error;
    }
  };

  /** With what is known here of the project's conditions: a contract may wait for them, and nothing else does. */
  const signContracts = async (
    id: string,
    command: Omit<CommandOf<'signContracts'>, 'holding'>,
    asked: Asked,
  ): Promise<Answer> => {
    const holding = await store.findHolding(id, asked.actor.county);
    return await onContract(id, { ...command, holding }, command, asked);
  };

  const annotateRegistration = async (
    id: string,
    command: CommandOf<'annotateRegistration'>,
    asked: Asked,
  ): Promise<Answer> => await onContract(id, command, command, asked);

  return {
    onParcel,
    registerParcel,
    amendParcel,
    recordAward,
    linkAward,
    signContracts,
    annotateRegistration,
  };
};
export type Commands = ReturnType<typeof createCommands>;
