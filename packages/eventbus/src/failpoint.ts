/**
 * A named place at which a fault test may end or stop the process for real: `YIZHAN_FAILPOINTS="relay.published=SIGKILL"`.
 * Read only with NODE_ENV=test, so that no other installation can be stopped by it.
 */
const armed = new Map<string, NodeJS.Signals>();
if (process.env['NODE_ENV'] === 'test') {
  for (const entry of (process.env['YIZHAN_FAILPOINTS'] ?? '').split(',')) {
    const [name, signal] = entry.split('=');
    if (name !== undefined && (signal === 'SIGKILL' || signal === 'SIGSTOP')) armed.set(name, signal);
  }
}

export type Failpoint =
  | 'relay.found'
  | 'relay.published'
  | 'relay.filed'
  | 'consumer.received'
  | 'consumer.applying'
  | 'consumer.applied'
  | 'restore.written';

/** Ends or stops this process here, once, if a test armed the place. */
export const failpoint = (name: Failpoint): void => {
  const signal = armed.get(name);
  if (signal === undefined) return;
  armed.delete(name);
  process.kill(process.pid, signal);
};
