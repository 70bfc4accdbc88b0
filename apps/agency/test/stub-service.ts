import { implement } from '@orpc/server';
import type { Machine } from '@yizhan/aggregate/machine';
import type { AnyEvent, EventOfType, EventType, ServiceName } from '@yizhan/contracts';
import { type RunningService, type ServiceDefinition, serviceActor } from '@yizhan/service';
import type { Installation } from '@yizhan/testkit';

interface Told {
  readonly type: string;
  readonly data: object;
}
interface Publish {
  readonly type: 'publish';
  readonly key: string;
  readonly events: readonly Told[];
}

/** A case that says what it is told to say: another service's events, real on the wire. */
const stubMachine = (service: ServiceName): Machine<{ status: 'open' }, Publish, Told, 'open'> => ({
  service,
  kind: 'stub',
  prefix: 'stb',
  table: { publish: { from: ['none', 'open'], to: ['open'], by: ['service'], zh: '发布' } },
  statuses: { open: { zh: '在' } },
  status: (state) => state.status,
  mayAct: () => null,
  decide: (_state, command) => ({ ok: true, events: command.events }),
  elapse: () => [],
  evolve: () => ({ status: 'open' }),
  dueAt: () => null,
  search: () => ({}),
  key: (_caseId, command) => command.key,
});

const definition = (service: ServiceName): ServiceDefinition => ({
  machines: [stubMachine(service)],
  sources: [],
  router: () => implement({}).router({}),
});

/** Stands in for a service in tests of another. */
export const startStub = async (installation: Installation, service: ServiceName) => {
  const running: RunningService = await installation.start(service, definition(service));
  let count = 0;
  return {
    /** Publishes one event of a case; `caseId` is the case's own, as the service would have made it. */
    publish: async <T extends EventType>(
      type: T,
      caseId: string,
      projectId: string,
      data: EventOfType<T>['data'],
    ): Promise<void> => {
      count += 1;
      const short = type.slice(service.length + 1) as AnyEvent['type'];
      const answer = await running.parts.cases.execute(stubMachine(service), {
        id: caseId,
        command: { type: 'publish', key: projectId, events: [{ type: short, data }] },
        actor: serviceActor(service, '330182'),
        key: `publish-${count}`,
      });
      if (!answer.ok) throw new Error(answer.refusal.en);
    },
  };
};
