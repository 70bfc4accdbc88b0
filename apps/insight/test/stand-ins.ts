import { implement } from '@orpc/server';
import type { Machine } from '@yizhan/aggregate/machine';
import type { AnyEvent, ServiceName } from '@yizhan/contracts';
import { type RunningService, type ServiceDefinition, serviceActor } from '@yizhan/service';
import type { Installation } from '@yizhan/testkit';

interface Told {
  readonly type: string;
  readonly data: object;
  readonly effectiveOn?: string;
}
interface Tell {
  readonly type: 'tell';
  readonly key: string;
  readonly events: readonly Told[];
}

/** A case that says what it is told to say: the events of another service, real on the wire. */
const machineOf = (service: ServiceName): Machine<{ readonly told: true }, Tell, Told, 'open'> => ({
  service,
  kind: 'standIn',
  prefix: 'stb',
  table: { tell: { from: ['none', 'open'], to: ['open'], by: ['service'], zh: '发布' } },
  statuses: { open: { zh: '在' } },
  status: () => 'open',
  mayAct: () => null,
  decide: (_state, command) => ({ ok: true, events: command.events as never }),
  elapse: () => [],
  evolve: () => ({ told: true }),
  dueAt: () => null,
  search: () => ({}),
  key: (_caseId, command) => command.key,
});

const definitionOf = (service: ServiceName): ServiceDefinition => ({
  machines: [machineOf(service)],
  sources: [],
  router: () => implement({}).router({}),
});

const sources = ['admission', 'prereview', 'approval', 'land', 'agency', 'acceptance', 'materials'] as const;
let keys = 0;

/** Every service that `insight` listens to, saying what a test gives it to say. */
export const startStandIns = async (installation: Installation) => {
  const running = new Map<ServiceName, RunningService>();
  for (const service of sources)
    running.set(service, await installation.start(service, definitionOf(service)));
  const of = (service: ServiceName): RunningService => {
    const found = running.get(service);
    if (found === undefined) throw new Error(`nobody stands in for ${service}`);
    return found;
  };
  return {
    of,
    /** Saves events in their cases, one after the other; the answer's sequence is the last of its case. */
    tell: async (events: readonly AnyEvent[]): Promise<void> => {
      for (const { service, caseId, type, key, data, effectiveOn } of events) {
        keys += 1;
        const answer = await of(service).parts.cases.execute(machineOf(service), {
          id: caseId,
          command: {
            type: 'tell',
            key,
            events: [{ type: type.slice(service.length + 1), data, effectiveOn }],
          },
          actor: serviceActor(service, '330182'),
          key: `tell-${String(keys).padStart(6, '0')}`,
        });
        if (!answer.ok) throw new Error(answer.refusal.en);
      }
    },
  };
};
export type StandIns = Awaited<ReturnType<typeof startStandIns>>;
