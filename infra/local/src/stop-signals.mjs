// Ctrl-C, SIGTERM and a closed terminal.

/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const sameKeystrokeMs = 700;

/**
 * @param {() => void} stop called at the first signal
 * @param {() => void} force called at a second Ctrl-C
 */
export function onStopSignal(stop, force) {
  let askedAt = 0;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (askedAt === 0) {
        askedAt = Date.now();
        stop();
      } else if (signal === 'SIGINT' && Date.now() - askedAt > sameKeystrokeMs) {
        force();
      }
    });
  }
  // The terminal may be gone while there is still something to say.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
}
