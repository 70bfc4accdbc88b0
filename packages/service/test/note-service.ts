import { implement } from '@orpc/server';
import type { Machine, StatusTable, TransitionTable } from '@yizhan/aggregate/machine';
import { decided } from '@yizhan/aggregate/machine';
import {
  type Actor,
  caseIdSchema,
  command,
  creating,
  legalDateSchema,
  query,
  refusal,
  textSchema,
} from '@yizhan/contracts';
import { endOfDay, legalDate } from '@yizhan/workdays';
import { z } from 'zod';
import { answerOrRefuse, type RequestContext, refusedError, type ServiceDefinition } from '../src/index.ts';

// A toy service: notes that an enterprise writes, that lapse on their day, and of which some break when time passes.

type NoteStatus = 'open' | 'lapsed';
interface Note {
  readonly status: NoteStatus;
  readonly company: string;
  readonly text: string;
  readonly lapsesAt: string;
}
type NoteCommand =
  | { readonly type: 'writeNote'; readonly text: string; readonly lapsesOn: string }
  | { readonly type: 'amendNote'; readonly text: string };
type NoteEvent =
  | { readonly type: 'Written'; readonly data: { company: string; text: string; lapsesAt: string } }
  | { readonly type: 'Amended'; readonly data: { text: string } }
  | { readonly type: 'Lapsed'; readonly data: object };

const statuses: StatusTable<NoteStatus> = { open: { zh: '有效' }, lapsed: { zh: '失效', end: true } };
const table = {
  writeNote: { from: ['none'], to: ['open'], by: ['enterprise'], zh: '记录' },
  amendNote: { from: ['open'], to: ['open'], by: ['enterprise'], zh: '修改' },
  lapseNote: { from: ['open'], to: ['lapsed'], by: ['time'], zh: '失效' },
} as const satisfies TransitionTable<NoteStatus>;

export const noteMachine: Machine<Note, NoteCommand, NoteEvent, NoteStatus> = {
  service: 'land',
  kind: 'note',
  prefix: 'not',
  table,
  statuses,
  status: (state) => state.status,
  mayAct: (state, _command, actor) =>
    state === undefined || state.company === actor.company
      ? null
      : refusal('notFound', 'CASE_NOT_FOUND', '没有找到这条记录', 'no such note'),
  decide: (_state, asked, { actor }) =>
    asked.type === 'writeNote'
      ? decided<NoteEvent>({
          type: 'Written',
          data: {
            company: actor.company ?? '',
            text: asked.text,
            lapsesAt: endOfDay(legalDate(asked.lapsesOn)),
          },
        })
      : decided<NoteEvent>({ type: 'Amended', data: { text: asked.text } }),
  elapse: (state, { now }) => {
    if (state.status !== 'open' || now < state.lapsesAt) return [];
    if (state.text === 'broken') throw new Error('this note breaks when time passes');
    return [{ type: 'Lapsed', data: {} }];
  },
  evolve: (state, event) => {
    if (event.type === 'Written') return { status: 'open', ...event.data };
    if (state === undefined) throw new Error('no note');
    return event.type === 'Amended' ? { ...state, ...event.data } : { ...state, status: 'lapsed' };
  },
  dueAt: (state) => (state.status === 'open' ? state.lapsesAt : null),
  search: () => ({}),
  key: (caseId) => caseId,
};

const noteView = z.object({ id: z.string(), version: z.int(), status: z.string(), text: z.string() });

export const noteContract = {
  commands: {
    writeNote: creating('writeNote', {
      text: textSchema(1_000_000),
      lapsesOn: legalDateSchema,
      place: z.strictObject({ road: textSchema(50) }).optional(),
    }),
    amendNote: command('amendNote', { text: textSchema(50) }),
  },
  queries: {
    getNote: query('getNote', z.strictObject({ id: caseIdSchema }), noteView),
    /** Answers after a while. */
    getSlowly: query('getSlowly', z.strictObject({ ms: z.int() }), z.object({ done: z.literal(true) })),
    /** Fails as a bug would, and tells a secret. */
    getBroken: query('getBroken', z.strictObject({}), z.object({ done: z.literal(true) })),
    whoAmI: query(
      'whoAmI',
      z.strictObject({}),
      z.object({ id: z.string(), roles: z.array(z.string()), source: z.string() }),
    ),
  },
};

const asked = ({ actor, traceparent }: RequestContext): { actor: Actor; traceparent: string } => ({
  actor,
  traceparent,
});

export const noteService: ServiceDefinition = {
  machines: [noteMachine],
  sources: [],
  router: ({ cases }) => {
    const os = implement(noteContract).$context<RequestContext>();
    return os.router({
      commands: {
        writeNote: os.commands.writeNote.handler(async ({ input: { key, text, lapsesOn }, context }) => {
          const { createdId } = await import('@yizhan/aggregate');
          return answerOrRefuse(
            await cases.execute(noteMachine, {
              id: createdId('not', context.actor, 'writeNote', key),
              command: { type: 'writeNote', text, lapsesOn },
              key,
              ...asked(context),
            }),
          );
        }),
        amendNote: os.commands.amendNote.handler(async ({ input: { id, key, seen, text }, context }) =>
          answerOrRefuse(
            await cases.execute(noteMachine, {
              id,
              command: { type: 'amendNote', text },
              key,
              seen,
              ...asked(context),
            }),
          ),
        ),
      },
      queries: {
        getNote: os.queries.getNote.handler(async ({ input, context }) => {
          const found = await cases.find<Note>(input.id);
          const isOwn =
            context.actor.roles.includes('service') || found?.state.company === context.actor.company;
          if (found === null || !isOwn)
            throw refusedError(refusal('notFound', 'CASE_NOT_FOUND', '没有找到这条记录', 'no such note'));
          return { id: found._id, version: found.version, status: found.status, text: found.state.text };
        }),
        getSlowly: os.queries.getSlowly.handler(async ({ input }) => {
          await new Promise((resolve) => setTimeout(resolve, input.ms));
          return { done: true as const };
        }),
        getBroken: os.queries.getBroken.handler(async () => {
          throw new Error('password=hunter2 at /srv/secret');
        }),
        whoAmI: os.queries.whoAmI.handler(async ({ context: { actor, source } }) => ({
          id: actor.id,
          roles: [...actor.roles],
          source,
        })),
      },
    });
  },
};
