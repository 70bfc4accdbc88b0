import { acceptance } from '@yizhan/acceptance/service';
import { admission } from '@yizhan/admission/service';
import { agency } from '@yizhan/agency/service';
import { approval } from '@yizhan/approval/service';
import type { ServiceName } from '@yizhan/contracts';
import { createInsight } from '@yizhan/insight/service';
import { land } from '@yizhan/land/service';
import { prereview } from '@yizhan/prereview/service';
import { type RunningService, type ServiceDefinition, setLegalClock } from '@yizhan/service';
import { createInstallation, type Installation } from '@yizhan/testkit';
import { begins, loadDemo } from '../src/demo.ts';
import { instantOf } from '../src/timetable.ts';
import { reportDay, reportHour } from '../src/world.ts';

const owners = { admission, prereview, approval, land, agency, acceptance } as const satisfies Partial<
  Record<ServiceName, ServiceDefinition>
>;
type Owner = keyof typeof owners;

/** A stored event, as its service exports it. */
interface Stored {
  readonly _id: string;
  readonly body: string;
}
interface Told {
  readonly type: string;
  readonly effectiveOn: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The demo in an installation of the test's own, with the services that answer for its figures running. */
export interface LoadedDemo {
  readonly installation: Installation;
  readonly events: number;
  readonly seconds: number;
  /** Changes the first event of a type that fits, where its service keeps it. */
  readonly alter: (
    service: Owner,
    type: string,
    fits: (event: Told) => boolean,
    change: (event: Told) => Partial<Told>,
  ) => Promise<void>;
  /** Throws the read side away and makes it again from what the services have kept. */
  readonly readAnew: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const startLoaded = async (): Promise<LoadedDemo> => {
  const installation = await createInstallation({ now: begins });
  const { name, connection, environment } = installation;
  const setClock = async (at: string): Promise<void> =>
    await setLegalClock(connection, name, { at, running: false });
  const began = performance.now();
  const events = await loadDemo({
    env: environment,
    password: 'Yizhan-demo-2026',
    setClock,
    tell: () => undefined,
  });
  const seconds = (performance.now() - began) / 1000;
  await setClock(instantOf(reportDay, reportHour));
  let reading: RunningService;
  for (const [owner, definition] of Object.entries(owners) as [Owner, ServiceDefinition][])
    await installation.start(owner, definition);
  reading = await installation.start('insight', createInsight());
  await installation.ready();
  await installation.settle(60_000);
  return {
    installation,
    events,
    seconds,
    alter: async (service, type, fits, change) => {
      const kept = connection.useDb(`${name}_${service}`, { useCache: true }).collection<Stored>('events');
      for await (const { _id, body } of kept.find({ type }).sort({ _id: 1 })) {
        const event = JSON.parse(body) as Told;
        if (!fits(event)) continue;
        await kept.updateOne({ _id }, { $set: { body: JSON.stringify({ ...event, ...change(event) }) } });
        return;
      }
      throw new Error(`no ${type} fits`);
    },
    readAnew: async () => {
      await reading.stop();
      await connection.useDb(`${name}_insight`, { useCache: true }).dropDatabase();
      reading = await installation.start('insight', createInsight());
      await installation.ready();
      await installation.settle(60_000);
    },
    stop: async () => await installation.stop(),
  };
};
