import { EventEmitter } from 'node:events';
import type { AnyEvent } from '@yizhan/contracts';
import type { Express, Response } from 'express';

/** Tells who listens, after the commit, which projects have changed: what is pushed is there to be read. */
export const createChanges = () => {
  const bus = new EventEmitter();
  bus.setMaxListeners(0);
  const streams = new Set<Response>();

  return {
    tell: (events: readonly AnyEvent[], projects: readonly string[]): void => {
      const parcels = [
        ...new Set(events.filter((event) => event.service === 'land').map((event) => event.caseId)),
      ];
      const line = `data: ${JSON.stringify({ projects, parcels })}\n\n`;
      for (const stream of streams) stream.write(line);
      for (const caseId of new Set(events.map((event) => event.caseId))) bus.emit(caseId);
    },
    /** Resolves true when `isThere` holds, looked at now and after each change of the case; false when time is up. */
    waitFor: async (caseId: string, isThere: () => Promise<boolean>, withinMs: number): Promise<boolean> => {
      const end = Date.now() + withinMs;
      for (;;) {
        let told = (): void => undefined;
        const change = new Promise<void>((resolve) => {
          told = resolve;
        });
        bus.once(caseId, told);
        if (await isThere()) {
          bus.off(caseId, told);
          return true;
        }
        const left = end - Date.now();
        if (left <= 0) {
          bus.off(caseId, told);
          return false;
        }
        // Another instance may have applied it: look again twice a second even when this one was told nothing.
        let timer: NodeJS.Timeout | undefined;
        await Promise.race([
          change,
          new Promise<void>((resolve) => {
            timer = setTimeout(resolve, Math.min(left, 500));
          }),
        ]);
        clearTimeout(timer);
        bus.off(caseId, told);
      }
    },
    mount: (app: Express): void => {
      app.get('/internal/changes', (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
        response.write(': open\n\n');
        streams.add(response);
        const beat = setInterval(() => response.write(': beat\n\n'), 15_000);
        response.on('close', () => {
          clearInterval(beat);
          streams.delete(response);
        });
      });
    },
    close: (): void => {
      for (const stream of streams) stream.end();
    },
  };
};
export type Changes = ReturnType<typeof createChanges>;
