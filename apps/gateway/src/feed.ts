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
    /**
     * Changes from the moment of the call, also those before the first is asked for; null means that some may have been
     * missed. Whoever asks must `return` it.
     */
    changes: (): AsyncIterableIterator<Change | null> => {
      const events = on(bus, 'change', { signal: stopping.signal });
      const told = ({ done, value }: IteratorResult<unknown[]>): IteratorResult<Change | null> =>
        done === true ? { done, value: undefined } : { done: false, value: value[0] as Change | null };
      const changes: AsyncIterableIterator<Change | null> = {
        [Symbol.asyncIterator]: () => changes,
        next: async () => told(await events.next()),
        return: async () => {
          await events.return?.();
          return { done: true, value: undefined };
        },
      };
      return changes;
    },
  };
};
export type Feed = ReturnType<typeof createFeed>;
