import { EventEmitter, on } from 'node:events';
import type { Logger, ServiceConfig } from '@yizhan/service';

export interface Change {
  readonly projects: readonly string[];
  readonly parcels: readonly string[];
}

const reconnectMs = 1000;

/** Listens to `insight`, which tells a change after it can be read, and hands it to subscribers. */
export const createFeed = (config: ServiceConfig, serviceToken: () => string, log: Logger) => {
  const bus = new EventEmitter();
  bus.setMaxListeners(0);
  const stopping = new AbortController();

  const listen = async (): Promise<void> => {
    const answer = await fetch(`${config.urls.insight}/internal/changes`, {
      headers: { 'x-service-token': serviceToken() },
      signal: stopping.signal,
    });
    if (!answer.ok || answer.body === null) throw new Error(`insight answered ${answer.status}`);
    // What was missed while away is not known: everybody looks again.
    bus.emit('change', null);
    let rest = '';
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      rest += chunk;
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts)
        if (part.startsWith('data: ')) bus.emit('change', JSON.parse(part.slice(6)) as Change);
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await listen().catch((error: unknown) => {
        if (!stopping.signal.aborted)
          log.warn({ error: String(error) }, 'the feed of insight broke off, trying again');
      });
      if (!stopping.signal.aborted) await new Promise((resolve) => setTimeout(resolve, reconnectMs));
    }
  };

  return {
    start: (): void => {
      void run();
    },
    stop: (): void => stopping.abort(),
    /** Changes from now on; null means that some may have been missed. */
    changes: async function* (): AsyncGenerator<Change | null> {
      for await (const [change] of on(bus, 'change', { signal: stopping.signal }))
        yield change as Change | null;
    },
  };
};
export type Feed = ReturnType<typeof createFeed>;
