// What the launcher says: each message in Chinese and, shortly, in English.

/**
 * A mistake or an outage told in words. Whoever reads it gets no stack trace, but what to do.
 */
export class Told extends Error {
  /**
   * @param {string} zh
   * @param {string} en
   * @param {string} [details] output of a program, shown below the words
   */
  constructor(zh, en, details = '') {
    super(`${zh} · ${en}`);
    this.name = 'Told';
    this.details = details;
  }
}

/** @typedef {(zh: string, en: string) => void} Log */

/**
 * Progress with the seconds since the beginning.
 * @param {number} [begin] milliseconds, as of Date.now()
 * @returns {Log}
 */
export function progressLog(begin = Date.now()) {
  return (zh, en) => {
    const seconds = ((Date.now() - begin) / 1000).toFixed(1).padStart(6);
    process.stdout.write(`${seconds} s  ${zh} · ${en}\n`);
  };
}

/** @param {unknown} error */
export function complain(error) {
  if (!(error instanceof Told)) {
    process.stderr.write(`\n✗ 启动程序自身出错 · a fault of the launcher itself\n`);
    console.error(error);
    return;
  }
  process.stderr.write(`\n✗ ${error.message}\n`);
  if (error.details) process.stderr.write(`${indent(error.details)}\n`);
}

/** @param {string} text */
function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
