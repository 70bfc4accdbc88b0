// Free ports and reachable ones.
import net from 'node:net';

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isPortFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The first free ports from one on. They lie below the range that outgoing connections take theirs from, so that a
 * process that is restarted finds its port still free.
 * @param {number} first
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function findFreePorts(first, count) {
  /** @type {number[]} */
  const found = [];
  for (let port = first; found.length < count; port++) {
    if (await isPortFree(port)) found.push(port);
  }
  return found;
}

/**
 * @param {string} host
 * @param {number} port
 * @param {number} [limitMs]
 * @returns {Promise<boolean>}
 */
export function answers(host, port, limitMs = 2000) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const done = (/** @type {boolean} */ reachable) => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(limitMs, () => done(false));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}
